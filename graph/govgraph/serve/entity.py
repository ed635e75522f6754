"""What the graph says of one entity: queries by its IRI, and what its page shows."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from govgraph.graph.terms import BASE, LABEL, PREFIXES, TITLE, gov

MOST_LINKS = 500
_ABOUT = "{{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }}"
_LINKS = """SELECT ?way ?property ?value ?label {{
  {{ <{iri}> ?property ?value BIND("out" AS ?way) }}
  UNION {{ SELECT ?way ?property ?value {{ ?value ?property <{iri}> BIND("in" AS ?way) }} LIMIT {most} }}
  OPTIONAL {{ ?value skos:prefLabel|dcterms:title|gov:quote ?label }}
}} ORDER BY ?way ?property ?label ?value"""


@dataclass(frozen=True, slots=True)
class Value:
    """One value as shown: `href` leads to the page of an entity or to another site, None for words and numbers."""

    text: str
    href: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """The values of one property, of this entity (``out``) or of others that point to it (``in``)."""

    way: str
    name: str
    iri: str
    values: list[Value] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class EntityPage:
    """What the page of an entity shows."""

    iri: str
    title: str
    links: list[Links]


def exists_query(iri: str) -> str:
    """ASK whether the graph says anything of an entity."""
    return f"ASK {{ {_ABOUT.format(iri=iri)} }}"


def triples_query(iri: str) -> str:
    """CONSTRUCT every triple that an entity is subject or object of."""
    return f"CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> }} WHERE {{ {_ABOUT.format(iri=iri)} }}"


def links_query(iri: str) -> str:
    """SELECT the properties of an entity with labels, and up to `MOST_LINKS` links that lead to it."""
    return _LINKS.format(iri=iri, most=MOST_LINKS)


def entity_page(iri: str, results: bytes) -> EntityPage:
    """The page of an entity from the answer to `links_query` (SPARQL 1.1 Query Results JSON)."""
    groups: dict[tuple[str, str], Links] = {}
    seen = set()
    title = iri.removeprefix(BASE)
    for row in reversed(json.loads(results)["results"]["bindings"]):  # so that the first name of several stays
        if row["way"]["value"] == "out" and row["property"]["value"] in (LABEL, TITLE, gov("quote")):
            title = row["value"]["value"]
    for row in json.loads(results)["results"]["bindings"]:
        way, name, value = row["way"]["value"], row["property"]["value"], json.dumps(row["value"])
        if (way, name, value) not in seen:  # one with several labels comes several times
            seen.add((way, name, value))
            groups.setdefault((way, name), Links(way, short_name(name), name)).values.append(_value(row))
    return EntityPage(iri, title, sorted(groups.values(), key=lambda links: (links.way == "in", links.name)))


def short_name(iri: str, prefixes: Iterable[tuple[str, str]] = tuple(PREFIXES.items())) -> str:
    """``gov:kind`` for the IRI of a term, the IRI itself where no prefix fits."""
    for prefix, namespace in prefixes:
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def local_link(iri: str) -> str | None:
    """Where this server shows what an IRI names; other sites only over HTTP."""
    if iri.startswith(BASE):
        return "/id/" + iri.removeprefix(BASE)
    return iri if iri.startswith(("https://", "http://")) else None


def _value(row: dict[str, Any]) -> Value:
    value = row["value"]
    if value["type"] == "uri":
        label = row.get("label", {}).get("value")
        return Value(label or short_name(value["value"].removeprefix(BASE)), local_link(value["value"]))
    return Value(value["value"], None, value.get("xml:lang") or short_name(value.get("datatype", "")))
