"""The page of a comparison: one file, hostile text stays text, readable for everybody."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conftest import DATA
from govgraph.compare.compare import compare
from govgraph.compare.load import open_source, side_of
from govgraph.compare.model import Change, Comparison, Item, Quote
from govgraph.compare.page import render_comparison
from govgraph.compare.result import MOST_ROWS
from test_page import HOSTILE
from test_page_access import serious
from test_page_browser import PHONE, WIDE, Visit, browser, visit

__all__ = ["browser", "visit"]  # fixtures, shared with the other tests of pages

VOID = {"meta", "link", "input", "rect"}


@pytest.fixture(scope="module")
def result() -> Comparison:
    paths = (DATA / "compare" / f"linhu-{year}.txt" for year in (2022, 2023))
    return compare(*(side_of(open_source(path)) for path in paths))


@pytest.fixture
def page_file(result: Comparison, tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "compare.html"
    file.write_text(render_comparison(result), encoding="utf-8")
    yield file


class Outline(HTMLParser):
    """Open elements must be closed in turn; gathers addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def hostile(result: Comparison) -> Comparison:
    """The same with markup wherever a report has its say."""
    quote = Quote(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    item = Item("problem", HOSTILE, HOSTILE, (quote,))
    side = replace(result.a, label=HOSTILE, reports=(result.a.reports[0]._replace(id=HOSTILE, title=HOSTILE),) * 2)
    changes = tuple(Change("problem", status, item, item, HOSTILE) for status in ("recurring", "answered"))
    return replace(result, a=side, b=side, changes=(*changes, *result.changes), left_aside=side.reports)


def test_the_page_is_well_formed_and_asks_for_nothing(result: Comparison) -> None:
    html = render_comparison(result)
    outline = Outline()
    outline.feed(html)
    assert outline.open == []
    assert all(address.startswith(("#", "data:,")) for address in outline.addresses)
    assert "default-src 'none'" in unescape(html)
    assert not re.search(r'\s(?:style|on\w+)="', html)


def test_every_change_is_there_with_its_words(result: Comparison) -> None:
    html = render_comparison(result)
    assert html.count("<tr data-status=") == len(result.changes)
    assert "已督促整改43个" in html
    assert "完成整改55个" in html
    assert "+25.8%" in html


def test_a_page_of_a_whole_corpus_stays_readable(result: Comparison) -> None:
    many = replace(result, changes=tuple(change for change in result.changes if change.type == "problem") * 1000)
    html = render_comparison(many)
    assert html.count("<tr data-status=") == MOST_ROWS
    assert f"另有 {len(many.changes) - MOST_ROWS} 项" in html


def test_markup_in_a_report_stays_text(result: Comparison, visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "hostile.html"
    file.write_text(render_comparison(hostile(result)), encoding="utf-8")
    visit.page.goto(file.as_uri())
    assert visit.page.evaluate("window.hacked") is None
    assert visit.page.locator("img").count() == 0
    expect(visit.page.locator("#problem tbody q").first).to_contain_text("onerror")


@pytest.mark.parametrize("visit", [WIDE, PHONE], indirect=True, ids=["wide", "phone"])
def test_the_page_reads_well_for_everybody(visit: Visit, result: Comparison, tmp_path: Path) -> None:
    """axe finds nothing serious in either colour scheme and language, and nothing is wider than the window."""
    file = tmp_path / "short.html"
    kinds = {(change.type, change.status): change for change in result.changes}  # one of each: axe takes its time
    file.write_text(render_comparison(replace(result, changes=tuple(kinds.values()))), encoding="utf-8")
    page = visit.page
    page.goto(file.as_uri())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for _ in ("zh", "en"):
            assert serious(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.locator("#language").click()


def test_words_and_kinds_of_change_narrow_what_is_shown(visit: Visit, page_file: Path) -> None:
    page = visit.page
    page.goto(page_file.as_uri())
    rows = page.locator("tr[data-status]:visible")
    all_shown = rows.count()
    expect(page.locator("tr[data-status=same]:visible")).to_have_count(0)
    page.locator("[data-state=same]").click()
    assert rows.count() > all_shown
    page.locator("#search").fill("行政复议 纠错率")
    expect(rows).to_have_count(1)
    expect(rows.locator(".delta")).to_contain_text("−1.5")
    expect(page.locator("#initiative .none")).to_be_visible()
    page.locator("#language").click()
    expect(page.locator("#shown")).to_contain_text("1 of")
    expect(page.locator("#promises h2")).to_contain_text("Plans")
