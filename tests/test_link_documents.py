"""Documents: one key per work, none shared by two; titles in running text; folding."""

import pytest

from govgraph.link import DocumentLink, find_jurisdiction, find_known_titles, link_document
from govgraph.link.documents import document_kind
from govgraph.link.fold import fold, repair_period, without_marks

DISTRICT = find_jurisdiction("开州区2022年度法治政府建设情况", {}, "")
COUNTY = find_jurisdiction("泾县2021年度法治政府建设情况报告", {}, "")
BUREAU = find_jurisdiction("潍坊市市场监督管理局2023年度法治政府建设情况报告", {}, "")


def link(title: str, issuer: str | None = None, year: int = 2021) -> DocumentLink:
    return link_document(title, COUNTY, year, issuer)


def test_folding_makes_writing_alike() -> None:
    assert fold("“双随机、一公开”（2021—2025年）") == "双随机、一公开(2021-2025年)"
    assert fold("关于〈条例〉的 通知") == "关于《条例》的通知"
    assert without_marks("《关于〈条例〉的通知》") == "关于〈条例〉的通知"
    assert without_marks("《甲》《乙》") == "《甲》《乙》"
    assert repair_period("实施方案(20212025年)") == "实施方案(2021-2025年)"


@pytest.mark.parametrize("title", ["民法典", "《民法典》", "《中华人民共和国民法典》", "新修订的民法典"])
def test_a_law_is_one_work_by_whatever_name(title: str) -> None:
    found = link(title)
    assert found.canonical == "中华人民共和国民法典"
    assert found.key == "instrument/中华人民共和国民法典"
    assert (found.kind, found.level) == ("law", "central")


def test_widths_dashes_and_a_lost_dash_make_no_second_document() -> None:
    forms = (
        "《法治政府建设实施纲要（2021—2025年）》",
        "法治政府建设实施纲要(2021-2025)",
        "法治政府建设实施纲要(20212025年)",
    )
    assert len({link(form).key for form in forms}) == 1


def test_another_period_is_another_document() -> None:
    assert link("法治政府建设实施纲要(2015-2020年)").key != link("法治政府建设实施纲要(2021-2025年)").key
    assert link("泾县2021年法治政府建设工作要点").key != link("泾县2022年法治政府建设工作要点").key
    assert link("泾县规范性文件管理办法").key != link("泾县规范性文件管理办法（试行）").key


def test_a_longer_title_that_holds_a_known_one_is_its_own_document() -> None:
    found = link("关于贯彻落实〈优化营商环境条例〉任务分解的通知")
    assert (found.kind, found.method) == ("notice", "new")
    assert found.canonical == "关于贯彻落实〈优化营商环境条例〉任务分解的通知"


def test_a_place_in_the_title_says_whose_it_is() -> None:
    assert link("安徽省行政执法监督条例").level == "provincial"
    assert link("宣城市2021年法治政府建设工作要点").level == "prefecture"
    assert link("2021年泾县普法责任清单").level == "county"
    assert link("优化营商环境条例").level == "central"
    assert link("相对不起诉案件考察办法").level == "county"


def test_the_place_stands_in_full_in_the_key() -> None:
    short, full = (
        link_document(f"{place}2022年法治建设工作要点", DISTRICT, 2022) for place in ("开州区", "重庆市开州区")
    )
    assert short.key == full.key == "instrument/重庆市开州区2022年法治建设工作要点"
    assert short.canonical == "开州区2022年法治建设工作要点"


def test_the_rules_by_which_a_body_meets_are_its_own() -> None:
    assert link("党委会议事规则").level == "county"
    assert link("重大行政决策程序暂行条例").level == "central"


def test_general_titles_are_told_apart_by_owner_and_year() -> None:
    first, second = (link_document("整改落实方案", place, 2022) for place in (COUNTY, DISTRICT))
    assert first.key != second.key
    assert link("整改落实方案", year=2021).key != link("整改落实方案", year=2022).key
    assert link("整改落实方案", "中国共产党安徽省委员会").key != link("整改落实方案").key
    assert link("2021年工作要点", "安徽省宣城市人民政府").key == "instrument/安徽省宣城市/2021年工作要点"


