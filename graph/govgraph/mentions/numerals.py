"""Numerals: the value of Arabic and Chinese numbers, their scales and units of money."""

from decimal import Decimal
from functools import lru_cache

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def base_unit(unit: str) -> tuple[str, Decimal]:
    """万元 → 元 and 10000; ％ → %; others as they are."""
    if unit in ("万元", "亿元"):
        return "元", Decimal(SCALES[unit[0]])
    if unit == "万人":
        return "人", Decimal(10_000)
    if unit in ("％", "%"):
        return "%", Decimal(1)
    return ("个百分点" if unit == "百分点" else unit), Decimal(1)


def scaled(digits: str, unit: str) -> tuple[str, str]:
    """A table's number in the unit of its column: ("1,036.2", "万元") → ("10362000", "元")."""
    name, factor = base_unit(unit)
    if len(unit) == 2 and unit[0] in SCALES and name == unit:
        name, factor = unit[1], Decimal(SCALES[unit[0]])
    return plain(Decimal(digits.replace(",", "").replace("，", "")) * factor), name


def scale(word: str | None) -> Decimal:
    """万 → 10000, 十万 → 100000; 1 for no word."""
    result = Decimal(1)
    for char in word or "":
        result *= SCALES[char]
    return result


def upper_value(word: str, factor: Decimal) -> str | None:
    """The upper end of a range as plain text, None for what is no number."""
    if word[0].isdigit():
        return plain(Decimal(word.replace(",", "")) * factor)
    value = han_value(word)
    return None if value is None else plain(value * factor)


@lru_cache(maxsize=4096)
def han_value(word: str) -> Decimal | None:
    """一千二百 → 1200, by cn2an; None for what is no number (一一)."""
    import cn2an  # noqa: PLC0415 - costs 0.1 s, and many reports have no Chinese numeral that counts

    try:
        return Decimal(str(cn2an.cn2an(word, "smart")))
    except ValueError:
        return None


def plain(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros: 523.460E+2 → 52346."""
    text = format(value.normalize(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
