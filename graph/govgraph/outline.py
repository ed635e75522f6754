"""Outline: the text as a tree of numbered sections, each with number, heading, level and span.

Chinese reports number by custom: 一、 (一) 1. (1) ① down the page, 一是 / 第一 / 首先 inside a paragraph, in full or
half width. Some headings run into the text with nothing between (``1.加强队伍建设按照…``): the heading then ends
after its closing noun, where a new clause begins; which nouns close and which words begin is data
(``ontology/lexicon/outline.toml``).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from govgraph.facts import Section
from govgraph.lexicon import alternation, load

_BLANKS = " \t\u00a0\u2002\u2003\u3000"
_HAN = "一二三四五六七八九十百"
# Styles in order of rank; each pattern gives the ordinal as group 1. Line styles open a line, inline styles a clause.
_LINE_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第([{_HAN}]+)(?:部分|章)[、:：\s]*")),
    ("han", re.compile(rf"([{_HAN}]+)(?:[、．]|[.,，](?=\D))")),
    ("bracket-han", re.compile(rf"[(（]([{_HAN}]+)[)）][、.．]?")),
    ("digit", re.compile(r"([0-9０-９]{1,2})(?:[、．](?![0-9０-９])|\.(?!\d)(?=\s*\S))")),
    ("bracket-digit", re.compile(r"[(（]([0-9０-９]{1,2})[)）][、.．]?")),
    ("circle", re.compile(r"([①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮])")),
)
_INLINE_LINE_STYLE = re.compile(
    rf"[。：:;；](?=[(（](?:[{_HAN}]+|[0-9]{{1,2}})[)）]|[0-9]{{1,2}}[.．](?=[^\d.])|[①-⑮])|。(?=[{_HAN}]{{1,3}}、)"
)
_ITEM = re.compile(rf"(?:第([{_HAN}]{{1,2}})[,，、:：]|([{_HAN}]{{1,2}})(?:是要|是|要|则)|(首先|其次|再次|最后)[,，])")
_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九", 1)}
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_CLAUSE_END = re.compile(r"[,，。;；:：]")
_FIRST_ITEM = re.compile("一(?:是|要|则)|第一|首先")  # a cheap look whether a list begins at all
_NEXT_ITEM = 1500  # code points within which the second item of lines is looked for
_MAX_HEADING = 60  # code points; longer first sentences are text
# A count or a title that no heading holds: 研究议题4次, 落实《…》; the number of a name (“八五”, “1+3”) is in quotes.
_COUNT_OR_TITLE = re.compile(
    r"“[^”]*”|(?P<told>\d[\d,.]*(?:余|多)?[万千亿]?(?=[%％]|(?![年月日号届大])[\u4e00-\u9fff])|《)"
)


class _Mark(NamedTuple):
    """An enumerator found in the text: where it stands, its style and ordinal, where the words after it begin."""

    start: int
    after: int
    style: str
    ordinal: int
    line_end: int


def outline(text: str, start: int, end: int) -> tuple[Section, ...]:
    """Sections of ``text[start:end]`` in text order; section "0" is what stands before the first number.

    Numbers are paths of ordinals ("1.2.3.1" = 一是 under 3. under (二) under 一、). A section's span runs to the next
    section that is not inside it, so that spans nest.
    """
    marks = list(_marks(text, start, end))
    if not any(mark.style in ("part", "han") for mark in marks):
        marks = sorted((*marks, *_bare_headings(text, start, end)))
    first = marks[0].start if marks else end
    opened = [Section("0", "", 0, start, first, start, start, None)]
    stack: list[tuple[str, str, int]] = []  # style, number, ordinal
    for index, mark in enumerate(marks):
        stack = _pop(stack, mark.style)
        above = stack[-1] if stack else None
        if above and above[0] == mark.style:
            stack = stack[:-1]
            ordinal = mark.ordinal if mark.ordinal > above[2] else above[2] + 1
        else:
            ordinal = mark.ordinal
        parent = stack[-1][1] if stack else None
        number = f"{parent}.{ordinal}" if parent else str(ordinal)
        stack = [*stack, (mark.style, number, ordinal)]
        following = marks[index + 1] if index + 1 < len(marks) else None
        parted = following is None or following.style in {style for style, _, _ in stack}
        below = text[mark.line_end : following.start if following else end].strip()
        head_start, head_end = _heading(text, mark, alone=parted and not below)
        opened.append(
            Section(
                number, text[head_start:head_end], len(stack), mark.start, mark.line_end, head_start, head_end, parent
            )
        )
    return tuple(_close(opened, end))


def _close(opened: list[Section], end: int) -> Iterator[Section]:
    """Give every section the span up to the next one that is not inside it."""
    for index, section in enumerate(opened):
        if section.number == "0":
            yield section
            continue
        inside = section.number + "."
        stop = next((s.start for s in opened[index + 1 :] if not s.number.startswith(inside)), end)
        yield section._replace(end=stop)


def _pop(stack: list[tuple[str, str, int]], style: str) -> list[tuple[str, str, int]]:
    """The stack down to a sibling of `style`, or unchanged where the style is new and so one level deeper."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth][0] == style:
            return stack[: depth + 1]
    if style.startswith("item"):
        return [entry for entry in stack if not entry[0].startswith("item")]
    ranks = [_BARE, *(name for name, _ in _LINE_STYLES)]
    rank = ranks.index(style)
    return [e for e in stack if not e[0].startswith("item") and ranks.index(e[0]) < rank]


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """All enumerators in text order."""
    position = start
    items = _Items()
    while position < end:
        newline = text.find("\n", position, end)
        line_end = end if newline < 0 else newline
        begin = position
        while begin < line_end and text[begin] in _BLANKS:
            begin += 1
        if begin < line_end:
            yield from _line_marks(text, begin, line_end, end, items)
        position = line_end + 1


