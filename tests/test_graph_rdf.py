"""Facts as triples: what is said of what, how words and rules are shared, and which IRIs things get."""

from dataclasses import replace
from importlib.metadata import version

import pytest

from gold_graphs import TITLES, facts_of
from govgraph.facts import Evidence, Mention
from govgraph.graph import terms
from govgraph.graph.rdf import graph_iri, plain_number, report_triples, work_of
from govgraph.graph.terms import BASE, Literal, code_of, concept, gov, iri
from small_corpus import NEXT_SCHEME, SCHEME, corpus_triples
from small_report import ISSUER, JUSTICE, LAW, TEXT, TOWN, key, small_facts

Said = dict[tuple[str, str], list[object]]


def said_in(facts: object = None) -> Said:
    said: Said = {}
    for subject, predicate, object_ in report_triples(facts or small_facts()):  # type: ignore[arg-type]
        said.setdefault((subject, predicate), []).append(object_)
    return said


def test_a_relation_is_a_plain_triple() -> None:
    check = iri(key("initiative", "开展执法检查"))
    assert (check, gov("carriedOutBy"), iri(JUSTICE)) in report_triples(small_facts())


def test_beside_each_relation_stands_one_statement_with_its_words_and_rule() -> None:
    facts = small_facts()
    said = said_in(facts)
    statements = [subject for subject, predicate in said if predicate == terms.SUBJECT]
    assert len(statements) == len(facts.relations)
    node = next(node for node in statements if node.endswith("/66-105-carriedOutBy-1"))
    assert said[node, terms.OBJECT] == [iri(JUSTICE)]
    (words,) = said[node, gov("evidence")]
    assert said[words, gov("quote")] == [
        Literal("县司法局开展执法检查，培训乡镇执法人员120余名，行政处罚由60件减至40件。")
    ]  # type: ignore[index]
    (rule,) = said[node, gov("rule")]
    assert said[rule, gov("predicate")] == [gov("carriedOutBy")]  # type: ignore[index]
    assert said[rule, gov("basis")] == [concept("basis", "stated")]  # type: ignore[index]
    assert said[rule, gov("confidence")] == [Literal("0.8", terms.DECIMAL)]  # type: ignore[index]


def test_facts_that_rest_on_the_same_words_share_one_evidence_node() -> None:
    said = said_in()
    clause = f"{BASE}report/small/words/1.1/66-105"
    resting = [
        node for (node, predicate), objects in said.items() if predicate == gov("evidence") and clause in objects
    ]
    assert len(resting) == 5


def test_words_give_back_their_place_in_the_text() -> None:
    said = said_in()
    quotes = [(node, objects[0]) for (node, predicate), objects in said.items() if predicate == gov("quote")]
    assert len(quotes) == 19
    for node, quote in quotes:
        start = int(said[node, gov("start")][0].value)  # type: ignore[attr-defined]
        assert TEXT[start : start + len(quote.value)] == quote.value  # type: ignore[attr-defined]


def test_words_read_by_two_rules_have_a_node_for_each() -> None:
    facts = small_facts()
    words = next(mention.evidence for mention in facts.mentions if mention.entity == TOWN)
    again = Mention(JUSTICE, words, "another-rule", 0.5)
    said = said_in(replace(facts, mentions=(*facts.mentions, again)))
    (first,), second = said[iri(TOWN), gov("evidence")], said[iri(JUSTICE), gov("evidence")][-1]
    assert second == f"{first}-2"
    assert said[first, gov("rule")] != said[second, gov("rule")]  # type: ignore[index]


def test_names_are_tagged_as_chinese_and_other_surfaces_are_kept() -> None:
    said = said_in()
    assert said[iri(LAW), terms.LABEL] == [Literal("中华人民共和国行政处罚法", None, "zh")]
    assert said[iri(LAW), terms.OTHER_LABEL] == [Literal("行政处罚法", None, "zh")]


def test_the_title_that_names_the_issuer_is_no_name_of_it() -> None:
    assert said_in()[iri(ISSUER), terms.OTHER_LABEL] == [Literal("县人民政府", None, "zh")]


def test_a_year_is_a_number_to_compare_and_another_period_stays_words() -> None:
    said = said_in()
    trained, fewer = iri(key("figure", "培训乡镇执法人员120余名")), iri(key("figure", "减至40件"))
    assert said[trained, gov("year")] == [Literal("2023", terms.INTEGER)]
    assert said[fewer, gov("period")] == [Literal("2023年上半年")]
    assert (fewer, gov("year")) not in said


def test_figures_keep_value_unit_and_what_qualifies_them() -> None:
    said = said_in()
    before, trained = iri(key("figure", "60件")), iri(key("figure", "培训乡镇执法人员120余名"))
    assert said[before, gov("value")] == [Literal("60", terms.DECIMAL)]
    assert said[before, gov("unit")] == [Literal("件")]
    assert said[before, gov("role")] == [concept("role", "baseline")]
    assert said[trained, gov("approx")] == [concept("approx", "over")]


