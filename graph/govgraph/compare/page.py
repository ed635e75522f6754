"""The comparison as one HTML page that needs no other file and no network."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from govgraph.compare.model import ITEM_TYPES, STATUSES, Change, Comparison, Status
from govgraph.compare.result import MOST_QUOTES, MOST_ROWS, grouped
from govgraph.page.encode import to_json
from govgraph.page.render import environment, policy, script, stylesheet, ui_strings

ASSETS = Path(__file__).parent / "assets"
PROMISES: tuple[Status, ...] = ("fulfilled", "open", "planned again", "new plan")
_SIDES = {"new": "change.onlyB", "gone": "change.onlyA"}
Section = tuple[str, str, str, list[Change], bool]  # id, key of its heading, sign, rows, whether they are figures


def render_comparison(result: Comparison) -> str:
    """The page of a comparison, in Chinese and English, light and dark; the same result gives the same string.

    Text of reports reaches it through Jinja's escaping only; scripts and styles run by the hashes of its policy.
    """
    app, style = _app(), _style()
    sections = list(_sections(result))
    made = environment()
    made.filters |= {"amount": grouped, "signed": _signed, "percent": _percent, "bars": _bars}
    reports = (*result.a.reports, *result.b.reports)
    return made.from_string((ASSETS / "compare.html.j2").read_text(encoding="utf-8")).render(
        result=result,
        sections=sections,
        overview=[(id_, key, sign, _counts(rows)) for id_, key, sign, rows, _ in sections],
        states=[status for status in STATUSES if any(change.status == status for change in result.changes)],
        titles={report.id: report.title for report in reports},
        several=len(reports) > 2,
        most=MOST_QUOTES,
        most_rows=MOST_ROWS,
        words=_words(),
        label=_label(result.over_time),
        policy=policy((app,), style),
        style=style,
        app=app,
        strings=to_json(_words()),
    )


def _sections(result: Comparison) -> Iterator[Section]:
    """Plans first, since they are what the next report is asked about; then a section for each type that has any."""
    promises = [change for change in result.changes if change.status in PROMISES]
    if promises:
        yield "promises", "comparison.promises", "initiative", sorted(promises, key=_promise_order), False
    for type_ in ITEM_TYPES:
        rows = [change for change in result.changes if change.type == type_ and change.status not in PROMISES]
        if rows:
            yield type_, f"type.{type_}", type_, rows, type_ == "figure"


def _promise_order(change: Change) -> int:
    return PROMISES.index(change.status)


def _counts(rows: Sequence[Change]) -> list[tuple[Status, int]]:
    count = Counter(change.status for change in rows)
    return [(status, count[status]) for status in STATUSES if count[status]]


def _label(over_time: bool) -> Callable[[Status], str]:
    """The key of the words for a status; side by side nothing is new or gone, one side has it and the other not."""
    return lambda status: f"change.{status}" if over_time else _SIDES.get(status, f"change.{status}")


def _bars(change: Change) -> tuple[float, float] | None:
    """Lengths of two bars for A and B, the longer 100; None for negative numbers."""
    if not (change.before and change.after and change.before.measure and change.after.measure):
        return None
    values = [change.before.measure.value, change.after.measure.value]
    longest = max(values)
    if min(values) < 0 or not longest:
        return None
    return (round(float(values[0] / longest) * 100, 1), round(float(values[1] / longest) * 100, 1))


def _signed(number: Decimal) -> str:
    return f"{'+' if number > 0 else ''}{grouped(number)}".replace("-", "−")


def _percent(share: Decimal) -> str:
    return f"{float(share) * 100:+.1f}%".replace("-", "−")


@cache
def _words() -> dict[str, list[str]]:
    own = json.loads((ASSETS / "strings.json").read_text(encoding="utf-8"))
    return {**json.loads(ui_strings()), **own}


@cache
def _style() -> str:
    return f"{stylesheet(('colours.css',))}\n{(ASSETS / 'compare.css').read_text(encoding='utf-8')}"


@cache
def _app() -> str:
    return f"{script(('dom.js', 'i18n.js'))}\n{(ASSETS / 'compare.js').read_text(encoding='utf-8')}"
