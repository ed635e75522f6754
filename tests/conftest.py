"""What many tests need: the reports and their gold, and the facts of each report, extracted once a run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from govgraph.evaluate import read_lines
from govgraph.facts import ReportFacts

DATA = Path(__file__).parent / "data"
SAMPLE = Path(__file__).parents[1] / "graph" / "govgraph" / "sample" / "kaizhou-2022.txt"


@pytest.fixture(scope="session")
def report_paths() -> dict[str, Path]:
    """The reports that have gold, by stem: the sample of the package and those in tests/data/reports."""
    return {path.stem: path for path in (*sorted((DATA / "reports").iterdir()), SAMPLE)}


@pytest.fixture(scope="session")
def gold() -> dict[str, list[Mapping[str, Any]]]:
    """The lines of each gold file, by stem."""
    return {path.stem: read_lines(path) for path in sorted((DATA / "gold").glob("*.jsonl"))}


@pytest.fixture(scope="session")
def report_facts(report_paths: dict[str, Path]) -> dict[str, ReportFacts]:
    """What govgraph reads in each of those reports, by stem."""
    from govgraph.extract import extract  # noqa: PLC0415 - tests of single steps need not load all of them
    from govgraph.read import read_report  # noqa: PLC0415

    return {stem: extract(read_report(path)) for stem, path in report_paths.items()}
