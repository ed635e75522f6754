"""Facts against gold: precision, recall and F1 per type and predicate, by the rules of the annotation guide.

- agency: exact surface, each distinct surface once; `linked` = share of the found ones whose canonical name is right
- instrument: exact canonical title or exact surface, each distinct document once
- figure: same value and unit, quotes overlapping; `indicator` = share of found ones whose indicator overlaps by half
- initiative, recognition, problem: one to one, quotes overlapping by half
- relation: same predicate between matched subject and matched object; also one row per predicate
- macro: mean F1 over the six types other than problem
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from govgraph.evaluate.matching import Line, Match, Row, Tally, match_named, match_pairs
from govgraph.evaluate.text import body_name, document_title, near, normal, number, overlap

ISSUER = "ISSUER"  # the id of the body whose report it is
TYPES = ("agency", "instrument", "figure", "initiative", "recognition", "problem", "relation")
MACRO_TYPES = tuple(kind for kind in TYPES if kind != "problem")
_SPAN_TYPES = ("initiative", "recognition", "problem")
_Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Facts laid beside the gold: the tally and match of each type, and the rows of figures made from them."""

    rows: dict[str, Row]
    tallies: dict[str, Tally]
    matches: dict[str, Match]

    @property
    def right(self) -> frozenset[str]:
        """Ids of the facts that answer a gold line, required or optional."""
        return frozenset().union(*(tally.right for tally in self.tallies.values()))


@dataclass(frozen=True, slots=True)
class _Ends:
    """What a relation's ends stand for, so that two ids for one body or one document are the same end."""

    gold: dict[str, str]
    facts: dict[str, str] = field(default_factory=dict)

    def of_gold(self, line: Line) -> _Triple:
        return line["predicate"], *(self.gold.get(line[end]) or line[end] for end in ("subject", "object"))

    def of_fact(self, line: Line) -> _Triple:
        return line["predicate"], *(self.facts.get(line[end], f"?{line[end]}") for end in ("subject", "object"))


def score(gold: Sequence[Line], facts: Sequence[Line]) -> dict[str, Row]:
    """Rows of figures by type, predicate (indented by two spaces) and `macro`; lines as the guide defines them.

    A row holds precision, recall and f1 (0 to 1) and the counts tp, predicted and gold; agency also `linked`, figure
    also `indicator`.
    """
    return compare(gold, facts).rows


def errors(gold: Sequence[Line], facts: Sequence[Line], kind: str) -> list[str]:
    """What was missed (``- [1.2] quote``) and what was wrong (``+ [1.2] quote``) of one type, in file order."""
    tally = compare(gold, facts).tallies[kind]
    named_gold, named_facts = ({line["id"]: line for line in lines} for lines in (gold, facts))
    missed = [f"- {_shown(line, named_gold)}" for line in tally.missed]
    return missed + [f"+ {_shown(line, named_facts)}" for line in tally.wrong]


def invented_quotes(facts: Sequence[Line], text: str) -> list[Line]:
    """Facts whose quote (a relation: evidence) is not in the report's text: each is an invention."""
    whole = normal(text)
    return [line for line in facts if (quote := _words(line)) is not None and normal(quote) not in whole]


def compare(gold: Sequence[Line], facts: Sequence[Line]) -> Comparison:
    """Match facts and gold type by type; relations last, as their ends are what was matched before."""
    matches = {
        "agency": match_named(_of(gold, "agency"), _of(facts, "agency"), lambda line: [normal(line["quote"])]),
        "instrument": match_named(_of(gold, "instrument"), _of(facts, "instrument"), _titles),
        "figure": match_pairs(_of(gold, "figure"), _of(facts, "figure"), _figure_fit),
    } | {kind: match_pairs(_of(gold, kind), _of(facts, kind), _span_fit) for kind in _SPAN_TYPES}
    tallies = {kind: match.tally for kind, match in matches.items()}
    rows = {kind: tally.row() for kind, tally in tallies.items()}
    rows["agency"]["linked"] = _linked_share(gold, facts, matches["agency"])
    rows["figure"]["indicator"] = _indicator_share(gold, facts, matches["figure"].pairs)
    ends = _ends(gold, facts, matches)
    tallies["relation"], rows_of_predicates = _relations(_of(gold, "relation"), _of(facts, "relation"), ends)
    rows["relation"] = tallies["relation"].row()
    rows |= rows_of_predicates
    rows["macro"] = {"f1": sum(rows[kind]["f1"] for kind in MACRO_TYPES) / len(MACRO_TYPES)}
    return Comparison(rows, tallies, matches)


def linked_right(gold: Sequence[Line], facts: Sequence[Line], bodies: Match) -> dict[str, bool]:
    """For each found body that has an official name (no group, no task force): is its canonical name right?"""
    names: dict[str, set[str]] = {}
    for line in _of(gold, "agency"):
        names.setdefault(bodies.first[line["id"]], set()).add(body_name(line.get("canonical")))
    nameless = {line["id"] for line in _of(gold, "agency") if line.get("group") or line.get("kind") == "taskforce"}
    found = ((line, bodies.pairs.get(line["id"])) for line in _of(facts, "agency"))
    return {
        line["id"]: body_name(line.get("canonical")) in names[gold_id]
        for line, gold_id in found
        if gold_id is not None and gold_id not in nameless
    }


