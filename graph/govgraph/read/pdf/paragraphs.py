"""Rows in reading order → paragraphs, joined over line and page breaks; headings stay lines of their own.

Chinese reports are set in full lines with the first of each paragraph indented. So a row goes on with the one above
it where that one is full and this one stands at the left edge, whatever page it is on.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from govgraph.read.chrome import ends_sentence, is_outline
from govgraph.read.compose import RawLine
from govgraph.read.pdf.rows import Row

_INDENT = 1.2  # of the size: a row further in than this begins a paragraph
_FAR = 4.0  # of the size: a row further in than this is set to the middle or the right
_FULL = 2.2  # of the size: what may be free at the right end of a full row, since 》 and 。 never begin one
_SPACED = 1.4  # of the usual distance of rows: a wider one parts paragraphs
_LARGE = 1.15  # of the usual size: titles
_OTHER_SIZE = 0.08
_LATIN = re.compile(r"[A-Za-z,;:)][A-Za-z(]")
_FEW = 8  # rows; the edges of a smaller frame are those of all pages


@dataclass(frozen=True, slots=True)
class _Frame:
    """Left and right edge of a block of text, and the usual distance of its rows, in points."""

    left: float
    right: float
    leading: float


class Setting:
    """How the rows of a whole document are set: usual size, edges and distances."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Measure `rows`, all that the document has."""
        self._body = _usual_size(rows)
        self._frames = _frames(rows)

    def lines(self, rows: Sequence[Row], first_block: int) -> list[RawLine]:
        """Lines of the kept text, their blocks numbered from `first_block`; each knows where in it a page begins."""
        lines: list[RawLine] = []
        block = first_block
        before: Row | None = None
        for row in rows:
            frame = self._frames[row.frame]
            if before and not _begins(before, row, self._frames[before.frame], frame, self._body):
                _append(lines[-1], row)
            else:
                block += not (before and _is_centred_pair(before, row, frame, self._body))
                tag = "h1" if row.size > _LARGE * self._body else "p"
                lines.append(RawLine(row.text, 0, tag, block, None, ((0, row.page),)))
            before = row
        return lines


def _append(line: RawLine, row: Row) -> None:
    """Set a row behind what is there: Chinese characters and numbers join, Latin words keep a blank."""
    before, first = line.text[-1], row.text[0]
    line.text += " " if _LATIN.fullmatch(before + first) else ""
    if row.page != line.marks[-1][1]:
        line.marks += ((len(line.text), row.page),)
    line.text += row.text


def _begins(before: Row, row: Row, above: _Frame, frame: _Frame, body: float) -> bool:
    """Whether a row begins a line of its own below the row before it; `above` and `frame` hold the two."""
    if abs(row.size - before.size) > _OTHER_SIZE * body or _is_spaced(before, row, frame, body):
        return True
    if row.size > _LARGE * body and before.size > _LARGE * body:  # a title in several rows
        return row.page != before.page
    if row.left > frame.left + _INDENT * row.size:
        return True
    if before.left > above.left + _FAR * before.size:  # a signature or date, which only ends like a full row
        return True
    full = before.right + (row.start - row.left) >= above.right - _FULL * before.size
    return not full or (is_outline(row.text) and ends_sentence(before.text))


def _is_spaced(before: Row, row: Row, frame: _Frame, body: float) -> bool:
    """Whether two rows of a page stand further apart than rows of their size usually do."""
    usual = row.size * max(frame.leading / body, 1.0)
    return row.page == before.page and row.base - before.base > _SPACED * usual


def _is_centred_pair(before: Row, row: Row, frame: _Frame, body: float) -> bool:
    middle = (frame.left + frame.right) / 2
    near = row.page == before.page and row.base > before.base and not _is_spaced(before, row, frame, body)
    return near and all(
        abs((one.left + one.right) / 2 - middle) < one.size and one.left > frame.left + one.size
        for one in (before, row)
    )


def _usual_size(rows: Sequence[Row]) -> float:
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.size, 1)] += len(row.text)
    return max(sizes, key=lambda size: (sizes[size], -size))


def _frames(rows: Sequence[Row]) -> dict[tuple[int, ...], _Frame]:
    """The edges of every frame; the pages of one kind (left or right) share theirs."""
    by_frame: dict[tuple[int, ...], list[Row]] = {}
    by_column: dict[int, list[Row]] = {}
    for row in rows:
        by_frame.setdefault(row.frame, []).append(row)
        by_column.setdefault(row.frame[-1], []).append(row)
    return {frame: _frame(found if len(found) >= _FEW else by_column[frame[-1]]) for frame, found in by_frame.items()}


def _frame(rows: Sequence[Row]) -> _Frame:
    """The outermost edges at which not just one row or two begin and end."""
    enough = max(2, len(rows) // 12)
    lefts, rights = sorted(row.left for row in rows), sorted(-row.right for row in rows)
    left, right = (
        next((x for at, x in enumerate(edges) if bisect_right(edges, x + 3) - at >= enough), edges[0])
        for edges in (lefts, rights)
    )
    steps = [two.base - one.base for one, two in pairwise(rows) if one.page == two.page and two.base > one.base]
    return _Frame(left, -right, median(steps) if steps else 0.0)
