"""The accuracy gate: figures of every report that has gold, and the floors under them, which can only be raised.

    python scripts/accuracy.py                                 the table, what changed, what fell under its floor
    python scripts/accuracy.py --update                        raise floors to the figures; refuses to lower one;
                                                               and write ontology/confidence.json
    python scripts/accuracy.py --update --allow-regression "why it is right that a figure falls"
    python scripts/accuracy.py --errors relation [STEM]        what was missed (-) and what was wrong (+)
    python scripts/accuracy.py --calibration                   confidence beside measured precision

`tests/test_accuracy.py` fails where a figure is under its floor, where gold or reports are not the ones that the
floors were set on, or where `ontology/confidence.json` is not what the gold gives. A report has gold where
``tests/data/gold/STEM.jsonl`` and a report of that stem lie. After adbar/trafilatura's evaluation gate.
"""

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from govgraph.confidence import Table
from govgraph.evaluate import (
    calibration_tables,
    compare,
    errors,
    evaluate_folder,
    folder_table,
    judge,
    measure,
    read_lines,
)
from govgraph.evaluate.matching import Line
from govgraph.extract import extract
from govgraph.graph.lines import fact_lines
from govgraph.graph.rdf import report_triples
from govgraph.read import read_report

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "data" / "gold"
REPORT_FOLDERS = (ROOT / "tests" / "data" / "reports", ROOT / "graph" / "govgraph" / "sample")
FLOORS = ROOT / "tests" / "data" / "accuracy_floors.json"
CONFIDENCE = ROOT / "ontology" / "confidence.json"
EPSILON = 0.0005  # a figure this little under its floor is rounding
SHOWN_CHANGE = 0.005  # changes against the recorded figures that are worth a line
MEANS = {"dev-": "mean of dev reports", "own-": "mean of own reports"}  # by how the stems begin
INVENTED = "invented quotes"
_TYPES = ("macro", "agency", "instrument", "figure", "initiative", "recognition", "relation")

Figures = dict[str, dict[str, float]]  # report → figure → value
Readings = dict[str, tuple[list[Line], str]]  # report → facts, kept text


class LoweredError(Exception):
    """An update that would lower a floor without a reason."""


def report_files() -> dict[str, Path]:
    """The report behind each gold file, by stem."""
    stems = [path.stem for path in sorted(GOLD.glob("*.jsonl"))]
    found = {path.stem: path for folder in REPORT_FOLDERS for path in sorted(folder.iterdir())}
    return {stem: found[stem] for stem in stems}


def gold_lines() -> dict[str, list[Line]]:
    """The gold by stem."""
    return {path.stem: read_lines(path) for path in sorted(GOLD.glob("*.jsonl"))}


def read_facts(path: Path) -> tuple[list[Line], str]:
    """A report's facts, read back from its graph, and its kept text."""
    facts = extract(read_report(path))
    return list(fact_lines(report_triples(facts))), facts.text


def read_all() -> Readings:
    """Facts and text of all reports that have gold."""
    return {stem: read_facts(path) for stem, path in report_files().items()}


def evaluate_all(read: Readings) -> dict[str, Any]:
    """The evaluation (see `govgraph.evaluate.evaluate_folder`) of what was read."""
    lines = {stem: facts for stem, (facts, _) in read.items()}
    return evaluate_folder(gold_lines(), lines, {stem: text for stem, (_, text) in read.items()})


def measured(read: Readings) -> Table:
    """The table of ``ontology/confidence.json`` that the gold gives for what was read."""
    return measure({stem: judge(read[stem][0], compare(gold, read[stem][0])) for stem, gold in gold_lines().items()})


def figures_of(evaluation: Mapping[str, Any]) -> Figures:
    """The figures that have floors: F1 per type, shares of links, indicators and valid relations, invented quotes."""
    figures = {stem: _figures(report) for stem, report in evaluation["reports"].items()}
    return figures | {name: {"macro": mean} for start, name in MEANS.items() if (mean := _mean(figures, start))}


def under_floor(figures: Figures, floors: Figures) -> list[str]:
    """One line for each figure that is under its floor or gone, and for each report with an invented quote."""
    found = {(report, name): figures.get(report, {}).get(name) for report, row in floors.items() for name in row}
    lower = [
        f"{report}: {name} is gone" if value is None else f"{report}: {name} {value:.4f} is under its floor {floor:.4f}"
        for (report, name), value in found.items()
        if value is None or value < (floor := floors[report][name]) - EPSILON
    ]
    invented = {report: row.get(INVENTED, 0) for report, row in figures.items()}
    return lower + [f"{report}: {count:.0f} invented quotes" for report, count in invented.items() if count]


