"""Surface name → the one canonical name of a body, where it stands in a report of one jurisdiction.

市政府 in a report of 重庆市开州区 is 重庆市人民政府, in one of 泾县 安徽省宣城市人民政府; 我局 is who reports.
A name is read from its front: a name that the report itself gave, a central body, the body that reports, a division
with its organ (奎文区市场监管局), the letter of a unit with its organ (县委政法委), a township or village, else its own
words with the place before them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from govgraph.lexicon import alternation, load
from govgraph.link.authority import central_rows
from govgraph.link.fold import fold
from govgraph.link.jurisdiction import Jurisdiction, state_name
from govgraph.link.organs import (
    Organ,
    Unit,
    body_list,
    body_words,
    expand_ending,
    find_organ,
    government_of,
    key_of,
    kind_of,
    unit_of,
)
from govgraph.link.places import Place, chain, is_municipality, leading_chain, leading_places, nearest_place
from govgraph.link.townships import is_town_word, plain_name, station, town_body, village_body, without_sender
from govgraph.link.zones import find_zone

_NOTE = re.compile(r"\((?:扩大|会议|领导小组)\)$")
_SELF = re.compile("^(?:我|本)(?=[省市区县旗州盟局厅委部办院镇乡街单机中兵师署])")
_Reading = tuple[Organ, Unit, Place | None]
_PARTY_BODY = re.compile("(中国共产党(?:.+?[省市区县旗州盟团镇乡道]|中央)委员会)(.+)$")
_STATE_BODY = re.compile("(.+?(?:人民政府|常务委员会|人民法院|人民检察院|国务院))(.+)$")
_PARTY_OPENING = re.compile("^(?:中国共产党|中共|国家税务总局)(?=.*[省市区县旗州盟团])")
_YOUTH = re.compile("^(?:共青)?团(.{0,8}[省市区县旗州])委$")
_HIGHER_COURT = re.compile("(?:第.)?中级|中院|中法")
_TOWN_WORD = re.compile("镇|乡|街道")
_NOWHERE = Unit("", "", "county", "", "", "")
_INNER_OFFICE = re.compile("机关|办公室|(?![省市区县旗州盟全各]).{2,6}[处科股]")
_OF_ENTERPRISES = re.compile("企业.*中心$")
_DIVISION = re.compile("(?!.*公司)[^市县区]{2,10}司")
_CENTRAL = re.compile("国务院.|国家.{2,}(?:局|委|委员会|总署|办公室)$|中央.+(?:部|办公室|委员会|办|委)$")


@dataclass(frozen=True, slots=True)
class BodyLink:
    """One body: canonical name, kind and level as in the guide, GB/T 2260 code of its place, its plain superior.

    `method`: defined (the report gave the full name), exact (authority table), relative (letter of a unit), alias
    (central short name), short form, own words, collective (a group: keeps its words), none (a meeting or a web site:
    no body). `key` is the name with all places above, which two bodies of different places never share.
    """

    canonical: str
    kind: str
    level: str
    code: str | None
    method: str
    parent: str | None
    key: str


def link_body(surface: str, jurisdiction: Jurisdiction, *, known: Mapping[str, str] | None = None) -> BodyLink:
    """The body that a name means in a report of a jurisdiction; `known` has full names the report gives for short ones.

    link_body("区委政法委", 开州区).canonical → 中国共产党重庆市开州区委员会政法委员会
    """
    name = fold(surface)
    if name.endswith(")"):
        name = _NOTE.sub("", name)
    if known and (full := known.get(name) or known.get(surface)):
        found = _link(fold(full), jurisdiction)
        return replace(found, method="defined")
    opening = next((short for short in known or () if len(short) > 1 and name.startswith(short)), None)
    if known and opening and not find_zone(opening, jurisdiction.place):  # 县局党委, where 县局 was defined
        full, rest = fold(known[opening]), name[len(opening) :]
        own = _link(full, jurisdiction).canonical == jurisdiction.issuer
        found = _below_issuer(rest, jurisdiction) if own else _link(full + rest, jurisdiction)
        return replace(found, method="defined")
    return _link(name, jurisdiction)


def superior(canonical: str, jurisdiction: Jurisdiction) -> str | None:
    """The body that a canonical name plainly puts above: …委员会政法委员会 → …委员会; …人民政府办公室 → …人民政府.

    A committee's office lies below the committee (…全面依法治县委员会办公室), a body named after the one that reports
    below that one. None where the name puts none above.
    """
    issuer = jurisdiction.issuer
    if issuer and canonical.startswith(f"中国共产党{issuer}党组"):
        return issuer if canonical.endswith("党组") else f"中国共产党{issuer}党组"
    organ = _PARTY_BODY.match(canonical) or _STATE_BODY.match(canonical)
    if organ:
        committee = organ[2].removesuffix("办公室")
        below = committee != organ[2] and committee.endswith(("委员会", "小组"))
        return organ[1] + committee if below else organ[1]
    if issuer and canonical.startswith(issuer) and canonical != issuer:
        return issuer
    return None


@lru_cache(maxsize=2048)
def _link(name: str, here: Jurisdiction) -> BodyLink:
    if name.endswith(body_list("no_body")) and not name.endswith("常委会"):
        return BodyLink(name, "other", here.level, None, "none", None, name)
    reading = _read(name, here)
    return reading if isinstance(reading, BodyLink) else _as_link(*reading, here)


def _read(name: str, here: Jurisdiction) -> BodyLink | _Reading:
    if body := _central(name, here) or _own(name, here):
        return body
    if _joint().search(name):
        return _collective(name, here), here.unit, here.place
    name = _plain(name)
    if zone := find_zone(name, here.place):
        return _of_unit(name[zone[0] :], unit_of(zone[1]), zone[1], here)
    length, place = _leading_place(name, here)
    if place:
        return _of_unit(name[length:], unit_of(place), place, here)
    return _of_letter(name, here) or _of_words(name, here)


def _of_letter(name: str, here: Jurisdiction) -> _Reading | None:
    """区委政法委, 县司法局, and in a department's report 省局: the same department above."""
    found = _letter_unit(name, here)
    if found is None:
        return None
    unit, place, rest = found
    if rest in {"局", "厅"} and here.department:
        return Organ(unit.full + here.department[:-1] + rest, here.issuer_kind, None, "relative"), unit, place
    if unit.level != "township" and (organ := find_organ(unit, rest)):
        return organ, unit, place
    return None if _is_collective(rest) or _is_collective(name) else _of_unit(rest, unit, place, here)


