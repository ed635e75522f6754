"""What the graph says of one entity: queries by its IRI, and what its page shows."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from govgraph.facts import ENTITY_TYPES
from govgraph.graph.terms import BASE, LABEL, PREFIXES, TITLE, gov

MOST_LINKS = 500
_SHARED = ("agency/", "instrument/")  # kinds of entities that several reports name
_QUOTED = ("words", "statement")
# What belongs to one report, see `govgraph.graph.rdf`; the id of a report may hold slashes.
_OWN = re.compile(
    r"(?:report|graph)/(?P<report>.+?)"
    rf"(?:/(?P<kind>section|{'|'.join((*_QUOTED, *ENTITY_TYPES))})/(?P<rest>.+))?"
)
_SPAN = re.compile(r"(?<![^/])[0-9]+-[0-9]+")
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
    """What the page of an entity shows; `pages` are the places on the pages of reports where it is read."""

    iri: str
    title: str
    links: list[Links]
    pages: list[Value]


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
    bindings = json.loads(results)["results"]["bindings"]
    groups: dict[tuple[str, str], Links] = {}
    seen = set()
    title = iri.removeprefix(BASE)
    for row in reversed(bindings):  # so that the first name of several stays
        if row["way"]["value"] == "out" and row["property"]["value"] in (LABEL, TITLE, gov("quote")):
            title = row["value"]["value"]
    for row in bindings:
        way, name, value = row["way"]["value"], row["property"]["value"], json.dumps(row["value"])
        if (way, name, value) not in seen:  # one with several labels comes several times
            seen.add((way, name, value))
            groups.setdefault((way, name), Links(way, short_name(name), name)).values.append(_value(row))
    shown = sorted(groups.values(), key=lambda links: (links.way == "in", links.name))
    words = [row["value"]["value"] for row in bindings if row["property"]["value"] == gov("evidence")]
    return EntityPage(iri, title, shown, report_pages(iri, words))


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


def report_pages(iri: str, words: Iterable[str]) -> list[Value]:
    """Where an entity is read: its place on the page of its report, or on that of each report whose `words` name it.

    No place for what is in no report's words, such as a rule.
    """
    name = iri.removeprefix(BASE)
    own = _OWN.fullmatch(name)
    if own:
        return [_page(own["report"], _place(own["kind"], own["rest"]))]
    if not name.startswith(_SHARED):
        return []
    found = (_OWN.fullmatch(each.removeprefix(BASE)) for each in words)
    reports = sorted({each["report"] for each in found if each})[:MOST_LINKS]
    return [_page(report, f"#e={quote(unquote(name), safe='')}") for report in reports]


def _page(report: str, place: str) -> Value:
    """`report` and what follows are of an IRI, so already encoded where a URL needs it."""
    return Value(unquote(report), f"/page/{report}{place}")


def _place(kind: str | None, rest: str | None) -> str:
    """What the page of a report takes behind "#": a section, a passage, or an entity by its key."""
    if kind is None or rest is None:
        return ""
    if kind == "section":
        return f"#s={rest}"
    if kind not in _QUOTED:
        return f"#e={quote(f'{kind}/{rest}', safe='')}"
    span = _SPAN.search(rest)
    return f"#t={span.group()}" if span else ""


def _value(row: dict[str, Any]) -> Value:
    value = row["value"]
    if value["type"] == "uri":
        label = row.get("label", {}).get("value")
        return Value(label or short_name(value["value"].removeprefix(BASE)), local_link(value["value"]))
    return Value(value["value"], None, value.get("xml:lang") or short_name(value.get("datatype", "")))
