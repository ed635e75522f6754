"""Rows of a page → their reading order: down the left column first where a page is set in two."""

from collections.abc import Sequence
from statistics import median

from govgraph.read.pdf.rows import Row, joined

_MIN_ROWS = 6  # in each column
_MIN_WIDTH = 0.25  # of the page: half of the rows of a column are at least that wide
_MAX_CROSSING = 0.5  # as a share of the rows in columns: titles and tables over the whole width
_PLACES = range(40, 61)  # hundredths of the width where a gutter may be


def in_order(rows: Sequence[list[Row]], width: float) -> list[Row]:
    """The rows of a page in reading order, each with its frame: 0 full width, 1 left column, 2 right column."""
    gutter = _gutter([segment for row in rows for segment in row], width)
    if gutter is None:
        return [joined(row).framed(0) for row in rows]
    ordered: list[Row] = []
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        left = [segment for segment in row if segment.right <= gutter]
        right = [segment for segment in row if segment.left >= gutter]
        if len(left) + len(right) < len(row):
            ordered += [*sides[0], *sides[1], joined(row).framed(0)]
            sides = ([], [])
            continue
        for number, side in enumerate((left, right)):
            if side:
                sides[number].append(joined(side).framed(number + 1))
    return [*ordered, *sides[0], *sides[1]]


def _gutter(segments: list[Row], width: float) -> float | None:
    """Where the white stripe between two columns is; None on a page of one column."""
    best: tuple[int, float] | None = None
    for place in _PLACES:
        x = width * place / 100
        left = [segment for segment in segments if segment.right <= x]
        right = [segment for segment in segments if segment.left >= x]
        crossing = len(segments) - len(left) - len(right)
        if (
            min(len(left), len(right)) >= _MIN_ROWS
            and crossing <= _MAX_CROSSING * min(len(left), len(right))
            and all(median(row.right - row.left for row in side) >= _MIN_WIDTH * width for side in (left, right))
            and (best is None or crossing < best[0])
        ):
            best = (crossing, x)
    return best[1] if best else None
