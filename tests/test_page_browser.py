"""The page in a real browser with the network cut: what a reader does with it, and what must never happen."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from govgraph.facts import Evidence, ReportFacts
from govgraph.page import render_index, render_page, summarise
from test_page import HOSTILE, sample, tiny

__all__ = ["sample"]  # the fixture, shared with the tests that need no browser

ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
RATE = "区政府负责人出庭应诉率"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.fail("no Chromium found: install it with 'apt-get install chromium fonts-noto-cjk'")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield opened
        opened.close()


class Visit:
    """One opened page that records what it asks for and what goes wrong."""

    def __init__(self, browser: Browser, size: dict[str, int]) -> None:
        self.context = browser.new_context(viewport=size, offline=True, accept_downloads=True)  # type: ignore[arg-type]
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, file: Path, hash_: str = "") -> Page:
        self.page.goto("about:blank")  # else another hash would not load the file again
        self.page.goto(file.as_uri() + hash_)
        self.page.wait_for_function("window.govgraph && window.govgraph.ready")
        return self.page


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit, wide unless parametrised; it must end with no request and no complaint."""
    visit = Visit(browser, getattr(request, "param", WIDE))
    yield visit
    visit.context.close()
    assert [url for url in visit.requests if not url.startswith(("about:", "file:", "data:", "blob:"))] == []
    assert visit.complaints == []


