"""Bodies: one canonical name for the short, relative and full names that a report uses."""

import csv

import pytest

from govgraph.link import Jurisdiction, find_jurisdiction, link_body, superior
from govgraph.resources import ontology_file

DISTRICT = find_jurisdiction("开州区2022年度法治政府建设情况", {}, "")
COUNTY = find_jurisdiction("泾县2021年度法治政府建设情况报告", {}, "")
CITY = find_jurisdiction("宣城市2023年法治政府建设情况报告", {}, "")
COUNTY_CITY = find_jurisdiction("寿光市2023年法治政府建设情况报告", {}, "")
PROVINCE = find_jurisdiction("福建省人民政府关于2024年度法治政府建设情况的报告", {}, "")
MUNICIPALITY = find_jurisdiction("重庆市2023年法治政府建设情况报告", {}, "")
BUREAU = find_jurisdiction("潍坊市市场监督管理局2023年度法治政府建设情况报告", {}, "")
BANNER = find_jurisdiction("鄂温克族自治旗2022年度法治政府建设情况报告", {}, "")
REGION = find_jurisdiction("广西壮族自治区人民政府2023年度法治政府建设情况报告", {}, "")
MINISTRY = find_jurisdiction("交通运输部2023年法治政府部门建设工作情况", {}, "")
TOWN = find_jurisdiction("临江镇人民政府2023年报告", {"publisher": "重庆市开州区临江镇人民政府"}, "")
QUARTER = find_jurisdiction("东街街道2023年报告", {"publisher": "福州市鼓楼区东街街道办事处"}, "")
ZONE = find_jurisdiction("绵阳经开区2023年法治政府建设情况报告", {}, "")
STREET = find_jurisdiction("汉丰街道办事处2022年报告", {"publisher": "重庆市开州区汉丰街道办事处"}, "")


def name(surface: str, jurisdiction: Jurisdiction) -> str:
    return link_body(surface, jurisdiction).canonical


def test_the_same_words_mean_another_body_in_another_report() -> None:
    assert name("市政府", DISTRICT) == "重庆市人民政府"
    assert name("市政府", COUNTY) == name("市政府", CITY) == "安徽省宣城市人民政府"
    assert name("市政府", COUNTY_CITY) == "山东省潍坊市寿光市人民政府"
    assert link_body("市政府", DISTRICT).level == "provincial"
    assert link_body("市政府", COUNTY).level == "prefecture"


def test_one_body_has_one_name_in_reports_of_different_levels() -> None:
    assert name("市委", DISTRICT) == name("市委", MUNICIPALITY) == "中国共产党重庆市委员会"
    assert name("泾县司法局", CITY) == name("县司法局", COUNTY)
    assert name("国务院", COUNTY) == name("国务院", MINISTRY)


@pytest.mark.parametrize(
    ("surface", "canonical", "kind"),
    [
        ("区委", "中国共产党重庆市开州区委员会", "party"),
        ("区政府", "重庆市开州区人民政府", "government"),
        ("区人大常委会", "重庆市开州区人民代表大会常务委员会", "congress"),
        ("区政协", "中国人民政治协商会议重庆市开州区委员会", "cppcc"),
        ("区法院", "重庆市开州区人民法院", "court"),
        ("区检察院", "重庆市开州区人民检察院", "procuratorate"),
        ("区纪委", "中国共产党重庆市开州区纪律检查委员会", "party"),
        ("区委办", "中国共产党重庆市开州区委员会办公室", "party"),
        ("区政府办", "重庆市开州区人民政府办公室", "department"),
        ("区委政法委", "中国共产党重庆市开州区委员会政法委员会", "party"),
        ("区委依法治区办", "中国共产党重庆市开州区委员会全面依法治区委员会办公室", "party"),
        ("区委编办", "中国共产党重庆市开州区委员会机构编制委员会办公室", "party"),
        ("区委理论学习中心组(扩大)", "中国共产党重庆市开州区委员会理论学习中心组", "party"),
        ("党校", "中国共产党重庆市开州区委员会党校", "institution"),
        ("区政府党组", "中国共产党重庆市开州区人民政府党组", "party"),
        ("团区委", "中国共产主义青年团重庆市开州区委员会", "social"),
        ("区妇联", "重庆市开州区妇女联合会", "social"),
        ("区税务局", "国家税务总局重庆市开州区税务局", "department"),
        ("市高级人民法院", "重庆市高级人民法院", "court"),
        ("市第二中级人民法院", "重庆市第二中级人民法院", "court"),
    ],
)
def test_organs_of_a_district_and_its_municipality(surface: str, canonical: str, kind: str) -> None:
    found = link_body(surface, DISTRICT)
    assert (found.canonical, found.kind) == (canonical, kind)