def _of_words(name: str, here: Jurisdiction) -> _Reading:
    """A group, the organ of a unit that the report does not say (区政府 in a city's report), or a name of its own."""
    letter = _names_unit(name)
    if _is_collective(name):
        organ = _collective(name, here)
    elif letter and _letter_unit(name, here) is None:
        known = find_organ(_NOWHERE, name[letter.end() :])
        organ = Organ(name, known.kind if known else kind_of(name, "department"), None, "own words")
    else:
        return _of_unit(name, here.unit, here.place, here, bare=True)
    return organ, here.unit, here.place


def _plain(name: str) -> str:
    """The unit first, as in most names: 中共泾县委员会 → 泾县委员会, 团县委 → 县团委."""
    if name[:1] not in {"中", "国", "团", "共"}:
        return name
    return _YOUTH.sub(r"\1团委", _PARTY_OPENING.sub("", name))


def _central(name: str, here: Jurisdiction) -> BodyLink | None:
    more = body_words("central")
    name = name.removeprefix("中华人民共和国")
    row = central_rows().get(name)
    local = name in body_list("also_local") and here.level != "central"
    if local or (row is None and name not in more):
        return _central_office(name)
    full = row[0] if row else more[name]
    kind = row[1] if row else _central_kind(full)
    parent = state_name(row[2]) if row and row[2] else superior(state_name(full), here)
    if parent is None and kind == "department":
        parent = state_name("国务院")
    canonical = state_name(full)
    return BodyLink(canonical, kind, "central", None, "exact" if full == name else "alias", parent, canonical)


