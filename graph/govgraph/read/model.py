"""What the read step hands on: the kept text of a report, and where in it title, header, body and tables stand.

All offsets count code points of `Report.text`; ``text[start:end]`` is the thing itself.
"""

from dataclasses import dataclass

from govgraph.facts import Anchor


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of the kept text, ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HeaderField:
    """One metadata field of the page under its ontology name, such as ``documentNumber`` for 发文字号.

    A field that stands only in a ``<meta>`` element is not in the text: its start and end are -1.
    """

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table at a place of its grid (from 0); a spanning cell stands at each place that it covers."""

    start: int
    end: int
    header: bool
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """A data table of the body: `rows` is a full grid, since rowspan and colspan are expanded."""

    start: int
    end: int
    caption: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the kept text that is not blank: `text` is trimmed and stands at ``start:end``.

    `links` counts the characters inside links, `tag` names the HTML block element (empty for plain text), and lines
    with the same `block` come from one block element (parted by ``<br>``).
    """

    start: int
    end: int
    text: str
    links: int = 0
    tag: str = ""
    block: int = -1

    @property
    def linked(self) -> bool:
        """Whether most of the line is links: a menu, not prose."""
        return self.links * 2 > len(self.text)


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document before the report is found in it; `meta` holds (name, content) of ``<meta>`` in page order."""

    text: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    url: str | None = None
    cut_off: bool = False
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read: the text that all evidence points into, and what stands where in it.

    `body` reaches from the title to the last line of the report proper. `set_aside` is what is no report text: the
    page's chrome around the body, and header rows even where they stand below the title. `cut_off` says that the report
    ends in the middle, and `anchors` where its pages or paragraphs begin, for formats that have them.
    """

    text: str
    body: Span
    title: str
    title_span: Span | None
    header: tuple[HeaderField, ...]
    tables: tuple[Table, ...]
    set_aside: tuple[Span, ...]
    source: str
    sha256: str
    encoding: str
    url: str | None
    cut_off: bool
    anchors: tuple[Anchor, ...] = ()

    def reading_spans(self) -> tuple[Span, ...]:
        """The body without what is set aside inside it: what the later steps read, in order."""
        spans, at = [], self.body.start
        for aside in self.set_aside:
            if aside.end <= self.body.start or aside.start >= self.body.end:
                continue
            if at < aside.start:
                spans.append(Span(at, aside.start))
            at = aside.end
        if at < self.body.end:
            spans.append(Span(at, self.body.end))
        return tuple(spans)
