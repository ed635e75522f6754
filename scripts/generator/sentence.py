"""One template → one sentence of a report, with what it says marked by place."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from generator.issuers import Body, Issuer, resolve, vocabulary
from generator.markup import Boundary, Choice, Node, Slot, Span, Text
from generator.numbers import Measure, Written, history, write, write_change
from govgraph.resources import ontology_file

_SCALES = {"province": 40.0, "city": 7.0, "county": 1.0, "township": 0.08}
_BUREAU_SHARE = 0.4
_DOCUMENT_LEVELS = {"province": "provincial", "city": "prefecture", "county": "county", "township": "township"}
_COPULAS = ("达到", "为", "达", "提高到", "降至")


class UnfitError(Exception):
    """A template that this report cannot use: the place has no such body, the year no such document."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as a sentence names it, and the one named inside its title."""

    canonical: str
    kind: str
    level: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked words ``text[start:end]`` of a sentence: `kind` is that of the markup, or ``@`` a body, ``%`` a document.

    `role` is what the sentence says of a body or document, `words` the indicator of a figure or the kind of a
    recognition; a mark in another scope (a part of the sentence with its own actor) has nothing to do with this one.
    """

    kind: str
    start: int
    end: int
    scope: int
    optional: bool = False
    role: str = ""
    words: str = ""
    body: Body | None = None
    document: Document | None = None
    number: Written | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and marks."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class Setting:
    """Whose report it is and of which year, its dice, its style, and what it has said so far."""

    issuer: Issuer
    year: int
    seed: int
    rng: Random
    wide: bool  # whether brackets and dashes in titles are full width
    problems: Mapping[str, str] = field(default_factory=dict)

    def value(self, key: str, year: int) -> float:
        """The value of a measure in a year."""
        entry = vocabulary()["measures"][key]
        who = (self.seed, self.issuer.body.canonical, self.issuer.place.full)
        if isinstance(entry, dict):
            low, high = entry["share"]
            return self.value(entry["of"], year) * history(_measure((low, high, 0, 0)), 1, year, *who, key)
        scale = _SCALES[self.issuer.place.level] * (_BUREAU_SHARE if self.issuer.bureau else 1)
        return history(_measure(tuple(entry)), scale, year, *who, key)

    def words(self, key: str) -> str:
        """Plain words: of the report (year, place), of its bureau, or of a list."""
        place = self.issuer.place
        known = {"year": str(self.year), "next": str(self.year + 1), "letter": place.letter, "place": place.name}
        if key in known:
            return known[key]
        if key in ("checks", "campaign", "things"):
            found = vocabulary()["bureaus"][self.issuer.bureau][key]
            return found if isinstance(found, str) else str(self.rng.choice(found))
        return str(self.rng.choice(vocabulary()["words"][key]))


def fill(nodes: Sequence[Node], setting: Setting) -> Sentence:
    """The sentence of a template. Raises UnfitError where the report cannot say it."""
    writer = _Writer(setting)
    writer.add(nodes)
    return Sentence("".join(writer.parts), tuple(writer.marks))


class _Writer:
    """The sentence so far: its words and their length, marks, and scope."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.parts: list[str] = []
        self.marks: list[Mark] = []
        self.length = 0
        self.scope = 0
        self.number: tuple[Written, int] | None = None  # the last number and where it stands

    def add(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            match node:
                case Text(words):
                    self._write(words)
                case Slot():
                    self._slot(node)
                case Choice(options):
                    self.add(self.setting.rng.choice(options))
                case Span():
                    self._span(node)
                case Boundary():
                    self.scope += 1

    def _write(self, words: str) -> int:
        """Add words; where they begin."""
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start

    def _slot(self, slot: Slot) -> None:
        setting = self.setting
        if slot.sigil == "@":
            key = slot.key.replace("*", setting.issuer.bureau)
            body = resolve(setting.issuer, key, setting.rng)
            if body is None:
                raise UnfitError(slot.key)
            start = self._write(body.surface)
            self.marks.append(Mark("@", start, self.length, self.scope, role=slot.rest, body=body))
        elif slot.sigil == "%":
            self._document(slot.key, slot.rest)
        elif slot.sigil == "#":
            unit = setting.words("things") if slot.rest == "*" else slot.rest
            written = write(setting.value(slot.key, setting.year), unit, setting.rng)
            self.number = written, self._write(written.text)
        elif slot.sigil == "~":
            now, before = setting.value(slot.key, setting.year), setting.value(slot.key, setting.year - 1)
            changed = write_change(now, before, slot.rest, setting.rng)
            if changed is None:
                raise UnfitError(slot.key)
            self.number = changed, self._write(changed.text)
        elif slot.sigil == "?":
            if setting.issuer.sort not in (slot.key, *slot.rest.split()):
                raise UnfitError(slot.key)
        elif slot.sigil == "!":
            if slot.key not in setting.problems:
                raise UnfitError(slot.key)
            start = self._write(setting.problems[slot.key])
            self.marks.append(Mark("!", start, self.length, self.scope, words=slot.key))
        else:
            self._write(setting.words(slot.key))

    def _document(self, pool: str, role: str) -> None:
        scope, _, name = pool.rpartition(".")
        if scope == "own":
            self._own_document(name, role)
            return
        document = _from_above(pool, self.setting)
        short = document.canonical.removeprefix("中华人民共和国")
        bare = document.kind in ("law", "constitution") and self.setting.rng.random() < 0.35
        title = short if bare or self.setting.rng.random() < 0.5 else document.canonical
        start = self._write(title if bare else f"《{self._styled(title)}》")
        self.marks.append(Mark("%", start, self.length, self.scope, role=role, document=document))

    def _own_document(self, name: str, role: str) -> None:
        entry = vocabulary()["own"][name]
        issuer, year = self.setting.issuer, self.setting.year
        place = issuer.body.canonical if issuer.bureau else issuer.place.name
        period = 2016 if year < 2021 else 2021
        inner = _from_above(entry["nests"], self.setting) if "nests" in entry else None
        title = self.setting.rng.choice(entry["titles"]).format(
            place=place,
            year=year,
            next=year + 1,
            five=f"{period}-{period + 4}年",
            nested=inner.canonical if inner else "",
        )
        document = Document(title, entry["kind"], _DOCUMENT_LEVELS[issuer.place.level])
        start = self._write(f"《{self._styled(title)}》")
        self.marks.append(Mark("%", start, self.length, self.scope, role=role, document=document))
        if inner and "〈" in title:
            open_, close = (start + 1 + title.index(sign) for sign in "〈〉")
            self.marks.append(Mark("%", open_, close + 1, self.scope, role="nested", document=inner))
        if self.setting.rng.random() < 0.12:
            number = 1 + int(self.setting.rng.random() * 60)
            self._write(f"（{issuer.place.name[0]}政发〔{year}〕{number}号）")

    def _styled(self, title: str) -> str:
        """A title with full-width brackets and dashes where the report writes so: the same length."""
        return title.translate(str.maketrans("()-", "（）—")) if self.setting.wide else title

    def _span(self, span: Span) -> None:
        start, place, before = self.length, len(self.marks), self.number
        self.number = None
        self.add(span.nodes)
        number = self.number or before
        kind, *rest = span.said.split() or [""]
        if span.kind == "G":
            words = "".join(self.parts)[start:]
            body = Body(words, words, kind, group=True)
            mark = Mark("@", start, self.length, self.scope, span.optional, "".join(rest), body=body)
        elif span.kind == "L":
            document = Document("".join(self.parts)[start:], kind, _DOCUMENT_LEVELS[self.setting.issuer.place.level])
            mark = Mark("%", start, self.length, self.scope, span.optional, "".join(rest), document=document)
        elif span.kind == "F":
            assert self.number, f"a figure without a number: {span}"
            words = span.said + self.number[0].words if span.said else self._indicator(start)
            mark = Mark("F", start, self.length, self.scope, span.optional, words=words, number=self.number[0])
        else:
            mark = Mark(span.kind, start, self.length, self.scope, span.optional, words=span.said)
        self.marks.insert(place, mark)
        self.number = number

    def _indicator(self, start: int) -> str:
        """The words of a figure without number and unit: 办理应诉案件22件 → 办理应诉案件."""
        assert self.number
        written, at = self.number
        text = "".join(self.parts)
        words = text[start:at] + text[at + len(written.text) :]
        return next((words.removesuffix(end) for end in _COPULAS if words.endswith(end)), words)


def _from_above(pool: str, setting: Setting) -> Document:
    """A document of a pool that was in force in the year. Raises UnfitError where none was."""
    known = vocabulary()
    titles = known["bureaus"][setting.issuer.bureau]["laws"] if pool == "bureau" else known["documents"][pool]
    fitting = [title for title in titles if _valid(title, setting.year)]
    if not fitting:
        raise UnfitError(pool)
    title = setting.rng.choice(fitting)
    kind, level, _ = _instruments()[title]
    return Document(title, kind, level)


@cache
def _valid(title: str, year: int) -> bool:
    """Whether a document had been issued by a year, and its period, where the title names one, had not ended."""
    _, _, issued = _instruments()[title]
    period = title[-11:-2].split("-") if title.endswith("年)") and "-" in title[-11:] else []
    ended = len(period) == 2 and year > int(period[1])
    return (not issued or int(issued) <= year) and not ended


@cache
def _instruments() -> Mapping[str, tuple[str, str, str]]:
    """Kind, level and year of issue by title."""
    with ontology_file("authority/instruments.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    return {row["canonical_title"]: (row["kind"], row["level"], row["issued_date"][:4]) for row in rows}


@cache
def _measure(entry: tuple[float | str, ...]) -> Measure:
    low, high, slow, fast = (float(part) for part in entry[:4])
    last = entry[4] if len(entry) > 4 else None
    return Measure(low, high, (slow, fast), last == "s", float(last) if isinstance(last, int | float) else None)
