"""Taking a report out of a graph leaves the graph of the others."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from gold_graphs import facts_of
from govgraph.errors import InputError
from govgraph.graph.jsonld import merge_jsonld
from govgraph.graph.quads import graph_files, merge_nquads, merge_trig
from govgraph.graph.rdf import graph_iri, report_triples
from govgraph.graph.turtle import write_turtle
from govgraph.remove import remove_command, remove_report, without_report
from small_corpus import CORPUS, LAKE_2022, PINE_2023, Written, corpus_facts, corpus_triples

MERGES: dict[str, Callable[[list[Iterable[str]]], Iterator[str]]] = {
    "graph.trig": merge_trig,
    "graph.nq": merge_nquads,
    "graph.jsonld": merge_jsonld,
}


def merged(name: str, *reports: Written) -> str:
    files = [graph_files(corpus_triples(report), graph_iri(report.id))[name] for report in reports]
    return "".join(MERGES[name]([text.splitlines(keepends=True) for text in files]))


@pytest.mark.parametrize("gone", CORPUS, ids=lambda report: report.id)
@pytest.mark.parametrize("name", MERGES)
def test_a_named_graph_is_taken_out_exactly(tmp_path: Path, name: str, gone: Written) -> None:
    (tmp_path / name).write_text(merged(name, *CORPUS), encoding="utf-8")
    assert remove_report(tmp_path / name, gone.id) == merged(name, *(report for report in CORPUS if report != gone))


@pytest.mark.parametrize("gone", CORPUS, ids=lambda report: report.id)
def test_a_union_without_a_report_is_the_union_of_the_others(gone: Written) -> None:
    left = without_report(corpus_triples(), gone.id)
    assert set(left) == set(corpus_triples(*(report for report in CORPUS if report != gone)))


def test_removing_from_real_reports_gives_back_the_other(tmp_path: Path) -> None:
    one, other = (report_triples(facts_of(stem)) for stem in ("dev-county-2021", "dev-province-2024"))
    assert set(without_report([*one, *other], "dev-county-2021")) == set(other)


def test_the_only_report_leaves_nothing() -> None:
    assert without_report(corpus_triples(PINE_2023), PINE_2023.id) == []


def test_an_unknown_report_lists_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(write_turtle(corpus_triples()), encoding="utf-8")
    with pytest.raises(InputError, match=r"holds no report lake: there are lake-2022, lake-2023, pine-2023"):
        remove_report(tmp_path / "graph.ttl", "lake")


def test_the_command_replaces_the_file_or_writes_another(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(write_turtle(corpus_triples(LAKE_2022, PINE_2023)), encoding="utf-8")
    iri = f"https://w3id.org/govgraph/id/report/{PINE_2023.id}"
    wanted = write_turtle(report_triples(corpus_facts(LAKE_2022)))
    assert CliRunner().invoke(remove_command, [str(path), iri, "-o", str(tmp_path / "new.ttl")]).exit_code == 0
    assert (tmp_path / "new.ttl").read_text(encoding="utf-8") == wanted != path.read_text(encoding="utf-8")
    assert CliRunner().invoke(remove_command, [str(path), PINE_2023.id]).exit_code == 0
    assert path.read_text(encoding="utf-8") == wanted
    assert sorted(file.name for file in tmp_path.iterdir()) == ["graph.ttl", "new.ttl"]
