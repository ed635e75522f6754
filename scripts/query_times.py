"""Seconds that a question takes, here and in rdflib's memory store: shared by the benchmarks of endpoint and store."""

import multiprocessing
import time
from collections.abc import Callable

from rdflib import Graph


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def rdflib_seconds(graph: Graph, text: str, most: float) -> tuple[float, bool]:
    """Seconds that rdflib takes for a query in a child process, and whether it has ended within `most`."""
    receiver, sender = multiprocessing.Pipe(duplex=False)

    def run() -> None:
        sender.send(timed(lambda: list(graph.query(text))))

    child = multiprocessing.get_context("fork").Process(target=run)
    child.start()
    ended = receiver.poll(most)
    seconds = receiver.recv() if ended else most
    child.kill()
    child.join()
    return seconds, ended


def compare(name: str, ours: float, theirs: tuple[float, bool]) -> float:
    """Print both times; how many times slower rdflib is, at least."""
    seconds, ended = theirs
    ratio = seconds / ours
    print(f"{name:28} {ours:8.4f} s  rdflib {'' if ended else 'more than '}{seconds:.2f} s  {ratio:.1f} x", flush=True)
    return ratio
