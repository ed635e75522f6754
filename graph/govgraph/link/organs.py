"""The organs of one unit: from the unit and the rest of a name (委政法委, 政府办, 市场监管局) to the full name.

The authority table goes first, then the grammar of such names, whose words are data (``lexicon/body_names.toml``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from govgraph.lexicon import alternation, load
from govgraph.link.authority import OrganRow, organ_rows
from govgraph.link.places import Place, chain, full_name, opening_name

_COURT_RANKS = {"provincial": "高级", "prefecture": "中级"}
_RULED = re.compile(r"(?<=治)([省市区县旗州])(?=委|办)")
_MILITARY = ("兵团", "师")  # 新疆生产建设兵团 and its divisions: places without a code that are no zones
# A unit whose level has no row of its own in the table takes the row of the next one: municipal departments, …
_TABLE_LEVELS = {
    "provincial": ("provincial", "prefecture", "county"),
    "prefecture": ("prefecture", "county"),
    "county": ("county",),
    "township": ("township",),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """What has organs: a division, a township or a zone.

    `full` name as it stands in names of bodies, `name` (last part), level, full name of the unit `upper`, and the
    `short` name that vertically managed bodies bear (泾县, 福州市鼓楼区, 重庆市开州区). `key` is the name with all
    places above: a zone named after its city (九江经济技术开发区) bears no other place in names, but in its key.
    """

    full: str
    name: str
    level: str
    upper: str
    short: str
    key: str
    zone: bool = False


@dataclass(frozen=True, slots=True)
class Organ:
    """Full name, kind as in the guide, full name of its plain superior, and how the name was read."""

    canonical: str
    kind: str
    parent: str | None
    method: str


@lru_cache(maxsize=4096)
def unit_of(place: Place) -> Unit:
    """The unit that a division is."""
    names = [step.name for step in chain(place)]
    key, upper = full_name(place), "".join(names[:-1])
    if place.code or place.name.endswith(_MILITARY):
        short = "".join(names[-2:]) if place.level == "county" and place.name.endswith("区") else place.name
        return Unit(key, place.name, place.level, upper, short, key)
    named_after = any(opening_name(place.name, above) for above in chain(place)[:-1])
    full = place.name if named_after else key
    return Unit(full, place.name, place.level, upper, full, key, zone=True)


def government_of(unit: Unit) -> str:
    """The government of a unit: …人民政府, of a 街道 …办事处, of a 盟 or 地区 …行政公署, of a zone …管理委员会."""
    if unit.name.endswith(_MILITARY):
        return unit.full
    if unit.zone:
        return f"{unit.full}管理委员会"
    if unit.name.endswith(("盟", "地区")):
        return f"{unit.full}行政公署"
    return unit.full + ("办事处" if unit.name.endswith("街道") else "人民政府")


def key_of(canonical: str, unit: Unit) -> str:
    """A name with all places above its unit, where it has fewer: what tells bodies of one name in two places apart."""
    if unit.upper and unit.upper in canonical:
        return canonical
    for part in (unit.full, unit.short, unit.name):
        if part in canonical:
            return canonical.replace(part, unit.key, 1)
    return canonical


@cache
def body_words(table: str) -> Mapping[str, str]:
    """A table of ``lexicon/body_names.toml`` that says what short words stand for."""
    return MappingProxyType({short: str(full) for short, full in load("body_names").table(table).items()})


@cache
def body_list(table: str, name: str = "words") -> tuple[str, ...]:
    """A word list of ``lexicon/body_names.toml``."""
    return tuple(str(load("body_names").table(table)[name]).split())


def find_organ(unit: Unit, tail: str) -> Organ | None:
    """The organ that a name without its unit means, or None where only the words themselves are known.

    find_organ(开州区, "委政法委") → 中国共产党重庆市开州区委员会政法委员会
    find_organ(泾县, "市场监管局") → 安徽省宣城市泾县市场监督管理局
    """
    letter, tail = _own_letter(unit), _regional(unit, tail)
    if match := _RULED.search(tail):
        letter = match[1]
        tail = tail[: match.start()] + "{letter}" + tail[match.end() :]
    organ = _from_table(unit, tail) or _from_grammar(unit, tail)
    if organ is None:
        return None
    parent = organ.parent.replace("{letter}", letter) if organ.parent else None
    return Organ(organ.canonical.replace("{letter}", letter), organ.kind, parent, organ.method)


def kind_of(name: str, default: str = "institution") -> str:
    """The kind of body that the last words of a name tell."""
    kinds = _kinds()
    return next((kinds[name[-length:]] for length in range(9, 0, -1) if name[-length:] in kinds), default)


def expand_ending(name: str) -> str:
    """Short last words in full: 平潭综合实验区管委会 → …管理委员会, 国资委 → 国资委员会."""
    words = body_words("last_words")
    if name.endswith("分局"):
        name = _zone_types().sub(lambda match: body_words("zone_types")[match[0]], name)
    for length in range(6, 1, -1):
        if full := words.get(name[-length:]):
            return name[:-length] + full
    if name.endswith("委"):
        return name + "员会"
    return name + "公室" if name.endswith("办") else name


def expand_department(name: str) -> str | None:
    """A department's short name in full, or None where no field is known: 卫健委 → 卫生健康委员会."""
    match = _department().match(name)
    if not match:
        return None
    field, ending, rest = match.groups()
    return body_words("fields").get(field, field) + body_words("endings")[ending] + rest


def _from_table(unit: Unit, tail: str) -> Organ | None:
    row = _row(unit.level, tail)
    if row is None:
        return None
    parent_row = _row(unit.level, row.parent) if row.parent else None
    canonical, parent = (fill(found.pattern, unit) if found else None for found in (row, parent_row))
    assert canonical
    return Organ(canonical, row.kind, parent, "exact")


