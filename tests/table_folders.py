"""The tables of made-up reports on disk, as builds of both layouts write them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from govgraph.facts import ReportFacts
from govgraph.tables.arrow import write_parquet
from govgraph.tables.rows import report_rows
from govgraph.tables.schema import TABLES


def write_tables(folder: Path, parts: Mapping[str, Sequence[ReportFacts]]) -> None:
    """Tables of one file each (the part without a name) or of a file for each named part, below `folder`/tables."""
    for part, reports in parts.items():
        for name in TABLES:
            path = folder / "tables" / (f"{name}/{part}.parquet" if part else f"{name}.parquet")
            path.parent.mkdir(parents=True, exist_ok=True)
            write_parquet(path, name, [row for facts in reports for row in report_rows(facts)[name]])
