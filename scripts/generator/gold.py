"""A report → the facts in it as lines of gold, as the annotation guide defines them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from generator.compose import Block, Report
from generator.issuers import Body, resolve
from generator.sentence import Mark

Line = dict[str, Any]
_ISSUER = "ISSUER"
_WORK = ("I", "H")


def gold_lines(report: Report) -> list[Line]:
    """The lines of a report: its issuer, then per section bodies, documents, work and the rest, then relations."""
    book = _Book(report)
    for block in (Block("0", report.title), *report.header, *report.blocks):
        book.add(block)
    last = report.blocks[-1].section.split(".")[0]
    for block in report.closing:
        book.add(Block(last, block.sentence))
    book.superiors()
    return [*book.lines, *book.relations]


@dataclass(slots=True)
class _Book:
    """Lines so far, and what is looked up in them."""

    report: Report
    lines: list[Line] = field(default_factory=list)
    relations: list[Line] = field(default_factory=list)
    known: dict[tuple[str, str, str], str] = field(default_factory=dict)  # letter, quote, section → id
    bodies: dict[str, str] = field(default_factory=dict)  # canonical name → id of the first mention
    heads: dict[str, list[Line]] = field(default_factory=dict)  # section → headed work
    problems: dict[str, str] = field(default_factory=dict)
    children: dict[str, tuple[Body, str]] = field(default_factory=dict)  # quote → body with a superior, its id
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        body = self.report.issuer.body
        self.lines.append(
            {"id": _ISSUER, "type": "agency", "section": "0", "quote": None, "canonical": body.canonical}
            | {"kind": body.kind, "group": False}
        )

    def add(self, block: Block) -> None:
        """All facts of one block."""
        marks = block.sentence.marks
        if not marks:
            return
        text = block.sentence.text
        ids = {mark: self._line(mark, block, text[mark.start : mark.end]) for mark in marks if mark.kind not in "!N"}
        for mark in marks:
            if mark.kind == "H":
                self.relate("carriedOutBy", ids[mark], _ISSUER, block, (mark, mark), optional=mark.optional)
        for scope in range(max(mark.scope for mark in marks) + 1):
            _Scope(self, block, [mark for mark in marks if mark.scope == scope], ids).relate()

    def superiors(self) -> None:
        """Bodies whose names show that they belong to another body that the report names."""
        for quote, (body, id_) in self.children.items():
            for parent, optional in _parents(body.parent):
                above = self._above(parent)
                if above:
                    self._relation("subordinateTo", id_, above, self._section(id_), quote, optional=optional)

    def _above(self, key: str) -> str | None:
        if key == "self.self":
            return _ISSUER
        body = resolve(self.report.issuer, key, Random(0))
        return self.bodies.get(body.canonical) if body else None

    def _section(self, id_: str) -> str:
        return str(next(line["section"] for line in self.lines if line["id"] == id_))

    def _line(self, mark: Mark, block: Block, quote: str) -> str:
        """The id of a mark's line, which is new unless a body or document is named again in its section."""
        letter = {"@": "A", "%": "L", "H": "I"}.get(mark.kind, mark.kind)
        key = (letter, quote, block.section)
        if letter in "AL" and key in self.known:
            return self.known[key]
        self.counts[letter] = self.counts.get(letter, 0) + 1
        line: Line = {"id": f"{letter}{self.counts[letter]}", "type": "", "section": block.section, "quote": quote}
        line |= self._fields(mark, block)
        if mark.optional:
            line["optional"] = True
        self.lines.append(line)
        self.known[key] = id_ = str(line["id"])
        if mark.body is not None:
            self.bodies.setdefault(mark.body.canonical, id_)
            if mark.body.parent:
                self.children.setdefault(quote, (mark.body, id_))
        elif mark.kind == "H":
            self.heads.setdefault(block.section, []).append(line)
        elif mark.kind == "P":
            self.problems[mark.words] = id_
        return id_

    def _fields(self, mark: Mark, block: Block) -> Line:
        """What a line says beyond its quote."""
        match mark.kind:
            case "@":
                assert mark.body
                body = mark.body
                return {"type": "agency", "canonical": body.canonical, "kind": body.kind, "group": body.group}
            case "%":
                assert mark.document
                document = mark.document
                kind, level = document.kind, document.level
                return {"type": "instrument", "canonical": document.canonical, "kind": kind, "level": level}
            case "I" | "H":
                return {"type": "initiative", "status": block.status, "head": mark.kind == "H"}
            case "F":
                assert mark.number
                number = mark.number
                value = float(number.value) if "." in number.value else int(number.value)
                period = str(self.report.year + (block.status == "planned"))
                said = {"indicator": mark.words, "value": value, "unit": number.unit, "approx": number.approx}
                return {"type": "figure", **said, "period": period}
            case "R":
                return {"type": "recognition", "kind": mark.words}
            case _:
                return {"type": "problem"}

    def relate(
        self, predicate: str, subject: str, object_: str, block: Block, ends: Sequence[Mark], *, optional: bool = False
    ) -> None:
        """A relation whose evidence runs from the first to the last of its ends."""
        text = block.sentence.text
        evidence = text[min(mark.start for mark in ends) : max(mark.end for mark in ends)]
        self._relation(predicate, subject, object_, block.section, evidence, optional=optional)

    def _relation(
        self, predicate: str, subject: str, object_: str, section: str, evidence: str, *, optional: bool
    ) -> None:
        line: Line = {"id": f"r{len(self.relations) + 1}", "type": "relation", "section": section}
        line |= {"predicate": predicate, "subject": subject, "object": object_, "evidence": evidence}
        self.relations.append(line | {"optional": True} if optional else line)

    def deepest_heads(self, section: str) -> Sequence[Line]:
        """The headed work of the deepest section above or at a number."""
        while section not in self.heads:
            if "." not in section:
                return ()
            section = section.rpartition(".")[0]
        return self.heads[section]


