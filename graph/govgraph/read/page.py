"""Text or HTML markup → `Page`: the readable lines of the document, its tables and its ``<meta>`` fields.

HTML is parsed as browsers do (selectolax, the lexbor engine); nothing in it is run or fetched. One block element is one
line, inline elements never part a word, white space collapses as CSS Text 3 says, table rows are one line each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgraph.errors import InputError
from govgraph.read.compose import RawLine, compose
from govgraph.read.model import Line, Page
from govgraph.read.tables import CellText, OpenTable, plain_tables


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _tags(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main marquee menu nav ol p pre section summary table
    tbody td tfoot th thead tr ul"""
)
_UNREAD = _tags(
    """audio button canvas datalist embed frame frameset head iframe input map math noframes noscript object option
    output progress script select style svg template textarea video"""
)
_MENUS = frozenset(("a", "nav", "footer", "menu", "aside"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_MARKUP = re.compile(r"<!doctype html|</?[a-z][a-z0-9]{0,9}(?:\s[^<>]*)?/?>", re.I)
_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t\f]*\n[ \t\n\f]*(?=[\u2e80-\u9fff\uff00-\uffef])")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.I)
_NOT_NESTED = _tags(  # elements without content, and those whose end tag may be left out
    """area base br col dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr track
    wbr"""
)
_CUT_TAG = re.compile(r"<(?:[a-z/!][^<>]*)?\Z", re.I)
_MAX_NESTING = 300_000_000  # sum over tags of their depth; parsing takes time in proportion


def read_page(text: str, name: str) -> Page:
    """The lines of a document, which may be plain text or HTML.

    Raises InputError for markup nested beyond any page (parsing it would take minutes).
    """
    if not _MARKUP.search(text, 0, 20_000):
        return _plain_page(text)
    if text.count("<") > 10_000 and _nesting(text) > _MAX_NESTING:
        raise InputError(f"{name}: the HTML elements are nested too deeply for any page")
    cut_tag = _CUT_TAG.search(text, max(0, len(text) - 2000))
    parser = LexborHTMLParser(text[: cut_tag.start()] if cut_tag else text)
    builder = _Builder()
    if parser.root is not None:
        builder.walk(parser.root)
    return builder.page(*_head(parser), cut_off=cut_tag is not None or _is_never_closed(text))


def _plain_page(text: str) -> Page:
    lines, at = [], 0
    for raw in text.split("\n"):
        kept = raw.strip()
        if kept:
            start = at + raw.index(kept[0])
            lines.append(Line(start, start + len(kept), kept))
        at += len(raw) + 1
    return Page(text, tuple(lines), tuple(plain_tables(lines)))


def _nesting(markup: str) -> int:
    total = depth = 0
    for closing, tag in _TAG.findall(markup):
        if tag.lower() not in _NOT_NESTED:
            depth = max(depth - 1, 0) if closing else depth + 1
        total += depth
    return total


def _is_never_closed(markup: str) -> bool:
    lower = markup.lower()
    return ("<html" in lower or "<body" in lower) and "</html" not in lower and "</body" not in lower


def _head(parser: LexborHTMLParser) -> tuple[tuple[tuple[str, str], ...], str | None]:
    """The fields of ``<meta>`` (and of ``<title>``, as "title"), and the page's own address."""
    meta = []
    for node in parser.css("meta[content]"):
        key = node.attributes.get("name") or node.attributes.get("property")
        value = " ".join((node.attributes.get("content") or "").split())
        if key and value:
            meta.append((key, value))
    title = parser.css_first("title")
    if title is not None and title.text().strip():
        meta.append(("title", " ".join(title.text().split())))
    links = [node.attributes.get("href") or "" for node in parser.css("link[rel=canonical]")]
    links += [value for key, value in meta if key.lower() == "og:url"]
    url = next((link for link in links if re.match(r"https?://[^\s<>\"']+\Z", link)), None)
    return tuple(meta), url


@dataclass(slots=True)
class _Builder:
    """Collects the lines of a page while its tree is walked."""

    lines: list[RawLine] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    links: int = 0
    blocks: list[str] = field(default_factory=list)
    block: int = 0
    menus: int = 0
    preformatted: int = 0
    tables: list[OpenTable] = field(default_factory=list)
    cells: list[CellText | None] = field(default_factory=list)
    forms: list[int] = field(default_factory=list)
    data: list[OpenTable] = field(default_factory=list)

    def walk(self, root: LexborNode) -> None:
        """Visit the tree in page order; without recursion, since pages may be nested without end."""
        for node, tag, entering in _events(root):
            if tag == "-text":
                self._add_text(node.text_content or "")
            elif entering:
                self._enter(tag, node)
            else:
                self._leave(tag)
        self._end_line()

    def _add_text(self, text: str) -> None:
        if self.preformatted and "\n" in text:
            *whole, text = text.split("\n")
            for line in whole:
                self._add_text(line)
                self._end_line()
        self.parts.append(text)
        if self.menus:
            self.links += len(text.strip())

    def _enter(self, tag: str, node: LexborNode) -> None:
        self.menus += tag in _MENUS
        self.preformatted += tag == "pre"
        if tag == "br":
            self._end_line()
        if tag not in _BLOCKS:
            return
        self._end_line()
        self.block += 1
        self.blocks.append(tag)
        if tag == "table":
            self._enter_table()
        elif tag == "form":
            self.forms.append(len(self.lines))
        elif self.tables:
            self._enter_table_part(tag, node)

    def _enter_table(self) -> None:
        for outer in self.tables[-1:]:
            outer.layout = True
        self.tables.append(OpenTable(len(self.lines)))
        self.cells.append(None)

    def _enter_table_part(self, tag: str, node: LexborNode) -> None:
        table = self.tables[-1]
        if tag == "tr":
            table.row += 1
        elif tag == "thead":
            table.in_head = True
        elif tag in ("td", "th"):
            header = tag == "th" or table.in_head
            cell = CellText(max(table.row, 0), header, _span(node, "colspan"), _span(node, "rowspan"))
            table.cells.append(cell)
            self.cells[-1] = cell
        elif tag in _HEADINGS:
            table.layout = True

    def _leave(self, tag: str) -> None:
        self.menus -= tag in _MENUS
        self.preformatted -= tag == "pre"
        if tag not in _BLOCKS:
            return
        self._end_line()
        self.block += 1
        self.blocks.pop()
        if tag == "table":
            self._leave_table()
        elif tag == "form":
            self._leave_form(self.forms.pop())
        elif self.tables and tag in ("td", "th"):
            self.cells[-1] = None
        elif self.tables and tag == "thead":
            self.tables[-1].in_head = False

    def _leave_table(self) -> None:
        table = self.tables.pop()
        self.cells.pop()
        if not table.is_data():
            return
        captions = [raw for raw in self.lines[table.first_line :] if raw.tag == "caption"]
        table.caption = "".join(raw.text for raw in captions)
        rows = [RawLine("", sum(cell.links for cell in row), "tr", -1, row) for row in table.rows()]
        self.lines[table.first_line :] = captions + rows
        if rows:
            self.data.append(table)

    def _leave_form(self, first: int) -> None:
        """Drop a form, unless it is one that some servers wrap around the whole page."""
        if not any(raw.row is None and len(raw.text) > 40 and "。" in raw.text for raw in self.lines[first:]):
            del self.lines[first:]
            self.data = [table for table in self.data if table.first_line < first]

    def _end_line(self) -> None:
        text = _collapsed("".join(self.parts)) if self.parts else ""
        if text:
            tag = self.blocks[-1] if self.blocks else ""
            self.lines.append(RawLine(text, self.links, tag, self.block))
            cell = self.cells[-1] if self.cells else None
            if cell is not None:
                cell.lines.append(text)
                cell.links += self.links
        self.parts.clear()
        self.links = 0

    def page(self, meta: tuple[tuple[str, str], ...], url: str | None, *, cut_off: bool) -> Page:
        """The page of all lines."""
        return compose(self.lines, self.data, meta=meta, url=url, cut_off=cut_off)


def _collapsed(text: str) -> str:
    """White space as a browser shows it: runs are one space, a line break between Chinese characters is none."""
    text = _INVISIBLE.sub("", text)
    if "\n" in text:
        text = _BREAK.sub("", text)
    return _SPACE.sub(" ", text).replace("\xa0", " ").strip()


def _span(node: LexborNode, name: str) -> int:
    value = node.attributes.get(name) or ""
    return max(1, min(int(value), 1000)) if re.fullmatch(r"\d{1,4}", value, re.A) else 1


def _is_unread(node: LexborNode, tag: str) -> bool:
    if tag in _UNREAD or tag.startswith(("-", "!")):  # comments, doctype
        return True
    attributes = node.attributes
    return bool(attributes) and ("hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or "")))


def _events(root: LexborNode) -> Iterator[tuple[LexborNode, str, bool]]:
    """(node, tag, entering) for all that is read, in page order; a text node comes once."""
    open_nodes: list[tuple[LexborNode, str]] = []
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or ""
        child = None
        if tag == "-text":
            yield node, tag, True
        elif not _is_unread(node, tag):
            yield node, tag, True
            child = node.first_child
            if child is not None:
                open_nodes.append((node, tag))
            else:
                yield node, tag, False
        following = child if child is not None else node.next
        while following is None and open_nodes:
            parent, parent_tag = open_nodes.pop()
            yield parent, parent_tag, False
            following = parent.next
        node = following
