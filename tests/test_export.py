"""A build as one file: the same bytes whatever the parts, and the same as the files of a build in folders."""

import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from county_text import county_text
from govgraph.cli import cli
from govgraph.corpus.build import build
from govgraph.corpus.engines import LocalEngine
from govgraph.export.rdf import FORMATS, export_rdf
from govgraph.graph.quads import merge_trig, write_trig
from govgraph.graph.rdf import graph_iri, report_triples
from govgraph.graph.turtle import write_turtle
from govgraph.output import FILES, build_folders
from govgraph.store.index import update_store
from small_corpus import CORPUS, corpus_facts, corpus_triples

GRAPHS = {graph_iri(report.id): report_triples(corpus_facts(report)) for report in CORPUS}


def put(folder: Path, *parts: tuple[str, ...]) -> Path:
    """A corpus whose parts hold the graphs that are named."""
    (folder / "graph").mkdir(parents=True)
    for number, names in enumerate(parts):
        lines = merge_trig(write_trig(GRAPHS[name], name).splitlines(keepends=True) for name in names)
        (folder / "graph" / f"{number:02}.trig").write_text("".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build in folders of the same reports."""
    target = tmp_path_factory.mktemp("build") / "out"
    facts = {Path(f"{report.id}.txt"): corpus_facts(report) for report in CORPUS}
    build_folders(list(facts), target, facts.__getitem__)
    return target


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("chunk", [1, 2**24], ids=["many runs", "one run"])
def test_whatever_the_parts_the_file_is_that_of_a_build_in_folders(
    tmp_path: Path, folders: Path, form: str, chunk: int
) -> None:
    wanted = (folders / f"graph.{form}").read_bytes()
    names = sorted(GRAPHS)
    random.Random(1).shuffle(names)
    for number, parts in enumerate(
        [(tuple(names),), tuple((name,) for name in reversed(names)), (tuple(names[:2]), ())]
    ):
        corpus = put(tmp_path / str(number), *parts)
        export_rdf(corpus, form, tmp_path / "out" / "file", chunk=chunk)
        same = (tmp_path / "out" / "file").read_bytes() == wanted
        assert same == (set(names) == {name for part in parts for name in part})
    export_rdf(folders, form, tmp_path / "out" / "file", chunk=chunk)
    assert (tmp_path / "out" / "file").read_bytes() == wanted
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["file"]


def test_more_runs_than_files_may_be_open_are_merged_in_rounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govgraph.output.whole._MOST_FILES", 2)
    corpus = put(tmp_path / "corpus", tuple(GRAPHS))
    export_rdf(corpus, "ttl", tmp_path / "all.ttl", chunk=1)
    assert (tmp_path / "all.ttl").read_text(encoding="utf-8") == write_turtle(corpus_triples())


def export(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["export", *map(str, arguments)])


def test_the_ending_of_the_file_tells_the_format(tmp_path: Path) -> None:
    corpus = put(tmp_path / "corpus", tuple(GRAPHS))
    update_store(corpus)  # the store is no part of the graph
    for form in FORMATS:
        assert export(corpus, "-o", tmp_path / f"all.{form}").exit_code == 0
        assert export(corpus, "-o", tmp_path / "same", "--format", form).exit_code == 0
        assert (tmp_path / f"all.{form}").read_bytes() == (tmp_path / "same").read_bytes()


def test_what_cannot_be_exported_is_said_in_one_line(tmp_path: Path) -> None:
    corpus = put(tmp_path / "corpus", tuple(GRAPHS))
    assert "tells no format" in export(corpus, "-o", tmp_path / "all.xyz").output
    assert (
        str(export(tmp_path / "none", "-o", tmp_path / "all.nq").exception)
        == f"no folder of a build: {tmp_path / 'none'}"
    )
    assert "no graph of a build there" in str(export(tmp_path, "-o", tmp_path / "all.nq").exception)
    (tmp_path / "file").write_text("")
    assert "cannot be written" in str(export(corpus, "-o", tmp_path / "file" / "all.nq").exception)


def test_networks_and_single_reports_come_from_a_corpus_too(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for place in ("临湖县", "松泉县"):
        (tmp_path / "in" / f"{place}.txt").write_text(county_text(place), encoding="utf-8")
    corpus, alone = tmp_path / "corpus", tmp_path / "alone"
    build([str(tmp_path / "in")], str(corpus), LocalEngine(1), layout="parts")
    build([str(tmp_path / "in" / "松泉县.txt")], str(alone), LocalEngine(1), layout="folders")
    report = next(line.split('"')[3] for line in (alone / "run.json").read_text().splitlines() if '"id"' in line)
    assert export(corpus, "--report", report, "-o", tmp_path / "one").exit_code == 0
    for name in FILES:
        assert (tmp_path / "one" / "松泉县" / name).read_bytes() == (alone / "松泉县" / name).read_bytes()
    assert "no report 甲" in str(export(corpus, "--report", "甲", "-o", tmp_path / "two").exception)
    for form, made in (("gexf", "all.gexf"), ("graphml", "all.graphml"), ("neo4j", "neo4j/load.cypher")):
        assert export(corpus, "--format", form, "-o", tmp_path / made.partition("/")[0]).exit_code == 0
        assert (tmp_path / made).stat().st_size
