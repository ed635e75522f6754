"""A corpus: a second run reads only what is new, a stopped one goes on, and whatever happens the result is the same."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import fsspec
import pyarrow.parquet as pq
import pytest

from county_text import PLACES, county_text
from damage import WAYS, damage
from generate import reports, write
from govgraph.corpus import worker
from govgraph.corpus.build import Corpus, build, remove_reports, report_facts
from govgraph.corpus.engines import LocalEngine
from govgraph.corpus.files import LocalFiles
from govgraph.corpus.ledger import Ledger
from govgraph.corpus.lookup import LOOKUP, find_record, read_found
from govgraph.corpus.state import LEDGER
from govgraph.errors import InputError, OutputError, StoppedError
from govgraph.facts import ReportFacts

HERE = LocalEngine(1)


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, place in enumerate(PLACES):
        (folder / f"{place}.txt").write_text(county_text(place, 10 + number), encoding="utf-8")
    return folder


def parts(inputs: Path, out: Path, **options: object) -> Corpus:
    return build([str(inputs)], str(out), HERE, layout="parts", **options)  # type: ignore[arg-type]


def results(out: Path) -> dict[str, bytes]:
    """All files of a build but the ledger, whose bytes tell in which order things were noted."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file() and not path.name.startswith("ledger."))
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def written(out: Path) -> dict[Path, int]:
    """When each of those files was written."""
    return {out / name: (out / name).stat().st_mtime_ns for name in results(out)}


def test_parts_hold_every_report_once_as_graph_and_tables(inputs: Path, tmp_path: Path) -> None:
    corpus = parts(inputs, tmp_path / "out")
    assert (corpus.layout, corpus.reports, corpus.read.read) == ("parts", 6, 6)
    graphs = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "graph").iterdir())
    assert all(f"graph/{place}人民政府-2022" in graphs for place in PLACES)
    table = pq.read_table(tmp_path / "out" / "tables" / "figures")
    assert sorted(value for value in table["value"].to_pylist() if value > 3) == [10, 11, 12, 13, 14, 15]
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert (record["reports"], record["failed"], record["counts"]["relations"] > 0) == (6, [], True)


def test_two_workers_write_what_one_writes(inputs: Path, tmp_path: Path) -> None:
    for number in range(20):
        (inputs / f"{number}.txt").write_text(county_text("临湖县", number, 1999 + number), encoding="utf-8")
    parts(inputs, tmp_path / "one")
    build([str(inputs)], str(tmp_path / "two"), LocalEngine(2), layout="parts")
    assert results(tmp_path / "one") == results(tmp_path / "two")


def test_a_second_run_reads_nothing_and_writes_nothing(inputs: Path, tmp_path: Path) -> None:
    parts(inputs, tmp_path / "out")
    before = written(tmp_path / "out")
    assert parts(inputs, tmp_path / "out").read.read == 0
    assert written(tmp_path / "out") == before


def test_what_is_added_changed_and_removed_gives_what_a_new_build_gives(inputs: Path, tmp_path: Path) -> None:
    parts(inputs, tmp_path / "out")
    (inputs / "松泉县.txt").write_text(county_text("松泉县", 99), encoding="utf-8")
    (inputs / "红岩县.txt").write_text(county_text("红岩县"), encoding="utf-8")
    (inputs / "金河县.txt").unlink()
    assert parts(inputs, tmp_path / "out").read.read == 2
    parts(inputs, tmp_path / "new")
    assert results(tmp_path / "out") == results(tmp_path / "new")


def test_a_report_removed_leaves_no_trace(inputs: Path, tmp_path: Path) -> None:
    parts(inputs, tmp_path / "without")
    (inputs / "more.txt").write_text(county_text("红岩县"), encoding="utf-8")
    parts(inputs, tmp_path / "out")
    (inputs / "more.txt").unlink()
    parts(inputs, tmp_path / "out")
    assert results(tmp_path / "out") == results(tmp_path / "without")


