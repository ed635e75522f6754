"""The store of a corpus: always the same as one made from scratch, however it came to be, and open to readers."""

import logging
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import DefaultGraph, NamedNode, Store

from govgraph.cli import cli
from govgraph.corpus.record import part_of
from govgraph.errors import InputError, OutputError
from govgraph.graph.quads import merge_trig, write_trig
from govgraph.graph.rdf import graph_iri, report_triples
from govgraph.graph.turtle import write_turtle
from govgraph.query import ask, named_queries, run_query
from govgraph.serve.store import load_store
from govgraph.store import index
from govgraph.store.answer import ask as ask_store
from govgraph.store.answer import ask_corpus
from govgraph.store.generations import open_store
from govgraph.store.index import Updated, is_stale, update_store
from small_corpus import CORPUS, LAKE_2022, LAKE_2023, PINE_2023, Written, corpus_facts, corpus_triples
from test_questions import graph
from test_serve_http import running

__all__ = ["graph"]  # the fixture: the reports in rdflib
REPORTS = "SELECT ?report { ?report a gov:Report } ORDER BY ?report"


def put(folder: Path, *reports: Written, more: str = "") -> None:
    """Write the parts of a corpus of some reports, as a build does; `more` is added to each report's graph."""
    parts: dict[str, dict[str, str]] = {}
    for report in reports:
        name = graph_iri(report.id)
        text = write_trig(report_triples(corpus_facts(report)), name)
        parts.setdefault(part_of(report.id), {})[name] = text.removesuffix("}\n") + f"{more}}}\n"
    shutil.rmtree(folder / "graph", ignore_errors=True)
    (folder / "graph").mkdir(parents=True)
    for part, graphs in parts.items():
        lines = merge_trig(graphs[name].splitlines(keepends=True) for name in sorted(graphs))
        (folder / "graph" / f"{part}.trig").write_text("".join(lines), encoding="utf-8")


def stored(folder: Path) -> list[str]:
    with open_store(folder) as store:
        return sorted(map(str, store))


def from_scratch(folder: Path) -> list[str]:
    """What the store must hold: every graph and their union, as the endpoint loads files into memory."""
    store = Store()
    load_store(sorted((folder / "graph").iterdir()), store)
    return sorted(map(str, store))


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "store").iterdir() if path.is_dir())


