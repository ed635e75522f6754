"""Whose report is it? The unit and the body, from the title, then the page's header, then the opening words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from govgraph.lexicon import alternation, load
from govgraph.link.authority import central_rows
from govgraph.link.fold import fold
from govgraph.link.organs import (
    Unit,
    body_list,
    body_words,
    expand_department,
    expand_ending,
    find_organ,
    government_of,
    key_of,
    kind_of,
    unit_of,
)
from govgraph.link.places import (
    Place,
    best_place,
    chain,
    counties_of_township,
    current,
    full_name,
    leading_chain,
    leading_places,
    named_places,
    place_of_code,
)
from govgraph.link.townships import town_unit, without_sender
from govgraph.link.zones import find_zone, zone_below

_BING_TUAN = "新疆生产建设兵团"
_YEAR = r"(?:20\d\d|二[〇○零oO0][〇○零一二三四五六七八九oO0]{2})年?(?:度|上半年|下半年)?"
_SUBJECT = re.compile(rf"^(?:关于)?(?:{_YEAR})?(?:关于)?(?P<who>.*?)(?:[(（]|关于|{_YEAR}|$)")
_TOPIC = re.compile("(?:深入|全面|推进|贯彻|落实|开展|加强|年度)*(?:法治政府|法治建设|依法行政|依法治|法治工作).*$")
_TOWNSHIP = re.compile("^(.{1,8}?(?:民族乡|街道|镇|乡|苏木))(?:人民政府|政府|办事处|党工委|党委|党政办公室|党政办)?$")
_CODE = re.compile(r"(?<![0-9A-Z])1[12](\d{6})[0-9A-Z]{9}")
_BING_TUAN_UNIT = re.compile(f"^(?:{_BING_TUAN}|兵团)(第?[一二三四五六七八九十]+师)?(?:(?<=师).*?市)?")
_SELF = re.compile(r"(?:我|本|全)(省|市|区|县|旗|州|盟|自治县|自治州|自治区|局|厅|委|部|办|署|镇|乡|街道|兵团|系统)")
_RELATIVE = re.compile("[省市区县旗州盟](?!场监|政(?:园林|管理|公用|工程|设施))")
_OPENING = 1500
_UNNAMED = "本机关"  # a report that says nowhere whose it is


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Whose report it is.

    `place` is the division (of a township the one above; a zone is a place without a code), `area` the full name of the
    unit (重庆市开州区临江镇), `department` the full name without place of a department that reports, `issuer` the
    canonical name of the body whose report it is.
    """

    place: Place | None
    province: str | None
    prefecture: str | None
    county: str | None
    township: str | None
    level: str
    department: str | None
    issuer: str
    issuer_kind: str
    area: str

    @property
    def unit(self) -> Unit:
        """The unit whose organs the report names without more words."""
        if self.place:
            return town_unit(unit_of(self.place), self.township) if self.township else unit_of(self.place)
        name = self.township or self.area
        return Unit(self.area, name, self.level, self.area.removesuffix(name), name, self.area)

    @property
    def issuer_key(self) -> str:
        """The issuer's name with all places above it: what tells issuers of one name in two places apart."""
        return key_of(self.issuer, self.unit)


def find_jurisdiction(title: str, header: Mapping[str, str], opening: str) -> Jurisdiction:
    """Whose report is it?

    The title goes first (泾县2021年度法治政府建设情况报告), then the publisher in the header (any usual field), then
    what the opening calls itself (我县, 我局). Places of one name are told apart by the publisher, by other places
    that the text names, and by the place code in 索引号. Where no division fits, the title's words name the body.
    """
    subject = _subject(title)
    publisher = _publisher(header)
    context = _Context(publisher, header, opening[:_OPENING])
    if subject and not _is_relative(subject):
        return _of_name(subject, context)
    if subject:
        return _of_relative(subject, context)
    return _of_publisher(publisher, context)


@dataclass(frozen=True, slots=True)
class _Context:
    publisher: str
    header: Mapping[str, str]
    opening: str

    def places(self) -> tuple[Place, ...]:
        """Divisions that the publisher, the rest of the header, or the opening name."""
        return named_places(fold(" / ".join((self.publisher, *self.header.values(), self.opening))))

    def codes(self) -> list[str]:
        return _CODE.findall(" ".join(self.header.values()))


