"""What is left out and why: numbers that count nothing and titles that are no documents.

The pipeline gives most reasons; what it never looked at (numbers in quotations, in names, in section numbers) is
swept up here.
"""

from collections.abc import Iterator

from govgraph.coverage import find_numbers, find_titles
from govgraph.facts import LeftOut
from govgraph.mentions.mask import QUOTED, TITLE
from govgraph.mentions.reading import Reading


def left_out(reading: Reading) -> list[LeftOut]:
    """Every number and title of the body that is in no figure and no document, with the reason."""
    items = [*_titles(reading), *_numbers(reading)]
    return sorted(items, key=lambda item: (item.start, item.end))


def _item(reading: Reading, start: int, end: int, what: str, reason: str) -> LeftOut:
    section = reading.sections[reading.section_at(start)].number
    return LeftOut(start, end, reading.text[start:end], section, what, reason)  # type: ignore[arg-type]


def _titles(reading: Reading) -> Iterator[LeftOut]:
    known = {(title.start, title.end) for title in reading.titles if title.reason is None}
    reasons = {(title.start, title.end): title.reason for title in reading.titles if title.reason}
    for title in find_titles(reading.text, reading.start, reading.end):
        span = (title.start, title.end)
        if span not in known:
            yield _item(reading, *span, "title", reasons.get(span) or "part of another title")


def _numbers(reading: Reading) -> Iterator[LeftOut]:
    counted = bytearray(len(reading.text) + 1)
    for figure in reading.figures:
        number = reading.numbers[figure.number] if figure.number >= 0 else figure
        counted[number.start : number.end] = b"\x01" * (number.end - number.start)
    for title in reading.titles:
        if title.reason is None:
            counted[title.start : title.end] = b"\x01" * (title.end - title.start)
    reasons = {at: number.reason for number in reading.numbers if number.reason for at in range(*number[:2])}
    for start, end in find_numbers(reading.text, reading.start, reading.end):
        if any(counted[start:end]):
            continue
        reason = next((reasons[at] for at in range(start, end) if at in reasons), None)
        yield _item(reading, start, end, "number", reason or _why(reading, start))


def _why(reading: Reading, start: int) -> str:
    char = reading.masked[start]
    if char == QUOTED:
        return "number in a quotation"
    if char == TITLE:
        return "number in a title"
    section = reading.sections[reading.section_at(start)]
    if section.start <= start < section.heading_start:
        return "section number"
    return "word, not a count"