@pytest.mark.parametrize(
    ("surface", "canonical"),
    [
        ("县委全面依法治县委员会", "中国共产党安徽省宣城市泾县委员会全面依法治县委员会"),
        ("县委依法治县办", "中国共产党安徽省宣城市泾县委员会全面依法治县委员会办公室"),
        ("县市场监管局", "安徽省宣城市泾县市场监督管理局"),
        ("县住建局", "安徽省宣城市泾县住房和城乡建设局"),
        ("县卫健委", "安徽省宣城市泾县卫生健康委员会"),
        ("县退役军人局", "安徽省宣城市泾县退役军人事务局"),
        ("县数据资源局", "安徽省宣城市泾县数据资源局"),
        ("市场监管局", "安徽省宣城市泾县市场监督管理局"),
        ("省市场监管局", "安徽省市场监督管理局"),
        ("省人社厅", "安徽省人力资源和社会保障厅"),
        ("省高院", "安徽省高级人民法院"),
        ("市中级人民法院", "安徽省宣城市中级人民法院"),
        ("县人大常委会法工委", "安徽省宣城市泾县人民代表大会常务委员会法制工作委员会"),
        ("县公安局交警大队", "安徽省宣城市泾县公安局交警大队"),
        ("县税务局", "国家税务总局泾县税务局"),
        ("我县", "安徽省宣城市泾县人民政府"),
    ],
)
def test_organs_of_a_county_its_city_and_province(surface: str, canonical: str) -> None:
    assert name(surface, COUNTY) == canonical


@pytest.mark.parametrize(
    ("surface", "canonical"),
    [
        ("我局", "山东省潍坊市市场监督管理局"),
        ("本机关", "山东省潍坊市市场监督管理局"),
        ("局党组", "中国共产党山东省潍坊市市场监督管理局党组"),
        ("局党组理论学习中心组", "中国共产党山东省潍坊市市场监督管理局党组理论学习中心组"),
        ("局法治建设领导小组", "山东省潍坊市市场监督管理局法治建设领导小组"),
        ("政策法规科", "山东省潍坊市市场监督管理局政策法规科"),
        ("省局", "山东省市场监督管理局"),
        ("奎文区市场监管局", "山东省潍坊市奎文区市场监督管理局"),
        ("寿光市市场监管局", "山东省潍坊市寿光市市场监督管理局"),
        ("市税务局", "国家税务总局潍坊市税务局"),
        ("市政府办公室", "山东省潍坊市人民政府办公室"),
    ],
)
def test_a_bureau_speaks_of_itself_and_its_like(surface: str, canonical: str) -> None:
    assert name(surface, BUREAU) == canonical


def test_a_commission_and_an_office_speak_of_themselves() -> None:
    for title, own in (("重庆市荣昌区交通运输委员会", "我委"), ("泾县金融工作办公室", "我办")):
        here = find_jurisdiction(f"{title}2024年法治政府建设情况报告", {}, "")
        assert link_body(own, here).canonical == here.issuer


@pytest.mark.parametrize(
    ("surface", "canonical"),
    [
        ("司法部", "中华人民共和国司法部"),
        ("国务院办公厅", "中华人民共和国国务院办公厅"),
        ("市场监管总局", "国家市场监督管理总局"),
        ("中共中央", "中国共产党中央委员会"),
        ("党中央", "中国共产党中央委员会"),
        ("中央依法治国办", "中央全面依法治国委员会办公室"),
        ("最高人民法院", "最高人民法院"),
        ("国务院安委会办公室", "中华人民共和国国务院安全生产委员会办公室"),
    ],
)
def test_central_bodies(surface: str, canonical: str) -> None:
    found = link_body(surface, COUNTY)
    assert (found.canonical, found.level) == (canonical, "central")


