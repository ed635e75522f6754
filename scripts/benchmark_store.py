"""Figures of the store of a corpus on disk: indexing, opening, one report more, and every question against rdflib.

    govgraph build REPORTS -o CORPUS --layout parts
    python scripts/benchmark_store.py CORPUS                      indexing, opening and updating
    python scripts/benchmark_store.py CORPUS --questions          and the questions, which rdflib takes long for

The folder given is only read; the store is made in a temporary one (`TMPDIR`).
"""

import gc
import shutil
import tempfile
from pathlib import Path
from statistics import median
from typing import cast

import click
import psutil
from pyoxigraph import DefaultGraph, QuerySolutions, RdfFormat, Store, Triple, serialize
from rdflib import Graph

from govgraph.graph.quads import merge_trig
from govgraph.query import named_queries
from govgraph.store.answer import ask
from govgraph.store.generations import open_store
from govgraph.store.index import update_store
from govgraph.store.parts import find_parts, read_graphs
from query_times import compare, rdflib_seconds, timed


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
@click.option("--questions", is_flag=True, help="Ask every question of the store and of rdflib.")
@click.option("--times", default=11.0, show_default=True, help="Stop rdflib where it is this many times slower.")
def main(corpus: Path, questions: bool, times: float) -> None:
    """Measure the store of the corpus in the folder CORPUS."""
    with tempfile.TemporaryDirectory() as made:
        few, whole = Path(made) / "few", Path(made) / "whole"
        parts = list(find_parts(corpus).values())
        _copy(parts[: max(1, len(parts) // 10)], few)
        _copy(parts, whole)
        for folder in (few, whole):
            _index(folder)
        _update(whole)
        if questions:
            _ask(whole, times)


def _copy(parts: list[Path], folder: Path) -> None:
    (folder / "graph").mkdir(parents=True)
    for part in parts:
        shutil.copyfile(part, folder / "graph" / part.name)


def _index(folder: Path) -> None:
    """Make the store and open it."""
    reports = sum(1 for path in find_parts(folder).values() for _ in read_graphs(path))
    seconds = timed(lambda: update_store(folder))
    size = sum(path.stat().st_size for path in (folder / "store").rglob("*") if path.is_file())
    memory = psutil.Process().memory_info().rss / 2**20
    print(f"{reports} reports, {update_store(folder).triples} triples: indexed in {seconds:.1f} s,", end=" ")
    print(f"{reports / seconds:.1f} reports/s, {size / reports / 1000:.0f} kB of disk a report, {memory:.0f} MB")

    def look() -> None:
        with open_store(folder) as store:
            assert ask(store, "ASK { ?report a gov:Report }").rows[0]["answer"]

    print(f"opened and asked in {min(timed(look) for _ in range(5)) * 1000:.1f} ms", flush=True)


def _update(folder: Path) -> None:
    """Take one report away, and add it again."""
    path = next(iter(find_parts(folder).values()))
    text = path.read_text(encoding="utf-8")
    gone = next(read_graphs(path)).iri
    path.write_text("".join(merge_trig([text.splitlines(keepends=True)], [gone])), encoding="utf-8")
    print(f"one report removed in {timed(lambda: update_store(folder)):.2f} s", end=", ")
    path.write_text(text, encoding="utf-8")
    print(f"one added in {timed(lambda: update_store(folder)):.2f} s", end=", ")
    print(f"nothing to do in {timed(lambda: update_store(folder)):.3f} s", flush=True)


def _ask(folder: Path, times: float) -> None:
    """Every question in this process, first of the store on disk, then of rdflib's store in memory."""
    with open_store(folder) as store:
        ours = {query.name: _best(store, query.text) for query in named_queries()}
        graph = Graph()
        whole = store.quads_for_pattern(None, None, None, DefaultGraph())
        triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in whole)
        graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    gc.freeze()  # else the collector of every child would copy the whole store
    ratios = [
        compare(query.name, ours[query.name], rdflib_seconds(graph, query.text, times * ours[query.name] + 1))
        for query in named_queries()
    ]
    print(
        f"{sum(ratio >= 10 for ratio in ratios)} of {len(ratios)} at least 10 x, median at least {median(ratios):.1f}"
    )


def _best(store: Store, text: str) -> float:
    """Seconds for all solutions, as rdflib is timed."""
    return min(timed(lambda: list(cast(QuerySolutions, store.query(text)))) for _ in range(5))


if __name__ == "__main__":
    main()
