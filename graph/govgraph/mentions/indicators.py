"""What a figure counts: the words of its clause around the number, and what an elliptic clause takes from before.

``办理案件86件，同比增长5%`` counts 办理案件 and 办理案件同比增长; ``审核文件9件、合同12份`` counts 审核文件 and
审核合同.
"""

import re
from dataclasses import dataclass
from functools import cache

from govgraph.lexicon import alternation, load
from govgraph.mentions.clauses import AGENCY, FIGURE
from govgraph.mentions.grammar import grammar
from govgraph.mentions.predicates import MODIFIES, Frame, end_of
from govgraph.mentions.reading import FoundFigure, Reading

_PARTICLES = re.compile(
    r"^(?:共计?(?![享同建治商育管识鸣赢])|累计|总计|其中|又|还|并|各|均|已|仅|就|达到|达|为|约|的|了|等|、|，|以及|及|和)+"
    r"|(?:共计?|累计|总计|合计|仅为|仅|均为|已达|高达|多达|低至|达到|达|(?<!平)均|(?<![行作认成])为|(?<![民公条合签契规预履违节])约|约为|近|占|有|是|了|、|，|等)+$"
)
_PARTICLE_OPENS = frozenset("共累总其又还并各均已仅就达为约的了等、，以及和")  # cheap looks
_PARTICLE_ENDS = frozenset("计共仅为均达至到约近占有是了、，等")


def _without_particles(words: str) -> str:
    particles = words and (words[0] in _PARTICLE_OPENS or words[-1] in _PARTICLE_ENDS)
    return _PARTICLES.sub("", words) if particles else words


# Words that bring a counted body into the clause without saying what is counted: 会同12个部门, 对11个乡镇.
_JOINING = re.compile(
    r"(?:会同|联合|牵头|组织|协调|对|向|为|给|在|与|和|由|将|把|指导|督促)(?:全[省市区县州旗镇乡])?|.*等"
)
_REVIEWED = re.compile(r"(?:进行|开展)了?(?P<review>[^，]{2,12})$")
_RECEIVED = re.compile(r"收到|收取|接到|接收|共有|现有")
_MOVED_FROM = re.compile(r"(?:由|从)(?:上年的?|去年的?|原来的?|年初的?)?$")


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
        counted = number.end + len(_body_after(reading, number.end, owning=True))
        end = max(end, counted) if following is None or counted <= following else end
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


_PART_END = re.compile(r"[^、和及与，]*[、和及与，]")


def _quote(
    text: str, low: int, high: int, start: int, end: int, previous: int | None, following: int | None
) -> tuple[int, int]:
    """The words that name a number: its own part of a clause that gives several."""
    left = low
    if previous is not None:
        cut = _PART_END.match(text, previous, start)
        told = cut and grammar().strong.search(text, previous, cut.end())
        left = cut.end() if cut and not told else previous
    right = high
    if following is not None:
        separator = max(text.rfind(mark, end, following) for mark in ("、", "和", "及"))
        separator -= text.startswith("以及", separator - 1)
        right = separator if separator >= 0 else following if start - left < 2 else end
    marked = text.rfind("》", left, start)
    if marked >= 0 and marked + 1 < start and not text.startswith(("明确", "确定", "规定", "提出"), marked + 1):
        left = marked + 1 + text.startswith("等", marked + 1)
    return left, max(right, end)


def _after_lead(reading: Reading, start: int, stop: int) -> int:
    """Where the words after time and connectives begin, not past the number."""
    bones = reading.bones
    low, high = bones.at_or_after(start), bones.at_or_after(stop)
    begin = bones.offsets[end_of(grammar().lead, bones.text, low, high)]
    return begin if begin <= stop else start


