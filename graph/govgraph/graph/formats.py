"""The RDF syntaxes that files are read in, by the ending of their names."""

from pathlib import Path

# how the endings of a file are read; whatever else is taken for Turtle
FORMATS = {".trig": "trig", ".nq": "nquads", ".nt": "nt", ".jsonld": "json-ld", ".ttl": "turtle"}
WITH_GRAPHS = frozenset({"trig", "nquads", "json-ld"})


def format_of(path: Path) -> str:
    """What rdflib calls the syntax of a file, by its ending."""
    return FORMATS.get(path.suffix.lower(), "turtle")
