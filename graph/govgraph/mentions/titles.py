"""Instruments: documents named in 《》 (nested, unclosed), by a known name without marks, or as an issued list.

A title in marks is a document where its head noun is one (`instruments.toml`) or where a verb issues it; news
articles, books and courses are left out with that reason.
"""

import re
from functools import cache
from typing import NamedTuple

from govgraph.lexicon import alternation, load

_OPEN = "《〈"
_CLOSE = "》〉"
_MAX_TITLE = 120


class Title(NamedTuple):
    """A title in the text: its span with marks, the words without outer marks, how it was found, or why it is none."""

    start: int
    end: int
    words: str
    rule: str
    nested: bool = False
    reason: str | None = None
    number: str | None = None
    canonical: str | None = None  # where a known name was found


def marked_spans(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Spans of 《…》 and 〈…〉 in ``text[start:end]``, outer ones before the ones inside; True marks a nested one.

    An unclosed mark ends at the line's end, the next outer mark, or the next clause, whichever comes first.
    """
    spans: list[tuple[int, int, bool]] = []
    stack: list[int] = []
    for match in re.compile(r"[《》〈〉\n]").finditer(text, start, end):
        char, at = match.group(), match.start()
        if char in _OPEN:
            if stack and (at - stack[0] > _MAX_TITLE or _unclosed_between(text, stack, at)):
                spans.append((stack[0], _unclosed_end(text, stack[0], at), False))
                stack = []
            stack.append(at)
        elif char in _CLOSE and stack:
            opened = stack.pop()
            spans.append((opened, at + 1, bool(stack)))
        elif char == "\n" and stack:
            spans.append((stack[0], _unclosed_end(text, stack[0], at), False))
            stack = []
    if stack:
        spans.append((stack[0], _unclosed_end(text, stack[0], end), False))
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def _unclosed_between(text: str, stack: list[int], at: int) -> bool:
    """True where an outer 《 opens after a clause end: the one before was never closed."""
    return text[at] == "《" and len(stack) == 1 and bool(re.search(r"[，。；]", text[stack[0] : at]))


def _unclosed_end(text: str, opened: int, limit: int) -> int:
    head = re.compile(rf"(?:{alternation(load('instruments').words('heads'))})(?=[，,。；;、]|$)")
    match = head.search(text, opened, min(limit, opened + _MAX_TITLE))
    if match:
        return match.end()
    stop = re.compile(r"[，,。；;\n]").search(text, opened, limit)
    return stop.start() if stop else limit


@cache
def _head() -> re.Pattern[str]:
    aside = r"(?:\s*[（(〔\[][^）)〕\]]{1,30}[）)〕\]])*"
    return re.compile(rf"(?:{alternation(load('instruments').words('heads'))}){aside}$")


@cache
def _news() -> re.Pattern[str]:
    words = load("instruments")
    return re.compile(rf"[^，,。；;]{{0,25}}(?:{alternation(words.words('news_after'))})")


@cache
def _book() -> re.Pattern[str]:
    return re.compile(alternation(load("instruments").words("books")))


@cache
def _issued_before() -> re.Pattern[str]:
    words = load("instruments")
    return re.compile(rf"(?:{alternation(words.words('issue_verbs'))}|{alternation(words.words('basis_verbs'))})了?$")


_NUMBER = re.compile(r"\s*[（(]\s*([\u4e00-\u9fff]{1,12}[〔\[［][0-9]{4}[〕\]］][0-9]{1,5}号)\s*[）)]")


def titles(text: str, start: int, end: int) -> list[Title]:
    """All marked titles of ``text[start:end]``, documents and others (`reason`), outer before nested ones."""
    found = []
    for begin, stop, nested in marked_spans(text, start, end):
        closed = text[stop - 1] in _CLOSE
        words = text[begin + 1 : stop - 1 if closed else stop].strip()
        number = _NUMBER.match(text, stop)
        found.append(
            Title(
                begin,
                stop,
                words,
                "title-nested" if nested else "title-marked" if closed else "title-unclosed",
                nested,
                None
                if words and _is_document(text, begin, stop, words)
                else "no document (news, book, course or name)",
                number.group(1) if number else None,
            )
        )
    return found


def _is_document(text: str, begin: int, stop: int, words: str) -> bool:
    if _news().match(text, stop) or _book().search(words):
        return False
    if _head().search(words):
        return True
    return bool(_issued_before().search(text[max(0, begin - 8) : begin])) and len(words) >= 2


@cache
def _lists() -> re.Pattern[str]:
    words = load("instruments")
    verbs = alternation((*words.words("list_verbs"), *words.words("issue_verbs")))
    heads = alternation(words.words("unmarked_heads"))
    name = r"(?:(?![，,。；;：:、“”《》\ue000\s]|了)[\u4e00-\u9fff0-9（）()\ue001]|、(?=[^，,。；;、]{0,8}\())"
    return re.compile(
        rf"(?:(?P<verb>{verbs})了?|、(?<=[项件]、))(?P<of>我[省市县区局镇]|本[省市县区局]|全[省市县区])?[“\"]?"
        rf"(?P<name>{name}{{1,28}}?(?:{heads}))(?=[，,。；;、\d”\"]|等|并|共|合计|累计|$|\n)"
    )


_COUNTED = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LIST = re.compile(r"清单$|目录$|名录$")


def unmarked(masked: str, start: int, end: int) -> list[Title]:
    """Documents without marks after a verb that issues: counted or published lists, dated plans and reports.

    ``梳理公共服务事项清单86项`` gives 公共服务事项清单; ``制发2023年普法活动方案`` gives 2023年普法活动方案. An
    unnamed 方案 is none.
    """
    found: list[Title] = []
    chain = False
    last = -1
    for match in _lists().finditer(masked, start, end):
        begin, stop = match.span("name")
        words = match.group("name")
        listed = bool(_LIST.search(words))
        counted = bool(_COUNTED.match(masked, stop))
        chain = listed and (bool(match.group("verb")) or (chain and begin - last < 12))
        last = stop
        if words.startswith("的"):
            begin, words = begin + 1, words[1:]
        if words.startswith(("各", "相关", "有关", "该", "此")):
            continue
        named = (listed and chain and len(words) >= 6) or (bool(_YEAR.search(words)) and len(words) >= 10)
        if named and (counted or len(words) >= 6):
            found.append(Title(begin, stop, words, "list-issued" if listed else "title-unmarked"))
    return found
