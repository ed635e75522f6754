"""The parts of the page that need no browser: labels, places, data, and the HTML that is written."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from goldfacts import gold_facts
from govgraph.facts import (
    ENTITY_TYPES,
    PREDICATES,
    Basis,
    Entity,
    Evidence,
    FactBook,
    LeftOut,
    Mention,
    Relation,
    ReportFacts,
    ReportInfo,
    Section,
)
from govgraph.graph.terms import iri
from govgraph.outline import outline
from govgraph.page import ReportSummary, render_index, render_page, summarise
from govgraph.page.encode import page_data, to_json
from govgraph.page.index import SCRIPTS as INDEX_SCRIPTS
from govgraph.page.index import STYLES as INDEX_STYLES
from govgraph.page.index import corpus_data
from govgraph.page.labels import cells, initials, wrap
from govgraph.page.layout import Layout, card_of, place
from govgraph.page.render import ASSETS, SCRIPTS, STYLES, script, vis_script
from govgraph.page.start import SCRIPTS as START_SCRIPTS

HOSTILE = "</script><img src=x onerror=\"window.hacked=1\"><!-- {{ 7*7 }} {% raw %} 'quoted' \u2028&amp;"


@pytest.fixture(scope="session")
def sample(report_paths: dict[str, Path]) -> ReportFacts:
    text = report_paths["kaizhou-2022"].read_text(encoding="utf-8")
    title = "开州区2022年度法治政府建设情况"
    facts = gold_facts("kaizhou-2022", text, title)
    return replace(facts, sections=outline(text, text.rindex(title) + len(title), len(text)))


def tiny(text: str = "𠮷县司法局开展执法检查5次。", name: str = "𠮷县司法局") -> ReportFacts:
    """One body that does one piece of work with one figure; `text` must hold the three."""
    book = FactBook(text)
    agency, work, figure = f"agency/{name}", "report/r1/initiative/1", "report/r1/figure/1"
    spans = {
        key: text.index(words) for key, words in (("body", "县司法局"), ("work", "开展"), ("figure", "执法检查5次"))
    }
    body = Evidence(spans["body"] - 1, spans["body"] + 4, text[spans["body"] - 1 : spans["body"] + 4], "1")
    done = Evidence(spans["work"], spans["work"] + 6, text[spans["work"] : spans["work"] + 6], "1")
    count = Evidence(spans["figure"], spans["figure"] + 6, text[spans["figure"] : spans["figure"] + 6], "1")
    book.add_entity(Entity(agency, "agency", name, kind="department"), [Mention(agency, body, "bodies.bureau", 0.9)])
    book.add_entity(Entity(work, "initiative", done.quote, status="done"), [Mention(work, done, "verbs.carry", 0.8)])
    book.add_entity(
        Entity(figure, "figure", count.quote, indicator="执法检查", value="5", unit="次", period="2022"),
        [Mention(figure, count, "figures.count", 0.9)],
    )
    whole = Evidence(body.start, count.end, text[body.start : count.end], "1")
    book.add_relation(Relation(work, "carriedOutBy", agency, whole, "clause.subject", 0.7))
    book.add_relation(Relation(work, "hasOutcome", figure, whole, "clause.count", 0.7))
    info = ReportInfo("r1", f"{name}的报告", agency, "2022", "吉县", None, "county", "r1.txt", "0" * 64)
    section = Section("1", text[:6], 1, 0, len(text), 0, 6, None)
    return book.finish(info, [section], [LeftOut(0, 1, text[0], "1", "number", "year")])


def data_of(html: str, block: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{block}">(.*?)</script>', html, re.DOTALL)
    assert found, block
    return json.loads(found.group(1))


def test_labels_are_wrapped_by_width_and_never_open_a_line_with_closing_punctuation() -> None:
    assert wrap("深化行政执法体制改革", 8, 3) == "深化行政\n执法体制\n改革"
    assert wrap("依法行政，便民", 8, 2) == "依法行政，\n便民"
    assert wrap("办结率100%以上", 12, 2) == "办结率100%以\n上"
    assert wrap("法治政府建设实施纲要", 8, 2) == "法治政府\n建设实…"
    assert max(sum(map(cells, row)) for row in wrap("一" * 50, 16, 3).split("\n")) == 16


def test_initials_follow_pinyin_and_leave_out_what_has_none() -> None:
    assert initials("司法局") == "sfj"
    assert initials("《安徽省2021年》") == "ahs2021n"
    assert initials("泾𠮷") == ""


def test_every_entity_has_one_place_and_no_two_share_it(sample: ReportFacts) -> None:
    layout = place(sample)
    assert sorted(node.entity for node in layout.nodes) == list(range(len(sample.entities)))
    assert len({(node.x, node.y) for node in layout.nodes}) == len(layout.nodes)
    assert layout == place(sample)


def test_work_stands_in_the_card_of_its_section_bodies_above_documents_below(sample: ReportFacts) -> None:
    layout = place(sample)
    cards = {card.section: card for card in layout.cards}
    first = {mention.entity: mention.evidence.section for mention in reversed(sample.mentions)}
    top, bottom = min(card.y for card in layout.cards), max(card.y + card.height for card in layout.cards)
    for node in layout.nodes:
        entity = sample.entities[node.entity]
        if entity.type == "agency":
            assert node.y < top
        elif entity.type == "instrument":
            assert node.y > bottom
        else:
            card = cards[card_of(first[entity.key])]
            assert card.x < node.x < card.x + card.width
            assert card.y < node.y < card.y + card.height


def test_cards_do_not_overlap_and_the_picture_is_broad(sample: ReportFacts) -> None:
    layout = place(sample)
    for one in layout.cards:
        for other in layout.cards:
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            apart = apart or one.y + one.height <= other.y or other.y + other.height <= one.y
            assert one == other or apart
    assert 1 < _ratio(layout) < 2.2


def _ratio(layout: Layout) -> float:
    xs, ys = [node.x for node in layout.nodes], [node.y for node in layout.nodes]
    return (max(xs) - min(xs)) / (max(ys) - min(ys))


def test_a_report_without_facts_still_has_a_page() -> None:
    facts = tiny()
    html = render_page(replace(facts, entities=facts.entities[:1], mentions=(), relations=()))
    assert data_of(html, "graph-data")["edges"] == []


def test_the_data_of_the_page_hold_every_fact(sample: ReportFacts) -> None:
    html = render_page(sample)
    data, graph = data_of(html, "report-data"), data_of(html, "graph-data")
    text, strings = data["text"], data["strings"]
    relations = {
        (
            sample.entities[subject].key,
            data["predicates"][row[0]],
            sample.entities[object_].key,
            text[row[1] : row[2]],
            strings[row[3]],
            strings[row[4]],
            data["bases"][row[6]],
        )
        for row, (subject, object_) in zip(data["relations"], graph["edges"], strict=True)
    }
    assert relations == {
        (r.subject, r.predicate, r.object, r.evidence.quote, r.evidence.section, r.rule, r.basis.value)
        for r in sample.relations
    }
    mentions = [(sample.entities[row[0]].key, text[row[1] : row[2]]) for row in data["mentions"]]
    assert mentions == [(m.entity, m.evidence.quote) for m in sample.mentions]


def test_names_and_keys_are_written_only_where_they_cannot_be_derived() -> None:
    facts = tiny()
    entities = page_data(facts, place(facts))["entities"]
    by_type = {ENTITY_TYPES[entity["t"]]: entity for entity in entities}
    assert "name" not in by_type["agency"]
    assert "key" not in by_type["agency"]
    assert by_type["figure"]["key"] == "figure/1"
    assert by_type["figure"]["own"] == 1


def test_an_iri_that_needs_escapes_is_given_whole() -> None:
    facts = tiny("吉县司法局开展执法检查5次。", "吉县 司法局")
    agency = page_data(facts, place(facts))["entities"][0]
    assert agency["iri"] == iri("agency/吉县 司法局")


@pytest.mark.parametrize("text", [HOSTILE, "\ud800", "<!--<script>", "\u2029 ]]>"])
def test_data_blocks_cannot_be_closed_from_inside(text: str) -> None:
    written = to_json({"text": text})
    assert "<" not in written
    assert json.loads(written) == {"text": text}
    written.encode("utf-8")


def test_the_page_loads_nothing_and_runs_only_its_own_scripts(sample: ReportFacts) -> None:
    html = render_page(sample)
    assert html.startswith('<!doctype html>\n<html lang="zh-CN">')
    assert not re.search(r"""<[^>]*\b(?:src|href|action|data)\s*=\s*["']?\s*(?:https?:)?//""", html)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert "default-src &#39;none&#39;" in policy.group(1)
    assert "unsafe" not in policy.group(1)
    inline = re.findall(r"<(script|style)>(.*?)</\1>", html, re.DOTALL)
    assert [kind for kind, _ in inline] == ["style", "script", "script"]
    for _, source in inline:
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"sha256-{digest}" in policy.group(1)