def _indicator(reading: Reading, frame: Frame, span: tuple[int, int, int, int], later: bool, topic: _Topic) -> str:
    """What is counted, for a number inside its part of the clause (start, start and end of the number, end)."""
    start, number_start, number_end, end = span
    text = reading.text
    before = _without_particles(_stripped(_before(reading, frame, start, number_start)))
    after = text[number_end:end].strip("“”\"' \t\n\u3000、，")
    elliptic, change = _patterns()
    counted = _body_after(reading, number_end)
    if counted and _JOINING.fullmatch(text[start:number_start].strip()):
        return counted
    if elliptic.fullmatch(before) or (not before and not after):
        return _MOVED_FROM.sub("", topic.full or topic.noun) + before + after
    words = _in_position(reading, frame, (before, after), (number_start, number_end, end))
    verb = grammar().work.match(words) or _RECEIVED.match(words)
    bare = verb is not None and verb.end() == len(words) and len(words) <= 4
    if bare and topic.noun and words in _fates().about:
        words += topic.noun
    elif bare and topic.noun and len(words) == len("废止") and words in _fates().of:
        return topic.noun + words
    elif _RATE.search(words):
        topic.full = _rate_of(topic) + words if len(words) <= _SHORT_RATE else words
        return topic.full
    elif later and topic.verb and not verb and not after and not _is_rate(words):
        words = topic.verb + words
    if change.search(words) is None or not topic.full:
        opened = verb.group() if verb else ""
        topic.verb = opened or (topic.verb if later else "")
        topic.noun = topic.noun if bare else words.removeprefix(topic.verb)
        topic.full = words
    return words


def _stripped(words: str) -> str:
    """Words without the marks and 的 around them; a closing quotation mark stays with its opening one."""
    bare = words.strip("“”\"' \t\n\u3000的")
    return f"{bare}”" if bare.count("“") > bare.count("”") and words.rstrip(" \t\n\u3000的").endswith("”") else bare


# Where what is counted lies: 对全县38家企业 counts 企业.
_IN_PLACE = re.compile(r"(?<=[对将把就])(?:全[省市区县旗州镇乡]|辖区内?|[我本][省市区县旗州镇乡局]|各)(?:范围内)?的?")
_RATE = re.compile(r"(?:率|占比|比例)$")
_SHORT_RATE = 5  # 纠错率, 按期办结率: a rate so short says of what only by the clause before it
_GENERIC_TAIL = re.compile(r"(?:案件|申请|事项|工作|情况|等)+$")


@dataclass(frozen=True, slots=True)
class _Fates:
    """Bare verbs that leave out what they are about: 受理 (a case), and what they say of documents: 废止."""

    about: frozenset[str]
    of: frozenset[str]


@cache
def _fates() -> _Fates:
    words = load("figures")
    return _Fates(frozenset(words.words("bare_about")), frozenset(words.words("bare_of")))


def _rate_of(topic: _Topic) -> str:
    """What a short rate is a rate of, where the clause before counted it: 行政复议|纠错率; nothing for money."""
    noun = _GENERIC_TAIL.sub("", topic.noun)
    return "" if len(noun) > _SHORT_RATE or _is_rate(noun) else noun


def _in_position(reading: Reading, frame: Frame, words: tuple[str, str], span: tuple[int, int, int]) -> str:
    """The counted words by where the number stands: before a body, before its verb, in a fronted object, at the end."""
    before, after = words
    counted = _body_after(reading, span[1])
    number_start, number_end, end = span
    if not before and grammar().work.match(after):
        return after
    review = _REVIEWED.search(reading.text, number_end, frame.clause.end)
    if before in ("在", "为", "向", "给"):
        verb = grammar().strong.search(after)
        return after[: verb.start()] if verb else after
    if frame.fronted in ("对", "将", "把", "就") and (review or number_start < reading.bones.offsets[frame.verb_at]):
        before = _IN_PLACE.sub("", before)
        bare = before.lstrip("对将把就")
        first = _WHAT_IS_DONE.split(after)[0]
        if bare and reading.text.endswith("的", 0, number_start):  # 列入目录的7项决策
            bare += f"的{first}"
        noun = bare or first
        tail = "" if bare else first
        return (review.group("review") if review else "") + (noun if noun != tail else "") + tail
    if not before and counted and _acts_and_counts(reading, frame, number_end):
        return counted
    if not before and after:
        return _of_subject(reading, frame, number_end, end) or after
    if after.startswith(("以上", "以内")):
        return before
    opened = grammar().work.match(before)
    if opened and len(before) - opened.end() >= 2 and re.match(r"[到至赴在开参为作]", after):
        return before
    if opened and reading.text[:number_start].endswith("等"):
        return opened.group("verb") + after
    return before + after


# Where what is done to the counted begins: 许可事项|统一划入审批局, 执法人员|全部参训.
_WHAT_IS_DONE = re.compile("进行|开展|全部|均|统一|集中|一次性|逐项|逐一")


