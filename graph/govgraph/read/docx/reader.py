"""A Word document → `Page`: its text in reading order, with the numbers that Word makes, tables, text boxes and notes.

Headers, footers and the table of contents are left out. Anchors count the paragraphs of the text from 1, empty ones
and those in tables included, those in text boxes and notes not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from govgraph.read.compose import RawLine, compose
from govgraph.read.docx.numbering import Numbering
from govgraph.read.docx.package import Package, children, is_on, value
from govgraph.read.docx.styles import Styles
from govgraph.read.model import Page
from govgraph.read.tables import CellText, OpenTable

_SIGNS = {"{w}tab": " ", "{w}ptab": " ", "{w}br": "\n", "{w}cr": "\n", "{w}noBreakHyphen": "-"}
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_NOTES = {"{w}footnoteReference": "{w}footnote", "{w}endnoteReference": "{w}endnote"}
_DRAWN = frozenset(("{w}drawing", "{w}pict", "{w}object"))
_MAX_SPAN = 1_000


def read_docx(data: bytes, name: str) -> Page:
    """The readable lines of a Word document (docx), its tables, and where its paragraphs begin.

    Raises InputError for a file that is damaged, encrypted, too large unpacked, or made to exhaust memory.
    """
    package = Package(data, name)
    reader = _Reader(package)
    reader.read(package.main())
    title = package.title()
    meta = (("title", title),) if title else ()
    return compose(reader.lines, reader.tables, meta=meta, numbered="paragraph")


@dataclass(slots=True)
class _Words:
    """What a paragraph holds: its text, text boxes anchored in it, and notes that it refers to."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)


class _Reader:
    """Collects the lines of a document while its tree is walked."""

    def __init__(self, package: Package) -> None:
        self.lines: list[RawLine] = []
        self.tables: list[OpenTable] = []
        self._styles = Styles(package.beside("styles.xml"))
        self._numbering = Numbering(package.beside("numbering.xml"), self._styles)
        self._notes = dict(_notes(package))
        self._paragraph = self._block = 0
        self._aside = False  # inside a text box or note, whose paragraphs are not counted
        self._carried = ""  # text of a paragraph whose end was deleted

    def read(self, parent: Element) -> None:
        """Read the paragraphs and tables below an element."""
        for child in children(parent):
            if child.tag == "{w}p":
                self._add_paragraph(child)
            elif child.tag == "{w}tbl":
                self._add_table(child)

    def _add_paragraph(self, paragraph: Element) -> None:
        self._paragraph += not self._aside
        properties = paragraph.find("{w}pPr")
        style = self._styles.of(properties)
        if self._styles.is_contents(style):
            return
        words = _Words()
        self._collect(paragraph, words)
        label = self._numbering.label(properties, style)
        text = self._carried + _labelled(label, words.text)
        self._carried = ""
        if properties is not None and properties.find("{w}rPr/{w}del") is not None:
            self._carried = text
        else:
            self._add_lines(text, self._styles.tag(style, properties))
        for element in (*words.boxes, *words.notes):
            self._add_aside(element)

    def _add_lines(self, text: str, tag: str) -> None:
        """One line for each part that a line break parts."""
        self._block += 1
        for part in text.split("\n"):
            kept = _INVISIBLE.sub("", part).replace("\xa0", " ").strip()
            if kept:
                self.lines.append(RawLine(kept, 0, tag, self._block, None, ((0, max(self._paragraph, 1)),)))

    def _add_aside(self, element: Element) -> None:
        """A text box or note, below the paragraph that it belongs to."""
        outer, self._aside = self._aside, True
        self.read(element)
        self._aside = outer

    def _collect(self, parent: Element, words: _Words) -> None:
        for child in children(parent):
            if child.tag == "{w}r":
                if not is_on(child, "{w}rPr/{w}vanish"):
                    self._collect(child, words)
            elif child.tag in ("{w}t", "{m}t"):
                words.text += (child.text or "").replace("\n", " ")
            elif child.tag in _SIGNS:
                words.text += _SIGNS[child.tag]
            elif child.tag in _NOTES:
                note = self._notes.pop(
                    (_NOTES[child.tag], child.get("{w}id", "")), None
                )  # once: notes may go in circles
                words.notes += [note] if note is not None else []
            elif child.tag in _DRAWN:
                words.boxes += _boxes(child)
            elif child.tag == "{w}ruby" or child.tag.startswith("{m}"):
                self._collect(child, words)

    def _add_table(self, element: Element) -> None:
        """A data table as one line a row; a table that lays out text as its paragraphs, cell by cell."""
        first, table = len(self.lines), OpenTable(len(self.lines))
        before = len(self.tables)
        numbers: dict[int, int] = {}
        merged: dict[int, CellText] = {}
        rows = (row for row in children(element) if row.tag == "{w}tr" and row.find("{w}trPr/{w}del") is None)
        for number, row in enumerate(rows):
            numbers[number] = self._paragraph + 1
            self._add_row(row, number, table, merged)
        table.layout = len(self.tables) > before
        if not table.is_data():
            return
        self.lines[first:] = [
            RawLine("", 0, "tr", self._block, cells, ((0, numbers[cells[0].row]),)) for cells in table.rows()
        ]
        if len(self.lines) > first:
            self.tables.append(table)

    def _add_row(self, row: Element, number: int, table: OpenTable, merged: dict[int, CellText]) -> None:
        """The cells of a row; `merged` holds the cells that reach down from above, by column."""
        header = is_on(row, "{w}trPr/{w}tblHeader")
        column = _count(value(row, "{w}trPr/{w}gridBefore"), 0)
        for element in children(row):
            if element.tag != "{w}tc":
                continue
            properties = element.find("{w}tcPr")
            span = _count(value(properties, "{w}gridSpan"), 1)
            merge = None if properties is None else properties.find("{w}vMerge")
            above = merged.get(column)
            first = len(self.lines)
            self.read(element)
            if merge is not None and merge.get("{w}val", "continue") == "continue" and above is not None:
                above.rows += 1
            else:
                cell = CellText(number, header, span, 1, [line.text for line in self.lines[first:]])
                table.cells.append(cell)
                merged.pop(column, None)
                if merge is not None:
                    merged[column] = cell
            column += span


def _labelled(label: str, text: str) -> str:
    """Label and text, with a blank between where both are letters or digits."""
    if not label or not text.strip():
        return text
    return f"{label} {text}" if label[-1].isalnum() and label.isascii() else label + text.lstrip()


def _notes(package: Package) -> Iterator[tuple[tuple[str, str], Element]]:
    """Footnotes and endnotes by kind and id; those that only draw the line above the notes are left out."""
    for file, tag in (("footnotes.xml", "{w}footnote"), ("endnotes.xml", "{w}endnote")):
        part = package.beside(file)
        for note in part.findall(tag) if part is not None else ():
            if note.get("{w}type", "normal") == "normal":
                yield (tag, note.get("{w}id", "")), note


def _boxes(drawn: Element) -> list[Element]:
    """The text boxes of a drawing; of two forms of one (for old versions of Word) the first."""
    boxes: list[Element] = []
    for child in children(drawn):
        boxes += [child] if child.tag == "{w}txbxContent" else _boxes(child)
    return boxes


def _count(text: str | None, otherwise: int) -> int:
    return min(int(text), _MAX_SPAN) if text and re.fullmatch(r"\d{1,4}", text, re.A) else otherwise