def test_a_report_removed_by_its_id_stays_out_until_its_file_changes(inputs: Path, tmp_path: Path) -> None:
    (inputs / "more.txt").write_text(county_text("红岩县"), encoding="utf-8")
    (inputs / "copy.txt").write_text(county_text("红岩县") + "\n\n", encoding="utf-8")
    parts(inputs, tmp_path / "out")
    [report] = [name for name in pq.read_table(tmp_path / "out/tables/reports")["report"].to_pylist() if "红岩" in name]
    assert report_facts(report, str(tmp_path / "out")).report.id == report
    removed = remove_reports([report], str(tmp_path / "out"), HERE)
    assert (removed.reports, parts(inputs, tmp_path / "out").reports) == (6, 6)
    with pytest.raises(InputError, match=f"no report {report} in "):
        remove_reports([report], str(tmp_path / "out"), HERE)
    for name in ("more.txt", "copy.txt"):
        (inputs / name).rename(tmp_path / name)
    parts(inputs, tmp_path / "without")
    parts(inputs, tmp_path / "out")
    assert results(tmp_path / "out") == results(tmp_path / "without")
    (inputs / "more.txt").write_text(county_text("红岩县", 77), encoding="utf-8")
    assert parts(inputs, tmp_path / "out").reports == 7
    with pytest.raises(InputError, match="no corpus there"):
        remove_reports(["x"], str(tmp_path / "nowhere"), HERE)


def test_the_start_page_lists_what_there_is(inputs: Path, tmp_path: Path) -> None:
    def listed() -> list[str]:
        page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
        return [place for place in PLACES if f'"{place}人民政府"' in page]

    parts(inputs, tmp_path / "out")
    assert listed() == list(PLACES)
    with Ledger(tmp_path / "out" / LEDGER) as ledger:
        gone = next(report for report, _ in ledger.listed() if "金河" in report)
    remove_reports([gone], str(tmp_path / "out"), HERE)
    assert "金河县" not in listed()
    (inputs / "松泉县.txt").unlink()
    parts(inputs, tmp_path / "out")
    assert listed() == ["临湖县", "青石县", "柳泉县", "云溪县"]


