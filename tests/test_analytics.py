"""Questions about many reports: known answers on three made-up reports, and the page of the sample reports."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import networkx as nx
import pytest
from click.testing import CliRunner, Result

import analyse
from govgraph import analytics
from govgraph.analytics import Evidence
from govgraph.analytics.command import analyse_command
from govgraph.analytics.joint import joint_network
from govgraph.analytics.network import load_network, network
from govgraph.analytics.trends import pilot_name
from govgraph.errors import InputError
from govgraph.facts import ReportFacts
from govgraph.graph.terms import iri
from govgraph.lexicon import load
from govgraph.tables.arrow import write_parquet
from govgraph.tables.rows import report_rows
from small_corpus import (
    CIVIL,
    CORPUS,
    JUSTICE,
    LAKE_2022,
    LAKE_2023,
    LAW,
    MEASURES,
    OUTLINE,
    PINE_2023,
    POLICE,
    SCHEME,
    Written,
    corpus_facts,
)
from table_folders import write_tables

Network: TypeAlias = "nx.MultiDiGraph[str]"
CAMPAIGN = "县司法局、县公安局按照《中华人民共和国行政处罚法》开展道路安全专项行动，查处违法案件80件。"


def network_of(*reports: Written) -> Network:
    return network(report_rows(corpus_facts(report)) for report in reports)


@pytest.fixture(scope="module")
def graph() -> Network:
    return network_of(*CORPUS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the three reports as a build writes them."""
    path = tmp_path_factory.mktemp("build")
    write_tables(path, {"": [corpus_facts(report) for report in CORPUS]})
    return path


def test_what_reports_share_is_one_node_and_every_edge_has_its_report(graph: Network) -> None:
    law, lake = iri(LAW), [iri("report/lake-2022"), iri("report/lake-2023")]
    assert graph.nodes[law] == {
        "type": "instrument",
        "label": "中华人民共和国行政处罚法",
        "kind": "law",
        "level": "central",
        "year": 2021,
        "mentions": 3,
        "reports": 2,
    }
    assert [source for source, _ in graph.in_edges(law) if "/report/" in source and "initiative" not in source] == lake
    assert graph.edges[lake[1], law, "mentions lake-2023"] == {
        "predicate": "mentions",
        "report": "lake-2023",
        "quote": "《中华人民共和国行政处罚法》",
        "start": LAKE_2023.text.index("《中华"),
        "end": LAKE_2023.text.index("推行综合执法"),
        "section": "1",
        "mentions": 1,
    }


def test_a_build_of_either_layout_gives_the_same_network(graph: Network, folder: Path, tmp_path: Path) -> None:
    first, *others = map(corpus_facts, CORPUS)
    write_tables(tmp_path, {"0a": [first], "ff": others})
    assert nx.utils.graphs_equal(load_network(folder), graph)
    assert nx.utils.graphs_equal(load_network(tmp_path), graph)


def test_a_network_of_some_types_has_only_the_edges_between_them(folder: Path) -> None:
    few = load_network(folder, types={"instrument"})
    assert {data["type"] for _, data in few.nodes(data=True)} == {"instrument"}
    assert {data["predicate"] for *_, data in few.edges(data=True)} == {"implements"}


def test_a_folder_without_tables_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no table"):
        load_network(tmp_path)


def test_tables_of_different_builds_are_refused(tmp_path: Path) -> None:
    write_tables(tmp_path, {"": [corpus_facts(report) for report in CORPUS]})
    write_parquet(tmp_path / "tables" / "reports.parquet", "reports", report_rows(corpus_facts(LAKE_2023))["reports"])
    with pytest.raises(InputError, match="same reports in the same order"):
        load_network(tmp_path)


