"""Taking one report out of a graph: its named graph, or in Turtle whatever rests on no other report's words."""

from collections.abc import Iterable
from pathlib import Path

import click

from govgraph.errors import InputError
from govgraph.facts import PREDICATES
from govgraph.graph import terms
from govgraph.graph.formats import format_of
from govgraph.graph.jsonld import merge_jsonld
from govgraph.graph.lines import read_graph
from govgraph.graph.quads import leave_out_nquads, merge_trig
from govgraph.graph.rdf import bare_title, graph_iri
from govgraph.graph.terms import Literal, Triple, gov, iri
from govgraph.graph.turtle import write_turtle
from govgraph.replacing import replacing_text

_SHARED = frozenset({gov("Agency"), gov("Instrument"), terms.PLACE, terms.WORK, terms.RULE})


def remove_report(path: Path, report: str) -> str:
    """The text of an RDF file without one report, in the syntax that its ending names; `report` is its id or IRI.

    TriG, N-Quads and JSON-LD lose the graph of the report, exactly; for Turtle see `without_report`.
    Raises InputError where the file cannot be read or holds no such report.
    """
    name = graph_iri(report.rstrip("/").rpartition("/")[2]) if "/" in report else graph_iri(report)
    triples = read_graph(path)
    ids = {t[0]: t[0].rpartition("/")[2] for t in triples if t[1:] == (terms.TYPE, terms.GRAPH)}
    if name not in ids:
        raise InputError(f"{path} holds no report {report}: there are {', '.join(sorted(ids.values()))}")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    match format_of(path):
        case "trig":
            return "".join(merge_trig([lines], [name]))
        case "nquads":
            return "".join(leave_out_nquads(lines, name))
        case "json-ld":
            return "".join(merge_jsonld([lines], [name]))
    return write_turtle(without_report(triples, ids[name]))


def without_report(triples: Iterable[Triple], report: str) -> list[Triple]:
    """What remains of a union of graphs without one report, by its id.

    What the report has of its own goes: itself, sections, words, statements, work, figures. A relation goes where no
    statement is left for it, another name of a body where no words that are left have it, and what is shared where
    nothing that is left points to it. What two reports say differently of one body (its kind, say) stays: a union
    does not tell who said it, named graphs do.
    """
    known = list(triples)
    own = iri(f"report/{report}")
    gone = {node for node, *_ in known if node == own or node.startswith(f"{own}/")} | {graph_iri(report)}
    kept = [t for t in known if t[0] not in gone and t[2] not in gone]
    return _without_loose(_without_names(_without_unstated(kept)))


def _without_unstated(triples: list[Triple]) -> list[Triple]:
    """Relations that a statement is left for, and everything else."""
    yields = {subject: node for subject, predicate, node in triples if predicate == gov("predicate")}
    statements: dict[str, dict[str, str]] = {}
    for subject, predicate, node in triples:
        if predicate in (terms.SUBJECT, terms.OBJECT, gov("rule")):
            statements.setdefault(subject, {})[predicate] = str(node)
    stated = {
        (said[terms.SUBJECT], yields.get(said[gov("rule")]), said[terms.OBJECT])
        for said in statements.values()
        if terms.SUBJECT in said
    }
    predicates = frozenset(map(gov, PREDICATES))
    return [triple for triple in triples if triple[1] not in predicates or triple in stated]


def _without_names(triples: list[Triple]) -> list[Triple]:
    """Other names that the words of their thing have, and everything else."""
    quotes = {
        subject: node.value
        for subject, predicate, node in triples
        if predicate == gov("quote") and isinstance(node, Literal)
    }
    named = {
        (subject, bare_title(quotes[str(node)]))
        for subject, predicate, node in triples
        if predicate == gov("evidence") and str(node) in quotes
    }
    return [
        t for t in triples if t[1] != terms.OTHER_LABEL or (isinstance(t[2], Literal) and (t[0], t[2].value) in named)
    ]


def _without_loose(triples: list[Triple]) -> list[Triple]:
    """Everything but shared things without words to which nothing points, until there are none."""
    while True:
        pointed = {node for _, _, node in triples if isinstance(node, str)}
        worded = {subject for subject, predicate, _ in triples if predicate == gov("evidence")}
        loose = {
            subject
            for subject, predicate, node in triples
            if predicate == terms.TYPE and node in _SHARED and subject not in pointed and subject not in worded
        }
        if not loose:
            return triples
        triples = [triple for triple in triples if triple[0] not in loose]


@click.command("remove", short_help="Take a report out of a graph or a corpus.")
@click.argument("graph", type=click.Path(path_type=Path))
@click.argument("report")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File for the result; else GRAPH is replaced.")
def remove_command(graph: Path, report: str, output: Path | None) -> None:
    """Take REPORT, by its id or IRI, out of GRAPH (Turtle, TriG, N-Quads or JSON-LD).

    GRAPH may also be the folder of a build of several reports: it is then what it would have been without REPORT, which
    stays out of later builds until its file changes.
    """
    if graph.is_dir():
        from govgraph.corpus.build import remove_reports  # noqa: PLC0415 - only for corpora
        from govgraph.corpus.engines import LocalEngine, cores  # noqa: PLC0415

        if output is not None:
            raise click.UsageError("a folder is changed where it is, without --output")
        remove_reports([report], str(graph), LocalEngine(cores()))
        return
    text = remove_report(graph, report)
    with replacing_text(output or graph) as file:
        file.write(text)
