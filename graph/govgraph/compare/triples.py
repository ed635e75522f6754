"""A graph as the rows that a comparison needs, the same as the analytics tables give of a build.

A graph file is a union of reports; which report says what is read from its words, whose sections belong to a report.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from govgraph.facts import PREDICATES
from govgraph.graph import terms
from govgraph.graph.terms import Literal, Node, Triple, code_of, gov
from govgraph.indicators.concepts import normalise
from govgraph.tables.schema import Row

_TYPES = {iri: name for name, iri in terms.CLASSES.items()}
_PREDICATES = {gov(name): name for name in PREDICATES}


def graph_rows(triples: Iterable[Triple]) -> dict[str, list[Row]]:
    """Rows of the tables reports, sections, entities, relations and figures, with the columns that are compared."""
    return _Graph(triples).rows()


class _Graph:
    def __init__(self, triples: Iterable[Triple]) -> None:
        self._said: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, node in triples:
            self._said[subject][predicate].append(node)
        self._nodes = sorted(self._said)
        self._reports = {node: node.rpartition("/")[2] for node in self._nodes if self._is(node, terms.REPORT)}
        self._words = dict(self._all_words())

    def rows(self) -> dict[str, list[Row]]:
        relations = sorted(self._relations(), key=lambda row: (str(row["report"]), row["start"], str(row)))
        return {
            "reports": [self._report(node) for node in self._reports],
            "sections": list(self._sections()),
            "entities": list(self._entities()),
            "relations": relations,
            "figures": list(self._figures(relations)),
        }

    def _report(self, node: str) -> Row:
        place = self._text(node, terms.SPATIAL)
        issuer = self._text(node, terms.CREATOR)
        return {
            "report": self._reports[node],
            "title": self._text(node, terms.TITLE),
            "issuer": self._text(issuer or "", terms.LABEL),
            "issuer_iri": issuer,
            "year": _year(self._text(node, gov("year"))),
            "place": self._text(place or "", terms.LABEL),
            "place_code": self._text(place or "", gov("placeCode")),
            "source": self._text(node, gov("file")),
        }

    def _sections(self) -> Iterator[Row]:
        for node in self._nodes:
            if self._is(node, terms.SECTION):
                yield {
                    "report": self._report_of(node),
                    "section": self._text(node, terms.IDENTIFIER),
                    "heading": self._text(node, terms.TITLE),
                }

    def _entities(self) -> Iterator[Row]:
        """One row a report and entity that it names; what it only implies has no words and no row."""
        for node in self._nodes:
            type_ = self._type(node)
            if type_ is None:
                continue
            first: dict[str, Row] = {}
            for words in self._evidence(node):
                first.setdefault(str(words["report"]), words)
            for words in first.values():
                yield {
                    "entity": node,
                    "type": type_,
                    "name": self._text(node, terms.LABEL),
                    "kind": self._code(node, "kind"),
                    "level": self._code(node, "level"),
                    "head": self._text(node, gov("head")) == "true",
                    "status": self._code(node, "status"),
                    "year": _year(self._text(node, gov("year"))),
                    **words,
                }

    def _figures(self, relations: Iterable[Row]) -> Iterator[Row]:
        work: dict[Node, Row] = {}
        owner: dict[Node, Row] = {}
        for row in relations:
            if row["predicate"] == "hasOutcome":
                work.setdefault(str(row["object"]), row)
            elif row["predicate"] == "achievedBy":
                owner.setdefault(str(row["subject"]), row)
        issuers = {
            id_: self._text(self._text(node, terms.CREATOR) or "", terms.LABEL) for node, id_ in self._reports.items()
        }
        for node in self._nodes:
            if self._type(node) != "figure":
                continue
            indicator, unit = self._text(node, gov("indicator")), self._text(node, gov("unit"))
            meaning = normalise(indicator, unit)
            for words in self._evidence(node)[:1]:
                yield {
                    "entity": node,
                    "indicator": indicator,
                    "concept": meaning.concept if meaning else None,
                    "value_text": self._text(node, gov("value")),
                    "unit": unit,
                    "qualifier": self._code(node, "approx"),
                    "role": self._code(node, "role"),
                    "period": self._text(node, gov("year")) or self._text(node, gov("period")),
                    "achieved_by": owner[node]["object_name"] if node in owner else issuers.get(str(words["report"])),
                    "initiative": work[node]["subject_name"] if node in work else None,
                    **words,
                }

    def _relations(self) -> Iterator[Row]:
        for node in self._nodes:
            subject, object_ = self._text(node, terms.SUBJECT), self._text(node, terms.OBJECT)
            predicate = _PREDICATES.get(self._text(self._text(node, gov("rule")) or "", gov("predicate")) or "")
            if not (subject and object_ and predicate):
                continue
            for words in self._evidence(node)[:1]:
                yield {
                    "subject": subject,
                    "subject_name": self._text(subject, terms.LABEL),
                    "predicate": predicate,
                    "object": object_,
                    "object_name": self._text(object_, terms.LABEL),
                    **words,
                }

    def _all_words(self) -> Iterator[tuple[str, Row]]:
        for node in self._nodes:
            section = self._text(node, gov("section"))
            if section and gov("quote") in self._said[node]:
                yield (
                    node,
                    {
                        "report": self._report_of(section),
                        "quote": self._text(node, gov("quote")),
                        "start": int(self._text(node, gov("start")) or 0),
                        "section": self._text(section, terms.IDENTIFIER) or "",
                    },
                )

    def _evidence(self, node: str) -> list[Row]:
        """The words that a thing or statement rests on, in the order of the text."""
        found = (self._words.get(str(words)) for words in self._get(node, gov("evidence")))
        return sorted((words for words in found if words), key=lambda row: (str(row["report"]), row["start"]))

    def _report_of(self, section: str) -> str:
        report = self._text(section, gov("report")) or section.partition("/section/")[0]
        return self._reports.get(report, report)

    def _is(self, node: str, class_: str) -> bool:
        return class_ in self._get(node, terms.TYPE)

    def _type(self, node: str) -> str | None:
        return next((_TYPES[str(kind)] for kind in self._get(node, terms.TYPE) if str(kind) in _TYPES), None)

    def _code(self, node: str, name: str) -> str | None:
        value = self._text(node, gov(name))
        return code_of(value) if value else None

    def _get(self, node: str, predicate: str) -> list[Node]:
        said = self._said.get(node)
        return said.get(predicate, []) if said else []

    def _text(self, node: str, predicate: str) -> str | None:
        value = next(iter(self._get(node, predicate)), None)
        return value.value if isinstance(value, Literal) else value


def _year(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
