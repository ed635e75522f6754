"""Figures: every number of the text, with value, unit and qualifier, or with the reason why it counts nothing.

`numbers` sees all of them; what becomes of each is decided here once, so that "nothing lost" can be checked.
"""

import re
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from govgraph.lexicon import alternation, load
from govgraph.mentions.numerals import SCALES, base_unit, han_value, plain, scale, upper_value

Approx = Literal["over", "about", "under"]

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN = "〇零一二两三四五六七八九十百千万亿"
_WIDE = re.compile("[０-９．％]")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


class Number(NamedTuple):
    """A number in the text: the span of its digits, measure and qualifiers; `reason` says why it is no figure.

    `value` is a plain decimal as text (523.46亿元 → "52346000000"), `unit` the measure word ("" where there is none).
    """

    start: int
    end: int
    value: str = ""
    unit: str = ""
    approx: Approx | None = None
    reason: str | None = None
    range_end: str | None = None  # upper value of 1至3名


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = load("figures")
    measures, nouns = alternation(words.words("measures")), alternation(words.words("counted_nouns"))
    over, about, under = (alternation(words.words(f"after_{kind}")) for kind in ("over", "about", "under"))
    after = rf"(?P<over2>{over})|(?P<about2>{about})|(?P<under2>{under})"
    number = rf"(?:(?P<digits>{_DIGITS})(?:[ \u3000]?(?P<scale>[十百千万亿]{{1,2}}))?|(?P<han>[{_HAN}几数]+))"
    upper = rf"(?:\s*(?:至|到|-|—|~|～|－)\s*(?P<upper>{_DIGITS}|[{_HAN}]+))?"
    counted = re.compile(
        rf"{number}{upper}(?:\s?(?P<mid>余|多|来|几))?(?P<scale2>[万亿])?\s?(?P<unit>(?!{nouns})(?:{measures}))?(?:{after})?(?P<mid2>余)?"
    )
    tenths = re.compile(
        rf"(?:(?P<tenths>[{_HAN}]+)成(?P<half>[一二三四五六七八九](?![个项件名家十百]))?"
        rf"|百分之(?P<percent>[{_HAN}点]+))(?:{after})?"
    )
    before = re.compile(
        rf"(?:(?P<under>{alternation(words.words('before_under'))})|(?P<over>{alternation(words.words('before_over'))})"
        rf"|(?<![{''.join(words.words('before_words'))}])(?P<about>{alternation(words.words('before_about'))}))\Z"
    )
    phrases = re.compile(alternation(words.words("set_phrases")))
    return counted, tenths, before, phrases


@cache
def _candidate() -> re.Pattern[str]:
    """A cheap look for what may be a number: digits, and Chinese numerals before what a number can have behind it."""
    words = load("figures")
    behind = {
        word[0] for name in ("measures", "after_over", "after_about", "after_under") for word in words.words(name)
    }
    behind |= set("余多来几成至到-—~～－ ")
    return re.compile(rf"\d|百分之|[零〇]|[{_HAN}几数]+(?=[{re.escape(''.join(sorted(behind)))}])|[{_HAN}]+[万亿]")


def numbers(masked: str, start: int, end: int, enumerators: frozenset[int] = frozenset()) -> list[Number]:
    """Every number in ``masked[start:end]`` in text order; `enumerators` are offsets of section numbers.

    `masked` is the text as `govgraph.mentions.mask` gives it. Chinese numerals count as numbers where a measure word
    follows; single numerals inside words (统一, 第一) are not listed.
    """
    counted, tenths, _, phrases = _patterns()
    found: list[Number] = []
    at = start
    if _WIDE.search(masked):
        masked = masked.translate(_FULL_WIDTH)
    while True:
        candidate = _candidate().search(masked, at, end)
        if candidate is None:
            return found
        position = candidate.start()
        match = tenths.match(masked, position, end) or counted.match(masked, position, end)
        if match is None:
            at = position + 1
            continue
        at = match.end()
        if position in enumerators:
            continue
        number = _share(masked, match) if match.re is tenths else _judge(masked, match, phrases)
        if number is not None:
            found.append(number)
            at = max(number.end, position + 1)


def _share(masked: str, match: re.Match[str]) -> Number | None:
    """九成以上 → 90 % and over; 百分之五 → 5 %."""
    tenth = match.group("tenths")
    if tenth:
        nexts = masked[match.end() : match.end() + 1]
        if len(tenth) > 1 or nexts in "立员为果功绩都效渝" or not _plain_ones(tenth):
            return None
        value: Decimal | None = (han_value(tenth) or Decimal(0)) * 10 + (han_value(match.group("half") or "零") or 0)
    else:
        value = Decimal(100) if match.group("percent") == "百" else han_value(match.group("percent"))
    if value is None:
        return None
    approx, start = _approx(masked, match.start(), match)
    return Number(start, match.end(), plain(value), "%", approx)


def _plain_ones(word: str) -> bool:
    return word in "一二两三四五六七八九十"


