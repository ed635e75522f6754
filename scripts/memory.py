"""Does memory stay flat over many reports? Builds varied copies of the sample report in one process.

    python scripts/memory.py [--reports 200] [--seed 1]

Each copy tells of another place with other numbers. Prints the peak memory (resident set, MB) after each quarter and
after the whole is written, and the ratio of the end to the first quarter; exit code 1 where the ratio is above 1.1.
"""

import argparse
import csv
import random
import re
import resource
import sys
import tempfile
from pathlib import Path

from govgraph.extract import extract
from govgraph.facts import ReportFacts
from govgraph.output import build_folders
from govgraph.read import read_report
from govgraph.resources import SAMPLE, ontology_file

MOST = 1.1
_PLACE = re.compile(r"^(.{2,4}?)([省市区县旗])")
_NUMBER = re.compile(r"(?<![0-9.\-])(?!20\d\d(?!\d))[1-9][0-9]{0,4}(?![0-9]|[.．、-])")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=200, help="number of copies, a multiple of four")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        reports = write_copies(Path(folder), given.reports, random.Random(given.seed))
        peaks = build(reports, Path(folder) / "out")
    first, last = next(iter(peaks.values())), max(peaks.values())
    for label, peak in peaks.items():
        print(f"{label:>12}  {peak:8.1f} MB  {peak / first:5.3f}")
    print(f"ratio {last / first:.3f}, at most {MOST}")
    return 0 if last <= MOST * first else 1


def build(reports: list[Path], folder: Path) -> dict[str, float]:
    """Peak memory in MB by the number of reports done."""
    peaks: dict[str, float] = {}
    count = 0

    def done(_: Path) -> None:
        nonlocal count
        count += 1
        if count % max(1, len(reports) // 4) == 0:
            peaks[str(count)] = peak_memory()

    build_folders(reports, folder, facts, strict=True, done=done)
    peaks["with whole"] = peak_memory()
    return peaks


def facts(path: Path) -> ReportFacts:
    return extract(read_report(path))


def peak_memory() -> float:
    """Largest resident set of this process so far, in MB; macOS counts in bytes, Linux in KB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def write_copies(folder: Path, number: int, chance: random.Random) -> list[Path]:
    """Copies of the sample report, each with the name of another place and other numbers."""
    [sample] = sorted(SAMPLE.glob("*.txt"))
    text = sample.read_text(encoding="utf-8")
    match = _PLACE.match(read_report(sample).title)
    if match is None:
        raise SystemExit(f"no place in the title of {sample}")
    names = place_names(len(match[1]), match[2])
    paths = []
    for index in range(number):
        copy = text.replace(match[1], names[index % len(names)])
        copy = _NUMBER.sub(lambda found: varied(found[0], chance), copy)
        paths.append(folder / f"report-{index:03}.txt")
        paths[-1].write_text(copy, encoding="utf-8", newline="\n")
    return paths


def place_names(length: int, suffix: str) -> list[str]:
    """Names of that many characters before the suffix, from the table of divisions, in its order."""
    with ontology_file("authority/places.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    stems = [name[:-1] for name in names if name.endswith(suffix) and len(name) == length + 1]
    return list(dict.fromkeys(stems))


def varied(number: str, chance: random.Random) -> str:
    """Another number of as many digits."""
    return str(chance.randint(10 ** (len(number) - 1), 10 ** len(number) - 1))


if __name__ == "__main__":
    sys.exit(main())