def _bare_headings(text: str, start: int, end: int) -> list[_Mark]:
    """Headings without a number, as marks counted from one; none where a text has fewer than two.

    Such a heading is a short line of its own, behind the first paragraph and with text under it.
    """
    lines = [match.span() for match in _LINE.finditer(text, start, end)]
    first = next((index for index, (low, high) in enumerate(lines) if "。" in text[low:high]), len(lines))
    found: list[_Mark] = []
    for (low, high), (after, stop) in zip(lines[first:], lines[first + 1 :], strict=False):
        if _BARE_HEADING.fullmatch(text, low, high) and ("。" in text[after:stop] or _line_mark(text, after, stop)):
            found.append(_Mark(low, low, _BARE, len(found) + 1, high))
    return found if len(found) > 1 else []


_BARE = "bare"
_LINE = re.compile(rf"[^\s{_BLANKS}][^\n]*[^\s{_BLANKS}]")
_BARE_HEADING = re.compile(
    r"(?![一二三四五六七八九十]+[、是要]|附|[（(\d](?!\d{3}年))[^\t|《》。；;：:！!？?]{4,30}(?<![日\d）)])"
)


class _Items:
    """How far the counts 一是 二是 …, 第一 第二 … and 首先 其次 … have come since the last number at a line's head."""

    def __init__(self) -> None:
        """Nothing counted."""
        self.reset()

    def reset(self) -> None:
        """Forget the counts: a new section begins."""
        self.wanted = {"item": 1, "item-nth": 1, "item-order": 1}


def _line_marks(text: str, begin: int, line_end: int, end: int, items: _Items) -> Iterator[_Mark]:
    mark = _line_mark(text, begin, line_end)
    if mark:
        items.reset()
    starts = [begin, *(m.end() for m in _INLINE_LINE_STYLE.finditer(text, begin, line_end))]
    if mark:
        yield mark
    pieces: list[tuple[int, int]] = []
    for index, piece in enumerate(starts):
        if index:
            inline = _line_mark(text, piece, line_end)
            if inline is None:
                continue
        pieces.append((piece, starts[index + 1] if index + 1 < len(starts) else line_end))
    for index, (piece, stop) in enumerate(pieces):
        if index:
            inline = _line_mark(text, piece, line_end)
            if inline:
                items.reset()
                yield inline
        yield from _items(text, piece, stop, end, items)


