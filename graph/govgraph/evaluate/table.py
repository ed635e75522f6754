"""The figures as plain text for a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from govgraph.evaluate.matching import Row
from govgraph.evaluate.scorer import MACRO_TYPES


def score_table(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """One line a type or predicate, each figure after its name: ``agency  precision 0.957  recall 0.981 …``."""
    figures = {kind: "  ".join(f"{name} {_figure(value)}" for name, value in row.items()) for kind, row in rows.items()}
    return "\n".join(f"{kind:16s} {line}" for kind, line in figures.items())


def folder_table(evaluation: Mapping[str, Any]) -> str:
    """F1 per report and type with the checks beside it, then the pooled figures per type and predicate."""
    head = ("report", "macro", *MACRO_TYPES, "linked", "indicator", "invented", "valid", "unfiltered P")
    lines = [head, *(_report_line(stem, report) for stem, report in evaluation["reports"].items())]
    lines.append(("mean", *_f1_cells(evaluation["mean"])))
    found = [f"{name.replace('_', ' ')}: {len(evaluation[name])}" for name in _NAME_LISTS]
    found.append(f"calibration error: {evaluation['calibration']['error']:.3f}")
    return "\n".join((columns(lines), "", score_table(evaluation["pooled"]), "", *found))


def calibration_table(calibration: Mapping[str, Any]) -> str:
    """Stated confidence beside measured precision, by bucket and by rule."""
    lines = [("confidence or rule", "facts", "right", "precision", "stated")]
    for row in (*calibration["confidence"], *calibration["rules"]):
        lines.append((row["label"], *(_figure(row[name]) for name in ("facts", "right", "precision", "confidence"))))
    return columns(lines)


def columns(lines: Sequence[Sequence[str]]) -> str:
    """Cells in columns of even width, the first to the left, figures to the right; lines may be short."""
    widths = [max(len(line[i]) for line in lines if i < len(line)) for i in range(max(map(len, lines)))]
    return "\n".join(_aligned(line, widths) for line in lines)


_NAME_LISTS = ("unlinked", "wrongly_merged", "wrongly_split")


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    cells = [cell.rjust(width) for cell, width in zip(line, widths, strict=False)]
    return "  ".join([line[0].ljust(widths[0]), *cells[1:]]).rstrip()


def _report_line(stem: str, report: Mapping[str, Any]) -> tuple[str, ...]:
    invented = report["invented_quotes"]
    checks = (report["valid_relations"], report["unfiltered_precision"]["all"])
    return (stem, *_f1_cells(report["rows"]), "-" if invented is None else str(invented), *map(_figure, checks))


def _f1_cells(rows: Mapping[str, Row]) -> tuple[str, ...]:
    shares = (rows["agency"]["linked"], rows["figure"]["indicator"])
    return (*(_figure(rows[kind]["f1"]) for kind in ("macro", *MACRO_TYPES)), *map(_figure, shares))


def _figure(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
