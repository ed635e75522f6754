"""The page measured in a real browser, as ratios within one run, so that the machine drops out.

    python scripts/benchmark_page.py [--json] [--repeats N] [REPORT]

* time until the graph is drawn and the page answers a key, against a stock pyvis page of the same graph with its
  default physics (which is drawn when its physics have come to rest);
* size of the page against the text of the report and vis-network together;
* frames while typing in the search and while dragging a graph of 3,000 nodes: the longest against the median.

Exit code 1 where a ratio misses its target.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

from govgraph.extract import extract
from govgraph.facts import Entity, Evidence, FactBook, Mention, Relation, ReportFacts, ReportInfo, Section
from govgraph.page import render_page
from govgraph.page.render import vis_script
from govgraph.read import parse_report

SAMPLE = Path(__file__).resolve().parents[1] / "graph" / "govgraph" / "sample" / "kaizhou-2022.txt"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NODES = 3000
# Frames are counted from the page: what happens between two calls of requestAnimationFrame.
FRAMES = """() => {
    window.frames_ = [];
    let before = performance.now();
    const step = (now) => {
        window.frames_.push(now - before);
        before = now;
        window.running = requestAnimationFrame(step);
    };
    window.running = requestAnimationFrame(step);
}"""

AT_REST = """addEventListener("DOMContentLoaded", () => {
    network.once("stabilizationIterationsDone", () => { window.done = true; });
});"""


@dataclass(frozen=True, slots=True)
class Ratio:
    """What was measured over what it is measured against, both in the given unit, and the target of the ratio."""

    name: str
    ours: float
    reference: float
    unit: str
    ratio: float
    target: float
    kept: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", nargs="?", type=Path, default=SAMPLE, help="a report (default: the sample)")
    parser.add_argument("--json", action="store_true", help="machine-readable")
    parser.add_argument("--repeats", type=int, default=3, help="of our page; the stock page is opened once")
    arguments = parser.parse_args()
    facts = extract(parse_report(arguments.report.read_bytes(), arguments.report.name))
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        ratios = [size(facts), opening(browser, Path(scratch), facts, arguments.repeats)]
        ratios += smoothness(browser, Path(scratch))
        browser.close()
    if arguments.json:
        print(json.dumps([asdict(ratio) for ratio in ratios], indent=1))
    for r in [] if arguments.json else ratios:
        print(f"{r.name:34} {r.ours:12.2f} / {r.reference:12.2f} {r.unit:3} = {r.ratio:7.4f}  target {r.target}")
    return 0 if all(ratio.kept for ratio in ratios) else 1


def make(name: str, ours: float, reference: float, unit: str, target: float) -> Ratio:
    return Ratio(name, ours, reference, unit, ours / reference, target, ours / reference <= target)


def size(facts: ReportFacts) -> Ratio:
    reference = len(facts.text.encode()) + len(vis_script().encode())
    return make("page size", len(render_page(facts).encode()) / 1e3, reference / 1e3, "kB", 1.6)


def opening(browser: Browser, scratch: Path, facts: ReportFacts, repeats: int) -> Ratio:
    ours, stock = scratch / "ours.html", scratch / "stock.html"
    ours.write_text(render_page(facts), encoding="utf-8")
    stock.write_text(stock_page(facts), encoding="utf-8")
    return make(
        "drawn and answering", median(_ours(browser, ours) for _ in range(repeats)), _stock(browser, stock), "s", 0.03
    )


def stock_page(facts: ReportFacts) -> str:
    """The same graph as pyvis writes it by default; its libraries in line, since there is no network."""
    network = Network(directed=True, cdn_resources="in_line")
    for entity in facts.entities:
        network.add_node(entity.key, label=entity.name)
    for relation in facts.relations:
        network.add_edge(relation.subject, relation.object)
    return str(network.generate_html())


def _ours(browser: Browser, file: Path) -> float:
    """Seconds from the request until the graph is drawn and a key has opened the search."""
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(file.as_uri())
        page.wait_for_function("window.govgraph && window.govgraph.ready")
        page.keyboard.press("/")
        page.wait_for_function("document.activeElement.id === 'search'")
        return time.perf_counter() - start


def _stock(browser: Browser, file: Path) -> float:
    """Seconds until the physics of the stock page have come to rest (its own event), at most five minutes."""
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        page.set_default_timeout(300_000)
        page.add_init_script(AT_REST)
        start = time.perf_counter()
        page.goto(file.as_uri(), wait_until="commit")
        page.wait_for_function("window.done")
        return time.perf_counter() - start


def smoothness(browser: Browser, scratch: Path) -> list[Ratio]:
    file = scratch / "large.html"
    file.write_text(render_page(large(NODES)), encoding="utf-8")
    with browser.new_context(offline=True, viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        page.wait_for_function("window.govgraph && window.govgraph.ready")
        typing = frames(page, type_words)
        page.keyboard.press("Escape")
        page.click('[data-mode="map"]')
        dragging = frames(page, drag)
    return [
        make("longest frame while typing", max(typing), median(typing), "ms", 3),
        make("longest frame while dragging", max(dragging), median(dragging), "ms", 3),
    ]


def frames(page: Page, act: Any) -> list[float]:
    """Milliseconds of the frames while something is done."""
    page.wait_for_timeout(500)
    page.evaluate(FRAMES)
    act(page)
    taken: list[float] = page.evaluate("(cancelAnimationFrame(running), window.frames_)")
    return taken[1:]


def type_words(page: Page) -> None:
    page.keyboard.press("/")
    for char in "第12号工作1234":
        page.keyboard.insert_text(char)
        page.wait_for_timeout(60)


def drag(page: Page) -> None:
    box = page.locator("#network").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(40):
        page.mouse.move(x + 4 * step, y + 2 * step)
    page.mouse.up()


def large(count: int) -> ReportFacts:
    """A made report of `count` entities: work with figures in 40 sections, by 200 bodies under 150 documents."""
    bodies, documents, parts = 200, 150, 40
    works = (count - bodies - documents) // 2
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for number in range(works):
        line = f"第{number % bodies}局根据第{number % documents}号文件开展第{number}号工作{number * 7 % 900}次。\n"
        words.append(line)
        spans.append((at, at + len(line) - 1))
        at += len(line)
    book = FactBook("".join(words))
    for number, (start, end) in enumerate(spans):
        _line(book, number, start, end, f"{number * parts // works + 1}", (bodies, documents))
    sections = []
    for part in range(parts):
        inside = [span for number, span in enumerate(spans) if number * parts // works == part]
        first, last = inside[0][0], inside[-1][1]
        sections.append(Section(f"{part + 1}", f"第{part + 1}部分", 1, first, last, first, first + 2, None))
    info = ReportInfo("large", "报告", "agency/第0局", "2022", None, None, None, "large.txt", "0" * 64)
    return book.finish(info, sections)


def _line(book: FactBook, number: int, start: int, end: int, section: str, sizes: tuple[int, int]) -> None:
    text = book.text
    body, document = f"第{number % sizes[0]}局", f"第{number % sizes[1]}号文件"
    work, figure = f"开展第{number}号工作", f"{number * 7 % 900}次"
    keys = {
        body: (f"agency/{body}", "agency"),
        document: (f"instrument/{document}", "instrument"),
        work: (f"report/large/initiative/{number}", "initiative"),
        figure: (f"report/large/figure/{number}", "figure"),
    }
    for words, (key, type_) in keys.items():
        at = text.rindex(words, start, end) if type_ == "figure" else text.index(words, start, end)
        evidence = Evidence(at, at + len(words), words, section)
        values = {"value": words[:-1], "unit": "次", "indicator": "工作"} if type_ == "figure" else {}
        book.add_entity(Entity(key, type_, words, **values), [Mention(key, evidence, "made", 1.0)])  # type: ignore[arg-type]
    whole = Evidence(start, end, text[start:end], section)
    for predicate, other in (("carriedOutBy", body), ("basedOn", document), ("hasOutcome", figure)):
        book.add_relation(Relation(keys[work][0], predicate, keys[other][0], whole, "made", 1.0))


if __name__ == "__main__":
    sys.exit(main())
