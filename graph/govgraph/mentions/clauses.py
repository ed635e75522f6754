"""Clauses: the skeleton of the text and its sentences and clauses, section by section.

In the skeleton every body, document and figure is one character, so that its grammar is short; offsets map back to
the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from govgraph.facts import Section

AGENCY, DOCUMENT, FIGURE, OTHER_TITLE = "\ue010", "\ue011", "\ue012", "\ue013"
LISTED = "\ue014"  # a list or plan named without marks


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The text with one character for each mention; ``offsets[i]`` is where skeleton character i begins in the text."""

    text: str
    offsets: list[int]

    def holding(self, offset: int) -> int:
        """The skeleton position whose character holds a text offset."""
        return bisect_right(self.offsets, offset) - 1

    def at_or_after(self, offset: int) -> int:
        """The first skeleton position that begins at or after a text offset."""
        return bisect_left(self.offsets, offset)


def skeleton(masked: str, mentions: Sequence[tuple[int, int, str]]) -> Skeleton:
    """The skeleton of `masked` for mentions (start, end, symbol) in text order; one inside another is passed over."""
    pieces: list[str] = []
    offsets: list[int] = []
    last = 0
    for start, end, symbol in mentions:
        if start < last:
            continue
        pieces += (masked[last:start], symbol)
        offsets.extend(range(last, start))
        offsets.append(start)
        last = end
    pieces.append(masked[last:])
    offsets.extend(range(last, len(masked) + 1))
    return Skeleton("".join(pieces), offsets)


class Clause(NamedTuple):
    """A clause: its text span, its skeleton span, the sentence and section (index in the outline) it is in."""

    start: int
    end: int
    low: int
    high: int
    sentence: int
    section: int
    heading: bool
    after: str  # the punctuation behind it


_SENTENCE_END = frozenset("。；;！!？?\n")
_CLAUSE_END = re.compile(r"[，,：:。；;！!？?\n]")
_GROUPED = re.compile(r"\d,\d{3}(?!\d)")


def clauses(bones: Skeleton, sections: Sequence[Section], end: int) -> list[Clause]:
    """The clauses of headings and running text, section by section, in text order."""
    found: list[Clause] = []
    for index, section in enumerate(sections):
        stop = min(sections[index + 1].start if index + 1 < len(sections) else end, end)
        spans = [(section.heading_start, section.heading_end, True)] if section.heading else []
        for start, finish, heading in (*spans, (section.heading_end, stop, False)):
            sentence = found[-1].sentence + 1 if found else 0
            found += _clauses_of(bones, start, finish, index, heading, sentence)
    return found


def _clauses_of(bones: Skeleton, start: int, end: int, section: int, heading: bool, sentence: int) -> Iterator[Clause]:
    low, high = bones.at_or_after(start), bones.at_or_after(end)
    at = low
    for match in _CLAUSE_END.finditer(bones.text, low, high):
        stop = match.start()
        if match.group() == "," and _GROUPED.match(bones.text, stop - 1):
            continue
        if stop > at:
            yield Clause(bones.offsets[at], bones.offsets[stop], at, stop, sentence, section, heading, match.group())
        at = match.end()
        if match.group() in _SENTENCE_END:
            sentence += 1
    if high > at:
        yield Clause(bones.offsets[at], bones.offsets[high], at, high, sentence, section, heading, "")
