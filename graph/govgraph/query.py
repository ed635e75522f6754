"""SPARQL over built graphs: questions that ship with govgraph under a name, and the user's own."""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import cast

import rdflib.plugins.sparql
from rdflib import Graph
from rdflib import Literal as RdfLiteral
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result, ResultRow

from govgraph.errors import InputError
from govgraph.graph.load import load_to_ask
from govgraph.graph.terms import PREFIXES
from govgraph.resources import ontology_file
from govgraph.store.parts import graph_file, is_corpus
from govgraph.terminal import render_table

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question that ships with govgraph; the first three lines of its file say in two languages what it asks.

    `question` is the number of the competency question that it answers, such as "CQ4", where it is one.
    """

    name: str
    title: str
    title_zh: str
    about: str
    about_zh: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of an answer; a row has a value, perhaps None, for each column."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, Value], ...]


def named_queries() -> list[NamedQuery]:
    """All questions that ship with govgraph, by name."""
    return [_read_query(path) for path in sorted(ontology_file("queries").glob("*.rq"))]


def named_query(name: str) -> str:
    """The SPARQL of one question.

    Raises InputError, which lists the names, where there is none of that name.
    """
    queries = {query.name: query.text for query in named_queries()}
    if name not in queries:
        raise InputError(f"no query is called {name}: there are {', '.join(queries)}")
    return queries[name]


def list_table() -> str:
    """The questions as a table for the terminal."""
    rows = (
        (query.name, query.question, f"{query.title_zh} {query.title}", f"{query.about_zh} {query.about}")
        for query in named_queries()
    )
    return render_table(("name", "no.", "title", "what it tells"), rows)


def run_query(graphs: Iterable[Path], text: str, *, update: bool = True) -> Answer:
    """Ask RDF files together; the prefixes of the ontology need not be declared, and GRAPH asks one report of several.

    The folder of a build stands for its graph. A corpus in parts is asked through its store, which is brought up to
    date before, if `update` (see `govgraph.store`). Nothing is fetched: a query that names another service is refused.
    Raises InputError for that, for a graph that cannot be read, and for what is no SPARQL query.
    """
    paths = list(map(graph_file, graphs))
    if not any(map(is_corpus, paths)):
        query = _prepared(text)
        return ask(load_to_ask(paths), query)
    if len(paths) > 1:
        raise InputError(f"a corpus is asked alone: {next(filter(is_corpus, paths))}")
    from govgraph.store.answer import ask_corpus  # noqa: PLC0415 - files need no store

    return ask_corpus(paths[0], text, update=update)


def ask(graph: Graph, query: str | Query) -> Answer:
    """Ask a graph in memory; see `run_query`."""
    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False  # FROM must not fetch anything either
    prepared = _prepared(query) if isinstance(query, str) else query
    try:
        result = graph.query(prepared)
        return _answer(result)
    except Exception as error:  # what rdflib cannot evaluate shows only here, in many kinds
        raise InputError(f"the query cannot be answered: {_one_line(error)}") from error


def format_rows(answer: Answer, form: str) -> str:
    """An answer as a table for the terminal, as CSV or as a JSON array of objects."""
    if form == "json":
        return json.dumps(answer.rows, ensure_ascii=False, indent=1) + "\n"
    cells = [["" if row[name] is None else str(row[name]) for name in answer.columns] for row in answer.rows]
    if form == "table":
        return render_table(answer.columns, cells)
    file = StringIO()
    csv.writer(file, lineterminator="\n").writerows([answer.columns, *cells])
    return file.getvalue()


def _read_query(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    title, about, about_zh, fourth = (line.removeprefix("# ") for line in text.splitlines()[:4])
    english, _, chinese = title.partition(" · ")
    question = fourth if fourth.startswith("CQ") else ""
    return NamedQuery(path.stem, english, chinese, about, about_zh, question, text)


def _prepared(text: str) -> Query:
    """The parsed query, which asks no other service."""
    try:
        query = prepareQuery(text, initNs=PREFIXES)
    except Exception as error:  # pyparsing's and rdflib's errors have no common class
        raise InputError(f"not a SPARQL query: {_one_line(error)}") from error
    services: list[CompValue] = []

    def note(node: object) -> None:
        if isinstance(node, CompValue) and node.name == "ServiceGraphPattern":
            services.append(node)

    traverse(query.algebra, visitPre=note)
    if services:
        raise InputError("the query asks another service (SERVICE), and govgraph stays offline")
    return query


def _answer(result: Result) -> Answer:
    if result.type == "ASK":
        return Answer(("answer",), ({"answer": bool(result.askAnswer)},))
    if result.type == "SELECT":
        columns = tuple(str(name) for name in result.vars or ())
        rows = [[_value(term) for term in cast(ResultRow, row)] for row in result]
    else:  # CONSTRUCT, DESCRIBE
        columns = ("subject", "predicate", "object")
        rows = sorted([str(term) for term in cast(ResultRow, triple)] for triple in result)
    return Answer(columns, tuple(dict(zip(columns, row, strict=True)) for row in rows))


def _value(term: object) -> Value:
    """A term as a plain value: numbers as numbers, everything else as text."""
    if term is None:
        return None
    value = term.toPython() if isinstance(term, RdfLiteral) else str(term)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, bool | int | float) else str(term)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
