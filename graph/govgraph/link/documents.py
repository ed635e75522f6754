"""Title → the one document it names: canonical title, kind, whose it is, and a key that no other document shares.

A known title (``authority/instruments.csv``) is one work by whatever alias. Any other is told by its folded words;
where they name no place and no one document (工作要点, 实施方案), the issuer and, for the most general, the year go
into the key.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from govgraph.lexicon import alternation, load
from govgraph.link.authority import KnownDocument, known_documents
from govgraph.link.fold import fold, repair_period, without_marks
from govgraph.link.jurisdiction import Jurisdiction
from govgraph.link.places import Place, chain, full_name, leading_chain, nearest_place
from govgraph.link.zones import find_zone, is_zone

_YEAR = re.compile(r"(?:19|20)\d\d(?=年|-|\)|度|$)")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_LEADING_YEAR = re.compile(r"^(?:(?:19|20)\d\d年?度?)?(?:关于)?(?:中国共产党|中共)?")
# A government's own document and its place's are one owner's.
_OFFICE = re.compile("(?<=.)(?:人民政府|办事处|行政公署)$|(?<=区)管理委员会$")
_TRAILING_YEAR = re.compile(r"(?:19|20)\d\d年?$")
_TRAILING_NOTE = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """One document; `year` of its title, number or table, `status` of the authority table.

    `method`: exact, alias, defined (the report gave the full title), version (新修订的…), new (not in the table).
    """

    key: str
    canonical: str
    kind: str
    level: str
    year: str | None
    method: str
    status: str | None


def link_document(
    title: str,
    jurisdiction: Jurisdiction,
    report_year: int,
    issuer: str | None = None,
    known: Mapping[str, str] | None = None,
) -> DocumentLink:
    """The document of a title, given with or without its outer marks.

    `issuer` is the canonical name of the body that issued it where the report says so; `known` has full titles for
    short ones (《纲要》 → 法治政府建设实施纲要(2021—2025年)).
    link_document("民法典", 泾县, 2021).key → instrument/中华人民共和国民法典
    """
    full = _defined(title, known) if known else None
    found = _link(full or title, jurisdiction, str(report_year), issuer)
    return replace(found, method="defined") if full else found


def document_kind(title: str) -> str:
    """The kind that a title's last word tells: …工作要点(2022年) → keypoints; "other" where none does."""
    return _kind(fold(title))


def _defined(title: str, known: Mapping[str, str]) -> str | None:
    own = repair_period(without_marks(title))
    return known.get(title) or known.get(own) or known.get(fold(own))


def _kind(folded: str) -> str:
    while (bare := _TRAILING_NOTE.sub("", folded)) != folded:
        folded = bare
    folded, kinds = _TRAILING_YEAR.sub("", folded), _kinds()
    kind = next((kinds[folded[-length:]] for length in range(6, 0, -1) if folded[-length:] in kinds), "other")
    if kind in {"regulation", "rules", "measures"} and folded.startswith(_words("party", "openings")):
        return "party_regulation"
    return kind


@lru_cache(maxsize=2048)
def _link(title: str, here: Jurisdiction, report_year: str, issuer: str | None) -> DocumentLink:
    title = repair_period(without_marks(title))
    folded = fold(title)
    if known := _known(folded, here):
        document, method = known
        key = f"instrument/{fold(document.title)}"
        year = document.year or None
        return DocumentLink(key, document.title, document.kind, document.level, year, method, document.status)
    years = _YEAR.findall(folded)
    kind = _kind(folded)
    place, length = _place(folded, here)
    level = _level(folded, kind, place, here, issuer)
    if kind == "rules" and level in {"county", "township"} and not folded.endswith("规则"):
        kind = "measures"
    key = "instrument/" + _whole_name(folded, place, length)
    if place is None and (level != "central" or _is_general(folded)):
        year = f"{report_year}/" if _is_general(folded) and not years else ""
        key = "instrument/" + _local_name(year + folded, level, here, issuer)
    return DocumentLink(key, title, kind, level, years[0] if years else None, "new", None)


