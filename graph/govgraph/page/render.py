"""One report as one HTML file: pyvis holds the placed graph, our own template the page; nothing is loaded."""

import base64
import hashlib
import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govgraph.facts import Entity, ReportFacts
from govgraph.page.encode import page_data, to_json
from govgraph.page.labels import wrap
from govgraph.page.layout import HEAD_FONT, ITEM_FONT, LARGE, Layout, place

if TYPE_CHECKING:
    from jinja2 import Environment

ASSETS = Path(__file__).parent / "assets"
STYLES = ("colours.css", "layout.css", "views.css", "print.css")
SCRIPTS = (
    *("dom.js", "i18n.js", "amount.js", "data.js", "state.js", "marks.js", "report.js"),
    *("boxes.js", "neighbourhood.js", "structure.js", "look.js", "ground.js", "graph.js", "svg.js", "image.js"),
    *("filters.js", "charts.js", "facts.js", "details.js", "overview.js", "search.js", "main.js"),
)
SHAPES = {
    "agency": "ellipse",
    "instrument": "box",
    "initiative": "dot",
    "figure": "square",
    "recognition": "star",
    "problem": "triangleDown",
}
# Scripts and styles run only with the hashes given; no request of any kind, no form, no frame, no base.
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {style}; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)


def render_page(facts: ReportFacts) -> str:
    """The page of one report: its text, its graph and its facts side by side, in one self-contained HTML document.

    The text of the report reaches the page only as JSON in a data block or through Jinja's escaping, so that markup in
    a report stays text. Same facts, same string.
    """
    from pyvis.network import Network  # noqa: PLC0415 - costs 0.3 s, which commands that write no page need not pay

    layout = place(facts)
    network = Network(directed=True, cdn_resources="in_line")
    _fill(network, facts, layout)
    network.set_options(json.dumps({"physics": {"enabled": False}}))
    network.templateEnv = environment()
    network.path = "report.html.j2"
    network.templateEnv.globals |= {
        "report": facts.report,
        "policy": page_policy(),
        "style": stylesheet(STYLES),
        "vis": vis_script(),
        "app": script(SCRIPTS),
        "strings": ui_strings(),
        "data": to_json(page_data(facts, layout)),
    }
    return str(network.generate_html())


def page_policy() -> str:
    """The policy of every page of a report, for a server to send before the page itself."""
    return policy((vis_script(), script(SCRIPTS)), stylesheet(STYLES))


def policy(scripts: tuple[str, ...], style: str) -> str:
    """Content-Security-Policy (W3C CSP 3) that allows exactly these inline scripts and this style."""
    return POLICY.format(scripts=" ".join(map(_digest, scripts)), style=_digest(style))


@cache
def stylesheet(names: tuple[str, ...]) -> str:
    """The named style sheets, one after the other."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)


@cache
def script(names: tuple[str, ...]) -> str:
    """The named script modules in their order as one classic script with one shared object `gg`."""
    modules = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)
    return f'"use strict";\nconst gg = {{}};\n{modules}'


@cache
def vis_script() -> str:
    """vis-network as pyvis ships it. Read here and not by Jinja's include, which alters minified scripts."""
    path = "templates/lib/vis-9.1.2/vis-network.min.js"
    return resources.files("pyvis").joinpath(path).read_text(encoding="utf-8")


@cache
def ui_strings() -> str:
    """The words of the interface, Chinese and English, as JSON."""
    return to_json(json.loads((ASSETS / "strings.json").read_text(encoding="utf-8")))


@cache
def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def environment() -> "Environment":
    """A Jinja environment of the page templates, escaping by default."""
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415 - comes with pyvis, paid for with it
    from markupsafe import Markup  # noqa: PLC0415

    made = Environment(loader=FileSystemLoader(ASSETS), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.filters["verbatim"] = Markup
    made.filters["node_rows"] = lambda nodes: Markup(to_json([_node_row(node) for node in nodes]))
    made.filters["edge_rows"] = lambda edges: Markup(to_json([[edge["from"], edge["to"]] for edge in edges]))
    return made


def _node_row(node: dict[str, Any]) -> list[Any]:
    return [node["id"], node["x"], node["y"], node["font"]["size"], node["label"]]


def _fill(network: Any, facts: ReportFacts, layout: Layout) -> None:
    for node in layout.nodes:
        entity = facts.entities[node.entity]
        network.add_node(
            node.entity,
            label=node_label(entity, node.font),
            shape=SHAPES[entity.type],
            x=node.x,
            y=node.y,
            font={"size": node.font},
        )
    index = {entity.key: number for number, entity in enumerate(facts.entities)}
    # pyvis' add_edge looks every end up in a list; the ends are known to exist here
    network.edges.extend(
        {"id": f"r{number}", "from": index[relation.subject], "to": index[relation.object]}
        for number, relation in enumerate(facts.relations)
    )


def node_label(entity: Entity, font: int) -> str:
    """The label on the map: a figure by its number and indicator, all else by its name, wrapped to its place."""
    if entity.type == "figure":
        return wrap(f"{entity.value or ''}{entity.unit or ''} {entity.indicator or entity.name}", 16, 2)
    if font in (HEAD_FONT, ITEM_FONT):
        return wrap(entity.name, 16 if font == ITEM_FONT else 14, 2)
    return wrap(entity.name, 20 if font == LARGE.font else 24, 2)
