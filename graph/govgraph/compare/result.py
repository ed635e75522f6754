"""What came of a comparison as a table for the terminal and as JSON; every line carries the words of both sides."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from govgraph.compare.model import ITEM_TYPES, STATUSES, Change, Comparison, Item, ItemType, Quote, Report, Side, Status
from govgraph.graph.rdf import plain_number
from govgraph.terminal import render_table

PLURALS: dict[ItemType, str] = {
    "instrument": "Instruments",
    "figure": "Figures",
    "initiative": "Initiatives",
    "problem": "Problems",
    "recognition": "Recognitions",
}
_SIDE_BY_SIDE = {"new": "only B", "gone": "only A"}
MOST_ROWS = 1500  # of a type: more would not be read, and a browser or terminal could not keep up; JSON has all
MOST_QUOTES = 3  # of a document that many reports name


def to_json(result: Comparison) -> str:
    """The whole result as JSON; see `change_data` for a change."""
    data = {
        "a": _side(result.a),
        "b": _side(result.b),
        "over_time": result.over_time,
        "counts": result.counts(),
        "changes": [change_data(change) for change in result.changes],
        "left_aside": [report._asdict() for report in result.left_aside],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def change_data(change: Change) -> dict[str, Any]:
    """One change as plain data: type, status, name, a and b (None where that side has it not), how they were matched.

    Numbers of figures are exact decimals as text; ``relative`` is a share of A (0.1 = 10 %).
    """
    amount = change.amount
    return {
        "type": change.type,
        "status": change.status,
        "name": change.name,
        "how": change.how or None,
        "score": change.score,
        "amount": amount
        and {
            "absolute": plain_number(str(amount.absolute)),
            "relative": None if amount.relative is None else round(float(amount.relative), 4),
            "rough": amount.rough,
        },
        "note": change.note,
        "a": _item(change.before),
        "b": _item(change.after),
        "answers": [_item(item) for item in change.answers],
    }


def to_text(result: Comparison, everything: bool = False, width: int = 0) -> str:
    """Tables of all that is not the same (with `everything` of that too), one for each type, under a line of counts."""
    lines = [f"A  {result.a.label}: {_reports(result.a)}", f"B  {result.b.label}: {_reports(result.b)}"]
    if result.left_aside:
        lines.append(f"left aside, their body has no report on the other side: {len(result.left_aside)} reports")
    parts = ["\n".join(lines) + "\n"]
    counts = result.counts()
    for type_ in ITEM_TYPES:
        found = ", ".join(f"{n} {_status(status, result)}" for status, n in counts[type_].items())
        title = f"{PLURALS[type_]}: {found or 'none'}"
        shown = [
            change for change in result.changes if change.type == type_ and (everything or change.status != "same")
        ]
        if shown:
            columns = ("", *(["change"] if type_ == "figure" else []), f"A  {result.a.label}", f"B  {result.b.label}")
            parts.append(render_table(columns, _rows(shown[:MOST_ROWS], type_, result), title, width))
            if len(shown) > MOST_ROWS:
                parts.append(f"… and {len(shown) - MOST_ROWS} more, which --format json has\n")
        else:
            parts.append(f"{title}\n")
    return "\n".join(parts)


def amount_text(change: Change) -> str:
    """How a figure changed: ``+160 (+25.8%)``, for shares ``+1.7 points``, with ~ where a number is not exact."""
    if change.amount is None:
        return ""
    sign = "~" if change.amount.rough else ""
    text = f"{sign}{_signed(change.amount.absolute)}"
    if change.amount.relative is None:
        share = change.before and change.before.measure and change.before.measure.unit in ("%", "‰")
        return f"{text} points" if share else text
    return f"{text} ({sign}{float(change.amount.relative) * 100:+.1f}%)"


def grouped(number: Decimal) -> str:
    """A number with its thousands apart: 13,200.5."""
    return f"{Decimal(plain_number(str(number))):,}"


def _signed(number: Decimal) -> str:
    return f"{'+' if number > 0 else ''}{grouped(number)}"


def _rows(changes: Sequence[Change], type_: ItemType, result: Comparison) -> Iterator[tuple[str, ...]]:
    several = len(result.a.reports) + len(result.b.reports) > 2
    known = {report.id: report for side in (result.a, result.b) for report in side.reports}
    for change in sorted(changes, key=lambda change: STATUSES.index(change.status)):
        both = [_cell(item, known if several else {}) for item in (change.before, change.after)]
        if change.answers:
            both[1] = "\n".join(
                [both[1], *(f"↳ {'planned: ' if item.planned else ''}{_cell(item, {})}" for item in change.answers)]
            ).strip()
        if type_ == "figure":
            yield _status(change.status, result), amount_text(change) or change.note or "", *both
        else:
            yield _status(change.status, result), *both


def _status(status: Status, result: Comparison) -> str:
    """Side by side nothing is new or gone: one side has it and the other not."""
    return status if result.over_time else _SIDE_BY_SIDE.get(status, status)


def _cell(item: Item | None, known: Mapping[str, Report]) -> str:
    """The words of an item with their sections; a document is called by its title first, since its words may not be."""
    if item is None:
        return ""
    lines = [_quoted(quote, known) for quote in item.quotes[:MOST_QUOTES]]
    if len(item.quotes) > MOST_QUOTES:
        lines.append(f"… and in {len(item.quotes) - MOST_QUOTES} more reports")
    if item.type == "instrument":
        lines.insert(0, item.name + (f" (basis of {len(item.based)})" if item.based else ""))
    return "\n".join(lines)


def _quoted(quote: Quote, known: Mapping[str, Report]) -> str:
    report = known.get(quote.report)
    where = f"{report.issuer} {report.year}, " if report else ""
    return f"「{quote.words}」 {where}§{quote.section}"


def _reports(side: Side) -> str:
    shown = ", ".join(f"{report.title} ({report.source})" for report in side.reports[:3])
    return shown + (f" and {len(side.reports) - 3} more" if len(side.reports) > 3 else "")


def _side(side: Side) -> dict[str, Any]:
    return {"label": side.label, "reports": [report._asdict() for report in side.reports]}


def _item(item: Item | None) -> dict[str, Any] | None:
    if item is None:
        return None
    data: dict[str, Any] = {
        "iri": item.iri,
        "name": item.name,
        "quotes": [quote._asdict() for quote in item.quotes],
    }
    if item.type == "instrument":
        data |= {"kind": item.kind, "level": item.level, "issued_by": list(item.issuers), "basis_of": len(item.based)}
    if item.type == "initiative":
        data |= {"status": "planned" if item.planned else "done", "carried_out_by": sorted(item.bodies)}
        data["based_on"] = sorted(item.bases)
    if item.type == "recognition":
        data |= {"kind": item.kind, "level": item.level}
    if item.measure:
        measure = item.measure
        data |= {
            "indicator": measure.indicator,
            "concept": measure.concept,
            "value": plain_number(str(measure.value)),
            "unit": measure.unit,
            "qualifier": measure.qualifier,
            "role": measure.role,
            "period": measure.period,
            "achieved_by": measure.owner,
        }
    return data