def _known(folded: str, here: Jurisdiction) -> tuple[KnownDocument, str] | None:
    documents = known_documents()
    for name, method in ((folded, "alias"), (_without_version(folded), "version")):
        document = documents.get(name)
        if document and not (here.level != "central" and name in _local_aliases()):
            return document, "exact" if method == "alias" and fold(document.title) == name else method
    return None


def _without_version(folded: str) -> str:
    match = _versions().match(folded)
    return without_marks(folded[match.end() :]) if match else folded


def _place(folded: str, here: Jurisdiction) -> tuple[Place | None, int]:
    """The division that a title opens with, after a year or 关于, and where its name ends."""
    start = match.end() if (match := _LEADING_YEAR.match(folded)) else 0
    length, found = leading_chain(folded[start:])
    place = found[0] if len(found) == 1 else nearest_place(found, here.place)
    if zone := find_zone(folded[start:], here.place):
        length, place = zone
    return (place, start + length) if place else (None, 0)


def _whole_name(folded: str, place: Place | None, end: int) -> str:
    """The title with its place in full: 开州区2022年… is 重庆市开州区2022年…, and 鼓楼区… of two cities are two."""
    if place is None:
        return folded
    if is_zone(place):
        start = match.end() if (match := _LEADING_YEAR.match(folded)) else 0
        return folded[:start] + full_name(place) + folded[end:]
    for step in chain(place):
        full = full_name(step)
        for start in range(end - 1, -1, -1):
            if folded[start:end] == full:
                return folded
    start = end - len(place.name)
    for step in reversed(chain(place)[:-1]):
        if folded[:start].endswith(step.name):
            start -= len(step.name)
    return folded[:start] + full_name(place) + folded[end:]


def _level(folded: str, kind: str, place: Place | None, here: Jurisdiction, issuer: str | None) -> str:
    if place:
        return place.level
    if issuer:
        return _issuer_level(issuer, here)
    own = folded.endswith(_words("own_rules", "words"))
    if folded.startswith(_words("central", "openings")) or (kind in _words("central_kinds", "words") and not own):
        return "central" if not folded.startswith(("全市", "全区", "全县", "全省")) else here.level
    return here.level


def _issuer_level(issuer: str, here: Jurisdiction) -> str:
    if issuer == here.issuer:
        return here.level
    bare = re.sub("^(?:中国共产党|国家税务总局|中国人民政治协商会议)", "", issuer)
    _, found = leading_chain(bare)
    if find_zone(bare, here.place):
        return "county"
    if found:
        return "township" if re.search("(?:镇|乡)人民政府$|街道办事处$", bare) else found[0].level
    return "central" if bare.startswith(_words("central", "openings")) or bare.startswith("中央") else here.level


def _local_name(folded: str, level: str, here: Jurisdiction, issuer: str | None) -> str:
    """A document without a place, after its owner: the issuer, else the unit of its level in the report's chain."""
    if issuer in (None, here.issuer):
        return f"{_owner(level, here)}/{folded}"
    owner = _OFFICE.sub("", str(issuer))
    if zone := find_zone(owner, here.place):
        owner = full_name(zone[1]) + owner[zone[0] :]
    return f"{owner}/{folded}"


def _owner(level: str, here: Jurisdiction) -> str:
    if level == "central":
        return "中央"
    if here.department or here.place is None or level == here.level:
        return here.issuer if here.department else here.area
    fits = [step for step in chain(here.place) if step.level == level]
    return full_name(fits[0]) if fits else here.area


def _is_general(folded: str) -> bool:
    return bool(_general().fullmatch(_ANY_YEAR.sub("", folded)))


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, words in load("document_titles").table("kinds").items() for word in words.split()}


@cache
def _versions() -> re.Pattern[str]:
    return re.compile(alternation(load("document_titles").words("versions")))


@cache
def _general() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(load('document_titles').words('general'))})+")


@cache
def _local_aliases() -> frozenset[str]:
    return frozenset(fold(word) for word in load("document_titles").words("local_aliases"))


@cache
def _words(table: str, name: str) -> tuple[str, ...]:
    return tuple(str(load("document_titles").table(table)[name]).split())