def _row(level: str, tail: str) -> OrganRow | None:
    rows = organ_rows()
    for table_level in _TABLE_LEVELS.get(level, ()):
        if row := rows.get((table_level, tail)):
            return row
    return None


def fill(pattern: str, unit: Unit) -> str:
    """A full name from its pattern, in the form that 街道, 盟 and tax offices have for it."""
    if pattern == "{place}人民政府":
        return government_of(unit)
    if pattern == "中国共产党{place}委员会" and unit.name.endswith("街道"):
        pattern = "中国共产党{place}工作委员会"
    filled = pattern.replace("{police}", police_of(unit)).replace("{place}", unit.full).replace("{short}", unit.short)
    filled = filled.replace("{bare}", re.sub("(?:市|地区|盟)$", "", unit.name))
    return filled.replace("{upper}", unit.upper).replace("{own}", unit.name)


def police_of(unit: Unit) -> str:
    """The police of a unit: …公安局, in a district the branch of its city's (西安市公安局碑林分局)."""
    if unit.level != "county" or unit.zone or not unit.name.endswith("区"):
        return f"{unit.full}公安局"
    bare = re.sub("(?:自治|新)?区$", "", unit.name)
    return f"{unit.upper}公安局{bare if len(bare) > 1 else unit.name}分局"


def _regional(unit: Unit, tail: str) -> str:
    """The name that a department has by the rule of a province or city: 行政审批服务局 in 山东省."""
    for region, names in load("body_names").table("regional").items():
        if tail in names and unit.key.startswith(region):
            return str(names[tail])
    return tail


def _from_grammar(unit: Unit, tail: str) -> Organ | None:
    if tail in body_list("bare_party"):
        return _organ_of(unit, "party", tail)
    if match := _organ_words().match(tail):
        return _organ_of(unit, _organ_names()[match[0]], tail[match.end() :])
    for short, full in body_words("social").items():
        if tail.endswith((short, full)):
            return Organ(unit.full + tail.removesuffix(short).removesuffix(full) + full, "social", None, "short form")
    if (full_tail := expand_department(tail)) is not None:
        government = government_of(unit) if unit.level != "township" else None
        kind = kind_of(full_tail, "department")
        return Organ(unit.full + full_tail, kind, government if kind == "department" else None, "short form")
    return None


def _organ_of(unit: Unit, name: str, rest: str) -> Organ | None:
    """The organ of a name, or the body below it that `rest` names."""
    pattern, kind = _organs()[name]
    organ = fill(pattern.replace("{rank}", _COURT_RANKS.get(unit.level, "")), unit)
    if name == "government":
        organ, kind = government_of(unit), "township" if unit.level == "township" else kind
    if not rest:
        return Organ(organ, kind, _superior_organ(unit, name), "relative")
    if name == "court":
        rest = re.sub("(?<!人民)法庭$", "人民法庭", rest)
    expanded = _after(name, rest)
    if name == "government" and unit.level == "provincial" and expanded == "办公室" and rest == "办":
        expanded = "办公厅"
    kind = _kind_below(kind, expanded)
    if kind == "party" and name in {"government", "court", "procuratorate", "league"}:  # 区政府党组
        return Organ(f"中国共产党{organ}{expanded}", "party", organ, "relative")
    return Organ(organ + expanded, kind, _parent_below(organ, expanded), "relative")


def _after(name: str, rest: str) -> str:
    after = _words_after(name)
    if rest in after:
        return after[rest]
    for length in range(len(rest) - 1, 1, -1):
        full = after.get(rest[:length])
        if full and not rest.startswith(full):
            return full + rest[length:]
    return expand_ending(rest)


def _kind_below(kind: str, rest: str) -> str:
    found = kind_of(rest, "department")
    if kind == "party":
        return "institution" if rest.endswith(("党校", "学校", "中心")) else "party"
    if kind == "government":
        return "department" if found == "government" else found
    return found if found in {"court", "institution", "taskforce"} else kind


def _parent_below(organ: str, rest: str) -> str:
    """区委依法治区办 is the office of the committee 区委依法治区委, every other body below an organ is its own."""
    committee = rest.removesuffix("办公室")
    return organ + committee if committee != rest and committee.endswith(("委员会", "小组")) else organ


def _superior_organ(unit: Unit, name: str) -> str | None:
    if name in {"discipline", "discipline_both"}:
        return f"中国共产党{unit.full}委员会"
    return f"{unit.full}人民代表大会" if name == "standing" else None


def _own_letter(unit: Unit) -> str:
    match = re.search("(?:自治)?([省市区县旗州])$", unit.name)
    return match[1] if match else "区"


@cache
def _organs() -> dict[str, tuple[str, str]]:
    table = load("body_names").table("organs")
    return {name: (str(entry["pattern"]), str(entry["kind"])) for name, entry in table.items()}


@cache
def _organ_names() -> dict[str, str]:
    return {word: name for name, entry in load("body_names").table("organs").items() for word in entry["words"].split()}


@cache
def _organ_words() -> re.Pattern[str]:
    return re.compile(alternation(_organ_names()))


@cache
def _words_after(name: str) -> Mapping[str, str]:
    return {short: str(full) for short, full in load("body_names").table("after").get(name, {}).items()}


@cache
def _zone_types() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(body_words('zone_types'))})(?=分局$)")


@cache
def _department() -> re.Pattern[str]:
    fields = alternation([*body_words("fields"), *body_list("whole_fields")])
    return re.compile(f"({fields})({alternation(body_words('endings'))})(.*)$")


@cache
def _kinds() -> dict[str, str]:
    kinds = load("body_names").table("kinds")
    return {word: kind for kind, words in reversed(kinds.items()) for word in str(words).split()}
