"""Names are compared folded: without regard to width, white space, quotation marks, kinds of dash and title marks."""

import re
import unicodedata

_DROPPED = dict.fromkeys(map(ord, " \t\r\n\u3000\xa0\u200b\ufeff“”‘’\"'＂＇「」『』"))
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―－−~～〜∼"), "-")
_MARKS = {ord("〈"): "《", ord("〉"): "》", ord("<"): "《", ord(">"): "》", ord("〔"): "[", ord("〕"): "]"}
_FOLDS = str.maketrans({chr(code): value for code, value in (_DROPPED | _DASHES | _MARKS).items()})
_DASH_RUN = re.compile("-{2,}")
_LOST_DASH = re.compile(r"(?<=[(（])(20\d\d)(20\d\d)(?=年?[)）])")


def fold(name: str) -> str:
    """A name as it is compared: NFKC, all dashes as one ``-``, quotation marks and spaces dropped, 〈〉 as 《》.

    “双随机、一公开”（2021—2025年） → 双随机、一公开(2021-2025年)
    """
    folded = unicodedata.normalize("NFKC", name).translate(_FOLDS)
    return _DASH_RUN.sub("-", folded) if "--" in folded else folded


def without_marks(title: str) -> str:
    """A title without the 《》 or 〈〉 around the whole of it; marks inside stay."""
    title = title.strip()
    while len(title) > 2 and title[0] in "《〈" and title[-1] in "》〉" and _one_pair(title):
        title = title[1:-1].strip()
    return title


def repair_period(title: str) -> str:
    """A period whose dash was lost in the page: (20212025年) → (2021-2025年)."""
    return _LOST_DASH.sub(r"\1-\2", title)


def _one_pair(title: str) -> bool:
    depth = 0
    for position, character in enumerate(title):
        depth += (character in "《〈") - (character in "》〉")
        if depth == 0:
            return position == len(title) - 1
    return False
