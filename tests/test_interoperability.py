"""Builds in other tools: each format is opened by the library that reads it, and says there what the tables say."""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import networkx as nx
import pandas
import pytest
import rustworkx

from govgraph.errors import InputError, OutputError
from govgraph.facts import ReportFacts
from govgraph.interop import write_gexf, write_graphml, write_neo4j, write_neo4j_json
from govgraph.interop.records import EDGE_FIELDS, NODE_FIELDS, NODE_TYPES, all_edges, all_nodes
from govgraph.interop.source import read_reports
from small_corpus import CORPUS, corpus_facts
from table_folders import write_tables

# what XML, CSV and JSON each have their trouble with, one of them no character of XML
HOSTILE = '"甲,乙";\\ <&>\n\ttrue\x0b'
IN_XML = HOSTILE.replace("\x0b", "\ufffd")
WRITERS = (write_graphml, write_gexf, write_neo4j, write_neo4j_json)
# names that Gephi and Cytoscape take for something of their own
RESERVED = {"id", "x", "y", "z", "r", "g", "b", "size", "weight", "d3", "d7", "SUID", "shared name", "selected"}
GEXF = "{http://gexf.net/1.3}"


def hostile(facts: ReportFacts) -> ReportFacts:
    """The same facts; names of work end in characters that formats must escape."""
    entities = tuple(e._replace(name=e.name + HOSTILE) if e.type == "initiative" else e for e in facts.entities)
    return replace(facts, entities=entities)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    write_tables(folder, {"": [hostile(corpus_facts(report)) for report in CORPUS]})
    return folder


@pytest.fixture(scope="module")
def nodes(build: Path) -> dict[str, dict[str, Any]]:
    """The nodes that every format must have, by IRI."""
    return {node["id"]: node for node in all_nodes(read_reports(build))}


@pytest.fixture(scope="module")
def edges(build: Path) -> Counter[tuple[Any, ...]]:
    """The edges that every format must have: ends, predicate, report and words."""
    return Counter(map(edge_of, all_edges(read_reports(build))))


def edge_of(edge: dict[str, Any], predicate: str = "predicate") -> tuple[Any, ...]:
    names = ("source", "target", predicate, "report", "quote", "start", "confidence")
    return tuple(edge.get(name) for name in names)


@pytest.fixture(scope="module")
def graphml(build: Path) -> Path:
    target = build / "out.graphml"
    write_graphml(build, target)
    return target


@pytest.fixture(scope="module")
def gexf(build: Path) -> Path:
    target = build / "out.gexf"
    write_gexf(build, target)
    return target


@pytest.fixture(scope="module")
def neo4j(build: Path) -> Path:
    target = build / "neo4j"
    write_neo4j(build, target)
    return target


def in_xml(node: dict[str, Any]) -> dict[str, Any]:
    """A node without its IRI, as XML can hold it."""
    texts = {name: value.replace(HOSTILE, IN_XML) if isinstance(value, str) else value for name, value in node.items()}
    return {name: value for name, value in texts.items() if name != "id"}


def test_networkx_reads_the_graphml(
    graphml: Path, nodes: dict[str, dict[str, Any]], edges: Counter[tuple[Any, ...]]
) -> None:
    graph = nx.read_graphml(graphml, force_multigraph=True)
    assert dict(graph.nodes(data=True)) == {
        name: {**in_xml(node), "name": in_xml(node)["label"]} for name, node in nodes.items()
    }
    found = ({"source": source, "target": target, **data} for source, target, data in graph.edges(data=True))
    assert Counter(edge_of(edge, "label") for edge in found) == edges


def test_rustworkx_reads_the_graphml(graphml: Path, nodes: dict[str, dict[str, Any]]) -> None:
    """A second reader that shares no code with the first; it knows the declared types and fills what is missing."""
    (graph,) = rustworkx.read_graphml(str(graphml))
    said = {node["id"]: {name: value for name, value in node.items() if value is not None} for node in graph.nodes()}
    assert said == {name: {**in_xml(node), "id": name, "name": in_xml(node)["label"]} for name, node in nodes.items()}
    assert {edge["interaction"] for edge in graph.edges()} >= {"carriedOutBy", "mentions", "creator"}


def test_gephi_and_cytoscape_find_names_where_they_look(graphml: Path) -> None:
    """Gephi drops keys without ``for`` or of unknown types (gephi#1084) and takes some ids for its own (gephi#1575)."""
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.parse(graphml).getroot()
    keys = root.findall(f"{space}key")
    assert {key.get("for") for key in keys} == {"node", "edge"}
    assert {key.get("attr.type") for key in keys} <= {"boolean", "long", "double", "string"}
    assert not RESERVED & {key.get(part) for key in keys for part in ("id", "attr.name")}
    assert len({key.get("id") for key in keys}) == len(keys)
    names = {(key.get("for"), key.get("attr.name")) for key in keys}
    assert names >= {("node", "label"), ("node", "name"), ("edge", "label"), ("edge", "interaction")}
    ids = [edge.get("id") for edge in root.iter(f"{space}edge")]
    assert len(set(ids)) == len(ids)
    assert len(list(root.iter(f"{space}graph"))) == 1


