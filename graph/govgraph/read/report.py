"""The read step: bytes → `Report`, or one clear line that says why not."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from govgraph.errors import InputError
from govgraph.lexicon import alternation, load
from govgraph.read.chrome import ends_sentence, is_chrome, is_first_section, main_text
from govgraph.read.endings import MAX_BYTES, MAX_PACKED_BYTES, PACKED_ENDINGS
from govgraph.read.formats import is_packed, open_document
from govgraph.read.header import is_date_line, is_header_row, is_number_line, read_header
from govgraph.read.model import HeaderField, Line, Page, Report, Span, Table
from govgraph.read.title import Title, find_title

_MAX_CLOSING = 4  # lines from the last paragraph to the date below it
_MAX_SIGNATURE = 40
_MAX_UNKNOWN = 6  # unexplained lines between title and text; more are a menu
_WRAPPER = 10  # lines of a notice before the report that it carries


def read_report(path: Path, *, max_bytes: int = MAX_BYTES) -> Report:
    """Read a report from a file in any format (see `open_document`), text of at most `max_bytes`.

    Raises InputError, naming the file, where it is missing, unreadable, too large, no text, or no such report.
    """
    name = str(path)
    limit = MAX_PACKED_BYTES if path.suffix.lower() in PACKED_ENDINGS else max_bytes
    try:
        if path.is_dir():
            raise InputError(f"{name}: this is a folder, not a report")
        if path.exists() and not path.is_file():
            raise InputError(f"{name}: this is no regular file")
        size = path.stat().st_size
        if size <= limit:
            with path.open("rb") as source:
                data = source.read(limit + 1)
            size = max(size, len(data))
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a NUL character in the path
        raise InputError(f"{name!r}: no valid path") from error
    _refuse_large(size, limit, name)
    return _parse(data, name, path.name)


def parse_report(data: bytes, name: str) -> Report:
    """Read a report from bytes in any format (see `open_document`). Raises InputError.

    `name` is its file name, for messages and `Report.source`; of Markdown its ending tells the format.
    """
    _refuse_large(len(data), MAX_PACKED_BYTES if is_packed(data) else MAX_BYTES, name)
    return _parse(data, name, name)


def _refuse_large(size: int, limit: int, name: str) -> None:
    if size > limit:
        raise InputError(f"{name}: {size / 1e6:.1f} MB is more than any report (limit {limit / 1e6:g} MB)")


def _parse(data: bytes, name: str, source: str) -> Report:
    opened = open_document(data, name)
    page = opened.page
    if not page.lines:
        raise InputError(f"{name}: the page holds no text (perhaps only images, scripts or frames)")
    lines = page.lines
    core = main_text(lines, [is_header_row(line) for line in lines])
    if core is None:
        raise InputError(f"{name}: no Chinese sentences found, so this is no report")
    above = lines[: core[0]]
    title = find_title(lines, core, _wrapper_end(lines, core), read_header(above, (), page.meta))
    first = core[0] if title is None or title.first < 0 else title.first
    last = _last_line(lines, core[1])
    _refuse_other(lines[core[0] : last + 1], title, name)
    header = read_header(lines[: max(core[0], first)], lines[core[1] + 1 : last + 1], page.meta)
    body = Span(lines[first].start, lines[last].end)
    return Report(
        text=page.text,
        body=body,
        title=title.text if title else "",
        title_span=Span(title.start, title.end) if title and title.start >= 0 else None,
        header=header,
        tables=_body_tables(page, body, header),
        set_aside=_set_aside(lines, title, first, max(core[0], first), last),
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=opened.encoding,
        url=page.url,
        cut_off=opened.cut_off or page.cut_off or _ends_open(lines, core[1], last),
        anchors=page.anchors,
    )


def _wrapper_end(lines: Sequence[Line], core: tuple[int, int]) -> int:
    """The line before which a title can still stand: the first section, or a few lines into the text."""
    stop = min(core[0] + _WRAPPER, core[1] + 1)
    return next((at for at in range(core[0], stop) if is_first_section(lines[at].text)), stop)


def _last_line(lines: Sequence[Line], end: int) -> int:
    """The last line of the report: below the last paragraph may come a short sentence, annexes, signature and date.

    A single line left at the end of the document belongs to it too: so a report ends that is cut off.
    """
    rest = lines[end + 1 : end + 1 + _MAX_CLOSING]
    last = end
    for at, line in enumerate(rest, end + 1):
        if is_chrome(line) or is_header_row(line):
            break
        if is_date_line(line.text) or _is_closing(line) or (at == last + 1 and ends_sentence(line.text)):
            last = at
        elif len(line.text) > _MAX_SIGNATURE:
            break
    if last == end and len(lines) == end + 2 and rest and not (is_chrome(rest[0]) or is_header_row(rest[0])):
        return end + 1
    return last


def _ends_open(lines: Sequence[Line], end: int, last: int) -> bool:
    """Whether the report stops in the middle: its last paragraph is no finished sentence and nothing closes it."""
    line = lines[last]
    if "\ufffd" in line.text[-2:]:
        return True
    if line.tag == "tr" or ends_sentence(line.text):
        return False
    signed = line.text.endswith(tuple(load("page").tables["title"]["body_ends"])) and ends_sentence(lines[end].text)
    return last == end or not (last > end + 1 or is_date_line(line.text) or _is_closing(line) or signed)


def _is_closing(line: Line) -> bool:
    return line.text.lstrip("（(").startswith(tuple(load("page").tables["chrome"]["closing"]))


def _refuse_other(lines: Sequence[Line], title: Title | None, name: str) -> None:
    """Refuse a text without the words of law-based government; lenient, since townships and bureaus write freely."""
    genre = load("page").tables["genre"]
    text = "".join(line.text for line in lines)
    core = len(re.findall(alternation(genre["core"]), text))
    others = sum(word in text for word in genre["others"])
    dense = core >= 2 and core * 100 >= len(text)
    fits = core + others >= 2 if title else dense or (core >= 3 and others >= 3 and core * 600 >= len(text))
    if not fits:
        raise InputError(f"{name}: not a report on law-based government (法治政府建设, 依法行政) by its words")


def _body_tables(page: Page, body: Span, header: Sequence[HeaderField]) -> tuple[Table, ...]:
    """The data tables of the body, without those that hold header fields."""
    return tuple(
        table
        for table in page.tables
        if body.start <= table.start < body.end and not any(table.start <= field.start < table.end for field in header)
    )


def _set_aside(lines: Sequence[Line], title: Title | None, first: int, text: int, last: int) -> tuple[Span, ...]:
    """Spans of the lines outside the body, of header rows and chrome between title and text, and of page numbers."""
    after_title = title.last + 1 if title and title.first >= 0 else first
    unknown = [line for line in lines[after_title:text] if not _is_row(line)]
    aside = [*range(first), *range(last + 1, len(lines))]
    aside += [at for at in range(after_title, text) if len(unknown) > _MAX_UNKNOWN or _is_row(lines[at])]
    aside += [at for at in range(text, last + 1) if is_chrome(lines[at])]
    spans: list[Span] = []
    previous = -2
    for at in sorted(aside):
        start = spans.pop().start if at == previous + 1 and spans else lines[at].start
        spans.append(Span(start, lines[at].end))
        previous = at
    return tuple(spans)


def _is_row(line: Line) -> bool:
    return is_chrome(line) or is_header_row(line) or is_date_line(line.text) or is_number_line(line.text)
