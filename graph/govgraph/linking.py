"""Names of one report: every mention of a body or document with the one name and key it is linked to."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from govgraph.facts import Basis
from govgraph.link import link_body, link_document
from govgraph.link.documents import DocumentLink
from govgraph.link.fold import fold, without_marks
from govgraph.link.jurisdiction import Jurisdiction
from govgraph.link.official import official_body, official_name
from govgraph.mentions.reading import Reading
from govgraph.relations.model import Link


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body as linked: key of its node, official name, name in full, kind, level, place code, how it was linked."""

    key: str
    name: str
    canonical: str
    kind: str
    level: str
    code: str | None
    method: str
    parent: str | None  # canonical name of its superior, where the name does not open with it


_PARTY = re.compile("(?:党委|党工委|委)$")
_STATE = "agency/中华人民共和国"


class Names:
    """The links of all bodies and documents of a reading; None where linking says that a mention is none."""

    def __init__(self, reading: Reading, here: Jurisdiction, links: Iterable[Link], defined: Mapping[str, str]) -> None:
        """Link all of them; `links` say who issued which document, `defined` what short titles stand for."""
        self.reading, self.here = reading, here
        self.issuer_name = official_name(here.issuer)
        self.issuer_key = f"agency/{here.issuer_key}"
        self.bodies = [self._body(index, defined) for index in range(len(reading.bodies))]
        issuers = self._issuers(links)
        self.documents = [self._document(index, issuers, defined) for index in range(len(reading.titles))]

    def superiors(self) -> Iterator[tuple[int, str]]:
        """(body, key of its superior): the report's body with the longest full name that opens its own."""
        keys = {
            named.key for body, named in zip(self.reading.bodies, self.bodies, strict=True) if named and not body.group
        }
        ordered = sorted(keys | {self.issuer_key}, key=lambda key: (-len(key), key))
        opens = {form: key for key in reversed(ordered) for form in (key, key.replace(_STATE, "agency/"))}
        surfaces = {
            self.reading.text[b.start : b.end]: named.key
            for b, named in zip(self.reading.bodies, self.bodies, strict=True)
            if named and not b.group
        }
        above: dict[str, str | None] = {}
        for index, named in enumerate(self.bodies):
            if named is None:
                continue
            if named.key not in above:
                openings = (named.key[:cut] for cut in range(len(named.key) - 1, len("agency/"), -1))
                above[named.key] = next((opens[opening] for opening in openings if opening in opens), None)
            superior = above[named.key]
            if superior == self.issuer_key and not named.canonical.startswith(self.here.issuer):
                superior = None  # a group told by the report that names it
            if superior is None and self.here.township and named.parent == self.here.issuer:
                superior = self._of_township(index)
            if superior and superior != named.key:
                yield index, superior
            elif self.reading.bodies[index].group:
                yield from self._of_group(index, surfaces)

    def _of_township(self, index: int) -> str | None:
        """街道综治中心 stands under the sub-district that the report calls 街道."""
        body = self.reading.bodies[index]
        words = self.reading.text[body.start : body.end]
        own = (
            self.reading.text[b.start : b.end]
            for b, named in zip(self.reading.bodies, self.bodies, strict=True)
            if named and named.key == self.issuer_key
        )
        return self.issuer_key if any(words.startswith(name) and words != name for name in own) else None

    def _of_group(self, index: int, surfaces: Mapping[str, str]) -> Iterator[tuple[int, str]]:
        """区政府部门 stands under 区政府 where the report names it too."""
        body = self.reading.bodies[index]
        words = self.reading.text[body.start : body.end]
        for length in range(len(words) - 1, 2, -1):
            if words[:length] in surfaces:
                yield index, surfaces[words[:length]]
                return

    def _body(self, index: int, defined: Mapping[str, str]) -> NamedBody | None:
        body = self.reading.bodies[index]
        surface = self.reading.text[body.start : body.end]
        if body.rule == "shared-unit":
            before = self.reading.bodies[index - 1]
            surface = _PARTY.sub("", self.reading.text[before.start : before.end]) + surface
        link = link_body(surface, self.here, known=defined or None)
        if link.method == "none":
            return None
        name, key = official_body(link, self.here.township), f"agency/{link.key}"
        if body.group or body.kind == "taskforce":
            area = self.here.area
            own = link.key if link.key.startswith((area, self.here.issuer_key)) else f"{area}{link.key}"
            key = f"agency/{own}"
        return NamedBody(
            key, name, link.canonical, body.kind or link.kind, link.level, link.code, link.method, link.parent
        )

    def _issuers(self, links: Iterable[Link]) -> dict[str, str]:
        """Folded title → canonical name of the body that issued it, where the report says so or leaves it out."""
        found: dict[str, str] = {}
        for link in links:
            if link.predicate != "issuedBy":
                continue
            title = fold(without_marks(self.reading.titles[link.subject[1]].words))
            if link.object[0] == "issuer":
                found.setdefault(title, self.here.issuer)
            else:
                body = self.bodies[link.object[1]]
                if body and link.basis is Basis.STATED:
                    found.setdefault(title, body.canonical)
        return found

    def _document(self, index: int, issuers: Mapping[str, str], defined: Mapping[str, str]) -> DocumentLink | None:
        title = self.reading.titles[index]
        if title.reason is not None:
            return None
        words = title.canonical or title.words
        issuer = issuers.get(fold(without_marks(defined.get(words, words))))
        return link_document(words, self.here, self.reading.year, issuer=issuer, known=defined or None)
