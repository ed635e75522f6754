"""Header rows of a page → metadata fields under ontology names (``ontology/lexicon/page.toml``).

Fields come as ``[ 索引号 ]值``, ``索引号：值``, as cells of a table, as a label with its value in the next line, as
``<meta>``, and without a label as a date or document number in a line of its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from govgraph.lexicon import load
from govgraph.read.model import HeaderField, Line

_BLANK = "[ \u3000]*"
_DATE = (
    r"\d{4}\s?[年/.-]\s?\d{1,2}\s?[月/.-]\s?\d{1,2}日?"
    r"|[一二][〇○零０Ｏ一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
_DATE_LINE = re.compile(rf"([（(]?)\s*((?:{_DATE})(?:\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?)\s*[)）]?")
_LEADING_DATE = re.compile(rf"(?:{_DATE})(?:\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?(?=\s|\Z)")
_NUMBER_LINE = re.compile(r"[\u4e00-\u9fff]{1,15}[〔\[（(【]\d{4}[〕\]）)】]第?\s?\d{1,5}\s?号")
_VALUE_END = re.compile(r"\t|【|\[\s|\s?[|｜]|[ \u3000\xa0]{2,}|\u3000|\s(?=[\u4e00-\u9fff]{2,6}[:：])")
_CELL_VALUE = re.compile(r"[ \u3000]*[\t|｜]([^\t|｜]*)")
_TRIM = " \t\u3000\xa0:：|｜·"
_MAX_NEXT_LINE = 80


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in a line; `name` is empty for one that tells nothing about the report (阅读次数)."""

    name: str
    start: int
    end: int


@cache
def _names() -> dict[str, str]:
    lexicon = load("page").tables
    names = dict.fromkeys(lexicon["header"]["ignored"], "")
    return names | {label: entry["name"] for entry in lexicon["field"] for label in entry["labels"]}


@cache
def _meta_names() -> dict[str, tuple[str, int]]:
    """Ontology name and rank (the order in the lexicon) by ``<meta>`` name in lower case."""
    entries = load("page").tables["field"]
    return {meta.lower(): (entry["name"], rank) for entry in entries for rank, meta in enumerate(entry.get("meta", ()))}


@cache
def _labels() -> re.Pattern[str]:
    """In brackets, before a colon, or alone in a table cell; blanks may stand between the characters of a label."""
    words = sorted(_names(), key=lambda word: (-len(word), word))
    label = "|".join(_BLANK.join(map(re.escape, word)) for word in words)
    bracketed = rf"[\[【〔［]{_BLANK}(?:{label}){_BLANK}[\]】〕］][ \u3000:：]*"
    with_colon = rf"(?:{label}){_BLANK}[:：]"
    cell = rf"(?:(?<=[\t|｜])|(?<=[|｜][ \u3000])|\A)(?:{label}){_BLANK}(?=[\t|｜]|\Z)"
    return re.compile(rf"(?<![\u4e00-\u9fff])(?:{bracketed}|{with_colon}|{cell})")


def is_header_row(line: Line) -> bool:
    """Whether a line is a row of metadata: it begins with a label, or with a date before a label."""
    text = line.text
    found = _labels().match(text.lstrip("•·◆ "))
    if found is None and (date := _LEADING_DATE.match(text)):
        found = _labels().search(text, date.end())
    return found is not None


def is_date_line(text: str) -> bool:
    """Whether a line is a date and nothing else, perhaps in brackets."""
    return _DATE_LINE.fullmatch(text) is not None


def is_number_line(text: str) -> bool:
    """Whether a line is a document number and nothing else: 某政发〔2023〕5号."""
    return _NUMBER_LINE.fullmatch(text) is not None


def read_header(
    above: Sequence[Line], below: Sequence[Line], meta: Iterable[tuple[str, str]]
) -> tuple[HeaderField, ...]:
    """The fields of a page, each name once: where a page repeats one, the first that has a value.

    `above` are the lines before the text, `below` the closing lines under it (whose date is the date of issue);
    what the page shows goes before what only its ``<meta>`` says. A field without a value is left out.
    """
    found: dict[str, HeaderField] = {}
    for field in (*_labelled(above), *_unlabelled(above), *_unlabelled(below), *_of_meta(meta)):
        found.setdefault(field.name, field)
    return tuple(sorted(found.values(), key=lambda field: (field.start < 0, field.start, field.name)))


def _labelled(lines: Sequence[Line]) -> Iterator[HeaderField]:
    for number, line in enumerate(lines):
        labels = list(_label_places(line.text)) if is_header_row(line) else []
        for label, following in zip_longest(labels, labels[1:]):
            end = following.start if following else len(line.text)
            start, end = _value_span(line.text, label.end, end)
            if not label.name:
                continue
            if start < end:
                yield _field(label.name, line, start, end)
            elif len(labels) == 1 and (value := _next_value(lines, number)):
                yield _field(label.name, value, 0, len(value.text))


def _label_places(text: str) -> Iterator[_Label]:
    for found in _labels().finditer(text):
        word = re.sub(r"[\s:：\[\]【】〔〕［］]", "", found.group())
        yield _Label(_names()[word], found.start(), found.end())


def _value_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the value of a label stands between the label's end and the next label."""
    if cell := _CELL_VALUE.match(text, start, end):
        start, end = cell.span(1)
    raw = text[start:end]
    value = raw.strip(_TRIM)
    start += raw.find(value) if value else len(raw)
    cut = _VALUE_END.search(value)
    value = (value[: cut.start()] if cut else value).rstrip(_TRIM)
    return start, start + (0 if value in load("page").tables["header"]["no_value"] else len(value))


def _next_value(lines: Sequence[Line], number: int) -> Line | None:
    """The line below a label that stands alone."""
    if number + 1 == len(lines):
        return None
    line = lines[number + 1]
    return None if is_header_row(line) or len(line.text) > _MAX_NEXT_LINE else line


def _unlabelled(lines: Sequence[Line]) -> Iterator[HeaderField]:
    """Dates and document numbers without a label: in a line of their own, or before the first label."""
    for line in lines:
        if date := _DATE_LINE.fullmatch(line.text):
            name = "issuedDate" if date.group(1) or "年" in date.group(2) else "publishedDate"
            yield _field(name, line, *date.span(2))
        elif _NUMBER_LINE.fullmatch(line.text):
            yield _field("documentNumber", line, 0, len(line.text))
        elif (leading := _LEADING_DATE.match(line.text)) and is_header_row(line):
            yield _field("publishedDate", line, *leading.span())


def _of_meta(meta: Iterable[tuple[str, str]]) -> Iterator[HeaderField]:
    known = [(_meta_names()[key.lower()], value) for key, value in meta if key.lower() in _meta_names()]
    for (name, _), value in sorted(known, key=lambda entry: entry[0][1]):
        yield HeaderField(name, value, -1, -1)


def _field(name: str, line: Line, start: int, end: int) -> HeaderField:
    return HeaderField(name, line.text[start:end], line.start + start, line.start + end)
