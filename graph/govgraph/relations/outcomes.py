"""hasOutcome, achievedBy, awardedBy, partOf, addresses: what work produced, whose it is, what it belongs to."""

import re
from collections.abc import Iterator

from govgraph.facts import Basis
from govgraph.relations.model import Link, Sentences


def outcome_links(sentences: Sentences) -> Iterator[Link]:
    """hasOutcome and achievedBy of every figure, achievedBy and awardedBy of every recognition."""
    heads = _heads(sentences)
    for index in range(len(sentences.reading.figures)):
        yield from _of_figure(sentences, index, heads)
    for index in range(len(sentences.reading.honours)):
        yield from _of_honour(sentences, index)


def _heads(sentences: Sentences) -> dict[str, int]:
    """The head that work of a section belongs to, by section number: its longest clause where a heading has several."""
    reading = sentences.reading
    best: dict[str, int] = {}
    for index, work in enumerate(reading.works):
        if work.head and reading.frames[work.frame].clause.heading:
            number = reading.sections[work.section].number
            other = best.get(number)
            if other is None or work.end - work.start > reading.works[other].end - reading.works[other].start:
                best[number] = index
    return best


def _head_of(sentences: Sentences, heads: dict[str, int], section: int, at: int) -> int | None:
    """The head nearest above an offset: of its paragraph or item, else of its section or one above."""
    reading = sentences.reading
    low = reading.sections[section].start
    line = max(reading.text.rfind("\n", 0, at) + 1, low)
    for index in reversed(sentences.leads):
        lead = reading.works[index]
        if line <= lead.start < at and lead.section == section:
            return index
    return _head_above(heads, reading.sections[section].number)


def _head_above(heads: dict[str, int], number: str) -> int | None:
    """The deepest head of a section or one above it."""
    while number:
        if number in heads:
            return heads[number]
        number = number.rpartition(".")[0]
    return None


# Work on others: the rates told behind it are theirs. 县司法局评查案卷…，优良率95% is no result of 县司法局.
_INSPECTS = re.compile(r"督察|督查|督导|检查|评查|抽查|抽评|巡察|组织|推行|落实|审核|开展|下发|督促|整改")
# A statistic of a place is no outcome of the work beside it: 全市经营主体达到142.6万户.
_OF_PLACE = re.compile(r"[^，,]{0,3}全[省市县区州旗国镇乡][^，]*?(?:达到|达|共有|现有|总数)")


def _statistic(sentences: Sentences, index: int) -> bool:
    """True for a statistic of the place, and for its change told in the clauses behind it."""
    reading = sentences.reading
    figure = reading.figures[index]
    clause = reading.frames[figure.frame].clause
    if _OF_PLACE.match(reading.text, clause.start, clause.end):
        return True
    before = reading.figures[index - 1] if index else None
    same = before is not None and before.frame >= 0 and reading.frames[before.frame].clause.sentence == clause.sentence
    return figure.role == "change" and same and _statistic(sentences, index - 1)


def _of_figure(sentences: Sentences, index: int, heads: dict[str, int]) -> Iterator[Link]:
    reading = sentences.reading
    figure = reading.figures[index]
    if figure.frame < 0 or figure.role == "baseline":
        return
    if reading.admitting_frames[figure.frame]:
        return
    if any(honour.frame == figure.frame and honour.kind != "first" for honour in reading.honours):
        return
    work, same_sentence = _work_of(sentences, figure.frame, figure.start)
    if work is not None:
        told = reading.works[work]
        if not (same_sentence == "before" and _statistic(sentences, index)):
            start, end = min(told.start, figure.start), max(told.end, figure.end)
            yield Link(("work", work), "hasOutcome", ("figure", index), start, end, f"figure-{same_sentence}-clause")
        yield from _achievers(sentences, index, reading.works[work].frame, same_sentence)
        return
    if reading.frames[figure.frame].subjects:
        yield from _achievers(sentences, index, figure.frame, "same")
    head = _head_of(sentences, heads, figure.section, figure.start)
    if head is not None and reading.works[head].section == figure.section and _of_section(sentences, index):
        yield Link(
            ("work", head),
            "hasOutcome",
            ("figure", index),
            figure.start,
            figure.end,
            "figure-under-head",
            Basis.REFERENCE,
        )


def _of_section(sentences: Sentences, index: int) -> bool:
    """True where a figure without work beside it can be its section's outcome: no statistic, no head count."""
    figures = sentences.reading.figures
    figure = figures[index]
    before = figures[index - 1] if index else None
    moved = before is not None and before.frame == figure.frame and before.role == "baseline"
    return not (_statistic(sentences, index) or moved or _counts_bodies(sentences, index))


def _counts_bodies(sentences: Sentences, index: int) -> bool:
    """True where the number stands before a body: 12个部门, 5个督察组."""
    reading = sentences.reading
    number = reading.figures[index].number
    return number >= 0 and reading.numbers[number].end in sentences.body_at


# What the number counts is who acts, not what is achieved: A、B等8家机构, 会同28名律师, 组织全局321名执法人员参加.
_ACTING = re.compile(r"(?:等|会同|联合|邀请|协同|组织(?:全.)?)\Z")


def _counts_actors(sentences: Sentences, index: int) -> bool:
    reading = sentences.reading
    number = reading.figures[index].number
    start = reading.numbers[number].start if number >= 0 else 0
    return bool(_ACTING.search(reading.text, max(0, start - 4), start))


