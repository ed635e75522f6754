"""What a reader comes for: from a question to the sentence and back, one body's work, what a figure rests on, files."""

import struct
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from govgraph.facts import ReportFacts
from govgraph.page import render_page
from test_page import HOSTILE, sample, tiny
from test_page_browser import RATE, Visit, browser, marked, page_file, search, visit

__all__ = ["browser", "page_file", "sample", "visit"]  # fixtures, shared with the other tests of the page

SVG = "{http://www.w3.org/2000/svg}"


def shown(page: Page) -> set[str]:
    """Keys of the entities that the graph shows."""
    return set(page.evaluate("govgraph.shown()"))


def local(facts: ReportFacts, key: str) -> str:
    """A key as the page has it: what is of the report itself without the report's id."""
    return key.removeprefix(f"report/{facts.report.id}/")


def choose(page: Page, facts: ReportFacts, key: str) -> None:
    page.evaluate(f"location.hash = 'e=' + encodeURIComponent({local(facts, key)!r})")


def saved(page: Page, name: str) -> Path:
    with page.expect_download() as download:
        page.locator(f'[data-run="{name}"]').click()
    assert download.value.suggested_filename.endswith(f".{name}")
    return Path(download.value.path())


def test_the_page_opens_with_sections_bodies_and_documents_in_readable_print(
    visit: Visit, page_file: Path, sample: ReportFacts
) -> None:
    page = visit.open(page_file)
    types = {entity.type for entity in sample.entities if entity.key in shown(page)}
    assert types == {"agency", "instrument"}
    assert page.evaluate("gg.graph.network().getScale() * gg.boxes.FONT") >= 11.5
    assert page.evaluate("govgraph.lines().length") > 10


