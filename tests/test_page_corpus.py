"""The page of several reports: found by words, what they share, one indicator over places and years."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from govgraph.page import ReportSummary, render_index, summarise
from test_page import HOSTILE, tiny
from test_page_browser import WIDE, Visit, browser, visit

__all__ = ["browser", "visit"]  # fixtures, shared with the other tests of the page

RATE = "行政机关负责人出庭应诉率"
REPORTS = [("甲省乙县", "2021", "90.5"), ("甲省乙县", "2022", "95"), ("丙省丁县", "2022", "100")]


def summary(place: str, year: str, rate: str) -> ReportSummary:
    """A report that names a body and a document of its own beside those that all name."""
    own = (("agency", f"{place}司法局", 3), ("instrument", f"{place}法治建设方案", 1))
    every = (("agency", "司法部", 2), ("instrument", "法治政府建设实施纲要", 5))
    base = summarise(tiny(), f"{place}{year}")
    title = f"{place}{year}年度法治政府建设报告"
    figures = ((RATE, rate, "%", "figure/7"), ("办理案件", "52346000000", "元", "figure/8"))
    return replace(base, title=title, place=place, year=year, named=own + every, figures=figures)


@pytest.fixture
def corpus(visit: Visit, tmp_path: Path) -> Visit:
    file = tmp_path / "graph.html"
    file.write_text(render_index([summary(*report) for report in REPORTS]), encoding="utf-8")
    visit.page.goto(file.as_uri())
    return visit


def test_what_most_reports_name_stands_first_and_leads_to_them(corpus: Visit) -> None:
    page = corpus.page
    expect(page.locator("#columns .agency").first).to_contain_text("司法部")
    expect(page.locator("#columns .agency").first).to_contain_text("3")
    expect(page.locator("#columns .report")).to_have_count(3)
    page.locator("#columns .agency", has_text="丙省丁县司法局").click()
    expect(page.locator("#columns .report")).to_have_count(1)
    expect(page.locator("#columns a.report")).to_have_attribute(
        "href", "%E4%B8%99%E7%9C%81%E4%B8%81%E5%8E%BF2022/graph.html"
    )
    page.locator("#trail button").click()
    expect(page.locator("#columns .report")).to_have_count(3)
    assert page.locator("#lines path").count() == 3 * 2 + 2 * (2 + 1)


def test_one_indicator_is_compared_over_places_and_years(corpus: Visit) -> None:
    page = corpus.page
    expect(page.locator("#indicator")).to_have_value(RATE)
    expect(page.locator("#indicator-table thead th")).to_have_text(["地区", "2021", "2022"])
    rows = [" ".join(row.split()) for row in page.locator("#indicator-table tbody tr").all_inner_texts()]
    assert sorted(rows) == sorted([f"丙省丁县 100% {RATE}", f"甲省乙县 90.5% {RATE} 95% {RATE}"])
    link = page.locator("#indicator-table a", has_text="90.5%")
    assert (link.get_attribute("href") or "").endswith("2021/graph.html#e=figure%2F7")
    page.locator("#indicator").fill("案件")
    expect(page.locator("#indicator-table a").first).to_have_text("523.46亿元")


def test_words_narrow_reports_graph_and_figures_and_find_bodies(corpus: Visit) -> None:
    page = corpus.page
    page.locator("#search").fill("乙县 2022")
    expect(page.locator("#reports tbody tr:visible")).to_have_count(1)
    expect(page.locator("#columns .report")).to_have_count(1)
    expect(page.locator("#indicator-table a")).to_have_count(1)
    page.locator("#search").fill("实施纲要")
    page.locator("#hits button").click()
    expect(page.locator("#trail b")).to_have_text("法治政府建设实施纲要")
    expect(page.locator("#columns .report")).to_have_count(3)


def test_hostile_names_stay_text(visit: Visit, tmp_path: Path) -> None:
    one = replace(
        summary(*REPORTS[0]),
        title=HOSTILE,
        place=HOSTILE,
        named=(("agency", HOSTILE, 1),),
        figures=((HOSTILE, "1", "<b>", "f"),),
    )
    file = tmp_path / "graph.html"
    file.write_text(render_index([one, one]), encoding="utf-8")
    visit.page.goto(file.as_uri())
    assert visit.page.evaluate("window.hacked") is None
    assert visit.page.locator("img, b:has-text('rm')").count() == 0
    expect(visit.page.locator("#columns .agency")).to_contain_text("onerror")


def test_twenty_thousand_bodies_are_aggregated_and_the_page_keeps_up(visit: Visit, tmp_path: Path) -> None:
    many = []
    for number in range(400):
        place = f"某{'甲乙丙丁'[number % 4]}省第{number // 4}县"
        bodies = tuple(("agency", f"{place}第{n}局", 1 + n % 5) for n in range(52))
        many.append(replace(summary(place, str(2018 + number % 6), "90"), named=(*bodies, ("agency", "司法部", 2))))
    file = tmp_path / "graph.html"
    file.write_text(render_index(many), encoding="utf-8")
    visit.page.goto(file.as_uri())
    page = visit.page
    assert page.evaluate("gg.shared.entities.length") > 20_000
    assert page.locator("#columns .box").count() <= 3 * 12
    expect(page.locator("#columns .report")).to_have_count(4)  # by province
    frames = page.evaluate("""async () => {
        const box = document.getElementById("search");
        const times = [];
        for (const words of ["第", "第9", "第9县", "某甲省", "某甲省 2020"]) {
            box.value = words;
            const start = performance.now();
            box.dispatchEvent(new Event("input"));
            document.body.getBoundingClientRect();
            times.push(performance.now() - start);
            await new Promise((done) => setTimeout(done, 20));
        }
        return times;
    }""")
    assert sorted(frames)[2] < 100
    expect(page.locator("#trail")).to_contain_text(
        str(len([s for s in many if "某甲省" in s.title and s.year == "2020"]))
    )
    assert page.viewport_size == WIDE
