"""Results as files: complete or not at all, the same bytes every time, and the whole is the union of the reports."""

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from goldfacts import gold_facts
from govgraph.coverage import coverage
from govgraph.errors import FactError, GovgraphError, InputError, OutputError
from govgraph.facts import Entity, Evidence, FactBook, Mention, Relation, ReportFacts, ReportInfo
from govgraph.graph.lines import fact_lines, read_graph
from govgraph.graph.network import to_networkx
from govgraph.graph.rdf import report_triples
from govgraph.output import FILES, Build, at_least, build_folders, staged
from govgraph.output.graphml import write_graphml
from govgraph.output.names import folder_names
from govgraph.output.records import graph_records, merge_records, read_edges, read_nodes, write_records

DATA = Path(__file__).parent / "data"
TITLES = {
    "dev-county-2021": "泾县2021年度法治政府建设情况报告",
    "dev-province-2024": "福建省人民政府关于2024年度法治政府建设情况的报告",
}


def gold(path: Path) -> ReportFacts:
    """Stands in for the extraction: the gold facts of the report of that name, or the error that the name asks for."""
    if path.stem.startswith("bad"):
        raise InputError(f"empty file: {path}")
    if path.stem.startswith("fault"):
        raise RecursionError("deep")
    stem = path.stem.partition("@")[0]
    facts = gold_facts(stem, (DATA / "reports" / f"{stem}.txt").read_text(encoding="utf-8"), TITLES[stem])
    return replace(facts, report=replace(facts.report, source=path.name))


def build(folder: Path, *names: str, strict: bool = False) -> Build:
    return build_folders([Path("in") / f"{name}.txt" for name in names], folder, gold, strict=strict)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


# Names


def test_folder_names_follow_the_file_names_and_are_unique() -> None:
    paths = [
        Path("a/某县2022.txt"),
        Path("b/某县2022.html"),
        Path("某县2022-2.txt"),
        Path("Report.txt"),
        Path("report.txt"),
    ]
    assert folder_names(paths) == ["某县2022", "某县2022-2", "某县2022-2-2", "Report", "report-2"]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("..txt", "report"),
        ("...txt", "report"),
        ("a:b?c*.txt", "a_b_c"),
        ("two  words\n.txt", "two_words"),
        (".hidden.txt", "hidden"),
        ("nul.txt", "_nul"),
        ("graph.ttl.txt", "graph.ttl-2"),
        ("\u202egnp.txt", "gnp"),
    ],
)
def test_folder_names_are_safe_on_every_file_system(file: str, name: str) -> None:
    assert folder_names([Path(file)]) == [name]


def test_a_long_chinese_name_is_shortened_to_what_file_systems_allow() -> None:
    [name] = folder_names([Path("关" * 200 + ".txt")])
    assert name == "关" * 40


# All or nothing


def test_results_appear_only_when_complete(tmp_path: Path) -> None:
    with staged(tmp_path / "deep" / "out") as new:
        (new / "graph.ttl").write_text("x")
        assert not (tmp_path / "deep" / "out").exists()
    assert contents(tmp_path) == {"deep/out/graph.ttl": b"x"}


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, ValueError, BrokenPipeError])
def test_whatever_stops_the_work_leaves_the_old_results_and_no_temporary(
    tmp_path: Path, stop: type[BaseException]
) -> None:
    build(tmp_path / "out", "dev-county-2021")
    before = contents(tmp_path)
    with pytest.raises(stop), staged(tmp_path / "out") as new:
        (new / "graph.ttl").write_text("half")
        raise stop
    assert contents(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_nothing_is_left_where_the_folders_had_to_be_made(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), staged(tmp_path / "a" / "b" / "out"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "no space left on the disk"), (errno.EACCES, "no right to write"), (errno.EROFS, "only be read")],
)
def test_a_disk_that_refuses_is_one_clear_line(tmp_path: Path, number: int, words: str) -> None:
    with pytest.raises(OutputError, match=words) as caught, staged(tmp_path / "out"):
        raise OSError(number, os.strerror(number))
    assert str(tmp_path / "out") in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("failing", range(1, 20))
