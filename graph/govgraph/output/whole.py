"""The whole of a build: the union of its reports, streamed from their files so that memory stays flat."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import IO, Any

from govgraph.graph.jsonld import merge_jsonld
from govgraph.graph.quads import merge_nquads, merge_trig
from govgraph.graph.terms import iri
from govgraph.graph.turtle import merge_blocks, read_blocks
from govgraph.output.atomic import FILES, TABLES_FOLDER
from govgraph.output.graphml import write_graphml
from govgraph.output.records import merge_records, one_line, read_edges, read_nodes
from govgraph.output.report import REPORT_TABLES, Written, count_records, run_record, write_json, write_text
from govgraph.page import render_index
from govgraph.tables.arrow import concat_parquet
from govgraph.tables.schema import TABLES

_MOST_FILES = 64  # open at once; some systems allow a process no more than 256


def write_whole(folder: Path, written: list[Written], failed: list[tuple[str, str]], *, minimum: float = 0.0) -> None:
    """Write the files of the whole build into `folder`, which holds the folders of the `written` reports.

    A body or document that several reports name is one node. Fact ids carry the report's id before a colon, since
    every report counts from A1. With one report the whole is that report, byte for byte; only ``run.json`` differs
    where others failed.
    """
    folders = [folder / report.summary.folder for report in written]
    if len(folders) == 1:
        for name in FILES:
            if name != "report.txt":
                shutil.copyfile(folders[0] / name, folder / name)
        (folders[0] / REPORT_TABLES).rename(folder / TABLES_FOLDER)
    else:
        paths = [path / "graph.ttl" for path in folders]
        in_rounds(paths, folder / "graph.ttl", partial(merge_lines, merge=merge_turtle))
        in_rounds([path / "graph.json" for path in folders], folder / "graph.json", merge_records)
        by_iri = sorted(written, key=lambda report: iri(f"report/{report.id}"))
        for name, merge in (("trig", merge_trig), ("nq", merge_nquads), ("jsonld", merge_jsonld)):
            paths = [folder / report.summary.folder / f"graph.{name}" for report in by_iri]
            in_rounds(paths, folder / f"graph.{name}", partial(merge_lines, merge=merge))
        _write_lines(folder / "facts.jsonl", (line for report in by_iri for line in _facts_of(folder, report)))
        _write_coverage(folder / "coverage.json", [path / "coverage.json" for path in folders])
        write_text(folder / "graph.html", render_index([report.summary for report in written]))
        graph = folder / "graph.json"
        write_graphml(folder / "graph.graphml", lambda: read_nodes(graph), lambda: read_edges(graph))
        _gather_tables(folder, [folder / report.summary.folder / REPORT_TABLES for report in by_iri])
    if len(folders) > 1 or failed:
        counts = count_records(read_nodes(folder / "graph.json"), read_edges(folder / "graph.json"))
        write_json(folder / "run.json", run_record(written, failed, counts, minimum))


def _gather_tables(folder: Path, parts: list[Path]) -> None:
    """The analytics tables of all reports, made from those of each, which go."""
    (folder / TABLES_FOLDER).mkdir()
    for name in TABLES:
        file = f"{name}.parquet"
        concat_parquet([part / file for part in parts], name, folder / TABLES_FOLDER / file)
    for part in parts:
        shutil.rmtree(part)


def in_rounds(paths: list[Path], target: Path, merge: Callable[[list[Path], Path], None]) -> None:
    """Merge any number of files by merging a few at a time, in their order."""
    made: list[Path] = []
    number = 0
    while len(paths) > _MOST_FILES:
        merged = []
        for first in range(0, len(paths), _MOST_FILES):
            number += 1
            merged.append(target.with_name(f".{number}-{target.name}"))
            merge(paths[first : first + _MOST_FILES], merged[-1])
        for path in made:
            path.unlink()
        paths = made = merged
    merge(paths, target)
    for path in made:
        path.unlink()


def merge_turtle(files: Sequence[IO[str]]) -> Iterator[str]:
    """The union of Turtle files that `govgraph.graph.turtle` wrote."""
    return merge_blocks([read_blocks(file) for file in files])


def merge_lines(paths: list[Path], target: Path, merge: Callable[[Sequence[IO[str]]], Iterable[str]]) -> None:
    """Write what `merge` makes of some text files, opened together."""
    with ExitStack() as stack:
        files = [stack.enter_context(path.open(encoding="utf-8", newline="\n")) for path in paths]
        out = stack.enter_context(target.open("w", encoding="utf-8", newline="\n"))
        out.writelines(merge(files))


def _facts_of(folder: Path, report: Written) -> Iterator[str]:
    """The facts of one report as `fact_lines` gives them for a graph of several: told apart by the report's id."""
    name = iri(f"report/{report.id}").rpartition("/")[2]
    with (folder / report.summary.folder / "facts.jsonl").open(encoding="utf-8", newline="\n") as file:
        for line in file:
            fact = json.loads(line)
            ids = {end: f"{name}:{fact[end]}" for end in ("id", "subject", "object") if end in fact}
            yield f"{one_line(fact | ids | {'report': name})}\n"


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _write_coverage(path: Path, parts: list[Path]) -> None:
    """Sums of the counts, then the lists of all reports one after the other."""
    total: dict[str, Any] = {}
    for part in parts:
        total = _sum(total, {k: v for k, v in _read(part).items() if not isinstance(v, list)})
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("{\n")
        for name, value in total.items():
            file.write(f" {one_line(name)}: {one_line(value)},\n")
        for name, end in (("left_out", ","), ("unaccounted", "")):
            file.write(f' "{name}": [')
            _write_items(file, (item for part in parts for item in _read(part)[name]))
            file.write(f"\n ]{end}\n")
        file.write("}\n")


def _write_items(file: IO[str], items: Iterable[Any]) -> None:
    before = "\n  "
    for item in items:
        file.write(before + one_line(item))
        before = ",\n  "


def _sum(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Two trees of counts added up. ``{"a": 1, "b": {"c": 2}} + {"b": {"c": 1}}`` → ``{"a": 1, "b": {"c": 3}}``."""
    names = [*one, *sorted(name for name in other if name not in one)] if one else list(other)
    return {
        name: _sum(one.get(name, {}), other.get(name, {}))
        if isinstance(one.get(name, other.get(name)), dict)
        else one.get(name, 0) + other.get(name, 0)
        for name in names
    }


def _read(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value
