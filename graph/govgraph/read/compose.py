"""Lines whose place is not known yet, and their tables → `Page`: the kept text, one line below the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govgraph.facts import Anchor, AnchorKind
from govgraph.read.model import Line, Page, Table
from govgraph.read.tables import CellText, OpenTable, finished_table, row_text

_TABLE_CAPTION = re.compile(r"表\s*[\d一二三四五六七八九十]")


@dataclass(slots=True, eq=False)
class RawLine:
    """A line before its offset is known: words, or a row of a data table.

    `marks` says where in `text` a page or paragraph of the file begins: (offset, number), the first at 0.
    """

    text: str
    links: int
    tag: str
    block: int
    row: list[CellText] | None = None
    marks: tuple[tuple[int, int], ...] = ()


def compose(
    raw_lines: Sequence[RawLine],
    tables: Sequence[OpenTable],
    *,
    meta: tuple[tuple[str, str], ...] = (),
    url: str | None = None,
    cut_off: bool = False,
    numbered: AnchorKind = "page",
) -> Page:
    """Set the lines one below the other and tell each its place; `numbered` says what their marks count."""
    texts: list[str] = []
    lines: list[Line] = []
    anchors: list[Anchor] = []
    before_row: dict[int, str] = {}  # the line before a table's first row, by that row's first cell
    at = 0
    for raw in raw_lines:
        text = raw.text if raw.row is None else row_text(raw.row, at)
        if raw.row is not None:
            before_row[id(raw.row[0])] = lines[-1].text if lines else ""
        kept = text.strip()
        start = at + text.index(kept[0])
        for offset, number in raw.marks:
            if not anchors or anchors[-1].number != number:
                anchors.append(Anchor(at + offset, numbered, number))
        lines.append(Line(start, start + len(kept), kept, raw.links, raw.tag, raw.block))
        texts.append(text)
        at += len(text) + 1
    finished = tuple(_finished(table, before_row) for table in tables)
    return Page("\n".join(texts), tuple(lines), finished, meta, url, cut_off, tuple(anchors))


def _finished(table: OpenTable, before_row: dict[int, str]) -> Table:
    before = before_row[id(next(table.rows())[0])]
    return finished_table(table, before if _TABLE_CAPTION.match(before) else "")
