"""Coverage: what the report says is counted anew from its text, and whatever no fact accounts for is named."""

from pathlib import Path

import pytest

from govgraph.coverage import coverage, find_numbers, find_titles
from govgraph.facts import Entity, Evidence, FactBook, LeftOut, Mention, ReportFacts, ReportInfo, Section

REPORT = Path(__file__).parent / "data" / "reports" / "dev-county-2021.txt"


def numbers(text: str) -> list[str]:
    return [text[start:end] for start, end in find_numbers(text, 0, len(text))]


def titles(text: str) -> list[str]:
    return [text[title.start : title.end] for title in find_titles(text, 0, len(text))]


def made(text: str, *named: tuple[str, str], left_out: tuple[tuple[str, str, str], ...] = ()) -> ReportFacts:
    """Facts of a text: `named` are (type, quote), `left_out` are (what, quote, reason)."""
    book = FactBook(text)
    for number, (kind, quote) in enumerate(named):
        evidence = Evidence(text.index(quote), text.index(quote) + len(quote), quote, "1")
        entity = Entity(f"{kind}/{number}", kind, quote)  # type: ignore[arg-type]
        book.add_entity(entity, [Mention(entity.key, evidence, "by hand", 1.0)])
    items = [
        LeftOut(text.index(quote), text.index(quote) + len(quote), quote, "1", what, reason)  # type: ignore[arg-type]
        for what, quote, reason in left_out
    ]
    info = ReportInfo("r", "某县2022年报告", "agency/某县", "2022", None, None, None, "r.txt", "0" * 64)
    return book.finish(info, [Section("1", "", 1, 0, len(text), 2, 2, None)], items)


def test_digits_in_full_and_half_width_with_their_separators_are_one_number_each() -> None:
    assert numbers("办结1,139件、金额523.46亿元，受理２３件") == ["1,139", "523.46", "２３"]


def test_chinese_numerals_count_before_a_measure_word() -> None:
    assert numbers("开展检查三十余场次，评查两轮，占九成以上，近两千条，下降百分之五") == [
        "三十",
        "两",
        "九",
        "两千",
        "百分之五",
    ]


@pytest.mark.parametrize("words", ["一件事一次办", "进一步统一标准", "第三批名单", "二十大精神", "两级责任"])
def test_numerals_that_count_nothing_are_no_numbers(words: str) -> None:
    assert numbers(words) == []


def test_a_title_within_a_title_is_found_as_well() -> None:
    text = "印发《关于贯彻〈决策条例〉的通知》和《要点》"
    assert titles(text) == ["《关于贯彻〈决策条例〉的通知》", "〈决策条例〉", "《要点》"]


def test_a_title_that_never_closes_reaches_to_the_end_of_its_line() -> None:
    assert titles("按照《工作要\n点》执行") == ["《工作要"]


def test_each_title_and_number_is_in_a_fact_or_left_out_or_unaccounted() -> None:
    text = "一、按照《工作要点》审核7件，评查3轮，2022年在《日报》刊载《消息》。"
    facts = made(
        text,
        ("instrument", "《工作要点》"),
        ("figure", "审核7件"),
        left_out=(("number", "2022年", "year"), ("title", "《日报》", "news")),
    )
    report = coverage(facts)
    assert report["titles"] == {"seen": 3, "in_fact": {"instrument": 1}, "left_out": {"news": 1}, "unaccounted": 1}
    assert report["numbers"] == {"seen": 3, "in_fact": {"figure": 1}, "left_out": {"year": 1}, "unaccounted": 1}
    assert [(item["what"], item["quote"], item["section"]) for item in report["unaccounted"]] == [
        ("number", "3", "1"),
        ("title", "《消息》", "1"),
    ]
    assert [item["reason"] for item in report["left_out"]] == ["year", "news"]


def test_the_title_around_a_nested_one_does_not_speak_for_it() -> None:
    text = "一、印发《关于贯彻〈条例〉的通知》。"
    outer, inner = "《关于贯彻〈条例〉的通知》", "〈条例〉"
    assert [i["quote"] for i in coverage(made(text, ("instrument", outer)))["unaccounted"]] == [inner]
    assert coverage(made(text, ("instrument", outer), ("instrument", inner)))["unaccounted"] == []


def test_work_that_mentions_a_document_does_not_account_for_it() -> None:
    facts = made("一、学习《条例》内容。", ("initiative", "学习《条例》内容"))
    assert [item["quote"] for item in coverage(facts)["unaccounted"]] == ["《条例》"]


def test_a_number_counts_for_the_most_exact_fact_that_holds_it() -> None:
    text = "一、组建5个督察小组。"
    both = made(text, ("initiative", "组建5个督察小组"), ("figure", "5个督察小组"))
    assert coverage(both)["numbers"]["in_fact"] == {"figure": 1}
    assert coverage(made(text, ("initiative", "组建5个督察小组")))["numbers"]["in_fact"] == {"initiative": 1}


def test_section_numbers_are_accounted_for_by_the_outline() -> None:
    text = "1.领导带头"
    facts = made(text)
    assert coverage(facts)["numbers"] == {
        "seen": 1,
        "in_fact": {},
        "left_out": {"section number": 1},
        "unaccounted": 0,
    }


def test_only_the_body_is_searched() -> None:
    text = "点击12次\n一、受理3件\n备案号99"
    start, end = text.index("一、"), text.index("\n备案")
    report = coverage(made(text), (start, end))
    assert [item["quote"] for item in report["unaccounted"]] == ["3"]
    assert report["characters"] == {"text": len(text), "body": end - start, "in_facts": 0}


def test_characters_in_facts_count_once_however_many_facts_share_them() -> None:
    text = "一、审核文件7件。"
    facts = made(text, ("initiative", "审核文件"), ("figure", "审核文件7件"))
    assert coverage(facts)["characters"]["in_facts"] == len("审核文件7件")


def test_a_lost_figure_of_a_real_report_comes_to_light() -> None:
    from goldfacts import gold_facts  # noqa: PLC0415

    facts = gold_facts("dev-county-2021", REPORT.read_text(encoding="utf-8"), "泾县2021年度法治政府建设情况报告")
    lost = next(m for m in facts.mentions if m.evidence.quote == "组织案卷评查两轮")
    rest = ReportFacts(
        facts.report,
        facts.text,
        facts.sections,
        facts.entities,
        tuple(
            m for m in facts.mentions if m.evidence.end <= lost.evidence.start or m.evidence.start >= lost.evidence.end
        ),
        (),
    )
    new = [item["quote"] for item in coverage(rest)["unaccounted"] if item not in coverage(facts)["unaccounted"]]
    assert new == ["两"]
