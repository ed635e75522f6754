"""The start page of a corpus in parts: its reports by body, year and level, and how to see each of them.

It is one file for any number of reports, so it holds about a hundred bytes of each and nothing of what they name; rows
come and go as they are looked for, a page of them at a time.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from govgraph.facts import ENTITY_TYPES
from govgraph.page.encode import to_json
from govgraph.page.index import STYLES
from govgraph.page.render import environment, policy, script, stylesheet, ui_strings

START_PAGE = "index.html"  # in the folder of the corpus
SCRIPTS = ("dom.js", "i18n.js", "place.js", "listing.js", "commands.js", "start.js")

Listed = tuple[str, Mapping[str, Any]]  # the id of a report and what the ledger says of it


def start_page(reports: Iterable[Listed], minimum: float) -> Iterator[str]:
    """The page in pieces, so that no more than a few reports are in memory; `reports` come sorted by id.

    `minimum` is the confidence below which the corpus leaves facts out, which the counts of a report do not.
    """
    app, style = script(SCRIPTS), stylesheet(STYLES)
    return (
        environment()
        .get_template("start.html.j2")
        .generate(
            policy=policy((app,), style), style=style, app=app, strings=ui_strings(), data=_data(reports, minimum)
        )
    )


def _data(reports: Iterable[Listed], minimum: float) -> Iterator[str]:
    """``[issuer, place, level, row, row, …]`` for each run of reports of one body.

    A row is ``[year, end of the id, counts by type…, relations, left out]``; an id that does not begin with body and
    year is ``[id]``.
    """
    yield f'{{"types":{to_json(ENTITY_TYPES)},"minimum":{minimum},"groups":['
    comma = ""
    for body, group in groupby(reports, key=_body):
        yield comma + to_json([*body, *map(_row, group)])
        comma = ","
    yield "]}"


def _body(listed: Listed) -> tuple[str, str, str]:
    _, summary = listed
    return summary["issuer"], summary["place"] or "", summary["level"] or ""


def _row(listed: Listed) -> list[Any]:
    report, summary = listed
    start = f"{summary['issuer']}-{summary['year']}-"
    end = report.removeprefix(start) if report.startswith(start) else [report]
    counts = (summary["counts"].get(type_, 0) for type_ in ENTITY_TYPES)
    return [summary["year"], end, *counts, summary["relations"], summary["left_out"]]