def test_names_with_a_place_of_their_own() -> None:
    assert name("广东省交通运输厅", PROVINCE) == "广东省交通运输厅"
    assert name("光泽县司法局", PROVINCE) == "福建省南平市光泽县司法局"
    assert name("厦门市思明区人民政府", PROVINCE) == "福建省厦门市思明区人民政府"
    assert name("福州市", PROVINCE) == "福建省福州市人民政府"
    assert name("福州中院", PROVINCE) == "福建省福州市中级人民法院"
    assert name("平潭综合实验区管委会", PROVINCE) == "福建省平潭综合实验区管理委员会"
    assert name("开州区法院汉丰湖法庭", DISTRICT) == "重庆市开州区人民法院汉丰湖人民法庭"


@pytest.mark.parametrize(
    ("surface", "canonical"),
    [
        ("县政协", "中国人民政治协商会议泾县委员会"),
        ("市政协", "中国人民政治协商会议宣城市委员会"),
        ("团县委", "中国共产主义青年团泾县委员会"),
        ("芜湖市镜湖区政协", "中国人民政治协商会议芜湖市镜湖区委员会"),
    ],
)
def test_names_that_embed_the_place_bear_its_short_form(surface: str, canonical: str) -> None:
    assert name(surface, COUNTY) == canonical


def test_of_districts_of_one_name_the_nearest_is_meant() -> None:
    assert name("鼓楼区司法局", PROVINCE) == "福建省福州市鼓楼区司法局"
    assert link_body("鼓楼区司法局", PROVINCE).code == "350102"


def test_townships_and_villages_are_their_bodies() -> None:
    assert name("临江镇", DISTRICT) == "重庆市开州区临江镇人民政府"
    assert name("正安街道", DISTRICT) == "重庆市开州区正安街道办事处"
    assert name("正安街道党工委", DISTRICT) == "中国共产党重庆市开州区正安街道工作委员会"
    assert name("满月镇马营村", DISTRICT) == "重庆市开州区满月镇马营村村民委员会"
    assert name("文峰街道永兴社区", DISTRICT) == "重庆市开州区文峰街道永兴社区居民委员会"
    assert name("伊敏苏木", BANNER) == "内蒙古自治区呼伦贝尔市鄂温克族自治旗伊敏苏木人民政府"
    assert link_body("满月镇马营村", DISTRICT).parent == name("满月镇", DISTRICT)
    assert name("住房城乡建设局", COUNTY).endswith("泾县住房和城乡建设局")


def test_a_township_report_names_its_own_organs() -> None:
    assert name("镇党委", TOWN) == "中国共产党重庆市开州区临江镇委员会"
    assert name("镇人大", TOWN) == "重庆市开州区临江镇人民代表大会"
    assert name("镇纪委", TOWN) == "中国共产党重庆市开州区临江镇纪律检查委员会"
    assert name("镇党委理论学习中心组", TOWN) == name("镇党委", TOWN) + "理论学习中心组"
    assert name("我镇", TOWN) == name("镇", TOWN) == "重庆市开州区临江镇人民政府"
    assert name("南门镇", TOWN) == "重庆市开州区南门镇人民政府"
    assert name("区司法局", TOWN) == "重庆市开州区司法局"
    assert name("街道党工委", STREET) == "中国共产党重庆市开州区汉丰街道工作委员会"
    for own in ("街道", "街道办事处", "办事处", "我街道", "开州区人民政府汉丰街道办事处"):
        assert name(own, STREET) == "重庆市开州区汉丰街道办事处"
    assert name("街道人大工委", STREET) == "重庆市开州区人民代表大会常务委员会汉丰街道工作委员会"
    assert name("街道纪工委", STREET) == "中国共产党重庆市开州区纪律检查委员会汉丰街道工作委员会"
    assert name("党工委办公室", STREET) == name("街道党工委", STREET) + "办公室"


def test_a_townships_own_office_is_named_from_the_township_and_has_the_places_above_in_its_key() -> None:
    office = link_body("镇综治中心", TOWN)
    assert office.canonical == "临江镇社会治安综合治理中心"
    assert office.key == "重庆市开州区临江镇社会治安综合治理中心"
    assert office.parent == TOWN.issuer
    assert office == link_body("综治中心", TOWN)
    assert link_body("临江镇综治中心", DISTRICT).key == office.key
    assert name("街道综合执法队", STREET) == "汉丰街道综合执法队"
    assert name("街道人民调解委员会", STREET) == "汉丰街道人民调解委员会"


