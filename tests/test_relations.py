"""Relations: who does what to whom, by which document, with what result, as part of what."""

import pytest

from govgraph.facts import PREDICATES, Basis
from reading import ISSUER, OPENING, TITLE, facts_of, facts_of_text, figures, of_predicate, relations


def actors(sentence: str) -> set[str]:
    """Who carries out the work of a sentence."""
    return {body for _, body in relations(facts_of(sentence), "carriedOutBy")}


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        ("开展山塘执法检查。", {ISSUER}),
        ("2023年，我县开展山塘执法检查。", {ISSUER}),
        ("县水利局开展山塘执法检查。", {"青阳县水利局"}),
        ("县水利局会同县林业局开展山塘执法检查。", {"青阳县水利局", "青阳县林业局"}),
        ("县水利局联合县林业局、县公安局开展山塘执法检查。", {"青阳县水利局", "青阳县林业局", "青阳县公安局"}),
        ("县水利局、县林业局联合开展山塘执法检查。", {"青阳县水利局", "青阳县林业局"}),
        ("县政府与县法院建立府院联动机制。", {ISSUER, "青阳县人民法院"}),
        ("由县住建局牵头，会同县消防救援大队开展燃气检查。", {"青阳县住房和城乡建设局", "青阳县消防救援大队"}),
        ("会同县检察院开展案卷评查。", {ISSUER, "青阳县人民检察院"}),
        ("支持县人大常委会开展执法检查。", {ISSUER, "青阳县人民代表大会常务委员会"}),
        (
            "由县水利局牵头、县林业局和县公安局配合，开展山塘执法检查。",
            {"青阳县水利局", "青阳县林业局", "青阳县公安局"},
        ),
        ("山塘整治由县水利局牵头，拆除违建8处。", {"青阳县水利局"}),
        ("12个县直部门完成权责清单调整。", {"青阳县县直部门"}),
        ("县农业农村局、县水利局等6个部门联合开展巡查。", {"青阳县农业农村局", "青阳县水利局", "部门"}),
    ],
)
def test_who_carries_out_work(sentence: str, bodies: set[str]) -> None:
    assert actors(sentence) == bodies


def test_a_left_out_subject_is_marked() -> None:
    (link,) = of_predicate(facts_of("开展山塘执法检查。"), "carriedOutBy")
    assert link.basis is Basis.LEFT_OUT
    (link,) = of_predicate(facts_of("县水利局开展山塘执法检查。"), "carriedOutBy")
    assert link.basis is Basis.STATED


def test_a_subject_acts_in_the_clauses_behind_it() -> None:
    facts = facts_of("县司法局开展执法检查，组织培训3期，建立问题台账。")
    done = relations(facts, "carriedOutBy")
    assert done == {(words, "青阳县司法局") for words in ("开展执法检查", "组织培训", "建立问题台账")}


def test_a_subject_before_a_colon_acts_too() -> None:
    facts = facts_of("县司法局：办理案件50件；县公安局：查处案件80件。")
    assert relations(facts, "carriedOutBy") == {("办理案件", "青阳县司法局"), ("查处案件", "青阳县公安局")}


def test_a_new_subject_takes_over() -> None:
    facts = facts_of("县司法局开展执法检查；县财政局落实经费60万元。")
    assert relations(facts, "carriedOutBy") == {("开展执法检查", "青阳县司法局"), ("落实经费", "青阳县财政局")}


def test_a_subject_does_not_reach_into_the_next_paragraph() -> None:
    facts = facts_of("县司法局开展执法检查。", "举办法治讲座。")
    assert ("举办法治讲座", ISSUER) in relations(facts, "carriedOutBy")


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        ("对县教育局、县卫健委开展法治督察。", {"青阳县教育局", "青阳县卫生健康委员会"}),
        ("县委依法治县办对37个乡镇开展法治督察。", {"乡镇"}),
        ("县司法局对3个部门进行约谈。", {"部门"}),
        ("赋予陵阳镇、朱备镇行政处罚权126项。", {"青阳县陵阳镇人民政府", "青阳县朱备镇人民政府"}),
        ("向陵阳镇派驻执法人员6名。", {"青阳县陵阳镇人民政府"}),
    ],
)
def test_targets_are_the_bodies_that_work_is_done_to(sentence: str, bodies: set[str]) -> None:
    assert {body for _, body in relations(facts_of(sentence), "targets")} == bodies


def test_where_persons_only_watch_is_no_target() -> None:
    assert relations(facts_of("组织干部赴县法院旁听庭审。"), "targets") == set()


def test_one_leads_and_another_helps() -> None:
    facts = facts_of("由县司法局牵头、县财政局配合开展专项整治。")
    assert {body for _, body in relations(facts, "carriedOutBy")} == {"青阳县司法局", "青阳县财政局"}


