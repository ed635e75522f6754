"""Figures in tables: what a cell counts is told by the heads of its row and column."""

import re

from govgraph.mentions.numerals import scaled
from govgraph.mentions.reading import FoundFigure, Reading


def table_figures(reading: Reading) -> list[FoundFigure]:
    """Figures in table cells: value from the cell, indicator, unit and period from the heads of its row and column."""
    found = []
    for table in reading.tables:
        first = next((i for i, row in enumerate(table.rows) if _has_numbers(reading, row)), len(table.rows))
        heads = [_words(reading, cell) for cell in table.rows[first - 1]] if first else []
        label_at = next((column for column, head in enumerate(heads) if head not in _SERIAL), 0)
        for row in table.rows[first:]:
            label, unit = _united(_words(reading, row[label_at])) if label_at < len(row) else ("", "")
            for column in range(label_at + 1, min(len(row), len(heads))):
                if heads[column] in _UNIT_HEADS:
                    unit = unit or _words(reading, row[column])
                elif figure := _cell(reading, row[column], label, unit, heads[column]):
                    found.append(figure)
    return found


def _has_numbers(reading: Reading, row: tuple[tuple[int, int, bool], ...]) -> bool:
    return any(_CELL.fullmatch(reading.text, start, end) for start, end, _ in row[1:])


_CELL = re.compile(r"\s*([\d,，]*\d(?:\.\d+)?)\s*(%|％)?\s*")
_HEAD_UNIT = re.compile(r"(.*?)[（(]\s*(?:单位[:：])?([^（）()]{1,5})\s*[）)]\s*")
_SERIAL = frozenset(("序号", "编号", "序"))
_UNIT_HEADS = frozenset(("单位", "计量单位"))
_HEAD_YEAR = re.compile(
    r"(20\d\d)年?度?|(上年|去年)(?:度|数|同期)?|(?:本年|今年|当年)(?:度|数)?|数量|数值|数据|总数|合计|总计"
)


def _cell(reading: Reading, cell: tuple[int, int, bool], label: str, unit: str, head: str) -> FoundFigure | None:
    start, end, _ = cell
    match = _CELL.fullmatch(reading.text, start, end)
    if match is None or not head:
        return None
    name, own_unit = _united(head)
    year = str(reading.year)
    if time := _HEAD_YEAR.fullmatch(name):
        name, year = "", time[1] or (str(reading.year - 1) if time[2] else year)
    value, unit = scaled(match.group(1), own_unit or unit or match.group(2) or "")
    section = reading.section_at(start)
    return FoundFigure(match.start(1), match.end(1), -1, f"{label}{name}", section, -1, None, year, value, unit, None)


def _united(words: str) -> tuple[str, str]:
    """A head and the unit in brackets behind it: 立案（件） → 立案, 件."""
    match = _HEAD_UNIT.fullmatch(words)
    return (match[1], match[2]) if match else (words, "")


def _words(reading: Reading, cell: tuple[int, int, bool]) -> str:
    return _clean(reading.text[cell[0] : cell[1]])


def _clean(words: str) -> str:
    return re.sub(r"\s", "", words)
