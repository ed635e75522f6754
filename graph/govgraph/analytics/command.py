"""``govgraph analyse``: a question about many reports in, a table out."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from govgraph.analytics.network import Network

_PATH = click.Path(path_type=Path)
_LEVELS = click.Choice(["central", "provincial", "prefecture", "county", "township"])
_ABOUT = {
    "relied-on": "documents that most reports rest on (--level, --report-level, --year)",
    "joint-work": "pairs of bodies that carry out work together",
    "central-bodies": "bodies in the middle of joint work",
    "communities": "groups of bodies and documents that belong together",
    "chains": "documents passed down from the central level, and missing levels",
    "gaps": "documents that no report links to a higher one",
    "silence": "reports that do not name a document (--document)",
    "recurring": "problems that come back in a later report of the same body",
    "pilots": "pilots, and what became of them",
}


@click.command("analyse", short_help="Answer questions about many reports.")
@click.argument("folder", type=_PATH, metavar="DIR")
@click.option("--question", type=click.Choice(list(_ABOUT)), required=True, help="What to ask; see below.")
@click.option("--document", help="Title, or words of the title, that only one document has; for silence.")
@click.option("--level", type=_LEVELS, help="Of the body that issued the document; for relied-on.")
@click.option("--report-level", type=_LEVELS, help="Of the body whose report it is; for relied-on.")
@click.option("--year", type=int, help="That the reports are about; for relied-on.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def analyse_command(
    folder: Path,
    question: str,
    document: str | None,
    level: str | None,
    report_level: str | None,
    year: int | None,
    form: str,
) -> None:
    """Answer a question about all reports of the build in DIR.

    Every row has the words of a report that it stands on.

    \b
    govgraph analyse out --question relied-on --level central
    govgraph analyse out --question silence --document 法治政府建设实施纲要 --format csv
    """
    if (document is not None) != (question == "silence"):
        raise click.UsageError("--document goes with --question silence, and silence needs it")
    if question != "relied-on" and (level, report_level, year) != (None, None, None):
        raise click.UsageError("--level, --report-level and --year go with --question relied-on")
    from govgraph import analytics  # noqa: PLC0415 - networkx and pyarrow

    graph = analytics.load_network(folder)
    questions: dict[str, Callable[[Network], Iterable[Any]]] = {
        "relied-on": lambda graph: analytics.most_relied_on(graph, level=level, report_level=report_level, year=year),
        "joint-work": analytics.joint_work,
        "central-bodies": analytics.central_bodies,
        "communities": analytics.communities,
        "chains": analytics.implementation_chains,
        "gaps": analytics.chain_gaps,
        "silence": lambda graph: analytics.silence(graph, analytics.find_instrument(graph, document or "")),
        "recurring": analytics.recurring_problems,
        "pilots": analytics.pilots,
    }
    click.echo(_printed(list(questions[question](graph)), form), nl=False)


analyse_command.epilog = "\b\n" + "\n".join(f"{name:<15} {about}" for name, about in _ABOUT.items())


def _printed(rows: list[Any], form: str) -> str:
    """JSON has nested rows, CSV flat ones, and the table of the terminal no IRIs."""
    from govgraph.analytics.rows import flat, nested  # noqa: PLC0415
    from govgraph.query import Answer, format_rows  # noqa: PLC0415 - rdflib

    cells = [nested(row) if form == "json" else flat(row, iris=form == "csv") for row in rows]
    return format_rows(Answer(tuple(cells[0]) if cells else (), tuple(cells)), form)
