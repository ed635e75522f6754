"""Initiatives: which clauses tell of work, by which words, done or planned."""

import pytest

from reading import OPENING, TITLE, entities, facts_of, facts_of_text, report_text, work


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("认真组织开展道路运输专项检查。", "组织开展道路运输专项检查"),
        ("2023年，围绕重点领域开展执法检查。", "开展执法检查"),
        ("通过座谈走访的方式开展立法调研。", "开展立法调研"),
        ("按照统一部署，完成机构改革。", "完成机构改革"),
        ("为营造良好氛围，开展“民法典进乡村”活动。", "开展“民法典进乡村”活动"),
        ("坚持以案释法，举办旁听庭审活动。", "举办旁听庭审活动"),
        ("在全县范围内开展案卷评查。", "开展案卷评查"),
        ("牵头开展涉企文件清理。", "开展涉企文件清理"),
        ("县政府加强对规范性文件的审查。", "加强对规范性文件的审查"),
        ("健全预案、责任、指挥体系。", "健全预案、责任、指挥体系"),
        ("依托县委党校举办法治培训班。", "举办法治培训班"),
        ("在县人民医院设立调解室。", "设立调解室"),
        ("召开会议研究部署法治建设工作。", "召开会议研究部署法治建设工作"),
        ("开展专项检查6次。", "开展专项检查"),
        ("查处违法行为530起。", "查处违法行为"),
        ("聘请、选派法律顾问。", "聘请、选派法律顾问"),
        ("委托第三方机构评估法治建设成效。", "委托第三方机构评估法治建设成效"),
        ("县委常委会会议传达学习中央依法治国工作会议精神。", "传达学习中央依法治国工作会议精神"),
        ("成立县法治督察领导小组（以下简称“领导小组”）。", "成立县法治督察领导小组"),
        ("建成执法监督平台。", "建成执法监督平台"),
        ("向社会公布执法人员名单。", "向社会公布执法人员名单"),
        ("实地督察行政村。", "督察行政村"),
        ("专项治理夜间噪声。", "治理夜间噪声"),
        ("先后到池州、铜陵等地召开座谈会。", "召开座谈会"),
        ("班子成员集中学习宪法。", "学习宪法"),
        ("为老人代办残疾证。", "为老人代办残疾证"),
        ("宣传贯彻民法典。", "宣传贯彻民法典"),
        ("依托安全风险监测预警系统，巡查企业。", "巡查企业"),
        ("挂牌督办的隐患全部销号，开展复查行动。", "开展复查行动"),
        ("全县应急管理系统严肃查处违法行为。", "查处违法行为"),
        ("用藏汉双语公布清理结果。", "公布清理结果"),
        ("检查频次比2022年下降，规范涉企检查。", "规范涉企检查"),
        ("为了提高办案能力，举办案例研讨会。", "举办案例研讨会"),
        ("县司法局以集中授课的方式，开展执法培训。", "开展执法培训"),
        ("在公文办理流程中增加法律审核环节。", "增加法律审核环节"),
        ("每年年底，在年底将普法经费列入预算。", "将普法经费列入预算"),
        ("县司法局在创建示范县工作中表现突出，举办经验交流会。", "举办经验交流会"),
        ("走访覆盖12个村，发放普法读本300册。", "发放普法读本"),
        ("检查后作出处罚决定7件。", "作出处罚决定"),
        ("镇里开法治课6次。", "开法治课"),
        ("拍普法短视频3部。", "拍普法短视频"),
        ("统一执法文书格式。", "统一执法文书格式"),
        ("清单化推进重点任务65项。", "推进重点任务"),
        ("宪法宣传周举办讲座16场。", "举办讲座"),
        ("3月底前我县基本完成机构改革。", "完成机构改革"),
        ("围绕重点领域对县直部门开展督察。", "对县直部门开展督察"),
        ("经修改后，报县政府常务会议审议。", "报县政府常务会议审议"),
    ],
)
def test_the_words_of_work_are_the_verb_with_its_object(sentence: str, words: str) -> None:
    assert work(facts_of(sentence)) == [words]


@pytest.mark.parametrize(
    "words",
    [
        "将行政复议案件纳入绩效考核",
        "把法治培训作为干部教育的必修课",
        "对山塘管护人员进行轮训",
        "对重点企业开展执法体检",
        "向陵阳镇派驻执法人员",
    ],
)
def test_a_fronted_object_belongs_to_the_words(words: str) -> None:
    assert work(facts_of(f"进一步规范管理，{words}。"))[-1:] == [words]


def test_each_verb_with_its_own_object_is_work_of_its_own() -> None:
    facts = facts_of("开展专项检查、组织执法培训、建立联席会议制度。")
    assert work(facts) == ["开展专项检查", "组织执法培训", "建立联席会议制度"]
    facts = facts_of("深化“放管服”改革，推行告知承诺制，精简审批材料。")
    assert work(facts) == ["深化“放管服”改革", "推行告知承诺制", "精简审批材料"]
    assert work(facts_of("加强执法队伍建设、认真组织开展检查。")) == ["加强执法队伍建设", "组织开展检查"]
    assert work(facts_of("研究制定学法计划并组织开展普法讲座。")) == ["研究制定学法计划", "组织开展普法讲座"]
    assert work(facts_of("坚持普治并举，将两类许可合并办理。")) == ["将两类许可合并办理"]


