"""Administrative divisions with their GB/T 2260 codes, those of today and those that older reports name.

The table ``authority/places.csv`` is read once, on first use; its README says where it comes from.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from govgraph.resources import ontology_file

Level = Literal["central", "provincial", "prefecture", "county", "township"]
MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
_LONGEST_NAME = 15
_LAST_LETTER = re.compile("[省市区县旗州盟]")


@dataclass(frozen=True, slots=True)
class Place:
    """One division: six-digit code, full own name, level, and the code of the division above ("" for a province).

    `until` is the last year of a division that is no more, `successor` the code of the one that took its place.
    A development zone or the 兵团 has no code of its own: its code is "".
    """

    code: str
    name: str
    level: Level
    parent: str
    until: str = ""
    successor: str = ""


_Row = tuple[str, str, str, str]  # code, name, until, successor


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """Rows of the table; a `Place` is made when it is asked for, since a report names few of the 4,200."""

    by_code: dict[str, _Row]
    by_name: dict[str, list[_Row]]
    former_codes: dict[str, _Row]


def find_places(name: str, year: str | None = None) -> tuple[Place, ...]:
    """All divisions of a full or short name, sorted by code: 泾县, 开州 (重庆市开州区), 鼓楼区 (four cities have one).

    Former divisions are given where none of today has the name (开县), and, with a `year`, wherever they existed then.
    """
    found = _places_named(name)
    today = tuple(place for place in found if not place.until)
    if year:
        return tuple(place for place in found if not place.until or year <= place.until)
    return today or found


def place_of_code(code: str) -> Place | None:
    """The division of a six-digit code, of today or former: 500154 and 500234 are 开州区 and 开县."""
    tables = _gazetteer()
    row = tables.by_code.get(code) or tables.former_codes.get(code)
    return _place(row) if row else None


def current(place: Place) -> Place:
    """The division that has taken a former one's place: 开县 (until 2016) → 开州区."""
    while place.until and (after := place_of_code(place.successor)) and after != place:
        place = after
    return place


@lru_cache(maxsize=4096)
def chain(place: Place) -> tuple[Place, ...]:
    """The divisions from the province down to the place itself."""
    above = place_of_code(place.parent) if place.parent else None
    return (*chain(above), place) if above else (place,)


@lru_cache(maxsize=4096)
def full_name(place: Place) -> str:
    """The name with all divisions above it: 安徽省宣城市泾县, 重庆市开州区."""
    return "".join(step.name for step in chain(place))


def counties_of_township(name: str) -> tuple[Place, ...]:
    """The counties and districts that have a township of a full name: 丁蜀镇 lies in 宜兴市, a 城关镇 in many."""
    lines = re.finditer(rf"^(\d{{6}}),(?:.*;)?{re.escape(name)}(?:;.*)?$", _townships(), re.MULTILINE)
    return tuple(place for line in lines if (place := place_of_code(line[1])))


def is_township(name: str) -> bool:
    """True for the full name of a township or sub-district that some county has: 麻家集镇, not 特色小镇."""
    return name in _township_names()


def within(place: Place, above: Place) -> bool:
    """True where a place is another or lies in it."""
    return above in chain(place)