def test_the_page_stays_small_and_repeats_to_the_byte(sample: ReportFacts) -> None:
    html = render_page(sample)
    allowed = 1.6 * (len(sample.text.encode()) + len(vis_script().encode()))
    assert len(html.encode()) <= allowed
    assert html == render_page(sample)


def test_markup_in_a_report_stays_text() -> None:
    facts = tiny(f"吉县司法局开展执法检查5次。{HOSTILE}", f"吉{HOSTILE}")
    html = render_page(facts)
    assert "<img" not in html
    assert "{{ 7*7 }}" in data_of(html, "report-data")["text"]
    assert html.count("</script>") == 5


def test_every_word_of_the_interface_is_there_in_both_languages() -> None:
    words: Mapping[str, list[str]] = json.loads((ASSETS / "strings.json").read_text(encoding="utf-8"))
    assert all(len(entry) == 2 and all(entry) for entry in words.values())
    needed = {f"type.{name}" for name in ENTITY_TYPES} | {f"basis.{basis.value}" for basis in Basis}
    needed |= {f"predicate.{name}{end}" for name in PREDICATES for end in ("", ".in")}
    sources = [path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.*")) if path.suffix in (".js", ".j2")]
    for source in sources:
        needed |= set(re.findall(r"""\bt\("([\w.]+)\"""", source))
        needed |= set(re.findall(r"""data-(?:t|label|placeholder)="([\w.]+)\"""", source))
    assert needed <= set(words)


def test_every_asset_is_used_and_in_order() -> None:
    used = {*SCRIPTS, *STYLES, *INDEX_SCRIPTS, *INDEX_STYLES, *START_SCRIPTS, "strings.json"}
    used |= {f"{name}.html.j2" for name in ("report", "list", "index", "start")}
    assert {path.name for path in ASSETS.iterdir()} == used
    bundle = script(SCRIPTS)
    assert bundle.index("gg.dom =") < bundle.index("gg.data =") < bundle.index("gg.main =")


def test_the_index_lists_reports_with_links_that_move_with_the_folder() -> None:
    summary = summarise(tiny(), "吉县 2022")
    assert summary.counts == {"agency": 1, "initiative": 1, "figure": 1}
    html = render_index([summary, replace(summary, title=HOSTILE, folder="../x?y#z")])
    assert 'href="%E5%90%89%E5%8E%BF%202022/graph.html"' in html
    assert 'href="../x%3Fy%23z/graph.html"' in html
    assert "<img" not in html
    assert html == render_index([summary, replace(summary, title=HOSTILE, folder="../x?y#z")])


def test_a_body_that_two_reports_name_is_one_entry_of_the_index() -> None:
    facts = tiny()
    other = replace(facts, report=replace(facts.report, issuer="agency/某县"))
    data = corpus_data([summarise(other, "a"), summarise(other, "b")])
    assert data["named"] == [[0, "𠮷县司法局", 0, 1, 1, 1]]
    assert data["figures"][1] == [1, "执法检查", "5", "次", "figure/1"]
    assert corpus_data([summarise(facts, "a")])["named"] == []  # the issuer is what the report is of


def test_an_index_of_no_reports_is_a_page_too() -> None:
    assert "<tbody>\n</tbody>" in render_index([])
    assert ReportSummary("a", "t", "i", None, "2022", None).counts == {}