def test_a_clause_that_never_ends_is_read_as_one() -> None:
    assert len(work(facts_of("开展检查并" * 3000 + "开展检查。"))) == 1


def test_several_counted_objects_of_one_verb_are_one_work() -> None:
    words = "审查规范性文件26件、合同78份"
    assert work(facts_of(f"{words}。")) == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "提高政治站位，狠抓落实。",
        "对标对表，久久为功。",
        "法治政府建设水平不断提升。",
        "营商环境持续优化。",
        "取得明显成效。",
        "形成良好局面。",
        "现将有关情况报告如下。",
        "主要做了以下工作。",
        "坚持人民至上的理念。",
        "领导干部带头学法。",
        "执法人员不少于200人。",
        "出台《青阳县山塘管护办法》。",
        "县水利局印发《青阳县河湖巡查规定》。",
        "坚持法治建设与业务工作同部署、同考核。",
        "覆盖企业负责人300人次。",
        "行政许可98件，其中采伐许可17件，建设许可81件。",
        "许可事项办理时限平均压减65%。",
    ],
)
def test_attitudes_judgements_and_bare_issuing_are_no_work(sentence: str) -> None:
    assert work(facts_of(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "未开展过运动式执法。",
        "未发生行政败诉案件。",
        "没有出现越级上访。",
        "县政府未收到行政复议申请。",
        "全年未发生重大安全事故。",
    ],
)
def test_what_did_not_happen_is_no_work(sentence: str) -> None:
    assert work(facts_of(sentence)) == []


def test_a_judgement_behind_work_is_its_effect() -> None:
    assert work(facts_of("建立会商机制，执法水平明显提升。")) == ["建立会商机制"]
    assert work(facts_of("压实工作责任，确保取得实效。")) == ["压实工作责任"]


def test_a_result_in_numbers_is_no_second_work() -> None:
    assert work(facts_of("对全县砂石企业开展安全检查，发现隐患52处，整改49处。")) == ["对全县砂石企业开展安全检查"]


def heads(*paragraphs: str) -> list[str]:
    facts = facts_of(*paragraphs)
    return [entity.name for entity in entities(facts, "initiative") if entity.head]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("（一）加强行政执法监督", ["加强行政执法监督"]),
        ("（一）加强行政执法监督。对案卷开展评查。", ["加强行政执法监督"]),
        ("1.完善决策机制，规范决策程序", ["完善决策机制", "规范决策程序"]),
        ("（二）突出源头治理，深化审批制度改革", ["深化审批制度改革"]),
        ("（一）主要成效", []),
        ("（三）存在的不足", []),
    ],
)
def test_a_heading_that_names_work_is_a_head(line: str, named: list[str]) -> None:
    assert heads(line, "举办讲座3场。") == named


def test_a_short_sentence_that_opens_a_paragraph_is_a_head() -> None:
    assert heads("深化审批制度改革。推行告知承诺制，精简审批材料。") == ["深化审批制度改革"]


PLANNED = ["下一步工作打算", "2024年工作计划", "下步工作安排", "2024年工作思路", "明年工作打算"]


@pytest.mark.parametrize("heading", PLANNED)
def test_work_in_the_section_of_next_year_is_planned(heading: str) -> None:
    text = f"{TITLE}\n{OPENING}\n一、主要工作\n开展执法检查。\n二、{heading}\n建设普法基地，组织执法轮训。\n"
    found = entities(facts_of_text(text), "initiative")
    assert [(entity.name, entity.status) for entity in found] == [
        ("开展执法检查", "done"),
        ("建设普法基地", "planned"),
        ("组织执法轮训", "planned"),
    ]


def test_a_sentence_about_next_year_is_planned_wherever_it_stands() -> None:
    (done, planned) = entities(facts_of("开展执法检查。", "下一步，我县将开展执法规范化行动。"), "initiative")
    assert (done.status, planned.status) == ("done", "planned")
    assert planned.name == "开展执法规范化行动"


@pytest.mark.parametrize("sentence", ["政务服务平台正式上线运行。", "普法长廊建设已全面完工。"])
def test_work_told_by_its_completion(sentence: str) -> None:
    assert work(facts_of(sentence)) == [sentence.rstrip("。")]


def test_a_date_at_the_very_end_of_the_text_is_no_work() -> None:
    text = report_text("县司法局开展执法检查3次。", "2024年1月10日").rstrip("\n")
    assert work(facts_of_text(text)) == work(facts_of_text(text + "\n"))


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("在县委统筹指导下，开展执法检查8次。", ["开展执法检查"]),
        ("开展的执法检查受到群众好评。", []),
        ("修订村规民约45条。", ["修订村规民约"]),
    ],
)
def test_what_only_looks_like_work_or_number(sentence: str, told: list[str]) -> None:
    assert work(facts_of(sentence)) == told
