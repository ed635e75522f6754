"""What a figure counts: the words of its clause around the number, and what an elliptic clause leaves to the one before.

``办理案件86件，同比增长5%`` counts 办理案件 and 办理案件同比增长; ``审核文件9件、合同12份`` counts 审核文件 and 审核合同.
"""

import re
from dataclasses import dataclass
from functools import cache

from govgraph.lexicon import alternation, load
from govgraph.mentions.clauses import AGENCY
from govgraph.mentions.figures import scaled
from govgraph.mentions.frames import Frame, grammar
from govgraph.mentions.reading import FoundFigure, Reading

_PARTICLES = re.compile(
    r"^(?:共计?|累计|总计|其中|又|还|并|各|均|已|仅|就|达到|达|为|约|的|了|等|、|，|以及|及|和)+|(?:共计?|累计|总计|合计|仅为|仅|均为|已达|高达|多达|低至|达到|达|为|约|约为|近|占|有|是|了|、|，|等)+$"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("figures")
    change, baseline = alternation(words.words("change")), alternation(words.words("baseline"))
    moves = rf"{change}|{baseline}|至|到|降|升|增|减|达|年|的|上|同|比|较|去|再|了|，"
    return re.compile(rf"(?:{moves}|\d{{4}})+"), re.compile(rf"(?:{change})")


@dataclass(slots=True)
class _Topic:
    """What the clauses before were about: the last indicator's verb and noun, in the same sentence."""

    sentence: int = -1
    verb: str = ""
    noun: str = ""
    full: str = ""


def find_figures(reading: Reading) -> list[FoundFigure]:
    """All figures of the running text with quote, indicator, role and period, in text order."""
    found: list[FoundFigure] = []
    topic = _Topic()
    index = 0
    order = [i for i, number in enumerate(reading.numbers) if number.reason is None]
    for place, frame in enumerate(reading.frames):
        clause = frame.clause
        if clause.sentence != topic.sentence:
            topic = _Topic(clause.sentence)
        while index < len(order) and reading.numbers[order[index]].start < clause.start:
            index += 1
        inside: list[int] = []
        while index < len(order) and reading.numbers[order[index]].start < clause.end:
            inside.append(order[index])
            index += 1
        if inside:
            found += _of_clause(reading, place, frame, inside, topic)
        elif not clause.heading:
            _remember(reading, frame, topic)
    return found


def _remember(reading: Reading, frame: Frame, topic: _Topic) -> None:
    """Keep what a clause without figures is about, for an elliptic clause behind it."""
    if frame.verb is None:
        return
    start, end = reading.bones.offsets[frame.verb_end], frame.clause.end
    topic.verb, topic.noun = frame.verb, reading.text[start:end].strip("了“”")
    topic.full = topic.noun


def _of_clause(reading: Reading, place: int, frame: Frame, inside: list[int], topic: _Topic) -> list[FoundFigure]:
    found = []
    text, clause = reading.text, frame.clause
    section = clause.section
    for position, index in enumerate(inside):
        number = reading.numbers[index]
        previous = reading.numbers[inside[position - 1]].end if position else None
        following = reading.numbers[inside[position + 1]].start if position + 1 < len(inside) else None
        start, end = _quote(text, clause.start, clause.end, number.start, number.end, previous, following)
        start = _after_lead(reading, start, number.start)
        indicator = _indicator(reading, frame, (start, number.start, number.end, end), bool(position), topic)
        role = _role(text, number.start, number.end, clause.end, reading.planned_frames[place], start)
        period = _period(reading, text[start : number.start], reading.planned_frames[place], role)
        base = FoundFigure(
            start, end, index, indicator, section, place, role, period, number.value, number.unit, number.approx
        )
        found.append(base)
        if number.range_end is not None:
            found.append(
                FoundFigure(
                    start,
                    end,
                    index,
                    indicator,
                    section,
                    place,
                    role,
                    period,
                    number.range_end,
                    number.unit,
                    number.approx,
                )
            )
    return found


def _quote(
    text: str, low: int, high: int, start: int, end: int, previous: int | None, following: int | None
) -> tuple[int, int]:
    """The words that name a number: its own part of a clause that gives several."""
    left = low
    if previous is not None:
        cut = re.compile(r".*[、和及与，]").match(text, previous, start)
        left = cut.end() if cut else previous
    right = high
    if following is not None:
        separator = text.rfind("、", end, following)
        separator = max(separator, text.rfind("和", end, following), text.rfind("以及", end, following))
        right = separator if separator >= 0 else end
    return left, max(right, end)


def _after_lead(reading: Reading, start: int, stop: int) -> int:
    """Where the words after time and connectives begin, not past the number."""
    bones = reading.bones
    low, high = bones.at_or_after(start), bones.at_or_after(stop)
    match = grammar().lead.match(bones.text, low, high)
    begin = bones.offsets[match.end()] if match else start
    return begin if begin <= stop else start


def _indicator(reading: Reading, frame: Frame, span: tuple[int, int, int, int], later: bool, topic: _Topic) -> str:
    start, number_start, number_end, end = span
    text = reading.text
    before, after = _without_subject(reading, frame, start, number_start), text[number_end:end]
    before = _PARTICLES.sub("", before.strip("“”\"' \t\n\u3000的"))
    after = after.strip("“”\"' \t\n\u3000、，")
    elliptic, change = _patterns()
    if not before and after and not later:
        words = _of_subject(reading, frame, number_end, end) or after
    elif elliptic.fullmatch(before) or (not before and not after):
        return (topic.full or topic.noun) + before + after
    else:
        words = before + ("" if after.startswith(("以上", "以内")) else after)
    verb = grammar().work.match(words)
    if verb and verb.end() == len(words) and topic.noun and not later:
        words += topic.noun
    elif later and topic.verb and not verb and not after and not _is_rate(words):
        words = topic.verb + words
    if change.search(words) is None or not topic.full:
        topic.verb = verb.group("verb") if verb else topic.verb if later else ""
        topic.noun = words[len(topic.verb) :] if verb else words
        topic.full = words
    return words


def _is_rate(words: str) -> bool:
    return words.endswith(("率", "度", "占比", "比例", "金额", "款", "资金"))


def _without_subject(reading: Reading, frame: Frame, start: int, stop: int) -> str:
    """The words before the number without bodies and adverbs at the head of the clause."""
    bones = reading.bones
    low, high = bones.at_or_after(start), bones.at_or_after(stop)
    if (frame.subjects or frame.partners) and low <= frame.body_from <= high:
        low = frame.body_from
    match = grammar().adverbs.match(bones.text, low, high)
    begin = match.end() if match else low
    if frame.verb and low <= frame.core <= high and not frame.fronted:
        begin = max(begin, min(frame.core, high)) if bones.text[begin : frame.core].find(AGENCY) < 0 else frame.core
    return reading.text[bones.offsets[begin] : stop] if begin < high else ""


_PREDICATE = re.compile(r"(?:均|都|已全部|已|全部|全面|正式|共)*(?P<predicate>\S.*)")


def _of_subject(reading: Reading, frame: Frame, number_end: int, end: int) -> str:
    """536个村设立调解委员会 counts 设立调解委员会的村: a counted subject is named by its predicate."""
    bones = reading.bones
    low, high = bones.at_or_after(number_end), bones.at_or_after(frame.clause.end)
    verb = grammar().strong.search(bones.text, low + 1, high)
    if verb is None:
        return ""
    noun_end = min(end, bones.offsets[verb.start()])
    noun = re.sub(r"(?:均|都|已|全部|全面|正式)+$", "", reading.text[number_end:noun_end]).strip("、和等")
    predicate = reading.text[bones.offsets[verb.start()] : frame.clause.end]
    return f"{predicate}的{noun}" if noun else ""


def _role(text: str, start: int, end: int, clause_end: int, planned: bool, quote: int) -> str | None:
    """baseline (由3个工作日), change (同比上升5%), target (planned, or 力争达到80%), or None for a plain result."""
    words = load("figures")
    before, after = text[max(quote, start - 8) : start], text[end : min(clause_end, end + 8)]
    if re.search(rf"(?:{alternation(words.words('baseline'))})(?:上年的?|去年的?|原来的?)?$", before) and re.search(
        r"[至到]|增|减|降|升|缩|压", after
    ):
        return "baseline"
    if planned or re.search(rf"(?:{alternation(words.words('target'))})", text[max(0, quote - 4) : start]):
        return "target"
    if re.search(rf"(?:{alternation(words.words('change'))})(?:了|近|约|超)?$", before):
        return "change"
    return None


def _period(reading: Reading, before: str, planned: bool, role: str | None) -> str:
    year = re.search(r"((?:19|20)\d\d)年(?!提高|降低|增|减|上升|下降|同期)", before)
    if year and not re.search(r"[较比]\s*$", before[: year.start()]):
        return year.group(1)
    if role == "baseline" and re.search(r"上年|去年", before):
        return str(reading.year - 1)
    return str(reading.year + 1 if planned else reading.year)


def table_figures(reading: Reading) -> list[FoundFigure]:
    """Figures in table cells: value from the cell, indicator and unit from the heads of its row and column."""
    found = []
    for table in reading.tables:
        heads = table.rows[0] if table.rows else ()
        for row in table.rows[1:]:
            if not row:
                continue
            label = _clean(reading.text[row[0][0] : row[0][1]])
            for column, (start, end, _) in enumerate(row[1:], 1):
                figure = _cell(reading, start, end, label, heads[column] if column < len(heads) else None)
                if figure:
                    found.append(figure)
    return found


_CELL = re.compile(r"\s*([\d,，]*\d(?:\.\d+)?)\s*(%|％)?\s*")
_HEAD_UNIT = re.compile(r"(.*?)[（(]\s*(?:单位[:：])?([^（）()]{1,5})\s*[）)]\s*$")


def _cell(reading: Reading, start: int, end: int, label: str, head: tuple[int, int, bool] | None) -> FoundFigure | None:
    match = _CELL.fullmatch(reading.text, start, end)
    if match is None or head is None:
        return None
    name = _clean(reading.text[head[0] : head[1]])
    united = _HEAD_UNIT.fullmatch(name)
    name, unit = (united.group(1), united.group(2)) if united else (name, match.group(2) or "")
    value, unit = scaled(match.group(1), unit)
    section = reading.section_at(start)
    return FoundFigure(
        match.start(1), match.end(1), -1, f"{label}{name}", section, -1, None, str(reading.year), value, unit, None
    )


def _clean(words: str) -> str:
    return re.sub(r"\s", "", words)
