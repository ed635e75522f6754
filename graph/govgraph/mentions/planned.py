"""Planned or done: which sections and sentences tell of next year's work, which of shortcomings."""

import re
from functools import cache

from govgraph.facts import Section
from govgraph.lexicon import alternation, load
from govgraph.mentions.reading import Reading, SectionTone


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("outline")
    return re.compile(alternation(words.words("planned"))), re.compile(alternation(words.words("problems")))


_NEXT = re.compile(
    r"\s*(?:下一步|下步|今后|接下来|下阶段|下一阶段|新的一年|(?P<year>20\d\d)年[，,、]?(?:我|[省市区县局]|将|要|继续|全|.{0,10}?将))"
)


def section_tones(sections: tuple[Section, ...], year: int) -> tuple[SectionTone, ...]:
    """The tone of each section by its heading or one above it; a heading with next year's number is planned too."""
    planned, problems = _cues()
    tones: dict[str, SectionTone] = {}
    found = []
    for section in sections:
        above = tones.get(section.parent or "", SectionTone())
        heading = section.heading
        own = SectionTone(
            planned=bool(planned.search(heading)) or str(year + 1) in heading,
            problems=bool(problems.search(heading)) and not heading.startswith(("解决", "聚焦", "针对", "整改")),
        )
        top = section.level == 1 or not (above.planned or above.problems)
        tone = own if top and (own.planned or own.problems) and section.level <= 2 else above
        tones[section.number] = tone
        found.append(tone)
    return tuple(found)


def planned_frames(reading: Reading) -> list[bool]:
    """For each clause, whether it tells of planned work.

    In a section that tells of both shortcomings and plans, and in a report without sections, 下一步 or next year's
    number at the head of a sentence opens the plans.
    """
    found = []
    sentence, section, opened = -1, -1, False
    for frame in reading.frames:
        clause = frame.clause
        tone = reading.tones[clause.section]
        if clause.section != section and not tone.planned:
            opened = False
        section = clause.section
        if clause.sentence != sentence:
            sentence = clause.sentence
            match = _NEXT.match(reading.text, clause.start, clause.end + 16)
            if match and (match.group("year") is None or int(match.group("year")) > reading.year):
                opened = True
        both = tone.planned and tone.problems
        found.append(opened if both or not tone.planned else True)
    return found
