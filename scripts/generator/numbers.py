"""Numbers with a history: what an indicator of a body was in a year, and the ways a report writes it."""

import math
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from random import Random

_DIGITS = "零一二三四五六七八九"
_MONEY = "万元"


@dataclass(frozen=True, slots=True)
class Measure:
    """How an indicator runs in a county: range of its first value, range of its growth a year, highest value.

    `scaled` ones are larger in a larger place. A rate has a `top` of 100.
    """

    low: float
    high: float
    growth: tuple[float, float]
    scaled: bool
    top: float | None


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it stands in the text, and what it says: exact decimal `value`, `unit`, approx as the guide has it.

    `words` are the words of comparison before the number that belong to its indicator (同比增长).
    """

    text: str
    value: str
    unit: str
    approx: str | None
    words: str = ""


def unit_interval(*parts: object) -> float:
    """A number in [0, 1) that depends on `parts` alone."""
    digest = blake2b("/".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64


def history(measure: Measure, scale: float, year: int, *parts: object) -> float:
    """The value in a year: a start, a steady growth and some chance, all settled by `parts`."""
    first, steep = _character(parts)
    start = measure.low * math.pow(measure.high / measure.low, first)
    low, high = measure.growth
    growth = low + (high - low) * steep
    chance = 0.94 + 0.12 * unit_interval(*parts, year)
    if measure.top is not None:
        gap = (measure.top - start) * math.pow(1 - growth, year - 2015) * (chance if measure.low < measure.top else 0)
        return measure.top - max(0.0, gap)
    return start * (scale if measure.scaled else 1) * math.pow(1 + growth, year - 2019) * chance


@lru_cache(maxsize=1000)
def _character(parts: tuple[object, ...]) -> tuple[float, float]:
    """Where in its ranges an indicator of a body starts, and how fast it grows."""
    return unit_interval(*parts, "start"), unit_interval(*parts, "growth")


def write(value: float, unit: str, rng: Random) -> Written:
    """A value in the style of a report: exact, rounded with 余 or 约, with 万 and 亿, or in Chinese digits."""
    if unit in ("%", "个百分点"):
        exact = _decimal(value, 1)
        if unit == "%" and 50 < value < 100 and rng.random() < 0.12:
            return Written(f"{int(value)}%以上", str(int(value)), "%", "over")
        return Written(f"{exact}{unit}", exact, unit, None)
    if unit == _MONEY:
        return _money(value, rng)
    count = max(1, round(value))
    if count >= 10_000:
        exact = _decimal(count / 10_000, 2)
        return Written(f"{exact}万{unit}", _decimal(float(exact) * 10_000, 0), unit, None)
    chance = rng.random()
    if count < 10:
        return Written(f"{_small(count, unit) if chance < 0.1 else count}{unit}", str(count), unit, None)
    if chance < 0.7 or count < 30:
        grouped = f"{count:,}" if 0.62 < chance < 0.7 else str(count)
        return Written(f"{grouped}{unit}", str(count), unit, None)
    return _round(count, unit, rng)


def write_change(now: float, before: float, unit: str, rng: Random) -> Written | None:
    """How a value changed since the year before, as a share or in units; a rate changes by points.

    None where it did not change.
    """
    if unit == "个百分点":
        points = round(now, 1) - round(before, 1)
        shown = _decimal(abs(points), 1)
        if shown == "0":
            return None
        words = rng.choice(("同比提高", "比上年提高") if points >= 0 else ("同比下降", "比上年下降"))
        return Written(f"{words}{shown}{unit}", shown, unit, None, words)
    now, before = max(1, round(now)), max(1, round(before))
    if unit != _MONEY and abs(now - before) >= 2 and rng.random() < 0.4:
        words = rng.choice(("比上年", "较上年")) + ("增加" if now > before else "减少")
        return Written(f"{words}{abs(now - before)}{unit}", str(abs(now - before)), unit, None, words)
    shown = _decimal(abs(now - before) / before * 100, 1)
    if shown == "0":
        return None
    words = rng.choice(("同比增长", "同比上升", "较上年增长") if now >= before else ("同比下降", "较上年下降"))
    return Written(f"{words}{shown}%", shown, "%", None, words)


def _money(value: float, rng: Random) -> Written:
    """An amount in 万元."""
    if value >= 10_000:
        shown = _decimal(value / 10_000, 2)
        return Written(f"{shown}亿元", _decimal(float(shown) * 1e8, 0), "元", None)
    if value >= 100 and rng.random() < 0.2:
        rounded = int(value) // 10 * 10
        return Written(f"{rounded}余万元", str(rounded * 10_000), "元", "over")
    shown = _decimal(value, 1)
    return Written(f"{shown}万元", _decimal(float(shown) * 10_000, 0), "元", None)


def _round(count: int, unit: str, rng: Random) -> Written:
    step = 10 if count < 300 else 100
    down = count // step * step
    way = rng.choice(("余", "余", "多", "约", "近", "超过", "han"))
    if way == "han":
        return Written(f"{_han(down)}余{unit}", str(down), unit, "over")
    if way in ("约", "近"):
        near = down + step
        return Written(f"{way}{near}{unit}", str(near), unit, "about")
    if way == "超过":
        return Written(f"超过{down}{unit}", str(down), unit, "over")
    return Written(f"{down}{way}{unit}", str(down), unit, "over")


def _small(count: int, unit: str) -> str:
    return "两" if count == 2 and unit != "%" else _DIGITS[count]


def _han(count: int) -> str:
    """A number under 10,000 that ends in 0, in Chinese digits."""
    words, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十")):
        digit = count // power % 10
        if digit:
            ten = digit == 1 and name == "十" and not words
            words += ("零" if gap and words else "") + ("" if ten else _DIGITS[digit]) + name
        gap = not digit
    return words


def _decimal(value: float, places: int) -> str:
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
