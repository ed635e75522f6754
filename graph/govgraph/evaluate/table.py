"""The figures as plain text for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from govgraph.evaluate.matching import Row
from govgraph.evaluate.scorer import MACRO_TYPES
from govgraph.facts import PREDICATES

_Cells = tuple[str, ...]


def score_table(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """One line a type or predicate, each figure after its name: ``agency  precision 0.957  recall 0.981 …``."""
    figures = {kind: "  ".join(f"{name} {_figure(value)}" for name, value in row.items()) for kind, row in rows.items()}
    return "\n".join(f"{kind:16s} {line}" for kind, line in figures.items())


def folder_table(evaluation: Mapping[str, Any]) -> str:
    """All of an evaluation but its calibration: F1 per report by type with the checks beside it, and by predicate.

    Then precision, recall and F1 per type and predicate over all reports (one report: its own, with shares of links
    and indicators), and the names that are wrong.
    """
    reports = evaluation["reports"]
    types = [("report", "macro", *MACRO_TYPES, "linked", "indicator", "invented", "valid", "unfiltered P")]
    types += [_report_line(stem, report) for stem, report in reports.items()]
    predicates = [("report", *PREDICATES), *(_predicate_line(stem, report) for stem, report in reports.items())]
    if len(reports) > 1:
        types.append(("mean", *_f1_cells(evaluation["mean"])))
        predicates.append(("mean", *_predicate_cells(evaluation["mean"])))
        figures = evaluation["pooled"]
    else:
        figures = next(iter(reports.values()))["rows"]
    blocks = (columns(types), columns(predicates), score_table(figures), "\n".join(_names(evaluation)))
    return "\n\n".join(blocks)


def calibration_tables(evaluation: Mapping[str, Any]) -> str:
    """Confidence beside measured precision: as the facts state it, by bucket and rule, and as the other reports do."""
    blocks = ["confidence as the facts state it", _calibration(evaluation["calibration"], ("confidence", "rules"))]
    if evaluation["held_out"]:
        blocks += ["", "confidence measured on the other reports only"]
        blocks.append(_calibration(evaluation["held_out"], ("confidence",)))
    return "\n".join(blocks)


def columns(lines: Sequence[Sequence[str]]) -> str:
    """Cells in columns of even width, the first to the left, figures to the right; lines may be short."""
    widths = [max(len(line[i]) for line in lines if i < len(line)) for i in range(max(map(len, lines)))]
    return "\n".join(_aligned(line, widths) for line in lines)


_CALIBRATION = ("facts", "right", "precision", "confidence")


def _calibration(calibration: Mapping[str, Any], parts: Sequence[str]) -> str:
    lines: list[_Cells] = [("", *_CALIBRATION)]
    for row in (row for name in parts for row in calibration[name]):
        lines.append((row["label"], *(_figure(row[name]) for name in _CALIBRATION)))
    return f"{columns(lines)}\ncalibration error: {calibration['error']:.3f}"


def _names(evaluation: Mapping[str, Any]) -> Iterator[str]:
    """How many names are wrong, and which: what the report says → what it was linked to, and what is right."""
    yield f"unlinked: {len(evaluation['unlinked'])}"
    for item in evaluation["unlinked"]:
        yield f"  {item['report']} [{item['section']}] {item['quote']} -> {item['canonical']}, not {item['gold']}"
    for name in ("wrongly_merged", "wrongly_split"):
        yield f"{name.replace('_', ' ')}: {len(evaluation[name])}"
        for item in evaluation[name]:
            yield f"  {item['name']}: {', '.join(item['under'])}"


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    cells = [cell.rjust(width) for cell, width in zip(line, widths, strict=False)]
    return "  ".join([line[0].ljust(widths[0]), *cells[1:]]).rstrip()


def _report_line(stem: str, report: Mapping[str, Any]) -> _Cells:
    invented = report["invented_quotes"]
    checks = (report["valid_relations"], report["unfiltered_precision"]["all"])
    return (stem, *_f1_cells(report["rows"]), "-" if invented is None else str(invented), *map(_figure, checks))


def _f1_cells(rows: Mapping[str, Row]) -> _Cells:
    shares = (rows["agency"]["linked"], rows["figure"]["indicator"])
    return (*(_figure(rows[kind]["f1"]) for kind in ("macro", *MACRO_TYPES)), *map(_figure, shares))


def _predicate_line(stem: str, report: Mapping[str, Any]) -> _Cells:
    return (stem, *_predicate_cells(report["rows"]))


def _predicate_cells(rows: Mapping[str, Row]) -> _Cells:
    """F1 by predicate; a dash where neither gold nor facts have one."""
    return tuple(_figure(rows[f"  {name}"]["f1"]) if f"  {name}" in rows else "-" for name in PREDICATES)


def _figure(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
