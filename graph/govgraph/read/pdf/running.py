"""Rows of all pages → the same without running heads, running feet and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from govgraph.read.pdf.rows import Row

_EDGE = 3  # rows at the top and at the bottom of a page that are looked at
_MARGIN = 0.15  # of the height of the page
_MAX_HEAD = 60
_SHARE = 0.4  # of the pages: heads may differ between left and right pages, and the first may have none
_NUMBER = re.compile(
    r"[-—–－―─·•~\s]*(?:第\s*)?[\divxIVX]{1,4}(?:\s*页)?(?:\s*[,，/／]?\s*(?:共|of)?\s*\d{1,4}(?:\s*页)?)?[-—–－―─·•~\s]*"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_DIGITS = re.compile(r"\d+")


def without_running(pages: Sequence[list[list[Row]]], heights: Sequence[float]) -> list[list[list[Row]]]:
    """The rows of each page but those at its edges that are page numbers or come again on other pages."""
    edges = [_edge_rows(rows, height) for rows, height in zip(pages, heights, strict=True)]
    seen = Counter(key for rows in edges for key in {_key(place, row) for place, row in rows})
    wanted = max(2.0, _SHARE * len(pages))
    kept: list[list[list[Row]]] = []
    for rows, edge in zip(pages, edges, strict=True):
        running = {id(row) for place, row in edge if seen[_key(place, row)] >= wanted and len(_line(row)) <= _MAX_HEAD}
        left = [row for row in rows if id(row) not in running]
        numbers = {id(row) for place, row in _edge_rows(left, heights[len(kept)], 1) if _NUMBER.fullmatch(_line(row))}
        kept.append([row for row in left if id(row) not in numbers])
    return kept


def _edge_rows(rows: list[list[Row]], height: float, count: int = _EDGE) -> list[tuple[str, list[Row]]]:
    top = [("top", row) for row in rows[:count] if row[0].base < _MARGIN * height]
    return top + [("bottom", row) for row in rows[-count:] if row[0].base > (1 - _MARGIN) * height]


def _key(place: str, row: list[Row]) -> tuple[str, str]:
    """Rows with the same key are one running head; the number of the page in it does not matter."""
    return place, _DIGITS.sub("0", re.sub(r"\s+", "", _line(row)))


def _line(row: list[Row]) -> str:
    return " ".join(segment.text for segment in row)