def _work_of(sentences: Sentences, frame: int, at: int) -> tuple[int | None, str]:
    """The work in the figure's clause (the nearest before the number), else the last one before in its sentence."""
    reading = sentences.reading
    here = sentences.works_of.get(frame, [])
    if here:
        before = [index for index in here if reading.works[index].start <= at]
        return (before or here)[-1], "same"
    for place in sentences.before(frame):
        works = sentences.works_of.get(place)
        if works:
            return works[-1], "before"
    return None, ""


def _achievers(sentences: Sentences, index: int, frame: int, where: str) -> Iterator[Link]:
    """achievedBy the bodies that act in the clause, where the text names them (the issuer is dropped in linking).

    Rates and changes told in later clauses are results of the work, not somebody's own.
    """
    reading = sentences.reading
    figure = reading.figures[index]
    if (
        _counts_bodies(sentences, index)
        or _counts_actors(sentences, index)
        or reading.frames[frame].verb in ("配合", "统筹")
    ):
        return
    rate = figure.unit in ("%", "个百分点") or figure.role == "change"
    if (
        where == "before"
        and rate
        and (_INSPECTS.search(reading.frames[frame].verb or "") or _statistic(sentences, index))
    ):
        return
    for body in sentences.actors[frame].bodies:
        named = reading.bodies[body]
        start, end = min(named.start, figure.start), max(named.end, figure.end)
        yield Link(("figure", index), "achievedBy", ("body", body), start, end, "actor-achieves")


def _of_honour(sentences: Sentences, index: int) -> Iterator[Link]:
    reading = sentences.reading
    honour = reading.honours[index]
    winners = honour.winners or (() if honour.kind == "publicity" else sentences.actors[honour.frame].bodies)
    for body in winners:
        named = reading.bodies[body]
        start, end = min(named.start, honour.start), max(named.end, honour.end)
        yield Link(("honour", index), "achievedBy", ("body", body), start, end, "winner")
    for body in honour.givers:
        yield Link(("honour", index), "awardedBy", ("body", body), honour.start, honour.end, "giver")
    if honour.kind == "first":
        for own in sentences.works_of.get(honour.frame, []):
            told = reading.works[own]
            start, end = min(told.start, honour.start), max(told.end, honour.end)
            yield Link(("work", own), "hasOutcome", ("honour", index), start, end, "first-of-its-kind")
    elif not honour.winners:
        work, where = _work_of(sentences, honour.frame, honour.start)
        if work is not None and where == "before":
            told = reading.works[work]
            yield Link(("work", work), "hasOutcome", ("honour", index), told.start, honour.end, "recognition-of-work")


def part_links(sentences: Sentences) -> Iterator[Link]:
    """partOf: work in running text belongs to the deepest head above it."""
    heads = _heads(sentences)
    reading = sentences.reading
    for index, work in enumerate(reading.works):
        if work.head:
            continue
        head = _head_of(sentences, heads, work.section, work.start)
        if head is not None:
            yield Link(("work", index), "partOf", ("work", head), work.start, work.end, "under-head", Basis.SCOPE)


_ANSWERS = re.compile(
    r"(?:针对|聚焦|围绕|解决|破解|紧盯|着眼破解|着眼|立足)(?P<problem>[^，。；]{4,40}?)(?:的)?(?:问题|短板|不足|等问题|现状|情况|薄弱环节)?[，,]"
)


def problem_links(sentences: Sentences) -> Iterator[Link]:
    """addresses: planned work behind 针对…问题 answers the problem whose words it repeats."""
    reading = sentences.reading
    for index, work in enumerate(reading.works):
        if not work.planned:
            continue
        opening = sentences.sentence_start(work.frame)
        match = _ANSWERS.search(reading.text, opening, work.start) or _SOLVES.search(
            reading.text, work.end, _sentence_end(sentences, work.frame)
        )
        if match is None:
            continue
        for problem, found in enumerate(reading.problems):
            if _same_words(match.group("problem"), reading.text[found.start : found.end]):
                start, end = min(match.start(), work.start), max(match.end(), work.end)
                yield Link(
                    ("work", index),
                    "addresses",
                    ("problem", problem),
                    start,
                    end,
                    "problem-named",
                    Basis.REFERENCE,
                )


# Behind the work: 引进双语律师5名，破解人才缺口较大难题.
_SOLVES = re.compile(r"(?:解决|破解|缓解)(?P<problem>[^，。；]{4,40}?)(?:的)?(?:问题|短板|难题|困难|矛盾)")


def _sentence_end(sentences: Sentences, frame: int) -> int:
    frames = sentences.reading.frames
    end = frames[frame].clause.end
    for other in frames[frame:]:
        if other.clause.sentence != frames[frame].clause.sentence:
            break
        end = other.clause.end
    return end


def _same_words(named: str, problem: str) -> bool:
    """True where the words repeat the problem: two thirds of the shorter one in order."""
    shorter, longer = sorted((named, problem), key=len)
    if shorter in longer:
        return True
    at = kept = 0
    for char in shorter:
        found = longer.find(char, at)
        if found >= 0:
            kept, at = kept + 1, found + 1
    return kept * 3 >= len(shorter) * 2 + len(shorter) // 2