def test_networkx_reads_the_gexf(gexf: Path, nodes: dict[str, dict[str, Any]], edges: Counter[tuple[Any, ...]]) -> None:
    graph = nx.read_gexf(gexf)
    assert dict(graph.nodes(data=True)) == {name: in_xml(node) for name, node in nodes.items()}
    found = ({"source": source, "target": target, **data} for source, target, data in graph.edges(data=True))
    assert Counter(edge_of(edge, "label") for edge in found) == edges


def test_the_gexf_declares_what_it_uses(gexf: Path) -> None:
    """What the schema of GEXF 1.3 asks for and Gephi reports as errors where it is missing."""
    root = ElementTree.parse(gexf).getroot()
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert (root.tag, root.get("version"), graph.get("defaultedgetype")) == (f"{GEXF}gexf", "1.3", "directed")
    for scope in ("node", "edge"):
        declared = {
            one.get("id"): one.get("type")
            for group in graph.findall(f"{GEXF}attributes")
            if group.get("class") == scope
            for one in group
        }
        assert set(declared.values()) <= {"string", "long", "double", "boolean"}
        elements = list(root.iter(f"{GEXF}{scope}"))
        assert len({element.get("id") for element in elements}) == len(elements)
        used = {value.get("for") for element in elements for value in element.iter(f"{GEXF}attvalue")}
        assert used <= set(declared)
    known = {node.get("id") for node in root.iter(f"{GEXF}node")}
    for edge in root.iter(f"{GEXF}edge"):
        assert {edge.get("source"), edge.get("target")} <= known
        assert edge.get("kind") == edge.get("label")