def _of(lines: Sequence[Line], kind: str) -> list[Line]:
    return [line for line in lines if line["type"] == kind and line["id"] != ISSUER]


def _titles(line: Line) -> list[str]:
    return [document_title(line.get("canonical")), document_title(line["quote"])]


def _figure_fit(gold: Line, fact: Line) -> float:
    value = number(gold.get("value"))
    if value is None or value != number(fact.get("value")) or normal(gold.get("unit")) != normal(fact.get("unit")):
        return 0.0
    if not near(gold.get("section"), fact.get("section")):
        return 0.0
    fit = overlap(gold["quote"], fact["quote"]) + 0.01
    return fit if fit > 0.1 else 0.0


def _span_fit(gold: Line, fact: Line) -> float:
    if not near(gold.get("section"), fact.get("section")):
        return 0.0
    fit = overlap(gold["quote"], fact["quote"], at_least=0.5)
    return fit if fit >= 0.5 else 0.0


def _linked_share(gold: Sequence[Line], facts: Sequence[Line], bodies: Match) -> float:
    verdicts = linked_right(gold, facts, bodies)
    return sum(verdicts.values()) / len(verdicts) if verdicts else 0.0


def _indicator_share(gold: Sequence[Line], facts: Sequence[Line], pairs: Mapping[str, str]) -> float:
    wanted = {line["id"]: line.get("indicator") for line in gold}
    found = [line for line in _of(facts, "figure") if line["id"] in pairs]
    same = sum(overlap(line.get("indicator"), wanted[pairs[line["id"]]]) >= 0.5 for line in found)
    return same / len(pairs) if pairs else 0.0


def _ends(gold: Sequence[Line], facts: Sequence[Line], matches: Mapping[str, Match]) -> _Ends:
    """Bodies by canonical name (区委 and 开州区委 are one body), documents by their first line, the rest by match."""
    documents = matches["instrument"].first
    bodies = _gold_bodies(gold)
    ends = _Ends(documents | {key: name for key, name in bodies.items() if name})
    for kind, match in matches.items():
        if kind != "agency":
            ends.facts.update({fact: documents.get(gold_id, gold_id) for fact, gold_id in match.pairs.items()})
    ends.facts.update(_fact_bodies(gold, facts, matches["agency"].pairs, bodies))
    ends.facts[ISSUER] = ISSUER
    return ends


def _gold_bodies(gold: Sequence[Line]) -> dict[str, str]:
    issuer = _issuer_names(gold)
    return {
        line["id"]: normal(line["quote"]) if line.get("group") else _body(line, issuer) for line in _of(gold, "agency")
    }


def _fact_bodies(
    gold: Sequence[Line], facts: Sequence[Line], pairs: Mapping[str, str], bodies: Mapping[str, str]
) -> dict[str, str]:
    issuer = _issuer_names(gold) | _issuer_names(facts)
    return {
        line["id"]: bodies[pairs[line["id"]]] if line["id"] in pairs else _body(line, issuer)
        for line in _of(facts, "agency")
    }


def _issuer_names(lines: Sequence[Line]) -> set[str]:
    return {body_name(line.get("canonical")) for line in lines if line["id"] == ISSUER}


def _body(line: Line, issuer: set[str]) -> str:
    name = body_name(line.get("canonical"))
    return ISSUER if name in issuer else name


def _relations(gold: Sequence[Line], facts: Sequence[Line], ends: _Ends) -> tuple[Tally, dict[str, Row]]:
    """Relations as distinct triples; one that is optional in the gold is right when found, not wrong when missed."""
    wanted = {ends.of_gold(line): line for line in gold}
    given = {ends.of_fact(line): line for line in facts}
    spare = {triple for triple, line in wanted.items() if line.get("optional")}
    right = {line["id"] for line in facts if ends.of_fact(line) in wanted}
    wanted = {triple: line for triple, line in wanted.items() if triple not in spare}
    given = {triple: line for triple, line in given.items() if triple not in spare}
    tally = _relation_tally(wanted, given)
    tally.right = right
    rows = {}
    for predicate in sorted({triple[0] for triple in (*wanted, *given)}):
        some = ({t: line for t, line in side.items() if t[0] == predicate} for side in (wanted, given))
        rows["  " + predicate] = _relation_tally(*some).row()
    return tally, rows


def _relation_tally(wanted: Mapping[_Triple, Line], given: Mapping[_Triple, Line]) -> Tally:
    return Tally(
        true_positives=len(wanted.keys() & given.keys()),
        predicted=len(given),
        gold=len(wanted),
        missed=[line for triple, line in wanted.items() if triple not in given],
        wrong=[line for triple, line in given.items() if triple not in wanted],
    )


def _words(line: Line) -> Any:
    return line.get("evidence") if line["type"] == "relation" else line.get("quote")


def _shown(line: Line, named: Mapping[str, Line]) -> str:
    if line["type"] != "relation":
        return f"[{line.get('section')}] {line.get('quote')}"
    subject, object_ = (named.get(line[end], {}).get("quote", line[end]) for end in ("subject", "object"))
    return f"{line['predicate']}: {subject} -> {object_}"