def best_place(places: tuple[Place, ...], score: Callable[[Place], float]) -> Place | None:
    """The place that a score puts before all others; None where two share the first rank."""
    ranked = sorted(((score(place), place.code) for place in places), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return next(place for place in places if place.code == ranked[0][1])


def nearest_place(places: tuple[Place, ...], here: Place | None) -> Place | None:
    """Of divisions of one name the one that shares most divisions above with a place: 鼓楼区 seen from 福州市."""
    own = chain(here) if here else ()
    return best_place(places, lambda place: sum(within(place, above) for above in own))


def is_municipality(place: Place) -> bool:
    """True for 北京市, 天津市, 上海市 and 重庆市, whose 市 is a province's rank."""
    return place.code in MUNICIPALITIES


def is_full(name: str, place: Place) -> bool:
    """True where a name has the letter of its rank: 恩施州, 恩施自治州 and 恩施土家族苗族自治州, not 恩施."""
    if name == place.name:
        return True
    own = name[:-1].removesuffix("自治")
    return "自治" in place.name and name[-1] == place.name[-1] and place.name.startswith(own)


def opening_name(text: str, place: Place) -> str:
    """The full or short name of a place that opens a text (九江 of 九江市 in 九江经济技术开发区), or ""."""
    return next((text[:length] for length, found in leading_places(text) if place in found), "")


def short_name(place: Place) -> str:
    """The name that a place goes by without the letter of its rank: 九江 of 九江市, 恩施 of 恩施土家族苗族自治州."""
    names = _gazetteer().by_name
    for length in range(2, len(place.name)):
        if (short := place.name[:length]) in names and place in _places_named(short):
            return short
    return place.name


def leading_places(text: str) -> tuple[tuple[int, tuple[Place, ...]], ...]:
    """Divisions whose full or short name opens a text, longest first, each with the length of its name."""
    names = _gazetteer().by_name
    if text[:2] not in _openings():
        return ()
    lengths = range(min(_LONGEST_NAME, len(text)), 1, -1)
    return tuple((length, find_places(text[:length])) for length in lengths if text[:length] in names)


def leading_chain(text: str) -> tuple[int, tuple[Place, ...]]:
    """The divisions that open a text, read from above down: 厦门市思明区人民政府 → length 6, (思明区 of 厦门).

    Only full names are read; (0, ()) where the text opens with none.
    """
    for length, found in leading_places(text):
        full = tuple(place for place in found if is_full(text[:length], place))
        if full:
            return _deeper(text, length, full)
    return 0, ()


# Names that are as well a joining word and a letter: 县司法局会同县公安局, 县政府和县法院.
_READS_AS_WORDS = frozenset(("会同县", "和县"))
_NAMED = re.compile(r"(?:^|\n|[/：:]\s*|[省市])$")


def named_places(text: str) -> tuple[Place, ...]:
    """All divisions whose full name stands in a text, in the order of their codes."""
    names = _gazetteer().by_name
    found: set[Place] = set()
    for match in _LAST_LETTER.finditer(text):
        end = match.end()
        for start in range(max(0, end - _LONGEST_NAME), end - 1):
            if (name := text[start:end]) in names and not (name in _READS_AS_WORDS and not _NAMED.search(text[:start])):
                found.update(place for place in find_places(name) if is_full(name, place))
                break  # the longest name: 南陵县 is no 陵县
    return tuple(sorted(found, key=lambda place: (place.code, place.name)))


def _deeper(text: str, length: int, found: tuple[Place, ...]) -> tuple[int, tuple[Place, ...]]:
    for more, lower in leading_places(text[length:]):
        below = tuple(
            place
            for place in lower
            if is_full(text[length : length + more], place)
            and any(within(place, above) and place != above for above in found)
        )
        if below:
            return _deeper(text, length + more, below)
    return length, found


@cache
def _openings() -> frozenset[str]:
    """The first two characters of all names: most texts open with none, which is soon seen."""
    return frozenset(name[:2] for name in _gazetteer().by_name)


@lru_cache(maxsize=4096)
def _places_named(name: str) -> tuple[Place, ...]:
    rows = _gazetteer().by_name.get(name, [])
    today = {(row[0], row[1]) for row in rows if not row[2]}
    # A division that only changed its code (庐江县, 341421 until 2011) is one place under its name.
    kept = [row for row in rows if not row[2] or (row[3], row[1]) not in today]
    return tuple(_place(row) for row in kept)


@lru_cache(maxsize=4096)
def _place(row: _Row) -> Place:
    code, name, until, successor = row
    return Place(code, name, _level(code), _parent(code), until, successor)


@cache
def _gazetteer() -> _Gazetteer:
    by_code: dict[str, _Row] = {}
    former: dict[str, _Row] = {}
    names: dict[str, list[_Row]] = {}
    # No name holds a comma or a quotation mark, so that the lines need no csv reader, which takes twice the time.
    for line in ontology_file("authority/places.csv").read_text(encoding="utf-8").splitlines()[1:]:
        code, name, short, until, successor = line.split(",")
        row = (code, name, until, successor)
        (former if until else by_code)[code] = row
        names.setdefault(name, []).append(row)
        for common in short.split(";") if short else ():
            names.setdefault(common, []).append(row)
    return _Gazetteer(by_code, names, former)


@cache
def _townships() -> str:
    return ontology_file("authority/townships.csv").read_text(encoding="utf-8")


@cache
def _township_names() -> frozenset[str]:
    return frozenset(re.split("[,;\n]", _townships()))


def _level(code: str) -> Level:
    if code.endswith("0000"):
        return "provincial"
    return "prefecture" if code.endswith("00") else "county"


def _parent(code: str) -> str:
    if code.endswith("0000"):
        return ""
    prefecture, tables = code[:4] + "00", _gazetteer()
    known = prefecture in tables.by_code or prefecture in tables.former_codes
    return prefecture if not code.endswith("00") and known else code[:2] + "0000"