def _central_office(name: str) -> BodyLink | None:
    """Central bodies that no table has: 国务院新闻办公室, 国家…局, 中华人民共和国…部."""
    if name.startswith("国家税务总局") or not _CENTRAL.match(name):
        return None
    canonical = state_name(expand_ending(name))
    parent = state_name("国务院") if name.startswith("国务院") else None
    return BodyLink(canonical, _central_kind(canonical), "central", None, "own words", parent, canonical)


def _central_kind(name: str) -> str:
    if name.startswith(("中央", "中国共产党", "中共")):
        return "party"
    return "social" if name.startswith(("中华全国", "中国共产主义")) else kind_of(name, "department")


def _own(name: str, here: Jurisdiction) -> BodyLink | None:
    """我局, 本机关, 局党组: the body that reports, or what it has below it."""
    rest = _SELF.sub("", name)
    spoken = rest != name or is_town_word(name, here.township)
    letter = _department_letter(here)
    if name == "兵团" and here.unit.name.endswith(name):
        spoken = True
    if spoken and (rest in {"单位", "机关", "中心", letter} or rest == _unit_word(here)):
        return BodyLink(here.issuer, here.issuer_kind, here.level, _code(here), "relative", None, here.issuer_key)
    if not letter:
        return None
    if rest.startswith(letter) and len(rest) > 1 and letter not in "市区县省州":
        return _below_issuer(rest[1:], here)
    if rest.startswith(("党组", "党委", "理论学习中心组")) or _INNER_OFFICE.fullmatch(rest):
        return _below_issuer(rest, here)
    return None


def _department_letter(here: Jurisdiction) -> str:
    """What a department calls itself by: 我|局, 我|委 of a 委员会, 我|办 of a 办公室."""
    if not here.department:
        return ""
    return {"委员会": "委", "办公室": "办"}.get(here.issuer[-3:], here.issuer[-1])


def _unit_word(here: Jurisdiction) -> str:
    match = re.search("(?:自治[区州县旗]|街道|兵团|[省市区县旗州盟镇乡团师])$", here.unit.name)
    return match[0].removeprefix("自治") if match and here.department is None else ""


def _below_issuer(rest: str, here: Jurisdiction) -> BodyLink:
    if rest.startswith("理论学习中心组"):
        rest = "党组" + rest
    if rest.startswith(("党组", "党委")):
        rest = re.sub("^党委", "委员会", rest)
        canonical, kind = f"中国共产党{here.issuer.removeprefix('中华人民共和国')}{rest}", "party"
    else:
        canonical, kind = here.issuer + expand_ending(rest), kind_of(rest, "department")
    key = canonical.replace(here.issuer, here.issuer_key, 1)  # the same where the ministry's name lost its prefix
    return BodyLink(canonical, kind, here.level, _code(here), "relative", superior(canonical, here), key)


def _leading_place(name: str, here: Jurisdiction) -> tuple[int, Place | None]:
    """The division that opens a name: by full name anywhere, by short name the report's own, cities and provinces."""
    length, found = leading_chain(name)
    if place := found[0] if len(found) == 1 else nearest_place(found, here.place):
        return length, place
    own = chain(here.place) if here.place else ()
    for length, places in leading_places(name):
        for place in places:
            near = place in own or (place.level in {"provincial", "prefecture"} and not place.until)
            if near and length < len(name) and find_organ(unit_of(place), name[length:]):
                return length, place
    return 0, None


def _letter_unit(name: str, here: Jurisdiction) -> tuple[Unit, Place | None, str] | None:
    """区委… → (unit of the report's district, its place, 委…); None where no letter of a unit opens the name."""
    name = _SELF.sub("", name)
    if not (match := _names_unit(name)):
        return None
    letter, rest = match[1], name[match.end() :]
    level = body_words("letters")[letter]
    if level == "township":
        return (here.unit, here.place, rest) if here.township and here.township.endswith(letter) else None
    own = chain(here.place) if here.place else ()
    if level == "city":
        county_too = not _HIGHER_COURT.match(rest)  # a county-level city has no 中级法院: its prefecture's is meant
        fits = [p for p in own if p.name.endswith("市") and (p.level != "county" or county_too)]
        fits = [p for p in fits if p.level != "provincial" or is_municipality(p)]
    else:
        fits = [p for p in own if p.level == level and (level == "county" or p.name.endswith(letter))]
    return (unit_of(fits[-1]), fits[-1], rest) if fits else None


