"""The bytes of a PDF → what stands on its pages, read by PDFium in a process of its own that a hostile file may end."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from govgraph.errors import InputError

_PROGRAM = Path(__file__).with_name("glyphs.py")
_SECONDS = 60.0
_RECOGNISE = "it needs text recognition first"
_REASONS = {
    "encrypted": "the PDF is encrypted; save it without a password",
    "damaged": "the PDF is damaged or incomplete",
    "pages": "the PDF has more pages than any report (limit 1,000)",
    "glyphs": "the PDF holds more text than any report (limit 300,000 characters)",
    "memory": "the PDF needs more memory than any report (limit 1 GB)",
}
_MIN_PAGE = 10  # characters; a page with a picture and fewer than these is a scanned one
_MAX_BAD = 0.2  # of the characters; with more of unknown meaning the text cannot be trusted


class Glyph(NamedTuple):
    """A character with its place on the page as it is read: points from the upper left corner, text upright."""

    char: str
    left: float
    base: float
    right: float
    size: float


class Rule(NamedTuple):
    """A ruled line, horizontal or vertical; `x0` ≤ `x1` and `y0` ≤ `y1`."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its number from 1, its size in points, and what stands on it."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The pages of a PDF and the title that its properties give."""

    title: str
    sheets: tuple[Sheet, ...]
    pages_lost: bool


def load(data: bytes, name: str) -> Document:
    """Read a PDF with a text layer.

    Raises InputError, with `name` in it, for one that is scanned, encrypted, damaged, without usable characters, or
    that takes more than 1 GB, 60 seconds, 1,000 pages or 300,000 characters.
    """
    found = _run(data, name)
    pages = found["pages"]
    if sum(page["pictures"] > 0 and len(page["glyphs"]) < _MIN_PAGE for page in pages) * 2 > len(pages):
        raise InputError(f"{name}: a scanned PDF without text; {_RECOGNISE}")
    known, bad = (sum(counts) for counts in zip(*((len(page["glyphs"]), page["bad"]) for page in pages), strict=True))
    if bad > _MAX_BAD * (known + bad):
        raise InputError(f"{name}: the PDF does not tell which characters its text is made of; {_RECOGNISE}")
    if not known:
        raise InputError(f"{name}: a PDF without text; if it shows any, {_RECOGNISE}")
    sheets = tuple(_sheet(number, page) for number, page in enumerate(pages, 1))
    return Document(" ".join(found["title"].split()), sheets, any("lost" in page for page in pages))


def _run(data: bytes, name: str) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_PROGRAM)], input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{name}: reading the PDF takes longer than {_SECONDS:g} seconds") from error
    if done.returncode and b"No module named" in done.stderr:
        raise InputError(f"{name}: to read a PDF install pypdfium2")
    if done.returncode:  # the system ended it: too much memory or time, or a fault of PDFium
        raise InputError(f"{name}: the PDF cannot be read: damaged, or beyond the limits (1 GB, 30 seconds)")
    found: dict[str, Any] = json.loads(done.stdout)
    if "error" in found:
        raise InputError(f"{name}: {_REASONS[found['error']]}")
    return found


def _sheet(number: int, page: dict[str, Any]) -> Sheet:
    """The page turned as most of its characters stand; what stands otherwise (a watermark) is left out."""
    turns = [glyph[5] for glyph in page["glyphs"]]
    most = max(sorted(set(turns)), key=turns.count, default=0)
    width, height = page["width"], page["height"]
    dx, dy = ((0.0, 0.0), (0.0, width), (width, height), (height, 0.0))[most]
    glyphs = (
        Glyph(char, left + dx, base + dy, right + dx, size)
        for char, left, base, right, size, turn in page["glyphs"]
        if turn == most
    )
    rules = (_turned(rule, most, dx, dy) for rule in page["rules"])
    if most % 2:
        width, height = height, width
    return Sheet(number, width, height, tuple(glyphs), tuple(rules))


def _turned(rule: list[float], turns: int, dx: float, dy: float) -> Rule:
    ends = []
    for x, y in (rule[:2], rule[2:]):
        across, down = ((x, y), (y, -x), (-x, -y), (-y, x))[turns]
        ends.append((across + dx, down + dy))
    (xs, ys) = (sorted(values) for values in zip(*ends, strict=True))
    return Rule(xs[0], ys[0], xs[1], ys[1])