def _subject(title: str) -> str:
    """The words of a title that name the body: 福建省人民政府关于2024年度… → 福建省人民政府; 2022年度法治政府… → ""."""
    folded = fold(title)
    match = _SUBJECT.match(folded)
    who = _TOPIC.sub("", match["who"]) if match else ""
    if _SELF.match(who):  # 我市2022年…
        return ""
    party, _, government = who.partition("委员会")
    if party.startswith(("中共", "中国共产党")) and government.endswith("人民政府"):
        return government
    return re.sub("^(?:中国共产党|中共).*?委(?=[^员].*人民?政府$)", "", who).removesuffix("的")


def _publisher(header: Mapping[str, str]) -> str:
    for name in load("jurisdiction").words("publisher_fields"):
        if value := header.get(name, "").strip():
            return fold(value)
    return ""


def _is_relative(name: str) -> bool:
    """True for a name without its place: 县司法局, 区市场监督管理局."""
    return bool(_RELATIVE.match(name)) and not leading_chain(name)[0]


def _of_name(name: str, context: _Context) -> Jurisdiction:
    if central := _central(name):
        return central
    if name.startswith((_BING_TUAN, "兵团")):
        return _of_place(_bing_tuan(name), _BING_TUAN_UNIT.sub("", name))
    if name.startswith("国家税务总局"):
        name = name.removeprefix("国家税务总局")
    if zone := find_zone(name, None):
        return _of_place(zone[1], name[zone[0] :])
    length, candidates = _opening_places(name)
    place = _choose(candidates, context)
    if place:
        return _below(place, name[length:])
    return _without_place(name, context)


def _opening_places(name: str) -> tuple[int, tuple[Place, ...]]:
    """Full names first; a short one (开州2022年…) only where nothing but an organ follows."""
    length, candidates = leading_chain(name)
    if length:
        return length, candidates
    for length, found in leading_places(name):
        if length == len(name) or find_organ(unit_of(found[0]), name[length:]):
            return length, found
    return 0, ()


def _below(place: Place, rest: str) -> Jurisdiction:
    """The place itself, a township or zone in it, or one of its departments."""
    if match := _TOWNSHIP.match(without_sender(rest)):
        return _township(place, match[1])
    if zone := zone_below(rest, place):
        return _of_place(zone[1], rest[zone[0] :])
    return _of_place(place, rest)


def _of_place(place: Place, rest: str) -> Jurisdiction:
    names = {step.level: step.name for step in chain(place)}
    area = full_name(place)
    base = Jurisdiction(
        place,
        names.get("provincial"),
        names.get("prefecture"),
        names.get("county"),
        None,
        place.level,
        None,
        government_of(unit_of(place)),
        "government",
        area,
    )
    return _with_body(base, rest)


def _with_body(base: Jurisdiction, rest: str) -> Jurisdiction:
    if not rest or rest in load("jurisdiction").words("government_offices"):
        return base
    organ = find_organ(base.unit, rest)
    canonical = organ.canonical if organ else base.unit.full + expand_ending(rest)
    kind = organ.kind if organ else kind_of(canonical, "department")
    department = None
    if kind not in {"government", "party"}:
        full = base.unit.full
        department = canonical.replace(full, "", 1) if full in canonical else rest
    return replace(base, department=department, issuer=canonical, issuer_kind=kind)


def _township(place: Place, name: str) -> Jurisdiction:
    base = _of_place(place, "")
    unit = town_unit(base.unit, name)
    issuer = government_of(unit)
    return replace(base, township=name, level="township", area=unit.key, issuer=issuer, issuer_kind="township")


def _central(name: str) -> Jurisdiction | None:
    name = name.removeprefix("中华人民共和国")
    row = central_rows().get(name)
    full = row[0] if row else body_words("central").get(name)
    if full is None and _CENTRAL_BODY.fullmatch(name):
        full = expand_ending(name)
    if full is None or name in body_list("also_local"):
        return None
    kind = row[1] if row else "department"
    return Jurisdiction(None, None, None, None, None, "central", full, state_name(full), kind, "中华人民共和国")


_CENTRAL_BODY = re.compile(
    "(?!国家税务总局.)(?:国家.{2,12}(?:局|委|委员会|总署|办公室)|国务院.{2,12}(?:办公室|委员会))"
)


def state_name(name: str) -> str:
    """The official name of a central body: 司法部 → 中华人民共和国司法部, commissions too; 国家…局, 最高… stay."""
    if re.match("国务院|[^国中最].{1,12}[部署]$|国家(?:发展和改革|卫生健康|民族事务)委员会$", name):
        return f"中华人民共和国{name}"
    return name