@pytest.fixture(scope="module")
def page_file(sample: ReportFacts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "graph.html"
    file.write_text(render_page(sample), encoding="utf-8")
    return file


def search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def marked(page: Page, name: str) -> str:
    return "".join(page.locator(f"#text .{name}").all_text_contents())


def colours(page: Page) -> int:
    """Number of different colours on the canvas of the graph."""
    found: int = page.evaluate("""() => {
        const canvas = document.querySelector("#network canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
    }""")
    return found


def test_the_map_is_drawn_with_every_node_at_its_place(visit: Visit, page_file: Path, sample: ReportFacts) -> None:
    page = visit.open(page_file)
    page.locator('[data-mode="map"]').click()
    assert page.evaluate("govgraph.nodes()") == len(sample.entities)
    assert colours(page) > 50
    first = page.evaluate("key => govgraph.point(key)", sample.report.issuer)
    page.reload()
    page.wait_for_function("window.govgraph && window.govgraph.ready")
    page.locator('[data-mode="map"]').click()
    assert page.evaluate("key => govgraph.point(key)", sample.report.issuer) == first


def test_a_click_on_a_node_shows_its_evidence(visit: Visit, page_file: Path, sample: ReportFacts) -> None:
    page = visit.open(page_file)
    issuer = next(entity for entity in sample.entities if entity.key == sample.report.issuer)
    page.locator('[data-mode="map"]').click()
    point = page.evaluate("key => govgraph.point(key)", issuer.key)
    page.mouse.click(point["x"], point["y"])
    expect(page.locator("#panel-body h2")).to_have_text(issuer.name)
    quotes = page.locator("#panel-body blockquote mark").all_text_contents()
    assert quotes[0] in {m.evidence.quote for m in sample.mentions if m.entity == issuer.key}


def test_a_row_of_the_table_shows_relations_and_the_words_behind_them(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    page.locator("#fact-filter").fill(RATE)
    page.locator("#fact-table tbody button").first.click()
    expect(page.locator("#panel-body h2")).to_contain_text("90.9%")
    page.locator("#panel-body button.why").first.click()
    expect(page.locator("#panel-body blockquote mark")).to_contain_text("90.9%")
    expect(page.locator("#panel-body")).to_contain_text("置信度 0.90")


def test_search_finds_a_figure_and_lights_up_its_sentence(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    search(page, "负责人出庭应诉率")
    expect(page.locator("#panel-body h2")).to_contain_text("90.9%")
    assert f"{RATE}90.9%" in marked(page, "evidence")
    assert page.locator("#text .chosen").first.evaluate(
        "node => { const box = node.getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight; }"
    )


def test_search_takes_pinyin_initials_arrows_and_escape(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    page.keyboard.press("/")
    page.keyboard.type("kzqrmzf")
    chosen = page.locator('#search-results [aria-selected="true"]')
    expect(chosen).to_contain_text("开州区人民政府")
    page.keyboard.press("Escape")
    expect(page.locator("#search-results")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    first = chosen.text_content()
    page.keyboard.press("ArrowDown")
    expect(chosen).to_have_count(1)
    assert chosen.text_content() != first
    name = chosen.locator("span").evaluate("node => node.firstChild.textContent")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-body h2")).to_have_text(name)


def test_from_a_sentence_in_the_report_back_to_its_fact(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    page.locator("#text .t-figure", has_text="90.9%").first.click()
    expect(page.locator("#panel-body h2")).to_contain_text("90.9%")
    expect(page.locator("#fact-table tr.chosen")).to_have_count(1)


def test_the_address_keeps_the_selection_and_back_returns(visit: Visit, page_file: Path, sample: ReportFacts) -> None:
    relation = sample.relations[40]
    key = f"{relation.subject}|{relation.predicate}|{relation.object}".replace(f"report/{sample.report.id}/", "")
    page = visit.open(page_file, f"#r={key}")
    assert marked(page, "evidence").replace("\n", "") == relation.evidence.quote.replace("\n", "")
    page.locator("#panel-body .list button.link").first.click()
    assert re.search(r"#e=", page.url)
    page.go_back()
    expect(page.locator("#panel-body .kicker")).to_have_text("关系")
    again = visit.open(page_file, "#e=nothing/of-the-kind")
    expect(again.locator("#panel-body .kicker")).to_have_text("概览")


def test_the_legend_filters_graph_and_tables(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    page.locator("#legend button", has_text="数据").click()
    expect(page.locator("#fact-table tbody")).to_have_text("没有找到")
    page.locator("#legend button", has_text="数据").click()
    page.locator("#filters summary").click()
    page.locator("#more-filters").get_by_label("章节").select_option("1.4")
    sections = page.locator("#fact-table tbody td:last-child").all_text_contents()
    assert sections
    assert all(section.startswith("1.4") for section in sections)


def test_tables_sort_by_number_and_are_saved_as_csv(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    page.locator("#fact-table thead button", has_text="数值").click()
    cells = page.locator("#fact-table tbody td.number")
    values = cells.evaluate_all("cells => cells.map(cell => cell.title)")
    numbers = [float(re.sub(r"[^\d.]", "", value)) for value in values]
    assert numbers == sorted(numbers)
    with page.expect_download() as download:
        page.locator("#save-csv").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert text.startswith('"指标","数值"')
    assert "523.46" in text


def test_a_path_leads_from_a_figure_to_another_fact(visit: Visit, page_file: Path, sample: ReportFacts) -> None:
    outcome = next(r for r in sample.relations if r.predicate == "hasOutcome")
    page = visit.open(page_file, "#e=" + outcome.object.removeprefix(f"report/{sample.report.id}/"))
    page.get_by_role("button", name="以此为路径起点").click()
    page.locator("#panel-body .list button.link").first.click()
    assert page.evaluate("govgraph.nodes()") == 2


def test_language_and_theme_change_everything_at_once(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator('[data-run="language"]').click()
    expect(page.locator("#panel-body .kicker")).to_have_text("Overview")
    expect(page.locator("#legend")).to_contain_text("Documents")
    page.locator('[data-run="theme"]').click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.reload()
    expect(page.locator("#panel-body .kicker")).to_have_text("Overview")


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_a_phone_shows_one_view_at_a_time_with_the_details_below(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    expect(page.locator("#panel-body .tiles")).to_be_visible()
    page.locator('[data-view="report"]').click()
    expect(page.locator("#text")).to_be_visible()
    expect(page.locator("#network")).to_be_hidden()
    page.locator("#text .t-instrument").first.click()
    expect(page.locator("#panel-body h2")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_on_a_phone_the_report_opens_at_the_sentence_that_was_found(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    search(page, "负责人出庭应诉率")
    page.locator('[data-view="report"]').click()
    expect(page.locator("#text .chosen").first).to_be_in_viewport()


@pytest.mark.parametrize("visit", [WIDE, PHONE], indirect=True)
def test_hostile_text_runs_nothing_and_is_shown_as_it_is(visit: Visit, tmp_path: Path) -> None:
    facts = tiny(f"吉县司法局开展执法检查5次。{HOSTILE}", f"吉{HOSTILE}")
    file = tmp_path / "graph.html"
    file.write_text(render_page(facts), encoding="utf-8")
    page = visit.open(file)
    search(page, "onerror")
    page.locator('[data-view="report"]').click()
    page.locator('[data-view="report"]').click()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    assert HOSTILE.split("\u2028")[0] in page.evaluate("document.getElementById('text').textContent")


def test_offsets_count_characters_beyond_the_first_plane_once(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "graph.html"
    facts = tiny()
    file.write_text(render_page(facts), encoding="utf-8")
    page = visit.open(file, "#e=figure/1")
    evidence: Evidence = next(m.evidence for m in facts.mentions if m.entity.endswith("figure/1"))
    assert page.locator("#panel-body blockquote mark").all_text_contents() == [evidence.quote]
    assert marked(page, "chosen") == evidence.quote


def test_marks_are_reached_by_arrow_keys(visit: Visit, page_file: Path, sample: ReportFacts) -> None:
    page = visit.open(page_file)
    page.locator("#text").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    names = {entity.key: entity.name for entity in sample.entities}
    expect(page.locator("#panel-body h2")).to_have_text(names[sample.mentions[1].entity])


def test_the_index_filters_and_sorts_reports(browser: Browser, tmp_path: Path) -> None:
    one = summarise(tiny(), "a")
    many = [one, *(summarise(tiny("吉县司法局开展执法检查5次。", name), name) for name in ("甲县", "乙县"))]
    file = tmp_path / "index.html"
    file.write_text(render_index(many), encoding="utf-8")
    visit = Visit(browser, WIDE)
    visit.page.goto(file.as_uri())
    visit.page.locator("#search").fill("甲县")
    expect(visit.page.locator("#reports tbody tr:visible")).to_have_count(1)
    assert visit.complaints == []
    assert all(json.dumps(url).startswith('"file:') for url in visit.requests if not url.startswith("data:"))
    visit.context.close()
