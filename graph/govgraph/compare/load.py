"""What can be compared: a report, a graph file or the folder of a build, and the part of it that a side is."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from govgraph.compare.model import Report, Rows, Side
from govgraph.compare.sides import make_side, seat
from govgraph.errors import InputError
from govgraph.graph.formats import FORMATS

_TABLES = ("sections", "entities", "relations", "figures")
_GRAPHS = ("graph.trig", "graph.ttl", "graph.nq", "graph.jsonld")


@dataclass(frozen=True, slots=True)
class Source:
    """Something read: its reports, and how to get the rows of some of them (by id)."""

    name: str
    reports: tuple[Report, ...]
    rows: Callable[[Collection[str]], Rows]


def open_source(path: Path) -> Source:
    """Open a build folder (its tables, else its graph), a graph file, or a report, which is read on the spot.

    Raises InputError where it is none of these, cannot be read, or holds no report.
    """
    if path.is_dir():
        source = _from_folder(path)
    elif path.suffix.lower() in FORMATS:
        source = _from_graph(path)
    else:
        source = _from_report(path)
    if not source.reports:
        raise InputError(f"holds no report: {path}")
    return source


def side_of(source: Source, place: str | None = None, year: int | None = None) -> Side:
    """The part of a source with the reports of a place and a year, where given.

    A place is named in full or by its end (开州区), by its GB/T 2260 code, or by the body whose report it is (司法部).
    Raises InputError where no report fits, or where a name fits several places.
    """
    chosen = [report for report in source.reports if year in (None, report.year)]
    if place:
        chosen = _of_place(chosen, place)
    if not chosen:
        asked = " ".join(str(word) for word in (place, year) if word)
        raise InputError(f"no report of {asked} in {source.name}; there are {_offer(source.reports)}")
    return make_side(chosen, source.rows({report.id for report in chosen}))


def _of_place(reports: list[Report], place: str) -> list[Report]:
    exact = [r for r in reports if place in (r.place, r.place_code, r.issuer, seat(r))]
    if exact:
        return exact
    near = [r for r in reports if seat(r).endswith(place) or r.issuer.endswith(place)]
    seats = sorted({seat(report) for report in near})
    if len(seats) > 1:
        raise InputError(f"{place} may be {', '.join(seats[:6])}: say which")
    return near


def _offer(reports: Iterable[Report]) -> str:
    known = sorted({f"{seat(report)} {report.year}" for report in reports})
    return ", ".join(known[:8]) + (f" and {len(known) - 8} more" if len(known) > 8 else "")


def _from_report(path: Path) -> Source:
    from govgraph.api import build  # noqa: PLC0415 - loads spaCy, which tables and graphs do not need
    from govgraph.tables.rows import report_rows  # noqa: PLC0415

    return _from_rows(path.name, report_rows(build(path).facts))


def _from_graph(path: Path) -> Source:
    from govgraph.compare.triples import graph_rows  # noqa: PLC0415 - a comparison of reports needs no graph
    from govgraph.graph.lines import read_graph  # noqa: PLC0415

    return _from_rows(path.name, graph_rows(read_graph(path)))


def _from_rows(name: str, rows: Rows) -> Source:
    def some(wanted: Collection[str]) -> Rows:
        return {table: [row for row in rows[table] if row["report"] in wanted] for table in _TABLES}

    return Source(name, _reports(rows), some)


def _from_folder(path: Path) -> Source:
    from govgraph.tables.arrow import row_groups, table_files  # noqa: PLC0415 - imports pyarrow

    if not (path / "tables").is_dir():
        graph = next((path / name for name in _GRAPHS if (path / name).is_file()), None)
        if graph is None:
            raise InputError(f"no tables and no graph there; govgraph build writes them: {path}")
        return _from_graph(graph)
    files = table_files(path)

    def some(wanted: Collection[str]) -> Rows:
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.compute as pc  # noqa: PLC0415

        ids = pa.array(sorted(wanted), pa.string())
        return {
            table: [
                row
                for group in row_groups(files.get(table, ()), table)
                for row in group.filter(pc.is_in(group["report"], value_set=ids)).to_pylist()
            ]
            for table in _TABLES
        }

    rows = [row for group in row_groups(files.get("reports", ()), "reports") for row in group.to_pylist()]
    return Source(path.name, _reports({"reports": rows}), some)


def _reports(rows: Rows) -> tuple[Report, ...]:
    found = [Report(row["report"], *(row[name] for name in Report._fields[1:])) for row in rows["reports"]]  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda report: (report.year or 0, report.id)))
