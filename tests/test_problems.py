"""Problems: the shortcomings a report admits, clause by clause, and the tasks that answer them."""

import pytest

from reading import OPENING, TITLE, facts_of, facts_of_text, problems, relations, work


@pytest.mark.parametrize(
    ("sentence", "admitted"),
    [
        ("执法力量薄弱。", ["执法力量薄弱"]),
        ("基层执法人员不足，业务能力有待提高。", ["基层执法人员不足", "业务能力有待提高"]),
        ("一是普法形式单一；二是乡镇法律服务资源短缺。", ["普法形式单一", "乡镇法律服务资源短缺"]),
        ("虽然取得一定成绩，但制度建设滞后。", ["制度建设滞后"]),
        ("执法装备老化，经费保障不足。", ["执法装备老化", "经费保障不足"]),
        ("行政应诉工作需要进一步加强。", ["行政应诉工作需要进一步加强"]),
        ("个别部门法治意识不强。", ["个别部门法治意识不强"]),
        (
            "仍存在力量不均衡、民族文化等领域供给不足、审查流于形式等问题。",
            ["力量不均衡", "民族文化等领域供给不足", "审查流于形式"],
        ),
        ("有的干部学法浮在面上。", ["有的干部学法浮在面上"]),
        ("少数部门抓整改重形式轻实效。", ["少数部门抓整改重形式轻实效"]),
        ("执法队里学过法律的只有3人。", ["执法队里学过法律的只有3人"]),
        ("制度与现代水网建设需求还不完全适应。", ["制度与现代水网建设需求还不完全适应"]),
    ],
)
@pytest.mark.parametrize("heading", ["存在的问题", "存在的主要问题和不足", "短板弱项"])
def test_each_clause_of_a_shortcoming_is_a_problem(heading: str, sentence: str, admitted: list[str]) -> None:
    assert problems(facts_of(sentence, heading=heading)) == admitted


@pytest.mark.parametrize(
    "sentence",
    [
        "工作中还存在一些问题和不足。",
        "主要表现在以下方面：",
        "对照上级要求，仍有以下不足：",
        "法治建设取得进展。",
    ],
)
def test_announcing_problems_is_none(sentence: str) -> None:
    assert problems(facts_of(sentence, heading="存在的问题")) == []


def test_the_same_words_outside_a_problem_section_admit_nothing() -> None:
    assert problems(facts_of("针对执法不规范的问题，开展专项整治。", heading="主要工作")) == []


THREE = f"""{TITLE}
{OPENING}
一、主要工作
成立执法监督中心。
二、存在的问题
一是执法队伍能力不足；二是普法宣传缺乏针对性。
三、下一步工作打算
针对执法队伍能力不足的问题，开展全员轮训。
2024年，建立普法需求清单。
"""


def test_a_task_answers_the_problem_that_it_names() -> None:
    assert relations(facts_of_text(THREE), "addresses") == {("开展全员轮训", "执法队伍能力不足")}


def test_a_task_that_names_no_problem_answers_none() -> None:
    text = THREE.replace("针对执法队伍能力不足的问题，", "")
    assert relations(facts_of_text(text), "addresses") == set()


def test_problems_and_plans_under_one_heading_are_told_apart() -> None:
    text = THREE.replace("二、存在的问题\n", "二、存在问题和2024年工作安排\n（一）存在问题。").replace(
        "三、下一步工作打算\n", "（二）2024年工作安排。"
    )
    facts = facts_of_text(text)
    assert problems(facts) == ["执法队伍能力不足", "普法宣传缺乏针对性"]
    status = {entity.name: entity.status for entity in facts.entities if entity.type == "initiative"}
    assert (status["开展全员轮训"], status["建立普法需求清单"]) == ("planned", "planned")


def test_a_heading_that_works_on_problems_admits_none() -> None:
    facts = facts_of("县司法局查处扶贫领域作风问题56起。", heading="整治农村突出问题")
    assert problems(facts) == []
    assert "查处扶贫领域作风问题" in work(facts)
