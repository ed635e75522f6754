"""What the sample reports say together: runs the analytics on them and writes scripts/analysis.md.

    python scripts/analyse.py [--check] [REPORT]...

Without reports those of tests/data/reports and the sample of the package are read. With --check nothing is written, and
the exit code is 1 where scripts/analysis.md says something else (tests/test_analytics.py does the same).
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govgraph import analytics
from govgraph.analytics.rows import flat
from govgraph.extract import extract
from govgraph.read import read_report
from govgraph.tables.rows import report_rows

if TYPE_CHECKING:
    from govgraph.analytics.network import Network

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "scripts" / "analysis.md"
REPORTS = (
    *sorted((ROOT / "tests" / "data" / "reports").iterdir()),
    ROOT / "graph" / "govgraph" / "sample" / "kaizhou-2022.txt",
)
LEVELS = ("central", "provincial", "prefecture", "county")
DOCUMENT = "法治政府建设实施纲要(2021-2025年)"
MOST = 8  # rows of a table
LONGEST = 70  # characters of a quote


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", type=Path, default=REPORTS, help="reports (default: those of the tests)")
    parser.add_argument("--check", action="store_true", help="compare with scripts/analysis.md")
    arguments = parser.parse_args()
    graph = analytics.network(report_rows(extract(read_report(path))) for path in arguments.reports)
    text = render(graph)
    if arguments.check:
        return 0 if RESULT.read_text(encoding="utf-8") == text else 1
    RESULT.write_text(text, encoding="utf-8", newline="\n")
    return 0


def render(graph: "Network") -> str:
    """All answers as one Markdown page."""
    reports = [data for _, data in graph.nodes(data=True) if data["type"] == "report"]
    years = sorted({report["year"] for report in reports})
    parts = [
        "# What the sample reports say together",
        f"{len(reports)} reports of {years[0]} to {years[-1]}; written by `python scripts/analyse.py`. "
        "`govgraph analyse DIR --question …` asks the same of any build.",
        *_relied(graph),
        *_joint(graph),
        *_communities(graph),
        *_chains(graph),
        *_silence(graph),
        *_pilots(graph),
    ]
    return "\n\n".join(parts) + "\n"


def _relied(graph: "Network") -> Iterable[str]:
    yield "## Which documents does the work rest on?"
    columns = ("label", "reports", "places", "initiatives", "documents", "by_level", "quote")
    for level in LEVELS:
        found = analytics.most_relied_on(graph, level=level)
        yield f"Issued at the {level} level: {len(found)} documents."
        yield _table(found, columns)


def _joint(graph: "Network") -> Iterable[str]:
    found, pairs = analytics.central_bodies(graph), analytics.joint_work(graph)
    yield "## Which bodies stand in the middle of joint work?"
    yield f"{len(found)} bodies in {len(pairs)} pairs that carry out work together."
    yield _table(found, ("label", "level", "partners", "initiatives", "betweenness", "quote"))
    yield _table(pairs, ("label", "partner_label", "initiatives", "weight", "quote"))


def _communities(graph: "Network") -> Iterable[str]:
    found = analytics.communities(graph)
    yield "## Which bodies and documents belong together?"
    yield f"{len(found)} communities of three members or more."
    rows = [(one.label, len(one.bodies), len(one.instruments), one.weight, one.evidence.quote) for one in found]
    yield _markdown(("most central", "bodies", "documents", "weight", "quote"), rows)


def _chains(graph: "Network") -> Iterable[str]:
    chains, gaps = analytics.implementation_chains(graph), analytics.chain_gaps(graph)
    lags = sorted(chain.lag for chain in chains if chain.lag is not None)
    yield "## How are documents passed down, and where is a link missing?"
    yield f"{len(chains)} chains; years from first to last document, where both have one: {', '.join(map(str, lags))}."
    yield _table(chains, ("steps", "missing", "lag", "quote"))
    yield f"{len(gaps)} documents below the central level of which no report says what they implement; the first:"
    yield _table(gaps, ("label", "level", "year", "issued_by", "quote"))


def _silence(graph: "Network") -> Iterable[str]:
    found = analytics.silence(graph, analytics.find_instrument(graph, DOCUMENT))
    yield f"## Who is silent on 《{DOCUMENT}》?"
    yield f"{len(found)} of the reports about its years do not name it."
    yield _table(found, ("title", "issuer", "level", "year"))


def _pilots(graph: "Network") -> Iterable[str]:
    pilots, again = analytics.pilots(graph), analytics.recurring_problems(graph)
    yield "## Which pilots became rule, which problems came back?"
    rules = sum(pilot.rule is not None for pilot in pilots)
    yield (
        f"{len(pilots)} pilots, {rules} of them rule in a later report; {len(again)} problems that came back. "
        "Both need reports of the same body about several years."
    )
    yield _table(pilots, ("issuer_label", "year", "pilot", "rule", "quote"))


def _table(rows: Sequence[Any], columns: Sequence[str]) -> str:
    cells = (flat(row) for row in rows)
    return _markdown(columns, [[row[column] for column in columns] for row in islice(cells, MOST)])


def _markdown(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [columns, ["---"] * len(columns), *([_cell(value) for value in row] for row in islice(rows, MOST))]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Any) -> str:
    text = "" if value is None else " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= LONGEST or " → " in text else f"{text[:LONGEST]}…"


if __name__ == "__main__":
    sys.exit(main())
