"""The annotation guide's JSON lines, read back from nothing but the triples of a graph.

A thing named several times gives one line for each wording and section; the body whose report it is gives the line
``ISSUER`` besides. Ids count up in text order: A1 (agencies), L1 (instruments), I1, F1, R1, P1, and r1 (relations).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from govgraph.facts import ANCHOR_KINDS, Basis
from govgraph.graph import terms
from govgraph.graph.terms import Literal, Node, Triple, code_of, gov

Line = dict[str, Any]
Index = dict[str, dict[str, list[Node]]]

_LETTERS = {"agency": "A", "instrument": "L", "initiative": "I", "figure": "F", "recognition": "R", "problem": "P"}
_TYPES = {iri: name for name, iri in terms.CLASSES.items()}


def read_graph(path: Path) -> list[Triple]:
    """The triples of a Turtle file, sorted.

    Raises InputError where the file cannot be read or is no Turtle.
    """
    from rdflib import Literal as RdfLiteral  # noqa: PLC0415 - a build does not read graphs, and rdflib costs 0.1 s

    from govgraph.graph.load import load_graphs  # noqa: PLC0415

    triples: list[Triple] = []
    for subject, predicate, node in load_graphs([path]):
        if isinstance(node, RdfLiteral):
            object_: Node = Literal(str(node), str(node.datatype) if node.datatype else None, node.language)
        else:
            object_ = str(node)
        triples.append((str(subject), str(predicate), object_))
    return sorted(triples, key=repr)


def fact_lines(triples: Iterable[Triple]) -> list[Line]:
    """One dict for each line of the guide, reports in the order of their IRIs, entities before relations.

    Where the graph holds several reports each line has the report's id in `report`, and ids start with it.
    """
    index: Index = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in triples:
        index[subject][predicate].append(object_)
    reports = sorted(node for node, said in index.items() if terms.REPORT in said.get(terms.TYPE, ()))
    words = _all_words(index, set(reports))
    lines: list[Line] = []
    for report in reports:
        found = _ReportLines(index, report, {node: said for node, said in words.items() if said.report == report})
        if len(reports) == 1:
            lines += found.lines
        else:
            lines += _prefixed(found.lines, report.rpartition("/")[2])
    return lines


@dataclass(frozen=True, slots=True)
class _Words:
    start: int
    quote: str
    section: str
    report: str
    rule: str | None
    anchor: Line

    @property
    def end(self) -> int:
        return self.start + len(self.quote)


def _first(said: dict[str, list[Node]], predicate: str) -> Node | None:
    values = said.get(predicate)
    return values[0] if values else None


def _text(said: dict[str, list[Node]], predicate: str) -> str | None:
    value = _first(said, predicate)
    return value.value if isinstance(value, Literal) else value


def _code(said: dict[str, list[Node]], name: str) -> str | None:
    value = _first(said, gov(name))
    return code_of(value) if isinstance(value, str) else None


def _number(text: str | None) -> int | float | None:
    if text is None:
        return None
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else float(value)


def _all_words(index: Index, reports: set[str]) -> dict[str, _Words]:
    """Every evidence node with the number of its section and its report."""
    found: dict[str, _Words] = {}
    places: dict[str, tuple[str, str]] = {}
    for node, said in list(index.items()):
        quote = _text(said, gov("quote"))
        section = _first(said, gov("section"))
        if quote is None or not isinstance(section, str):
            continue
        if section not in places:
            places[section] = (_text(index[section], terms.IDENTIFIER) or "", _report_of(index, section, reports))
        number, report = places[section]
        start = int(_text(said, gov("start")) or 0)
        anchor: Line = {kind: _number(_text(said, gov(kind))) for kind in ANCHOR_KINDS if gov(kind) in said}
        found[node] = _Words(start, quote, number, report, _text(said, gov("rule")), anchor)
    return found


def _report_of(index: Index, section: str, reports: set[str]) -> str:
    """The report above a section; a section that the outline does not know hangs on the report in its IRI."""
    above: str | None = section
    while above is not None and above not in reports:
        above = _text(index[above], terms.PART_OF)
    return above or section.partition("/section/")[0]


def _prefixed(lines: list[Line], report: str) -> list[Line]:
    ids = ("id", "subject", "object")
    return [
        {key: f"{report}:{value}" if key in ids else value for key, value in line.items()} | {"report": report}
        for line in lines
    ]


class _ReportLines:
    """The lines of one report, with the ids that its relations refer to."""

    def __init__(self, index: Index, report: str, words: dict[str, _Words]) -> None:
        self._index = index
        self._words = words
        self._issuer = _text(index[report], terms.CREATOR) or ""
        self._named: dict[str, list[tuple[_Words, str]]] = defaultdict(list)
        self._relations = 0
        self.lines: list[Line] = []
        self._add_issuer()
        self._add_entities()
        self._add_relations()

    def _add_issuer(self) -> None:
        if self._issuer:
            line = {"id": "ISSUER", "type": "agency", "section": "0", "quote": None}
            self.lines.append(line | _details("agency", self._index[self._issuer]))

    def _add_entities(self) -> None:
        by_type: dict[str, list[tuple[_Words, str]]] = {name: [] for name in _LETTERS}
        for entity, said in list(self._index.items()):
            name = _TYPES.get(_text(said, terms.TYPE) or "")
            if name:
                by_type[name] += ((words, entity) for words in self._wordings(said))
        for name, mentions in by_type.items():
            mentions.sort(key=lambda mention: (mention[0].start, mention[0].end, mention[1]))
            for number, (words, entity) in enumerate(mentions, 1):
                key = f"{_LETTERS[name]}{number}"
                self._named[entity].append((words, key))
                line = {"id": key, "type": name, "section": words.section, "quote": words.quote}
                self.lines.append(line | _details(name, self._index[entity]) | self._source(words, words.rule))

    def _wordings(self, said: dict[str, list[Node]]) -> list[_Words]:
        """The first place of each wording in each section, the title that names the issuer left aside."""
        first: dict[tuple[str, str], _Words] = {}
        for node in said.get(gov("evidence"), ()):
            words = self._words.get(node) if isinstance(node, str) else None
            if words is None or _text(self._index[words.rule or ""], gov("method")) == "issuer":
                continue
            known = first.get((words.quote, words.section))
            if known is None or words.start < known.start:
                first[words.quote, words.section] = words
        return list(first.values())

    def _add_relations(self) -> None:
        found = []
        for said in list(self._index.values()):
            words = self._words.get(_text(said, gov("evidence")) or "") if terms.SUBJECT in said else None
            if words is not None:
                rule = _text(said, gov("rule")) or ""
                predicate = (_text(self._index[rule], gov("predicate")) or "").rpartition("#")[2]
                subject, object_ = (_text(said, role) or "" for role in (terms.SUBJECT, terms.OBJECT))
                found.append((words.start, words.end, predicate, subject, object_, rule, words))
        for *_, predicate, subject, object_, rule, words in sorted(found, key=lambda item: item[:5]):
            self._add_relation(predicate, (subject, object_), rule, words)

    def _add_relation(self, predicate: str, ends: tuple[str, str], rule: str, words: _Words) -> None:
        basis = _code(self._index[rule], "basis") or ""
        object_id = "ISSUER" if basis == Basis.LEFT_OUT and ends[1] == self._issuer else self._id(ends[1], words)
        subject_id = self._id(ends[0], words)
        if subject_id is None or object_id is None:  # of a thing that the report implies and never names
            return
        self._relations += 1
        line = {"id": f"r{self._relations}", "type": "relation", "section": words.section, "predicate": predicate}
        line |= {"subject": subject_id, "object": object_id, "evidence": words.quote}
        self.lines.append(line | self._source(words, rule) | {"basis": basis})

    def _id(self, entity: str, words: _Words) -> str | None:
        """The line of a relation's argument: within the evidence, else in its section, else the first."""
        lines = self._named.get(entity)
        if not lines:
            return "ISSUER" if entity == self._issuer else None

        def distance(line: tuple[_Words, str]) -> tuple[bool, bool, int]:
            place = line[0]
            inside = words.start <= place.start and place.end <= words.end
            return not inside, place.section != words.section, place.start

        return min(lines, key=distance)[1]

    def _source(self, words: _Words, rule: str | None) -> Line:
        said = self._index[rule or ""]
        confidence = float(_text(said, gov("confidence")) or 0)
        place = {"start": words.start, "end": words.end, **words.anchor}
        return {**place, "rule": _text(said, terms.IDENTIFIER), "confidence": confidence}


def _details(name: str, said: dict[str, list[Node]]) -> Line:
    """The fields that the guide gives a type."""
    match name:
        case "agency":
            group = _text(said, gov("group")) == "true"
            return {"canonical": _text(said, terms.LABEL), "kind": _code(said, "kind"), "group": group}
        case "instrument":
            codes = {"kind": _code(said, "kind"), "level": _code(said, "level")}
            return {"canonical": _text(said, terms.LABEL)} | codes
        case "initiative":
            head = {"head": True} if _text(said, gov("head")) == "true" else {}
            return {"status": _code(said, "status")} | head
        case "figure":
            return _figure(said)
        case "recognition":
            return {"kind": _code(said, "kind")}
    return {}


def _figure(said: dict[str, list[Node]]) -> Line:
    return {
        "indicator": _text(said, gov("indicator")),
        "value": _number(_text(said, gov("value"))),
        "unit": _text(said, gov("unit")),
        "approx": _code(said, "approx"),
        "period": _text(said, gov("year")) or _text(said, gov("period")),
    }
