"""Screenshots of the sample's page, taken in the system's Chromium with the network cut.

    python scripts/screenshots.py [FOLDER] [--report REPORT]

Writes overview, evidence, tables, dark and phone as PNG with few colours, so that they stay small.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from govgraph.extract import extract
from govgraph.page import render_page
from govgraph.read import parse_report

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "graph" / "govgraph" / "sample" / "kaizhou-2022.txt"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def evidence(page: Page) -> None:
    search(page, "负责人出庭应诉率")


def tables(page: Page) -> None:
    for view in ("report", "graph"):
        page.click(f'[data-view="{view}"]')


def phone_evidence(page: Page) -> None:
    evidence(page)
    page.click('[data-view="report"]')


def nothing(page: Page) -> None:
    """The page as it opens."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: window size in CSS pixels, colour scheme, what is done before it is taken."""

    name: str
    width: int
    height: int
    scheme: str = "light"
    prepare: Callable[[Page], None] = nothing


SHOTS = (
    Shot("overview", 1440, 900),
    Shot("overview-wide", 1920, 1080),
    Shot("evidence", 1440, 900, prepare=evidence),
    Shot("tables", 1440, 900, prepare=tables),
    Shot("dark", 1440, 900, "dark", evidence),
    Shot("phone", 390, 844),
    Shot("phone-graph", 390, 844, prepare=evidence),
    Shot("phone-report", 390, 844, prepare=phone_evidence),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("screenshots"))
    parser.add_argument("--report", type=Path, default=SAMPLE, help="a report (default: the sample)")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    import pickle

    facts = pickle.load(open("/tmp/facts.pkl", "rb"))  # tmp
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        file = Path(scratch) / "graph.html"
        file.write_text(render_page(facts), encoding="utf-8")
        path = next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            take(browser, file, shot, arguments.folder / f"{shot.name}.png")
        browser.close()
    return 0


def take(browser: Browser, file: Path, shot: Shot, target: Path) -> None:
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height}, offline=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if shot.scheme == "dark" else "light")
    page.goto(file.as_uri())
    page.wait_for_function("window.govgraph && window.govgraph.ready")
    shot.prepare(page)
    page.wait_for_timeout(300)  # for the notice that fades, and the canvas
    page.screenshot(path=target)
    context.close()
    print(f"{target} {target.stat().st_size}")


if __name__ == "__main__":
    sys.exit(main())
