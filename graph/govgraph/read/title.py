"""Lines of a page → the title of the report: a line, or two or three, naming year, 法治政府建设 and 情况 or 报告."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from govgraph.lexicon import alternation, load
from govgraph.read.chrome import is_chrome, is_outline
from govgraph.read.header import is_header_row
from govgraph.read.model import HeaderField, Line

_YEAR = re.compile(r"(?:19|20)\d{2}|二[〇○零０Ｏ][一二三四五六七八九〇○零０Ｏ]{2}")
_OPENING = re.compile(r"关于|(?:19|20)\d{2}|二[〇○零０Ｏ]")
_UNFIT = re.compile(r"[。；！？：:;!?>＞|《]")
_MAX_TITLE = 80
_MAX_PART = 50
_MAX_LINES = 3


@dataclass(frozen=True, slots=True)
class Title:
    """A title in lines `first` to `last` of the page (-1: in a header field, not in a line of its own)."""

    text: str
    start: int
    end: int
    first: int
    last: int
    score: int = 0


@cache
def _shape() -> re.Pattern[str]:
    words = load("page").tables["title"]
    note = r"(?:[（(][^（()）]{1,20}[）)])?"
    return re.compile(rf".*(?:{alternation(words['subjects'])}).*(?:{alternation(words['genres'])}){note}")


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(load("page").tables["title"][name])


def is_title(text: str) -> bool:
    """Whether words have the shape of a title: 某县2023年法治政府建设情况报告, 关于2021年度依法行政工作的总结 …"""
    fits = len(text) <= _MAX_TITLE and not _UNFIT.search(text) and not is_outline(text)
    return fits and _shape().fullmatch(text) is not None


def find_title(lines: Sequence[Line], core: tuple[int, int], stop: int, header: Sequence[HeaderField]) -> Title | None:
    """The best title: the last copy before the text, which begins at line ``core[0]``.

    Titles between there and line `stop` count only where none stands before (a notice that wraps the report). Without a
    line that names a year the title is what a header field says.
    """
    named = {_joined([field.value]) for field in header if field.name == "title"}
    named = {text for text in named if any(word in text for word in _words("subjects"))}
    found = list(_candidates(lines[:stop], named))
    before = [title for title in found if title.first < core[0] and title.score > 0]
    chosen = _best(before) or _best([title for title in found if title.score > 0])
    if chosen is not None and chosen.score >= 4:
        return chosen
    return _of_field(header) or chosen or _run_on(lines[core[0]], core[0])


def _best(titles: list[Title]) -> Title | None:
    return max(titles, key=lambda title: (title.score, title.last, -title.first), default=None)


def _candidates(lines: Sequence[Line], named: set[str]) -> Iterator[Title]:
    usable = [len(line.text) <= _MAX_TITLE and not _is_foreign(line) for line in lines]
    for first in range(len(lines)):
        for last in range(first, min(first + _MAX_LINES, len(lines))):
            if not usable[last] or not usable[first]:
                break
            parts = lines[first : last + 1]
            text = _joined([line.text for line in parts])
            if text in named or (is_title(text) and _is_whole(parts)):
                yield Title(text, parts[0].start, parts[-1].end, first, last, _score(text, parts, named))
                break


def _is_foreign(line: Line) -> bool:
    return (is_chrome(line) and not line.linked) or is_header_row(line)


def _is_whole(parts: Sequence[Line]) -> bool:
    """Whether lines belong together: of one block, or each needed, or a body's name above a title that names none."""
    if len(parts) == 1:
        return True
    if any(len(line.text) > _MAX_PART or line.tag != parts[0].tag or line.linked for line in parts):
        return False
    if parts[0].block >= 0 and parts[0].block == parts[-1].block:
        return True
    rest = _joined([line.text for line in parts[1:]])
    if is_title(rest):
        return parts[0].text.endswith(_words("body_ends")) and bool(_OPENING.match(rest)) and not _names_body(rest)
    return _YEAR.search(_joined([line.text for line in parts])) is not None


def _names_body(title: str) -> bool:
    """Whether a title says between year and subject whose report it is: 2023年某县法治政府建设情况."""
    head = re.split(alternation(_words("subjects")), title, maxsplit=1)[0]
    return any(end in head for end in _words("body_ends"))


def _score(text: str, parts: Sequence[Line], named: set[str]) -> int:
    return (
        4 * bool(_YEAR.search(text))
        + 5 * (text in named)
        + 2 * (parts[0].tag in ("h1", "h2", "h3"))
        + (len(parts) == 1 or parts[0].block == parts[-1].block)
        - 6 * any(line.linked for line in parts)
    )


def _of_field(header: Sequence[HeaderField]) -> Title | None:
    """The title that a header field holds; ``<title>`` often adds column and site, parted by _ or -."""
    for field in header:
        if field.name == "title":
            for part in (field.value, *re.split(r"[_|｜]|\s*[-—–]+\s*", field.value)):
                if is_title(_joined([part])):
                    start = field.start + field.value.index(part) if field.start >= 0 else -1
                    return Title(_joined([part]), start, start + len(part) if start >= 0 else -1, -1, -1)
    return None


def _run_on(line: Line, number: int) -> Title | None:
    """A title that runs into the text with only a blank between, where a page lost its line breaks."""
    found = re.match(r"\S{6,}(?=\s)", line.text)
    if found is None or not is_title(found.group()):
        return None
    return Title(found.group(), line.start, line.start + found.end(), number, number)


def _joined(parts: Sequence[str]) -> str:
    return re.sub(r"\s+", "", "".join(parts))