def _judge(masked: str, match: re.Match[str], phrases: re.Pattern[str]) -> Number | None:
    han = match.group("han")
    unit = match.group("unit") or ""
    start, end = match.start(), match.end()
    if han:
        return _judge_han(masked, match, phrases)
    reason = _reason(masked, start, match.end("digits"), unit, match)
    if reason:
        stop = match.end("unit") if unit and reason == "date" else _digits_end(masked, start)
        return Number(start, stop, reason=reason)
    times = scale(match.group("scale")) * scale(match.group("scale2"))
    value = Decimal(match.group("digits").replace(",", "")) * times
    unit, factor = base_unit(unit or ("%" if value == 0 else ""))
    approx, begin = _approx(masked, start, match)
    upper = match.group("upper")
    top = upper_value(upper, times * factor) if upper else None
    return Number(begin, end, plain(value * factor), unit, approx, range_end=top)


def _judge_han(masked: str, match: re.Match[str], phrases: re.Pattern[str]) -> Number | None:
    """A Chinese numeral is a figure where it counts by a measure word and is no set phrase."""
    han, unit = match.group("han"), match.group("unit") or ""
    start = match.start()
    approximate = (
        match.group("mid")
        or match.group("over2")
        or match.group("mid2")
        or _patterns()[2].search(masked, max(0, start - 4), start)
    )
    round_number = han != "十" and all(char in SCALES for char in han)
    seen, counts = _says_number(masked, match, round_number)
    if not counts:
        return seen
    value = scale(han) if round_number else han_value(han)
    if value is None:
        return None
    if _set_phrase(masked, match, phrases, value, bool(approximate), round_number):
        return None if han == "一" else Number(start, match.end("unit"), reason="set phrase")
    timed = unit in load("figures").words("time_units")
    if timed and (unit in ("年", "岁") or not (approximate or _measured_time(masked, start, match))):
        return Number(start, match.end("unit"), reason="date")
    unit, factor = base_unit(unit)
    approx, begin = _approx(masked, start, match)
    upper = match.group("upper")
    top = upper_value(upper, Decimal(factor)) if upper else None
    whole = plain(value * factor * scale(match.group("scale2")))
    return Number(begin, match.end(), whole, unit, approx, range_end=top)


def _says_number(masked: str, match: re.Match[str], round_number: bool) -> tuple[Number | None, bool]:
    """What a Chinese numeral is that counts nothing (a date, a rate of 零, a name), and whether it may count."""
    han, unit = match.group("han"), match.group("unit") or ""
    start, before = match.start(), masked[: match.start()]
    timed = unit in load("figures").words("time_units")
    if timed and len(han) == 1 and not (unit in ("分钟", "小时") and _measured_time(masked, start, match)):
        return (None if han == "一" else Number(start, match.end("unit"), reason="date")), False
    vague = round_number and not match.group("mid") and not before.endswith(("近", "上", "超", "过", "约", "逾"))
    written_out = len(han) > 1 and han[-1] in "万亿" and not round_number
    if not (unit or written_out) or han in "零〇" or vague:
        return _zero_rate(masked, match), False
    if any(char in "几数" for char in han):
        return (Number(start, match.end(), reason="vague number") if len(han) > 1 else None), False
    named = (
        unit
        and unit not in _COUNTS_BEFORE_PLACES
        and masked[match.end("unit") : match.end("unit") + 1] in _NAME_GOES_ON
    )
    return None, not (named or before.endswith(("第", "初", "历")))


_NAME_GOES_ON = frozenset("县市镇乡区村街路桥山河湖峡")  # 三台县, 六合区: a name
_COUNTS_BEFORE_PLACES = frozenset("个轮次批期场起件项名位份条")  # but 两轮县级督察


def _set_phrase(
    masked: str, match: re.Match[str], phrases: re.Pattern[str], value: Decimal, approximate: bool, round_number: bool
) -> bool:
    """True for a numeral that names or classes instead of counting: 三项制度, 两法衔接."""
    han, unit, start = match.group("han"), match.group("unit") or "", match.start()
    counted = _counting_verb(masked, start)
    if value < 10 and not approximate:
        window = masked[max(0, start - 3) : match.end() + 3]
        listed = bool(phrases.search(window)) and unit != "个" and not counted
        return listed or not _counts(masked, start, match.end("unit"), han, unit)
    after_count = _BEHIND_COUNT.search(masked, max(0, start - 4), start)
    named = unit in ("大", "会") or (unit == "条" and value < _LONG_LIST)
    return named and not (approximate or round_number or counted or after_count)


_LONG_LIST = 100  # 二十条, 六十条 are names of policies; 七百二十六条 is a count
_BEHIND_COUNT = re.compile(rf"[{_HAN}\d][\u4e00-\u9fff]\Z")  # 五批六十九条
_ONCE = frozenset("次场期轮")


