"""The pages of a PDF → `Page`, by what stands where: tables first, then running heads, columns and paragraphs."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from govgraph.read.compose import RawLine, compose
from govgraph.read.model import Page
from govgraph.read.pdf.columns import in_order
from govgraph.read.pdf.grids import Box, Grid, grids
from govgraph.read.pdf.load import Glyph, Sheet, load
from govgraph.read.pdf.paragraphs import Setting
from govgraph.read.pdf.rows import Row, joined, rows
from govgraph.read.pdf.running import without_running
from govgraph.read.tables import CellText, OpenTable

_CELL = 1_000  # frames of cells are numbered from here
_PAGE_FRAME = 0.6  # of the height of a page: a higher frame is drawn around its text, which goes on over pages
_SAME_PLACE = 4.0  # points: the lines of a table that goes on, on the next page


def read_pdf(data: bytes, name: str) -> Page:
    """The readable lines of a PDF, its ruled tables, and where its pages begin.

    Raises InputError (see `load`).
    """
    document = load(data, name)
    sheets = [_Sheet.of(sheet) for sheet in document.sheets]
    kept = without_running([sheet.rows for sheet in sheets], [sheet.height for sheet in sheets])
    flow: list[Row | _Table] = []
    for sheet, page_rows in zip(sheets, kept, strict=True):
        for part in _in_order(replace(sheet, rows=page_rows)):
            if not (isinstance(part, _Table) and flow and isinstance(flow[-1], _Table) and flow[-1].goes_on(part)):
                flow.append(part)
    lines, tables = _lines(flow)
    meta = (("title", document.title),) if document.title else ()
    return compose(lines, tables, meta=meta, cut_off=document.pages_lost, numbered="page")


@dataclass(slots=True, eq=False)
class _Table:
    """A ruled table with the words in its cells; it may go on over pages."""

    page: int
    grid: Grid
    cells: list[tuple[Box, list[Row]]]
    more: list["_Table"] = field(default_factory=list)

    def goes_on(self, other: "_Table") -> bool:
        """Take over the table of the next page where its columns stand at the same places."""
        last = (self.more or [self])[-1]
        same = len(last.grid.xs) == len(other.grid.xs) and all(
            abs(one - two) <= _SAME_PLACE for one, two in zip(last.grid.xs, other.grid.xs, strict=True)
        )
        if not same or other.page != last.page + 1:
            return False
        self.more.append(other)
        return True

    def open_table(self) -> OpenTable:
        """All its cells below each other; a head that each page repeats stands once."""
        table = OpenTable(0)
        for part, first in self._parts():
            for box, words in part.cells:
                if part is self or box.row or part._head() != self._head():
                    cell = CellText(first + box.row, False, box.columns, box.rows)
                    cell.lines = [row.text for row in words]
                    table.cells.append(cell)
        return table

    def row_pages(self) -> dict[int, int]:
        """The page of each row."""
        return {first + box.row: part.page for part, first in self._parts() for box, _ in part.cells}

    def blocks(self) -> list[list[Row]]:
        """The words of each cell as a block of text of its own."""
        cells = [words for part, _ in self._parts() for _, words in part.cells if words]
        return [[row.framed(_CELL, id_) for row in words] for id_, words in enumerate(cells, _CELL)]

    def _parts(self) -> list[tuple["_Table", int]]:
        """The table of each page with the number of its first row in the whole."""
        parts, first = [], 0
        for part in (self, *self.more):
            parts.append((part, first))
            first += len(part.grid.ys) - 1
        return parts

    def _head(self) -> list[str]:
        return ["".join(row.text for row in words) for box, words in self.cells if box.row == 0]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page parted into its tables and the rows outside them."""

    number: int
    width: float
    height: float
    rows: list[list[Row]]
    tables: list[_Table]

    @classmethod
    def of(cls, sheet: Sheet) -> "_Sheet":
        """Put the characters that stand in a cell of a grid into it."""
        left = list(sheet.glyphs)
        tables = []
        for grid in grids(sheet.rules):
            if len(grid.boxes) == 1 and grid.ys[-1] - grid.ys[0] > _PAGE_FRAME * sheet.height:
                continue
            cells: dict[int, list[Glyph]] = {number: [] for number in range(len(grid.boxes))}
            outside: list[Glyph] = []
            for glyph in left:
                x, y = (glyph.left + glyph.right) / 2, glyph.base - glyph.size / 3
                number = grid.box_at(x, y)
                (outside if number is None else cells[number]).append(glyph)
            if any(cells.values()):
                left = outside
                words = [[joined(row) for row in rows(found, sheet.number)] for found in cells.values()]
                tables.append(_Table(sheet.number, grid, list(zip(grid.boxes, words, strict=True))))
        return cls(sheet.number, sheet.width, sheet.height, rows(left, sheet.number), tables)


def _in_order(sheet: _Sheet) -> Iterable[Row | _Table]:
    """Rows and tables of a page from top to bottom, the rows between two tables by columns."""
    side = sheet.number % 2
    rest = sheet.rows
    for table in sorted(sheet.tables, key=lambda table: table.grid.ys[0]):
        above = [row for row in rest if row[0].base <= table.grid.ys[0]]
        rest = [row for row in rest if row[0].base > table.grid.ys[0]]
        yield from (row.framed(side, *row.frame) for row in in_order(above, sheet.width))
        yield table
    yield from (row.framed(side, *row.frame) for row in in_order(rest, sheet.width))


def _lines(flow: list[Row | _Table]) -> tuple[list[RawLine], list[OpenTable]]:
    """Paragraphs and the rows of tables; a grid that holds paragraphs instead of data is read cell by cell."""
    parts: list[list[Row] | _Table] = []
    words: list[Row] = []
    for item in flow:
        if isinstance(item, Row):
            words.append(item)
            continue
        parts.append(words)
        parts += [item] if item.open_table().is_data() else item.blocks()
        words = []
    parts.append(words)
    setting = Setting([row for part in parts if isinstance(part, list) for row in part])
    lines: list[RawLine] = []
    tables: list[OpenTable] = []
    for part in parts:
        if isinstance(part, list):
            lines += setting.lines(part, lines[-1].block if lines else 0)
            continue
        table = part.open_table()
        table.first_line = len(lines)
        block = lines[-1].block if lines else 0
        pages = part.row_pages()
        for cells in table.rows():
            lines.append(RawLine("", 0, "tr", block, cells, ((0, pages[cells[0].row]),)))
        tables.append(table)
    return lines, tables
