"""Write ontology/docs: the documentation of the ontology as one HTML page, by pyLODE, and its diagram as SVG.

    pip install pylode==3.3.4 && python scripts/ontology_docs.py

The page gets the diagram, the table of alignments (ontology/alignments.csv) and the list of questions in front, and the
hash of all it was made from, by which a test sees that it is out of date without needing pyLODE.
"""

import csv
import hashlib
import re
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path

from rdflib import RDFS, Graph, URIRef

from govgraph.facts import PREDICATES
from govgraph.graph.terms import CLASSES, gov
from govgraph.query import named_queries

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
DOCS = ONTOLOGY / "docs"
# where each class stands in the diagram: column, row
PLACES = {
    "Report": (0, 0),
    "Section": (0, 1),
    "Evidence": (0, 2),
    "Agency": (2, 0),
    "Instrument": (2, 2),
    "Work": (3, 2),
    "Initiative": (1, 1),
    "Problem": (1, 2),
    "Figure": (3, 1),
    "Recognition": (3, 0),
}
# links that are no predicate between things
FRAME = (
    ("Report", "dcterms:creator", "Agency"),
    ("Section", "gov:report", "Report"),
    ("Evidence", "gov:section", "Section"),
    ("Instrument", "dcterms:isVersionOf", "Work"),
)
WIDTH, HEIGHT, BOX_W, BOX_H, LEFT, TOP = 270, 150, 130, 46, 20, 60


_CHOICE = r"<span>\s*<a [^>]*>[^<]*</a>\s*<sup[^>]*>c</sup>\s*</span>"
_OR = r'\s*<span class="cardinality">or</span>\s*'
_CHOICES = re.compile(f"{_CHOICE}(?:{_OR}{_CHOICE})+")


def main() -> int:
    from pylode.profiles.ontpub import OntPub  # noqa: PLC0415 - only here

    DOCS.mkdir(exist_ok=True)
    svg = diagram()
    (DOCS / "diagram.svg").write_text(svg, encoding="utf-8", newline="\n")
    page = OntPub(ontology=str(ONTOLOGY / "govgraph.ttl")).make_html()
    page = _CHOICES.sub(_sorted, page)
    page = page.replace("<head>", f'<head>\n    <meta name="made-from" content="{source_hash()}">', 1)
    front = f'<div class="section" id="overview"><h2>Overview</h2>{svg}{alignments()}{questions()}</div>'
    page = page.replace('<div class="section" id="classes">', f'{front}<div class="section" id="classes">', 1)
    (DOCS / "index.html").write_text(page, encoding="utf-8", newline="\n")
    return 0


def _sorted(choices: re.Match[str]) -> str:
    """The classes of a union in order: pyLODE gives them in another one on every run."""
    return ' <span class="cardinality">or</span> '.join(sorted(re.findall(_CHOICE, choices.group())))


def source_hash() -> str:
    """SHA-256 of all that the page is made from."""
    files = [ONTOLOGY / "govgraph.ttl", ONTOLOGY / "alignments.csv", *sorted((ONTOLOGY / "queries").glob("*.rq"))]
    digest = hashlib.sha256()
    for path in (*files, Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def alignments() -> str:
    """The table of alignments, each with its reason."""
    with (ONTOLOGY / "alignments.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(row) for row in csv.reader(file)][1:]
    return "<h2>Alignments</h2>" + _table(("term", "relation", "other term", "why"), rows)


def questions() -> str:
    """The questions that ship with the ontology."""
    rows = [(query.name, query.question, f"{query.title_zh} {query.title}", query.about) for query in named_queries()]
    return "<h2>Questions</h2>" + _table(("name", "no.", "title", "what it tells"), rows)


def diagram() -> str:
    """The classes as boxes and the links between them as labelled arrows."""
    labels = Graph().parse(ONTOLOGY / "govgraph.ttl")
    arrows: dict[tuple[str, str], list[str]] = {}
    names = {type_: iri.rpartition("#")[2] for type_, iri in CLASSES.items()}
    for predicate, (domain, range_) in PREDICATES.items():
        for start in sorted(domain):
            for end in sorted(range_):
                arrows.setdefault((names[start], names[end]), []).append(predicate)
    for start, predicate, end in FRAME:
        arrows.setdefault((start, end), []).append(predicate)
    parts = [_arrow(start, end, said) for (start, end), said in sorted(arrows.items())]
    parts += [_box(name, _chinese(labels, name)) for name in sorted(PLACES)]
    width, height = 4 * WIDTH, 3 * HEIGHT + TOP
    marker = (
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="#556"/></marker></defs>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="100%" role="img" '
        f'aria-label="Classes and links of the governance ontology" font-family="sans-serif" font-size="12">'
        f"{marker}{''.join(parts)}</svg>\n"
    )


def _chinese(labels: Graph, name: str) -> str:
    texts = labels.objects(URIRef(gov(name)), RDFS.label)
    return next(str(text) for text in texts if getattr(text, "language", "") == "zh")


def _centre(name: str) -> tuple[float, float]:
    column, row = PLACES[name]
    return LEFT + column * WIDTH + BOX_W / 2, TOP + row * HEIGHT + BOX_H / 2


def _box(name: str, chinese: str) -> str:
    x, y = _centre(name)
    return (
        f'<rect x="{x - BOX_W / 2:g}" y="{y - BOX_H / 2:g}" width="{BOX_W}" height="{BOX_H}" rx="6" '
        f'fill="#eef3fb" stroke="#446"/><text x="{x:g}" y="{y - 4:g}" text-anchor="middle" font-weight="bold">{name}'
        f'</text><text x="{x:g}" y="{y + 14:g}" text-anchor="middle">{chinese}</text>'
    )


def _arrow(start: str, end: str, said: list[str]) -> str:
    """An arrow with its names; one from a box to itself bends over the box."""
    (x, y), (to_x, to_y) = _centre(start), _centre(end)
    label_x, label_y = x + (to_x - x) * 0.36, y + (to_y - y) * 0.36  # not where the arrows cross
    if start == end and PLACES[start][1] == 2:  # in the last row under the box
        low = y + BOX_H / 2
        path = f"M{x - 30:g} {low:g}C{x - 40:g} {low + 34:g} {x + 40:g} {low + 34:g} {x + 30:g} {low:g}"
        label_y = low + 38
    elif start == end:
        top = y - BOX_H / 2
        path = f"M{x - 30:g} {top:g}C{x - 40:g} {top - 34:g} {x + 40:g} {top - 34:g} {x + 30:g} {top:g}"
        label_y = top - 30
    else:
        share = 1 / max(abs(to_x - x) / (BOX_W / 2 + 2), abs(to_y - y) / (BOX_H / 2 + 2))
        dx, dy = (to_x - x) * share, (to_y - y) * share
        path = f"M{x + dx:g} {y + dy:g}L{to_x - dx:g} {to_y - dy:g}"
    lines = "".join(
        f'<text x="{label_x:g}" y="{label_y + 14 * number:g}" text-anchor="middle" stroke="#fff" stroke-width="4" '
        f'paint-order="stroke" fill="#223">{name}</text>'
        for number, name in enumerate(said)
    )
    return f'<path d="{path}" fill="none" stroke="#556" marker-end="url(#tip)"/>{lines}'


def _table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


if __name__ == "__main__":
    sys.exit(main())