@pytest.mark.parametrize("address", ["", "#s=1.7", "#s=1.7.4"])
@pytest.mark.parametrize("visit", [{"width": 1440, "height": 900}, {"width": 390, "height": 844}], indirect=True)
def test_no_two_boxes_overlap_and_none_leaves_the_picture(visit: Visit, page_file: Path, address: str) -> None:
    page = visit.open(page_file, address)
    page.evaluate(
        "document.body.classList.contains('show-graph') || document.querySelector('[data-view=graph]').click()"
    )
    page.wait_for_timeout(100)
    boxes, frame = page.evaluate("""() => {
        const net = gg.graph.network();
        const corner = (x, y) => Object.values(net.canvasToDOM({ x, y }));
        const boxes = net.body.nodeIndices.map(gg.graph.frameOf);
        const stage = document.getElementById("network");
        const corners = boxes.map((b) => [...corner(b.left, b.top), ...corner(b.right, b.bottom)]);
        return [corners, [stage.clientWidth, stage.clientHeight]];
    }""")
    assert len(boxes) > 5
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0 and top >= 0 and right <= frame[0] and bottom <= frame[1]
        for other in boxes[number + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_a_section_opens_into_its_parts_and_those_into_their_work(
    visit: Visit, page_file: Path, sample: ReportFacts
) -> None:
    page = visit.open(page_file)
    point = page.evaluate("govgraph.point('s:1.4')")
    page.mouse.click(point["x"], point["y"])
    expect(page.locator("#panel-body h2")).to_contain_text("1.4")
    point = page.evaluate("govgraph.point('s:1.4.2')")
    page.mouse.click(point["x"], point["y"])
    work = {local(sample, entity.key) for entity in sample.entities if entity.type == "initiative"}
    assert shown(page) & work


def test_a_rate_is_found_with_its_sentence_in_three_actions_and_the_way_back_works(
    visit: Visit, page_file: Path
) -> None:
    page = visit.open(page_file)
    page.keyboard.press("/")  # one
    page.keyboard.insert_text("负责人出庭应诉率")  # two
    page.keyboard.press("Enter")  # three
    expect(page.locator("#panel-body h2")).to_contain_text("90.9%")
    assert f"{RATE}90.9%" in marked(page, "evidence")
    page.keyboard.press("Escape")
    page.locator("#close").click()
    page.locator("#text .t-figure", has_text="90.9%").first.click()
    expect(page.locator("#panel-body h2")).to_contain_text("90.9%")
    expect(page.locator("#fact-table tr.chosen")).to_contain_text("90.9")
    assert any("figure" in key for key in shown(page))


def test_one_body_and_its_work_are_left_when_one_filters_by_it(
    visit: Visit, page_file: Path, sample: ReportFacts
) -> None:
    issuer = sample.report.issuer
    own = {r.subject for r in sample.relations if r.object == issuer and r.predicate == "carriedOutBy"}
    body = next(r.object for r in sample.relations if r.predicate == "carriedOutBy" and r.object != issuer)
    work = {r.subject for r in sample.relations if r.object == body and r.predicate == "carriedOutBy"}
    names = {entity.key: entity.name for entity in sample.entities}
    page = visit.open(page_file)
    choose(page, sample, body)
    page.get_by_role("button", name="只看其工作").click()
    page.locator("#fact-tabs button", has_text="举措").click()
    rows = set(page.locator("#fact-table tbody th").all_text_contents())
    assert {names[key] for key in work} <= rows
    assert len(rows) < len(own)
    again = visit.open(page_file, "#" + page.url.partition("#")[2])
    expect(again.locator("#body-chip")).to_contain_text(names[body])
    again.locator("#body-chip").click()
    expect(again.locator("#body-chip")).to_have_count(0)
    assert "body=" not in again.url


def test_a_path_leads_from_a_figure_to_the_document_it_rests_on(
    visit: Visit, page_file: Path, sample: ReportFacts
) -> None:
    basis = {r.subject: r.object for r in sample.relations if r.predicate == "basedOn"}
    outcome = next(r for r in sample.relations if r.predicate == "hasOutcome" and r.subject in basis)
    page = visit.open(page_file)
    choose(page, sample, outcome.object)
    page.get_by_role("button", name="到依据文件的路径").click()
    types = [key.split("/")[0] for key in page.evaluate("govgraph.shown()")]
    assert types[-1] == "instrument"
    assert len(page.evaluate("govgraph.lines()")) == len(types) - 1 >= 2
    expect(page.locator("#panel-body .kicker")).to_contain_text("文件")


def test_the_address_keeps_filters_beside_the_selection(visit: Visit, page_file: Path) -> None:
    page = visit.open(page_file)
    page.locator("#legend button", has_text="机构").click()
    page.locator("#filters summary").click()
    page.locator("#more-filters").get_by_label("状态").select_option("planned")
    search(page, "负责人出庭应诉率")
    again = visit.open(page_file, "#" + page.url.partition("#")[2])
    expect(again.locator("#legend button", has_text="机构")).to_have_attribute("aria-pressed", "false")
    expect(again.locator("#panel-body h2")).to_contain_text("90.9%")
    again.locator("#fact-tabs button", has_text="举措").click()
    assert set(again.locator("#fact-table tbody td:nth-child(2)").all_text_contents()) == {"计划"}


def test_what_is_hidden_is_gone_and_what_is_pinned_stays(visit: Visit, page_file: Path, sample: ReportFacts) -> None:
    link = next(r for r in sample.relations if r.predicate == "basedOn")
    page = visit.open(page_file)
    choose(page, sample, link.object)
    page.get_by_role("button", name="在图中隐藏").click()
    choose(page, sample, link.subject)
    page.wait_for_function("key => govgraph.shown().includes(key)", arg=local(sample, link.subject))
    assert link.object not in shown(page)
    page.get_by_role("button", name="固定在图中").click()
    expect(page.get_by_role("button", name="取消固定")).to_be_visible()
    search(page, "负责人出庭应诉率")
    assert local(sample, link.subject) in shown(page)
    page.locator('[data-run="unhide"]').click()
    choose(page, sample, link.subject)
    page.wait_for_function("key => govgraph.shown().includes(key)", arg=link.object)


def test_a_neighbour_is_opened_where_it_stands(visit: Visit, page_file: Path, sample: ReportFacts) -> None:
    page = visit.open(page_file)
    choose(page, sample, sample.report.issuer)
    expect(page.locator("#panel-body h2")).to_have_text(sample.report.issuer.partition("/")[2])
    before = shown(page)
    page.locator("#panel-body .expand").first.click()
    assert before < shown(page)


def test_the_picture_is_saved_as_png_and_as_svg_that_any_reader_opens(
    visit: Visit, page_file: Path, sample: ReportFacts
) -> None:
    page = visit.open(page_file)
    png = saved(page, "png").read_bytes()
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert width > 300 and height > 200
    root = ET.fromstring(saved(page, "svg").read_text(encoding="utf-8"))
    assert root.tag == f"{SVG}svg"
    words = "".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "1.4" in words
    assert len(list(root.iter(f"{SVG}path"))) >= len(page.evaluate("govgraph.lines()"))


def test_the_saved_svg_of_a_hostile_report_holds_its_markup_as_text(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "graph.html"
    file.write_text(render_page(tiny(f"吉县司法局开展执法检查5次。{HOSTILE}", "吉<b>&")), encoding="utf-8")
    page = visit.open(file, "#e=figure/1")
    root = ET.fromstring(saved(page, "svg").read_text(encoding="utf-8"))
    assert not list(root.iter(f"{SVG}script"))
    assert {element.tag for element in root.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "title", "rect", "path", "text")
    }


def test_figures_that_can_be_compared_have_bars(visit: Visit, page_file: Path, sample: ReportFacts) -> None:
    by_work: dict[tuple[str, str | None], set[str]] = {}
    entities = {entity.key: entity for entity in sample.entities}
    for r in sample.relations:
        if r.predicate == "hasOutcome" and entities[r.object].type == "figure":
            by_work.setdefault((r.subject, entities[r.object].unit), set()).add(r.object)
    group = max(by_work.values(), key=lambda keys: (len(keys), min(keys)))
    assert len(group) >= 3
    page = visit.open(page_file)
    choose(page, sample, min(group))
    expect(page.locator("#panel-body .chart li")).to_have_count(min(12, len(group)))
    assert page.locator("#fact-table .meter").count() >= len(group)


def test_what_is_in_no_fact_is_counted_and_gone_through_one_by_one(
    visit: Visit, page_file: Path, sample: ReportFacts
) -> None:
    page = visit.open(page_file)
    expect(page.locator("#coverage")).to_contain_text(str(len(sample.left_out)))
    expect(page.locator("#panel-body")).to_contain_text("覆盖")


def test_left_out_numbers_show_their_reason(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "graph.html"
    file.write_text(render_page(tiny()), encoding="utf-8")
    page = visit.open(file)
    page.locator('[data-run="nextLeftOut"]').click()
    expect(page.locator("#panel-body .kicker")).to_have_text("所选文字")
    expect(page.locator("#panel-body")).to_contain_text("年份")


def _with_address(facts: ReportFacts, url: str) -> ReportFacts:
    return replace(facts, report=replace(facts.report, url=url))


def test_evidence_leads_into_the_original_page_by_text_fragment(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "graph.html"
    file.write_text(render_page(_with_address(tiny(), "https://www.example.gov.cn/a-b.html#top")), encoding="utf-8")
    page = visit.open(file, "#e=figure/1")
    link = page.locator("#panel-body a", has_text="原网页")
    start = "https://www.example.gov.cn/a-b.html#:~:text=%E6%89%A7%E6%B3%95"
    assert (link.get_attribute("href") or "").startswith(start)
    file.write_text(render_page(_with_address(tiny(), "javascript:alert(1)")), encoding="utf-8")
    page = visit.open(file, "#e=figure/1")
    expect(page.locator("#panel-body blockquote")).to_have_count(1)
    assert page.locator("#panel-body a").count() == 0
