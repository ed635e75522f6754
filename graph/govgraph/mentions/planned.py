"""Planned or done: which sections and sentences tell of next year's work, which of shortcomings."""

import re
from functools import cache
from typing import Literal

from govgraph.facts import Section
from govgraph.lexicon import alternation, load
from govgraph.mentions.clauses import Clause
from govgraph.mentions.reading import Reading, SectionTone


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("outline")
    return re.compile(alternation(words.words("planned"))), re.compile(alternation(words.words("problems")))


_TONE_LEVEL = 2  # headings further down are items
_NEXT = re.compile(
    r"\s*(?:下一步|下步|今后|接下来|下阶段|下一阶段|新的一年|(?P<year>20\d\d)年[，,、]?(?:我|[省市区县局]|将|要|继续|全|重点|着重|着力|主要|做好|抓好|围绕|聚焦|.{0,10}?将))"
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
            problems=bool(problems.search(heading)) and not heading.startswith(_work_on_problems()),
        )
        top = section.level == 1 or not (above.planned or above.problems)
        tells = own.planned or own.problems
        parts = above.planned and above.problems and own.planned != own.problems  # of 问题和打算, one or the other
        tone = own if parts or (top and tells and section.level <= _TONE_LEVEL) else above
        tones[section.number] = tone
        found.append(tone)
    return tuple(found)


@cache
def _work_on_problems() -> tuple[str, ...]:
    """What opens a heading that works on problems instead of admitting them: 整治农村突出问题, 坚持问题导向."""
    verbs = load("verbs")
    return tuple({*verbs.words("work"), *verbs.words("slogan"), "针对"} - {"总结", "分析", "查摆", "反映"})


# Work to come told in a clause of its own: 计划于…建立, 拟建设….
_TO_COME = re.compile(
    r"\s*(?:20\d\d年)?(?:计划(?=[于在今明开组新举出修制推建])|拟(?=[建开组新举出推对将])|预计|将于)[^，。；]{4,}"
)
_TO_COME_OPENS = frozenset("2计拟预将 \n\t\r\u3000")
# A clause that announces shortcomings for the rest of its paragraph: 存在的主要问题：….
_ADMITS = re.compile(
    r".{0,12}(?:存在|面临)(?:的|着|以下|一些|如下)*(?:主要|突出|困难|和)*(?:问题|不足|短板|困难)[是有如下]*"
)
_LINE_OPENS = frozenset(("", "\n", " ", "\u3000", "\t"))
_PLAIN_HEADING = 20  # code points of a line that heads the lines below it without a number


def frame_tones(reading: Reading) -> tuple[list[bool], list[bool]]:
    """For each clause, whether it tells of planned work, and whether it admits shortcomings.

    In a section that tells of both, and in a report without sections, 下一步 or next year's number at the head of a
    sentence opens the plans. A short line without a number that says 存在的问题 or 下一步打算 heads what stands below.
    """
    planned: list[bool] = []
    admitting: list[bool] = []
    sentence, section, opened, line = -1, -1, False, ""
    under, admits_to = "", 0
    for frame in reading.frames:
        clause = frame.clause
        tone = reading.tones[clause.section]
        if clause.section != section:
            opened, under = opened and tone.planned, ""
        section = clause.section
        line = _whole_line(reading, clause)
        if line:
            under = _tone_of(line)
        if clause.sentence != sentence:
            sentence = clause.sentence
            match = _NEXT.match(reading.text, clause.start, clause.end + 16)
            if match and (match.group("year") is None or int(match.group("year")) > reading.year):
                opened = True
        if clause.after in ("：", ":") and _ADMITS.fullmatch(reading.text, clause.start, clause.end):
            admits_to = reading.text.find("\n", clause.end) % (len(reading.text) + 1)
        both = tone.planned and tone.problems
        told = opened if both or not tone.planned else True
        opens = reading.text[clause.start : clause.start + 1] in _TO_COME_OPENS
        coming = under == "planned" or (opens and bool(_TO_COME.match(reading.text, clause.start, clause.end)))
        planned.append(told or coming)
        admitting.append(not planned[-1] and (tone.problems or under == "problems" or clause.start < admits_to))
    return planned, admitting


def _whole_line(reading: Reading, clause: Clause) -> str:
    """The words of a clause that is a short line of its own without a number, or nothing."""
    text = reading.text
    if clause.heading or text[clause.start - 1 : clause.start] not in _LINE_OPENS:
        return ""
    low, high = text.rfind("\n", 0, clause.start) + 1, text.find("\n", clause.start)
    words = text[low : high if high >= 0 else len(text)].strip()
    unnumbered = len(reading.sections) == 1
    alone = (clause.section or unnumbered) and text[low : clause.start].strip() == ""
    return words if alone and 4 <= len(words) <= _PLAIN_HEADING and not re.search("[，。；,;]", words) else ""


def _tone_of(line: str) -> Literal["planned", "problems", ""]:
    planned, problems = _cues()
    return "planned" if planned.search(line) else "problems" if problems.search(line) else ""
