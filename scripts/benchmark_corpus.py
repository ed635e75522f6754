"""How does a corpus scale? Builds generated reports with one worker and two, few and many, again and changed.

    python scripts/benchmark_corpus.py [--reports 10000] [--few 500] [--seed 1]

All ratios are of this run. Prints what the README says; exit code 1 where a ratio misses its aim. Ten thousand reports
take about ten minutes and 10 GB in the temporary folder.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

COUNTRY = 240_000  # reports a year, see issue 6
GOVGRAPH = "from govgraph.cli import main\nif __name__ == '__main__':\n    main()\n"


@dataclass(frozen=True, slots=True)
class Run:
    """Wall seconds of a build and the largest resident set of its parent process, in MB."""

    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure and what it should be, at most or at least."""

    name: str
    value: float
    limit: float
    at_least: bool = False

    @property
    def reached(self) -> bool:
        """Whether it is what it should be."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--few", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        return measure(Path(made), given.reports, given.few, given.seed)


def measure(folder: Path, many: int, few: int, seed: int) -> int:
    """Run all builds and print the figures."""
    script = folder / "govgraph_main.py"
    script.write_text(GOVGRAPH)
    for name, count in (("few", few), ("many", many)):
        generate(folder / name, count, seed)
    size = sum(len(path.read_text(encoding="utf-8")) for path in (folder / "many").glob("*.txt")) / many
    print(f"{many} reports of {size:.0f} characters", flush=True)
    small = timed(script, folder / "few", folder / "few-2", workers=2)
    one = timed(script, folder / "many", folder / "many-1", workers=1)
    two = timed(script, folder / "many", folder / "many-2", workers=2)
    again = timed(script, folder / "many", folder / "many-2", workers=2)
    added = folder / "many" / "added.txt"
    generate(folder / "extra", 1, seed + 1)
    [extra] = (folder / "extra").glob("*.txt")
    added.write_bytes(extra.read_bytes())
    more = timed(script, folder / "many", folder / "many-2", workers=2)
    added.unlink()
    less = timed(script, folder / "many", folder / "many-2", workers=2)
    same = difference(folder / "many-1", folder / "many-2")
    hour = 3600 * many / two.seconds
    disk = sum(path.stat().st_size for path in (folder / "many-2").rglob("*") if path.is_file()) / many / 1000
    print(
        f"two workers: {two.seconds:.0f} s, {hour:.0f} reports an hour, the country's {COUNTRY}: {COUNTRY / hour:.1f} h"
    )
    print(f"on disk: {disk:.0f} kB a report; parent: {small.memory:.0f} MB at {few}, {two.memory:.0f} MB at {many}")
    print(f"one report removed again: {less.seconds / two.seconds:.4f} of the build")
    print("files that differ between one worker and two, with a report added and removed:", same or "none")
    aims = [
        Aim("two workers against one", one.seconds / two.seconds, 1.7, at_least=True),
        Aim(f"time a report at {many} against {few}", two.seconds / many / (small.seconds / few), 1.2),
        Aim(f"memory of the parent at {many} against {few}", two.memory / small.memory, 1.3),
        Aim("nothing changed, against the build", again.seconds / two.seconds, 0.02),
        Aim("one report added, against the build", more.seconds / two.seconds, 0.03),
    ]
    for aim in aims:
        sign = ">=" if aim.at_least else "<="
        print(f"{aim.name:45} {aim.value:8.4f}  {sign} {aim.limit}  {'reached' if aim.reached else 'MISSED'}")
    return 0 if not same and all(aim.reached for aim in aims) else 1


def generate(folder: Path, count: int, seed: int) -> None:
    """Write generated reports into a folder."""
    command = [sys.executable, str(Path(__file__).with_name("generate.py")), str(folder)]
    subprocess.run([*command, "--reports", str(count), "--seed", str(seed)], check=True, stdout=subprocess.DEVNULL)


def timed(script: Path, reports: Path, out: Path, workers: int) -> Run:
    """Build a folder in a process of its own."""
    command = [sys.executable, str(script), "-q", "build", str(reports), "-o", str(out)]
    started = time.perf_counter()
    peak = 0.0
    with subprocess.Popen([*command, "--layout", "parts", "--workers", str(workers)]) as process:
        ended = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not ended.wait(0.05):
                peak = max(peak, resident(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = process.wait()
        seconds = time.perf_counter() - started
        ended.set()
        watcher.join()
    if code != 0:
        raise SystemExit(f"govgraph build ended with {code}")
    print(f"  {reports.name} with {workers}: {seconds:.2f} s, parent {peak:.0f} MB", flush=True)
    return Run(seconds, peak)


def resident(process: int) -> float:
    """Largest resident set of a process so far in MB, where the system tells."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")), 0.0)


def difference(first: Path, second: Path) -> list[str]:
    """Names of files that are not the same in both folders, but for the ledgers."""
    names = {
        os.path.relpath(path, folder)
        for folder in (first, second)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("ledger.")
    }

    def content(path: Path) -> bytes | None:
        return path.read_bytes() if path.is_file() else None

    return sorted(name for name in names if content(first / name) != content(second / name))[:10]


if __name__ == "__main__":
    sys.exit(main())
