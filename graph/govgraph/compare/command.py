"""``govgraph compare``: two sides from the arguments, and where the result goes."""

from pathlib import Path
from typing import TypeVar

import click

from govgraph.errors import InputError
from govgraph.replacing import replacing_text

_PATH = click.Path(path_type=Path)
T = TypeVar("T")


@click.command("compare", short_help="Say what is new, gone and changed.")
@click.argument("a", type=_PATH)
@click.argument("b", type=_PATH, required=False)
@click.option("--place", "places", multiple=True, help="Place (or body) of both sides; given twice, of A and of B.")
@click.option("--year", "years", type=int, multiple=True, help="Year of both sides; given twice, of A and of B.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--all", "everything", is_flag=True, help="List in the table what is the same too.")
@click.option("--html", type=_PATH, help="Write a page to read, with the words of both sides, to this file.")
def compare_command(
    a: Path,
    b: Path | None,
    places: tuple[str, ...],
    years: tuple[int, ...],
    form: str,
    everything: bool,
    html: Path | None,
) -> None:
    """Say what is new, gone and changed from A to B: instruments, figures, initiatives, problems, recognitions.

    A and B are reports (text, HTML …), graphs (Turtle, TriG, N-Quads, JSON-LD) or folders that govgraph build wrote.
    With one of them, --place or --year given twice says which parts of it are compared.

    \b
    govgraph compare 某县2022.html 某县2023.html
    govgraph compare out --place 开州区 --year 2021 --year 2022
    govgraph compare out --place 开州区 --place 万州区 --year 2022 --html two-districts.html

    Things are matched by what they mean, so that reworded work and another year's plan are found again, and only where
    it is clear: two figures that fit equally well are listed as new and gone. Where B is a later report of the same
    body, work that A planned is looked for in B: fulfilled, planned again, or open. What is gone is not mentioned any
    more; that does not mean that it ended. (govgraph diff compares two graphs exactly, statement by statement.)
    """
    if len(places) > 2 or len(years) > 2:
        raise click.UsageError("--place and --year are given at most twice, for A and for B")
    if b is None and max(len(places), len(years)) < 2:
        raise click.UsageError("two things to compare are needed: A and B, or one with --year or --place given twice")
    from govgraph.compare.compare import compare  # noqa: PLC0415 - govgraph --help need not wait for it
    from govgraph.compare.load import open_source, side_of  # noqa: PLC0415
    from govgraph.compare.result import to_json, to_text  # noqa: PLC0415

    first = open_source(a)
    second = first if b is None else open_source(b)
    sides = [
        side_of(source, _nth(places, number), _nth(years, number)) for number, source in enumerate((first, second))
    ]
    if sides[0].reports == sides[1].reports and b is None:
        raise InputError("A and B are the same reports")
    result = compare(*sides)
    if html:
        from govgraph.compare.page import render_comparison  # noqa: PLC0415 - loads the template engine

        with replacing_text(html) as file:
            file.write(render_comparison(result))
    if form == "json":
        click.echo(to_json(result))
    else:
        click.echo(to_text(result, everything), nl=False)


def _nth(values: tuple[T, ...], number: int) -> T | None:
    """The value for side 0 or 1: each has its own where two are given, both have the only one."""
    return values[min(number, len(values) - 1)] if values else None
