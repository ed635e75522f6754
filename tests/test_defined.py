"""Short names that a report defines itself (以下简称), and what they mean later on."""

import pytest

from govgraph.defined import defined_names
from govgraph.mentions.titles import Title
from reading import bodies, documents, entities, facts_of, quotes, relations

FULL = "青阳县法治乡村建设五年行动计划"


@pytest.mark.parametrize(
    "definition",
    [
        "（以下简称《行动计划》）",
        "（以下简称：《行动计划》）",
        "(以下简称《行动计划》)",
        "（简称《行动计划》）",
        "（以下统称《行动计划》）",
    ],
)
def test_a_later_short_mention_is_the_full_document(definition: str) -> None:
    facts = facts_of(f"印发《{FULL}》{definition}。", "按照《行动计划》，培育示范村12个。")
    assert documents(facts) == [FULL]
    assert quotes(facts, [FULL]) >= {f"《{FULL}》", "《行动计划》"}
    assert relations(facts, "basedOn") == {("培育示范村", FULL)}


def test_the_short_mention_says_how_it_was_linked() -> None:
    facts = facts_of(f"印发《{FULL}》（以下简称《行动计划》）。", "落实《行动计划》，培育示范村12个。")
    (document,) = entities(facts, "instrument")
    methods = {m.evidence.quote: m.method for m in facts.mentions if m.entity == document.key}
    assert methods["《行动计划》"] == "defined"


def test_without_a_definition_a_short_title_stays_its_own() -> None:
    facts = facts_of(f"印发《{FULL}》。", "按照《工作要点》，培育示范村12个。")
    assert documents(facts) == [FULL, "工作要点"]


def test_two_definitions_in_one_report() -> None:
    facts = facts_of(
        "印发《青阳县山塘管护三年规划》（以下简称《规划》）和《青阳县山塘管护考核办法》（以下简称《办法》）。",
        "落实《办法》，开展考核。对照《规划》，开展评估。",
    )
    assert documents(facts) == ["青阳县山塘管护三年规划", "青阳县山塘管护考核办法"]
    assert relations(facts, "basedOn") == {
        ("开展考核", "青阳县山塘管护考核办法"),
        ("开展评估", "青阳县山塘管护三年规划"),
    }


def test_definitions_are_read_right_behind_the_title() -> None:
    text = "印发《甲乡防汛方案》（以下简称《方案》），见《乙乡防汛方案》。文件（简称《通知》）已印发"
    titles = [Title(2, 10, "甲乡防汛方案", "title-marked"), Title(23, 31, "乙乡防汛方案", "title-marked")]
    assert text[2:10] == "《甲乡防汛方案》"
    assert defined_names(text, titles) == {"方案": "甲乡防汛方案"}


def test_a_news_article_defines_nothing() -> None:
    text = "《山城夜话》（以下简称《夜话》）播出。"
    assert defined_names(text, [Title(0, 6, "山城夜话", "title-marked", reason="no document")]) == {}


def test_a_body_goes_by_the_short_name_that_the_report_gives_it() -> None:
    facts = facts_of("成立青阳县法治政府建设工作领导小组（以下简称“领导小组”）。", "领导小组召开会议3次。")
    assert bodies(facts) == ["青阳县法治政府建设工作领导小组"]


def test_a_townships_office_may_be_named_by_its_sort_alone() -> None:
    title = "青阳县陵阳镇2023年法治政府建设情况报告"
    facts = facts_of("镇综合行政执法队开展巡查。", "执法队查处违建4处。", title=title)
    (team,) = [name for name in bodies(facts) if name.endswith("执法队")]
    assert quotes(facts, [team]) == {"镇综合行政执法队", "执法队"}


def test_what_the_report_has_below_a_body_that_it_named_in_short() -> None:
    title = "国家税务总局青阳县税务局2023年法治政府建设情况报告"
    facts = facts_of("国家税务总局青阳县税务局（以下简称“县局”）依法治税。", "县局党委召开会议7次。", title=title)
    assert "中国共产党国家税务总局青阳县税务局委员会" in bodies(facts)
