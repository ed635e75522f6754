"""Extraction of a whole report: nothing invented, nothing lost, the same facts every time."""

import re

import pytest

from govgraph.extract import extract, prepare, report_year
from govgraph.facts import ENTITY_TYPES, PREDICATES, Basis, Mention, Relation, ReportFacts
from govgraph.mentions.pipeline import read_mentions
from govgraph.read.report import parse_report
from reading import OPENING, TITLE, facts_of, facts_of_text, report_text, work

REPORT = f"""{TITLE}
{OPENING}
一、2023年工作情况
（一）健全制度体系
县水利局会同县林业局制定《青阳县山塘管护办法》（青政〔2023〕8号），梳理公共服务事项清单86项。
（二）加强执法监督
按照《安徽省执法监督条例》，县司法局对37个乡镇开展法治督察，发现问题52个，同比下降12.5%。
组织执法培训6期，参训420余人次，县司法局获省司法厅表彰。
二、存在的问题
基层执法力量薄弱，业务能力有待提高。
三、2024年工作打算
针对基层执法力量薄弱的问题，开展全员轮训，力争培训率达到95%。
"""


@pytest.fixture(scope="module")
def facts() -> ReportFacts:
    return facts_of_text(REPORT)


def everything(facts: ReportFacts) -> list[Mention | Relation]:
    return [*facts.mentions, *facts.relations]


def test_a_report_gives_every_type_of_fact(facts: ReportFacts) -> None:
    assert {entity.type for entity in facts.entities} == set(ENTITY_TYPES)
    assert {link.predicate for link in facts.relations} >= set(PREDICATES) - {"implements", "subordinateTo"}


def test_every_fact_has_its_exact_words(facts: ReportFacts) -> None:
    for fact in everything(facts):
        evidence = fact.evidence
        assert evidence.quote == facts.text[evidence.start : evidence.end] != ""


def test_every_entity_is_mentioned_and_every_argument_is_known(facts: ReportFacts) -> None:
    keys = {entity.key for entity in facts.entities}
    assert {mention.entity for mention in facts.mentions} == keys
    assert {link.subject for link in facts.relations} | {link.object for link in facts.relations} <= keys


def test_arguments_lie_in_the_evidence_or_say_why_not(facts: ReportFacts) -> None:
    places: dict[str, list[tuple[int, int]]] = {}
    for mention in facts.mentions:
        places.setdefault(mention.entity, []).append((mention.evidence.start, mention.evidence.end))
    for link in facts.relations:
        ends = [link.subject, link.object] if link.basis is Basis.STATED else [link.subject]
        for key in ends if link.basis is not Basis.REFERENCE else []:
            assert any(link.evidence.start <= start and end <= link.evidence.end for start, end in places[key]), (
                link.predicate,
                key,
            )


def test_every_fact_stands_in_the_section_that_holds_it(facts: ReportFacts) -> None:
    spans = {section.number: (section.start, section.end) for section in facts.sections}
    for mention in facts.mentions:
        start, end = spans[mention.evidence.section]
        assert start <= mention.evidence.start < end


def test_every_title_and_number_is_in_a_fact_or_left_out(facts: ReportFacts) -> None:
    seen = [(m.evidence.start, m.evidence.end) for m in facts.mentions]
    seen += [(item.start, item.end) for item in facts.left_out]
    seen += [(s.start, s.heading_start) for s in facts.sections]
    body = facts.text.index(OPENING)
    for match in re.finditer(r"《[^》]+》|\d+(?:\.\d+)?", facts.text[body:]):
        start, end = body + match.start(), body + match.end()
        assert any(low <= start and end <= high for low, high in seen), match.group()


def test_domains_and_ranges_hold(facts: ReportFacts) -> None:
    types = {entity.key: entity.type for entity in facts.entities}
    for link in facts.relations:
        domain, range_ = PREDICATES[link.predicate]
        assert types[link.subject] in domain
        assert types[link.object] in range_


def test_the_same_report_gives_the_same_facts(facts: ReportFacts) -> None:
    assert facts_of_text(REPORT) == facts


def test_the_file_name_changes_no_fact(facts: ReportFacts) -> None:
    other = extract(parse_report(REPORT.encode(), "elsewhere/copy.txt"))
    assert other.entities == facts.entities
    assert other.relations == facts.relations
    assert other.report.id == facts.report.id


def test_encoding_changes_no_fact(facts: ReportFacts) -> None:
    other = extract(parse_report(REPORT.encode("gb18030"), "report.txt"))
    assert (other.text, other.relations) == (facts.text, facts.relations)


