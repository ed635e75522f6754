"""Chinese labels for a canvas that breaks lines at spaces only: wrapping, shortening, pinyin initials."""

from bisect import bisect_right
from functools import cache
from unicodedata import east_asian_width

_NEVER_FIRST = frozenset("，。、；：？！）》〉”’」』】,.;:?!)]}%％")
# GB 2312 lists its 3,755 common characters in pinyin order: the first character of each initial is table enough.
_FIRST_OF_INITIAL = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_INITIALS = "abcdefghjklmnopqrstwxyz"
_BOUNDS = [char.encode("gb2312") for char in _FIRST_OF_INITIAL]
_END_OF_PINYIN_ORDER = b"\xd7\xf9"


@cache
def cells(char: str) -> int:
    """Display width of one character: 2 for Chinese characters and full-width forms, else 1."""
    return 2 if east_asian_width(char) in "WFA" else 1


def wrap(text: str, width: int, lines: int) -> str:
    """`text` broken into at most `lines` lines of `width` cells; what does not fit is replaced by "…".

    Closing punctuation never opens a line (the basic rule of CLREQ, W3C Requirements for Chinese Text Layout).

    >>> wrap("深化行政执法体制改革，推进综合执法", 16, 2).split(chr(10))
    ['深化行政执法体制', '改革，推进综合执…']
    """
    rows: list[str] = [""]
    used = 0
    flat = " ".join(text.split())
    for position, char in enumerate(flat):
        size = cells(char)
        if used + size > width and char not in _NEVER_FIRST:
            if len(rows) == lines:
                return "\n".join([*rows[:-1], _shortened(rows[-1], len(flat) - position)])
            rows.append("")
            used = 0
        rows[-1] += char
        used += size
    return "\n".join(rows)


def _shortened(row: str, left: int) -> str:
    return f"{row[:-1]}…" if left and len(row) > 1 else row + "…"


def initials(text: str) -> str:
    """First letters of the pinyin of common characters; letters and digits stay, all else falls away.

    A character with several readings gets the one under which GB 2312 sorts it.

    >>> initials("区人民政府2022")
    'qrmzf2022'
    """
    return "".join(_initial(char) for char in text)


@cache
def _initial(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    if not _BOUNDS[0] <= code <= _END_OF_PINYIN_ORDER:
        return ""
    return _INITIALS[bisect_right(_BOUNDS, code) - 1]
