"""Bodies: their names in running text, relative to the place and level of the report, in coordination and in groups."""

import pytest

from reading import bodies, entities, facts_of, is_named, quotes


def kinds(sentence: str) -> list[tuple[str | None, bool]]:
    """Kind and group of the bodies of a sentence."""
    return [(entity.kind, entity.group) for entity in entities(facts_of(sentence), "agency")]


@pytest.mark.parametrize(
    ("surface", "canonical", "kind"),
    [
        ("县委", "中国共产党青阳县委员会", "party"),
        ("县委政法委", "中国共产党青阳县委员会政法委员会", "party"),
        ("县委依法治县办", "中国共产党青阳县委员会全面依法治县委员会办公室", "party"),
        ("县政府", "青阳县人民政府", "government"),
        ("县人大常委会", "青阳县人民代表大会常务委员会", "congress"),
        ("县法院", "青阳县人民法院", "court"),
        ("县检察院", "青阳县人民检察院", "procuratorate"),
        ("县司法局", "青阳县司法局", "department"),
        ("县住建局", "青阳县住房和城乡建设局", "department"),
        ("县人社局", "青阳县人力资源和社会保障局", "department"),
        ("县市监局", "青阳县市场监督管理局", "department"),
        ("县卫健委", "青阳县卫生健康委员会", "department"),
        ("县妇联", "青阳县妇女联合会", "social"),
        ("县总工会", "青阳县总工会", "social"),
        ("团县委", "中国共产主义青年团青阳县委员会", "social"),
        ("团市委", "中国共产主义青年团池州市委员会", "social"),
        ("市政府", "池州市人民政府", "government"),
        ("池州市委", "中国共产党池州市委员会", "party"),
        ("市司法局", "池州市司法局", "department"),
        ("省司法厅", "安徽省司法厅", "department"),
        ("省委依法治省办", "中国共产党安徽省委员会全面依法治省委员会办公室", "party"),
        ("司法部", "中华人民共和国司法部", "department"),
        ("国务院办公厅", "中华人民共和国国务院办公厅", "department"),
        ("石台县政府", "石台县人民政府", "government"),
        ("陵阳镇", "青阳县陵阳镇人民政府", "township"),
        ("县人民调解委员会", "青阳县人民调解委员会", "social"),
        ("杜村乡", "青阳县杜村乡人民政府", "township"),
        ("杜村乡党委", "中国共产党青阳县杜村乡委员会", "party"),
        ("杜村乡政府", "青阳县杜村乡人民政府", "township"),
        ("县政务服务中心", "青阳县政务服务中心", "institution"),
    ],
)
def test_a_relative_name_is_read_by_the_reports_own_place(surface: str, canonical: str, kind: str) -> None:
    facts = facts_of(f"{surface}开展山塘执法检查。")
    assert (bodies(facts), entities(facts, "agency")[0].kind) == ([canonical], kind)
    assert surface in quotes(facts, [canonical])


PLACES = [
    ("伊金霍洛旗人民政府", "旗司法局", "内蒙古自治区鄂尔多斯市|伊金霍洛旗司法局"),
    (
        "伊金霍洛旗人民政府",
        "旗委依法治旗办",
        "中国共产党内蒙古自治区鄂尔多斯市|伊金霍洛旗委员会全面依法治旗委员会办公室",
    ),
    ("伊金霍洛旗人民政府", "市政府", "内蒙古自治区|鄂尔多斯市人民政府"),
    (
        "伊金霍洛旗人民政府",
        "巴音昌呼格嘎查村民委员会",
        "内蒙古自治区鄂尔多斯市|伊金霍洛旗巴音昌呼格嘎查村民委员会",
    ),
    ("环江毛南族自治县人民政府", "自治县人民政府", "广西壮族自治区河池市|环江毛南族自治县人民政府"),
    ("环江毛南族自治县人民政府", "县司法局", "广西壮族自治区河池市|环江毛南族自治县司法局"),
    ("环江毛南族自治县人民政府", "自治区司法厅", "广西壮族自治区司法厅"),
    ("大理白族自治州人民政府", "州政府", "云南省|大理白族自治州人民政府"),
    ("大理白族自治州人民政府", "州司法局", "云南省|大理白族自治州司法局"),
    ("大理白族自治州人民政府", "大理市人民政府", "云南省大理白族自治州|大理市人民政府"),
    ("合肥市人民政府", "市委全面依法治市委员会", "中国共产党安徽省|合肥市委员会全面依法治市委员会"),
    ("合肥市人民政府", "包河区人民政府", "安徽省合肥市|包河区人民政府"),
    ("合肥市人民政府", "巢湖市人民政府", "安徽省合肥市|巢湖市人民政府"),
    ("云和县人民政府", "县司法局", "浙江省丽水市|云和县司法局"),
    ("滁州经济技术开发区管委会", "管委会", "安徽省|滁州经济技术开发区管理委员会"),
    ("上海市青浦区司法局", "我局", "上海市|青浦区司法局"),
    ("上海市青浦区司法局", "局党组", "中国共产党上海市|青浦区司法局党组"),
    ("上海市青浦区司法局", "区政府", "上海市|青浦区人民政府"),
    ("上海市青浦区司法局", "市司法局", "上海市司法局"),
    ("青阳县陵阳镇人民政府", "镇党委", "中国共产党安徽省池州市|青阳县陵阳镇委员会"),
    ("青阳县陵阳镇人民政府", "镇司法所", "安徽省池州市|青阳县司法局陵阳司法所"),
    ("青阳县陵阳镇人民政府", "县司法局", "安徽省池州市|青阳县司法局"),
    ("南京市玄武区梅园新村街道办事处", "街道党工委", "中国共产党江苏省南京市玄武区|梅园新村街道工作委员会"),
]