def test_the_documents_that_most_reports_rest_on(graph: Network) -> None:
    first, second = analytics.most_relied_on(graph)
    assert (first.instrument, first.reports, first.places, first.initiatives, first.documents) == (iri(LAW), 2, 1, 2, 1)
    assert (second.instrument, second.reports, second.initiatives, second.documents) == (iri(OUTLINE), 1, 1, 1)
    assert first.by_level == (("county", 2),)
    assert "行政处罚法" in first.evidence.quote


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"level": "central"}, [LAW, OUTLINE]),
        ({"level": "county"}, []),
        ({"report_level": "provincial"}, []),
        ({"year": 2022}, [LAW]),
        ({"year": 2023}, [OUTLINE, LAW]),
    ],
)
def test_relied_on_by_level_and_year(graph: Network, asked: dict[str, object], found: list[str]) -> None:
    assert [one.instrument for one in analytics.most_relied_on(graph, **asked)] == [iri(key) for key in found]  # type: ignore[arg-type]


def test_a_document_that_is_only_named_is_not_relied_on(graph: Network) -> None:
    assert iri(SCHEME) not in {one.instrument for one in analytics.most_relied_on(graph)}


def test_bodies_that_work_together(graph: Network) -> None:
    pairs = [(one.body, one.partner, one.initiatives, one.weight) for one in analytics.joint_work(graph)]
    police, justice, civil = iri(POLICE), iri(JUSTICE), iri(CIVIL)
    assert pairs == [(police, justice, 2, 1.5), (police, civil, 1, 0.5), (justice, civil, 1, 0.5)]
    assert analytics.joint_work(graph)[0].evidence == Evidence("lake-2022", CAMPAIGN, "1")


def test_the_weights_of_a_body_add_up_to_its_joint_work(graph: Network) -> None:
    assert dict(joint_network(graph).degree(weight="weight")) == {iri(POLICE): 2, iri(JUSTICE): 2, iri(CIVIL): 1}


def test_collective_names_take_no_part_in_joint_work() -> None:
    facts = corpus_facts(LAKE_2022)
    grouped = tuple(one._replace(group=one.key == POLICE) for one in facts.entities)
    assert analytics.joint_work(network([report_rows(replace(facts, entities=grouped))])) == []


def test_a_body_between_others_is_central() -> None:
    hub, others = "agency/甲县司法局", ("agency/甲县公安局", "agency/甲县民政局", "agency/甲县教育局")
    graph: Network = nx.MultiDiGraph()
    for number, other in enumerate(others):
        graph.add_node(f"work{number}", type="initiative", label="开展检查")
        for body in (hub, other):
            graph.add_node(body, type="agency", label=body)
            graph.add_edge(f"work{number}", body, predicate="carriedOutBy", report="r", quote="开展检查", section="1")
    first, *rest = analytics.central_bodies(graph)
    assert (first.body, first.partners, first.initiatives, first.betweenness) == (hub, 3, 3, 1.0)
    assert [(one.partners, one.betweenness) for one in rest] == [(1, 0.0)] * 3


def test_communities_keep_the_two_counties_apart(graph: Network) -> None:
    found = analytics.communities(graph)
    members = [{member.label for member in (*one.bodies, *one.instruments)} for one in found]
    assert {"松泉县司法局", "松泉县普法方案(2021-2025年)", "法治社会建设纲要(2020-2025年)"} in members
    assert not [group for group in members if any("松泉" in n for n in group) and any("临湖" in n for n in group)]
    assert found[1].label == "临湖县司法局、临湖县公安局、中华人民共和国行政处罚法"
    assert analytics.communities(graph, smallest=5) == []


def test_communities_do_not_depend_on_the_order_of_reports(graph: Network) -> None:
    assert analytics.communities(network_of(*reversed(CORPUS))) == analytics.communities(graph)


def test_chains_from_central_to_county_with_what_is_missing_and_how_late(graph: Network) -> None:
    first, second = analytics.implementation_chains(graph)
    assert [step.label for step in first.steps] == ["中华人民共和国行政处罚法", "临湖县法治建设方案(2021-2025年)"]
    assert first.steps[1].issued_by == ("临湖县人民政府",)
    assert (first.missing, first.lag, second.lag) == (("provincial", "prefecture"), 0, 1)
    assert first.evidence.quote.startswith("县人民政府印发《临湖县法治建设方案")


