"""The command line: every outcome has its exit code, every error its one line."""

import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from goldfacts import gold_facts
from govgraph import cli
from govgraph.corpus import command
from govgraph.errors import InputError
from govgraph.facts import ReportFacts

DATA = Path(__file__).parent / "data"
TITLE = "泾县2021年度法治政府建设情况报告"
COMMAND = [sys.executable, "-m", "govgraph"]


@pytest.fixture(autouse=True)
def _gold_instead_of_extraction(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files named bad… fail, all others say what the gold of one report says; the package's logging is put back."""

    def extract(path: Path) -> ReportFacts:
        if path.stem.startswith("bad"):
            raise InputError(f"empty file: {path}")
        text = (DATA / "reports" / "dev-county-2021.txt").read_text(encoding="utf-8")
        return gold_facts("dev-county-2021", text, TITLE)

    monkeypatch.setattr(command, "_extract", extract)
    logger = logging.getLogger("govgraph")
    before = (logger.handlers[:], logger.level, logger.propagate)
    yield
    logger.handlers, logger.level, logger.propagate = before


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    assert cli.run(["build", "a.txt", "-o", str(tmp_path / "built"), "-q"]) == 0
    return tmp_path / "built" / "graph.ttl"


Captured = pytest.CaptureFixture[str]


def test_help_says_what_the_exit_codes_mean(capsys: Captured) -> None:
    assert cli.run(["--help"]) == 0
    out = capsys.readouterr().out
    for words in ("build", "query", "validate", "evaluate", "facts", "4  output that cannot be written"):
        assert words in out


@pytest.mark.parametrize("command", ["build", "facts", "query", "validate", "evaluate"])
def test_each_command_explains_itself(command: str, capsys: Captured) -> None:
    assert cli.run([command, "--help"]) == 0
    assert "Exit codes" in capsys.readouterr().out


def test_help_does_not_wait_for_the_libraries() -> None:
    code = "import sys; from govgraph.cli import run; run(['build', '--help']); print([m for m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    modules = out.splitlines()[-1]
    for heavy in ("spacy", "rdflib", "networkx", "pyvis", "numpy", "rich", "tqdm"):
        assert f"'{heavy}'" not in modules


def test_the_version_is_printed(capsys: Captured) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("govgraph ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frobnicate"], "No such command"),
        (["build", "--min-confidence", "2"], "0<=x<=1"),
        (["query"], "at least one graph"),
        (["query", "a.ttl"], "FILE.rq or --name"),
        (["query", "a.ttl", "b.rq", "--name", "figures"], "FILE.rq or --name"),
        (["evaluate", "gold.jsonl"], "Missing argument"),
        (["evaluate", "a", "b", "--errors", "nonsense"], "--errors takes one of"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(arguments: list[str], words: str, capsys: Captured) -> None:
    assert cli.run(arguments) == 2
    err = capsys.readouterr().err
    assert words in err
    assert err.startswith("govgraph: ")
    assert err.count("\n") == 1


def test_without_a_command_the_help_is_shown_as_an_error(capsys: Captured) -> None:
    assert cli.run([]) == 2
    captured = capsys.readouterr()
    assert (captured.out, "Commands:" in captured.err) == ("", True)


def test_a_build_says_where_its_page_lies(tmp_path: Path, capsys: Captured) -> None:
    assert cli.run(["build", "a.txt", "-o", str(tmp_path / "out")]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("1 report, ")
    assert captured.out.endswith(f"{tmp_path / 'out' / 'graph.html'}\n")
    assert captured.err == ""


@pytest.mark.parametrize("arguments", [["-q", "build"], ["build", "-q"]])
def test_a_quiet_build_says_nothing(tmp_path: Path, capsys: Captured, arguments: list[str]) -> None:
    assert cli.run([*arguments, "a.txt", "-o", str(tmp_path / "out")]) == 0
    assert capsys.readouterr() == ("", "")


def test_without_a_report_the_sample_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["build", "-q"]) == 0
    [report] = json.loads((tmp_path / "output" / "run.json").read_text(encoding="utf-8"))["reports"]
    assert report["folder"] == "kaizhou-2022"


def test_one_bad_report_of_several_is_one_line_and_exit_code_1(tmp_path: Path, capsys: Captured) -> None:
    good, bad = files(tmp_path, "a.txt", "bad.txt")
    assert cli.run(["build", good, bad, "-o", str(tmp_path / "out")]) == 1
    captured = capsys.readouterr()
    assert captured.err == f"govgraph: {bad}: the file is empty\n"
    assert captured.out.startswith("1 report, 1 failed, ")
    assert (tmp_path / "out" / "a" / "graph.ttl").is_file()


@pytest.mark.parametrize(
    ("names", "options", "left"),
    [(["bad.txt"], [], []), (["bad1.txt", "bad2.txt"], [], []), (["a.txt", "bad.txt"], ["--strict"], [".govgraph"])],
)
def test_a_build_that_fails_is_exit_code_3_and_writes_no_results(
    tmp_path: Path, names: list[str], options: list[str], left: list[str]
) -> None:
    assert cli.run(["build", *files(tmp_path, *names), *options, "-o", str(tmp_path / "out")]) == 3
    assert [path.name for path in tmp_path.glob("out/*")] == left  # what was read is kept for the next run


def files(folder: Path, *names: str) -> list[str]:
    """Paths of files, of which those that are called bad… are empty."""
    for name in names:
        source = DATA / "reports" / "dev-county-2021.txt"
        (folder / name).write_bytes(b"" if name.startswith("bad") else source.read_bytes())
    return [str(folder / name) for name in names]


def test_a_result_that_cannot_be_written_is_exit_code_4(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "out").write_text("mine")
    assert cli.run(["build", "a.txt", "-o", str(tmp_path / "out")]) == 4
    assert capsys.readouterr().err == f"govgraph: a file is in the way, a folder is needed: {tmp_path / 'out'}\n"


def test_ctrl_c_is_exit_code_130_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def interrupt(path: Path) -> ReportFacts:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "_extract", interrupt)
    assert cli.run(["build", "a.txt", "-o", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err == "govgraph: interrupted, nothing was changed\n"
    assert list(tmp_path.iterdir()) == []


def test_a_termination_signal_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def terminate(path: Path) -> ReportFacts:
        os.kill(os.getpid(), signal.SIGTERM)
        raise AssertionError("still running")

    monkeypatch.setattr(command, "_extract", terminate)
    monkeypatch.setattr(sys, "argv", ["govgraph", "build", "a.txt", "-o", str(tmp_path / "out")])
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGHUP)}
    try:
        with pytest.raises(SystemExit) as stop:
            cli.main()
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
    assert stop.value.code == 143
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_ours_shows_its_traceback_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def fault(path: Path) -> ReportFacts:
        raise RecursionError("too deep")

    monkeypatch.setattr(command, "_extract", fault)
    assert cli.run(["build", "a.txt", "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == (
        "govgraph: fault in govgraph, please report it (RecursionError: too deep): a.txt\n"
    )
    assert cli.run(["-v", "build", "a.txt", "-o", str(tmp_path / "out")]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_min_confidence_drops_what_is_less_sure(tmp_path: Path) -> None:
    assert cli.run(["build", "a.txt", "-o", str(tmp_path), "--min-confidence", "0.95", "-q"]) == 0
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert record["min_confidence"] == 0.95
    assert record["counts"]["relations"] == {}  # the gold's relations have confidence .9
    assert record["counts"]["entities"]["figure"] > 50


def test_facts_prints_the_lines_of_the_graph(graph: Path, capsys: Captured) -> None:
    assert cli.run(["facts", str(graph)]) == 0
    assert capsys.readouterr().out == (graph.parent / "facts.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["facts", "validate"])
def test_a_missing_graph_is_exit_code_3(tmp_path: Path, command: str, capsys: Captured) -> None:
    assert cli.run([command, str(tmp_path / "none.ttl")]) == 3
    err = capsys.readouterr().err
    assert err.startswith("govgraph: ")
    assert "none.ttl" in err
    assert err.count("\n") == 1


def test_the_named_queries_are_listed(capsys: Captured) -> None:
    assert cli.run(["query", "--list"]) == 0
    assert "figures" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_query_by_name_answers_in_each_format(graph: Path, form: str, capsys: Captured) -> None:
    assert cli.run(["query", str(graph), "--name", "figures", "--format", form]) == 0
    out = capsys.readouterr().out
    assert "场次" in out
    if form == "json":
        assert len(json.loads(out)) > 50


def test_a_query_from_a_file_runs_over_several_graphs(graph: Path, tmp_path: Path, capsys: Captured) -> None:
    own = tmp_path / "count.rq"
    own.write_text("SELECT (COUNT(?s) AS ?n) WHERE { ?s a ?t }", encoding="utf-8")
    assert cli.run(["query", str(graph), str(graph), str(own), "--format", "json"]) == 0
    [row] = json.loads(capsys.readouterr().out)
    assert row["n"] > 200


@pytest.mark.parametrize("arguments", [["--name", "nonsense"], ["no.rq"], ["bad.rq"]])
def test_a_query_that_cannot_be_run_is_one_line(
    graph: Path, tmp_path: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.rq").write_text("SELECT ?s WHERE {", encoding="utf-8")
    assert cli.run(["query", str(graph), *arguments]) == 3
    err = capsys.readouterr().err
    assert err.startswith("govgraph: ")
    assert err.count("\n") == 1


def test_validate_says_yes_or_no_by_its_exit_code(graph: Path, capsys: Captured) -> None:
    assert cli.run(["validate", str(graph)]) == 0
    capsys.readouterr()
    damaged = re.sub(r"gov:start [0-9]+", 'gov:start "here"', graph.read_text(encoding="utf-8"), count=1)
    graph.write_text(damaged, encoding="utf-8")
    assert cli.run(["validate", str(graph), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["conforms"] is False


def test_evaluate_prints_the_scorers_figures(graph: Path, capsys: Captured) -> None:
    gold = DATA / "gold" / "dev-county-2021.jsonl"
    report = graph.parent / "a" / "report.txt"
    arguments = ["evaluate", str(gold), str(graph.parent / "facts.jsonl"), "--report", str(report)]
    assert cli.run([*arguments, "--format", "json"]) == 0
    figures = json.loads(capsys.readouterr().out)["reports"]["dev-county-2021"]
    assert figures["rows"]["macro"]["f1"] > 0.95
    assert figures["invented_quotes"] == 0
    assert cli.run(arguments) == 0
    assert "macro            f1 " in capsys.readouterr().out


def test_evaluate_lists_what_was_missed_of_one_type(graph: Path, tmp_path: Path, capsys: Captured) -> None:
    nothing = tmp_path / "nothing.jsonl"
    nothing.touch()
    assert cli.run(["evaluate", str(DATA / "gold" / "dev-county-2021.jsonl"), str(nothing), "--errors", "problem"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "# dev-county-2021"
    assert len(lines) > 1 and all(line.startswith("- [") for line in lines[1:])


def test_evaluate_takes_a_folder_of_gold_and_a_build(graph: Path, tmp_path: Path, capsys: Captured) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    shutil.copy(DATA / "gold" / "dev-county-2021.jsonl", gold / "a.jsonl")
    assert cli.run(["evaluate", str(gold), str(graph.parent), "--format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["reports"]["a"]["invented_quotes"] == 0
    assert result["mean"]["macro"]["f1"] > 0.95
    shutil.copy(gold / "a.jsonl", gold / "b.jsonl")
    assert cli.run(["evaluate", str(gold), str(graph.parent)]) == 3
    assert "no facts for the gold of: b" in capsys.readouterr().err
    assert cli.run(["evaluate", str(gold), str(graph.parent), "--report", "report.txt"]) == 2
    assert "--report goes with the gold of one report" in capsys.readouterr().err


def test_a_reader_that_stops_early_is_no_error(graph: Path) -> None:
    process = subprocess.Popen([*COMMAND, "facts", str(graph)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait() == 141
    assert process.stderr is not None
    assert process.stderr.read() == b""


def test_output_is_utf_8_whatever_the_locale(graph: Path) -> None:
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    out = subprocess.run([*COMMAND, "facts", str(graph)], capture_output=True, check=True, env=environment).stdout
    assert "泾县人民政府" in out.decode("utf-8")


@pytest.mark.parametrize(("terminal", "shown"), [(True, True), (False, False)])
def test_a_bar_is_shown_for_several_reports_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, terminal: bool, shown: bool
) -> None:
    def progress(total: int, quiet: bool) -> str:
        bar = command.Bar(quiet)
        bar.begin("reports", total)
        bar.step()
        bar.close()
        return capsys.readouterr().err

    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    assert ("1/3" in progress(3, quiet=False)) is shown
    assert progress(3, quiet=True) == ""
    assert progress(1, quiet=False) == ""


def test_a_cut_off_report_is_built_with_a_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    extract: Callable[[Path], ReportFacts] = _REAL_EXTRACT
    read = SimpleNamespace(read_report=lambda path: SimpleNamespace(cut_off=True))
    monkeypatch.setitem(sys.modules, "govgraph.read", read)
    monkeypatch.setitem(sys.modules, "govgraph.extract", SimpleNamespace(extract=lambda report: "facts"))
    assert extract(Path("cut.txt")) == "facts"
    assert caplog.messages == ["the report is cut off at its end, built as far as it goes: cut.txt"]


_REAL_EXTRACT = command._extract


def test_a_message_stays_one_line_whatever_a_file_is_called(tmp_path: Path, capsys: Captured) -> None:
    assert cli.run(["build", *files(tmp_path, "a.txt", "bad\nname.txt"), "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == f"govgraph: {tmp_path}/bad name.txt: the file is empty\n"
