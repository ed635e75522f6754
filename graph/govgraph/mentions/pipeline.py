"""The spaCy pipeline: ``spacy.blank("zh")`` with one component of ours for each kind of mention.

Components are registered factories and fill ``doc.spans`` ("instruments", "figures", "agencies", "recognitions",
"initiatives", "problems"); what they find out besides is kept in the `Reading` under ``doc.user_data["govgraph"]``,
from which the next component goes on. A pipeline of your own may add components before or behind them.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from govgraph.lexicon import alternation, load
from govgraph.link.titles import find_known_titles
from govgraph.mentions.bodies import bodies
from govgraph.mentions.clauses import AGENCY, DOCUMENT, FIGURE, LISTED, OTHER_TITLE, clauses, skeleton
from govgraph.mentions.figures import numbers
from govgraph.mentions.frames import read_frames
from govgraph.mentions.indicators import find_figures
from govgraph.mentions.leads import leading_work
from govgraph.mentions.mask import mask
from govgraph.mentions.planned import frame_tones
from govgraph.mentions.predicates import Frame
from govgraph.mentions.problems import problems
from govgraph.mentions.reading import FoundHonour, FoundProblem, FoundWork, Reading
from govgraph.mentions.recognitions import recognition, with_what_is_ranked
from govgraph.mentions.table_figures import table_figures
from govgraph.mentions.titles import Title, titles, unmarked
from govgraph.mentions.work import Work, clause_work, heading_work

COMPONENTS = (
    "govgraph_instruments",
    "govgraph_numbers",
    "govgraph_agencies",
    "govgraph_clauses",
    "govgraph_recognitions",
    "govgraph_initiatives",
    "govgraph_figures",
    "govgraph_problems",
)
_KEY, _SPANS = "govgraph", "govgraph_spans"
_ITEM_LEVEL = 2  # a numbered heading under 存在的问题 states a problem; the heading of the section itself does not


class _Characters:
    """Tokens are characters, as spaCy's Chinese tokeniser makes them, without the words that it aligns with them."""

    def __init__(self, vocab: Vocab) -> None:
        """Tokens of a vocabulary."""
        self.vocab = vocab
        self.ids: dict[str, int] = {}  # by character; a number is found faster than a string

    def __call__(self, text: str) -> Doc:
        """The text as a Doc in which every offset begins a token."""
        for char in set(text) - self.ids.keys():
            self.ids[char] = self.vocab[char].orth
        words = cast("list[str]", list(map(self.ids.__getitem__, text)))  # spaCy takes a word's number for it
        return Doc(self.vocab, words=words, spaces=[False] * len(text))


