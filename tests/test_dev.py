"""The two commands of the README, as far as they can be tried without a fresh machine, and the locks they install."""

import os
import re
import tomllib
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).parents[1]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands that dev.py would run; none is run, each succeeds."""
    made: list[list[str]] = []

    def record(*command: str | Path) -> int:
        made.append([str(part) for part in command])
        return 0

    monkeypatch.setattr(dev, "status", record)
    monkeypatch.setattr(dev, "quiet", record)
    return made


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment that is there already, without a stamp."""
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(dev, "STAMP", tmp_path / "installed")
    (tmp_path / "python").touch()
    return tmp_path


def pinned(name: str) -> set[str]:
    lines = (ROOT / "scripts" / "locks" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return {line.split("==")[0] for line in lines if "==" in line}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~;\[ ]", line, maxsplit=1)[0].lower() for line in requirements}


def test_the_first_run_installs_lock_and_project_and_the_second_nothing(calls: list[list[str]], venv: Path) -> None:
    dev.install("runtime")
    installs = [call for call in calls if "install" in call]
    assert ["--require-hashes" in call for call in installs] == [True, False]
    assert installs[0][-1].endswith("runtime.txt")
    assert installs[1][-2:] == ["-e", str(ROOT)]
    calls.clear()
    dev.install("runtime")
    assert calls == []


def test_an_environment_for_tests_serves_to_build_but_not_the_other_way(calls: list[list[str]], venv: Path) -> None:
    dev.install("test")
    calls.clear()
    dev.install("runtime")
    assert calls == []
    (venv / "installed").write_text(dev.stamp("runtime"), encoding="utf-8")
    dev.install("test")
    assert calls != []


def test_a_failed_installation_is_not_stamped(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "quiet", lambda *command: 0)
    monkeypatch.setattr(dev, "status", lambda *command: 1)
    with pytest.raises(dev.FailedError, match=r"failed with 1: .* pip install .*test\.txt"):
        dev.install("test")
    assert not (venv / "installed").exists()


def test_pytest_runs_last_and_a_failed_lint_still_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def status(*command: str | Path) -> int:
        ran.append(str(command[2]))
        return 1 if "ruff" in command else 0

    monkeypatch.setattr(dev, "install", lambda name: None)
    monkeypatch.setattr(dev, "find_tools", lambda: None)
    monkeypatch.setattr(dev, "status", status)
    assert dev.check(["-k", "wheel"]) == 1
    assert ran == ["ruff", "ruff", "mypy", "pytest"]


def test_who_is_not_root_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(dev.FailedError, match=r"a browser: install chromium \(as root: apt-get install"):
        dev.apt_install("tests need a browser", "chromium")


def test_an_unknown_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["biuld"]) == 2
    assert "scripts/dev.py build" in capsys.readouterr().out


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build = names(project["dependency-groups"]["build"])
    runtime = names(project["project"]["dependencies"])
    extras = project["project"]["optional-dependencies"]
    assert runtime | build <= pinned("runtime") <= pinned("test")
    wanted = set().union(*(names(extras[name]) for name in extras if name != "docs"))
    assert wanted - {"govgraph"} <= pinned("test")


@pytest.mark.parametrize("name", ["runtime", "test"])
def test_every_pin_has_hashes_and_no_lock_names_a_host(name: str) -> None:
    text = (ROOT / "scripts" / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    pins = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(pins) > 30
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
    assert "://" not in text


def test_both_locks_pin_the_same_versions() -> None:
    runtime, test = (
        set(re.findall(r"^\S+==\S+", (ROOT / "scripts" / "locks" / f"{name}.txt").read_text("utf-8"), re.MULTILINE))
        for name in ("runtime", "test")
    )
    assert runtime <= test