def changes(figures: Figures, recorded: Figures) -> list[str]:
    """One line for each figure more than `SHOWN_CHANGE` away from the recorded one."""
    return [
        f"{report}: {name} {recorded[report][name]:.4f} -> {value:.4f}"
        for report, row in figures.items()
        for name, value in row.items()
        if name in recorded.get(report, {}) and abs(value - recorded[report][name]) > SHOWN_CHANGE
    ]


def updated(record: Mapping[str, Any], figures: Figures, hashes: Mapping[str, str], reason: str = "") -> dict[str, Any]:
    """The record with floors raised to the figures; with a reason, floors are also lowered and the reason kept.

    Raises LoweredError where a floor would fall without a reason, or a quote is invented (no reason is good enough).
    """
    lower = under_floor(figures, record["floors"])
    if any(row.get(INVENTED) for row in figures.values()) or (lower and not reason):
        raise LoweredError("\n".join(lower))
    regressions = [*record["regressions"], *([{"reason": reason, "figures": lower}] if lower else [])]
    floors = {
        report: {
            name: value if lower and value < old.get(name, 0.0) - EPSILON else max(value, old.get(name, 0.0))
            for name, value in _down(row).items()
            if name != INVENTED
        }
        for report, row in figures.items()
        for old in [record["floors"].get(report, {})]
    }
    recorded = {report: {name: round(value, 4) for name, value in row.items()} for report, row in figures.items()}
    return {"inputs": dict(hashes), "floors": floors, "recorded": recorded, "regressions": regressions}


def input_hashes() -> dict[str, str]:
    """sha256 of each gold file and report, by path in the project."""
    paths = [*sorted(GOLD.glob("*.jsonl")), *report_files().values()]
    return {path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def read_record() -> dict[str, Any]:
    """The floors file: `inputs` (hashes), `floors`, `recorded` figures, `regressions` allowed so far."""
    record: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return record


def _figures(report: Mapping[str, Any]) -> dict[str, float]:
    rows = report["rows"]
    return {kind: rows[kind]["f1"] for kind in _TYPES} | {
        "linked": rows["agency"]["linked"],
        "indicator": rows["figure"]["indicator"],
        "valid relations": report["valid_relations"],
        INVENTED: report["invented_quotes"],
    }


def _mean(figures: Figures, start: str) -> float | None:
    found = [row["macro"] for stem, row in figures.items() if stem.startswith(start)]
    return sum(found) / len(found) if found else None


def _down(row: Mapping[str, float]) -> dict[str, float]:
    """Figures cut, not rounded, to four places, so that a floor is never above its figure."""
    return {name: math.floor(value * 10_000 + 1e-6) / 10_000 for name, value in row.items()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise the floors to the figures and record them")
    parser.add_argument(
        "--allow-regression", metavar="REASON", default="", help="with --update: lower floors, recorded"
    )
    parser.add_argument("--errors", nargs="+", metavar=("TYPE", "STEM"), help="list misses and wrong facts of one type")
    parser.add_argument("--calibration", action="store_true", help="stated confidence against measured precision")
    parser.add_argument("--json", action="store_true", help="the whole evaluation, machine-readable")
    return parser.parse_args()


def _show_errors(kind: str, *stems: str) -> None:
    gold = gold_lines()
    for stem, path in report_files().items():
        if not stems or stem in stems:
            print(f"# {stem}", *errors(gold[stem], read_facts(path)[0], kind), sep="\n")


def update(record: Mapping[str, Any], figures: Figures, table: Table, reason: str) -> int:
    """Write the updated record and confidences; 1, and both as they were, where a floor would fall without a reason."""
    try:
        new = updated(record, figures, input_hashes(), reason)
    except LoweredError as refused:
        print(f"floors stay as they are:\n{refused}", file=sys.stderr)
        return 1
    for path, value in ((FLOORS, new), (CONFIDENCE, table)):
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return 0


def main() -> int:
    arguments = _arguments()
    if arguments.errors:
        _show_errors(*arguments.errors)
        return 0
    read, record = read_all(), read_record()
    evaluation = evaluate_all(read)
    figures = figures_of(evaluation)
    if arguments.json:
        print(json.dumps(evaluation, ensure_ascii=False, indent=1))
    else:
        print(folder_table(evaluation))
        print(*["", "changed since recorded:", *changes(figures, record["recorded"])], sep="\n")
    if arguments.calibration:
        print("", calibration_tables(evaluation), sep="\n")
    if arguments.update:
        return update(record, figures, measured(read), arguments.allow_regression)
    lower = under_floor(figures, record["floors"])
    print(*(["", "under the floor:", *lower] if lower else []), sep="\n", file=sys.stderr)
    return 1 if lower else 0


if __name__ == "__main__":
    sys.exit(main())
