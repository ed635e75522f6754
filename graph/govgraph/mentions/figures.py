"""Figures: every number of the text, with value, unit and qualifier, or with the reason why it counts nothing.

`numbers` sees all of them; what becomes of each is decided here once, so that "nothing lost" can be checked.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from govgraph.lexicon import alternation, load

Approx = Literal["over", "about", "under"]

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN = "〇零一二两三四五六七八九十百千万亿"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


@dataclass(frozen=True, slots=True)
class Number:
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
    number = rf"(?:(?P<digits>{_DIGITS})(?P<scale>[十百千万亿]{{0,2}})|(?P<han>[{_HAN}几数]+))"
    upper = rf"(?:\s*(?:至|到|-|—|~|～|－)\s*(?P<upper>{_DIGITS}|[{_HAN}]+))?"
    counted = re.compile(
        rf"{number}{upper}(?:\s?(?P<mid>余|多|来|几))?(?P<scale2>[万亿])?\s?(?P<unit>(?!{nouns})(?:{measures}))?(?:{after})?(?P<mid2>余)?"
    )
    tenths = re.compile(rf"(?:(?P<tenths>[{_HAN}]+)成|百分之(?P<percent>[{_HAN}点]+))(?:{after})?")
    before = re.compile(
        rf"(?:(?P<under>{alternation(words.words('before_under'))})|(?P<over>{alternation(words.words('before_over'))})"
        rf"|(?P<about>{alternation(words.words('before_about'))}))\Z"
    )
    phrases = re.compile(alternation(words.words("set_phrases")))
    return counted, tenths, before, phrases


_CANDIDATE = re.compile(rf"[\d{_HAN}]")


def numbers(masked: str, start: int, end: int, enumerators: frozenset[int] = frozenset()) -> list[Number]:
    """Every number in ``masked[start:end]`` in text order; `enumerators` are offsets of section numbers.

    `masked` is the text as `govgraph.mentions.mask` gives it. Chinese numerals count as numbers where a measure word
    follows; single numerals inside words (统一, 第一) are not listed.
    """
    counted, tenths, _, phrases = _patterns()
    found: list[Number] = []
    at = start
    masked = masked.translate(_FULL_WIDTH)
    while True:
        candidate = _CANDIDATE.search(masked, at, end)
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
        value: Decimal | None = (_han_value(tenth) or Decimal(0)) * 10
    else:
        value = _han_value(match.group("percent"))
    if value is None:
        return None
    approx, start = _approx(masked, match.start(), match)
    return Number(start, match.end(), _plain(value), "%", approx)


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
    scale = _scale(match.group("scale")) * _scale(match.group("scale2"))
    value = Decimal(match.group("digits").replace(",", "")) * scale
    unit, factor = _unit(unit or ("%" if value == 0 else ""))
    approx, begin = _approx(masked, start, match)
    upper = match.group("upper")
    top = _upper(upper, scale * factor) if upper else None
    return Number(begin, end, _plain(value * factor), unit, approx, range_end=top)


def _judge_han(masked: str, match: re.Match[str], phrases: re.Pattern[str]) -> Number | None:
    """A Chinese numeral is a figure where it counts by a measure word and is no set phrase."""
    han, unit = match.group("han"), match.group("unit")
    start, end = match.start(), match.end()
    approximate = (
        match.group("mid")
        or match.group("over2")
        or match.group("mid2")
        or _patterns()[2].search(masked, max(0, start - 4), start)
    )
    round_number = han != "十" and all(char in _SCALES for char in han)
    if unit in load("figures").words("time_units") and len(han) == 1:
        return Number(start, match.end("unit"), reason="date") if len(han) > 1 or han != "一" else None
    vague = (
        round_number and not match.group("mid") and not masked[:start].endswith(("近", "上", "超", "过", "约", "逾"))
    )
    written_out = len(han) > 1 and han[-1] in "万亿" and not round_number
    if not (unit or written_out) or han in "零〇" or vague:
        return _zero_rate(masked, match)
    if any(char in "几数" for char in han):
        return Number(start, end, reason="vague number") if len(han) > 1 else None
    if unit != "个" and masked[match.end("unit") : match.end("unit") + 1] in frozenset("县市镇乡区村街路桥山河湖"):
        return None  # 三台县, 六合区: a name
    window = masked[max(0, start - 3) : end + 3]
    before = masked[max(0, start - 1) : start]
    if before in ("第", "初", "历"):
        return None
    value = _scale(han) if round_number else _han_value(han)
    if value is None:
        return None
    if value < 10 and not approximate:
        if not _counts(masked, start, match.end("unit"), han, unit):
            return Number(start, match.end("unit"), reason="set phrase") if han != "一" else None
        if phrases.search(window) and unit != "个" and not _counting_verb(masked, start):
            return Number(start, match.end("unit"), reason="set phrase")
    elif not (approximate or round_number) and unit in ("条", "大", "会") and not _counting_verb(masked, start):
        return Number(start, match.end("unit"), reason="set phrase")
    if unit in load("figures").words("time_units") and not approximate:
        return Number(start, match.end("unit"), reason="date")
    unit, factor = _unit(unit or "")
    approx, begin = _approx(masked, start, match)
    upper = match.group("upper")
    top = _upper(upper, Decimal(factor)) if upper else None
    return Number(begin, end, _plain(value * factor * _scale(match.group("scale2"))), unit, approx, range_end=top)


def _counts(masked: str, start: int, unit_end: int, han: str, unit: str) -> bool:
    """True where a numeral under ten really counts: 两条反馈意见, 评查两轮, 新建三个; not 一个, 三项制度, 两级."""
    if han == "一" or unit in ("级", "大"):
        return False
    if unit == "期" and masked[unit_end : unit_end + 1] not in frozenset("，,。；;、\n"):
        return False
    words = load("figures")
    follows = masked[unit_end : unit_end + 4]
    if any(follows.startswith(noun) for noun in words.words("set_nouns")):
        return _counting_verb(masked, start) and unit not in ("项", "个")
    if unit in (
        "个",
        "项",
        "类",
        "种",
        "家",
        "名",
        "支",
        "市",
        "县",
        "区",
        "村",
        "镇",
        "乡",
        "部",
        "所",
        "站",
        "班",
        "组",
        "队",
        "面",
        "对",
    ):
        return _counting_verb(masked, start)
    return True


def _counting_verb(masked: str, start: int) -> bool:
    before = masked[max(0, start - 5) : start]
    return any(before.endswith(verb) for verb in load("figures").words("counting_verbs"))


def _zero_rate(masked: str, match: re.Match[str]) -> Number | None:
    """零 or 〇 after a noun of rate: 败诉率为零."""
    if match.group("han") not in ("零", "〇"):
        return None
    return Number(match.start(), match.end("han"), "0", "%") if _after_rate(masked, match.start()) else None


def _after_rate(masked: str, start: int) -> bool:
    before = re.sub(
        r"(?:均|都|保持|持续|继续)?(?:为|达到|达|降至|至|是|保持在)?$", "", masked[max(0, start - 12) : start]
    )
    return any(before.endswith(noun) for noun in load("figures").words("rates"))


_YEAR = re.compile(r"(?:19|20)\d\d$")


def _reason(masked: str, start: int, digits_end: int, unit: str, match: re.Match[str]) -> str | None:
    """Why an Arabic number is no figure, or None where it is one."""
    words = load("figures")
    before, after = masked[max(0, start - 3) : start], masked[digits_end : digits_end + 6]
    digits = match.group("digits")
    if before.endswith(("第", "〔", "[", "［")) or after.startswith(("〕", "]", "］")):
        return "document number or ordinal"
    if (before.endswith(("·", "•", ".", "-", "—", "/", "－")) and not before.endswith(("——",))) or after[:1] in "·•":
        return "date or name"
    if _YEAR.fullmatch(digits) and (after[:1] in ("年", "-", "—", "至", "～", "~", ".", "/", "－", "") or not unit):
        return "year"
    if unit != "年" and after.startswith("年") and len(digits) in (2, 4):
        return "year"
    if re.match(r"月|日(?!均)|时(?!间)|号", after):
        return "date or document number"
    if unit in words.words("time_units") and not _measured_time(masked, start, match):
        return "duration or date"
    if not unit and not match.group("scale"):
        if digits == "0" and _after_rate(masked, start):
            return None
        if any(after.startswith(noun) for noun in words.words("name_nouns")) or re.match(r"[A-Za-z×xX]", after):
            return "number in a name"
        return "number without a measure"
    if any(after.startswith(noun) for noun in ("号", "届", "周年")):
        return "document number or ordinal"
    if re.search(r"[A-Za-z×]$", before):
        return "number in a name"
    return None


def _measured_time(masked: str, start: int, match: re.Match[str]) -> bool:
    """Durations count where they are compared or limited: 缩短至5天, 平均用时3天, 得分98.5分."""
    unit = match.group("unit")
    before = masked[max(0, start - 8) : start]
    if unit == "分":
        return bool(re.search(r"得分|评分|测评|考核|成绩|满分|分值|为|达|获", before))
    if unit in ("年", "岁"):
        return False
    return bool(
        re.search(r"由|从|至|到|为|用时|时间|时限|缩短|压缩|提前|提速|减少|节约|平均|周期|累计|不超过", before)
    ) or bool(match.group("over2") or match.group("under2") or match.group("mid"))


def _digits_end(masked: str, start: int) -> int:
    match = re.compile(r"[\d.,]*\d").match(masked, start)
    return match.end() if match else start + 1


def _approx(masked: str, start: int, match: re.Match[str]) -> tuple[Approx | None, int]:
    """The qualifier around a number and where the number with a qualifier before it begins."""
    before = _patterns()[2].search(masked, max(0, start - 4), start)
    begin = before.start() if before else start
    groups = match.groupdict()
    if groups.get("under2") or (before and before.group("under")):
        return "under", begin
    if groups.get("mid") or groups.get("mid2") or groups.get("over2") or (before and before.group("over")):
        return "over", begin
    if groups.get("about2") or (before and before.group("about")):
        return "about", begin
    return None, begin


def _unit(unit: str) -> tuple[str, Decimal]:
    """万元 → 元 and 10000; ％ → %; others as they are."""
    if unit in ("万元", "亿元"):
        return "元", Decimal(_SCALES[unit[0]])
    if unit == "万人":
        return "人", Decimal(10_000)
    if unit in ("％", "%"):
        return "%", Decimal(1)
    return ("个百分点" if unit == "百分点" else unit), Decimal(1)


def scaled(digits: str, unit: str) -> tuple[str, str]:
    """A table's number in the unit of its column: ("1,036.2", "万元") → ("10362000", "元")."""
    name, factor = _unit(unit)
    if len(unit) == 2 and unit[0] in _SCALES and name == unit:
        name, factor = unit[1], Decimal(_SCALES[unit[0]])
    return _plain(Decimal(digits.replace(",", "").replace("，", "")) * factor), name


def _scale(word: str | None) -> Decimal:
    result = Decimal(1)
    for char in word or "":
        result *= _SCALES[char]
    return result


def _upper(word: str, factor: Decimal) -> str | None:
    if word[0].isdigit():
        return _plain(Decimal(word.replace(",", "")) * factor)
    value = _han_value(word)
    return None if value is None else _plain(value * factor)


@lru_cache(maxsize=4096)
def _han_value(word: str) -> Decimal | None:
    """一千二百 → 1200, by cn2an; None for what is no number (一一)."""
    import cn2an  # noqa: PLC0415 - costs 0.1 s, and many reports have no Chinese numeral that counts

    try:
        return Decimal(str(cn2an.cn2an(word, "smart")))
    except ValueError:
        return None


def _plain(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros: 523.460E+2 → 52346."""
    text = format(value.normalize(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
