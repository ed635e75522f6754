"""Named graphs: four syntaxes of one graph, the same for every parser, and merged as sets."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pyoxigraph
import pytest
from pyld import jsonld
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from gold_graphs import TITLES, facts_of
from govgraph.facts import ReportFacts
from govgraph.graph import terms
from govgraph.graph.jsonld import context, merge_jsonld, write_jsonld
from govgraph.graph.load import load_dataset, load_graphs
from govgraph.graph.quads import graph_files, merge_nquads, merge_trig, write_nquads, write_trig
from govgraph.graph.rdf import graph_iri, report_triples
from govgraph.graph.terms import Literal, Triple, gov, iri
from small_corpus import CORPUS, corpus_facts
from small_report import small_facts
from test_graph_turtle import NASTY

FORMATS = {
    "graph.ttl": pyoxigraph.RdfFormat.TURTLE,
    "graph.trig": pyoxigraph.RdfFormat.TRIG,
    "graph.nq": pyoxigraph.RdfFormat.N_QUADS,
}
SERDI = {"graph.ttl": "turtle", "graph.trig": "trig", "graph.nq": "nquads"}
MERGES: dict[str, Callable[[list[Iterable[str]]], Iterator[str]]] = {
    "graph.trig": merge_trig,
    "graph.nq": merge_nquads,
    "graph.jsonld": merge_jsonld,
}
NAME = graph_iri("small")


def files_of(facts: ReportFacts) -> dict[str, str]:
    return graph_files(report_triples(facts), graph_iri(facts.report.id))


def written(folder: Path, files: dict[str, str]) -> dict[str, Path]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return {name: folder / name for name in files}


def nasty_triples() -> list[Triple]:
    found: list[Triple] = []
    for number, words in enumerate(NASTY):
        thing = iri(f"agency/{words}{number}")
        found += (thing, terms.LABEL, Literal(words, None, "zh")), (thing, gov("quote"), Literal(words))
        found += ((thing, gov("evidence"), iri(f"report/x/{words}")),)
        found += (
            (thing, terms.DCTERMS + "created", Literal(words)),
            (thing, gov("year"), Literal("07", terms.INTEGER)),
        )
        found += ((thing, terms.TITLE, Literal(words, None, "en")), (thing, terms.DC + "source", Literal(words)))
    return found


@pytest.mark.parametrize("stem", TITLES)
def test_all_syntaxes_say_the_same_to_rdflib(tmp_path: Path, stem: str) -> None:
    paths = written(tmp_path, files_of(facts_of(stem)))
    turtle = load_graphs([paths["graph.ttl"]])
    assert len(turtle) == len(report_triples(facts_of(stem)))
    for name in MERGES:
        assert isomorphic(load_graphs([paths[name]]), turtle), name


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("triples", [report_triples(small_facts()), nasty_triples()], ids=["report", "nasty"])
def test_oxigraph_reads_what_was_written(name: str, triples: list[Triple]) -> None:
    def plain(node: object) -> tuple[str, ...]:
        if isinstance(node, pyoxigraph.Literal):
            return node.value, node.language or node.datatype.value
        if isinstance(node, Literal):
            return node.value, node.lang or node.datatype or terms.XSD + "string"
        return (node.value,) if isinstance(node, pyoxigraph.NamedNode) else (str(node),)

    text = graph_files(triples, NAME)[name]
    quads = list(pyoxigraph.parse(text, format=FORMATS[name]))
    assert {tuple(map(plain, (q.subject, q.predicate, q.object))) for q in quads} == {
        tuple(map(plain, triple)) for triple in triples
    }
    named = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, pyoxigraph.NamedNode)}
    assert named == (set() if name == "graph.ttl" else {NAME})


@pytest.mark.parametrize("name", SERDI)
@pytest.mark.parametrize("triples", [report_triples(small_facts()), nasty_triples()], ids=["report", "nasty"])
def test_serd_reads_what_was_written(tmp_path: Path, name: str, triples: list[Triple]) -> None:
    """The third parser beside rdflib and Oxigraph: strict, in C, and by neither of their authors."""
    if (serdi := shutil.which("serdi")) is None:
        pytest.skip("serdi is not installed (scripts/dev.py installs it)")
    path = written(tmp_path, graph_files(triples, NAME))[name]
    command = [serdi, "-i", SERDI[name], "-o", "nquads", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stderr == ""
    graph = "" if name == "graph.ttl" else f" <{NAME}>"
    read = pyoxigraph.parse(run.stdout, format=pyoxigraph.RdfFormat.N_QUADS)
    assert {str(quad.triple) for quad in read} == {
        str(quad.triple) for quad in pyoxigraph.parse(write_nquads(triples, NAME), pyoxigraph.RdfFormat.N_QUADS)
    }
    assert all(line.endswith(f"{graph} .") for line in run.stdout.split("\n") if line)


def by_pyld(dataset: dict[str, list[dict[str, dict[str, str]]]]) -> set[tuple[str, ...]]:
    """The triples of the named graph as text, as the third parser has them."""
    assert {name for name, said in dataset.items() if said} == {NAME}
    found: set[tuple[str, ...]] = set()
    for triple in dataset[NAME]:
        node = triple["object"]
        kind = node.get("language") or node.get("datatype", "")
        found.add((triple["subject"]["value"], triple["predicate"]["value"], node["value"], kind))
    return found


def as_text(triple: Triple) -> tuple[str, ...]:
    subject, predicate, node = triple
    if isinstance(node, str):
        return subject, predicate, node, ""
    return subject, predicate, node.value, node.lang or node.datatype or terms.XSD + "string"


@pytest.mark.parametrize("triples", [report_triples(small_facts()), nasty_triples()], ids=["report", "nasty"])
def test_a_third_parser_reads_json_ld(triples: list[Triple]) -> None:
    assert by_pyld(jsonld.to_rdf(json.loads(write_jsonld(triples, NAME)))) == set(map(as_text, triples))


def test_a_third_parser_reads_n_quads() -> None:
    triples = report_triples(small_facts())
    assert by_pyld(jsonld.JsonLdProcessor.parse_nquads(write_nquads(triples, NAME))) == set(map(as_text, triples))


def test_nasty_text_comes_back_in_every_syntax(tmp_path: Path) -> None:
    paths = written(tmp_path, graph_files(nasty_triples(), NAME))
    graphs = {name: set(load_graphs([path])) for name, path in paths.items()}
    assert len(graphs["graph.ttl"]) == len(set(nasty_triples()))
    assert all(graph == graphs["graph.ttl"] for graph in graphs.values())


def test_json_ld_goes_through_rdflib_and_back(tmp_path: Path) -> None:
    (path,) = written(tmp_path, {"graph.jsonld": files_of(small_facts())["graph.jsonld"]}).values()
    graph = load_graphs([path])
    again = graph.serialize(format="json-ld", context=context(), auto_compact=True)
    assert isomorphic(Graph().parse(data=again, format="json-ld"), graph)


def test_json_ld_reads_like_a_card() -> None:
    text = files_of(small_facts())["graph.jsonld"]
    line = next(line for line in text.splitlines() if line.startswith('{"@id":"agency/省司法厅"'))
    assert json.loads(line.rstrip(",")) == {
        "@id": "agency/省司法厅",
        "@type": "gov:Agency",
        "label": "省司法厅",
        "evidence": "report/small/words/1.1/113-117",
        "group": True,
        "hasKind": "kind:agency-department",
        "level": "kind:level-provincial",
    }


def test_the_context_has_the_prefixes_of_the_code_and_every_predicate_of_the_data() -> None:
    said = context()
    assert said["@base"] == terms.BASE
    assert {name: said[name] for name in terms.PREFIXES} == terms.PREFIXES
    known = {
        said[value["@id"].partition(":")[0]] + value["@id"].partition(":")[2]
        for value in said.values()
        if isinstance(value, dict)
    }
    used = {predicate for _, predicate, _ in report_triples(small_facts()) if not predicate.startswith(terms.DC)}
    assert used - {terms.TYPE} <= known


def test_each_report_is_a_graph_that_can_be_asked_alone(tmp_path: Path) -> None:
    paths = [tmp_path / f"{report.id}.trig" for report in CORPUS]
    for path, report in zip(paths, CORPUS, strict=True):
        path.write_text(files_of(corpus_facts(report))["graph.trig"], encoding="utf-8")
    dataset = load_dataset(paths)
    question = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?g prov:wasDerivedFrom ?r . ?r a gov:Report } }"
    ((count,),) = dataset.query(question, initNs=terms.PREFIXES)  # type: ignore[misc]
    assert count.toPython() == 3
    assert len(dataset.graph(URIRef(graph_iri("pine-2023")))) == len(report_triples(corpus_facts(CORPUS[2])))


@pytest.mark.parametrize("name", MERGES)
def test_a_merge_is_the_union_of_the_graphs(tmp_path: Path, name: str) -> None:
    texts = [files_of(corpus_facts(report))[name] for report in CORPUS]
    merged = tmp_path / name
    merged.write_text("".join(MERGES[name]([StringIO(text) for text in texts])), encoding="utf-8")
    parts = [tmp_path / f"{number}-{name}" for number in range(3)]
    for path, text in zip(parts, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    assert set(load_dataset([merged]).quads()) == set(load_dataset(parts).quads())
    assert len(list(load_dataset([merged]).quads())) == sum(len(report_triples(corpus_facts(r))) for r in CORPUS)


@pytest.mark.parametrize("name", MERGES)
def test_merging_a_graph_with_itself_changes_nothing(name: str) -> None:
    text = files_of(small_facts())[name]
    assert "".join(MERGES[name]([StringIO(text), StringIO(text)])) == text


def test_the_order_of_the_triples_does_not_matter() -> None:
    triples = report_triples(small_facts())
    assert graph_files(triples[::-1], NAME) == graph_files(triples, NAME)
    assert graph_files(triples, NAME)["graph.trig"] == write_trig(triples, NAME)


def test_a_graph_is_named_after_its_report() -> None:
    other = replace(small_facts(), report=replace(small_facts().report, id="other"))
    assert "<graph/other> {" in files_of(other)["graph.trig"]
