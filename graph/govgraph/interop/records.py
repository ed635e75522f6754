"""The network of a corpus as plain records: what is exported to other tools and what the analytics run on.

Nodes are reports, places and entities; a body, document or place that several reports name is one node. Edges keep the
report that states them and its exact words, so that two reports that say the same are two edges. Beside the eleven
predicates there are ``mentions`` (report to entity), ``creator`` (report to the body whose report it is) and
``spatial`` (report to place). Outline and offsets of every later mention stay in the tables.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from govgraph.graph.terms import iri
from govgraph.interop.source import ReportTables
from govgraph.tables.schema import ColumnType, Row

Record = dict[str, Any]

NODE_TYPES = ("report", "place", "agency", "instrument", "initiative", "figure", "recognition", "problem")
# Types whose nodes several reports have in common.
SHARED = frozenset({"place", "agency", "instrument"})
# Attributes of nodes and edges beside ``id`` and ``type``, ``source``, ``target`` and ``predicate``.
NODE_FIELDS: dict[str, ColumnType] = {
    "label": "string",
    "kind": "string",
    "level": "string",
    "code": "string",
    "place": "string",
    "year": "int",
    "number": "string",
    "group": "bool",
    "head": "bool",
    "status": "string",
    "indicator": "string",
    "concept": "string",
    "denominator": "string",
    "value": "float",
    "unit": "string",
    "qualifier": "string",
    "role": "string",
    "period": "string",
    "report": "string",
    "url": "string",
    "file": "string",
    "mentions": "int",
    "reports": "int",
}
EDGE_FIELDS: dict[str, ColumnType] = {
    "report": "string",
    "quote": "string",
    "start": "int",
    "end": "int",
    "section": "string",
    "basis": "string",
    "rule": "string",
    "confidence": "float",
    "mentions": "int",
}
_ENTITY_FIELDS = ("kind", "level", "year", "number", "status", "mentions")
_FIGURE_FIELDS = ("indicator", "concept", "denominator", "value", "unit", "qualifier", "role", "period")
_EVIDENCE = ("quote", "start", "end", "section")
_COUNTS = ("mentions", "reports")


def report_nodes(tables: ReportTables) -> Iterator[Record]:
    """The nodes that one report has: itself, its place, all entities. Empty attributes are left out."""
    (report,) = tables["reports"]
    yield _record(
        id=report_iri(report),
        type="report",
        label=report["title"],
        level=report["level"],
        code=report["place_code"],
        place=report["place"],
        year=report["year"],
        report=report["report"],
        url=report["url"],
        file=report["source"],
    )
    if place := report["place"] or report["place_code"]:
        yield _record(id=_place(report), type="place", label=place, code=report["place_code"], reports=1)
    figures = {figure["entity"]: figure for figure in tables["figures"]}
    for entity in tables["entities"]:
        shared = entity["type"] in SHARED
        figure = figures.get(entity["entity"], {})
        yield _record(
            id=entity["entity"],
            type=entity["type"],
            label=entity["name"],
            code=entity["place_code"],
            group=entity["group"] if entity["type"] == "agency" else None,
            head=entity["head"] if entity["type"] == "initiative" else None,
            report=None if shared else report["report"],
            reports=1 if shared else None,
            **{name: entity[name] for name in _ENTITY_FIELDS},
            **{name: figure.get(name) for name in _FIGURE_FIELDS},
        )


def report_edges(tables: ReportTables) -> Iterator[Record]:
    """The edges that one report states; the ends carry their types as ``source_type`` and ``target_type``."""
    (report,) = tables["reports"]
    top, name = report_iri(report), report["report"]
    yield _edge(top, "report", "creator", report["issuer_iri"], "agency", report=name)
    if report["place"] or report["place_code"]:
        yield _edge(top, "report", "spatial", _place(report), "place", report=name)
    for entity in tables["entities"]:
        if entity["mentions"]:
            words = {field: entity[field] for field in _EVIDENCE}
            kind, count = entity["type"], entity["mentions"]
            yield _edge(top, "report", "mentions", entity["entity"], kind, report=name, **words, mentions=count)
    for relation in tables["relations"]:
        yield _edge(
            relation["subject"],
            relation["subject_type"],
            str(relation["predicate"]),
            relation["object"],
            relation["object_type"],
            report=name,
            **{field: relation[field] for field in (*_EVIDENCE, "basis", "rule", "confidence")},
        )


def all_nodes(reports: Iterable[ReportTables]) -> Iterator[Record]:
    """The nodes of all reports, each once: what only one report has as it comes, then what they share, sorted by IRI.

    Of a shared node the first report that says something about an attribute is believed; counts add up. Shared nodes
    are held in memory, about 1 kB each; their number grows with the places of a corpus, not with its years.
    """
    shared: dict[str, Record] = {}
    for tables in reports:
        for node in report_nodes(tables):
            if node["type"] in SHARED:
                known = shared.get(node["id"], {})
                shared[node["id"]] = united(known, node) if known else node
            else:
                yield node
    for name in sorted(shared):
        yield shared[name]


def all_edges(reports: Iterable[ReportTables]) -> Iterator[Record]:
    """The edges of all reports, report by report."""
    for tables in reports:
        yield from report_edges(tables)


def united(known: Record, other: Record) -> Record:
    """One node as two reports describe it."""
    return other | known | {name: known[name] + other[name] for name in _COUNTS if name in known and name in other}


def report_iri(report: Row) -> str:
    """The IRI of a report, by its row."""
    return iri(f"report/{report['report']}")


def _place(report: Row) -> str:
    return iri(f"place/{report['place_code'] or report['place']}")


def _edge(source: Any, source_type: Any, predicate: str, target: Any, target_type: Any, **fields: Any) -> Record:
    return _record(
        source=source,
        target=target,
        predicate=predicate,
        source_type=source_type,
        target_type=target_type,
        **fields,
    )


def _record(**fields: Any) -> Record:
    return {name: value for name, value in fields.items() if value is not None}