def _names_unit(name: str) -> re.Match[str] | None:
    return None if name.startswith(body_list("no_letter")) else _letters().match(name)


def _of_unit(rest: str, unit: Unit, place: Place | None, here: Jurisdiction, *, bare: bool = False) -> _Reading:
    """What a name means whose unit is known; `bare`: no word of the name named the unit."""
    above = unit
    if unit.level == "township":
        above = unit_of(place) if place else _NOWHERE
    rest = without_sender(rest)
    if not rest:
        return Organ(government_of(unit), "government", None, "relative"), unit, place
    if bare and unit.level == "township" and rest.endswith(body_list("of_the_county")) and not _TOWN_WORD.search(rest):
        unit = above
    if organ := station(rest, above, here.township):
        return organ, above, place
    if organ := find_organ(unit, rest):
        return organ, unit, place
    if found := town_body(rest, above):
        return *found, place
    if village := village_body(rest, unit):
        return village, unit, place
    full = expand_ending(rest)
    keeps = bare and (full.endswith(body_list("own_names")) or _says_place(full, here))
    if bare and here.level == "central":
        inner = _DIVISION.fullmatch(full)  # 政策法规司 is a division of the ministry that reports
        return Organ(here.issuer + full if inner else full, kind_of(full), None, "own words"), unit, place
    return Organ(full if keeps else unit.full + full, kind_of(full), None, "own words"), unit, place


def _says_place(name: str, here: Jurisdiction) -> bool:
    """True where a name opens with the short name of the report's own place or of a province: 绵阳仲裁委员会."""
    own = chain(here.place) if here.place else ()
    places = (place for _, found in leading_places(name) for place in found)
    return any(place in own or (place.level == "provincial" and not place.until) for place in places)


def _collective(name: str, here: Jurisdiction) -> Organ:
    """A group keeps its words, with the place's last part where they say whose: 全区…, 区级…."""
    levels = body_list("collective", "levels")
    place = here.unit.name
    if match := re.match("全([省市区县州旗镇乡])", name):
        name = place + name[2:] if place.endswith(match[1]) else name
    elif name[:1] and place.endswith(name[0]) and name[1:].startswith(levels):
        name = place + name
    return Organ(name, kind_of(name, "department"), None, "collective")


def _is_collective(name: str) -> bool:
    return bool(
        (name.startswith(body_list("collective", "openings")) and not _OF_ENTERPRISES.match(name))
        or name.endswith(body_list("collective", "endings"))
        or (name[1:2] in body_list("collective", "levels") and name[0] in "省市区县旗州镇乡")
        or name in {"乡", "镇", "街道", "村", "社区", "县", "市", "区", "部门"}
        or _collective_pattern().search(name)
    )


def _as_link(organ: Organ, unit: Unit, place: Place | None, here: Jurisdiction) -> BodyLink:
    key, organ = key_of(organ.canonical, unit), plain_name(organ, unit)
    parent = organ.parent or (superior(organ.canonical, here) if organ.method != "collective" else None)
    level = "township" if organ.kind in {"township", "village"} else unit.level
    code = place.code or None if place else None
    return BodyLink(organ.canonical, organ.kind, level, code, organ.method, parent, key)


def _code(here: Jurisdiction) -> str | None:
    return here.place.code or None if here.place else None


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(f"({alternation(body_words('letters'))})(?=.)")


@cache
def _collective_pattern() -> re.Pattern[str]:
    return re.compile(str(load("body_names").table("collective")["pattern"]))


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(str(load("body_names").table("collective")["joint"]))