def _line_mark(text: str, begin: int, line_end: int) -> _Mark | None:
    for style, pattern in _LINE_STYLES:
        match = pattern.match(text, begin, line_end)
        if match and match.end() < line_end:
            return _Mark(begin, match.end(), style, _ordinal(match.group(1)), line_end)
    return None


def _items(text: str, begin: int, stop: int, end: int, items: _Items) -> Iterator[_Mark]:
    """一是 … 二是 … or 第一, … 第二, … in a line or at the head of lines: from one on, without a gap."""
    for match in _ITEM.finditer(text, begin, stop):
        nth, plain, order = match.groups()
        style = "item-nth" if nth else "item" if plain else "item-order"
        ordinal = _ordinal(nth or plain) if not order else 1 if order == "首先" else max(items.wanted[style], 2)
        first = ordinal == 1 and (
            match.start() == begin or items.wanted[style] == 1 or _goes_on(text, match.end(), stop, style)
        )
        if not (first or ordinal == items.wanted[style]) or not _opens_clause(
            text, begin, match.start(), style, ordinal
        ):
            continue
        limit = min(end, match.end() + _NEXT_ITEM) if match.start() == begin else stop
        if ordinal == 1 and not _goes_on(text, match.end(), limit, style):
            continue
        items.wanted[style] = ordinal + 1
        yield _Mark(match.start(), match.end(), style, ordinal, stop)


def _opens_clause(text: str, begin: int, at: int, style: str, ordinal: int) -> bool:
    """An item opens a clause; the first of a list may also follow a heading that runs into it."""
    if at == begin or text[at - 1] in "。；;：:，," + _BLANKS:
        return True
    return ordinal == 1 and (style == "item-nth" or text[at - 1] in load("outline").words("closing_characters"))


def _goes_on(text: str, at: int, stop: int, style: str) -> bool:
    second = {"item": ("二是", "二要", "二则"), "item-nth": ("第二",), "item-order": ("其次", "再次", "最后")}[style]
    return any(text.find(cue, at, stop) >= 0 for cue in second)


def _ordinal(word: str) -> int:
    """一 → 1, 十二 → 12, ２ → 2, ③ → 3."""
    if word in _CIRCLES:
        return _CIRCLES.index(word) + 1
    if word.isdecimal():
        return int(word)
    tens, _, ones = word.rpartition("十")
    if "十" in word:
        return (_DIGITS.get(tens, 1)) * 10 + _DIGITS.get(ones, 0)
    return _DIGITS.get(word, 1)


