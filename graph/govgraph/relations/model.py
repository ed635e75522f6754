"""Links between findings, and what a sentence carries from clause to clause: its actors, the documents it follows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from govgraph.facts import Basis
from govgraph.mentions.clauses import AGENCY, DOCUMENT, LISTED
from govgraph.mentions.predicates import Frame
from govgraph.mentions.reading import Reading

Kind = Literal["body", "document", "work", "figure", "honour", "problem", "issuer"]
Ref = tuple[Kind, int]
ISSUER: Ref = ("issuer", 0)


class Link(NamedTuple):
    """One relation between two findings with the span of the words that state it."""

    subject: Ref
    predicate: str
    object: Ref
    start: int
    end: int
    rule: str
    basis: Basis = Basis.STATED


class Actors(NamedTuple):
    """Who acts in a clause: bodies (indexes), and whether the issuer does, since the text leaves the actor out."""

    bodies: tuple[int, ...]
    issuer: bool
    since: int  # text offset where the first of them is named
    lead: tuple[int, ...] = ()  # those that stand as subject; the others came in by 会同 or 联合

    def alone(self) -> "Actors | None":
        """The subjects without their partners: who goes on acting behind a semicolon."""
        return Actors(self.lead, False, self.since, self.lead) if self.lead else None


# ᴀ牵头，ᴀ、ᴀ参与，开展…: bodies of a clause that only joins act with those before.
_JOINS = frozenset(("参与", "配合", "参加", "协助", "协同"))


_ACTS_ONCE = re.compile(r"中心组|党组|人大|政协|法院|检察院|督[察查导]组|领导小组")


@dataclass
class Sentences:
    """A reading with what its relations need again and again: findings by place, actors and basis by clause."""

    reading: Reading
    body_at: dict[int, int] = field(default_factory=dict)
    document_at: dict[int, int] = field(default_factory=dict)
    leads: list[int] = field(default_factory=list)  # works that head a paragraph or item without a number
    works_of: dict[int, list[int]] = field(default_factory=dict)  # frame → works in it
    actors: list[Actors] = field(default_factory=list)  # by frame
    basis: list[tuple[int, ...]] = field(default_factory=list)  # by frame: documents followed up to and in it

    def __post_init__(self) -> None:
        """Index the findings and carry actors and documents through every sentence."""
        reading = self.reading
        for index, body in enumerate(reading.bodies):
            self.body_at.setdefault(body.start, index)
        for index, title in enumerate(reading.titles):
            if title.reason is None:
                self.document_at.setdefault(title.start, index)
        for index, work in enumerate(reading.works):
            self.works_of.setdefault(work.frame, []).append(index)
            if work.head and not reading.frames[work.frame].clause.heading:
                self.leads.append(index)
        self._carry()

    def bodies_in(self, frame: Frame, positions: tuple[int, ...]) -> tuple[int, ...]:
        """The bodies at skeleton positions, as indexes."""
        if not positions:
            return ()
        offsets = self.reading.bones.offsets
        found = (self.body_at.get(offsets[position]) for position in positions)
        return tuple(index for index in found if index is not None)

    def documents_in(self, low: int, high: int) -> tuple[int, ...]:
        """The documents between two skeleton positions, as indexes."""
        text, offsets = self.reading.bones.text, self.reading.bones.offsets
        found = (self.document_at.get(offsets[i]) for i in range(low, high) if text[i] in (DOCUMENT, LISTED))
        return tuple(index for index in found if index is not None)

    def bodies_between(self, low: int, high: int) -> tuple[int, ...]:
        """The bodies between two skeleton positions, as indexes."""
        text, offsets = self.reading.bones.text, self.reading.bones.offsets
        found: list[int] = []
        at = text.find(AGENCY, low, high)
        while at >= 0:
            index = self.body_at.get(offsets[at])
            if index is not None:
                found.append(index)
            at = text.find(AGENCY, at + 1, high)
        return tuple(found)

    def before(self, place: int) -> Iterator[int]:
        """The clauses before one in its sentence, as places of their frames, the nearest first."""
        frames = self.reading.frames
        for at in range(place - 1, -1, -1):
            if frames[at].clause.sentence != frames[place].clause.sentence:
                return
            yield at

    def sentence_start(self, place: int) -> int:
        """The text offset at which the sentence of a clause begins."""
        first = min(self.before(place), default=place)
        return self.reading.frames[first].clause.start

    def _carry(self) -> None:
        """Carry actors and followed documents from clause to clause of a sentence."""
        sentence = -1
        current: Actors | None = None
        documents: tuple[int, ...] = ()
        before, section = "", -1
        for frame in self.reading.frames:
            if frame.clause.sentence != sentence:
                same = frame.clause.section == section
                goes_on = before in ("；", ";") and same and current is not None and self._may_go_on(current)
                current = current.alone() if goes_on and current else None
                sentence, documents = frame.clause.sentence, ()
            before, section = frame.clause.after, frame.clause.section
            current, acting = self._acting(frame, current)
            self.actors.append(acting)
            followed = self._documents(frame)
            self.basis.append((*documents, *followed))
            if frame.basis_only:
                documents = (*documents, *followed)

    def _may_go_on(self, actors: Actors) -> bool:
        """True where the actors may go on acting behind a semicolon: a bureau does, a study group does not."""
        names = (
            self.reading.text[body.start : body.end] for body in map(self.reading.bodies.__getitem__, actors.bodies)
        )
        return not any(_ACTS_ONCE.search(name) for name in names)

    def _documents(self, frame: Frame) -> tuple[int, ...]:
        if not frame.basis:
            return ()
        offsets = self.reading.bones.offsets
        found = (self.document_at.get(offsets[position]) for position in frame.basis)
        return tuple(index for index in found if index is not None)

    def _acting(self, frame: Frame, current: Actors | None) -> tuple[Actors | None, Actors]:
        """The actors that later clauses inherit, and those of this clause."""
        if not (frame.subjects or frame.partners or frame.person):
            return current, current or Actors((), True, frame.clause.start)
        subjects = self.bodies_in(frame, frame.subjects)
        partners = self.bodies_in(frame, frame.partners)
        if subjects and current and self.reading.bones.text[frame.body_from : frame.clause.high] in _JOINS:
            current = Actors((*current.bodies, *subjects), current.issuer, current.since)
        elif subjects:
            named = self.reading.bodies[subjects[0]].start
            entrusted = self.reading.text[named - 1] == "由"  # 由ᴀ牵头: for this piece of work only
            current = Actors(subjects, False, named, () if entrusted else subjects)
        if frame.person:
            current = Actors((), False, frame.clause.start)
        base = current or Actors((), True, frame.clause.start)
        if not partners:
            return current, base
        since = min(base.since, self.reading.bodies[partners[0]].start)
        acting = Actors((*base.bodies, *partners), base.issuer, since, base.lead)
        return (acting if subjects else current), acting