def test_a_run_that_is_stopped_after_its_last_part_is_made_whole_by_the_next(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    parts(inputs, tmp_path / "out")
    (inputs / "more.txt").write_text(county_text("红岩县"), encoding="utf-8")
    monkeypatch.setattr("govgraph.corpus.layouts.write_summary", stop)
    with pytest.raises(StoppedError):
        parts(inputs, tmp_path / "out")
    monkeypatch.undo()
    parts(inputs, tmp_path / "out")
    parts(inputs, tmp_path / "new")
    assert results(tmp_path / "out") == results(tmp_path / "new")


def test_a_report_is_found_while_another_build_holds_the_ledger(inputs: Path, tmp_path: Path) -> None:
    parts(inputs, tmp_path / "out", minimum=0.5)
    files = LocalFiles(tmp_path / "out")
    with Ledger(tmp_path / "out" / LEDGER) as ledger:
        for kept in ledger.kept():
            found = find_record(files, kept.report)
            assert found is not None
            assert (found.record, found.minimum) == (kept.record, 0.5)
            assert (facts := read_found(files, found)) is not None
            assert facts.report.id == kept.report
    assert find_record(files, f"../records/{kept.part}") is None
    (tmp_path / "out" / found.name).write_bytes(b"read anew")
    assert read_found(files, found) is None
    (tmp_path / "out" / found.name).unlink()
    assert read_found(files, found) is None


def test_one_report_on_two_sites_is_one_report(inputs: Path, tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in county_text("松泉县", 11).split("\n") if line)
    page = f"<html><body><div>首页 | 政务公开</div><div>{paragraphs}</div><div>版权所有</div></body></html>"
    (inputs / "转载.html").write_text(page, encoding="utf-8")
    corpus = parts(inputs, tmp_path / "out")
    assert corpus.reports == 6
    assert corpus.read.duplicates == ((str(inputs / "转载.html"), str(inputs / "松泉县.txt")),)
    (inputs / "松泉县.txt").unlink()
    assert (parts(inputs, tmp_path / "out").reports, parts(inputs, tmp_path / "out").read.read) == (6, 0)


def test_a_bad_file_is_passed_over_once_and_tried_again_when_it_changes(
    inputs: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (inputs / "bad.txt").write_bytes(b"")
    corpus = parts(inputs, tmp_path / "out")
    assert (corpus.reports, [name for name, _ in corpus.read.failed]) == (6, [str(inputs / "bad.txt")])
    assert "bad.txt: the file is empty" in caplog.text
    again = parts(inputs, tmp_path / "out")
    assert (again.read.read, len(again.read.failed)) == (0, 1)
    (inputs / "bad.txt").write_text(county_text("红岩县"), encoding="utf-8")
    assert (parts(inputs, tmp_path / "out").reports, json.loads((tmp_path / "out/run.json").read_text())["failed"]) == (
        7,
        [],
    )


def test_strict_stops_and_all_bad_is_an_error_that_leaves_nothing(inputs: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "a.txt").write_bytes(b"")
    (bad / "b.txt").write_bytes(b"\0\1")
    with pytest.raises(InputError, match="none of 2 reports could be read"):
        parts(bad, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    (inputs / "a.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"a.txt: the file is empty"):
        parts(inputs, tmp_path / "out", strict=True)


def test_a_confidence_asked_for_later_needs_no_new_reading(inputs: Path, tmp_path: Path) -> None:
    parts(inputs, tmp_path / "out")
    assert parts(inputs, tmp_path / "out", minimum=0.99).read.read == 0
    parts(inputs, tmp_path / "new", minimum=0.99)
    assert results(tmp_path / "out") == results(tmp_path / "new")


def test_a_file_of_the_results_that_is_gone_is_made_again(inputs: Path, tmp_path: Path) -> None:
    parts(inputs, tmp_path / "out")
    before = results(tmp_path / "out")
    for folder in ("graph", LOOKUP):
        min((tmp_path / "out" / folder).iterdir()).unlink()
    for name in ("run.json", "index.html"):
        (tmp_path / "out" / name).unlink()
        parts(inputs, tmp_path / "out")
        assert results(tmp_path / "out") == before


def test_few_reports_get_folders_and_many_get_parts(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert build([str(inputs)], str(out), HERE).layout == "folders"
    assert (out / "松泉县" / "graph.html").is_file()
    before = (out / "graph.ttl").stat().st_mtime_ns
    assert build([str(inputs)], str(out), HERE).read.read == 0
    assert (out / "graph.ttl").stat().st_mtime_ns == before
    monkeypatch.setattr("govgraph.corpus.layouts.MOST_FOLDERS", 5)
    assert build([str(inputs)], str(out), HERE).layout == "parts"
    parts(inputs, tmp_path / "new")
    assert results(out) == results(tmp_path / "new")
    with pytest.raises(OutputError, match="a corpus in parts is there already"):
        build([str(inputs)], str(out), HERE, layout="folders")


@pytest.mark.parametrize("name", ["graph/mine.trig", "index.html"])
def test_files_of_others_are_never_touched(inputs: Path, tmp_path: Path, name: str) -> None:
    mine = tmp_path / "out" / name
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    with pytest.raises(OutputError, match=rf"not written by govgraph, move it away: .*{name.partition('/')[0]}"):
        parts(inputs, tmp_path / "out")
    assert mine.read_text() == "mine"


def test_a_disk_that_fills_up_is_one_line_and_the_next_run_goes_on(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, count = LocalFiles.write, 0

    def full(self: LocalFiles, name: str, data: bytes) -> None:
        nonlocal count
        count += 1
        if count in (4, 12):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(self, name, data)

    monkeypatch.setattr(LocalFiles, "write", full)
    for _ in range(2):
        with pytest.raises(OutputError, match=r"No space left on device: .*out"):
            parts(inputs, tmp_path / "out")
    parts(inputs, tmp_path / "out")
    monkeypatch.undo()
    parts(inputs, tmp_path / "new")
    assert results(tmp_path / "out") == results(tmp_path / "new")


def test_a_file_that_vanishes_before_it_is_read_is_one_failure(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = worker.read_source

    def vanishing(source: worker.Source) -> bytes:
        if source.file_name == "松泉县.txt":
            Path(source.location).unlink(missing_ok=True)
        return read(source)

    monkeypatch.setattr(worker, "read_source", vanishing)
    corpus = parts(inputs, tmp_path / "out")
    assert corpus.reports == 5
    [(name, error)] = corpus.read.failed
    assert name.endswith("松泉县.txt")
    assert "No such file or directory" in error


def test_a_fault_in_one_report_is_told_and_the_others_are_built(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(report: object) -> ReportFacts:
        raise RecursionError("deep")

    (inputs / "fault.txt").write_text(county_text("红岩县"), encoding="utf-8")
    parse = worker.parse_report

    def parsed(data: bytes, name: str) -> object:
        if name.endswith("fault.txt"):
            raise RecursionError("deep")
        return parse(data, name)

    monkeypatch.setattr(worker, "parse_report", parsed)
    corpus = parts(inputs, tmp_path / "out")
    assert corpus.reports == 6
    assert "fault in govgraph, please report it (RecursionError: deep)" in corpus.read.failed[0][1]


def test_results_and_inputs_may_lie_at_urls(inputs: Path, tmp_path: Path) -> None:
    system = fsspec.filesystem("memory")
    system.put(f"{inputs}/", "/bucket/in/", recursive=True)
    corpus = build(["memory://bucket/in"], "memory://bucket/out", HERE)
    assert (corpus.layout, corpus.reports) == ("parts", 6)
    assert build(["memory://bucket/in"], "memory://bucket/out", HERE).read.read == 0
    parts(inputs, tmp_path / "out")
    local = {name: data for name, data in results(tmp_path / "out").items() if not name.startswith(".")}
    assert {name: system.cat_file(f"/bucket/out/{name}") for name in local} == local


def command(inputs: Path, out: Path) -> list[str]:
    code = "from govgraph.cli import main\nif __name__ == '__main__': main()"
    script = out.with_suffix(".py")
    script.write_text(code)
    return [
        sys.executable,
        str(script),
        "-q",
        "build",
        str(inputs),
        "-o",
        str(out),
        "--layout",
        "parts",
        "--workers",
        "2",
    ]


def test_killed_at_random_moments_and_resumed_the_result_is_the_same(tmp_path: Path) -> None:
    chance = random.Random(6)
    inputs, out = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    for number in range(150):
        place = PLACES[number % 6]
        (inputs / f"{number}.txt").write_text(county_text(place, number, 1950 + number // 6), encoding="utf-8")
    (inputs / "bad.txt").write_bytes(b"")
    parts(inputs, tmp_path / "whole")
    for kill in range(10):
        process = subprocess.Popen(command(inputs, out), start_new_session=True, stderr=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=chance.uniform(0.3, 1.8))
        if kill % 2:
            process.kill()  # its workers see that it is gone
        else:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    time.sleep(0.2)
    assert subprocess.run(command(inputs, out), stderr=subprocess.DEVNULL, check=False).returncode == 1
    assert results(out) == results(tmp_path / "whole")


def test_two_builds_in_one_folder_do_not_mix(inputs: Path, tmp_path: Path) -> None:
    parts(inputs, tmp_path / "out")
    with Ledger(tmp_path / "out" / LEDGER), pytest.raises(OutputError, match="another build is at work there"):
        parts(inputs, tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / ".govgraph")


def test_files_damaged_in_ten_ways_are_told_and_the_others_are_complete(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inputs = tmp_path / "in"
    write(inputs, reports(50, seed=1), ("txt",), gold=False)
    damaged = damage(inputs, every=5)
    assert {each.way for each in damaged} == set(WAYS)
    corpus = parts(inputs, tmp_path / "out")
    assert [Path(name).name for name, _ in corpus.read.failed] == sorted(each.file for each in damaged)
    assert all("\n" not in error for _, error in corpus.read.failed)
    assert len(caplog.messages) == 10
    for each in damaged:
        (inputs / each.file).unlink()
    parts(inputs, tmp_path / "good")
    for folder in ("graph", "tables"):
        assert results(tmp_path / "out" / folder) == results(tmp_path / "good" / folder)
