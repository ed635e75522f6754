"""A corpus of made-up reports whose facts are known.

    python scripts/generate.py OUT --reports 10000 --seed 1
    python scripts/generate.py OUT --reports 200 --seed 1 --gold           OUT/gold/NAME.jsonl beside the reports
    python scripts/generate.py OUT --reports 200 --seed 1 --measure        composes, extracts and scores, writes nothing

Reports are composed from a grammar of our own sentences (`generator/`) about real places, bodies and documents
(`ontology/authority/`). Report n of a seed is the same whatever the number of reports; a place writes one report a
year, with the same indicators under a trend, so that places and years can be compared. The gold follows the annotation
guide, not what the extractor gives.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.compose import Report, compose
from generator.gold import Line, gold_lines
from generator.pages import page, plain
from govgraph.evaluate import evaluate_folder
from govgraph.extract import extract
from govgraph.graph.lines import fact_lines
from govgraph.graph.rdf import report_triples
from govgraph.read import parse_report

_FORMATS = {"txt": plain, "html": page}
_SHARES = {"agency": "linked", "figure": "indicator"}
_LINES = json.JSONEncoder(ensure_ascii=False)


def reports(count: int, seed: int, years: tuple[int, int] = (2019, 2024), characters: int = 2000) -> Iterator[Report]:
    """The first `count` reports of a seed. Raises IndexError past the last issuer of the country."""
    return (compose(number, seed, years, characters) for number in range(count))


def write(out: Path, made: Iterator[Report], formats: tuple[str, ...], *, gold: bool) -> int:
    """Write each report in one of the formats in turn, and its gold; the number of files."""
    out.mkdir(parents=True, exist_ok=True)
    if gold:
        (out / "gold").mkdir(exist_ok=True)
    count = 0
    for report in made:
        form = formats[count % len(formats)]
        (out / f"{report.name}.{form}").write_text(_FORMATS[form](report), encoding="utf-8", newline="\n")
        if gold:
            lines = "".join(f"{_LINES.encode(line)}\n" for line in gold_lines(report))
            (out / "gold" / f"{report.name}.jsonl").write_text(lines, encoding="utf-8", newline="\n")
        count += 1
    return count


def facts_of(report: Report) -> tuple[list[Line], str]:
    """What the program extracts from a report, as lines of facts, and the text that it kept."""
    facts = extract(parse_report(plain(report).encode(), f"{report.name}.txt"))
    return list(fact_lines(report_triples(facts))), facts.text


def measure(made: list[Report]) -> str:
    """Extract and score; a table of precision, recall and F1 over all lines together, and what was invented."""
    read = {report.name: facts_of(report) for report in made}
    gold = {report.name: gold_lines(report) for report in made}
    facts = {name: lines for name, (lines, _) in read.items()}
    found = evaluate_folder(gold, facts, {name: text for name, (_, text) in read.items()})
    rows = [f"{'':<14} precision recall    F1     gold"]
    for kind, row in found["pooled"].items():
        rows.append(f"{kind:<14} {row['precision']:9.3f} {row['recall']:6.3f} {row['f1']:5.3f} {row['gold']:8.0f}")
    rows += [f"{kind} {share}: {found['mean'][kind][share]:.3f}" for kind, share in _SHARES.items()]
    invented = sum(report["invented_quotes"] for report in found["reports"].values())
    rows += [f"macro (mean of reports): {found['mean']['macro']['f1']:.3f}", f"invented quotes: {invented}"]
    return "\n".join(rows)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", default=Path("corpus"))
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--characters", type=int, default=2000, help="length of a report, about")
    parser.add_argument("--years", type=_years, default=(2019, 2024), help="first and last: 2019-2024")
    parser.add_argument("--formats", type=_formats, default=("txt",), help="taken in turn: txt,html")
    parser.add_argument("--gold", action="store_true", help="write the facts of each report to OUT/gold")
    parser.add_argument("--measure", action="store_true", help="score the extractor instead of writing files")
    asked = parser.parse_args(arguments)
    made = reports(asked.reports, asked.seed, asked.years, asked.characters)
    try:
        if asked.measure:
            print(measure(list(made)))
        else:
            print(f"{write(asked.out, made, asked.formats, gold=asked.gold)} reports in {asked.out}")
    except IndexError:
        parser.error("more reports than the country has issuers and the years asked for")
    return 0


def _years(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    years = int(first), int(last or first)
    if not 2016 <= years[0] <= years[1] <= 2030:
        raise argparse.ArgumentTypeError("two years from 2016 to 2030, the first before the last")
    return years


def _formats(text: str) -> tuple[str, ...]:
    formats = tuple(text.split(","))
    if unknown := set(formats) - _FORMATS.keys():
        raise argparse.ArgumentTypeError(f"not one of {', '.join(_FORMATS)}: {', '.join(sorted(unknown))}")
    return formats


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