@pytest.mark.parametrize("few", [index._FEW, 0], ids=["one by one", "loaded at once"])
def test_a_store_that_is_updated_is_the_one_made_from_scratch(
    tmp_path: Path, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_FEW", few)
    word = '\n<agency/x>\n    skos:prefLabel "甲"@zh .\n'
    steps = [((LAKE_2022,), "", (1, 0)), (CORPUS, "", (2, 0)), ((LAKE_2022, PINE_2023), "", (0, 1))]
    steps += [((LAKE_2022, PINE_2023), word, (2, 2)), ((LAKE_2023, PINE_2023), word, (1, 1)), ((), "", (0, 2))]
    for reports, more, (added, removed) in steps:
        put(tmp_path, *reports, more=more)
        whole = Store()
        triples = load_store(sorted((tmp_path / "graph").iterdir()), whole).triples
        assert update_store(tmp_path, chunk=1000) == Updated(added, removed, triples)
        assert stored(tmp_path) == from_scratch(tmp_path)
        assert not is_stale(tmp_path)
        assert len(generations(tmp_path)) == 1


def test_a_triple_goes_with_the_last_report_that_says_it(tmp_path: Path) -> None:
    shared = set(report_triples(corpus_facts(LAKE_2022))) & set(report_triples(corpus_facts(LAKE_2023)))
    assert shared
    put(tmp_path, LAKE_2022, LAKE_2023)
    before = update_store(tmp_path).triples
    put(tmp_path, LAKE_2023)
    after = update_store(tmp_path).triples
    assert after == len(corpus_triples(LAKE_2023))
    assert before - after == len(corpus_triples(LAKE_2022)) - len(shared)
    assert ask_corpus(tmp_path, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows == ({"n": after},)


def test_what_has_not_changed_is_left_alone(tmp_path: Path) -> None:
    put(tmp_path, *CORPUS)
    first = update_store(tmp_path)
    current = (tmp_path / "store" / "current").read_text()
    assert update_store(tmp_path) == Updated(0, 0, first.triples)
    assert (tmp_path / "store" / "current").read_text() == current
    for path in (tmp_path / "graph").iterdir():
        os.utime(path, (0, 0))  # as after a copy
    assert is_stale(tmp_path)
    assert update_store(tmp_path) == Updated(0, 0, first.triples)
    assert not is_stale(tmp_path)


UPDATE = "from pathlib import Path; from govgraph.store.index import update_store; update_store(Path({!r}))"
DIES = """
import os, signal, {module}
real, calls = {module}.{name}, []
def dies(*arguments, **named):
    calls.append(1)
    if len(calls) == {call}: os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments, **named)
{module}.{name} = dies
"""


@pytest.mark.parametrize(
    ("module", "name", "call"),
    [
        ("govgraph.store.generations", "_copy", 1),
        ("govgraph.store.index", "_remove", 1),
        ("govgraph.store.index", "_add", 1),
        ("govgraph.store.index", "_add", 2),
        ("govgraph.store.state", "State.set_graph", 2),
        ("govgraph.store.state", "State.__exit__", 2),
        ("govgraph.store.generations", "Path.replace", 1),
        ("govgraph.store.generations", "_remove_unused", 2),
        ("govgraph.store.generations", "shutil.rmtree", 1),
    ],
)
def test_killed_at_any_step_readers_have_a_whole_store_and_the_next_update_does_the_rest(
    tmp_path: Path, module: str, name: str, call: int
) -> None:
    put(tmp_path, LAKE_2022)
    update_store(tmp_path)
    before = stored(tmp_path)
    put(tmp_path, LAKE_2023, PINE_2023)
    code = DIES.format(module=module, name=name, call=call) + UPDATE.format(str(tmp_path))
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    assert stored(tmp_path) in (before, from_scratch(tmp_path))
    update_store(tmp_path)
    assert stored(tmp_path) == from_scratch(tmp_path)
    put(tmp_path, LAKE_2023)
    update_store(tmp_path)
    assert len(generations(tmp_path)) == 1


def test_two_updates_at_once_wait_for_each_other(tmp_path: Path) -> None:
    put(tmp_path, *CORPUS)
    command = [sys.executable, "-c", UPDATE.format(str(tmp_path))]
    processes = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert stored(tmp_path) == from_scratch(tmp_path)
    assert (tmp_path / "store" / "current").read_text() == "1\n"


def test_a_reader_keeps_what_it_has_opened_while_the_corpus_changes(tmp_path: Path) -> None:
    put(tmp_path, LAKE_2022)
    update_store(tmp_path)
    before = stored(tmp_path)
    with open_store(tmp_path) as store:
        for reports in ((LAKE_2023,), (LAKE_2023, PINE_2023), (PINE_2023,)):
            put(tmp_path, *reports)
            update_store(tmp_path)
            assert sorted(map(str, store)) == before
            assert stored(tmp_path) == from_scratch(tmp_path)
        assert len(generations(tmp_path)) == 2
    put(tmp_path, LAKE_2022)
    update_store(tmp_path)
    assert len(generations(tmp_path)) == 1


@pytest.mark.parametrize("damaged", ["state.sqlite", "quads/CURRENT"])
def test_a_damaged_store_is_made_anew(tmp_path: Path, damaged: str, caplog: pytest.LogCaptureFixture) -> None:
    put(tmp_path, *CORPUS)
    update_store(tmp_path)
    (tmp_path / "store" / "1" / damaged).write_bytes(b"nothing\n" * 100)
    put(tmp_path, LAKE_2022)
    with caplog.at_level(logging.WARNING, "govgraph"):
        update_store(tmp_path)
    assert "the store is damaged and is made anew" in caplog.text
    assert stored(tmp_path) == from_scratch(tmp_path)


def test_where_nothing_can_be_written_an_old_store_still_answers(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(tmp_path, LAKE_2022)
    update_store(tmp_path)
    old = ask_corpus(tmp_path, REPORTS)
    put(tmp_path, *CORPUS)
    (tmp_path / "store" / "lock").unlink()
    (tmp_path / "store" / "lock").mkdir()  # holds for root too, unlike a missing right
    with pytest.raises(OutputError, match=r"the store cannot be written \(Is a directory\): .*store$"):
        update_store(tmp_path)
    with caplog.at_level(logging.WARNING, "govgraph"):
        assert ask_corpus(tmp_path, REPORTS) == old
    assert "it stays as it is" in caplog.text
    shutil.rmtree(tmp_path / "store")
    (tmp_path / "store").write_text("in the way")
    with pytest.raises(OutputError, match="the store cannot be written"):
        ask_corpus(tmp_path, REPORTS)


def test_a_full_disk_is_one_line_and_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    put(tmp_path, LAKE_2022)
    update_store(tmp_path)
    before = stored(tmp_path)
    put(tmp_path, *CORPUS)
    code = f"from govgraph.cli import run; sys.exit(run(['query', {str(tmp_path)!r}, '--name', 'overview']))"
    size = 20_000  # of a file, which the system refuses to make larger, as it does on a full disk
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr.startswith("govgraph: the store cannot be written (")
    assert len(run.stderr.splitlines()) == 1
    assert run.returncode == 0  # the old store has answered
    assert stored(tmp_path) == before
    assert len(generations(tmp_path)) == 1


def test_a_part_that_is_no_trig_is_named(tmp_path: Path) -> None:
    put(tmp_path, LAKE_2022)
    (tmp_path / "graph" / "00.trig").write_text('<graph/x> {\n\n<a>\n    gov:b "c .\n}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"00\.trig is not TriG, in the graph .*graph/x"):
        update_store(tmp_path)
    (tmp_path / "graph" / "00.trig").write_text("<graph/x> {\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"00\.trig ends within the graph .*graph/x"):
        update_store(tmp_path)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    put(folder, *CORPUS)
    update_store(folder)
    return folder


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_the_store_answers_as_rdflib_does(corpus: Path, graph: object, query: object) -> None:
    text = query.text  # type: ignore[attr-defined]
    assert ask_corpus(corpus, text) == ask(graph, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?x a gov:Report }",
        "CONSTRUCT { ?x gov:code ?y } WHERE { ?x gov:placeCode ?y ; a gov:Place }",
        "SELECT ?a ?b WHERE { ?a gov:nothing ?b }",
        'SELECT (1.50 AS ?a) (2.0 AS ?b) (1e3 AS ?c) (true AS ?d) ("甲"@zh AS ?e) ("x"^^xsd:integer AS ?f) ?g {}',
        'SELECT ("2022-01-31"^^xsd:date AS ?a) (7/2 AS ?b) ("08"^^xsd:int AS ?c) (1/3 AS ?d) {}',
        "SELECT ?o (COUNT(*) AS ?n) { ?s gov:level ?o } GROUP BY ?o ORDER BY ?n ?o",
    ],
)
def test_values_have_the_types_that_rdflib_gives(corpus: Path, graph: object, text: str) -> None:
    assert ask_corpus(corpus, text) == ask(graph, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT", "not a SPARQL query"),
        ("SELECT ?x WHERE { ?x nosuch:p ?y }", "not a SPARQL query: .*Prefix not found"),
        ("INSERT DATA { <a:b> <a:c> 1 }", "not a SPARQL query"),
        ("SELECT ?x WHERE { SERVICE <http://localhost/x> { ?x a ?y } }", "stays offline"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(corpus: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as error:
        ask_corpus(corpus, text)
    assert "\n" not in str(error.value)


def test_a_graph_can_be_asked_alone(corpus: Path) -> None:
    name = graph_iri(PINE_2023.id)
    with open_store(corpus) as store:
        answer = ask_store(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        assert answer.rows == ({"n": len(corpus_triples(PINE_2023))},)
        assert len(list(store.quads_for_pattern(None, None, None, NamedNode(name)))) == answer.rows[0]["n"]
        assert len(list(store.quads_for_pattern(None, None, None, DefaultGraph()))) == len(corpus_triples())


def test_the_command_line_asks_the_folder_of_a_build(tmp_path: Path) -> None:
    def rows(*arguments: str) -> int:
        result = CliRunner().invoke(cli, ["query", str(tmp_path), "--name", "overview", "--format", "csv", *arguments])
        assert result.exit_code == 0, result.output
        return len({line.split(",")[0] for line in result.output.splitlines()[1:]})

    put(tmp_path, LAKE_2022)
    assert rows() == 1
    put(tmp_path, *CORPUS)
    assert rows("--no-update") == 1
    assert rows() == 3
    (tmp_path / "graph.trig").write_text(write_trig(report_triples(corpus_facts(LAKE_2022)), "http://a/b"))
    assert rows() == 1  # a build in folders, whatever else lies there


def test_a_corpus_is_asked_alone_and_must_be_one(tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "graph.ttl").write_text(write_turtle(corpus_triples()), encoding="utf-8")
    with pytest.raises(InputError, match="a corpus is asked alone"):
        run_query([tmp_path / "graph.ttl", corpus], "ASK {}")
    (tmp_path / "store").mkdir()
    with pytest.raises(InputError, match="no store of the graph there"):
        run_query([tmp_path], "ASK {}", update=False)


def test_the_endpoint_serves_a_corpus_from_disk_and_keeps_to_what_it_has_opened(tmp_path: Path) -> None:
    put(tmp_path, LAKE_2022)
    count = "SELECT (COUNT(?x) AS ?n) { ?x a gov:Report }"
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with running(tmp_path, "--workers", "2", "--timeout", "1") as endpoint:
        assert endpoint.query(count, "text/csv").body.split() == [b"n", b"1"]
        assert endpoint.query(endless).status == 504
        put(tmp_path, *CORPUS)
        update_store(tmp_path)
        for _ in range(3):  # by every worker, also the one that follows the killed one
            assert endpoint.query(count, "text/csv").body.split() == [b"n", b"1"]
        assert graph_iri(LAKE_2022.id).encode() in endpoint.ask("GET", "/sparql").body
    with running(tmp_path) as endpoint:
        assert endpoint.query(count, "text/csv").body.split() == [b"n", b"3"]