def test_a_failure_while_moving_into_place_puts_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    out = tmp_path / "out"
    build(out, "dev-county-2021")
    before = contents(tmp_path)
    rename, count = Path.rename, 0

    def unsteady(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == failing:
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", unsteady)
    outcome = None
    try:
        build(out, "dev-province-2024")
    except OutputError as error:
        outcome = str(error)
    assert count >= failing or outcome is None
    if outcome is None:
        assert (out / "dev-province-2024").is_dir()
    else:
        assert outcome == f"Input/output error: {out}"
        assert contents(tmp_path) == before


def test_earlier_results_that_cannot_be_put_back_are_kept_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    out = tmp_path / "out"
    build(out, "dev-county-2021")
    before = set(contents(out).values())
    rename, count = Path.rename, 0

    def broken(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count > 3:
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", broken)
    with pytest.raises(OutputError, match="Input/output error"):
        build(out, "dev-province-2024")
    assert "earlier results are kept in" in caplog.text
    assert before <= set(contents(tmp_path).values())


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputError, match="a file is in the way"):
        build(tmp_path / "out", "dev-county-2021")
    with pytest.raises(OutputError, match="a file is in the way"):
        build(tmp_path / "out" / "below", "dev-county-2021")
    assert contents(tmp_path) == {"out": b"mine"}


def test_other_peoples_files_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine")
    build(tmp_path, "dev-county-2021")
    build(tmp_path, "dev-province-2024")
    assert contents(tmp_path)["notes.md"] == b"mine"


@pytest.mark.parametrize("name", ["graph.ttl", "run.json", "dev-county-2021/notes.md"])
def test_other_peoples_files_under_our_names_are_never_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    with pytest.raises(OutputError, match="not written by govgraph"):
        build(tmp_path, "dev-county-2021")
    assert contents(tmp_path) == {name: b"mine"}


def test_notes_laid_into_a_reports_folder_are_not_lost(tmp_path: Path) -> None:
    build(tmp_path, "dev-county-2021")
    (tmp_path / "dev-county-2021" / "notes.md").write_text("mine")
    with pytest.raises(OutputError, match=r"not written by govgraph.*notes\.md"):
        build(tmp_path, "dev-province-2024")
    assert (tmp_path / "dev-county-2021" / "notes.md").read_text() == "mine"


def test_a_new_build_replaces_the_old_one_with_all_its_reports(tmp_path: Path) -> None:
    build(tmp_path / "out", "dev-county-2021", "dev-province-2024")
    build(tmp_path / "out", "dev-province-2024")
    build(tmp_path / "fresh", "dev-province-2024")
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


# One report


def test_one_report_gives_all_files_and_the_whole_equals_it(tmp_path: Path) -> None:
    build(tmp_path, "dev-county-2021")
    report = contents(tmp_path / "dev-county-2021")
    assert sorted(report) == sorted(FILES)
    for name in FILES:
        if name != "report.txt":
            assert (tmp_path / name).read_bytes() == report[name], name


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    build(tmp_path / "one", "dev-county-2021", "dev-province-2024")
    build(tmp_path / "two", "dev-county-2021", "dev-province-2024")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_offsets_point_into_the_kept_text(tmp_path: Path) -> None:
    build(tmp_path, "dev-county-2021")
    text = (tmp_path / "dev-county-2021" / "report.txt").read_bytes().decode()
    facts = lines(tmp_path / "facts.jsonl")
    assert len(facts) > 100
    for fact in facts:
        words = fact.get("evidence") if fact["type"] == "relation" else fact["quote"]
        if words is not None:
            assert text[fact["start"] : fact["end"]] == words  # type: ignore[misc]


def test_facts_are_what_the_graph_says(tmp_path: Path) -> None:
    build(tmp_path, "dev-county-2021")
    assert lines(tmp_path / "facts.jsonl") == fact_lines(read_graph(tmp_path / "graph.ttl"))


def test_networkx_reads_both_graph_files_back(tmp_path: Path) -> None:
    build(tmp_path, "dev-county-2021")
    graph = to_networkx(gold(Path("dev-county-2021.txt")))
    data = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    again = nx.node_link_graph(data, edges="edges")
    assert nx.utils.graphs_equal(again, nx.MultiDiGraph(graph))
    graphml = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert set(graphml.nodes) == set(graph.nodes)
    edges = {(s, t, data["key"]) for s, t, data in graphml.edges(data=True)}
    assert edges == set(graph.edges(keys=True))


def test_the_run_record_names_what_was_read_and_no_machine(tmp_path: Path) -> None:
    build(tmp_path, "dev-county-2021")
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert record["reports"][0]["input"] == "dev-county-2021.txt"
    assert record["reports"][0]["folder"] == "dev-county-2021"
    assert len(record["ontology"]) == 64
    assert record["counts"]["relations"]["issuedBy"] > 5
    assert record["counts"]["entities"]["figure"] > 50
    assert str(tmp_path) not in json.dumps(record)


# Several reports


def test_the_whole_is_the_union_of_the_reports(tmp_path: Path) -> None:
    stems = ("dev-county-2021", "dev-province-2024")
    build(tmp_path, *stems)
    assert set(read_graph(tmp_path / "graph.ttl")) == {t for s in stems for t in report_triples(gold(Path(f"{s}.txt")))}
    parts = [to_networkx(gold(Path(f"{stem}.txt"))) for stem in stems]
    whole = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    ids = [node["id"] for node in whole["nodes"]]
    assert len(ids) == len(set(ids))
    assert set(ids) == {node for part in parts for node in part}
    edges = [(edge["source"], edge["target"], edge["key"]) for edge in whole["edges"]]
    assert len(edges) == len(set(edges))
    assert set(edges) == {edge for part in parts for edge in part.edges(keys=True)}
    graphml = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert (len(graphml), graphml.number_of_edges()) == (len(ids), len(edges))


def test_facts_of_several_reports_keep_apart(tmp_path: Path) -> None:
    stems = ("dev-county-2021", "dev-province-2024")
    build(tmp_path, *stems)
    whole = lines(tmp_path / "facts.jsonl")
    ids = [fact["id"] for fact in whole]
    assert len(ids) == len(set(ids)) == sum(len(lines(tmp_path / stem / "facts.jsonl")) for stem in stems)
    relations = [fact for fact in whole if fact["type"] == "relation"]
    assert {end for fact in relations for end in (fact["subject"], fact["object"])} <= set(ids)
    assert {fact["report"] for fact in whole} == set(stems)
    assert whole == fact_lines(read_graph(tmp_path / "graph.ttl"))


def test_coverage_of_the_whole_adds_up(tmp_path: Path) -> None:
    stems = ("dev-county-2021", "dev-province-2024")
    build(tmp_path, *stems)
    parts = [json.loads((tmp_path / stem / "coverage.json").read_text(encoding="utf-8")) for stem in stems]
    whole = json.loads((tmp_path / "coverage.json").read_text(encoding="utf-8"))
    assert whole["numbers"]["seen"] == sum(part["numbers"]["seen"] for part in parts)
    assert whole["titles"]["in_fact"]["instrument"] == sum(part["titles"]["in_fact"]["instrument"] for part in parts)
    assert whole["unaccounted"] == [item for part in parts for item in part["unaccounted"]]
    assert list(whole) == list(parts[0])


def test_the_page_of_the_whole_leads_to_each_report(tmp_path: Path) -> None:
    build(tmp_path, "dev-county-2021", "dev-province-2024")
    page = (tmp_path / "graph.html").read_text(encoding="utf-8")
    assert "dev-county-2021/graph.html" in page
    assert "dev-province-2024/graph.html" in page


def test_more_files_than_may_be_open_are_merged_in_rounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [Path(f"dev-county-2021@{number}.txt") for number in range(5)]

    def copies(path: Path) -> ReportFacts:
        facts = gold(path)
        return replace(facts, report=replace(facts.report, id=path.stem))

    build_folders(reports, tmp_path / "at once", copies)
    monkeypatch.setattr("govgraph.output.whole._MOST_FILES", 2)
    build_folders(reports, tmp_path / "rounds", copies)
    assert contents(tmp_path / "rounds") == contents(tmp_path / "at once")


def test_a_report_that_fails_does_not_lose_the_rest(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    result = build(tmp_path, "bad-1", "dev-county-2021", "fault-1")
    assert [path.name for path, _ in result.failed] == ["bad-1.txt", "fault-1.txt"]
    assert caplog.messages == [
        "empty file: in/bad-1.txt",
        "fault in govgraph, please report it (RecursionError: deep): in/fault-1.txt",
    ]
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert record["failed"][0] == {"input": "bad-1.txt", "error": "empty file: bad-1.txt"}
    assert (tmp_path / "facts.jsonl").read_bytes() == (tmp_path / "dev-county-2021" / "facts.jsonl").read_bytes()


def test_a_report_that_cannot_be_drawn_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(facts: ReportFacts) -> str:
        if "2024" in facts.report.title:
            raise FactError("no place for a node")
        return "<html>"

    monkeypatch.setattr("govgraph.output.report.render_page", refuse)
    build(tmp_path, "dev-county-2021", "dev-province-2024")
    assert not (tmp_path / "dev-province-2024").exists()


def test_strict_stops_at_the_first_failure_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="empty file"):
        build(tmp_path / "out", "dev-county-2021", "bad-1", "dev-province-2024", strict=True)
    assert list(tmp_path.iterdir()) == []


def test_a_build_without_any_readable_report_keeps_the_old_results(tmp_path: Path) -> None:
    build(tmp_path / "out", "dev-county-2021")
    before = contents(tmp_path)
    with pytest.raises(GovgraphError, match="none of 2 reports"):
        build(tmp_path / "out", "bad-1", "bad-2")
    assert contents(tmp_path) == before


def test_a_report_given_twice_counts_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    build(tmp_path, "dev-county-2021", "dev-county-2021@copy")
    assert caplog.messages == ["same report as dev-county-2021.txt, left out: in/dev-county-2021@copy.txt"]
    assert (tmp_path / "facts.jsonl").read_bytes() == (tmp_path / "dev-county-2021" / "facts.jsonl").read_bytes()


# Confidence


def test_facts_below_the_minimum_go_with_what_hangs_on_them() -> None:
    facts = gold(Path("dev-county-2021.txt"))
    doubtful = next(m for m in facts.mentions if m.rule == "gold-figure")
    facts = replace(facts, mentions=tuple(m._replace(confidence=0.4) if m == doubtful else m for m in facts.mentions))
    kept = at_least(facts, 0.5)
    assert {e.key for e in facts.entities} - {e.key for e in kept.entities} == {doubtful.entity}
    assert not any(doubtful.entity in (r.subject, r.object) for r in kept.relations)
    assert [(i.quote, i.reason) for i in kept.left_out] == [(doubtful.evidence.quote, "below the confidence asked for")]
    assert at_least(facts, 0.4) is facts


def test_no_number_or_title_is_lost_to_a_minimum() -> None:
    facts = gold(Path("dev-county-2021.txt"))
    low = {"gold-instrument": 0.4, "gold-figure": 0.4}
    facts = replace(facts, mentions=tuple(m._replace(confidence=low.get(m.rule, 0.9)) for m in facts.mentions))
    kept = at_least(facts, 0.5)
    assert {e.type for e in kept.entities}.isdisjoint({"instrument", "figure"})
    before, after = coverage(facts), coverage(kept)
    assert [item for item in after["unaccounted"] if item not in before["unaccounted"]] == []
    for what in ("titles", "numbers"):
        assert after[what]["left_out"]["below the confidence asked for"] > 10


def test_a_relation_goes_with_the_mention_that_its_words_rest_on() -> None:
    text = "甲县法治政府建设报告\n县司法局开展培训。\n县司法局作了总结。"
    issuer, bureau, work = "agency/甲县人民政府", "agency/甲县司法局", "report/r/initiative/15-19"
    book = FactBook(text)
    book.add_entity(Entity(issuer, "agency", "甲县人民政府"))
    first, again = Evidence(11, 15, "县司法局", "0"), Evidence(21, 25, "县司法局", "0")
    mentions = [Mention(bureau, first, "a", 0.6), Mention(bureau, again, "b", 0.9)]
    book.add_entity(Entity(bureau, "agency", "甲县司法局"), mentions)
    done = Evidence(15, 19, "开展培训", "0")
    book.add_entity(Entity(work, "initiative", "开展培训", status="done"), [Mention(work, done, "c", 0.9)])
    book.add_relation(Relation(work, "carriedOutBy", bureau, Evidence(11, 19, "县司法局开展培训", "0"), "d", 0.9))
    info = ReportInfo("r", "报告", issuer, "2022", None, None, None, "r.txt", "0" * 64)
    kept = at_least(book.finish(info, []), 0.8)
    assert [m.evidence for m in kept.mentions] == [done, again]
    assert kept.relations == ()


def test_relations_below_the_minimum_go_and_the_issuer_stays() -> None:
    facts = gold(Path("dev-county-2021.txt"))
    kept = at_least(facts, 0.95)
    assert len(kept.relations) == 0
    assert len(kept.entities) == len(facts.entities)
    assert [entity.key for entity in at_least(facts, 1.1).entities] == [facts.report.issuer]


# Graph files


def nasty() -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("b", label='<b>&"引"\'', weight=1, good=True, odd="\x00\x0b\u2028\r\n\t🙂")
    graph.add_node("a", weight=1.5, missing=None)
    graph.add_edge("b", "a", key="x y", note="]]>")
    graph.add_edge("b", "a", key="another")
    return graph


def test_text_of_every_kind_survives_in_both_formats(tmp_path: Path) -> None:
    nodes, edges = graph_records(nasty())
    write_records(tmp_path / "g.json", nodes, edges)
    assert nx.utils.graphs_equal(
        nx.node_link_graph(json.loads((tmp_path / "g.json").read_text()), edges="edges"), nasty()
    )
    assert (list(read_nodes(tmp_path / "g.json")), list(read_edges(tmp_path / "g.json"))) == (nodes, edges)
    write_graphml(tmp_path / "g.graphml", lambda: nodes, lambda: edges)
    read = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    assert read.nodes["b"] == {
        "label": '<b>&"引"\'',
        "weight": 1.0,
        "good": True,
        "odd": "\ufffd\ufffd\u2028\r\n\t🙂",
    }
    assert read.nodes["a"] == {"weight": 1.5}
    assert sorted(data["key"] for *_, data in read.edges(data=True)) == ["another", "x y"]


def test_an_empty_graph_is_a_valid_graph(tmp_path: Path) -> None:
    write_records(tmp_path / "g.json", [], [])
    write_graphml(tmp_path / "g.graphml", lambda: [], lambda: [])
    assert len(nx.node_link_graph(json.loads((tmp_path / "g.json").read_text()), edges="edges")) == 0
    assert len(nx.read_graphml(tmp_path / "g.graphml")) == 0
    assert list(read_nodes(tmp_path / "g.json")) == []


def test_merging_keeps_what_the_first_says_and_adds_what_the_others_know(tmp_path: Path) -> None:
    write_records(tmp_path / "1.json", [{"id": "a", "name": "甲", "mentions": 2}, {"id": "c"}], [])
    write_records(
        tmp_path / "2.json",
        [{"id": "a", "name": "乙", "mentions": 3, "level": "county"}, {"id": "b"}],
        [{"source": "a", "target": "b", "key": "k"}],
    )
    merge_records([tmp_path / "1.json", tmp_path / "2.json"], tmp_path / "all.json")
    assert list(read_nodes(tmp_path / "all.json")) == [
        {"id": "a", "name": "甲", "mentions": 5, "level": "county"},
        {"id": "b"},
        {"id": "c"},
    ]
    assert list(read_edges(tmp_path / "all.json")) == [{"source": "a", "target": "b", "key": "k"}]