def test_groups_that_a_ministry_names_are_not_below_it() -> None:
    title = "国家林业和草原局2023年法治政府建设情况报告"
    facts = facts_of("各级林草主管部门开展执法检查。", "局机关党委组织学法。", title=title)
    assert {below for below, _ in relations(facts, "subordinateTo")} == {"国家林业和草原局机关党委员会"}


def test_bodies_that_gave_the_powers_are_no_targets() -> None:
    facts = facts_of("承接县城管执法局、县应急管理局下放的处罚权。")
    assert relations(facts, "targets") == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "成立县行政争议调解中心。",
        "向县人大常委会报告工作。",
        "征求县司法局意见。",
        "接受县人大常委会监督。",
    ],
)
def test_bodies_set_up_reported_to_or_asked_are_no_targets(sentence: str) -> None:
    assert relations(facts_of(sentence), "targets") == set()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("按照《安徽省执法监督条例》，开展案卷评查。", {("开展案卷评查", "安徽省执法监督条例")}),
        ("根据《安徽省执法监督条例》规定，清退执法人员18名。", {("清退执法人员", "安徽省执法监督条例")}),
        ("以《安徽省执法监督条例》为抓手，开展案卷评查。", {("开展案卷评查", "安徽省执法监督条例")}),
        ("对照《安徽省执法监督条例》开展自查。", {("开展自查", "安徽省执法监督条例")}),
        (
            "按照《安徽省执法监督条例》，县司法局开展检查，对3个部门进行约谈。",
            {("开展检查", "安徽省执法监督条例"), ("对3个部门进行约谈", "安徽省执法监督条例")},
        ),
        (
            "根据《行政处罚法》修订裁量基准，落实《行政强制法》，规范执法程序。",
            {("修订裁量基准", "中华人民共和国行政处罚法"), ("规范执法程序", "中华人民共和国行政强制法")},
        ),
        ("开展案卷评查。按照《安徽省执法监督条例》，规范执法。", {("规范执法", "安徽省执法监督条例")}),
        ("出台《青阳县山塘管护办法》，开展巡查。", set()),
    ],
)
def test_work_is_based_on_the_document_that_its_sentence_follows(sentence: str, expected: set[tuple[str, str]]) -> None:
    assert relations(facts_of(sentence), "basedOn") == expected


@pytest.mark.parametrize(
    ("sentence", "issuers"),
    [
        ("出台《青阳县山塘管护办法》。", {ISSUER}),
        ("修订并印发《青阳县山塘管护办法》。", {ISSUER}),
        ("县水利局印发《青阳县山塘管护办法》。", {"青阳县水利局"}),
        ("县水利局起草的《青阳县山塘管护办法》通过审查。", {"青阳县水利局"}),
        ("县委、县政府联合印发《青阳县山塘管护办法》。", {"中国共产党青阳县委员会", ISSUER}),
        ("县水利局会同县林业局制定《青阳县山塘管护办法》。", {"青阳县水利局", "青阳县林业局"}),
        ("县政府与石台县政府签订《跨界河流联合执法协议》。", {ISSUER, "石台县人民政府"}),
        ("落实市政府《关于加强备案管理的通知》要求。", {"池州市人民政府"}),
        ("按照《安徽省执法监督条例》开展检查。", set()),
        ("学习《安徽省执法监督条例》。", set()),
    ],
)
def test_who_issued_a_document(sentence: str, issuers: set[str]) -> None:
    assert {body for _, body in relations(facts_of(sentence), "issuedBy")} == issuers


def test_titles_that_share_a_verb_share_their_issuer() -> None:
    facts = facts_of("县司法局制定《青阳县装备配备标准》和《青阳县案卷评查标准》。")
    assert relations(facts, "issuedBy") == {
        ("青阳县装备配备标准", "青阳县司法局"),
        ("青阳县案卷评查标准", "青阳县司法局"),
    }


def test_a_document_made_to_carry_out_another() -> None:
    facts = facts_of("依据《安徽省文件管理办法》，出台《青阳县文件管理细则》。")
    assert relations(facts, "implements") == {("青阳县文件管理细则", "安徽省文件管理办法")}
    facts = facts_of("印发《关于贯彻〈优化营商环境条例〉的实施意见》。")
    assert relations(facts, "implements") == {("关于贯彻〈优化营商环境条例〉的实施意见", "优化营商环境条例")}