@cache
def pipeline() -> Language:
    """The default pipeline, built once."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = _Characters(nlp.vocab)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def read_mentions(reading: Reading, nlp: Language | None = None, *, spans: bool = True) -> Doc:
    """Run the pipeline over a reading, which then holds what was found; so do the Doc's spans.

    Extraction reads the reading only and turns `spans` off: the Doc then has neither tokens nor spans, a tenth of the
    time of a report.
    """
    nlp = nlp or pipeline()
    doc = nlp.make_doc(reading.text) if spans else Doc(nlp.vocab)
    doc.user_data[_KEY], doc.user_data[_SPANS] = reading, spans
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def _component(name: str, group: str | None, find: Callable[[Reading], Iterable[tuple[int, int, str]]]) -> None:
    """Register a component that fills the reading by `find` and writes the spans it gives to ``doc.spans[group]``."""

    def run(doc: Doc) -> Doc:
        found = list(find(doc.user_data[_KEY]))
        if group and doc.user_data[_SPANS]:
            strings = doc.vocab.strings
            ids = {label: strings.add(label) for label in {label for _, _, label in found}}
            spans = [Span(doc, start, end, label=ids[label]) for start, end, label in found]
            doc.spans[group] = SpanGroup(doc, name=group, spans=spans)
        return doc

    assigns = ["doc.spans"] if group else []
    Language.factory(name, assigns=assigns, func=lambda nlp, name: run)


def _find_instruments(reading: Reading) -> Iterable[tuple[int, int, str]]:
    marked = titles(reading.text, reading.start, reading.end)
    outer = [(title.start, title.end) for title in marked if not title.nested]
    reading.masked = mask(reading.text, outer, reading.asides)
    known = [
        Title(start, end, reading.text[start:end], "known-title", canonical=canonical)
        for start, end, canonical in find_known_titles(reading.masked)
        if reading.start <= start and end <= reading.end
    ]
    taken = [(title.start, title.end) for title in known]
    lists = [
        title
        for title in unmarked(reading.masked, reading.start, reading.end)
        if not any(start < title.end and title.start < end for start, end in taken)
    ]
    reading.titles = sorted((*marked, *known, *lists), key=lambda title: (title.start, -title.end))
    return [(title.start, title.end, title.rule) for title in reading.titles if title.reason is None]


def _find_numbers(reading: Reading) -> Iterable[tuple[int, int, str]]:
    enumerators = frozenset(
        offset for section in reading.sections for offset in range(section.start, section.heading_start)
    )
    inside = [(table.start, table.end) for table in reading.tables]
    found = numbers(reading.masked, reading.start, reading.end, enumerators)
    reading.numbers = (
        [n for n in found if not any(start <= n.start < end for start, end in inside)] if inside else found
    )
    return ()


def _find_agencies(reading: Reading) -> Iterable[tuple[int, int, str]]:
    counts = [number.end for number in reading.numbers]
    found = bodies(reading.masked, reading.start, reading.end, counts)
    for start, end in reading.header:
        found += bodies(reading.text, start, end)
    reading.bodies = sorted(found, key=lambda body: (body.start, -body.end))
    return [(body.start, body.end, body.rule) for body in reading.bodies]


def _find_clauses(reading: Reading) -> Iterable[tuple[int, int, str]]:
    symbols = [
        *((t.start, t.end, _symbol(t)) for t in reading.titles if not t.nested),
        *((n.start, n.end, FIGURE) for n in reading.numbers if n.reason is None),
        *((b.start, b.end, AGENCY) for b in reading.bodies),
    ]
    reading.bones = skeleton(reading.masked, sorted(symbols, key=lambda s: (s[0], -s[1])))
    tables = [(table.start, table.end) for table in reading.tables]
    spans = clauses(reading.bones, reading.sections, reading.end)
    if tables:
        spans = [span for span in spans if not any(start <= span.start < end for start, end in tables)]
    reading.frames = [frame for clause in spans for frame in read_frames(reading.bones, clause)]
    reading.planned_frames, reading.admitting_frames = frame_tones(reading)
    return ()


def _symbol(title: Title) -> str:
    if title.reason:
        return OTHER_TITLE
    return LISTED if title.rule == "list-issued" else DOCUMENT


def _find_recognitions(reading: Reading) -> Iterable[tuple[int, int, str]]:
    at = {body.start: index for index, body in reversed(list(enumerate(reading.bodies)))}
    offsets = reading.bones.offsets
    for place, frame in enumerate(reading.frames):
        if reading.planned_frames[place] or reading.admitting_frames[place]:
            continue
        honour = recognition(reading.bones.text, frame)
        if honour is None:
            continue
        winners, givers = (
            tuple(at[offsets[p]] for p in positions if offsets[p] in at)
            for positions in (honour.winners, honour.givers)
        )
        before = reading.frames[place - 1] if place else None
        low = with_what_is_ranked(reading.bones.text, frame, before, honour.low)
        start, end = offsets[low], offsets[honour.high]
        reading.honours.append(FoundHonour(start, end, honour.kind, winners, givers, place, frame.clause.section))
    return [(honour.start, honour.end, honour.kind) for honour in reading.honours]


def _find_initiatives(reading: Reading) -> Iterable[tuple[int, int, str]]:
    honoured = {honour.frame for honour in reading.honours if honour.kind != "first"}
    announced = _announcing(reading)
    told: set[int] = set()
    leads = leading_work(reading)
    numbered = len(reading.sections) > 1
    headings: dict[int, list[tuple[int, Frame]]] = {}
    for place, frame in enumerate(reading.frames):
        clause = frame.clause
        if reading.admitting_frames[place] or (numbered and clause.section == 0):
            continue
        if clause.heading:
            headings.setdefault(clause.section, []).append((place, frame))
            continue
        if place in honoured or clause.sentence in announced:
            continue
        head = leads.get(place)
        if head is not None:
            reading.works.append(_found(reading, head, place, True))
            continue
        works = clause_work(reading.bones.text, frame, clause.sentence in told)
        if works:
            told.add(clause.sentence)
        reading.works += [_found(reading, work, place, False) for work in works]
    for entries in headings.values():
        for work in heading_work(reading.bones.text, [frame for _, frame in entries]):
            place = next(
                p for p, frame in entries if frame.clause.low <= work.low < max(frame.clause.high, work.low + 1)
            )
            reading.works.append(_found(reading, work, place, True))
    reading.works.sort(key=lambda work: (work.start, work.end))
    return [(work.start, work.end, "planned" if work.planned else "done") for work in reading.works]


def _announcing(reading: Reading) -> set[int]:
    """Sentences that only announce what follows: 重点抓好以下工作, 现将有关情况报告如下."""
    cues = [match.span() for match in _announcing_words().finditer(reading.text, reading.start, reading.end)]
    return {
        frame.clause.sentence
        for frame in reading.frames
        for start, end in cues
        if frame.clause.start <= start and end <= frame.clause.end
    }


@cache
def _announcing_words() -> re.Pattern[str]:
    return re.compile(alternation(load("verbs").words("announcing")))


def _found(reading: Reading, work: Work, place: int, head: bool) -> FoundWork:
    offsets = reading.bones.offsets
    section = reading.frames[place].clause.section
    return FoundWork(
        offsets[work.low], offsets[work.high], work.verb, work.rule, place, section, head, reading.planned_frames[place]
    )


def _find_figures(reading: Reading) -> Iterable[tuple[int, int, str]]:
    reading.figures = [*find_figures(reading), *table_figures(reading)]
    return [(figure.start, figure.end, figure.unit or "number") for figure in reading.figures]


def _find_problems(reading: Reading) -> Iterable[tuple[int, int, str]]:
    offsets = reading.bones.offsets
    for place, frame in enumerate(reading.frames):
        clause = frame.clause
        if not reading.admitting_frames[place]:
            continue
        if clause.heading and reading.sections[clause.section].level < _ITEM_LEVEL:
            continue
        opens_item = clause.heading or reading.sections[clause.section].heading_end == clause.start
        item = opens_item and reading.sections[clause.section].level >= _ITEM_LEVEL
        for low, high in problems(reading.bones.text, frame, item):
            reading.problems.append(FoundProblem(offsets[low], offsets[high], frame.clause.section))
    return [(found.start, found.end, "problem") for found in reading.problems]


_component("govgraph_instruments", "instruments", _find_instruments)
_component("govgraph_numbers", None, _find_numbers)
_component("govgraph_agencies", "agencies", _find_agencies)
_component("govgraph_clauses", None, _find_clauses)
_component("govgraph_recognitions", "recognitions", _find_recognitions)
_component("govgraph_initiatives", "initiatives", _find_initiatives)
_component("govgraph_figures", "figures", _find_figures)
_component("govgraph_problems", "problems", _find_problems)
