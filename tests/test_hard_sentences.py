"""Sentences of the genre that are easily misread, each with what a reader takes from it."""

import pytest

from reading import bodies, documents, facts_of, figures, problems, recognitions, relations, values, work

COUNTY = "青阳县"


def issuers(sentence: str) -> set[tuple[str, str]]:
    return relations(facts_of(sentence), "issuedBy")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("县公安局查处违法行为530起。", ["查处违法行为"]),  # 行为, not 为530
        ("组织数据安全攻防演练2次。", ["组织数据安全攻防演练"]),  # a verb before 数据 is no 组织数
        ("为困难群众提供法律援助。", ["为困难群众提供法律援助"]),
        ("聘请、选派法律顾问。", ["聘请、选派法律顾问"]),
        ("委托第三方机构评估法治建设成效。", ["委托第三方机构评估法治建设成效"]),
        ("成立青阳县法治政府建设工作领导小组（以下简称“领导小组”）。", ["成立青阳县法治政府建设工作领导小组"]),
        ("县委书记主持召开会议2次。", ["召开会议"]),
        ("审批时限由15个工作日缩短至4个工作日。", []),  # a result, no work of its own
        ("出台《青阳县矿山修复管理办法》《青阳县九华河保护办法》等规范性文件5件。", []),  # bare issuing
        ("拟建设县域矛盾调处中心。", ["建设县域矛盾调处中心"]),
        ("对12家信用较低的企业采取限制投标措施。", ["对12家信用较低的企业采取限制投标措施"]),
        ("把述法结果作为年度考核的重要依据。", ["把述法结果作为年度考核的重要依据"]),
        ("评查案卷140宗并通报结果。", ["评查案卷", "通报结果"]),
    ],
)
def test_work(sentence: str, told: list[str]) -> None:
    assert work(facts_of(sentence)) == told


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("县司法局、市场监管局等12个部门开展联合检查。", ["青阳县司法局", "青阳县市场监督管理局", "部门"]),
        ("县司法局（县行政复议局）受理复议申请45件。", ["青阳县司法局", "青阳县行政复议局"]),
        ("向蓉城镇派驻执法人员6名。", ["青阳县蓉城镇人民政府"]),
        ("县实验小学开展模拟法庭活动。", ["青阳县实验小学"]),  # 模拟法庭 is a lesson
        ("县公安局被省公安厅评为全省优秀执法单位。", ["青阳县公安局", "安徽省公安厅"]),  # 执法单位 is the prize
        ("贯彻水利部、国家能源局工作要求，开展检查。", ["中华人民共和国水利部", "国家能源局"]),
        ("为县（市、区）水政监察大队配备装备。", ["县(市、区)水政监察大队"]),
        ("各社区居委会开展法律援助。", ["各社区居委会"]),
    ],
)
def test_bodies(sentence: str, named: list[str]) -> None:
    assert bodies(facts_of(sentence)) == named


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("对全县38家砂石企业开展安全检查。", [("安全检查砂石企业", "38", "家")]),
        ("九成以上的纠纷在村级化解。", [("化解的纠纷", "90", "%")]),
        ("覆盖近两万群众。", [("覆盖群众", "20000", "")]),
        ("录制普法山歌25首。", [("录制普法山歌", "25", "首")]),
        ("省司法厅、省财政厅等8部门印发《青阳县矿山修复管理办法》。", []),  # 部 is no measure before 门
        ("开展联合检查11轮次。", [("开展联合检查", "11", "轮次")]),
        ("5月29日开展检查15次。", [("开展检查", "15", "次")]),  # a date is not counted
    ],
)
def test_figures(sentence: str, counted: list[tuple[str, str, str]]) -> None:
    assert [(name, value, unit or "") for name, value, unit in values(facts_of(sentence))] == counted


def test_titles_before_a_count_are_examples_of_it() -> None:
    (figure,) = figures(facts_of("修订《甲规则》《乙规则》等制度12项。"))
    assert figure.name == "制度12项"


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("由县司法局牵头，县市场监管局、县公安局等部门配合，开展普法宣传。", {"司法局", "市场监督管理局", "公安局"}),
        ("县司法局：办理案件50件；县公安局：查处案件80件。", {"司法局", "公安局"}),
        ("县委书记主持召开会议2次。", set()),  # persons act for no body
    ],
)
def test_actors(sentence: str, actors: set[str]) -> None:
    found = {body for _, body in relations(facts_of(sentence), "carriedOutBy")}
    assert {body.removeprefix(COUNTY) for body in found} == actors


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("法治建设考核位列全市第一。", "first"),
        ("县行政复议应诉中心荣获市级集体二等功。", "award"),
    ],
)
def test_recognitions(sentence: str, kind: str) -> None:
    (honour,) = recognitions(facts_of(sentence))
    assert honour.kind == kind


def test_document_as_means_is_a_basis() -> None:
    facts = facts_of("以《青阳县法治社会建设方案》为抓手，推进基层治理。")
    assert relations(facts, "basedOn") == {("推进基层治理", "青阳县法治社会建设方案")}


def test_drafting_and_amending_make_one_issuer() -> None:
    assert {body for _, body in issuers("起草、修改《青阳县九华河保护办法》。")} == {"青阳县人民政府"}


def test_training_school_is_no_target() -> None:
    targets = relations(facts_of("选派县司法局干部赴市委党校参加培训。"), "targets")
    assert all("党校" not in body for _, body in targets)


def test_shortcomings_behind_a_colon_in_a_section_of_work() -> None:
    facts = facts_of("组织培训3期。", "存在的主要问题：执法力量较为薄弱，经费保障存在不足。")
    assert problems(facts) == ["执法力量较为薄弱", "经费保障存在不足"]


def test_heading_without_number_turns_the_tone() -> None:
    facts = facts_of("组织培训3期。", "下一步工作打算", "继续开展执法检查，把监督贯穿执法活动的全部过程。")
    assert {entity.name: entity.status for entity in facts.entities if entity.type == "initiative"} == {
        "组织培训": "done",
        "开展执法检查": "planned",
    }


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("1.压实法治建设责任县委依法治县办印发工作要点35项，组织述法。", "压实法治建设责任"),  # a body begins
        ("1.防范化解重大风险修订应急预案3件，组织演练16场。", "防范化解重大风险"),  # a verb begins
        ("1.深化放管服改革全县公布事项1562项，推行改革。", "深化放管服改革"),  # a place begins
        ("1.严格落实决策程序规定 出台办法2件，开展审查。", "严格落实决策程序规定"),  # a blank stands between
        ("1. 规章制度。建立责任清单。", "规章制度"),  # a blank behind the number
    ],
)
def test_run_in_headings(line: str, heading: str) -> None:
    assert facts_of(line).sections[-1].heading == heading


def test_items_may_open_lines_of_their_own() -> None:
    facts = facts_of("一是健全制度，修订办法2件。", "二是组织培训，培训人员30名。")
    assert [section.number for section in facts.sections] == ["0", "1", "1.1", "1.2"]


def test_document_without_marks() -> None:
    assert documents(facts_of("学习行政处罚法、行政复议法等法律。")) == [
        "中华人民共和国行政处罚法",
        "中华人民共和国行政复议法",
    ]