NEO4J_TYPES: dict[str, Callable[[str], object]] = {
    "string": str,
    "long": int,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def read_neo4j(folder: Path, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """File name and row of all files of a kind, read as the import tool does: each cell by the type of its column."""
    for path in sorted(folder.glob(f"{kind}_*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
        for row in rows:
            assert len(row) == len(header)
            cells = {}
            for column, cell in zip(header, row, strict=True):
                name, _, type_ = column.partition(":")
                if cell:
                    cells[name or column] = (
                        cell if type_ in {"ID", "LABEL", "TYPE", "START_ID", "END_ID"} else (NEO4J_TYPES[type_](cell))
                    )
            yield path.name, cells


def test_the_import_tool_of_neo4j_finds_all_nodes(neo4j: Path, nodes: dict[str, dict[str, Any]]) -> None:
    found = list(read_neo4j(neo4j, "nodes"))
    assert {name: {k: v for k, v in node.items() if k not in ("id", "type")} for name, node in nodes.items()} == {
        row["iri"]: {k: v for k, v in row.items() if k not in ("iri", ":LABEL")} for _, row in found
    }
    assert len({row["iri"] for _, row in found}) == len(found)
    assert {(file, row[":LABEL"]) for file, row in found} == {
        (f"nodes_{node['type']}.csv", node["type"].capitalize()) for node in nodes.values()
    }


def test_the_import_tool_of_neo4j_finds_both_ends_of_all_relationships(
    neo4j: Path, nodes: dict[str, dict[str, Any]], edges: Counter[tuple[Any, ...]]
) -> None:
    found = [row for _, row in read_neo4j(neo4j, "relationships")]
    assert {row[end] for row in found for end in (":START_ID", ":END_ID")} <= set(nodes)
    assert {row[":TYPE"] for row in found} >= {"CARRIED_OUT_BY", "HAS_OUTCOME", "MENTIONS"}
    named = Counter((row[":START_ID"], row[":END_ID"], row["report"], row.get("quote")) for row in found)
    assert named == Counter(
        (source, target, report, quote) for source, target, _, report, quote, *_ in edges.elements()
    )


def test_the_instructions_for_neo4j_name_every_file_once(neo4j: Path) -> None:
    files = sorted(path.name for path in neo4j.glob("*.csv"))
    command, cypher = ((neo4j / name).read_text(encoding="utf-8") for name in ("README.md", "load.cypher"))
    assert sorted(re.findall(r"--(?:nodes|relationships)=(\S+)", command)) == files
    assert sorted(re.findall("'file:///([^']+)'", cypher)) == files
    assert set(re.findall(r"row\.`([^`]+)`", cypher)) == {
        column for path in neo4j.glob("*.csv") for column in path.read_text(encoding="utf-8").splitlines()[0].split(",")
    } - {":LABEL", ":TYPE"}


def test_duckdb_and_pandas_read_the_csv_files(neo4j: Path, nodes: dict[str, dict[str, Any]]) -> None:
    path = neo4j / "nodes_initiative.csv"
    work = {name: node["label"] for name, node in nodes.items() if node["type"] == "initiative"}
    frame = pandas.read_csv(path)
    assert dict(zip(frame["iri:ID"], frame["label:string"], strict=True)) == work
    rows = duckdb.sql(
        f"""SELECT "iri:ID", "label:string" FROM read_csv('{path}', header = true, delim = ',', quote = '"')"""
    )
    assert dict(rows.fetchall()) == work


def test_apoc_finds_nodes_and_relationships_in_json_lines(
    build: Path, tmp_path: Path, nodes: dict[str, dict[str, Any]], edges: Counter[tuple[Any, ...]]
) -> None:
    write_neo4j_json(build, tmp_path / "graph.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "graph.jsonl").read_text(encoding="utf-8").splitlines()]
    things = {line["id"]: line for line in lines if line["type"] == "node"}
    links = [line for line in lines if line["type"] == "relationship"]
    assert set(things) == set(nodes)
    assert len({line["id"] for line in links}) == len(links) == edges.total()
    for link in links:
        for end in (link["start"], link["end"]):
            assert things[end["id"]]["labels"] == end["labels"]


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_build_gives_the_same_bytes(write: Callable[[Path, Path], None], build: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(build, tmp_path / name)
    one, two = (
        [path.read_bytes() for path in sorted(folder.iterdir())] if folder.is_dir() else [folder.read_bytes()]
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two


@pytest.mark.parametrize("write", WRITERS)
def test_a_corpus_in_parts_gives_the_same_bytes(
    write: Callable[[Path, Path], None], build: Path, tmp_path: Path
) -> None:
    first, *others = (hostile(corpus_facts(report)) for report in CORPUS)
    write_tables(tmp_path / "corpus", {"3c": [first], "e1": others})
    for folder, name in ((build, "whole"), (tmp_path / "corpus", "parts")):
        write(folder, tmp_path / name)
    files = {
        name: sorted(path for path in (tmp_path / name).rglob("*") or [tmp_path / name]) or [tmp_path / name]
        for name in ("whole", "parts")
    }
    assert [path.read_bytes() for path in files["whole"]] == [path.read_bytes() for path in files["parts"]]


@pytest.mark.parametrize("write", WRITERS)
def test_a_folder_that_is_no_build_leaves_nothing_behind(write: Callable[[Path, Path], None], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no tables"):
        write(tmp_path / "empty", tmp_path / "out" / "target")
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file()]


@pytest.mark.parametrize("write", WRITERS)
def test_what_cannot_be_written_is_one_clear_error(
    write: Callable[[Path, Path], None], build: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        write(build, tmp_path / "file" / "target")


def test_every_field_of_a_record_is_declared(build: Path) -> None:
    """What is not declared would be in GraphML and missing in GEXF and Neo4j."""
    found = list(all_nodes(read_reports(build)))
    assert {node["type"] for node in found} <= set(NODE_TYPES)
    assert {name for node in found for name in node} <= {"id", "type", *NODE_FIELDS}
    ends = {"source", "source_type", "target", "target_type", "predicate"}
    assert {name for edge in all_edges(read_reports(build)) for name in edge} <= {*ends, *EDGE_FIELDS}


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    first, *others = map(corpus_facts, CORPUS)
    write_tables(folder, {"3c": [first], "e1": others})
    return folder / "tables"


def test_duckdb_joins_the_parquet_tables_of_a_corpus(parts: Path) -> None:
    """Which bodies carry out work that is based on a central document, in which year, in whose words."""
    rows = duckdb.sql(f"""
        SELECT r.year, who.object_name, e.name, why.object_name, why.quote
        FROM '{parts}/relations/*.parquet' who
        JOIN '{parts}/relations/*.parquet' why USING (report, subject)
        JOIN '{parts}/entities/*.parquet' e ON e.report = who.report AND e.entity = who.subject
        JOIN '{parts}/entities/*.parquet' d ON d.report = why.report AND d.entity = why.object AND d.level = 'central'
        JOIN '{parts}/reports/*.parquet' r ON r.report = who.report
        WHERE who.predicate = 'carriedOutBy' AND why.predicate = 'basedOn'
        ORDER BY ALL
    """).fetchall()
    assert [row[:4] for row in rows] == [
        (2022, "临湖县公安局", "开展道路安全专项行动", "中华人民共和国行政处罚法"),
        (2022, "临湖县司法局", "开展道路安全专项行动", "中华人民共和国行政处罚法"),
        (2023, "临湖县司法局", "推行综合执法", "中华人民共和国行政处罚法"),
        (2023, "松泉县司法局", "开展普法宣传", "法治社会建设纲要(2020-2025年)"),
    ]
    assert all(row[3][:4] in row[4] for row in rows)


def test_duckdb_knows_from_which_part_a_row_comes(parts: Path) -> None:
    source = f"read_parquet('{parts}/*/*.parquet', filename = true, union_by_name = true)"
    rows = duckdb.sql(f"SELECT DISTINCT report, parse_filename(filename, true) FROM {source} ORDER BY 1").fetchall()
    assert rows == [("lake-2022", "3c"), ("lake-2023", "e1"), ("pine-2023", "e1")]


def test_duckdb_computes_with_figures(parts: Path) -> None:
    rows = duckdb.sql(f"""
        SELECT place_code, year, sum(value) FROM '{parts}/figures/*.parquet' WHERE unit = '件' GROUP BY ALL ORDER BY ALL
    """).fetchall()
    assert rows == [("360499", 2022, 110.0), ("360499", 2023, 100.0)]