def _counts(masked: str, start: int, unit_end: int, han: str, unit: str) -> bool:
    """True where a numeral under ten really counts: 两条反馈意见, 评查两轮, 新建三个; not 一个, 三项制度, 两级."""
    if han == "一" and masked[start - 1 : start] in ("了", "过") and unit in _ONCE:
        return True
    if han == "一" or unit in ("级", "大") or (unit == "名" and masked[start - 1 : start] == "前"):
        return False
    closes = masked[unit_end : unit_end + 1] in _CLOSES
    if unit == "期" and not (closes or _counting_verb(masked, start)):
        return False
    words = load("figures")
    follows = masked[unit_end : unit_end + 4]
    if follows.startswith(words.words("set_nouns")):
        return _counting_verb(masked, start) and unit not in ("项", "个")
    if unit in words.words("classing_units"):
        return _counting_verb(masked, start) or (
            closes and bool(_COUNTED_BEFORE.search(masked, max(0, start - 3), start))
        )
    return True


_CLOSES = frozenset("，,。；;\n")
# What is counted stands before a number that closes the clause: 新设调解室两个; not 分为三类, 达到两个.
_COUNTED_BEFORE = re.compile(r"[\u4e00-\u9fff][^为成分出的这那各前后其同每等类种第至到\W\d]$")


def _counting_verb(masked: str, start: int) -> bool:
    return masked[max(0, start - 5) : start].endswith(load("figures").words("counting_verbs"))


def _zero_rate(masked: str, match: re.Match[str]) -> Number | None:
    """零 or 〇 after a noun of rate: 败诉率为零."""
    if match.group("han") not in ("零", "〇"):
        return None
    return Number(match.start(), match.end("han"), "0", "%") if _after_rate(masked, match.start()) else None


def _after_rate(masked: str, start: int) -> bool:
    before = re.sub(
        r"(?:均|都|保持|持续|继续)?(?:为|达到|达|降至|至|是|保持在)?$", "", masked[max(0, start - 12) : start]
    )
    return before.endswith(load("figures").words("rates"))


_YEAR = re.compile(r"(?:19|20)\d\d$")


def _reason(masked: str, start: int, digits_end: int, unit: str, match: re.Match[str]) -> str | None:
    """Why an Arabic number is no figure, or None where it is one."""
    before, after = masked[max(0, start - 3) : start], masked[digits_end : digits_end + 6]
    dated = _date(match.group("digits"), before, after, unit)
    if dated:
        return dated
    words = load("figures")
    if unit in words.words("time_units") and not _measured_time(masked, start, match):
        return "duration or date"
    if not unit and not match.group("scale"):
        if match.group("digits") == "0" and _after_rate(masked, start):
            return None
        named = after.startswith(words.words("name_nouns")) or re.match(r"[A-Za-z×xX]", after)
        return "number in a name" if named else "number without a measure"
    if after.startswith(("号", "届", "周年")):
        return "document number or ordinal"
    return "number in a name" if re.search(r"[A-Za-z×]$", before) else None


def _date(digits: str, before: str, after: str, unit: str) -> str | None:
    """Why a number is a date, an ordinal or part of a document's number, or None."""
    if before.endswith(("第", "〔", "[", "［")) or after.startswith(("〕", "]", "］")):
        return "document number or ordinal"
    if (before.endswith(("·", "•", ".", "-", "—", "/", "－")) and not before.endswith("——")) or after[:1] in "·•":
        return "date or name"
    spanned = after[:1] in ("年", "-", "—", "至", "～", "~", ".", "/", "－", "")
    if _YEAR.fullmatch(digits) and (spanned or not unit):
        return "year"
    if unit != "年" and after.startswith("年") and len(digits) in (2, 4):
        return "year"
    return "date or document number" if re.match(r"月|日(?!均)|时(?!间)|号", after) else None


def _measured_time(masked: str, start: int, match: re.Match[str]) -> bool:
    """Durations count where they are compared or limited: 缩短至5天, 平均用时3天, 得分98.5分."""
    unit = match.group("unit")
    before = masked[max(0, start - 8) : start]
    if unit == "分":
        return bool(re.search(r"得分|均分|分数|提高到|提高至|升至|由|评分|测评|考核|成绩|满分|分值|为|达|获", before))
    if unit in ("年", "岁"):
        return False
    return bool(
        re.search(
            r"由|从|至|到|为|用时|时间|时限|缩短|压缩|提前|提速|减少|节约|平均|周期|累计|不超过|不少于|不低于", before
        )
    ) or bool(match.group("over2") or match.group("under2") or match.group("mid"))


def _digits_end(masked: str, start: int) -> int:
    match = re.compile(r"[\d.,]*\d").match(masked, start)
    return match.end() if match else start + 1


def _approx(masked: str, start: int, match: re.Match[str]) -> tuple[Approx | None, int]:
    """The qualifier around a number and where the number with a qualifier before it begins."""
    before = _patterns()[2].search(masked, max(0, start - 5), start)
    begin = before.start() if before else start
    if match["under2"] or (before and before["under"]):
        return "under", begin
    more = match["over2"] or (match.re is not _patterns()[1] and (match["mid"] or match["mid2"]))
    if more or (before and before["over"]):
        return "over", begin
    if match["about2"] or (before and before["about"]):
        return "about", begin
    return None, begin
