"""Extraction: a read report → its facts. Runs outline, mentions and relations, links names, and makes the facts."""

import hashlib
import logging
import re
from collections.abc import Iterable

from govgraph.confidence import confidence
from govgraph.defined import defined_bodies, defined_names, short_bodies
from govgraph.errors import FactError
from govgraph.facts import Basis, Entity, Evidence, FactBook, Mention, Relation, ReportFacts, ReportInfo
from govgraph.leftover import left_out
from govgraph.link import find_jurisdiction, full_name
from govgraph.link.jurisdiction import Jurisdiction
from govgraph.linking import Names
from govgraph.mentions.pipeline import read_mentions
from govgraph.mentions.planned import section_tones
from govgraph.mentions.reading import Reading, TableText
from govgraph.outline import outline
from govgraph.read import Report
from govgraph.relations import Link, relate
from govgraph.relations.model import Ref
from govgraph.signature import sender

log = logging.getLogger(__name__)
_OPENING = 1500  # code points of the body that may say whose report it is


def extract(report: Report) -> ReportFacts:
    """All facts of a report, each with its exact words.

    The same report gives the same facts, in the same order, on every run and machine.
    """
    here = jurisdiction_of(report)
    reading = read(report)
    links = relate(reading)
    defined = defined_bodies(report.text, reading.bodies) | defined_names(report.text, reading.titles)
    if here.township:
        defined = short_bodies(report.text, reading.bodies) | defined
    names = Names(reading, here, links, defined)
    return _Maker(report, reading, here, names).make(links)


def jurisdiction_of(report: Report) -> Jurisdiction:
    """Whose report it is, by title, header and opening."""
    header = {field.name: field.value for field in report.header}
    if sent_by := sender(report):
        header["sender"] = sent_by
    opening = report.text[report.body.start : report.body.start + _OPENING]
    return find_jurisdiction(report.title, header, opening)


def read(report: Report) -> Reading:
    """What the pipeline finds in a report, before names are linked."""
    reading = prepare(report)
    read_mentions(reading, spans=False)
    return reading


def prepare(report: Report) -> Reading:
    """A reading of a report in which nothing has been found yet: what `govgraph.mentions.pipeline` starts from."""
    sections = outline(report.text, report.body.start, report.body.end)
    year = report_year(report)
    return Reading(
        text=report.text,
        start=report.body.start,
        end=report.body.end,
        year=year,
        sections=sections,
        tones=section_tones(sections, year),
        header=tuple((f.start, f.end) for f in report.header if f.start >= 0 and f.name in ("publisher", "source")),
        asides=tuple((span.start, span.end) for span in report.set_aside),
        tables=tuple(
            TableText(t.start, t.end, tuple(tuple((c.start, c.end, c.header) for c in row) for row in t.rows))
            for t in report.tables
        ),
    )


_YEAR = re.compile(r"(20\d\d)(?=\s*年)|(?<!\d)(20\d\d)(?=年?度?法治)")
_HAN_YEAR = re.compile(r"二[〇○零oO0]([一二三四五六七八九〇○零])([一二三四五六七八九〇○零])年")


def report_year(report: Report) -> int:
    """The year a report is about: of its title, else the year before its date, else of its first sentence."""
    for words in (report.title, report.text[report.body.start : report.body.start + 200]):
        match = _YEAR.search(words)
        if match:
            return int(match.group(1) or match.group(2))
        han = _HAN_YEAR.search(words)
        if han:
            digits = "〇一二三四五六七八九"
            return 2000 + 10 * max(digits.find(han.group(1)), 0) + max(digits.find(han.group(2)), 0)
    dates = {field.name: field.value for field in report.header}
    match = re.search(r"20\d\d", dates.get("issuedDate") or dates.get("publishedDate") or "")
    return int(match.group()) - 1 if match else 0