def _bing_tuan(name: str) -> Place:
    division = _BING_TUAN_UNIT.match(name)
    if division and division[1]:
        return Place("", _BING_TUAN + division[1], "prefecture", "")
    return Place("", _BING_TUAN, "provincial", "")


def _of_relative(name: str, context: _Context) -> Jurisdiction:
    """县司法局…: the place comes from the header or the opening."""
    letter, rest = name[0], name[1:]
    place = _place_of_letter(letter, context)
    return _below(place, rest) if place else _without_place(name, context)


def _of_publisher(publisher: str, context: _Context) -> Jurisdiction:
    """A title without a body: the publisher's, unless the opening speaks for the whole place (我县)."""
    speaks = _SELF.search(fold(context.opening))
    for_place = speaks is None or speaks[1] not in {"局", "厅", "委", "部", "办", "署", "系统"}
    relative = _is_relative(publisher)
    found = _of_name(publisher, context) if publisher and not relative else None
    if found and (found.place or found.level == "central"):
        whole = for_place and found.department and found.place and found.township is None
        return _of_place(found.place, "") if whole and found.place else found
    place = _place_of_letter(publisher[0] if relative else speaks[1] if speaks else "", context)
    if place is None:
        return found or _without_place(publisher, context)
    return _of_place(place, "" if for_place else publisher[relative:])


def _place_of_letter(letter: str, context: _Context) -> Place | None:
    """The one division ending in a letter that the context names, or the one of its code."""
    places = [place for place in context.places() if place.name.endswith(letter[-1:])]
    if len(places) > 1:
        opening = fold(context.publisher + context.opening)
        places.sort(key=lambda place: (-opening.count(place.name), place.code))
        tied = opening.count(places[0].name) == opening.count(places[1].name)
        lower = [place for place in places if place.level == "county"]
        places = places if not tied else lower if len(lower) == 1 else []
    if places:
        return places[0]
    return next((current(place) for code in context.codes() if (place := place_of_code(code))), None)


def _choose(candidates: tuple[Place, ...], context: _Context) -> Place | None:
    """The candidate that the context speaks for; None where two remain."""
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    text = fold(" ".join((context.publisher, *context.header.values(), context.opening)))
    return best_place(candidates, lambda place: _support(place, text, context))


def _support(place: Place, text: str, context: _Context) -> float:
    """How much the context says for a place: divisions above it by full or short name, its code in a code number."""
    support = 2.0 * (full_name(place) in text)
    for above in chain(place)[:-1]:
        short = re.sub("(?:省|市|自治区|自治州|州|盟|地区)$", "", above.name)
        support += text.count(above.name) + 0.5 * (short in text)
    support += sum(code == place.code or code[:4] == place.code[:4] for code in context.codes())
    return support + 0.1 * (place.level == "county" and not place.until)


def _without_place(name: str, context: _Context) -> Jurisdiction:
    """A body that no division fits: its own words, and of the context the divisions above that stand there."""
    above = [place for place in context.places() if place.level in {"county", "prefecture"}]
    match, zone = _TOWNSHIP.match(name), _zone().match(name)
    counties = tuple(place for place in above if place.level == "county")
    coded = tuple(place for place in counties if place.code in context.codes())
    below = tuple(place for place in counties if any(step in above for step in chain(place)[:-1]))
    counties = coded or below or counties
    if match and (found := _choose(counties_of_township(match[1]), context)):
        return _township(found, match[1])
    if match and len({place.name for place in counties}) == 1 and (county := _choose(counties, context)):
        return _township(county, match[1])
    if len(above) == 1 and (zone or expand_department(name) or find_organ(unit_of(above[0]), name)):
        return _below(above[0], name)
    if match:
        full, kind, area = match[1] + ("办事处" if match[1].endswith("街道") else "人民政府"), "township", match[1]
    elif zone:
        full, kind, area = f"{zone[1]}管理委员会", "government", zone[1]
    else:
        full = expand_department(name) or expand_ending(name)
        kind, area = kind_of(full, ""), re.sub("(?:人民政府|政府)$", "", name)
        if not kind:
            full, kind = f"{area}人民政府" if area else _UNNAMED, "government"
    department = full if kind not in {"government", "township", "party"} else None
    level, town = ("township", area) if match else ("county", None)
    return Jurisdiction(None, None, None, None, town, level, department, full, kind, area)


@cache
def _zone() -> re.Pattern[str]:
    zones = alternation(load("body_names").words("zones"))
    return re.compile(f"^(.{{0,14}}?(?:{zones}))(管委会|管理委员会|.*)$")