@pytest.mark.parametrize(
    ("written", "plain"),
    [("36", "36"), ("60.0", "60"), ("0.50", "0.5"), ("52346000000", "52346000000"), ("1E+3", "1000"), ("100", "100")],
)
def test_equal_numbers_are_written_alike(written: str, plain: str) -> None:
    assert plain_number(written) == plain


def test_header_fields_use_common_terms_and_dates_are_dates() -> None:
    said = said_in()
    report = iri("report/small")
    assert said[report, terms.DCTERMS + "issued"] == [Literal("2024-02-01", terms.DATE)]
    assert said[report, gov("documentNumber")] == [Literal("临府〔2024〕3号")]
    assert said[report, gov("header")] == [Literal("validity: 有效")]


def test_an_impossible_date_stays_as_it_was_written() -> None:
    facts = small_facts()
    info = replace(facts.report, metadata=(("issuedDate", "2023年2月30日"),))
    assert said_in(replace(facts, report=info))[iri("report/small"), terms.DCTERMS + "created"] == [
        Literal("2023年2月30日")
    ]


def test_the_graph_of_a_report_has_a_name_that_says_where_it_comes_from() -> None:
    said = said_in()
    assert said[graph_iri("small"), terms.DERIVED_FROM] == [iri("report/small")]
    assert said[graph_iri("small"), gov("version")] == [Literal(version("govgraph"))]
    assert said[iri("report/small"), gov("sha256")] == [Literal("ab" * 32)]


def test_versions_of_a_document_are_versions_of_one_work() -> None:
    triples = corpus_triples()
    works = {
        iri(key): node
        for key in (SCHEME, NEXT_SCHEME)
        for s, p, node in triples
        if (s, p) == (iri(key), terms.VERSION_OF)
    }
    assert set(works.values()) == {iri("work/临湖县法治建设方案")}
    assert len(works) == 2


@pytest.mark.parametrize(
    ("title", "work"),
    [
        ("某县法治建设实施纲要(2021-2025年)", "某县法治建设实施纲要"),
        ("某县2022年法治建设工作要点", "某县法治建设工作要点"),
        ("某县/2022/整改落实方案", "某县/整改落实方案"),
        ("某办法(试行)", "某办法"),
        ("某县执法监督办法", None),
        ("2022年", None),
    ],
)
def test_years_and_revisions_are_no_part_of_a_work(title: str, work: str | None) -> None:
    assert work_of(f"instrument/{title}") == (work and f"work/{work}")


def test_the_outline_hangs_together() -> None:
    said = said_in()
    section = iri("report/small/section/1.1")
    assert said[section, terms.PART_OF] == [iri("report/small/section/1")]
    assert said[iri("report/small/section/1"), terms.PART_OF] == [iri("report/small")]
    assert said[section, terms.TITLE] == [Literal("加强执法监督", None, "zh")]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("instrument/某办法（试行）", "instrument/某办法（试行）"),
        ("instrument/某 办法", "instrument/某%20办法"),
        ('agency/"甲"<乙>{丙}|^`\\', "agency/%22甲%22%3C乙%3E%7B丙%7D%7C%5E%60%5C"),
        ("instrument/100%?#", "instrument/100%25%3F%23"),
        ("agency/..", "agency/%2E%2E"),
        ("agency/甲\ue000\n", "agency/甲%EE%80%80%0A"),
    ],
)
def test_iris_are_readable_and_escape_only_what_an_iri_forbids(name: str, path: str) -> None:
    assert iri(name) == BASE + path


@pytest.mark.parametrize("code", ["left-out subject", "stated", "other mention", "heading or list head"])
def test_codes_come_back_from_their_concepts(code: str) -> None:
    assert code_of(concept("basis", code)) == code


def test_no_triple_is_said_twice_and_two_runs_say_the_same() -> None:
    triples = report_triples(facts_of("kaizhou-2022"))
    assert len(set(triples)) == len(triples)
    assert triples == report_triples(facts_of("kaizhou-2022"))


@pytest.mark.parametrize("stem", TITLES)
def test_evidence_costs_few_triples(stem: str) -> None:
    """At most 8.5 triples a fact, all evidence included, where evidence knows its section (gold relations do not)."""
    facts = facts_of(stem)
    sections = {(one.evidence.start, one.evidence.end): one.evidence.section for one in facts.mentions}

    def placed(words: Evidence) -> Evidence:
        return words._replace(section=sections.get((words.start, words.end), words.section))

    mentions = tuple(one._replace(evidence=placed(one.evidence)) for one in facts.mentions)
    relations = tuple(one._replace(evidence=placed(one.evidence)) for one in facts.relations)
    triples = report_triples(replace(facts, mentions=mentions, relations=relations))
    assert len(triples) / (len(mentions) + len(relations)) < 8.5
