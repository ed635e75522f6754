#!/usr/bin/env python3
"""Set up this project and build or check it, on a fresh machine with Python 3.11 or later.

    python3 scripts/dev.py build            .venv with locked dependencies; graph of the sample report into output/
    python3 scripts/dev.py check [ARGS…]    .venv with locked test dependencies, a browser; lint, types, tests
    python3 scripts/dev.py lock             new scripts/locks/*.txt from pyproject.toml (needs uv)

ARGS go to pytest. Needs nothing but the standard library; a second run installs nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "installed"
LOCKS = ROOT / "scripts" / "locks"
OLDEST = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LINTS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
}
UV_OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
)


class FailedError(Exception):
    """What stops the command, in one line."""


def main(arguments: list[str]) -> int:
    command, *rest = arguments or ["help"]
    commands: dict[str, Callable[[], int]] = {"build": build, "check": lambda: check(rest), "lock": lock}
    if command not in commands:
        print(__doc__)
        return 0 if command in ("help", "-h", "--help") else 2
    try:
        if sys.version_info[:2] < OLDEST:
            raise FailedError(f"needs Python 3.11 or later, this is {sys.version.split()[0]}")
        return commands[command]()
    except FailedError as error:
        say(str(error))
        return 1


def build() -> int:
    """Install what a user needs and build the sample report's graph into output/."""
    install("runtime")
    code = status(BIN / "govgraph", "build", "-o", ROOT / "output")
    if code == 0:
        say("built: open output/graph.html")
    return code


def check(pytest_arguments: list[str]) -> int:
    """Lint, type check and test; pytest runs last, so that its summary closes the output."""
    install("test")
    find_tools()
    failed = [name for name, command in LINTS.items() if status(PYTHON, *command) != 0]
    say(f"lint and types: {'failed: ' + ', '.join(failed) if failed else 'passed'}")
    return status(PYTHON, "-m", "pytest", *pytest_arguments) or (1 if failed else 0)


def lock() -> int:
    """Pin every dependency with its hashes, for all platforms and Python versions that the project supports."""
    uv = shutil.which("uv")
    if uv is None:
        raise FailedError("lock needs uv: pip install uv")
    runtime, test = "scripts/locks/runtime.txt", "scripts/locks/test.txt"
    compile_ = (uv, "pip", "compile", "pyproject.toml", "--group", "build", *UV_OPTIONS)
    run(*compile_, "-o", runtime)
    run(*compile_, "--extra", "test", "--extra", "browser", "-c", runtime, "-o", test)
    return 0


def install(name: str) -> None:
    """Make .venv hold a lock and the project; nothing to do where the stamp says so."""
    satisfied = (stamp(name), stamp("test"))  # the test lock holds the runtime lock
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") in satisfied:
        return
    make_venv()
    STAMP.unlink(missing_ok=True)
    say(f"installing scripts/locks/{name}.txt into .venv (a minute or two)")
    pip = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--no-deps")
    run(*pip, "--require-hashes", "-r", LOCKS / f"{name}.txt")
    run(*pip, "--no-build-isolation", "-e", ROOT)
    STAMP.write_text(stamp(name), encoding="utf-8")


def stamp(name: str) -> str:
    """What decides whether .venv is up to date: lock, project file, place of the checkout and Python version."""
    parts = ((LOCKS / f"{name}.txt").read_bytes(), (ROOT / "pyproject.toml").read_bytes())
    return f"{name} {hashlib.sha256(b''.join(parts)).hexdigest()} {ROOT} {sys.version.split()[0]}"


def make_venv() -> None:
    """Create .venv unless there is one that works; Debian keeps a part of venv in a package of its own."""
    if PYTHON.exists() and quiet(PYTHON, "-m", "pip", "--version") == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if quiet(sys.executable, "-c", "import ensurepip") != 0:
        apt_install("this Python cannot make virtual environments", "python3-venv")
    run(sys.executable, "-m", "venv", VENV)


def find_tools() -> None:
    """What the tests need from Debian: there already, installed as root, or asked for.

    Chromium and a Chinese font for the page, and serdi, which reads RDF by a third implementation.
    """
    if sys.platform != "linux":
        return
    missing = [] if any(map(shutil.which, BROWSERS)) else ["chromium"]
    if not chinese_font():
        missing.append("fonts-noto-cjk")
    if shutil.which("serdi") is None:
        missing.append("serdi")
    if missing:
        apt_install("the tests need a browser, a Chinese font and an RDF parser", *missing)


def chinese_font() -> bool:
    """True where fontconfig knows a font with Chinese characters."""
    if shutil.which("fc-list") is None:
        return False
    fonts = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, check=False)
    return bool(fonts.stdout.strip())


def apt_install(why: str, *packages: str) -> None:
    """Install Debian packages; FailedError, saying what to install, where that is not possible here."""
    names = " ".join(packages)
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise FailedError(f"{why}: install {names} (as root: apt-get install {names}) and try again")
    say(f"{why}: apt-get install {names}")
    quiet("apt-get", "-qq", "update")
    noninteractive = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ("apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages)
    if subprocess.run(command, env=noninteractive, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        raise FailedError(f"{why}, and apt-get could not install {names}")


def run(*command: str | Path) -> None:
    """Run a command in the project's folder; FailedError where it fails."""
    if (code := status(*command)) != 0:
        raise FailedError(f"failed with {code}: {' '.join(map(str, command))}")


def status(*command: str | Path) -> int:
    """Run a command in the project's folder, its output going where ours goes, and give its exit code."""
    sys.stdout.flush()
    return subprocess.run(list(map(str, command)), cwd=ROOT, check=False).returncode


def quiet(*command: str | Path) -> int:
    """The exit code of a command that is run without showing its output."""
    return subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, check=False).returncode


def say(line: str) -> None:
    """One line for the user, on stderr, as stdout belongs to the commands that are run."""
    print(f"dev.py: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
