"""A whole folder of gold: figures per report, means and pooled figures, conformance, names, calibration."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govgraph.errors import InputError
from govgraph.evaluate.calibration import calibration, judge
from govgraph.evaluate.matching import Line, Row, Tally
from govgraph.evaluate.names import namings, unlinked, wrongly_merged, wrongly_split
from govgraph.evaluate.rules import held_out
from govgraph.evaluate.scorer import ISSUER, TYPES, Comparison, compare, invented_quotes
from govgraph.facts import PREDICATES

_COUNTS = ("tp", "predicted", "gold")


@dataclass(frozen=True, slots=True)
class _Case:
    """One report: its gold, its facts, and the two laid beside each other."""

    stem: str
    gold: Sequence[Line]
    facts: Sequence[Line]
    found: Comparison


def evaluate_folder(
    gold: Mapping[str, Sequence[Line]], facts: Mapping[str, Sequence[Line]], texts: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Evaluate many reports at once; all arguments by file stem, `texts` (the kept texts) for invented quotes.

    JSON-ready: `reports` (by stem: `rows` as `score` gives them, `invented_quotes` (None without a text),
    `unfiltered_precision`, `valid_relations`), `mean` over reports, `pooled` over all lines, `unlinked`,
    `wrongly_merged`, `wrongly_split`, `calibration` of the confidence that the facts state, and `held_out`: the same
    with confidences measured on the other reports only (None where there are no two reports with rules).
    Raises InputError where there is no gold, or a report of the gold has no facts.
    """
    if not gold:
        raise InputError("no gold to evaluate against")
    if missing := sorted(gold.keys() - facts.keys()):
        raise InputError(f"no facts for the gold of: {', '.join(missing)}")
    texts = texts or {}
    cases = [_Case(stem, gold[stem], facts[stem], compare(gold[stem], facts[stem])) for stem in sorted(gold)]
    judged = {case.stem: items for case in cases if (items := judge(case.facts, case.found))}
    names = [naming for case in cases for naming in namings(case.stem, case.gold, case.facts, case.found)]
    return {
        "reports": {case.stem: _report(case, texts.get(case.stem)) for case in cases},
        "mean": _mean([case.found.rows for case in cases]),
        "pooled": _pooled([case.found.rows for case in cases]),
        "unlinked": [item for case in cases for item in unlinked(case.stem, case.gold, case.facts, case.found)],
        "wrongly_merged": wrongly_merged(names),
        "wrongly_split": wrongly_split(names),
        "calibration": calibration(item for items in judged.values() for item in items),
        "held_out": calibration(held_out(judged)) if len(judged) > 1 else None,
    }


def unfiltered_precision(facts: Sequence[Line], found: Comparison) -> dict[str, float]:
    """Share of right facts by type and over `all`, with nothing set aside: every line counts, repeated or not.

    The scorer's precision counts a name or a triple once and leaves out what is optional in the gold.
    """
    right = found.right
    verdicts = [(line["type"], line["id"] in right) for line in facts if line["id"] != ISSUER]
    shares = {kind: [verdict for type_, verdict in verdicts if type_ == kind] for kind in TYPES}
    shares["all"] = [verdict for _, verdict in verdicts]
    return {kind: sum(some) / len(some) if some else 1.0 for kind, some in shares.items()}


def valid_relations(facts: Sequence[Line]) -> float:
    """Share of relations whose predicate is one of the ontology and whose ends are of its domain and range."""
    types = {line["id"]: line["type"] for line in facts}
    verdicts = [_valid(line, types) for line in facts if line["type"] == "relation"]
    return sum(verdicts) / len(verdicts) if verdicts else 1.0


def read_lines(path: Path) -> list[Line]:
    """The JSON lines of a gold or facts file.

    Raises InputError, with the number of the line, where the file is missing or a line is no fact.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read: {path}: {getattr(error, 'strerror', None) or error}") from error
    return [_parsed(line, f"{path}:{n}") for n, line in enumerate(text.split("\n"), 1) if line.strip()]


def read_folder(folder: Path) -> tuple[dict[str, list[Line]], dict[str, str]]:
    """Lines and texts by stem: ``STEM.jsonl`` (gold), or ``STEM/facts.jsonl`` and ``STEM/report.txt`` (a build).

    Raises InputError where the folder holds neither.
    """
    files = {path.stem: path for path in sorted(folder.glob("*.jsonl")) if path.name != "facts.jsonl"}
    built = {path.parent.name: path for path in sorted(folder.glob("*/facts.jsonl"))}
    if not files and not built:
        raise InputError(f"no .jsonl files here: {folder}")
    kept = {stem: path.with_name("report.txt") for stem, path in built.items()}
    texts = {stem: path.read_text(encoding="utf-8") for stem, path in kept.items() if path.is_file()}
    return {stem: read_lines(path) for stem, path in (files | built).items()}, texts


def read_pair(gold: Path, facts: Path) -> tuple[dict[str, list[Line]], dict[str, list[Line]], dict[str, str]]:
    """Gold, facts and kept texts by stem, of two files or folders; two files make one report, named as the gold.

    Raises InputError as `read_lines` and `read_folder` do.
    """
    wanted = read_folder(gold)[0] if gold.is_dir() else {gold.stem: read_lines(gold)}
    given, texts = read_folder(facts) if facts.is_dir() else ({gold.stem: read_lines(facts)}, {})
    return wanted, given, texts


def _parsed(line: str, where: str) -> Line:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"no JSON: {where}: {error.msg}") from error
    if not isinstance(value, dict) or not {"id", "type"} <= value.keys():
        raise InputError(f"no fact with id and type: {where}")
    return value


def _report(case: _Case, text: str | None) -> dict[str, Any]:
    return {
        "rows": case.found.rows,
        "invented_quotes": None if text is None else len(invented_quotes(case.facts, text)),
        "unfiltered_precision": unfiltered_precision(case.facts, case.found),
        "valid_relations": valid_relations(case.facts),
    }


def _valid(line: Line, types: Mapping[str, str]) -> bool:
    domain, range_ = PREDICATES.get(line["predicate"], (frozenset(), frozenset()))
    return _type(line["subject"], types) in domain and _type(line["object"], types) in range_


def _type(end: str, types: Mapping[str, str]) -> str | None:
    return "agency" if end == ISSUER else types.get(end)


def _mean(reports: Sequence[Mapping[str, Row]]) -> dict[str, Row]:
    """Mean of each share over the reports that have the row; counts are not averaged."""
    return {
        kind: {
            share: sum(rows[kind][share] for rows in having) / len(having)
            for share in having[0][kind]
            if share not in _COUNTS
        }
        for kind in _kinds(reports)
        if (having := [rows for rows in reports if kind in rows])
    }


def _pooled(reports: Sequence[Mapping[str, Row]]) -> dict[str, Row]:
    """Precision, recall and F1 over the counts of all reports together."""
    pooled = {}
    for kind in _kinds(reports):
        counted = [rows[kind] for rows in reports if "tp" in rows.get(kind, {})]
        if counted:
            true, predicted, gold = (sum(int(row[count]) for row in counted) for count in _COUNTS)
            pooled[kind] = Tally(true, predicted, gold).row()
    return pooled


def _kinds(reports: Iterable[Mapping[str, Row]]) -> list[str]:
    """Types in their order, then predicates by name, then `macro`."""
    seen = {kind for rows in reports for kind in rows}
    return [*TYPES, *sorted(seen.difference(TYPES, ("macro",))), "macro"]
