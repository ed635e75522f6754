"""Lines of a page → where its main text is, by what lines look like: prose, menu, tool, footer.

Every line gets a score (prose its length, a menu or footer line less than nothing); the main text is the run of lines
with the highest sum, which bridges short lines between paragraphs but not a menu (maximum subarray, Bentley 1984).
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from govgraph.lexicon import alternation, load
from govgraph.read.model import Line

_SENTENCE_MARK = re.compile(r"[。；！？]|[.;!?](?=\s|\Z)")
_SENTENCE_END = re.compile(r"(?:[。！？…]|(?<=[\u4e00-\u9fff])[.!?])[”’」』）)》】\"']*\Z")
_OUTLINE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.是]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十]{1,3}[，,、章节部])"
)
_FIRST_SECTION = re.compile(r"(?:一[、．.,，]|[（(]一[）)]|第一[，,、章节部])")
_PAGE_NUMBER = re.compile(r"[-—–－]{1,2}\s*\d{1,3}\s*[-—–－]{1,2}")
_PATH = re.compile(r"[>＞»›]\s*\S+\s*[>＞»›]|^[^。]{2,20}\s[|｜]\s[^。]*[|｜]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HEADING = 20  # score of a line that is numbered as in an outline
_SHORT = -15
_SENTENCE = 4  # Han characters from which on a line that ends as a sentence is one
_TOOL = -60
_END = -600
_MAX_TOOL_LINE = 60


@cache
def _cues(name: str) -> re.Pattern[str]:
    return re.compile(alternation(load("page").tables["chrome"][name]), re.I)


def is_prose(line: Line) -> bool:
    """Whether the line is running text: at least one sentence mark, or several clauses."""
    text = line.text
    return (
        len(text) >= 16
        and not line.linked
        and (_SENTENCE_MARK.search(text) is not None or text.count("，") + text.count(",") > 1)
        and len(_HAN.findall(text[:60])) > 8
    )


def is_outline(text: str) -> bool:
    """Whether a line begins with a number of the outline: 一、 （一） 1. 第一，"""
    return _OUTLINE.match(text) is not None


def is_first_section(text: str) -> bool:
    """Whether a line opens the first section, 一、 or what stands for it."""
    return _FIRST_SECTION.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a finished sentence does."""
    return _SENTENCE_END.search(text) is not None


@lru_cache(maxsize=1024)
def is_chrome(line: Line) -> bool:
    """Whether a line is of the page and not of the report: path, menu, tool, counter, footer, page number."""
    text = line.text
    if line.linked or _PAGE_NUMBER.fullmatch(text):
        return True
    if len(text) <= 200 and _cues("always").search(text) and not is_outline(text):
        return True
    if len(text) <= 120 and _cues("path").match(text.lstrip("【[ ")):
        return not ends_sentence(text)
    if len(text) > _MAX_TOOL_LINE or _SENTENCE_MARK.search(text) or is_outline(text):
        return False
    return _PATH.search(text) is not None or any(_cues(name).search(text) for name in ("short", "end"))


def main_text(lines: Sequence[Line], header: Sequence[bool]) -> tuple[int, int] | None:
    """First and last line (by number, both inside) of the main text; None where there is no prose at all.

    `header` says of each line whether it is a header row, which is never prose even if a value is a sentence.
    """
    if not any(is_prose(line) and not row for line, row in zip(lines, header, strict=True)):
        return None
    best, found = 0, None
    total, first = 0, 0
    for number, (line, row) in enumerate(zip(lines, header, strict=True)):
        if total <= 0:
            total, first = 0, number
        total += _SHORT if row else _score(line)
        if total > best:
            best, found = total, (first, number)
    return found


def _score(line: Line) -> int:
    text = line.text
    if _PAGE_NUMBER.fullmatch(text):
        return 0
    if is_chrome(line):
        after = len(text) <= _MAX_TOOL_LINE and _cues("end").search(text)
        return _END if after else _TOOL - (len(text) if line.linked else 0)
    if is_prose(line) or (ends_sentence(text) and not line.linked and len(_HAN.findall(text)) >= _SENTENCE):
        return len(text)
    if is_outline(text):
        return _HEADING
    return 0 if line.tag == "tr" and re.search(r"\d", text) else _SHORT
