"""Names of the graph: namespaces, the terms of the ontology, and IRIs made from keys.

Another namespace or instance base is chosen here and nowhere else in code: `ONTOLOGY`, `KINDS`, `INDICATORS`, `BASE`.
"""

import re
from functools import lru_cache
from typing import NamedTuple, TypeAlias
from urllib.parse import quote

from govgraph.facts import PREDICATES, Basis

ONTOLOGY = "https://w3id.org/govgraph/ontology#"
KINDS = "https://w3id.org/govgraph/kinds#"
INDICATORS = "https://w3id.org/govgraph/indicators#"
BASE = "https://w3id.org/govgraph/id/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"

# In the order in which Turtle files declare them; `BASE` is the @base.
PREFIXES = {
    "dc": DC,
    "dcterms": DCTERMS,
    "gov": ONTOLOGY,
    "ind": INDICATORS,
    "kind": KINDS,
    "prov": PROV,
    "rdf": RDF,
    "skos": SKOS,
    "xsd": XSD,
}


class Literal(NamedTuple):
    """An RDF literal: lexical form, with the full IRI of its datatype or a language tag, never both."""

    value: str
    datatype: str | None = None
    lang: str | None = None


Node: TypeAlias = str | Literal
Triple: TypeAlias = tuple[str, str, Node]


def gov(name: str) -> str:
    """A term of the ontology: ``gov("Agency")``."""
    return ONTOLOGY + name


TYPE = RDF + "type"
SUBJECT = RDF + "subject"
OBJECT = RDF + "object"
LABEL = SKOS + "prefLabel"
OTHER_LABEL = SKOS + "altLabel"
TITLE = DCTERMS + "title"
IDENTIFIER = DCTERMS + "identifier"
PART_OF = DCTERMS + "isPartOf"
CREATOR = DCTERMS + "creator"
SPATIAL = DCTERMS + "spatial"
VERSION_OF = DCTERMS + "isVersionOf"
DERIVED_FROM = PROV + "wasDerivedFrom"
INTEGER = XSD + "integer"
DECIMAL = XSD + "decimal"
BOOLEAN = XSD + "boolean"
DATE = XSD + "date"

# Header fields of a page, named as `govgraph.read` names them, in Dublin Core; dc: where the value is words, no thing.
HEADER = {
    "indexNumber": DC + "identifier",
    "documentNumber": gov("documentNumber"),
    "publisher": DC + "publisher",
    "issuedDate": DCTERMS + "created",
    "publishedDate": DCTERMS + "issued",
    "effectiveDate": DCTERMS + "valid",
    "subject": DC + "subject",
    "keywords": DC + "subject",
    "genre": DC + "type",
    "source": DC + "source",
    "author": DC + "creator",
    "disclosure": DC + "rights",
    "description": DC + "description",
}

# entity types of the facts and their classes
CLASSES = {
    "agency": gov("Agency"),
    "instrument": gov("Instrument"),
    "initiative": gov("Initiative"),
    "figure": gov("Figure"),
    "recognition": gov("Recognition"),
    "problem": gov("Problem"),
}
REPORT, SECTION, PLACE, RULE = gov("Report"), gov("Section"), gov("Place"), gov("Rule")
GRAPH, WORK = gov("ReportGraph"), gov("Work")

# The graph of things, which NetworkX shows too, is the triples between nodes of these classes by these predicates.
THINGS = frozenset({REPORT, SECTION, PLACE, *CLASSES.values()})
EDGES = frozenset({PART_OF, CREATOR, SPATIAL, *map(gov, PREDICATES)})

_BASIS = {basis.value.replace(" ", "-"): basis.value for basis in Basis}


def concept(scheme: str, code: str) -> str:
    """The SKOS concept of a code: ``concept("agency", "court")`` is ``kind:agency-court``."""
    return f"{KINDS}{scheme}-{code.replace(' ', '-')}"


def code_of(iri: str) -> str:
    """The bare code of a concept, the inverse of `concept`."""
    code = iri.rpartition("#")[2].partition("-")[2]
    return _BASIS.get(code, code)


# What may stand in the path of an IRI (RFC 3987, ipath) without being a space, a line end or invisible, which some
# parsers of N-Quads trip over; "%" is escaped too, so that two keys never share an IRI.
_UNFIT = re.compile(
    "[^A-Za-z0-9\\-._~!$&'()*+,;=:@/\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)
_DOTS = re.compile(r"(?<=/)\.{1,2}(?=/|$)")


@lru_cache(maxsize=4096)  # a report has some hundreds; over a corpus the memory must not grow
def iri(key: str) -> str:
    """The IRI of an entity's key; only what an IRI forbids is percent-encoded, as UTF-8.

    >>> iri("instrument/行政处罚法 (2021)")
    'https://w3id.org/govgraph/id/instrument/行政处罚法%20(2021)'
    """
    path = _UNFIT.sub(lambda found: quote(found.group(), safe="", errors="replace"), key)
    # "." and ".." between slashes would be taken for steps in the path
    return BASE + _DOTS.sub(lambda found: "%2E" * len(found.group()), path)
