"""Answers as plain rows: nested ones for JSON, flat ones for tables, CSV and data frames."""

from dataclasses import fields, is_dataclass
from typing import Any

from govgraph.analytics.chains import Step
from govgraph.analytics.communities import Member
from govgraph.analytics.network import Evidence
from govgraph.graph.terms import BASE

Cell = str | int | float | None


def nested(value: Any) -> Any:
    """A row, or what is in it, as dicts and lists."""
    if is_dataclass(value):
        return {field.name: nested(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Evidence | Member):
        return value._asdict()
    return [nested(part) for part in value] if isinstance(value, tuple) else value


def flat(row: Any, *, iris: bool = True) -> dict[str, Cell]:
    """A row with one plain value a column; words become ``report``, ``quote`` and ``section``, lists one text.

    Without `iris` columns of IRIs are left out, for readers who go by names.
    """
    cells: dict[str, Cell] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if "evidence" in field.name:
            mark = field.name.replace("evidence", "").strip("_")
            for name, text in zip(Evidence._fields, value or (None, None, None), strict=True):
                cells[f"{name}_{mark}" if mark else name] = text
        elif isinstance(value, tuple):
            cells[field.name] = (" → " if field.name == "steps" else "、").join(map(_text, value)) or None
        elif iris or not str(value).startswith(BASE):
            cells[field.name] = value
    return cells


def _text(part: Any) -> str:
    if isinstance(part, Step):
        return f"{part.label} ({' '.join(str(word) for word in (part.level, part.year) if word) or '?'})"
    if isinstance(part, Member):
        return part.label
    return " ".join(map(str, part)) if isinstance(part, tuple) else str(part)