def test_a_chain_goes_through_all_documents_between() -> None:
    """Each report states one link; the chain over both reports has three documents and one level missing."""
    graph = documents(("国家纲要", "central", 2020), ("南江省方案", "provincial", 2022), ("临湖县方案", "county", 2023))
    implement(graph, "南江省方案", "国家纲要")
    implement(graph, "临湖县方案", "南江省方案")
    (chain,) = analytics.implementation_chains(graph)
    assert [step.label for step in chain.steps] == ["国家纲要", "南江省方案", "临湖县方案"]
    assert (chain.missing, chain.lag) == (("prefecture",), 3)


def test_a_district_of_a_municipality_has_no_prefecture_to_miss() -> None:
    graph = documents(("国家纲要", "central", 2020), ("开州区方案", "county", 2023), code="500154")
    implement(graph, "开州区方案", "国家纲要")
    assert analytics.implementation_chains(graph)[0].missing == ("provincial",)


def test_documents_that_implement_each_other_end_no_search() -> None:
    graph = documents(("国家纲要", "central", 2020), ("甲方案", "county", 2023), ("乙方案", "county", 2023))
    for lower, higher in (("甲方案", "国家纲要"), ("甲方案", "乙方案"), ("乙方案", "甲方案")):
        implement(graph, lower, higher)
    assert [[step.label for step in one.steps] for one in analytics.implementation_chains(graph)] == [
        ["国家纲要", "甲方案", "乙方案"]
    ]


def documents(*named: tuple[str, str, int], code: str = "360424") -> Network:
    """Documents (title, level, year) that one report of a place of that code names."""
    graph: Network = nx.MultiDiGraph()
    graph.add_node(iri("report/r"), type="report", report="r", code=code)
    for title, level, year in named:
        graph.add_node(title, type="instrument", label=title, level=level, year=year)
    return graph


def implement(graph: Network, lower: str, higher: str) -> None:
    graph.add_edge(lower, higher, predicate="implements", report="r", quote=f"{lower}贯彻{higher}", section="1")


def test_documents_that_no_report_links_to_a_higher_one(graph: Network) -> None:
    gaps = analytics.chain_gaps(graph)
    assert [gap.label for gap in gaps] == ["临湖县执法监督办法", "临湖县法治建设方案(2026-2030年)"]
    assert (gaps[0].instrument, gaps[0].issued_by, gaps[0].evidence.report) == (
        iri(MEASURES),
        ("临湖县人民政府",),
        "lake-2023",
    )


def test_reports_that_do_not_name_a_document(graph: Network) -> None:
    (silent,) = analytics.silence(graph, iri(LAW))
    assert (silent.report, silent.year, silent.named_in, silent.named_evidence) == ("pine-2023", 2023, (), None)


def test_silence_after_another_year_named_it_shows_the_words(graph: Network) -> None:
    found = {one.report: one for one in analytics.silence(graph, iri(SCHEME))}
    assert found["lake-2023"].named_in == (2022,)
    assert found["lake-2023"].named_evidence == Evidence("lake-2022", "《临湖县法治建设方案(2021-2025年)》", "1")


def test_a_report_about_years_before_a_document_is_not_silent_on_it(graph: Network) -> None:
    assert [one.report for one in analytics.silence(graph, iri(MEASURES))] == ["pine-2023"]


def test_a_document_is_found_by_title_or_by_words_of_only_one(graph: Network) -> None:
    assert analytics.find_instrument(graph, "《中华人民共和国行政处罚法》") == iri(LAW)
    assert analytics.find_instrument(graph, "处罚法") == analytics.find_instrument(graph, iri(LAW)) == iri(LAW)
    with pytest.raises(InputError, match=r"2 documents .*临湖县法治建设方案"):
        analytics.find_instrument(graph, "法治建设方案")
    with pytest.raises(InputError, match="no report names"):
        analytics.find_instrument(graph, "民法典")


def test_a_pilot_that_became_rule(graph: Network) -> None:
    (pilot,) = analytics.pilots(graph)
    assert (pilot.year, pilot.pilot, pilot.rule_year, pilot.rule) == (2022, "开展综合执法试点", 2023, "推行综合执法")
    assert pilot.rule_evidence == Evidence("lake-2023", "推行综合执法", "1")


