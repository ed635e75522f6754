"""Engines: every job is done once for its caller, also where workers die, here and on a cluster."""

import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from county_text import county_text
from govgraph.corpus.build import build
from govgraph.corpus.engines import Engine, LocalEngine, Lost, cores, engine_of
from govgraph.errors import InputError

DASK = "dask"


def doubled(job: int) -> int:
    return 2 * job


def refusing(job: int) -> int:
    if job == 30:
        raise InputError("thirty is refused")
    return job


def deadly(job: int, marks: Path) -> int:
    """Kills its process: at 13 always, at 17 the first time."""
    if job == 13 or (job == 17 and not (marks / "seen").exists()):
        (marks / "seen").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return job


@pytest.fixture(params=["local", DASK])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == DASK:
        pytest.importorskip("distributed")
    return engine_of(request.param, 2)


def test_every_job_has_its_result(engine: Engine) -> None:
    assert sorted(engine.run(doubled, range(100), 8)) == list(range(0, 200, 2))  # type: ignore[type-var]


def test_what_a_job_raises_is_raised(engine: Engine) -> None:
    with pytest.raises(InputError, match="thirty is refused"):
        list(engine.run(refusing, range(100), 4))


def test_a_lost_worker_loses_no_job_and_a_deadly_job_is_told_apart(engine: Engine, tmp_path: Path) -> None:
    results = list(engine.run(partial(deadly, marks=tmp_path), range(60), 4))
    lost = [result.job for result in results if isinstance(result, Lost)]
    assert lost == [13]
    assert sorted(result for result in results if not isinstance(result, Lost)) == [n for n in range(60) if n != 13]


def test_a_result_lost_while_it_is_fetched_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    fetch = distributed.Future.result
    fetched: list[str] = []

    def result(future: Any, timeout: float | None = None) -> Any:
        fetched.append(future.key)
        if len(fetched) == 2:  # what Dask says where the worker that held it is lost, and those it is given to next
            raise distributed.KilledWorker(future.key, None, 4)
        return fetch(future, timeout)

    monkeypatch.setattr(distributed.Future, "result", result)
    assert sorted(engine_of(DASK, 1).run(doubled, range(40), 8)) == list(range(0, 80, 2))  # type: ignore[type-var]


def test_a_scheduler_that_is_lost_on_the_way_is_one_clear_line() -> None:
    distributed = pytest.importorskip("distributed")
    cluster = distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None)
    with cluster:
        results = engine_of(f"dask:{cluster.scheduler_address}").run(doubled, range(1000), 1)
        next(results)
        cluster.close()
        with pytest.raises(InputError, match=f"the Dask scheduler was lost: {cluster.scheduler_address}"):
            list(results)


def test_jobs_are_taken_only_as_workers_get_free() -> None:
    jobs = iter(range(10_000))
    results = LocalEngine(2).run(doubled, jobs, 4)
    next(results)
    assert next(jobs) < 100
    results.close()  # type: ignore[attr-defined]


def test_one_worker_or_few_jobs_are_done_in_this_process() -> None:
    def here(job: int) -> int:  # cannot be sent to another process
        return job

    assert list(LocalEngine(1).run(here, range(30))) == list(range(30))
    assert list(LocalEngine(4).run(here, range(3))) == [0, 1, 2]


def test_names_of_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine_of("local") == LocalEngine(cores())
    with pytest.raises(InputError, match="no engine is called spark: there are local, dask and dask:ADDRESS"):
        engine_of("spark")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"pip install 'govgraph\[cluster\]'"):
        list(engine_of(DASK).run(doubled, [1]))


def test_a_scheduler_that_is_not_there_is_one_clear_line() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(InputError, match="no Dask scheduler answers: tcp"):
        list(engine_of("dask:tcp://127.0.0.1:1").run(doubled, [1]))


def test_a_corpus_built_on_a_cluster_with_a_worker_killed_is_the_one_built_here(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    (tmp_path / "in").mkdir()
    for number in range(40):
        (tmp_path / "in" / f"{number}.txt").write_text(county_text("临湖县", number, 1980 + number), encoding="utf-8")
    build([str(tmp_path / "in")], str(tmp_path / "here"), LocalEngine(1), layout="parts")
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with cluster, distributed.Client(cluster) as client:
        victims = [worker["pid"] for worker in client.run(lambda: {"pid": os.getpid()}).values()]

        class Killer:
            steps = 0

            def begin(self, what: str, total: int) -> None:
                pass

            def step(self) -> None:
                self.steps += 1
                if self.steps == 5:
                    os.kill(victims[0], signal.SIGKILL)

        engine = engine_of(f"dask:{cluster.scheduler_address}")
        corpus = build([str(tmp_path / "in")], str(tmp_path / "there"), engine, layout="parts", progress=Killer())
    assert corpus.reports == 40
    for path in (tmp_path / "here").rglob("*"):
        if path.is_file() and not path.name.startswith("ledger."):
            assert (tmp_path / "there" / path.relative_to(tmp_path / "here")).read_bytes() == path.read_bytes(), path