@dataclass(slots=True)
class _Scope:
    """The marks of one scope of a sentence, and the relations that its grammar states."""

    book: _Book
    block: Block
    marks: Sequence[Mark]
    ids: Mapping[Mark, str]

    def relate(self) -> None:
        """All relations of the scope."""
        work = self._of("I")
        for mark in work:
            self._work(mark)
        for mark in self._of("F"):
            self._figure(mark, work)
        self._documents(work)
        self._targets(work)
        for mark in self._of("R"):
            for body in self._bodies("giver"):
                self._say("awardedBy", mark, body)
            for body in self._bodies("winner"):
                self._achieved(mark, body, optional=False)
        self._addressed(work)

    def _of(self, kind: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == kind]

    def _bodies(self, *roles: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == "@" and mark.role in roles]

    def _say(self, predicate: str, subject: Mark, object_: Mark, *, optional: bool = False) -> None:
        optional = optional or subject.optional or object_.optional
        ends = (subject, object_)
        self.book.relate(predicate, self.ids[subject], self.ids[object_], self.block, ends, optional=optional)

    def _work(self, mark: Mark) -> None:
        doers = self._bodies("by", "with")
        for body in doers:
            self._say("carriedOutBy", mark, body)
        leading = self._bodies("by")
        if not leading and not self._of("N"):  # the issuer is left out: it acts, with those that take part
            self.book.relate("carriedOutBy", self.ids[mark], _ISSUER, self.block, (mark, mark), optional=mark.optional)
        heads = self.book.deepest_heads(self.block.section)
        for head in heads:
            optional = mark.optional or len(heads) > 1 or bool(head.get("optional"))
            self.book.relate("partOf", self.ids[mark], head["id"], self.block, (mark, mark), optional=optional)

    def _figure(self, mark: Mark, work: Sequence[Mark]) -> None:
        """A figure is the outcome of the work around it or the last before it; optional work in it may have it too."""
        inside = [item for item in work if mark.start <= item.start and item.end <= mark.end]
        around = [item for item in work if item.start <= mark.start and mark.end <= item.end]
        before = [item for item in work if item.end <= mark.start or item in inside or item in around]
        own = [item for item in before if not item.optional][-1:]
        loose = [item for item in inside if item.optional] or [item for item in before if item.optional][-1:]
        for item in own:
            self._say("hasOutcome", item, mark, optional=bool(set(loose) & set(inside)))
        for item in loose:
            self._say("hasOutcome", item, mark, optional=True)
        if not work:
            for head in self.book.deepest_heads(self.block.section):
                self.book.relate("hasOutcome", head["id"], self.ids[mark], self.block, (mark, mark), optional=True)
        # Whose a share, a change or an aim is, careful annotators do not agree on: the guide's own gold has both.
        loose_result = bool(mark.number and (mark.number.words or mark.number.unit == "%"))
        for body in self._bodies("by", "with"):
            optional = loose_result or body.role == "with" or self.block.status == "planned"
            self._achieved(mark, body, optional=optional)

    def _achieved(self, mark: Mark, body: Mark, *, optional: bool) -> None:
        """Whose result it is, where that is not the issuer."""
        assert body.body
        if body.body.canonical != self.book.report.issuer.body.canonical:
            self._say("achievedBy", mark, body, optional=optional)

    def _documents(self, work: Sequence[Mark]) -> None:
        documents = self._of("%")
        bases = [mark for mark in documents if mark.role == "on"]
        for out in (mark for mark in documents if mark.role == "out"):
            for body in self._bodies("by", "with"):
                self._say("issuedBy", out, body)
            if not self._bodies("by"):
                self.book.relate("issuedBy", self.ids[out], _ISSUER, self.block, (out, out), optional=out.optional)
            nested = [mark for mark in documents if mark.role == "nested"]
            for base in dict.fromkeys((*bases, *nested)):
                if self.ids[base] != self.ids[out]:
                    self._say("implements", out, base)
        for issued in (mark for mark in documents if mark.role == "issued"):
            for body in self._bodies("issuer"):
                self._say("issuedBy", issued, body)
        first = [mark for mark in work if not mark.optional][:1]
        for base in bases:
            for mark in work:
                self._say("basedOn", mark, base, optional=mark not in first)

    def _targets(self, work: Sequence[Mark]) -> None:
        """A target belongs to the work around it, or else to the next work."""
        for body in self._bodies("to"):
            around = [item for item in work if item.start <= body.start and body.end <= item.end]
            after = [item for item in work if item.start >= body.end]
            for item in (around or after)[:1]:
                self._say("targets", item, body)

    def _addressed(self, work: Sequence[Mark]) -> None:
        for problem in self._of("!"):
            for item in work[:1]:
                id_ = self.book.problems[problem.words]
                self.book.relate("addresses", self.ids[item], id_, self.block, (problem, item), optional=item.optional)


def _parents(key: str) -> Iterator[tuple[str, bool]]:
    """The keys of a body's superiors, and whether a careful annotator may leave one out: an office of a Party
    committee's commission belongs to the commission, and so to the committee.
    """
    yield key, key in ("self.self", "up.justice")
    if key.endswith("rolc"):
        yield f"{key.removesuffix('rolc')}party", True
