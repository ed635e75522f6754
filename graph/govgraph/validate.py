"""SHACL: a graph against the shapes of the ontology, with the name and the words of what is wrong."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from pyshacl import validate as shacl_validate
from rdflib import RDF, SH, SKOS, Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import IdentifiedNode, Node

from govgraph.graph.load import load_graphs
from govgraph.graph.terms import gov
from govgraph.resources import ontology_file
from govgraph.terminal import render_table

_EVIDENCE, _QUOTE = URIRef(gov("evidence")), URIRef(gov("quote"))
_NAMES = (SKOS.prefLabel, DCTERMS.title, DCTERMS.identifier)


@dataclass(frozen=True, slots=True)
class Example:
    """One finding: the node, what it is called, the words it rests on, and what is wrong with which value."""

    node: str
    label: str
    quote: str
    path: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class ShapeResult:
    """One shape: how many nodes it looked at, how many findings it has, and the first of them."""

    shape: str
    name: str
    checked: int
    violations: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What `validate` found: whether the graph conforms, and the findings shape by shape."""

    conforms: bool
    shapes: tuple[ShapeResult, ...]

    def to_json(self) -> str:
        """The report as JSON: ``conforms`` and ``shapes``."""
        shapes = [asdict(shape) for shape in self.shapes]
        return json.dumps({"conforms": self.conforms, "shapes": shapes}, ensure_ascii=False, indent=1)

    def to_table(self) -> str:
        """The report for a terminal: a line for each shape, then the examples of those that have findings."""
        rows = [(shape.shape, shape.name, str(shape.checked), str(shape.violations)) for shape in self.shapes]
        text = render_table(("shape", "name", "checked", "violations"), rows)
        for shape in self.shapes:
            if shape.examples:
                found = [(one.label, one.quote, one.path, one.value, one.message) for one in shape.examples]
                title = f"{shape.shape}: the first {len(found)} of {shape.violations}"
                text += "\n" + render_table(("what", "words", "property", "value", "what is wrong"), found, title)
        return text + ("\nconforms\n" if self.conforms else "\ndoes not conform\n")


def validate(path: Path, examples: int = 5) -> ValidationReport:
    """Check a Turtle file against the shapes, with up to `examples` findings for each.

    Raises InputError where the file cannot be read or is no Turtle.
    """
    return validate_graph(load_graphs([path]), examples)


def validate_graph(graph: Graph, examples: int = 5) -> ValidationReport:
    """Check a graph in memory; see `validate`."""
    shapes = _shapes()
    conforms, results, _ = shacl_validate(graph, shacl_graph=shapes, inplace=True)
    if not isinstance(results, Graph):
        raise RuntimeError("pySHACL could not run the shapes")
    return ValidationReport(conforms, tuple(_by_shape(graph, shapes, results, examples)))


@cache
def _shapes() -> Graph:
    return load_graphs([ontology_file("shapes.ttl")])


def _by_shape(graph: Graph, shapes: Graph, results: Graph, limit: int) -> Iterator[ShapeResult]:
    """A result for each named node shape; a part shared by several counts for the shape that looks at the node."""
    findings = list(results.subjects(RDF.type, SH.ValidationResult))
    for shape in sorted(node for node in shapes.subjects(RDF.type, SH.NodeShape) if isinstance(node, URIRef)):
        targets = set(_targets(graph, shapes, shape))
        parts = {shape, *shapes.objects(shape, SH.property)}
        mine = [
            _example(graph, results, finding)
            for finding in findings
            if results.value(finding, SH.sourceShape) in parts and results.value(finding, SH.focusNode) in targets
        ]
        mine.sort(key=lambda example: (example.node, example.path, example.value, example.message))
        name = _in_english(shapes.objects(shape, SH.name))
        yield ShapeResult(shape.fragment, name, len(targets), len(mine), tuple(mine[:limit]))


def _targets(graph: Graph, shapes: Graph, shape: IdentifiedNode) -> Iterator[Node]:
    yield from shapes.objects(shape, SH.targetNode)
    for target in shapes.objects(shape, SH.targetClass):
        yield from graph.subjects(RDF.type, target)
    for target in shapes.objects(shape, SH.targetSubjectsOf):
        yield from graph.subjects(target)
    for target in shapes.objects(shape, SH.targetObjectsOf):
        yield from graph.objects(None, target)


def _example(graph: Graph, results: Graph, finding: Node) -> Example:
    node = results.value(finding, SH.focusNode)
    value = results.value(finding, SH.value)
    path = results.value(finding, SH.resultPath)
    if path is None and value is not None and (node, None, None) not in graph:  # found by looking at a predicate
        node, value, path = value, None, node
    return Example(
        node=str(node),
        label=_label(graph, node),
        quote=_quote(graph, node) or _quote(graph, value),
        path=_short(path),
        value="" if value is None or value == node else _label(graph, value),
        message=_in_english(results.objects(finding, SH.resultMessage)),
    )


def _label(graph: Graph, node: Node | None) -> str:
    """What a reader would call the node: its name, or for a statement the names at its ends."""
    if node is None:
        return ""
    for name in _NAMES:
        label = graph.value(node, name)
        if label is not None:
            return str(label)
    ends = (graph.value(node, RDF.subject), graph.value(node, RDF.object))
    if any(ends):
        return " → ".join(_label(graph, end) for end in ends if end is not None)
    return str(node)


def _quote(graph: Graph, node: Node | None) -> str:
    if node is None:
        return ""
    words = (node, *sorted(graph.objects(node, _EVIDENCE), key=str))
    quotes = (graph.value(passage, _QUOTE) for passage in words)
    return next((str(quote) for quote in quotes if quote is not None), "")


def _short(path: Node | None) -> str:
    return path.fragment or path.rpartition("/")[2] if isinstance(path, URIRef) else ""


def _in_english(texts: Iterator[Node]) -> str:
    """The English one of several texts, else the first."""
    found = sorted(texts, key=lambda text: (getattr(text, "language", None) != "en", str(text)))
    return str(found[0]) if found else ""
