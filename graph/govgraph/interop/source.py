"""The tables of a build read report by report, in either layout, holding one report and one row group at a time."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from govgraph.errors import InputError
from govgraph.tables.arrow import row_groups, table_files
from govgraph.tables.schema import Row

ReportTables = dict[str, list[Row]]
NETWORK_TABLES = ("reports", "entities", "relations", "figures")


def read_reports(folder: Path) -> Iterator[ReportTables]:
    """The rows of `NETWORK_TABLES` that belong to one report, for each report of a build in the order of its tables.

    Raises InputError where the folder has no tables, or where they do not name the same reports in the same order.
    """
    files = table_files(folder)
    if "reports" not in files:
        raise InputError(f"no table of reports there: {folder}")
    others = {name: _by_report(files.get(name, []), name) for name in NETWORK_TABLES if name != "reports"}
    waiting = {name: next(groups, None) for name, groups in others.items()}
    for report in _rows(files["reports"], "reports"):
        tables: ReportTables = {"reports": [report]}
        for name, groups in others.items():
            group = waiting[name]
            tables[name] = []
            if group and group[0] == report["report"]:
                tables[name] = group[1]
                waiting[name] = next(groups, None)
        yield tables
    if any(waiting.values()):
        raise InputError(f"the tables do not name the same reports in the same order: {folder}")


def _rows(paths: list[Path], name: str) -> Iterator[Row]:
    for group in row_groups(paths, name):
        yield from group.to_pylist()


def _by_report(paths: list[Path], name: str) -> Iterator[tuple[str, list[Row]]]:
    for report, rows in groupby(_rows(paths, name), key=lambda row: row["report"]):
        yield str(report), list(rows)