def _acts_and_counts(reading: Reading, frame: Frame, offset: int) -> bool:
    """True where a counted body is the subject of a clause that counts something else: 36个调委会调解纠纷862件."""
    text, low = reading.bones.text, reading.bones.at_or_after(offset)
    following = text.find(FIGURE, low, frame.clause.high)
    return following > 0 and bool(grammar().work.search(text, low, following))


def _body_after(reading: Reading, offset: int, *, owning: bool = False) -> str:
    """The words of the body that begins at an offset, or nothing; `owning`: also where it only modifies a noun."""
    position = reading.bones.holding(offset)
    if reading.bones.text[position : position + 1] != AGENCY or reading.bones.offsets[position] != offset:
        return ""
    if not owning and position + 1 < len(reading.bones.text) and MODIFIES.match(reading.bones.text, position + 1):
        return ""
    return reading.text[offset : reading.bones.offsets[position + 1]]


def _is_rate(words: str) -> bool:
    return words.endswith(("率", "度", "占比", "比例", "金额", "款", "资金"))


def _before(reading: Reading, frame: Frame, start: int, stop: int) -> str:
    """The words before the number without bodies that act, adverbs, and marked titles."""
    bones = reading.bones
    low, high = bones.at_or_after(start), bones.at_or_after(stop)
    if (frame.subjects or frame.partners) and low <= frame.body_from <= high:
        low = frame.body_from
    low = end_of(grammar().lead, bones.text, low, high)
    if frame.basis and (frame.verb is None or frame.core > max(frame.basis)) and low <= max(frame.basis) < high:
        low = end_of(grammar().after_basis, bones.text, max(frame.basis) + 1, high)
    if frame.verb and low <= frame.core < high:
        low = frame.verb_at if frame.fronted == "向" and frame.verb_at < high else frame.core
        if frame.partners and max(frame.partners) > frame.core and max(frame.partners) < high:
            low = max(frame.partners) + 1
    elif frame.verb:
        low = end_of(grammar().adverbs, bones.text, low, high)
    words = reading.text[bones.offsets[low] : stop] if low < high else ""
    return _MARKED_TITLE.sub("", words) if "《" in words else words


_MARKED_TITLE = re.compile(r"《[^》]*》(?!明确|确定|规定|提出)(?:和|、|等)*")


def _of_subject(reading: Reading, frame: Frame, number_end: int, end: int) -> str:
    """536个村设立调解委员会 counts 设立调解委员会的村: a counted subject is named by its predicate."""
    bones = reading.bones
    low, high = bones.at_or_after(number_end), bones.at_or_after(frame.clause.end)
    verb = grammar().strong.search(bones.text, low + 1, high)
    if verb is None:
        return ""
    noun_end = min(end, bones.offsets[verb.start()])
    noun = re.sub(r"(?:均|都|已|全部|全面|正式)+$", "", reading.text[number_end:noun_end]).strip("、和等的")
    noun = re.split(r"(?<=..)(?:在|通过|经|由|被|向|于)", noun)[0]
    predicate = reading.text[bones.offsets[verb.start()] : frame.clause.end]
    return f"{predicate}的{noun}" if noun else ""


def _role(text: str, start: int, end: int, clause_end: int, planned: bool, quote: int) -> str | None:
    """baseline (由3个工作日), change (同比上升5%), target (planned, or 力争达到80%), or None for a plain result."""
    before, after = text[max(quote, start - 8) : start], text[end : min(clause_end, end + 8)]
    baseline, target, change = _roles()
    if baseline.search(before) and re.search(r"[至到]|增|减|降|升|缩|压", after):
        return "baseline"
    if planned or target.search(text, max(0, quote - 4), start):
        return "target"
    return "change" if change.search(before) else None


@cache
def _roles() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = load("figures")
    return (
        re.compile(rf"(?:{alternation(words.words('baseline'))})(?:上年的?|去年的?|原来的?)?$"),
        re.compile(alternation(words.words("target"))),
        re.compile(rf"(?:{alternation(words.words('change'))})(?:了|近|约|超)?$"),
    )


_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)年(?!提高|降低|增|减|上升|下降|同期)")


def _period(reading: Reading, before: str, planned: bool, role: str | None) -> str:
    year = _YEAR_BEFORE.search(before) if "年" in before else None
    if year and not re.search(r"[较比]\s*$", before[: year.start()]):
        return year.group(1)
    if role == "baseline" and re.search(r"上年|去年", before):
        return str(reading.year - 1)
    return str(reading.year + 1 if planned else reading.year)
