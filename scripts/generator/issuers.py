"""Whose reports they are: governments, bureaus and townships of real places, and the bodies that they name."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from generator.numbers import unit_interval
from govgraph.resources import ontology_file

_MUNICIPALITIES = ("11", "12", "31", "50")
# How often each sort of report comes; a list that runs out is passed over.
_MIX = ("county", "bureau", "township", "county", "bureau", "city", "county", "township", "bureau", "province")
_LEVELS = {"province": "provincial", "city": "prefecture", "county": "county", "township": "township"}
_TOWN_FIRST = "青白龙清双石新高大平金云东南永安"
_TOWN_SECOND = "石水泉溪桥门河山塘岭湖坪湾店林沟"


@dataclass(frozen=True, slots=True)
class Place:
    """A place: own name, level (province, city, county, township), the letter of its short forms, the place above."""

    name: str
    level: str
    letter: str
    above: "Place | None"
    shared: bool = False  # whether another place of the country has the name

    @property
    def full(self) -> str:
        """The name with the place above it where it takes that to be told apart: 合肥市包河区."""
        return f"{self.above.name}{self.name}" if self.above and self.shared else self.name

    @property
    def base(self) -> str:
        """What the official names of its bodies begin with: a district bears its city, a township its county."""
        return f"{self.above.base}{self.name}" if self.above and self.letter in ("区", "镇", "街道") else self.name


@dataclass(frozen=True, slots=True)
class Body:
    """A body as a sentence names it; `parent` is the key of the body that its name shows it to be part of."""

    surface: str
    canonical: str
    kind: str
    group: bool = False
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body whose report it is: a government (`bureau` empty) or one of its bureaus."""

    place: Place
    body: Body
    bureau: str = ""

    @property
    def sort(self) -> str:
        """Which sentences fit: province, city, county, township or bureau."""
        return "bureau" if self.bureau else self.place.level


@cache
def vocabulary() -> Mapping[str, Any]:
    """Bodies, documents, measures, words and problems of the grammar."""
    return tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8"))


@cache
def issuers(seed: int) -> tuple[Issuer, ...]:
    """All issuers in the order in which reports take them; settled by the seed."""
    rng = Random(f"issuers/{seed}")
    places = _places()
    counties = [place for place in places if place.level == "county"]
    bureaus = [
        Issuer(place, body, key)
        for place in places
        if place.level in ("city", "county")
        for key in vocabulary()["bureaus"]
        if (body := own_body(place, key, full=True))
    ]
    lists = {level: [_government(place) for place in places if place.level == level] for level in ("province", "city")}
    lists |= {"county": [_government(place) for place in counties], "bureau": bureaus}
    lists["township"] = [_government(town) for county in counties for town in townships(county)[:4]]
    for some in lists.values():
        rng.shuffle(some)
    ordered = []
    for sort in cycle(_MIX):
        if lists[sort]:
            ordered.append(lists[sort].pop())
        elif not any(lists.values()):
            return tuple(ordered)
    raise AssertionError("the mix names no sort")


def townships(county: Place) -> tuple[Place, ...]:
    """Six made-up townships of a county, the same in every report."""
    names = (
        first + second
        for n in range(60)
        for first in [_pick(_TOWN_FIRST, county.full, n, 1)]
        for second in [_pick(_TOWN_SECOND, county.full, n, 2)]
        if first != second
    )
    found = list(dict.fromkeys(names))[:6]
    letters = ["街道" if county.letter == "区" and n % 2 else "镇" for n in range(6)]
    named = zip(found, letters, strict=True)
    return tuple(Place(f"{name}{letter}", "township", letter, county) for name, letter in named)


def resolve(issuer: Issuer, key: str, rng: Random) -> Body | None:
    """The body of a key for a report: ``justice``, ``up.justice``, ``top.justice``, ``town.2``, ``central.司法部``.

    None where the place, or its level, has no such body.
    """
    scope, _, name = key.rpartition(".")
    place = issuer.place
    if scope == "central":
        entry = vocabulary()["central"][name]
        return Body(name, entry.get("name", name), entry["kind"])
    if scope == "self":
        return _of_bureau(issuer, name)
    if scope in ("town", "village"):
        return _below(place, scope, int(name))
    if scope:
        above = _province(place) if scope == "top" else place.above
        if above is None or (scope == "top" and above == place.above) or above.level == place.level:
            return None
        body = own_body(above, name, full=above.letter == place.letter)
        return replace(body, parent=f"{scope}.{body.parent}") if body and body.parent else body
    if issuer.bureau == name:
        return None
    return own_body(place, name, full=rng.random() < 0.08)


