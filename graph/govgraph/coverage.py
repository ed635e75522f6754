"""Nothing lost: every title and every number of a report lies in a fact or is listed with the reason why not.

Titles and numbers are looked for again here, in the text itself and without the patterns of the extraction, so that
what the extraction never saw comes to light as `unaccounted` instead of staying hidden.
"""

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from govgraph.facts import LeftOut, ReportFacts, Section
from govgraph.lexicon import alternation, load

Span = tuple[int, int]

# A title is in a fact where it is named as a document, or praised: work that mentions it says nothing about it.
_TITLE_FACTS = ("instrument", "recognition")
# Where a number lies in several facts it counts for the first of these.
_NUMBER_FACTS = ("figure", "instrument", "recognition", "agency", "problem", "initiative")
_MARKS = {"《": "》", "〈": "〉"}
_ANY_MARK = re.compile(f"[{''.join((*_MARKS, *_MARKS.values()))}]")
_OUTLINE = "section number"


class Title(NamedTuple):
    """A title in 《》 or 〈〉 with its marks; `parent` is the span inside the marks of the title around it."""

    start: int
    end: int
    parent: Span | None


def coverage(facts: ReportFacts, body: Span | None = None) -> dict[str, Any]:
    """What of the report is in the graph, what was left out and why, and what nobody accounts for.

    `body` is the span of the report proper, by default the span that the outline covers. All figures are counts;
    offsets are code points of the kept text. Keys: ``characters`` (text, body, in_facts), ``sections``, ``titles``
    and ``numbers`` (seen, in_fact by type, left_out by reason, unaccounted), ``left_out`` and ``unaccounted`` (lists
    with quote, offsets and section).
    """
    start, end = body or _body(facts)
    places = _mention_spans(facts)
    titles = _count_titles(facts, start, end, places)
    numbers = _count_numbers(facts, start, end, places)
    lost = [(span, "title") for span in titles.unaccounted] + [(span, "number") for span in numbers.unaccounted]
    sections = _Sections(facts.sections)
    return {
        "characters": {"text": len(facts.text), "body": end - start, "in_facts": _covered(facts, start, end)},
        "sections": len(facts.sections),
        "titles": titles.counts(),
        "numbers": numbers.counts(),
        "left_out": [_item(facts, i.what, (i.start, i.end), i.section) | {"reason": i.reason} for i in facts.left_out],
        "unaccounted": [_item(facts, what, span, sections.at(span)) for span, what in sorted(lost)],
    }


def find_titles(text: str, start: int, end: int) -> Iterator[Title]:
    """Titles with their marks, nested ones too: 《关于贯彻〈条例〉的通知》 gives two.

    A mark that is never closed reaches to the end of its line.
    """
    position = start
    while position < end:
        newline = text.find("\n", position, end)
        stop = end if newline < 0 else newline
        yield from sorted(_titles_of_line(text, position, stop), key=lambda t: (t.start, -t.end))
        position = stop + 1


def find_numbers(text: str, start: int, end: int) -> Iterator[Span]:
    """Runs of digits, full or half width (1,139 and 523.46 are one), and Chinese numerals that count: 三十|余场次,
    百分之五, 九|成.

    A bare 一 before a measure word is an article rather than a number (一件事, 一次性告知) and is not given.
    """
    pattern, at = _number_pattern(), start
    for run in _NUMERALS.finditer(text, start, end):
        at = max(at, run.start())
        while at < run.end():
            match = pattern.match(text, at, end)
            if match:
                yield match.span()
            at = match.end() if match else at + 1


# A cheap look for what a number can begin with.
_NUMERALS = re.compile("[0-9０-９〇零一二三四五六七八九十百千万亿两]+")


def _titles_of_line(text: str, start: int, stop: int) -> Iterator[Title]:
    opened: list[int] = []
    for mark in _ANY_MARK.finditer(text, start, stop):
        position = mark.start()
        if text[position] in _MARKS:
            opened.append(position)
        elif opened:
            depth = next((d for d in reversed(range(len(opened))) if _MARKS[text[opened[d]]] == text[position]), None)
            if depth is not None:
                yield _title(text, opened[depth], position + 1, opened[:depth], stop)
                opened = opened[:depth]
    for depth, position in enumerate(opened):
        yield _title(text, position, stop, opened[:depth], stop)


def _title(text: str, start: int, end: int, around: list[int], stop: int) -> Title:
    if not around:
        return Title(start, end, None)
    close = text.find(_MARKS[text[around[-1]]], end, stop)
    return Title(start, end, (around[-1] + 1, close if close >= 0 else stop))


