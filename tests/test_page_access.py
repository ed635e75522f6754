"""The page for everybody: by keyboard, with a screen reader, light and dark, in both languages, wide and on a phone."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from govgraph.page import render_index
from test_page import sample
from test_page_browser import PHONE, WIDE, Visit, browser, page_file, search, visit
from test_page_corpus import REPORTS, summary

__all__ = ["browser", "page_file", "sample", "visit"]  # fixtures, shared with the other tests of the page

CONTROLS = "button, input, select, summary, a[href], [tabindex='0']"


def serious(page: Page) -> list[str]:
    """What axe-core finds by the rules of WCAG 2.2 A and AA that is serious or critical: rule and places."""
    page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate(
        """axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                     resultTypes: ["violations"] })"""
    )
    return [
        f"{violation['id']}: {[node['target'] for node in violation['nodes'][:3]]}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]


def look(page: Page, scheme: str, language: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    if language == "en":
        page.locator('[data-run="language"], #language').click()


@pytest.mark.parametrize(("scheme", "language"), list(product(["light", "dark"], ["zh", "en"])))
@pytest.mark.parametrize("visit", [WIDE, PHONE], indirect=True, ids=["wide", "phone"])
def test_axe_finds_nothing_serious(visit: Visit, page_file: Path, scheme: str, language: str) -> None:
    page = visit.open(page_file)
    look(page, scheme, language)
    assert serious(page) == []
    search(page, "负责人出庭应诉率")
    for view in ("report", "facts"):
        if page.viewport_size == PHONE:
            page.locator(f'[data-view="{view}"]').click()
        assert serious(page) == []
    page.locator('[data-view="graph"]').click()
    if page.viewport_size == WIDE:
        page.locator('[data-view="graph"]').click()
    page.locator("#filters summary").click()
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_list_of_reports(visit: Visit, tmp_path: Path, scheme: str) -> None:
    file = tmp_path / "graph.html"
    file.write_text(render_index([summary(*report) for report in REPORTS]), encoding="utf-8")
    visit.page.goto(file.as_uri())
    for language in ("zh", "en"):
        look(visit.page, scheme, language)
        assert serious(visit.page) == []


def test_every_control_is_reached_with_the_tab_key(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    wanted = page.evaluate(
        f"""() => {{
        const seen = [...document.querySelectorAll("{CONTROLS}")].filter((node) =>
            node.checkVisibility({{ visibilityProperty: true }}) && !node.disabled && node.tabIndex >= 0);
        window.reached = new Set();
        document.addEventListener("focusin", (event) => window.reached.add(event.target));
        window.wanted = seen;
        return seen.length;
    }}"""
    )
    assert wanted > 60
    for _ in range(wanted + 2):
        page.keyboard.press("Tab")
    missed = page.evaluate("wanted.filter((node) => !reached.has(node)).map((node) => node.outerHTML.slice(0, 120))")
    assert missed == []


def test_the_focus_is_always_visible(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_a_fact_is_found_read_and_left_by_keyboard_alone(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    search(page, "负责人出庭应诉率")
    expect(page.locator("#panel-body h2")).to_contain_text("90.9%")
    page.locator("#panel-body button", has_text="到依据文件").or_(page.locator("#panel-body .why")).first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("govgraph.shown().length") > 1
    page.locator("#panel-body").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#panel-body .kicker")).to_have_text("概览")


def test_a_filter_keeps_the_focus_where_it_was(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    page.locator("#legend button").nth(2).focus()
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "false"
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_text_is_cut_off_in_either_language(visit: Visit, page_file: Path, language: str) -> None:
    page = visit.open(page_file)
    look(page, "light", language)
    wider = """nodes => nodes.filter(node => node.scrollWidth > node.clientWidth + 1).map(node => node.textContent)"""
    for places in ("#panel-body", ".tile", ".toolbar", ".chip", "header .bar", "header button", "#coverage"):
        assert page.locator(places).evaluate_all(wider) == []
    for name in ("#legend", "#fact-tabs"):
        assert page.locator(name).bounding_box()["height"] < 80  # type: ignore[index]  # two rows at most


@pytest.mark.parametrize("visit", [{"width": 720, "height": 450}], indirect=True)
def test_at_twice_the_size_nothing_is_cut_off(visit: Visit, page_file: Path) -> None:
    """A window of 1440 × 900 at 200 % zoom has 720 × 450 CSS pixels."""
    page = visit.open(page_file)
    for view in ("overview", "report", "graph", "facts"):
        page.locator(f'[data-view="{view}"]').click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator(".pane:visible").first.bounding_box()["height"] > 150  # type: ignore[index]


def test_axe_would_notice(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    page.evaluate("document.querySelector('h1').style.color = '#eee'")
    assert any(finding.startswith("color-contrast") for finding in serious(page))
