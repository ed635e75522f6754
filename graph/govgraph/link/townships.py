"""Townships, sub-districts and villages: their bodies, and the stations of a county's departments in them."""

import re
from dataclasses import replace
from functools import cache

from govgraph.lexicon import alternation
from govgraph.link.organs import (
    Organ,
    Unit,
    body_list,
    body_words,
    expand_ending,
    fill,
    find_organ,
    government_of,
    kind_of,
)

_TOWN = re.compile(r"^((?:(?!各|乡镇|法治|平安)[一-鿿]){1,7}?(?:民族乡|街道|镇|(?<![城各])乡|苏木))(.*)$")
_VILLAGE = re.compile(r"^((?:(?!各|行政村|全|农村)[一-鿿]){1,8}?(?:社区|嘎查|村))(.*)$")
_LETTERS = ("街道", "镇", "乡", "苏木")
_SENT_OUT = re.compile("^(?:人民)?政府(?=.{1,7}街道办事处)")
_PROVINCE = re.compile("^.+?(?:省|自治区)(?=.)")
# Organs of a township bear the places above it in their names, its offices and stations do not.
_FULL_NAMED = frozenset({"party", "congress", "township", "village", "government", "court"})


def town_unit(above: Unit, town: str) -> Unit:
    """The unit that a township is.

    Those on a zone's land belong to the division above the zone. Below a county-level city the name begins at the
    prefecture, since a comparison of names looks past two places above, not three.
    """
    key = (above.upper if above.zone else above.key) + town
    full = key
    if above.level == "county" and above.name.endswith("市"):
        full = _PROVINCE.sub("", above.upper) + above.name + town
    return Unit(full, town, "township", above.full, (above.upper if above.zone else above.short) + town, key)


def without_sender(name: str) -> str:
    """A sub-district's office without the government that sends it out: 人民政府正安街道办事处 → 正安街道办事处."""
    return _SENT_OUT.sub("", name)


def is_town_word(word: str, town: str | None) -> bool:
    """True for 镇 or 街道 alone where the township that reports is one."""
    return town is not None and word in _LETTERS and town.endswith(word)


def town_body(name: str, above: Unit) -> tuple[Organ, Unit] | None:
    """A township of a county, one of its organs, or a village in it: 满月镇, 正安街道党工委, 满月镇马营村."""
    if not (match := _TOWN.match(name)):
        return None
    town, rest = match.groups()
    area, tails = town_unit(above, town), body_words("township")
    if not rest or tails.get(rest) in {"人民政府", "办事处"}:
        return Organ(government_of(area), "township", None, "relative"), area
    if organ := find_organ(area, tails.get(rest, rest)):
        return organ, area
    if rest in tails:
        return Organ(area.full + tails[rest], kind_of(tails[rest]), government_of(area), "relative"), area
    if match := _VILLAGE.match(rest):
        return _village(match[1], match[2], area), area
    if rest.endswith(body_list("of_the_county")):
        return Organ(above.full + name, kind_of(name), None, "own words"), above
    full = expand_ending(rest)
    return Organ(area.full + full, kind_of(full), government_of(area), "own words"), area


def village_body(name: str, unit: Unit) -> Organ | None:
    """A village or community of a unit: 马营村 → …马营村村民委员会, 永兴社区 → …永兴社区居民委员会."""
    match = _VILLAGE.match(name)
    return _village(match[1], match[2], unit) if match else None


def station(name: str, above: Unit, town: str | None) -> Organ | None:
    """The station of a department of the county in a township: 临江司法所, 镇派出所, in a township's report 司法所.

    station("榔桥司法所", 泾县, None) → 安徽省宣城市泾县司法局榔桥司法所
    """
    if not above.full or not (match := _stations().match(name)):
        return None
    bearer = match[1]
    if not bearer or bearer in _LETTERS:
        bearer = town or ""
    elif bearer.startswith(body_list("not_stations")) or re.search("[省市区县旗州局院委、]", bearer):
        return None
    if len(bearer) < 2:
        return None
    word = body_words("station_words").get(match[2], match[2])
    department = fill(body_words("stations")[word], above)
    return Organ(department + _bare(bearer) + word, kind_of(word), department, "relative")


def plain_name(organ: Organ, unit: Unit) -> Organ:
    """The name of a township's own office begins at the township, below whose government it is: 临江镇综治中心."""
    name = organ.canonical
    if unit.level != "township" or organ.kind in _FULL_NAMED or not name.startswith(unit.full):
        return organ
    if name.endswith(body_list("of_the_county")):
        return organ
    plain = unit.name + name.removeprefix(unit.full)
    return replace(organ, canonical=plain, parent=organ.parent or government_of(unit))


def _bare(town: str) -> str:
    """The name that a township's stations bear: without its sort and its peoples (同乐 of 同乐苗族乡)."""
    bare = re.sub("(?<=..)(?:[\u4e00-\u9fff]{1,3}族)+乡$|(?:街道|镇|乡|苏木)$", "", town)
    return bare if len(bare) > 1 else town


def _village(village: str, rest: str, unit: Unit) -> Organ:
    area = unit.full + village
    committee = "居民委员会" if village.endswith("社区") else "村民委员会"
    tail = body_words("village").get(rest, rest).replace("{committee}", committee)
    if tail in {"党支部", "党总支", "党委"}:
        return Organ(f"中国共产党{area}{tail}", "party", None, "relative")
    kind = "village" if tail == committee else kind_of(tail)
    return Organ(area + tail, kind, government_of(unit) if unit.level == "township" else None, "relative")


@cache
def _stations() -> re.Pattern[str]:
    return re.compile(f"^(.{{0,7}}?)({alternation([*body_words('stations'), *body_words('station_words')])})$")