@pytest.mark.parametrize(("issuer", "surface", "canonical"), PLACES)
def test_the_same_words_mean_another_body_in_another_report(issuer: str, surface: str, canonical: str) -> None:
    facts = facts_of(f"{surface}开展法治督察。", title=f"{issuer}2023年法治政府建设情况报告")
    found = [entity.name for entity in entities(facts, "agency")]
    assert len(found) == 1
    assert is_named(found[0], canonical), found


def test_bodies_in_coordination() -> None:
    facts = facts_of("县司法局、财政局、县人社局联合开展根治欠薪检查。")
    assert bodies(facts) == ["青阳县司法局", "青阳县财政局", "青阳县人力资源和社会保障局"]


def test_a_count_behind_named_bodies_is_a_group() -> None:
    facts = facts_of("县农业农村局、县水利局等6个部门联合开展河湖巡查。")
    assert bodies(facts) == ["青阳县农业农村局", "青阳县水利局", "部门"]
    assert kinds("县农业农村局、县水利局等6个部门联合开展河湖巡查。")[-1] == ("department", True)


def test_the_level_of_the_first_holds_for_the_others() -> None:
    facts = facts_of("县司法局、市场监管局等12个部门开展联合检查。")
    assert bodies(facts) == ["青阳县司法局", "青阳县市场监督管理局", "部门"]


def test_a_second_name_in_brackets_is_a_body_of_its_own() -> None:
    facts = facts_of("县司法局（县行政复议局）受理复议申请45件。")
    assert bodies(facts) == ["青阳县司法局", "青阳县行政复议局"]


def test_joining_words_inside_a_name_do_not_cut_it() -> None:
    facts = facts_of("县自然资源和规划局与县农业农村局联合开展检查。")
    assert bodies(facts) == ["青阳县自然资源和规划局", "青阳县农业农村局"]


@pytest.mark.parametrize(
    ("sentence", "quote", "kind"),
    [
        ("对37个乡镇开展督察。", "乡镇", "township"),
        ("12个县直部门完成自查。", "县直部门", "department"),
        ("各乡镇（街道）设立法治专员。", "各乡镇（街道）", "township"),
        ("各级行政机关落实备案制度。", "各级行政机关", "department"),
        ("对全县28家行政执法单位开展案卷评查。", "行政执法单位", "department"),
        ("18所学校聘请法治副校长。", "学校", "institution"),
        ("将任务分解到37个责任单位。", "责任单位", "department"),
        ("培训各县区应急管理局业务骨干。", "各县区应急管理局", "department"),
        ("指导各市（州）生态环境局开展检查。", "各市（州）生态环境局", "department"),
        ("对16个委办局开展督察。", "委办局", "department"),
        ("约谈县级人民政府4个。", "县级人民政府", "government"),
        ("实地督察9个县（市、区）。", "县（市、区）", "government"),
        ("各级河长办巡河2.1万次。", "各级河长办", "department"),
    ],
)
def test_groups_are_quoted_without_their_count(sentence: str, quote: str, kind: str) -> None:
    facts = facts_of(sentence)
    assert [(e.kind, e.group) for e in entities(facts, "agency")] == [(kind, True)]
    assert quotes(facts, bodies(facts)) == {quote}