@cache
def _number_pattern() -> re.Pattern[str]:
    words = load("coverage")
    digits = r"[0-9０-９]+(?:[,，][0-9０-９]{3}(?![0-9０-９]))*(?:[.．][0-9０-９]+)?"
    han = "〇零一二三四五六七八九十百千万亿两"
    part = rf"[{han}]+分之[{han}]+"
    about = alternation(words.words("approximate"))
    measure = alternation(words.words("measures"))
    counted = rf"(?<![第0-9０-９{han}])(?!一(?:{measure}))[{han}]+(?=(?:{about})?(?:{measure}))"
    return re.compile(rf"{digits}|{part}|{counted}")


class _Spans:
    """Spans that are asked whether one of them lies around another span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(set(spans))
        self._reach: list[int] = []
        for _, end in self.spans:
            self._reach.append(max(end, self._reach[-1]) if self._reach else end)

    def around(self, span: Span) -> bool:
        index = bisect.bisect_right(self.spans, (span[0], 1 << 62)) - 1
        return index >= 0 and self._reach[index] >= span[1]


class _Tally:
    """Counts of one sort of thing looked for; each is in a fact, left out for a reason, or unaccounted."""

    def __init__(self, left_out: Iterable[LeftOut]) -> None:
        self.seen = 0
        self.in_fact: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.unaccounted: list[Span] = []
        self._left = tuple(left_out)

    def add(self, span: Span, fact: str | None) -> None:
        self.seen += 1
        if fact:
            self.in_fact[fact] += 1
            return
        reasons = [item.reason for item in self._left if item.start <= span[0] and span[1] <= item.end]
        if reasons:
            self.left_out[reasons[0]] += 1
        else:
            self.unaccounted.append(span)

    def counts(self) -> dict[str, Any]:
        return {
            "seen": self.seen,
            "in_fact": dict(sorted(self.in_fact.items())),
            "left_out": dict(sorted(self.left_out.items())),
            "unaccounted": len(self.unaccounted),
        }


class _Sections:
    """The deepest section at a place."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self._sections = sorted(sections, key=lambda s: (s.end - s.start, -s.start))

    def at(self, span: Span) -> str:
        return next((s.number for s in self._sections if s.start <= span[0] < s.end), "0")


def _count_titles(facts: ReportFacts, start: int, end: int, places: Mapping[str, _Spans]) -> _Tally:
    tally = _Tally(item for item in facts.left_out if item.what == "title")
    for title in find_titles(facts.text, start, end):
        tally.add((title.start, title.end), _title_fact(title, places))
    return tally


def _count_numbers(facts: ReportFacts, start: int, end: int, places: Mapping[str, _Spans]) -> _Tally:
    tally = _Tally(item for item in facts.left_out if item.what == "number")
    outline = _Spans((s.start, s.heading_start) for s in facts.sections if s.number != "0")
    for span in find_numbers(facts.text, start, end):
        if outline.around(span):
            tally.seen += 1
            tally.left_out[_OUTLINE] += 1
        else:
            tally.add(
                span, next((kind for kind in _NUMBER_FACTS if kind in places and places[kind].around(span)), None)
            )
    return tally


def _title_fact(title: Title, places: Mapping[str, _Spans]) -> str | None:
    """The type of fact that names this very title; the title around a nested one does not speak for it."""
    inner = (title.start + 1, title.end - 1)
    for kind in _TITLE_FACTS:
        around = [s for s in places[kind].spans if s[0] <= inner[0] and s[1] >= inner[1]] if kind in places else []
        if kind == "instrument" and title.parent:
            around = [s for s in around if not (s[0] <= title.parent[0] and s[1] >= title.parent[1])]
        if around:
            return kind
    return None


def _mention_spans(facts: ReportFacts) -> dict[str, _Spans]:
    kinds = {entity.key: entity.type for entity in facts.entities}
    spans: dict[str, list[Span]] = {}
    for mention in facts.mentions:
        spans.setdefault(kinds[mention.entity], []).append((mention.evidence.start, mention.evidence.end))
    return {kind: _Spans(found) for kind, found in spans.items()}


def _body(facts: ReportFacts) -> Span:
    if not facts.sections:
        return 0, len(facts.text)
    return min(s.start for s in facts.sections), max(s.end for s in facts.sections)


def _covered(facts: ReportFacts, start: int, end: int) -> int:
    """Code points of the body that lie in the words of some fact."""
    total, reach = 0, start
    words = [m.evidence for m in facts.mentions] + [r.evidence for r in facts.relations]
    for evidence in sorted(words):
        first, last = max(evidence.start, reach), min(evidence.end, end)
        total, reach = total + max(0, last - first), max(reach, last)
    return total


def _item(facts: ReportFacts, what: str, span: Span, section: str) -> dict[str, Any]:
    return {
        "report": facts.report.id,
        "what": what,
        "quote": facts.text[span[0] : span[1]],
        "start": span[0],
        "end": span[1],
        "section": section,
    }
