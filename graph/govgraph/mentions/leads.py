"""Heads without a number: the short sentence or phrase that opens a paragraph or an item and names its work.

``深化审批制度改革。出台…`` opens a paragraph in bold on the page; ``三是健全责任体系，把…`` opens an item. Work behind
it is part of it.
"""

import re

from govgraph.lexicon import load
from govgraph.mentions.clauses import AGENCY, DOCUMENT, FIGURE, LISTED, OTHER_TITLE
from govgraph.mentions.grammar import grammar
from govgraph.mentions.reading import Reading
from govgraph.mentions.work import Work, is_generic, is_judgement

_MENTION = re.compile(rf"[{AGENCY}{DOCUMENT}{FIGURE}{LISTED}{OTHER_TITLE}]")
_SPOKEN = re.compile("也|没有?")  # 公开和监督也没落下: a sentence that tells
_SENTENCE_HEAD = 26  # code points; a longer first sentence is text
_ITEM_HEAD = 8


def leading_work(reading: Reading) -> dict[int, Work]:
    """The work named by unnumbered heads, by the index of their frame."""
    found: dict[int, Work] = {}
    for place, frame in enumerate(reading.frames[:-1]):
        after = frame.clause.after
        if after == "。":
            work = _sentence_head(reading, place)
        else:
            work = _item_head(reading, place) if after in ("，", ",") else None
        if work:
            found[place] = work
    return found


def _sentence_head(reading: Reading, place: int) -> Work | None:
    """A first sentence of a paragraph that is one short clause naming work, with text behind it."""
    frame, text = reading.frames[place], reading.bones.text
    clause = frame.clause
    section = reading.sections[clause.section]
    if clause.heading or clause.section == 0 or section.heading_start == clause.start:
        return None
    opens_line = not text[text.rfind("\n", 0, clause.low) + 1 : clause.low].strip(" \u3000\t")
    alone = reading.frames[place - 1].clause.sentence != clause.sentence if place else True
    goes_on = text[clause.high + 1 : clause.high + 2] not in ("", "\n")
    low = clause.low + len(text[clause.low : clause.high]) - len(text[clause.low : clause.high].lstrip(" \u3000\t"))
    if not (opens_line and alone and goes_on) or not 4 <= clause.high - low <= _SENTENCE_HEAD:
        return None
    words = text[low : clause.high]
    if (
        frame.verb is None
        or _MENTION.search(words)
        or _SPOKEN.search(words)
        or is_judgement(words)
        or is_generic(words)
    ):
        return None
    return Work(low, clause.high, frame.verb or "", "sentence-head")


def _item_head(reading: Reading, place: int) -> Work | None:
    """The short first phrase of an item, 三是健全责任体系，把…: verb and object, with more clauses behind it."""
    frame, text = reading.frames[place], reading.bones.text
    clause = frame.clause
    section = reading.sections[clause.section]
    item = section.heading_start == section.heading_end == clause.start and not section.heading
    if clause.heading or not item:
        return None
    words = text[clause.low : clause.high]
    verb = grammar().work.match(words) or grammar().adverbs.match(words)
    if not 5 <= len(words) <= _ITEM_HEAD or _MENTION.search(words) or not verb or not verb.end():
        return None
    if is_judgement(words) or (words.startswith(load("verbs").words("slogan")) and not frame.verb):
        return None
    behind = reading.frames[place + 1].clause
    return Work(clause.low, clause.high, frame.verb or "", "item-head") if behind.section == clause.section else None