@pytest.mark.parametrize(
    ("sentence", "canonical"),
    [
        ("成立县行政争议调解中心。", "青阳县行政争议调解中心"),
        ("组建山塘执法督导组。", "青阳县山塘执法督导组"),
        ("聘请安徽九子律师事务所担任法律顾问。", "安徽九子律师事务所"),
        ("县公安局交管大队开展夜查。", "青阳县公安局交管大队"),
        ("县司法局陵阳司法所开展法律援助。", "青阳县司法局陵阳司法所"),
        ("蓉城镇开展宣讲12场。", "青阳县蓉城镇人民政府"),
        ("县实验小学开展模拟法庭活动。", "青阳县实验小学"),
        ("县公安局获评全省优秀执法单位。", "青阳县公安局"),
        ("应急管理局发布清单。", "青阳县应急管理局"),
        ("受县山洪防御指挥部委托开展检查。", "青阳县山洪防御指挥部"),
        ("县法院开设双语课堂。", "青阳县人民法院"),
        ("县供销合作社联合社开展检查。", "青阳县供销合作社联合社"),
        ("市民政局开展检查。", "池州市民政局"),
        ("由杏林村村委会到山上勘界。", "青阳县杏林村村民委员会"),
        ("转交县纪委核查。", "中国共产党青阳县纪律检查委员会"),
        ("将12项权限下放九华新区管委会。", "青阳县九华新区管理委员会"),
        ("联合九子岩景区管委会办了宣讲。", "青阳县九子岩景区管理委员会"),
        ("年初建起县综治中心。", "青阳县社会治安综合治理中心"),
        ("县人力资源社会保障局开展仲裁。", "青阳县人力资源和社会保障局"),
        ("青阳县在全市率先推行简案快审。", "青阳县人民政府"),
        ("依法治县委办公室开展督察。", "中国共产党青阳县委员会全面依法治县委员会办公室"),
        ("县市场监管局蓉城所开展检查。", "青阳县市场监督管理局蓉城所"),
        ("县中心血站建成普法长廊。", "青阳县中心血站"),
        ("县劳动保障服务中心帮助群众讨薪。", "青阳县劳动保障服务中心"),
        ("经过两轮县机构改革领导小组审定。", "青阳县机构改革领导小组"),
        ("并报司法局备案。", "青阳县司法局"),
        ("县农业农村和科技局开展检查。", "青阳县农业农村和科技局"),
        ("落实县法院司法建议3件。", "青阳县人民法院"),
        ("国家标准委批准发布标准。", "国家标准化管理委员会"),
        ("县应对山洪灾害工作指挥部开展演练。", "青阳县应对山洪灾害工作指挥部"),
        ("县图书馆举办讲座。", "青阳县图书馆"),
        ("陵阳镇整治农村集市。", "青阳县陵阳镇人民政府"),
        ("阿拉山口海关开展检查。", "阿拉山口海关"),
        ("牛庄村建起联防机制。", "青阳县牛庄村村民委员会"),
        (
            "县纪委监委派驻第三纪检监察组开展检查。",
            "中国共产党青阳县纪律检查委员会、青阳县监察委员会派驻第三纪检监察组",
        ),
    ],
)
def test_institutions_and_task_forces(sentence: str, canonical: str) -> None:
    assert bodies(facts_of(sentence)) == [canonical]


@pytest.mark.parametrize(
    "sentence",
    [
        "依托“渝快办”平台办理事项。",
        "全县开展山塘排查。",
        "领导干部带头学法。",
        "推进法治政府、数字政府建设。",
        "优化发展格局，以群众为中心开展服务。",
        "召开全面依法治县推进会。",
        "提升部署落实效能。",
        "落实治安管理处罚法。",
        "结合镇里实际，解决难题。",
        "对城乡供水一体化开展论证。",
        "在合同审查、信访处理中发挥作用。",
        "副书记分管法治工作并兼做办公室主任。",
        "推进市县乡三级协同。",
        "定期到镇到村开展宣传。",
        "组织民法典进社区活动。",
        "其中办结案件86件。",
        "开展春节返乡宣讲。",
        "讲授公司法。",
        "县级事项网上可办。",
    ],
)
def test_places_persons_platforms_and_meetings_are_no_bodies(sentence: str) -> None:
    assert bodies(facts_of(sentence)) == []


def test_a_government_named_with_its_party_committee_is_a_body_of_its_own() -> None:
    facts = facts_of("镇党委、政府研究法治工作。", title="青阳县陵阳镇人民政府2023年法治政府建设情况报告")
    assert bodies(facts) == ["中国共产党青阳县陵阳镇委员会", "青阳县陵阳镇人民政府"]


def test_townships_whose_names_hold_other_words_are_known_by_the_gazetteer() -> None:
    assert bodies(facts_of("麻家集镇创新调解方法。"))[-1:] == ["青阳县麻家集镇人民政府"]
    assert bodies(facts_of("打造特色小镇。")) == []


def test_a_body_inside_a_title_is_not_named() -> None:
    assert bodies(facts_of("印发《青阳县公安局执法责任制规定》。")) == []


def test_villages_named_as_actors_are_their_committees() -> None:
    title = "青阳县陵阳镇人民政府2023年法治政府建设情况报告"
    facts = facts_of("五星村、双河村设立法律驿站。", title=title)
    assert bodies(facts) == ["青阳县陵阳镇五星村村民委员会", "青阳县陵阳镇双河村村民委员会"]


def test_the_issuer_is_one_body_under_all_its_names() -> None:
    facts = facts_of("县政府召开会议2次。", "青阳县人民政府公布权责清单。")
    assert bodies(facts) == ["青阳县人民政府"]
    assert {"县政府", "青阳县人民政府"} <= quotes(facts, ["青阳县人民政府"])


def test_national_bodies_whose_name_joins_two_fields() -> None:
    assert bodies(facts_of("县林业局获国家林业和草原局通报表扬。")) == ["青阳县林业局", "国家林业和草原局"]
