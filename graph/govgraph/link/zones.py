"""Development zones: places without a code, named after their city (九江经开区 → 九江经济技术开发区) or not.

A zone is no division: its organ is a 管理委员会, and townships on its land are those of the division above it. Zones
that bear the name of no city (雄安新区) are in the table ``authority/zones.csv`` with the division above them.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache

from govgraph.lexicon import alternation
from govgraph.link.organs import body_list, body_words, find_organ, unit_of
from govgraph.link.places import (
    Place,
    is_municipality,
    leading_chain,
    leading_places,
    nearest_place,
    place_of_code,
    short_name,
    within,
)
from govgraph.resources import ontology_file

_LONGEST_OWN_WORD = 4  # 科技城 in 绵阳科技城新区


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a zone's name says: words of its own before the kind (科技城), the kind in full, and where the name ends."""

    own: str
    kind: str
    end: int


def is_zone(place: Place) -> bool:
    """True for a zone; divisions have a code, and the 兵团 and its divisions are no 区."""
    return not place.code and place.name.endswith(body_list("zones"))


def find_zone(name: str, here: Place | None) -> tuple[int, Place] | None:
    """The zone that opens a name, with the length of what names it; None where none does.

    `here` is the place whose report it is: 高新区 alone is the zone of the city that reports, 开发区 the zone itself.
    find_zone("九江经开区管委会", None) → (5, 九江经济技术开发区 in 九江市)
    """
    if not _kinds().search(name):
        return None
    if bare := _bare(name, here):
        return bare
    length, found = leading_chain(name)
    if found and (place := nearest_place(found, here)):
        return _after(name, length, place)
    if known := _known_zone(name):
        return known
    for length, places in leading_places(name):
        place = nearest_place(tuple(place for place in places if _may_be_short(place, here)), here)
        if place and not leading_chain(name[length:])[0] and (zone := _after(name, length, place)):
            return zone
    return None


def zone_below(words: str, above: Place) -> tuple[int, Place] | None:
    """The zone of a division whose name without the division opens words: 经开区管委会 of 九江市."""
    if known := _known_zone(words):
        return known
    reading = _read(words, above)
    return (reading.end, _zone(reading, above)) if reading else None


def _after(name: str, length: int, above: Place) -> tuple[int, Place] | None:
    found = zone_below(name[length:], above)
    return (length + found[0], found[1]) if found else None


def _bare(name: str, here: Place | None) -> tuple[int, Place] | None:
    """经开区 in a report of its city, and 经开区, 开发区 in the zone's own."""
    match, types = _kinds().match(name), body_words("zone_types")
    if match is None or here is None or (here.level == "provincial" and not is_municipality(here)):
        return None
    city: Place | None = here
    if is_zone(here):
        if match[0] == "开发区" or here.name.endswith((match[0], types.get(match[0], match[0]))):
            return match.end(), here
        city = place_of_code(here.parent)
    if city is None or match[0] not in types:
        return None
    return match.end(), _zone(_Reading("", types[match[0]], match.end()), city)


def _read(words: str, above: Place) -> _Reading | None:
    """A kind of zone, after words of its own only where nothing or an organ follows (not: 法治示范区建设工作组)."""
    match = _named().match(words)
    if match is None:
        return None
    own, kind = match.groups()
    reading = _Reading(own, body_words("zone_types").get(kind, kind), match.end())
    rest = words[match.end() :]
    plain = not own and reading.kind in body_words("zone_types").values()
    return reading if plain or not rest or find_organ(unit_of(_zone(reading, above)), rest) else None


def _zone(reading: _Reading, above: Place) -> Place:
    """Zones bear the short name of their city: 潍坊高新技术产业开发区, 绵阳科技城新区."""
    return Place("", short_name(above) + reading.own + reading.kind, "county", above.code)


def _may_be_short(place: Place, here: Place | None) -> bool:
    """Short names of cities are read anywhere, those of counties where they lie in or around the report's place."""
    if place.until:
        return False
    if place.level == "prefecture" or is_municipality(place):
        return True
    return here is not None and (within(here, place) or within(place, here))


def _known_zone(name: str) -> tuple[int, Place] | None:
    match = _known_names().match(name)
    return (match.end(), _table()[match[0]]) if match else None


@cache
def _table() -> dict[str, Place]:
    """Zones by official name and by other names."""
    zones: dict[str, Place] = {}
    with ontology_file("authority/zones.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            zone = Place("", row["name"], "county", row["above"])
            zones.update(dict.fromkeys([row["name"], *row["short"].split(";")], zone))
    zones.pop("", None)
    return zones


@cache
def _known_names() -> re.Pattern[str]:
    return re.compile(alternation(_table()))


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(alternation(body_list("zones")))


@cache
def _named() -> re.Pattern[str]:
    own = f"[^省市区县旗州盟镇乡、]{{0,{_LONGEST_OWN_WORD}}}?"
    return re.compile(f"({own})({alternation(body_list('zones'))})")
