"""The HTML of the endpoint: the query page and the page of an entity, their script and their style."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from govgraph.graph.terms import BASE, PREFIXES
from govgraph.page.encode import to_json
from govgraph.page.render import stylesheet
from govgraph.query import named_queries
from govgraph.serve.entity import MOST_LINKS, EntityPage

ASSETS = Path(__file__).parent / "assets"
# Only this server's own script and style run, and nothing is asked from anybody else.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(ASSETS), autoescape=True, trim_blocks=True, lstrip_blocks=True)


@cache
def query_page(*, corpus: bool) -> str:
    """The query page, which knows the named queries and the prefixes, with a link to the reports of a `corpus`."""
    questions = [
        {"name": query.name, "about": f"{query.about_zh} {query.about}", "text": query.text}
        for query in named_queries()
    ]
    data = {"base": BASE, "prefixes": PREFIXES, "queries": questions}
    template = _environment().get_template("query.html.j2")
    return template.render(
        queries=named_queries(), prefixes=PREFIXES, base=BASE, data=Markup(to_json(data)), corpus=corpus
    )


def entity_html(page: EntityPage, *, corpus: bool) -> str:
    """The page of an entity; of a `corpus` it leads to the pages of reports."""
    return _environment().get_template("entity.html.j2").render(page=page, most=MOST_LINKS, corpus=corpus)


@cache
def static_file(name: str) -> tuple[str, str] | None:
    """Media type and text of ``query.js`` or ``serve.css``; None for any other name."""
    match name:
        case "query.js":
            return "text/javascript", (ASSETS / name).read_text(encoding="utf-8")
        case "serve.css":
            return "text/css", stylesheet(("colours.css",)) + (ASSETS / name).read_text(encoding="utf-8")
    return None
