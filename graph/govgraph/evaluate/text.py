"""How the scorer compares names and quotes: the normal forms under which two texts count as the same."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Any

_PLACE_ABOVE = re.compile(
    r"(?:[^省市区县旗州盟]{2,7}(?:省|自治区|市|自治州|州|盟))"
    r"(?=[^省市区县旗州盟]{1,8}(?:市|自治州|州|盟|县|区|旗|镇|乡|街道))"
)
_QUOTES_AND_SPACE = re.compile(r"[\s“”\"'‘’]")
_DASHES = re.compile(r"[—–－~～]+")
_BRACKETS = str.maketrans("〈〉<>", "《》《》")
_PARTY = "中共"


@lru_cache(maxsize=1 << 16)
def normal(text: str | None) -> str:
    """A text without regard to width, white space, quotation marks, kind of dash and bracket, or 中共 for 中国共产党.

    >>> normal("《实施纲要（2021—2025年）》")
    '《实施纲要(2021-2025年)》'
    """
    text = unicodedata.normalize("NFKC", text or "")
    text = _DASHES.sub("-", _QUOTES_AND_SPACE.sub("", text))
    return text.replace("中国共产党", _PARTY).translate(_BRACKETS)


@lru_cache(maxsize=1 << 14)
def body_name(text: str | None) -> str:
    """A body's canonical name without higher places and with one form of Party names.

    >>> body_name("安徽省宣城市泾县人民政府")
    '泾县人民政府'
    >>> body_name("中国共产党泾县委员会政法委员会") == body_name("中共泾县委政法委员会")
    True
    """
    name = normal(text)
    party = name.startswith(_PARTY)
    name = name.removeprefix(_PARTY)
    for _ in range(2):
        if _PLACE_ABOVE.match(name):
            name = _PLACE_ABOVE.sub("", name, count=1)
    if party:
        name = re.sub(r"^(.*?[省市区县旗州盟镇乡道])委(?:员会)?(?=.)", r"\1委", name)
        name = _PARTY + re.sub(r"^([^委]*[省市区县旗州盟镇乡道]委)(?:员会)?$", r"\1员会", name)
    return name


def document_title(text: str | None) -> str:
    """A document title without its outer marks: 《信访工作条例》 is 信访工作条例."""
    name = normal(text)
    while name.startswith("《") and name.endswith("》") and name.find("》") == len(name) - 1:
        name = name[1:-1]
    return name


def overlap(left: str | None, right: str | None, at_least: float = 0.0) -> float:
    """Characters in common over characters in either (IoU), by the longest common substring; 0 to 1.

    A result that cannot reach `at_least` may come back as 0.0 without being worked out.
    """
    a, b = normal(left), normal(right)
    if not a or not b:
        return 0.0
    if a in b or b in a:
        return min(len(a), len(b)) / max(len(a), len(b))
    most = (Counter(a) & Counter(b)).total() if at_least else min(len(a), len(b))
    if most / (len(a) + len(b) - most) < at_least:
        return 0.0
    best = _longest_common(a, b)
    return best / (len(a) + len(b) - best)


def _longest_common(a: str, b: str) -> int:
    """Length of the longest common substring, by the usual table kept one row at a time."""
    best, row = 0, [0] * (len(b) + 1)
    for character in a:
        new = [0] * (len(b) + 1)
        for j, other in enumerate(b, 1):
            if character == other:
                new[j] = row[j - 1] + 1
                best = max(best, new[j])
        row = new
    return best


def number(value: Any) -> float | None:
    """A plain number, or None where a fact's value is none."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def near(left: str | None, right: str | None) -> bool:
    """True where two section numbers are the same, one holds the other, or one is not given."""
    a, b = left or "", right or ""
    return not a or not b or a == b or a.startswith(b + ".") or b.startswith(a + ".")