class _Maker:
    """Makes the facts of one report: entities of all findings, then the relations between them."""

    def __init__(self, report: Report, reading: Reading, here: Jurisdiction, names: Names) -> None:
        self.report, self.reading, self.here, self.names = report, reading, here, names
        self.book = FactBook(report.text)
        body = report.text[report.body.start : report.body.end]
        self.id = f"{names.issuer_name}-{reading.year}-{hashlib.sha256(body.encode()).hexdigest()[:8]}"
        self.keys: dict[Ref, str] = {}
        self.evidence: dict[tuple[int, int], Evidence] = {}

    def make(self, links: Iterable[Link]) -> ReportFacts:
        self._issuer()
        self._bodies()
        self._documents()
        self._own()
        for link in links:
            self._relate(link)
        self._superiors()
        return self.book.finish(self._info(), self.reading.sections, left_out(self.reading), self.report.anchors)

    def _info(self) -> ReportInfo:
        report, here = self.report, self.here
        return ReportInfo(
            id=self.id,
            title=report.title,
            issuer=self.names.issuer_key,
            year=str(self.reading.year),
            place=full_name(here.place) if here.place else None,
            place_code=here.place.code or None if here.place else None,
            level=here.level,
            source=report.source.encode(errors="replace").decode(),  # a file name may hold bytes that are no text
            sha256=report.sha256,
            url=report.url,
            metadata=tuple((field.name, field.value) for field in report.header),
        )

    def _evidence(self, start: int, end: int) -> Evidence:
        known = self.evidence.get((start, end))
        if known is None:
            section = self.reading.sections[self.reading.section_at(start)].number
            known = self.evidence[start, end] = Evidence(start, end, self.reading.text[start:end], section)
        return known

    def _mention(self, key: str, start: int, end: int, rule: str, method: str = "exact") -> Mention:
        return Mention(key, self._evidence(start, end), rule, confidence(rule), method)

    def _issuer(self) -> None:
        span = self.report.title_span
        start, end = (span.start, span.end) if span else (self.report.body.start, self.report.body.start + 1)
        key = self.names.issuer_key
        entity = Entity(
            key,
            "agency",
            self.names.issuer_name,
            kind=self.here.issuer_kind,
            level=self.here.level,
            code=self.here.place.code or None if self.here.place else None,
        )
        mentions = [self._mention(key, start, end, "issuer-of-title", "issuer")] if end > start else []
        self.book.add_entity(entity, mentions)
        self.keys["issuer", 0] = key

    def _bodies(self) -> None:
        for index, body in enumerate(self.reading.bodies):
            named = self.names.bodies[index]
            if named is None:
                continue
            entity = Entity(
                named.key, "agency", named.name, kind=named.kind, level=named.level, group=body.group, code=named.code
            )
            self.book.add_entity(
                entity, [self._mention(named.key, body.start, body.end, f"agency-{body.rule}", named.method)]
            )
            self.keys["body", index] = named.key

    def _documents(self) -> None:
        for index, title in enumerate(self.reading.titles):
            named = self.names.documents[index]
            if named is None:
                continue
            entity = Entity(
                named.key,
                "instrument",
                named.canonical,
                kind=named.kind,
                level=named.level,
                year=named.year,
                number=title.number,
            )
            self.book.add_entity(
                entity, [self._mention(named.key, title.start, title.end, f"instrument-{title.rule}", named.method)]
            )
            self.keys["document", index] = named.key

    def _own(self) -> None:
        """Work, figures, recognitions and problems: each exists in this report only."""
        reading = self.reading
        for index, work in enumerate(reading.works):
            status = "planned" if work.planned else "done"
            rule = f"initiative-{work.rule}"
            self._add(("work", index), work.start, work.end, rule, "initiative", status=status, head=work.head)
        for index, figure in enumerate(reading.figures):
            values = {
                name: getattr(figure, name) for name in ("indicator", "value", "unit", "approx", "period", "role")
            }
            number = reading.numbers[figure.number] if figure.number >= 0 else None
            at = f"-{number.start}" if number else ""
            suffix = f"{at}-{figure.value}"
            self._add(
                ("figure", index),
                figure.start,
                figure.end,
                "figure-measure" if number else "figure-table",
                "figure",
                suffix,
                **values,
            )
        for index, honour in enumerate(reading.honours):
            rule = f"recognition-{honour.kind}"
            self._add(("honour", index), honour.start, honour.end, rule, "recognition", kind=honour.kind)
        for index, problem in enumerate(reading.problems):
            self._add(("problem", index), problem.start, problem.end, "problem-deficiency", "problem")

    def _add(self, ref: Ref, start: int, end: int, rule: str, type_: str, suffix: str = "", **fields: object) -> None:
        key = f"report/{self.id}/{type_}/{start}-{end}{suffix}"
        entity = Entity(key, type_, self.reading.text[start:end], **fields)  # type: ignore[arg-type]
        self.book.add_entity(entity, [self._mention(key, start, end, rule)])
        self.keys[ref] = key

    def _relate(self, link: Link) -> None:
        subject, object_ = self.keys.get(link.subject), self.keys.get(link.object)
        if subject is None or object_ is None or subject == object_:
            return
        if link.predicate == "achievedBy" and object_ == self.names.issuer_key:
            return
        self._add_relation(subject, link.predicate, object_, link.start, link.end, link.rule, link.basis)

    def _add_relation(
        self, subject: str, predicate: str, object_: str, start: int, end: int, rule: str, basis: Basis
    ) -> None:
        name = f"{predicate}-{rule}"
        relation = Relation(subject, predicate, object_, self._evidence(start, end), name, confidence(name), basis)
        try:
            self.book.add_relation(relation)
        except FactError as error:
            log.debug("refused: %s", error)

    def _superiors(self) -> None:
        """subordinateTo where a body's full name opens with the full name of another body of the report."""
        for index, superior in self.names.superiors():
            body = self.reading.bodies[index]
            key = self.keys["body", index]
            if key != superior:
                self._add_relation(
                    key, "subordinateTo", superior, body.start, body.end, "superior-in-name", Basis.REFERENCE
                )