def test_stations_in_a_township_are_the_departments_of_the_county() -> None:
    for station in ("司法所", "镇司法所", "临江司法所", "临江镇司法所"):
        assert name(station, TOWN) == "重庆市开州区司法局临江司法所"
    assert link_body("司法所", TOWN).parent == name("区司法局", TOWN)
    assert name("榔桥派出所", COUNTY) == "安徽省宣城市泾县公安局榔桥派出所"
    assert name("稻田派出所", COUNTY_CITY) == "山东省潍坊市寿光市公安局稻田派出所"
    assert name("派出所", QUARTER) == "福建省福州市公安局鼓楼分局东街派出所"
    assert name("镇市场监管所", TOWN) == "重庆市开州区市场监督管理局临江市场监督管理所"
    assert link_body("基层司法所", COUNTY).method == "collective"


def test_schools_and_bureaus_that_a_township_names_are_the_countys() -> None:
    assert name("三里桥小学", TOWN) == "重庆市开州区三里桥小学"
    assert name("司法局", TOWN) == name("区司法局", TOWN)
    assert name("镇中心小学", TOWN) == "重庆市开州区临江镇中心小学"


def test_a_township_of_a_county_level_city_is_named_from_the_prefecture() -> None:
    found = link_body("稻田镇", COUNTY_CITY)
    assert (found.canonical, found.key) == ("潍坊市寿光市稻田镇人民政府", "山东省潍坊市寿光市稻田镇人民政府")


def test_autonomous_areas_use_their_own_letters() -> None:
    assert name("旗委依法治旗办", BANNER).endswith("鄂温克族自治旗委员会全面依法治旗委员会办公室")
    assert name("自治区党委", BANNER) == "中国共产党内蒙古自治区委员会"
    assert name("自治区司法厅", REGION) == "广西壮族自治区司法厅"
    assert name("我区", REGION) == "广西壮族自治区人民政府"


def test_a_ministry_speaks_of_itself() -> None:
    assert name("部党组", MINISTRY) == "中国共产党交通运输部党组"
    assert name("我部", MINISTRY) == "中华人民共和国交通运输部"


def test_a_zone_has_one_name_by_whatever_form() -> None:
    for form in ("绵阳经开区", "绵阳经开区管委会", "绵阳经济技术开发区管理委员会", "绵阳市经开区管委会"):
        for here in (ZONE, COUNTY):
            found = link_body(form, here)
            assert (found.canonical, found.kind) == ("绵阳经济技术开发区管理委员会", "government")
            assert found.key == "四川省绵阳市绵阳经济技术开发区管理委员会"
    assert {name(form, ZONE) for form in ("我区", "管委会", "经开区", "开发区管委会")} == {ZONE.issuer}


@pytest.mark.parametrize(
    ("surface", "canonical"),
    [
        ("党工委", "中国共产党绵阳经济技术开发区工作委员会"),
        ("党工委组织部", "中国共产党绵阳经济技术开发区工作委员会组织部"),
        ("区纪工委", "中国共产党绵阳经济技术开发区纪律检查工作委员会"),
        ("绵阳经开区管委会办公室", "绵阳经济技术开发区管理委员会办公室"),
        ("绵阳经济技术开发区人民法院", "绵阳经济技术开发区人民法院"),
        ("区市场监管局", "绵阳经济技术开发区市场监督管理局"),
        ("区社会事业局", "绵阳经济技术开发区社会事业局"),
        ("区税务局", "国家税务总局绵阳经济技术开发区税务局"),
        ("市司法局经开区分局", "四川省绵阳市司法局经济技术开发区分局"),
        ("塘汛街道", "四川省绵阳市塘汛街道办事处"),
        ("高新区", "绵阳高新技术产业开发区管理委员会"),
    ],
)
def test_a_zone_names_its_bodies(surface: str, canonical: str) -> None:
    assert name(surface, ZONE) == canonical


