"""Numbers that Word makes: which label (一、 （二） 3.) stands before a paragraph, though not in its text.

After ISO/IEC 29500-1, 17.9 (numbering) and 17.18.59 (number formats).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from govgraph.read.docx.package import value
from govgraph.read.docx.styles import Styles

_LEVELS = 9
_HAN = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_SERIES = {  # formats that count through a row of signs
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_COUNTED = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
_DIGITWISE = frozenset(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"))
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered; `restart` is the level (from 1) after which it begins anew, 0 for never."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str | None = None
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """A list as paragraphs refer to it: levels, starting numbers of its own, and the counts it shares."""

    levels: dict[int, _Level]
    counts: list[int | None]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Labels of the paragraphs of a document, asked for in their order."""

    def __init__(self, part: Element | None, styles: Styles) -> None:
        """Read ``numbering.xml``; None for a document without lists."""
        self._styles = styles
        self._lists = dict(_lists(part, styles)) if part is not None else {}

    def label(self, properties: Element | None, style: str | None) -> str:
        """The label of the next paragraph, empty for none or a bullet; its list counts on."""
        number, level = self._reference(properties, style)
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return ""
        counts, wanted = found.counts, found.levels[level]
        for above in range(level):
            if counts[above] is None:
                counts[above] = found.levels.get(above, _Level()).start
        if level in found.starts:
            counts[level] = found.starts.pop(level)
        else:
            before = counts[level]
            counts[level] = wanted.start if before is None else before + 1
        for below in range(level + 1, _LEVELS):
            restart = found.levels.get(below, _Level()).restart
            if restart is None or level < restart:
                counts[below] = None
        return _label(wanted, found)

    def _reference(self, properties: Element | None, style: str | None) -> tuple[str, int]:
        """List and level of a paragraph, by itself or by its style."""
        number = value(properties, "{w}numPr/{w}numId")
        level = value(properties, "{w}numPr/{w}ilvl")
        if number is None:
            number, styled, owner = self._styles.numbering(style)
            level = level or styled
            if level is None and number in self._lists:
                levels = self._lists[number].levels
                level = next((str(at) for at, found in levels.items() if found.style == owner), None)
        return number or "", min(_integer(level, 0), _LEVELS - 1)


def _label(level: _Level, found: _List) -> str:
    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        form = "decimal" if level.legal else found.levels.get(at, _Level()).form
        return formatted(found.counts[at] or 0, form)

    return "" if level.form == "bullet" else _PLACE.sub(number, level.text)


def formatted(number: int, form: str) -> str:
    """A number in one of Word's formats; decimal for one that reports do not use.

    >>> formatted(12, "chineseCounting"), formatted(3, "decimalEnclosedCircle")
    ('十二', '③')
    """
    if form == "none":
        return ""
    if form in _COUNTED:
        return _counted(number)
    if form in _DIGITWISE:
        return "".join(_HAN[int(digit)] for digit in str(number))
    if form == "chineseLegalSimplified":
        return _counted(number, _LEGAL, "拾佰仟")
    if form in _SERIES and 0 < number <= len(_SERIES[form]):
        return _SERIES[form][number - 1]
    if form in ("lowerRoman", "upperRoman") and 0 < number < 400:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form == "decimalZero":
        return f"{number:02}"
    if form.startswith("decimalFullWidth"):
        return str(number).translate({ord(digit): ord(digit) - ord("0") + ord("０") for digit in "0123456789"})
    return str(number)


def _counted(number: int, digits: str = _HAN, units: str = "十百千") -> str:
    """A number below 10,000 in words: 十二, 一百零三."""
    if not 0 < number < 10_000:
        return str(number)
    places = zip(reversed(str(number)), ("", *units), strict=False)
    words = "".join(digits[int(digit)] + unit if digit != "0" else "零" for digit, unit in reversed(list(places)))
    words = re.sub("零+", "零", words).rstrip("零")
    return words[1:] if digits == _HAN and 10 <= number < 20 else words


def _roman(number: int) -> str:
    text = ""
    for amount, sign in _ROMAN:
        text += sign * (number // amount)
        number %= amount
    return text


def _lists(part: Element, styles: Styles) -> Iterator[tuple[str, _List]]:
    """Every list by its number; lists of one abstract definition count together."""
    abstract = {found.get("{w}abstractNumId", ""): found for found in part.findall("{w}abstractNum")}
    instances = {found.get("{w}numId", ""): found for found in part.findall("{w}num")}
    counts: dict[str, list[int | None]] = {}
    for number, instance in instances.items():
        key = value(instance, "{w}abstractNumId") or ""
        definition = abstract.get(key)
        linked = value(definition, "{w}numStyleLink")
        if linked is not None:
            key = value(instances.get(styles.numbering(linked)[0] or ""), "{w}abstractNumId") or ""
            definition = abstract.get(key)
        levels = dict(map(_level, definition.findall("{w}lvl"))) if definition is not None else {}
        starts = {}
        for override in instance.findall("{w}lvlOverride"):
            at = _integer(override.get("{w}ilvl"), 0)
            own = override.find("{w}lvl")
            if own is not None:
                levels[at] = _level(own)[1]
            start = value(override, "{w}startOverride")
            if start is not None:
                starts[at] = _integer(start, 1)
        yield number, _List(levels, counts.setdefault(key, [None] * _LEVELS), starts)


def _level(found: Element) -> tuple[int, _Level]:
    restart = value(found, "{w}lvlRestart")
    form = value(found, "{w}numFmt") or value(found, "{mc}AlternateContent/{mc}Fallback/{w}numFmt")
    return _integer(found.get("{w}ilvl"), 0), _Level(
        start=_integer(value(found, "{w}start"), 1),
        form=form or "decimal",
        text=value(found, "{w}lvlText") or "",
        style=value(found, "{w}pStyle"),
        legal=found.find("{w}isLgl") is not None,
        restart=None if restart is None else _integer(restart, 0),
    )


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text, re.A) else otherwise