def test_confidence_is_a_probability(facts: ReportFacts) -> None:
    for fact in everything(facts):
        assert 0 < fact.confidence <= 1
        assert fact.rule


@pytest.mark.parametrize(
    ("title", "issuer", "level", "place"),
    [
        (TITLE, "安徽省池州市青阳县人民政府", "county", "安徽省池州市青阳县"),
        ("池州市人民政府2023年法治政府建设情况报告", "安徽省池州市人民政府", "prefecture", "安徽省池州市"),
        ("安徽省2023年法治政府建设情况报告", "安徽省人民政府", "provincial", "安徽省"),
        ("上海市青浦区2023年法治政府建设情况报告", "上海市青浦区人民政府", "county", "上海市青浦区"),
        ("青阳县水利局2023年法治政府建设情况报告", "安徽省池州市青阳县水利局", "county", "安徽省池州市青阳县"),
        (
            "伊金霍洛旗2023年法治政府建设情况报告",
            "内蒙古自治区鄂尔多斯市伊金霍洛旗人民政府",
            "county",
            "内蒙古自治区鄂尔多斯市伊金霍洛旗",
        ),
    ],
)
def test_whose_report_it_is(title: str, issuer: str, level: str, place: str) -> None:
    report = facts_of("开展执法检查。", title=title).report
    assert (report.issuer, report.level, report.place) == (f"agency/{issuer}", level, place)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("青阳县2021年法治政府建设情况报告", 2021),
        ("青阳县2021年度法治政府建设情况报告", 2021),
        ("青阳县人民政府关于2020年度法治政府建设情况的报告", 2020),
        ("青阳县二〇一九年法治政府建设情况报告", 2019),
    ],
)
def test_the_year_is_that_of_the_title(title: str, year: int) -> None:
    text = f"{title}\n青阳县推进法治政府建设，坚持依法行政。\n一、工作情况\n开展执法检查。\n"
    report = parse_report(text.encode(), "report.txt")
    assert report_year(report) == year
    assert extract(report).report.year == str(year)


def test_sections_without_numbers_tell_done_from_planned() -> None:
    done = "县司法局开展执法检查3次，组织执法人员轮训，建立问题台账，依法行政能力明显提升，法治政府建设迈出坚实步伐。"
    planned = "建设全县普法教育基地，健全依法行政考核机制，为法治政府建设提供有力保障，以实际行动回应群众期盼。"
    facts = facts_of("工作开展情况", done, "下一步工作打算", planned, heading=None)
    assert [section.heading for section in facts.sections] == ["", "工作开展情况", "下一步工作打算"]
    status = {entity.name: entity.status for entity in facts.entities if entity.type == "initiative"}
    assert {name for name, value in status.items() if value == "done"} >= {"开展执法检查", "建立问题台账"}
    assert {name for name, value in status.items() if value == "planned"} >= {"健全依法行政考核机制"}


def test_a_report_without_any_heading() -> None:
    facts = facts_of("县司法局开展执法检查，组织培训。", "举办法治讲座。", heading=None)
    assert work(facts) == ["开展执法检查", "组织培训", "举办法治讲座"]
    assert {mention.evidence.section for mention in facts.mentions} == {"0"}


def test_a_report_that_says_nothing_has_only_its_issuer() -> None:
    facts = facts_of("无。", heading=None)
    assert [link for link in facts.relations if link.basis is Basis.STATED] == []
    assert facts.report.issuer in {entity.key for entity in facts.entities}


def test_facts_of_one_paragraph_do_not_depend_on_the_next() -> None:
    alone = facts_of("县司法局开展执法检查3次。")
    followed = facts_of("县司法局开展执法检查3次。", "县水利局印发《青阳县山塘管护办法》。")
    assert {e.name for e in alone.entities} <= {e.name for e in followed.entities}


def test_a_pipeline_of_ones_own_finds_the_spans_of_every_kind_of_mention() -> None:
    text = report_text("县司法局依据《立法法》开展检查12次。")
    report = parse_report(text.encode(), "report.txt")
    doc = read_mentions(prepare(report))
    start = text.index("县司法局依据")
    found = {name: [s.text for s in group if s.start_char >= start] for name, group in doc.spans.items()}
    assert {name: words for name, words in found.items() if words} == {
        "instruments": ["《立法法》"],
        "agencies": ["县司法局"],
        "initiatives": ["开展检查"],
        "figures": ["开展检查12次"],
    }