@cache
def own_body(place: Place, key: str, *, full: bool) -> Body | None:
    """A body of a place under its short form (县司法局) or with the place's name (泾县司法局)."""
    entry = vocabulary()["bodies"][key]
    stem = entry.get(place.level)
    if stem is None or (place.letter == "区" and entry.get("not_in_districts")):
        return None
    bare = stem.startswith("-")
    stem = stem.removeprefix("-").replace("{letter}", place.letter)
    canonical = _official(place, stem, entry) or place.base + entry.get("name", stem).replace("{letter}", place.letter)
    surface = stem if bare else (place.name if full else place.letter) + stem
    return Body(surface, canonical, entry["kind"], parent=entry.get("parent", ""))


def _below(place: Place, scope: str, number: int) -> Body | None:
    """A township of a county, or a village of one of its townships or of the township itself."""
    county = place.above if place.level == "township" else place
    if county is None or county.level != "county":
        return None
    town = place if place.level == "township" else townships(county)[number]
    if scope == "town":
        body = _government(town).body
        return None if place.level == "township" else Body(town.name, body.canonical, "township")
    name = _pick(_TOWN_SECOND, town.base, number, "a") + _pick("家上下前后", town.base, number, "b")
    village, end = ("社区", "居民委员会") if town.letter == "街道" else ("村", "村民委员会")
    surface = f"{name}{village}" if place.level == "township" else f"{town.name}{name}{village}"
    return Body(surface, f"{town.base}{name}{village}{end}", "village")


def _of_bureau(issuer: Issuer, name: str) -> Body | None:
    if not issuer.bureau:
        return None
    if name == "self":
        return Body("我局", issuer.body.canonical, "department")
    entry = vocabulary()["self"][name]
    return Body(f"局{name}", f"{entry['before']}{issuer.body.canonical}{name}", entry["kind"], parent="self.self")


def _government(place: Place) -> Issuer:
    if place.level == "township":
        end = "办事处" if place.letter == "街道" else "人民政府"
        return Issuer(place, Body(f"{place.name}{end}", f"{place.base}{end}", "township"))
    return Issuer(place, Body(f"{place.name}人民政府", f"{place.base}人民政府", "government"))


def _official(place: Place, stem: str, entry: Mapping[str, Any]) -> str | None:
    """The full name by the grammar, or by the authority table where its pattern takes nothing but the place."""
    if "official" in entry and place.above:
        return str(entry["official"]).format(county=place.above.base, town=place.name.removesuffix(place.letter))
    names = {letter + stem.replace(f"治{place.letter}", f"治{letter}"): letter for letter in (place.letter, *"县区市")}
    levels = dict.fromkeys((_LEVELS[place.level], "county", "prefecture", "provincial"))
    names.setdefault(stem, "")
    found = ((_patterns().get((level, name)), letter) for level in levels for name, letter in names.items())
    pattern, letter = next(((pattern, letter) for pattern, letter in found if pattern), (None, ""))
    return pattern and pattern.replace("{place}", place.base).replace(f"依法治{letter}", f"依法治{place.letter}")


@cache
def _patterns() -> Mapping[tuple[str, str], str]:
    with ontology_file("authority/agencies.csv").open(encoding="utf-8", newline="") as source:
        rows = [(row["level"], row["relative_name"], row["pattern"]) for row in csv.DictReader(source)]
    return {(level, name): pattern for level, name, pattern in rows if "{" not in pattern.replace("{place}", "")}


@cache
def _places() -> tuple[Place, ...]:
    """Provinces, their cities, and the counties of cities and municipalities, as they are today."""
    with ontology_file("authority/places.csv").open(encoding="utf-8", newline="") as source:
        names = {row["code"]: row["name"] for row in csv.DictReader(source) if not row["until"]}
    count: dict[str, int] = {}
    for name in names.values():
        count[name] = count.get(name, 0) + 1
    found: dict[str, Place] = {}
    for code, name in sorted(names.items()):
        letter = name[-1]
        if code.endswith("0000"):
            if letter == "省" and code != "710000":
                found[code] = Place(name, "province", letter, None)
            elif code[:2] in _MUNICIPALITIES:
                found[code] = Place(name, "city", letter, None)
            continue
        above = found.get(code[:2] + "0000" if code.endswith("00") or code[:2] in _MUNICIPALITIES else code[:4] + "00")
        if above and letter in "市县区旗":
            level = "city" if code.endswith("00") else "county"
            found[code] = Place(name, level, letter, above, count[name] > 1)
    return tuple(found.values())


def _province(place: Place) -> Place | None:
    while place.above is not None:
        place = place.above
    return place if place.level == "province" else None


def _pick(letters: str, *parts: object) -> str:
    return letters[int(unit_interval(*parts) * len(letters))]
