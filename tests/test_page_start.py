"""The start page of a corpus in parts, opened from disk: found by words, a page at a time, with the exact commands."""

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from govgraph.page.start import Listed, start_page
from test_page import HOSTILE
from test_page_access import look, serious
from test_page_browser import PHONE, WIDE, Visit, browser, visit

__all__ = ["browser", "visit"]  # fixtures, shared with the other tests of the page

LEVELS = ("provincial", "prefecture", "county", None)


def listed(issuer: str, year: str = "2022", place: str | None = "甲省乙县", level: str | None = "county") -> Listed:
    counts = {"agency": 12, "figure": 7}
    said: dict[str, Any] = {"title": "报告", "issuer": issuer, "place": place, "year": year, "level": level}
    return f"{issuer}-{year}-0a1b2c3d", said | {"counts": counts, "relations": 40, "left_out": 3}


def many(count: int) -> Iterable[Listed]:
    """Six years of each body."""
    for number in range(count // 6):
        place = f"某{'甲乙丙丁'[number % 4]}省第{number:05}县"
        for year in range(2019, 2025):
            yield listed(f"{place}人民政府", str(year), place, LEVELS[number % 4])


def put(folder: Path, reports: Iterable[Listed], minimum: float = 0.0) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "index.html"
    file.write_text("".join(start_page(reports, minimum)), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def page(visit: Visit, tmp_path: Path) -> Page:
    visit.page.goto(put(tmp_path, many(600)))
    return visit.page


def test_words_level_and_year_narrow_the_list_and_the_address_keeps_them(page: Page) -> None:
    expect(page.locator("#shown")).to_contain_text("600 / 600")
    page.locator("#search").fill("某甲省 第00004")
    expect(page.locator("#reports tbody tr")).to_have_count(6)
    page.locator("#year").select_option("2021")
    expect(page.locator("#reports tbody tr")).to_have_count(1)
    expect(page.locator("#reports tbody tr")).to_contain_text("某甲省第00004县人民政府-2021-0a1b2c3d")
    page.reload()
    expect(page.locator("#shown")).to_contain_text("1 / 600")
    page.locator("#level").select_option("county")
    expect(page.locator("#reports tbody tr")).to_have_count(0)
    page.locator("#search").fill("")
    expect(page.locator("#shown")).to_contain_text("25 / 600")


def test_a_page_of_rows_at_a_time_in_any_order(page: Page) -> None:
    rows = page.locator("#reports tbody tr")
    expect(rows).to_have_count(50)
    expect(page.locator("#pages")).to_contain_text("1 / 12")
    page.locator("#pages button").last.click()
    expect(page.locator("#pages")).to_contain_text("2 / 12")
    year = page.locator("#reports thead button", has_text="年度")
    year.click()
    expect(rows.first).to_contain_text("-2019-")
    year.click()
    expect(rows.first).to_contain_text("-2024-")
    expect(page.locator("#reports th[aria-sort='descending']")).to_have_text("年度")


def test_totals_follow_the_list_and_lead_into_it(page: Page) -> None:
    expect(page.locator(".total-year tbody tr")).to_have_count(6)
    first = page.locator(".total-year tbody tr").first.locator("th, td").all_inner_texts()
    assert first == ["2024", "100", "1200", "0", "0", "700", "0", "0", "4000", "300"]
    page.locator(".total-place button", has_text="某丙省").click()
    expect(page.locator("#shown")).to_contain_text("150 / 600")
    expect(page.locator(".total-level tbody button")).to_have_text("县级")
    page.locator(".total-year button", has_text="2020").click()
    expect(page.locator("#shown")).to_contain_text("25 / 600")


@pytest.mark.parametrize("name", ["out", "我的 结果", 'it\'s $(id) `x` "y" \\n', "100%25#?"])
def test_the_commands_are_those_that_a_shell_takes(visit: Visit, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    visit.page.goto(put(folder, [listed("某'县$(id)")]))
    assert shlex.split(visit.page.locator("#serve code").inner_text()) == ["govgraph", "serve", str(folder)]
    link = visit.page.locator("#reports tbody a")
    assert link.get_attribute("href") == "http://127.0.0.1:7878/page/%E6%9F%90'%E5%8E%BF%24(id)-2022-0a1b2c3d"
    visit.page.locator("#reports tbody button").click()
    command = shlex.split(visit.page.locator("#export code").inner_text())
    report = "某'县$(id)-2022-0a1b2c3d"
    assert command == ["govgraph", "export", str(folder), "--report", report, "-o", report]


def test_what_no_shell_takes_gets_no_command(visit: Visit, tmp_path: Path) -> None:
    visit.page.goto(put(tmp_path, [listed("某县\n\x1b[201~rm -rf .")]))
    visit.page.locator("#reports tbody button").click()
    expect(visit.page.locator("#export")).to_contain_text("govgraph serve")
    expect(visit.page.locator("#export code")).to_have_count(0)


def test_hostile_names_stay_text(visit: Visit, tmp_path: Path) -> None:
    odd = (f"{HOSTILE}/../x", listed(HOSTILE)[1])  # an id that does not begin with body and year
    visit.page.goto(put(tmp_path, [listed(HOSTILE, HOSTILE, HOSTILE, HOSTILE), odd]))
    page = visit.page
    expect(page.locator("#reports tbody tr")).to_have_count(2)
    page.locator("#reports tbody button").last.click()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, #reports script").count() == 0
    expect(page.locator("#reports tbody tr").last).to_contain_text(odd[0])
    page.locator("#language").click()
    expect(page.locator(".total-place tbody")).to_contain_text("onerror")


def test_facts_that_are_left_out_are_told(visit: Visit, tmp_path: Path) -> None:
    visit.page.goto(put(tmp_path, [listed("某县")], 0.95))
    expect(visit.page.locator("#minimum")).to_contain_text("0.95")


def test_a_hundred_thousand_reports_are_small_and_quick(visit: Visit, tmp_path: Path) -> None:
    few, all_ = (len("".join(start_page(many(count), 0.0)).encode()) for count in (60, 100_002))
    assert (all_ - few) / 100_000 < 100
    visit.page.goto(put(tmp_path, many(100_002)))
    times = visit.page.evaluate("""() => ["第", "第9", "第9县", "某甲省", "某甲省 2020"].map((words) => {
        const box = document.getElementById("search");
        box.value = words;
        const start = performance.now();
        box.dispatchEvent(new Event("input"));
        document.body.getBoundingClientRect();
        return performance.now() - start;
    })""")
    assert sorted(times)[2] < 500
    expect(visit.page.locator("#shown")).to_contain_text("/ 100002")
    assert visit.page.locator("#reports tbody tr").count() == 50


@pytest.mark.parametrize("visit", [WIDE, PHONE], indirect=True, ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, scheme: str) -> None:
    page.locator("#reports tbody button").first.click()
    for language in ("zh", "en"):
        look(page, scheme, language)
        assert serious(page) == []
