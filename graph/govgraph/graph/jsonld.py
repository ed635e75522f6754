"""JSON-LD without a store: one line for each thing, names and types by the context that ships as `context.jsonld`.

The context stands in the file itself, so that nothing is fetched to read it.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from govgraph.graph.terms import BASE, BOOLEAN, INTEGER, TYPE, Literal, Node, Triple
from govgraph.graph.turtle import iri_token
from govgraph.resources import ontology_file

Context = dict[str, Any]
_CLOSING = "]\n}\n"


@cache
def context() -> Context:
    """The JSON-LD context: prefixes, and for each predicate its short name with language or datatype."""
    found: Context = json.loads(ontology_file("context.jsonld").read_text(encoding="utf-8"))["@context"]
    return found


def write_jsonld(triples: Iterable[Triple], graph: str) -> str:
    """The graph of one report as JSON-LD; the same set of triples gives the same text."""
    nodes: dict[str, dict[str, set[Node]]] = {}
    for subject, predicate, node in triples:
        nodes.setdefault(subject, {}).setdefault(predicate, set()).add(node)
    lines = ",\n".join(_line(subject, nodes[subject]) for subject in sorted(nodes))
    return f"{_opening()}{_graph_opening(graph)}{lines}\n]}}\n{_CLOSING}"


def merge_jsonld(sources: Iterable[Iterable[str]], leave_out: Iterable[str] = ()) -> Iterator[str]:
    """The union of files that `write_jsonld` wrote, one after the other, each graph once and none of `leave_out`."""
    yield _opening()
    seen = {_graph_opening(graph) for graph in leave_out}
    between = ""
    for lines in sources:
        graph = ""
        for line in lines:
            if line.startswith('{"@id":') and line.endswith('"@graph":[\n'):
                graph = "" if line in seen else line
                seen.add(line)
                if graph:
                    yield f"{between}{graph}"
                    between = ",\n"
            elif graph:
                yield line
                if line == "]}\n":
                    graph = ""
    yield _CLOSING


def _graph_opening(graph: str) -> str:
    return f'{{"@id":{_json(_reference(graph))},"@graph":[\n'


@cache
def _opening() -> str:
    return f'{{"@context":{_json(context())},\n"@graph":[\n'


@cache
def _names() -> dict[str, tuple[str, str | None, str | None]]:
    """Predicate → its short name in the context, with the datatype ("@id" for things) and language of its values."""
    found: dict[str, tuple[str, str | None, str | None]] = {}
    for name, value in context().items():
        if isinstance(value, dict):
            prefix, _, local = value["@id"].partition(":")
            found[context()[prefix] + local] = (name, value.get("@type"), value.get("@language"))
    return found


def _line(subject: str, said: dict[str, set[Node]]) -> str:
    record: dict[str, Any] = {"@id": _reference(subject)}
    for predicate in sorted(said, key=lambda name: (name != TYPE, name)):
        objects = sorted(said[predicate], key=lambda node: (isinstance(node, str), node))
        name, kind, language = _names().get(predicate, (_reference(predicate), None, None))
        values = [_reference(str(node)) if predicate == TYPE else _value(node, kind, language) for node in objects]
        record["@type" if predicate == TYPE else name] = values[0] if len(values) == 1 else values
    return _json(record)


def _value(node: Node, kind: str | None, language: str | None) -> Any:
    """An object as short as the context allows, written out where it does not fit the context."""
    if isinstance(node, str):
        return _reference(node) if kind == "@id" else {"@id": _reference(node)}
    datatype = "xsd:" + node.datatype.rpartition("#")[2] if node.datatype else None
    if node.lang == language and datatype == kind:
        return _native(node)
    if node.lang:
        return {"@value": node.value, "@language": node.lang}
    return {"@value": node.value, "@type": node.datatype} if node.datatype else {"@value": node.value}


def _native(literal: Literal) -> str | int | bool:
    text, datatype, _ = literal
    if datatype == BOOLEAN and text in ("true", "false"):
        return text == "true"
    if datatype == INTEGER and text.isdecimal() and str(int(text)) == text:
        return int(text)
    return text


def _reference(iri: str) -> str:
    """An IRI relative to the base, with a prefix, or in full; a colon in a relative one might be taken for a prefix."""
    token = iri_token(iri)
    if not token.startswith("<"):
        return token
    return token[1:-1] if iri.startswith(BASE) and ":" not in token else iri


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