def test_a_zone_named_after_no_city_has_one_key_in_all_reports() -> None:
    own = find_jurisdiction("雄安新区管委会2023年法治政府建设情况报告", {}, "")
    above = find_jurisdiction("河北省2023年法治政府建设情况报告", {}, "")
    assert own.issuer == name("新区管委会", own) == name("雄安新区", above) == "河北雄安新区管理委员会"
    assert own.issuer_key == link_body("雄安新区", above).key
    assert name("法治示范区建设工作组", CITY) == "安徽省宣城市法治示范区建设工作组"  # no zone


def test_a_name_that_opens_with_its_place_gets_none_before_it() -> None:
    assert name("宣城仲裁委员会", CITY) == name("市仲裁委", CITY) == name("宣城市仲裁委员会", CITY) == "宣城仲裁委员会"
    assert name("宣城日报", COUNTY) == "宣城日报"
    assert name("安徽农业大学", COUNTY) == "安徽农业大学"


def test_the_name_of_a_bureau_that_looks_full_is_kept() -> None:
    assert name("县综合执法局", COUNTY) == "安徽省宣城市泾县综合执法局"
    assert name("市行政审批局", CITY) == "安徽省宣城市行政审批局"
    assert name("市行政审批局", COUNTY_CITY) == "山东省潍坊市寿光市行政审批服务局"  # so named in all of the province
    assert name("县审批局", COUNTY) == "安徽省宣城市泾县行政审批局"


def test_an_institution_without_a_place_is_the_places_own() -> None:
    found = link_body("行政执法协调监督中心", DISTRICT)
    assert (found.canonical, found.kind, found.method) == (
        "重庆市开州区行政执法协调监督中心",
        "institution",
        "own words",
    )


def test_groups_keep_their_words() -> None:
    for group in ("各调解组织", "公安机关", "县司法局、县应急管理局等12个部门", "县委、县政府", "乡镇(街道)"):
        found = link_body(group, COUNTY)
        assert (found.canonical, found.method) == (group, "collective")
    assert name("区级部门", DISTRICT) == "开州区区级部门"
    assert name("全区各级各部门", DISTRICT) == "开州区各级各部门"
    assert name("区政府", CITY) == "区政府"  # which of the city's districts is not said


def test_a_meeting_and_a_web_site_are_no_bodies() -> None:
    assert link_body("县政府常务会", COUNTY).method == "none"
    assert link_body("市政府网站", COUNTY).method == "none"


def test_a_full_name_that_the_report_gives_goes_first() -> None:
    known = {"市大数据局": "重庆市大数据应用发展管理局"}
    found = link_body("市大数据局", DISTRICT, known=known)
    assert (found.canonical, found.method) == ("重庆市大数据应用发展管理局", "defined")


@pytest.mark.parametrize(
    ("surface", "jurisdiction", "above"),
    [
        ("区委政法委", DISTRICT, "区委"),
        ("县委依法治县办", COUNTY, "县委全面依法治县委员会"),
        ("县委全面依法治县委员会", COUNTY, "县委"),
        ("县委党校", COUNTY, "县委"),
        ("县政府督查室", COUNTY, "县政府"),
        ("县司法局", COUNTY, "县政府"),
        ("省人大常委会法制工作委员会", PROVINCE, "省人大常委会"),
        ("国务院办公厅", COUNTY, "国务院"),
        ("局党组理论学习中心组", BUREAU, "局党组"),
        ("局法治建设领导小组", BUREAU, "我局"),
        ("区法院诉调对接中心", DISTRICT, "区法院"),
    ],
)
def test_the_superior_that_a_name_puts_above(surface: str, jurisdiction: Jurisdiction, above: str) -> None:
    assert link_body(surface, jurisdiction).parent == name(above, jurisdiction)


def test_a_superior_is_read_from_the_canonical_name_alone() -> None:
    assert superior(name("县委宣传部", COUNTY), COUNTY) == name("县委", COUNTY)
    assert superior(name("县政府办", COUNTY), COUNTY) == name("县政府", COUNTY)
    assert superior(name("县委", COUNTY), COUNTY) is None


def test_every_row_of_the_authority_table_of_a_county_is_linked_to_its_pattern() -> None:
    with ontology_file("authority/agencies.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "county" and row["relative_name"][0] == "县"]
    assert len(rows) > 30
    for row in rows:
        full = row["pattern"].replace(";", "、").replace("{short}", "泾县").replace("{place}", "安徽省宣城市泾县")
        assert name(row["relative_name"], COUNTY) == full, row["relative_name"]