@pytest.mark.parametrize("opening", load("pilots").words("opening"))
def test_words_before_the_name_of_a_pilot_do_not_count(opening: str) -> None:
    assert pilot_name(f"{opening}综合执法试点") == pilot_name(f"全面{opening}综合执法试点工作") == "综合执法"


def test_work_that_is_no_pilot_has_no_name_of_one() -> None:
    assert pilot_name("推行综合执法") is None


def test_a_pilot_of_which_later_reports_say_nothing() -> None:
    (pilot,) = analytics.pilots(network_of(LAKE_2022, PINE_2023))
    assert (pilot.rule_year, pilot.rule, pilot.rule_evidence) == (None, None, None)


@pytest.mark.parametrize(
    ("later", "found"),
    [("基层执法力量不足", 1.0), ("基层执法力量仍然不足", 0.889), ("普法形式单一", None)],
)
def test_a_problem_that_comes_back(later: str, found: float | None) -> None:
    after = replace(LAKE_2023, text=f"{LAKE_2023.text}\n三、问题\n{later}。", problems=(later,))
    recurring = analytics.recurring_problems(network_of(LAKE_2022, after))
    assert [(one.year, one.again, one.problem_again, one.similarity) for one in recurring] == (
        [(2022, 2023, later, found)] if found else []
    )


def test_problems_of_another_body_do_not_come_back() -> None:
    same = "基层执法力量不足"
    after = replace(PINE_2023, text=f"{PINE_2023.text}\n二、问题\n{same}。", problems=(same,))
    assert analytics.recurring_problems(network_of(LAKE_2022, after)) == []


def ask(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(analyse_command, [str(folder), *arguments])


def test_the_command_prints_names_in_tables_and_iris_in_csv(folder: Path) -> None:
    assert "https://" not in ask(folder, "--question", "relied-on").output
    header, first = ask(folder, "--question", "relied-on", "--format", "csv", "--year", "2022").output.splitlines()
    assert (
        header == "instrument,label,kind,level,year,reports,places,initiatives,documents,by_level,report,quote,section"
    )
    assert first.startswith(f"{iri(LAW)},中华人民共和国行政处罚法,law,central,2021,1,1,1,1,county 1,lake-2022,")


def test_the_command_gives_nested_json(folder: Path) -> None:
    (first, _) = json.loads(ask(folder, "--question", "chains", "--format", "json").output)
    assert [step["label"] for step in first["steps"]] == ["中华人民共和国行政处罚法", "临湖县法治建设方案(2021-2025年)"]
    assert first["evidence"]["report"] == "lake-2022"


def test_lists_are_one_cell_in_csv(folder: Path) -> None:
    output = ask(folder, "--question", "chains", "--format", "csv").output
    assert "中华人民共和国行政处罚法 (central 2021) → 临湖县法治建设方案(2021-2025年) (county 2021)" in output


@pytest.mark.parametrize("question", ["joint-work", "central-bodies", "communities", "gaps", "pilots"])
def test_every_question_has_an_answer_with_words(folder: Path, question: str) -> None:
    rows = json.loads(ask(folder, "--question", question, "--format", "json").output)
    assert rows
    assert all(row["evidence"]["quote"] for row in rows)


def test_no_answer_is_an_empty_one(folder: Path) -> None:
    assert ask(folder, "--question", "recurring", "--format", "json").output == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--question", "silence"),
        ("--question", "gaps", "--document", "行政处罚法"),
        ("--question", "gaps", "--level", "central"),
    ],
)
def test_options_of_other_questions_are_wrong_usage(folder: Path, arguments: tuple[str, ...]) -> None:
    assert ask(folder, *arguments).exit_code == 2


def test_the_page_of_the_sample_reports_is_what_the_analytics_say(report_facts: dict[str, ReportFacts]) -> None:
    """Where it is not, ``python scripts/analyse.py`` writes it anew."""
    facts = [report_facts[path.stem] for path in analyse.REPORTS]
    assert analyse.render(network(report_rows(one) for one in facts)) == analyse.RESULT.read_text(encoding="utf-8")