def test_the_issuer_says_the_level_where_the_title_does_not() -> None:
    issuer = "国家市场监督管理总局"
    found = link_document("法治市场监管建设实施纲要（2021—2025年）", BUREAU, 2023, issuer)
    assert (found.level, found.key) == ("central", "instrument/法治市场监管建设实施纲要(2021-2025年)")
    assert link("信访条例实施意见", "安徽省司法厅").level == "provincial"
    assert link("信访条例实施意见", COUNTY.issuer).level == "county"


def test_a_short_title_that_the_report_explains() -> None:
    known = {"纲要": "法治政府建设实施纲要（2021—2025年）"}
    found = link_document("《纲要》", COUNTY, 2021, known=known)
    assert (found.method, found.key) == ("defined", "instrument/法治政府建设实施纲要(2021-2025年)")


def test_a_short_title_that_nothing_explains_is_the_reports_own_of_its_year() -> None:
    assert link("《纲要》").key == "instrument/安徽省宣城市泾县/2021/纲要"
    assert link("《规划》", year=2022).key == "instrument/安徽省宣城市泾县/2022/规划"


def test_a_list_that_a_department_above_published_is_its_own() -> None:
    found = link("权责清单指导目录", "安徽省教育厅")
    assert (found.level, found.key) == ("provincial", "instrument/安徽省教育厅/权责清单指导目录")


def test_a_zones_document_has_one_key_in_its_own_report_and_its_citys() -> None:
    zone = find_jurisdiction("绵阳经开区2022年法治政府建设情况报告", {}, "")
    city = find_jurisdiction("绵阳市2022年法治政府建设情况报告", {}, "")
    forms = ("绵阳经开区征地补偿操作规程", "《绵阳经济技术开发区征地补偿操作规程》")
    found = [link_document(form, here, 2022) for form in forms for here in (zone, city)]
    assert {one.key for one in found} == {"instrument/四川省绵阳市绵阳经济技术开发区征地补偿操作规程"}
    assert {one.level for one in found} == {"county"}
    own, cited = (link_document("整改落实方案", here, 2022, zone.issuer) for here in (zone, city))
    assert own.key == cited.key


def test_a_local_report_means_its_own_plan_of_popular_legal_education() -> None:
    assert link("八五普法规划").method == "new"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("泾县2021年度法治政府建设工作要点", "keypoints"),
        ("泾县普法责任清单(2023年版)", "list"),
        ("重大行政决策事项目录", "list"),
        ("行政执法协作协议", "agreement"),
        ("综合考核指标体系", "indicators"),
        ("法治宣传教育第八个五年规划(2021—2025年)", "plan"),
        ("任务分工方案", "scheme"),
        ("行政执法监督办法", "measures"),
        ("安全生产条例(草案)", "regulation"),
        ("中国共产党工作机关条例(试行)", "party_regulation"),
        ("人民政府工作规则", "rules"),
        ("关于加强行政调解的意见", "opinions"),
        ("五个一批", "other"),
    ],
)
def test_the_last_word_tells_the_kind(title: str, kind: str) -> None:
    assert document_kind(title) == kind


def quotes(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], canonical) for start, end, canonical in find_known_titles(text)]


def test_titles_without_marks_are_found_longest_first() -> None:
    assert quotes("组织学习宪法、民法典和新修订的行政处罚法") == [
        ("宪法", "中华人民共和国宪法"),
        ("民法典", "中华人民共和国民法典"),
        ("行政处罚法", "中华人民共和国行政处罚法"),
    ]
    assert quotes("落实道路交通安全法实施条例") == [("道路交通安全法实施条例", "中华人民共和国道路交通安全法实施条例")]
    assert quotes("执行国家产业结构调整指导目录") == [("产业结构调整指导目录", "产业结构调整指导目录")]


@pytest.mark.parametrize(
    "text",
    [
        "举办宪法宣传周活动",
        "国家宪法日",
        "刑法学研究会",
        "公司法人治理",
        "送达行政处罚法律文书",
        "水法规汇编",
        "监察法规",
    ],
)
def test_words_that_only_begin_like_a_title_are_left(text: str) -> None:
    assert quotes(text) == []


def test_titles_in_marks_are_left_to_others() -> None:
    assert quotes("印发《关于学习民法典的通知》〈宪法〉,贯彻反垄断法") == [("反垄断法", "中华人民共和国反垄断法")]
