"""A served corpus in parts as its readers meet it: the list, the page of each report, and the way there."""

import os
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from county_text import PLACES, county_text
from govgraph.corpus.build import build
from govgraph.corpus.engines import LocalEngine
from govgraph.corpus.files import LocalFiles
from govgraph.corpus.ledger import Ledger
from govgraph.corpus.lookup import find_record
from govgraph.corpus.state import LEDGER
from govgraph.graph.terms import BASE
from govgraph.serve.entity import report_pages
from govgraph.serve.report import answer_page
from test_page_browser import browser
from test_serve_http import Reply, Running, running, visiting

__all__ = ["browser"]  # the fixture, shared with the tests of the report's page

HTML = {"Accept": "text/html"}
SECONDS = 2.0
BODY = "instrument/中华人民共和国行政复议法"


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    for number, place in enumerate(PLACES):
        (folder / f"{place}.txt").write_text(county_text(place, 10 + number), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def corpus(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus") / "out"
    build([str(inputs)], str(folder), LocalEngine(1), layout="parts")
    return folder


@pytest.fixture(scope="module")
def endpoint(corpus: Path) -> Iterator[Running]:
    with running(corpus, "--workers", "2", "--timeout", str(SECONDS)) as started:
        yield started


@pytest.fixture(scope="module")
def ids(corpus: Path) -> dict[str, str]:
    """Ids of the reports by place."""
    with Ledger(corpus / LEDGER) as ledger:
        return {report.partition("人民政府")[0]: report for report, _ in ledger.listed()}


def ask(endpoint: Running, report: str, headers: dict[str, str] | None = None) -> Reply:
    return endpoint.ask("GET", f"/page/{quote(report, safe='')}", headers=headers)


@pytest.mark.parametrize("minimum", [0.0, 0.93])
def test_the_page_is_that_of_a_build_in_folders(
    inputs: Path, corpus: Path, ids: dict[str, str], tmp_path: Path, minimum: float
) -> None:
    for layout in ("folders", "parts"):
        build([str(inputs)], str(tmp_path / layout), LocalEngine(1), layout=layout, minimum=minimum)
    for place, report in ids.items():
        job = {"corpus": str(tmp_path / "parts"), "report": report, "known": "", "file": str(tmp_path / "page")}
        assert answer_page(job, 2**26)["status"] == 200
        assert (tmp_path / "page").read_bytes() == (tmp_path / "folders" / place / "graph.html").read_bytes()


def test_a_page_is_sent_once_and_runs_only_its_own_scripts(endpoint: Running, ids: dict[str, str]) -> None:
    page = ask(endpoint, ids["松泉县"])
    assert (page.status, page.media_type, int(page.headers["content-length"])) == (200, "text/html", len(page.body))
    policy = page.headers["content-security-policy"]
    written = re.search(r'Content-Security-Policy" content="([^"]*)"', page.body.decode())
    assert written is not None
    assert policy == written[1].replace("&#39;", "'") + "; frame-ancestors 'none'"
    assert page.headers["x-content-type-options"] == "nosniff"
    again = ask(endpoint, ids["松泉县"], {"If-None-Match": page.headers["etag"]})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", page.headers["etag"])
    other = ask(endpoint, ids["临湖县"], {"If-None-Match": page.headers["etag"]})
    assert (other.status, other.headers["etag"] == page.headers["etag"]) == (200, False)


@pytest.mark.parametrize(
    "path",
    [
        *("", "x", "../run.json", "%2e%2e%2frun.json", "..%2F..%2F.govgraph%2Frecords%2F00.json", "%00", "%ff%fe"),
        *("<script>alert(1)</script>", "%27%3B%20DROP%20TABLE", "a" * 5000, "%ED%A0%80", "{{7*7}}"),
    ],
)
def test_hostile_ids_are_not_found(endpoint: Running, path: str) -> None:
    reply = endpoint.ask("GET", f"/page/{path}")
    assert (reply.status, reply.media_type) == (404, "text/plain")


def test_a_page_that_hangs_is_ended_and_others_go_on_beside_it(
    endpoint: Running, corpus: Path, ids: dict[str, str]
) -> None:
    found = find_record(LocalFiles(corpus), ids["青石县"])
    assert found is not None
    record = corpus / found.name
    content = record.read_bytes()
    record.unlink()
    os.mkfifo(record)  # whoever reads it waits
    try:
        with ThreadPoolExecutor() as pool:
            hanging = pool.submit(ask, endpoint, ids["青石县"])
            time.sleep(0.2)
            started = time.monotonic()
            assert ask(endpoint, ids["临湖县"]).status == 200
            assert time.monotonic() - started < SECONDS / 2
            assert (hanging.result().status, b"longer than 2 seconds" in hanging.result().body) == (504, True)
    finally:
        record.unlink()
        record.write_bytes(content)
    assert ask(endpoint, ids["青石县"]).status == 200


def test_what_cannot_be_made_now_is_told(corpus: Path, ids: dict[str, str], tmp_path: Path) -> None:
    job = {"corpus": str(corpus), "report": ids["柳泉县"], "known": "", "file": str(tmp_path / "page")}
    assert answer_page(job, 1000)["status"] == 403
    found = find_record(LocalFiles(corpus), ids["柳泉县"])
    assert found is not None
    content = (corpus / found.name).read_bytes()
    (corpus / found.name).write_bytes(b"read anew")
    assert answer_page(job, 2**26)["status"] == 503
    (corpus / found.name).write_bytes(content)
    assert answer_page(job | {"file": str(tmp_path / "none" / "page")}, 2**26)["status"] == 500
    assert not (tmp_path / "page").exists()


def test_pages_are_served_while_a_build_holds_the_corpus(endpoint: Running, corpus: Path, ids: dict[str, str]) -> None:
    with Ledger(corpus / LEDGER):
        assert ask(endpoint, ids["云溪县"]).status == 200


def test_the_page_of_an_entity_leads_to_the_pages_of_reports(endpoint: Running, ids: dict[str, str]) -> None:
    def places(key: str) -> list[str]:
        text = endpoint.ask("GET", f"/id/{quote(key)}", headers=HTML).body.decode()
        return re.findall(r'<a href="(/page/[^"]*)"', text)

    assert places(f"report/{ids['金河县']}") == [f"/page/{ids['金河县']}"]
    assert places(BODY) == [f"/page/{report}#e={quote(BODY, safe='')}" for report in sorted(ids.values())]
    query = "SELECT ?f { ?f a gov:Figure ; gov:value ?v FILTER(?v = 15) }"
    figure = endpoint.query(query, "text/csv").body.decode().split()[1].removeprefix(BASE)
    assert places(figure) == [f"/page/{ids['金河县']}#e=figure%2F{figure.rpartition('/')[2]}"]


def test_whatever_belongs_to_a_report_has_a_place_on_its_page() -> None:
    def place(key: str, *words: str) -> list[str]:
        return [value.href or "" for value in report_pages(BASE + key, [BASE + word for word in words])]

    assert place("report/a-2022-1/section/1.2") == ["/page/a-2022-1#s=1.2"]
    assert place("report/a-2022-1/words/1.2/30-40-2") == ["/page/a-2022-1#t=30-40"]
    assert place("report/a-2022-1/statement/30-40-basedOn-1") == ["/page/a-2022-1#t=30-40"]
    assert place("graph/a/b-2022-1") == ["/page/a/b-2022-1"]
    assert place("report/a%20b-2022-1/problem/3-4") == ["/page/a%20b-2022-1#e=problem%2F3-4"]
    assert place("agency/甲%20&=", "report/b/words/1/2-3", "report/a/words/1/2-3", "report/a/words/1/4-5") == [
        "/page/a#e=agency%2F%E7%94%B2%20%26%3D",
        "/page/b#e=agency%2F%E7%94%B2%20%26%3D",
    ]
    assert place("place/360499", "report/b/words/1/2-3") == []
    assert report_pages("http://example.org/report/a", []) == []


def test_a_graph_that_is_no_corpus_has_no_pages(corpus: Path, tmp_path: Path) -> None:
    graph = next((corpus / "graph").iterdir())
    with running(graph) as other:
        assert (other.ask("GET", "/reports").status, other.ask("GET", "/page/x").status) == (404, 404)
        assert b"/reports" not in other.ask("GET", "/").body


def test_from_the_list_to_the_sentence_in_a_browser(browser: Browser, endpoint: Running) -> None:
    with visiting(browser, endpoint) as page:
        page.goto(endpoint.url)
        page.locator("header a").click()
        expect(page.locator("#reports tbody tr")).to_have_count(len(PLACES))
        assert page.locator("code").count() == 0
        page.locator("#search").fill("松泉")
        page.locator("#reports tbody a").click()
        page.wait_for_function("window.govgraph && window.govgraph.ready")
        expect(page.locator("#text")).to_contain_text("办结行政复议案件11件")
        page.goto(f"{endpoint.url}id/{BODY}")
        page.locator("#pages a", has_text="松泉县").click()
        page.wait_for_function("window.govgraph && window.govgraph.ready")
        expect(page.locator("#panel-body blockquote mark").first).to_contain_text("行政复议法")
