"""Characters of a page → rows of text from top to bottom, each split where a wide gap is."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median_high

from govgraph.read.pdf.load import Glyph

_SAME_ROW = 0.4  # of the size: how far baselines of one row may lie apart
_GAP = 1.5  # of the size: a wider gap parts segments
_WORD_GAP = 0.2  # of the size: a gap between Latin words
_BLANK_GAP = 1.0  # of the size: a gap that stands for blanks
_LATIN = re.compile(r"[!-~]")
_HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# Fonts that give radicals in place of the characters that look like them; NFKC knows the Kangxi ones only.
_RADICALS = str.maketrans(
    "⺁⺎⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "厂兀民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
_COMPATIBLE = re.compile("[\u2f00-\u2fd5\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of text, or the part of one that stands by itself.

    `start` is where its first Chinese character stands (what is before it moves to a new row as one piece), and `frame`
    tells the block of text whose edges are its.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    start: float
    frame: tuple[int, ...] = ()

    def framed(self, *frame: int) -> "Row":
        """The same row as part of a block of text."""
        return replace(self, frame=frame)


def rows(glyphs: Iterable[Glyph], page: int) -> list[list[Row]]:
    """The rows of a page from top to bottom, each as its segments from left to right."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.left)):
        if found and glyph.base - found[-1][0].base <= _SAME_ROW * max(glyph.size, found[-1][0].size):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    parted = (_segments(sorted(row, key=lambda glyph: glyph.left)) for row in found)
    return [[_row(segment, page) for segment in row] for row in parted if row]


def joined(segments: Sequence[Row]) -> Row:
    """The segments of a row as one, with blanks where the gaps are."""
    first, last = segments[0], segments[-1]
    return replace(first, text="  ".join(segment.text for segment in segments), right=last.right)


def _segments(row: list[Glyph]) -> list[list[Glyph]]:
    """The characters of a row from left to right, parted at wide gaps; blanks at the ends and shadows are left out."""
    parted: list[list[Glyph]] = []
    blanks: list[Glyph] = []
    for glyph in row:
        before = parted[-1][-1] if parted else None
        if glyph.char.isspace():
            blanks.append(glyph)
            continue
        if before and glyph.char == before.char and glyph.left - before.left < _WORD_GAP * glyph.size:
            continue
        if before is None or glyph.left - before.right > _GAP * glyph.size:
            parted.append([glyph])
        else:
            parted[-1] += [*blanks, glyph]
        blanks = []
    return parted


def _row(segment: list[Glyph], page: int) -> Row:
    size = median_high(glyph.size for glyph in segment)
    left, right = segment[0].left, segment[-1].right
    start = next((glyph.left for glyph in segment if _HAN.match(glyph.char)), right)
    return Row(_text(segment), page, left, right, segment[0].base, size, start)


def _text(segment: list[Glyph]) -> str:
    text = ""
    before: Glyph | None = None
    for glyph in segment:
        if before and not (glyph.char.isspace() or before.char.isspace()):
            gap = glyph.left - before.right
            if gap > _BLANK_GAP * glyph.size:
                text += "  "
            elif gap > _WORD_GAP * glyph.size and _LATIN.match(glyph.char) and _LATIN.match(before.char):
                text += " "
        text += glyph.char
        before = glyph
    text = _INVISIBLE.sub("", text).replace("\xa0", " ").replace("\t", " ").translate(_RADICALS)
    return _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