@cache
def _run_in() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where a heading without separator ends: after a closing noun, before a word or body that begins a clause.

    The second pattern takes any verb of work for such a word; it goes second, since verbs stand in headings too.
    """
    words, verbs = load("outline"), load("verbs")
    closing, opening = words.words("closing"), alternation(words.words("opening"))
    work = alternation(set(verbs.words("work")) - set(verbs.words("work_short")) - set(closing))
    firm = rf"(?:{alternation(closing)})(?=[{_BLANKS}]*(?:{opening}|{_BODY_OPENS}|{_WHOLE_PLACE}))"
    loose = rf"(?:{alternation(closing)})(?=[{_BLANKS}]*(?:{work})[^，,、。；]{{4}})"
    return re.compile(firm), re.compile(loose)


# A body, or a place as a whole, that begins a clause: 县司法局开展…, 全县….
_BODY_OPENS = r"[省市区县旗州镇乡](?:委|政府|人大|政协|人民|纪委|[\u4e00-\u9fff]{1,10}?(?:局|厅|办|院|中心|大队|部))"
_WHOLE_PLACE = r"全[省市区县旗州镇乡]"
# Who leads or acts, which no heading that runs into the text says: 由区疾控中心牵头…, 县卫生健康执法队检查….
_BODY_ACTS = re.compile(rf"由[^，,。]{{2,20}}牵头|{_BODY_OPENS[:-1]}|[\u4e00-\u9fff]{{1,10}}?队(?!伍))")


def _heading(text: str, mark: _Mark, alone: bool) -> tuple[int, int]:
    """Span of the heading after an enumerator; empty where the section has text only.

    `alone`: nothing stands below the line before the next number, so that a line of a whole sentence is text.
    """
    begin = mark.after
    while begin < mark.line_end and text[begin] in _BLANKS:
        begin += 1
    first = _FIRST_ITEM.search(text, begin, mark.line_end)
    items = _ITEM.finditer(text, begin, mark.line_end) if first else ()
    item = next((m.start() for m in items if _starts_list(text, begin, m)), None)
    stop = mark.line_end if item is None else item
    stop = _first_stop(text, begin, stop)
    rest = text[stop + 1 : mark.line_end].strip()
    whole_line = not rest or (mark.style.startswith("item") and _ITEM.match(rest) is not None)
    told = text[stop : stop + 1] == "。" and _CLAUSE_END.search(
        text, begin, stop
    )  # a heading of its own has no full stop
    if (not whole_line or told) and not mark.style.startswith("item"):
        cut = _run_in_cut(text, begin, stop)
        if cut is not None:
            return begin, begin if _tells(text, begin, cut) else cut
        if text[stop : stop + 1] in ("；", ";") or (text[stop : stop + 1] == "。" and _tells(text, begin, stop)):
            return begin, begin
    if whole_line and told and alone:
        return begin, begin
    if stop - begin > _MAX_HEADING or (mark.style.startswith("item") and whole_line):
        return begin, begin
    if mark.style.startswith("item") and (
        text[stop : stop + 1] not in "。:：" or _CLAUSE_END.search(text, begin, stop)
    ):
        return begin, begin
    return begin, _trim(text, begin, stop)


def _tells(text: str, begin: int, stop: int) -> bool:
    """True for a first sentence that tells instead of naming: who did it, how often, under which document."""
    if _BODY_ACTS.match(text, begin, stop):
        return True
    return any(match["told"] for match in _COUNT_OR_TITLE.finditer(text, begin, stop))


def _starts_list(text: str, begin: int, match: re.Match[str]) -> bool:
    style = "item-nth" if match.group(1) else "item" if match.group(2) else "item-order"
    first = match.group(1) == "一" or match.group(2) == "一" or match.group(3) == "首先"
    return first and match.start() > begin and _goes_on(text, match.end(), len(text), style)


_STOP, _OPENED = re.compile("[。；;：:]"), re.compile("[(（《“]")


def _first_stop(text: str, begin: int, stop: int) -> int:
    """The first 。；： outside brackets, or `stop`."""
    first = _STOP.search(text, begin, min(stop, begin + 200))
    if first is None or not _OPENED.search(text, begin, first.start()):
        return first.start() if first else stop
    depth = 0
    for position in range(begin, min(stop, begin + 200)):
        char = text[position]
        if char in "(（《“":
            depth += 1
        elif char in ")）》”":
            depth = max(0, depth - 1)
        elif char in "。；;：:" and not depth:
            return position
    return stop


def _run_in_cut(text: str, begin: int, stop: int) -> int | None:
    """The end of a heading that runs into the text without a separator, or None."""
    first = _CLAUSE_END.search(text, begin, stop)
    limit = first.start() if first else stop
    if stop - begin <= 14 and limit == stop:  # a plain short heading
        return None
    for pattern in _run_in():
        match = pattern.search(text, begin + 3, min(limit, begin + 40))
        if match:
            return match.end()
    return None


def _trim(text: str, begin: int, stop: int) -> int:
    while stop > begin and text[stop - 1] in _BLANKS + "，,、":
        stop -= 1
    return stop
