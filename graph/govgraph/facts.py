"""The one in-memory model of what a report says, and the only place where a fact is made.

Entities are things (a body, a document, a piece of work); mentions say where the report names them; relations link two
entities. Every mention and relation carries `Evidence`: the exact words and their offsets in the kept text. `FactBook`
refuses a fact whose words are not at its offsets, or whose arguments do not lie in its evidence.
RDF and NetworkX (`govgraph.graph`) are projections of a finished `ReportFacts`.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

from govgraph.errors import FactError

EntityType = Literal["agency", "instrument", "initiative", "figure", "recognition", "problem"]
ENTITY_TYPES: tuple[EntityType, ...] = ("agency", "instrument", "initiative", "figure", "recognition", "problem")

# The guide's predicates with domain and range: SHACL shapes and the check below come from this one table.
PREDICATES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "carriedOutBy": (frozenset({"initiative"}), frozenset({"agency"})),
    "targets": (frozenset({"initiative"}), frozenset({"agency"})),
    "basedOn": (frozenset({"initiative"}), frozenset({"instrument"})),
    "issuedBy": (frozenset({"instrument"}), frozenset({"agency"})),
    "implements": (frozenset({"instrument"}), frozenset({"instrument"})),
    "hasOutcome": (frozenset({"initiative"}), frozenset({"figure", "recognition"})),
    "achievedBy": (frozenset({"figure", "recognition"}), frozenset({"agency"})),
    "awardedBy": (frozenset({"recognition"}), frozenset({"agency"})),
    "subordinateTo": (frozenset({"agency"}), frozenset({"agency"})),
    "partOf": (frozenset({"initiative"}), frozenset({"initiative"})),
    "addresses": (frozenset({"initiative"}), frozenset({"problem"})),
}


class Basis(StrEnum):
    """Why a relation holds: said in its evidence, or made plain by the grammar of such reports."""

    STATED = "stated"  # both arguments stand in the evidence
    LEFT_OUT = "left-out subject"  # the text leaves the actor out: it is the body whose report it is
    SCOPE = "heading or list head"  # the second argument is the heading or list head above the evidence
    REFERENCE = "other mention"  # an argument is named elsewhere: a superior plain from the name, an earlier full title


AnchorKind = Literal["page", "paragraph"]
ANCHOR_KINDS: tuple[AnchorKind, ...] = ("page", "paragraph")


class Anchor(NamedTuple):
    """Where in the kept text a page of the file begins, or a paragraph (both counted from 1)."""

    start: int
    kind: AnchorKind
    number: int


class Evidence(NamedTuple):
    """Exact words: ``text[start:end] == quote``; offsets count code points of the kept text; `section` is "1.2.3"."""

    start: int
    end: int
    quote: str
    section: str


class Entity(NamedTuple):
    """A thing that facts are about. `key` makes its IRI, so that one name is one node in every report.

    Keys: ``agency/<canonical name>``, ``instrument/<canonical title>`` (generic titles with issuer and year), and for
    what exists in one report only ``report/<report id>/<type>/<start>-<end>``.
    Only the fields that the guide gives a type are filled: kind, level, group (agency, instrument, recognition),
    status and head (initiative), indicator, value, unit, approx, period (figure; `value` is a plain decimal number as
    text, so that it stays exact: "52346000000").
    """

    key: str
    type: EntityType
    name: str
    kind: str | None = None
    level: str | None = None
    group: bool = False
    status: Literal["done", "planned"] | None = None
    head: bool = False
    indicator: str | None = None
    value: str | None = None
    unit: str | None = None
    approx: Literal["over", "about", "under"] | None = None
    period: str | None = None
    role: Literal["baseline", "change", "target"] | None = None  # of a figure that is no plain result
    code: str | None = None  # GB/T 2260 code of the place that a body or document belongs to
    year: str | None = None  # of a document whose title or number names one
    number: str | None = None  # 文号 of a document, as the report gives it


class Mention(NamedTuple):
    """A place where the report names an entity; `rule` names the lexicon entry or pattern that found it."""

    entity: str
    evidence: Evidence
    rule: str
    confidence: float
    method: str = "exact"  # how the name was linked: exact, alias, relative, short form, defined (以下简称), new


class Relation(NamedTuple):
    """A link between two entities (by key) with the words that state it."""

    subject: str
    predicate: str
    object: str
    evidence: Evidence
    rule: str
    confidence: float
    basis: Basis = Basis.STATED


class Section(NamedTuple):
    """One node of the outline: `number` "1.2.3" ("0" before 一、), heading words, and the span of all it holds."""

    number: str
    heading: str
    level: int
    start: int
    end: int
    heading_start: int
    heading_end: int
    parent: str | None


class LeftOut(NamedTuple):
    """A number or title that is in no fact, with the reason (year, date, ordinal, slogan, news article …)."""

    start: int
    end: int
    quote: str
    section: str
    what: Literal["number", "title"]
    reason: str


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """Whose report it is and where it came from.

    `id` is content-derived (issuer, year, hash), so that the same report has the same IRI wherever it was read;
    `metadata` holds the page's header fields (索引号, 发文字号, …) under ontology names.
    """

    id: str
    title: str
    issuer: str  # key of the agency whose report it is
    year: str
    place: str | None  # full name of the place, 重庆市开州区
    place_code: str | None
    level: str | None
    source: str  # file name
    sha256: str  # of the file read
    url: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """All that one report says: sorted, immutable, each fact with its words."""

    report: ReportInfo
    text: str
    sections: tuple[Section, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]
    left_out: tuple[LeftOut, ...] = ()
    anchors: tuple[Anchor, ...] = ()  # sorted; empty where the report came as text or HTML

    def anchor_at(self, offset: int) -> Anchor | None:
        """The page or paragraph of the file in which an offset of the text lies."""
        before = bisect_right(self.anchors, offset, key=lambda anchor: anchor.start)
        return self.anchors[before - 1] if before else None


_OBJECT_LEFT_OUT = (Basis.LEFT_OUT, Basis.SCOPE)  # what the words of such a relation need not hold


@dataclass
class FactBook:
    """Where facts of one report are made; each is checked here or refused with `FactError`."""

    text: str
    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    relations: dict[tuple[str, str, str], Relation] = field(default_factory=dict)
    _places: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def add_entity(self, entity: Entity, mentions: Iterable[Mention] = ()) -> None:
        """Add an entity with its mentions; a known key keeps its first description and gains mentions.

        Raises FactError where a mention's quote is not ``text[start:end]`` or belongs to another entity, or where a
        known key comes with another type.
        """
        known = self.entities.setdefault(entity.key, entity)
        if known.type != entity.type:
            raise FactError(f"{entity.key} is both {known.type} and {entity.type}")
        for mention in mentions:
            self._check_words(mention.evidence)
            if mention.entity != entity.key:
                raise FactError(f"mention of {mention.entity} given for {entity.key}")
            places = self._places.setdefault(entity.key, [])
            span = (mention.evidence.start, mention.evidence.end)
            if span not in places:
                places.append(span)
                self.mentions.append(mention)

    def add_relation(self, relation: Relation) -> bool:
        """Add a relation; False where the same triple is known already.

        Raises FactError where an argument is unknown or of the wrong type (`PREDICATES`), the quote is not in the
        text, or an argument has no mention inside the evidence (the object of a relation marked LEFT_OUT or SCOPE,
        and either argument of one marked REFERENCE, excepted).
        """
        self._check_words(relation.evidence)
        subject, predicate, object_, evidence, _, _, basis = relation
        domain, range_ = PREDICATES[predicate]
        free = basis is Basis.REFERENCE
        self._check_argument(predicate, "subject", subject, domain, None if free else evidence)
        free = free or basis in _OBJECT_LEFT_OUT
        self._check_argument(predicate, "object", object_, range_, None if free else evidence)
        if subject == object_:
            raise FactError(f"{predicate}: {subject} with itself")
        triple = (subject, predicate, object_)
        if triple in self.relations:
            return False
        self.relations[triple] = relation
        return True

    def finish(
        self,
        report: ReportInfo,
        sections: Iterable[Section],
        left_out: Iterable[LeftOut] = (),
        anchors: Iterable[Anchor] = (),
    ) -> ReportFacts:
        """The finished facts in a stable order."""
        return ReportFacts(
            report=report,
            text=self.text,
            sections=tuple(sections),
            entities=tuple(self.entities[key] for key in sorted(self.entities)),
            mentions=tuple(sorted(self.mentions, key=lambda m: (m.evidence.start, m.evidence.end, m.entity))),
            relations=tuple(sorted(self.relations.values(), key=_relation_order)),
            left_out=tuple(sorted(left_out, key=lambda item: (item.start, item.end))),
            anchors=tuple(anchors),
        )

    def _check_words(self, evidence: Evidence) -> None:
        start, end, quote, _ = evidence
        if not quote or self.text[start:end] != quote:
            raise FactError(f"not in the text at {start}-{end}: {quote!r}")

    def _check_argument(
        self, predicate: str, role: str, key: str, types: Collection[str], evidence: Evidence | None
    ) -> None:
        """Refuse an argument of an unknown or wrong type, or one outside the evidence it has to be in, if any."""
        entity = self.entities.get(key)
        if entity is None or entity.type not in types:
            raise FactError(f"{predicate}: {role} {key} is {entity.type if entity else 'unknown'}")
        if evidence is None:
            return
        low, high, quote, _ = evidence
        for start, end in self._places.get(key, ()):
            if low <= start and end <= high:
                return
        raise FactError(f"{predicate}: {role} {key} is not in its evidence {quote!r}")


def _relation_order(relation: Relation) -> tuple[int, int, str, str, str]:
    evidence = relation.evidence
    return evidence.start, evidence.end, relation.predicate, relation.subject, relation.object
