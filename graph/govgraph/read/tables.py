"""Cells met in an HTML page, or lines of columns in a plain text → the rows of a data table, and their grid.

Old pages lay out everything in tables; such a table is told from a data table by what its cells hold.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from operator import itemgetter

from govgraph.read.model import Cell, Line, Table

_MAX_CELL = 300  # characters; longer cells hold paragraphs, not data
_MAX_CELL_LINES = 8
_MAX_COLUMNS = 64  # wider grids only come from hostile colspans
_DIGIT = re.compile(r"\d")
_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")


def is_wide(char: str) -> bool:
    """Whether a character is Chinese or of full width, so that no space stands beside it."""
    return _WIDE.match(char) is not None


@dataclass(slots=True, eq=False)
class CellText:
    """A cell while the page is walked: its lines so far, and later its place in the kept text."""

    row: int
    header: bool
    columns: int
    rows: int
    lines: list[str] = field(default_factory=list)
    links: int = 0
    start: int = 0
    end: int = 0

    @property
    def text(self) -> str:
        """The lines of the cell as one: a line break between Chinese characters is no space."""
        joined = ""
        for line in self.lines:
            tight = not joined or is_wide(joined[-1]) or is_wide(line[0])
            joined += line if tight else f" {line}"
        return joined


@dataclass(slots=True, eq=False)
class OpenTable:
    """A table while the page is walked; `first_line` is the number of page lines before it."""

    first_line: int
    row: int = -1
    in_head: bool = False
    layout: bool = False
    caption: str = ""
    cells: list[CellText] = field(default_factory=list)

    def is_data(self) -> bool:
        """Whether this is a table of data: several columns of short cells, no headings and no tables in them."""
        if self.layout or max((cell.columns for cell in self.cells), default=0) > _MAX_COLUMNS:
            return False
        several = any(one.row == two.row for one, two in zip(self.cells, self.cells[1:], strict=False))
        return several and all(
            len(cell.lines) <= _MAX_CELL_LINES and sum(map(len, cell.lines)) <= _MAX_CELL for cell in self.cells
        )

    def rows(self) -> Iterator[list[CellText]]:
        """The cells row by row; rows without any text are left out."""
        by_row: dict[int, list[CellText]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        return (row for row in by_row.values() if any(cell.lines for cell in row))


def row_text(row: list[CellText], at: int) -> str:
    """The row as one line with cells joined by tabs; the line begins at offset `at`, and each cell learns its place."""
    text = ""
    for number, cell in enumerate(row):
        text += "\t" if number else ""
        cell.start = at + len(text)
        text += cell.text
        cell.end = at + len(text)
    return text


def finished_table(table: OpenTable, caption: str) -> Table:
    """The grid of a table whose cells know their places in the kept text."""
    rows = list(table.rows())
    _mark_head(rows)
    return Table(rows[0][0].start, rows[-1][-1].end, table.caption or caption, _grid(rows))


# What parts the columns of a table in plain text: tabs, bars, or white space too wide to stand between words.
_COLUMNS = re.compile(r"[ \u3000]*(?:\t|[|｜│])[ \t\u3000]*|[ \u3000]{2,}")
_PARTING = ("\t", "|", "｜", "│", "  ", "\u3000\u3000")  # a cheap look
_MAX_PLAIN_CELL = 40
_LEAST_ROWS, _LEAST_COLUMNS = 3, 2


def plain_tables(lines: Iterable[Line]) -> Iterator[Table]:
    """Tables of a plain text: three or more lines on end with as many columns, numbers in all but the first of them."""
    for count, run in groupby(((line, _columns(line)) for line in lines), key=lambda entry: len(entry[1])):
        rows = [columns for _, columns in run]
        if count < _LEAST_COLUMNS or len(rows) < _LEAST_ROWS:
            continue
        if all(any(_DIGIT.search(cell.text) for cell in row[1:]) for row in rows[1:]):
            cells = [cell for row in rows for cell in row]
            for number, row in enumerate(rows):
                for cell in row:
                    cell.row = number
            yield finished_table(OpenTable(0, cells=cells), "")


def _columns(line: Line) -> list[CellText]:
    """The cells of a line; none where it is a sentence or has one column only."""
    if len(line.text) > _MAX_CELL or not any(mark in line.text for mark in _PARTING):
        return []
    found, at = [], 0
    for match in (*_COLUMNS.finditer(line.text), None):
        end = match.start() if match else len(line.text)
        words = line.text[at:end]
        if words:
            found.append(CellText(0, False, 1, 1, [words], 0, line.start + at, line.start + end))
        at = match.end() if match else end
    sentence = any(len(cell.text) > _MAX_PLAIN_CELL or "。" in cell.text for cell in found)
    return [] if sentence or len(found) < _LEAST_COLUMNS else found


def _grid(rows: list[list[CellText]]) -> tuple[tuple[Cell, ...], ...]:
    """Expand spans: each row gets a cell for every column (HTML Living Standard, "forming a table")."""
    reaching: dict[int, tuple[CellText, int]] = {}  # column → cell from a row above, and for how many rows yet
    grid = []
    for number, row in enumerate(rows):
        line: dict[int, CellText] = {column: cell for column, (cell, _) in reaching.items()}
        column = 0
        below = {at: (cell, left - 1) for at, (cell, left) in reaching.items() if left > 1}
        for cell in row:
            for _ in range(cell.columns):
                while column in line:
                    column += 1
                line[column] = cell
                if cell.rows > 1:
                    below[column] = (cell, cell.rows - 1)
        reaching = below
        cells = sorted(line.items(), key=itemgetter(0))
        grid.append(tuple(Cell(cell.start, cell.end, cell.header, number, at) for at, cell in cells))
    return tuple(grid)


def _mark_head(rows: list[list[CellText]]) -> None:
    """Where no cell is marked ``<th>``, the rows of words above the first row with a number are the head."""
    if any(cell.header for row in rows for cell in row):
        return
    words = list(takewhile(lambda row: not _has_digit(row), rows))
    for cell in (cell for row in words for cell in row if len(words) < len(rows)):
        cell.header = True


def _has_digit(row: list[CellText]) -> bool:
    return any(_DIGIT.search(line) for cell in row for line in cell.lines)
