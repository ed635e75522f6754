"""Questions to a graph: those that ship with govgraph on a report whose answers are known, and the user's own."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from govgraph.errors import InputError
from govgraph.graph.rdf import report_triples
from govgraph.graph.turtle import write_turtle
from govgraph.query import Answer, format_rows, list_table, named_queries, named_query, run_query
from small_report import small_facts


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_text(write_turtle(report_triples(small_facts())), encoding="utf-8")
    return path


def test_doubtful_relations_come_with_rule_and_words(small: Path) -> None:
    rows = run_query([small], named_query("doubtful")).rows
    assert len(rows) == 13
    assert rows[0]["confidence"] == 0.8
    assert {row["rule"] for row in rows} >= {"read-issuedBy", "read-addresses"}


def test_joint_work_lists_all_who_take_part(tmp_path: Path) -> None:
    lines = write_turtle(report_triples(small_facts())).replace(
        "    gov:carriedOutBy <agency/临湖县司法局> ;",
        "    gov:carriedOutBy <agency/临湖县司法局> ;\n    gov:carriedOutBy <agency/省司法厅> ;",
    )
    (tmp_path / "graph.ttl").write_text(lines, encoding="utf-8")
    (row,) = run_query([tmp_path / "graph.ttl"], named_query("joint-work")).rows
    assert (row["initiative"], row["bodies"], row["agencies"]) == ("开展执法检查", 2, "临湖县司法局、省司法厅")


def test_a_long_chain_is_followed(tmp_path: Path) -> None:
    more = '<instrument/某方案> skos:prefLabel "某方案"@zh ; gov:implements <instrument/临湖县执法监督办法> .'
    path = tmp_path / "graph.ttl"
    path.write_text(write_turtle(report_triples(small_facts())) + more, encoding="utf-8")
    rows = run_query([path], named_query("implementation-chain")).rows
    chain = {(row["instrument"], row["implements"], row["direct"]) for row in rows}
    assert ("某方案", "中华人民共和国行政处罚法", False) in chain


def test_several_graphs_are_asked_together(small: Path, tmp_path: Path) -> None:
    other = write_turtle(report_triples(small_facts())).replace("report/small", "report/other")
    (tmp_path / "other.ttl").write_text(other, encoding="utf-8")
    answer = run_query(
        [small, tmp_path / "other.ttl"], "SELECT ?report WHERE { ?report a gov:Report } ORDER BY ?report"
    )
    assert [str(row["report"]).rpartition("/")[2] for row in answer.rows] == ["other", "small"]


def test_every_named_question_is_described_in_two_languages() -> None:
    queries = named_queries()
    assert len(queries) == 28
    for query in queries:
        assert query.title and query.about.endswith(".") and query.about.isascii()
        assert query.title_zh and query.about_zh.endswith("。")
    assert "who-does-what" in list_table()


ANSWER = Answer(("机构", "值"), ({"机构": "甲,乙", "值": 1.5}, {"机构": '他说"好"', "值": None}))


def test_csv_is_csv() -> None:
    text = format_rows(ANSWER, "csv")
    assert list(csv.reader(StringIO(text))) == [["机构", "值"], ["甲,乙", "1.5"], ['他说"好"', ""]]


def test_json_keeps_types_and_chinese() -> None:
    text = format_rows(ANSWER, "json")
    assert json.loads(text) == [{"机构": "甲,乙", "值": 1.5}, {"机构": '他说"好"', "值": None}]
    assert "甲,乙" in text


def test_a_table_aligns_chinese_columns() -> None:
    lines = format_rows(Answer(("名", "n"), ({"名": "司法局", "n": 1}, {"名": "ab", "n": 2})), "table").splitlines()
    assert "│ 司法局 │ 1 │" in lines
    assert "│ ab     │ 2 │" in lines


def test_an_empty_answer_still_has_its_columns(small: Path) -> None:
    answer = run_query([small], "SELECT ?a ?b WHERE { ?a gov:nothing ?b }")
    assert format_rows(answer, "csv") == "a,b\n"
    assert format_rows(answer, "json") == "[]\n"


def test_yes_or_no_and_new_triples_are_answers_too(small: Path) -> None:
    assert run_query([small], "ASK { ?x a gov:Report }").rows == ({"answer": True},)
    made = run_query([small], "CONSTRUCT { ?x gov:code ?y } WHERE { ?x gov:placeCode ?y ; a gov:Place }")
    assert made.columns == ("subject", "predicate", "object")
    assert [row["object"] for row in made.rows] == ["360499"]


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"no query is called who: there are basis-of-work, .*who-does-what"):
        named_query("who")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT", "not a SPARQL query"),
        ("", "not a SPARQL query"),
        ("SELECT ?x WHERE { ?x nosuch:p ?y }", "not a SPARQL query: .*nosuch"),
        ("INSERT DATA { <a:b> <a:c> 1 }", "not a SPARQL query"),
        ("SELECT ?x WHERE { SERVICE <http://localhost/x> { ?x a ?y } }", "stays offline"),
        ("SELECT ?x WHERE { ?x a ?y { SELECT ?x { OPTIONAL { SERVICE ?z { ?x a ?y } } } } }", "stays offline"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(small: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as error:
        run_query([small], text)
    assert "\n" not in str(error.value)


def test_a_missing_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read the graph .*nothing\.ttl: No such file"):
        run_query([tmp_path / "nothing.ttl"], "ASK {}")