def outcomes(sentence: str) -> set[tuple[str, str | None]]:
    """Work with the numbers that it produced."""
    facts = facts_of(sentence)
    value = {figure.key: figure.value for figure in figures(facts)}
    names = {entity.key: entity.name for entity in facts.entities}
    return {(names[link.subject], value.get(link.object)) for link in of_predicate(facts, "hasOutcome")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("组织执法培训6期，参训420人次。", {("组织执法培训", "6"), ("组织执法培训", "420")}),
        ("开展安全检查，发现隐患52处，整改49处。", {("开展安全检查", "52"), ("开展安全检查", "49")}),
        ("开展评查3次。举办讲座5场。", {("开展评查", "3"), ("举办讲座", "5")}),
        ("全县共有执法人员320名。", set()),
    ],
)
def test_numbers_are_outcomes_of_the_work_before_them(sentence: str, expected: set[tuple[str, str | None]]) -> None:
    assert outcomes(sentence) == expected


def test_a_result_belongs_to_the_body_that_is_named() -> None:
    facts = facts_of("县人民调解委员会调解纠纷230件。")
    assert {body for _, body in relations(facts, "achievedBy")} == {"青阳县人民调解委员会"}
    assert relations(facts_of("调解纠纷230件。"), "achievedBy") == set()
    assert relations(facts_of("县政府召开会议2次。"), "achievedBy") == set()


def test_what_a_body_organises_is_its_result_unless_those_organised_are_counted() -> None:
    facts = facts_of("县水利局制定方案，组织山塘巡查12次。")
    assert relations(facts, "achievedBy") == {("组织山塘巡查12次", "青阳县水利局")}
    assert relations(facts_of("县水利局组织全县45名护水员参加培训。"), "achievedBy") == set()


def test_work_is_part_of_the_deepest_head_above_it() -> None:
    facts = facts_of("（一）健全制度体系", "1.规范执法监督。开展案卷评查。", "（二）推进政务公开", "公开政策文件。")
    assert relations(facts, "partOf") == {("开展案卷评查", "规范执法监督"), ("公开政策文件", "推进政务公开")}
    assert {link.basis for link in of_predicate(facts, "partOf")} == {Basis.SCOPE}


def test_an_unnumbered_head_holds_its_paragraph_only() -> None:
    facts = facts_of("深化审批改革。推行告知承诺制，精简材料。", "举办法治讲座。")
    assert relations(facts, "partOf") == {("推行告知承诺制", "深化审批改革"), ("精简材料", "深化审批改革")}


def test_a_body_whose_name_holds_its_superiors_name_is_subordinate() -> None:
    facts = facts_of("县委召开会议，县委政法委建立会商机制。")
    assert relations(facts, "subordinateTo") == {("中国共产党青阳县委员会政法委员会", "中国共产党青阳县委员会")}


def test_planned_work_is_carried_out_by_the_issuer_too() -> None:
    text = f"{TITLE}\n{OPENING}\n一、工作情况\n开展检查。\n二、下一步打算\n县水利局建设监测平台，组织轮训。\n"
    assert relations(facts_of_text(text), "carriedOutBy") == {
        ("开展检查", ISSUER),
        ("建设监测平台", "青阳县水利局"),
        ("组织轮训", "青阳县水利局"),
    }


def test_persons_as_subjects_give_no_actor() -> None:
    assert actors("领导干部带头开展庭审旁听。") == set()
    assert actors("县委书记主持召开会议2次。") == set()


def test_what_did_not_happen_gives_no_relation() -> None:
    facts = facts_of("县水利局未发生行政败诉案件。")
    assert [link for predicate in PREDICATES for link in of_predicate(facts, predicate)] == []


def test_a_team_formed_for_an_inspection_carries_it_out_and_reaches_whom_it_covers() -> None:
    facts = facts_of("县委依法治县办组建4个督察组，开展实地督察，覆盖蓉城镇和12个县直部门。")
    assert {object_ for _, object_ in relations(facts, "carriedOutBy")} >= {"督察组"}
    assert {object_ for _, object_ in relations(facts, "targets")} == {"青阳县蓉城镇人民政府", "青阳县县直部门"}


def test_a_body_asked_to_issue_a_document_issues_it() -> None:
    facts = facts_of("提请县政府出台《青阳县税费征管保障办法》。")
    assert relations(facts, "issuedBy") == {("青阳县税费征管保障办法", "青阳县人民政府")}


def test_whom_the_issuer_commissions_does_the_work_too() -> None:
    facts = facts_of("县司法局委托池州学院开展立法后评估。")
    assert {object_ for _, object_ in relations(facts, "carriedOutBy")} == {"青阳县司法局", "池州学院"}
    assert relations(facts, "targets") == set()


def test_persons_who_follow_a_document_leave_their_work_to_no_body() -> None:
    facts = facts_of("县委、县政府主要负责人认真执行《职责规定》，主持召开专题会议11次。")
    assert relations(facts, "carriedOutBy") == set()
    assert relations(facts, "basedOn") == {("主持召开专题会议", "职责规定")}
