"""What changed between two graphs, entity by entity."""

import json
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from govgraph.diff import Change, diff_command, diff_triples
from govgraph.graph.turtle import write_turtle
from small_corpus import LAKE_2022, LAKE_2023, POLICE, Written, corpus_triples

WHERE = "临湖县人民政府 2022"


def corrected(report: Written) -> Written:
    """The report with 31 documents instead of 30, and with one body less in the first campaign."""
    links = tuple(link for link in report.links if link[2] != POLICE)
    return replace(
        report,
        text=report.text.replace("主要工作", "主要工作成效").replace("30件", "31件"),
        figures=(report.figures[0], ("规范性文件31件", "规范性文件", "31", "件")),
        links=tuple((s, p, o.replace("30件", "31件")) for s, p, o in links),
    )


def test_a_graph_does_not_differ_from_itself() -> None:
    found = diff_triples(corpus_triples(), corpus_triples()[::-1])
    assert not found.any
    assert found.to_text() == "0 added, 0 removed, 0 changed"


def test_a_corrected_report_differs_where_it_was_corrected() -> None:
    found = diff_triples(corpus_triples(LAKE_2022), corpus_triples(corrected(LAKE_2022)))
    assert [(one.type, one.label) for one in found.added] == [
        ("figure", "规范性文件31件"),
        ("section", "1 主要工作成效"),
    ]
    assert [(one.type, one.label) for one in found.removed] == [("figure", "规范性文件30件"), ("section", "1 主要工作")]
    assert found.changed == (
        Change("initiative", "开展道路安全专项行动", WHERE, (), (("carriedOutBy", "临湖县公安局"),)),
        Change(
            "initiative",
            "清理规范性文件",
            WHERE,
            (("hasOutcome", "规范性文件31件"),),
            (("hasOutcome", "规范性文件30件"),),
        ),
    )


def test_a_new_report_adds_its_things_and_says_more_of_shared_ones() -> None:
    found = diff_triples(corpus_triples(LAKE_2022), corpus_triples(LAKE_2022, LAKE_2023))
    assert found.removed == ()
    assert ("agency", "临湖县民政局") in {(one.type, one.label) for one in found.added}
    assert ("report", "临湖县2023年法治政府建设情况报告") in {(one.type, one.label) for one in found.added}
    assert all(not change.removed for change in found.changed)


def test_what_changed_is_text_and_json(tmp_path: Path) -> None:
    for name, report in (("old", LAKE_2022), ("new", corrected(LAKE_2022))):
        (tmp_path / f"{name}.ttl").write_text(write_turtle(corpus_triples(report)), encoding="utf-8")
    files = [str(tmp_path / "old.ttl"), str(tmp_path / "new.ttl")]
    text = CliRunner().invoke(diff_command, files)
    assert text.exit_code == 1
    assert "- figure 规范性文件30件 (临湖县人民政府 2022)" in text.output.splitlines()
    assert "    - carriedOutBy 临湖县公安局" in text.output.splitlines()
    assert text.output.endswith("2 added, 2 removed, 2 changed\n")
    data = json.loads(CliRunner().invoke(diff_command, [*files, "--json"]).output)
    assert {name: len(data[name]) for name in ("added", "removed", "changed")} == {
        "added": 2,
        "removed": 2,
        "changed": 2,
    }
    assert CliRunner().invoke(diff_command, [files[0], files[0]]).exit_code == 0
