"""The questions that ship with govgraph, on three made-up reports whose answers are known."""

import pyoxigraph
import pytest
from rdflib import Graph

from govgraph.graph.turtle import write_turtle
from govgraph.query import NamedQuery, ask, named_queries, named_query
from small_corpus import CORPUS, corpus_triples

TURTLE = write_turtle(corpus_triples())
HIDDEN = ("section", "quote", "source")
Rows = list[tuple[object, ...]]

# the rows that each question must give, without section, words and source
KNOWN: dict[str, Rows] = {
    "basis-of-work": [
        ("开展道路安全专项行动", "中华人民共和国行政处罚法", "central"),
        ("推行综合执法", "中华人民共和国行政处罚法", "central"),
        ("开展普法宣传", "法治社会建设纲要(2020-2025年)", "central"),
    ],
    "bodies": [
        ("临湖县司法局", "department", "county", "临湖县人民政府", 7),
        ("临湖县公安局", "department", "county", None, 2),
        ("中国共产党临湖县委员会", "party", "county", None, 1),
        ("临湖县民政局", "department", "county", None, 1),
        ("松泉县司法局", "department", "county", None, 1),
        ("临湖县人民政府", "government", "county", None, 0),
        ("南江省司法厅", "department", "provincial", None, 0),
        ("松泉县人民政府", "government", "county", None, 0),
    ],
    "campaigns": [
        ("临湖县人民政府", 2022, "开展道路安全专项行动", "临湖县公安局、临湖县司法局", "2022、2023"),
        ("临湖县人民政府", 2023, "开展道路安全专项行动", "临湖县公安局、临湖县司法局、临湖县民政局", "2022、2023"),
    ],
    "chain-gaps": [
        ("county", "临湖县执法监督办法", "临湖县人民政府"),
        ("county", "临湖县法治建设方案(2026-2030年)", "临湖县人民政府"),
    ],
    "change-on-last-year": [
        ("临湖县人民政府", "查处违法案件", "件", 2022, 80, 2023, 100, 20),
    ],
    "clean-up": [
        (2022, "清理规范性文件", "规范性文件30件", None),
    ],
    "figures": [
        (80, "件", None, "查处违法案件", "cases-investigated", 2022, "开展道路安全专项行动"),
        (30, "件", None, "规范性文件", None, 2022, "清理规范性文件"),
        (100, "件", None, "查处违法案件", "cases-investigated", 2023, "开展道路安全专项行动"),
        (12, "名", None, "招录执法人员", None, 2023, "招录执法人员"),
        (20, "场", None, "举办讲座", None, 2023, "开展普法宣传"),
    ],
    "implementation-chain": [
        ("临湖县法治建设方案(2021-2025年)", "county", "临湖县人民政府", "中华人民共和国行政处罚法", "central", True),
        ("松泉县普法方案(2021-2025年)", "county", "松泉县司法局", "法治社会建设纲要(2020-2025年)", "central", True),
    ],
    "implementation-lag": [
        ("松泉县普法方案(2021-2025年)", 2021, "法治社会建设纲要(2020-2025年)", 2020, 1),
        ("临湖县法治建设方案(2021-2025年)", 2021, "中华人民共和国行政处罚法", 2021, 0),
    ],
    "indicator-by-place-and-year": [
        ("cases-investigated", "临湖县", 2022, 80, "件"),
        ("cases-investigated", "临湖县", 2023, 100, "件"),
    ],
    "instruments-by-level": [
        ("临湖县人民政府", 2022, "central", "law", "中华人民共和国行政处罚法", 2021, 1),
        ("临湖县人民政府", 2022, "county", "scheme", "临湖县法治建设方案(2021-2025年)", 2021, 0),
        ("临湖县人民政府", 2023, "central", "law", "中华人民共和国行政处罚法", 2021, 1),
        ("临湖县人民政府", 2023, "county", "measures", "临湖县执法监督办法", 2023, 0),
        ("临湖县人民政府", 2023, "county", "scheme", "临湖县法治建设方案(2026-2030年)", 2026, 0),
        ("松泉县人民政府", 2023, "central", "plan", "法治社会建设纲要(2020-2025年)", 2020, 1),
        ("松泉县人民政府", 2023, "county", "scheme", "松泉县普法方案(2021-2025年)", 2021, 0),
    ],
    "joint-share": [
        ("临湖县人民政府", 2022, 5, 1, 0.2),
        ("临湖县人民政府", 2023, 3, 1, 0.3333333333333333),
        ("松泉县人民政府", 2023, 1, 0, 0),
    ],
    "joint-work": [
        (2022, "开展道路安全专项行动", 2, "临湖县公安局、临湖县司法局"),
        (2023, "开展道路安全专项行动", 3, "临湖县公安局、临湖县司法局、临湖县民政局"),
    ],
    "line-and-block": [
        ("司法", "county", "临湖县司法局", "临湖县人民政府"),
        ("司法", "county", "松泉县司法局", None),
        ("司法", "provincial", "南江省司法厅", None),
    ],
    "not-mentioned": [
        ("松泉县人民政府", 2023, "中华人民共和国行政处罚法", 2),
    ],
    "outcomes": [
        ("开展道路安全专项行动", "查处违法案件80件", 80, "件", None, None, 2022),
        ("清理规范性文件", "规范性文件30件", 30, "件", None, None, 2022),
        ("开展道路安全专项行动", "查处违法案件100件", 100, "件", None, None, 2023),
        ("招录执法人员", "招录执法人员12名", 12, "名", None, None, 2023),
        ("开展普法宣传", "举办讲座20场", 20, "场", None, None, 2023),
    ],
    "overview": [
        ("临湖县2022年法治政府建设情况报告", 2022, "Agency", 5),
        ("临湖县2022年法治政府建设情况报告", 2022, "Figure", 2),
        ("临湖县2022年法治政府建设情况报告", 2022, "Initiative", 5),
        ("临湖县2022年法治政府建设情况报告", 2022, "Instrument", 2),
        ("临湖县2022年法治政府建设情况报告", 2022, "Problem", 1),
        ("临湖县2022年法治政府建设情况报告", 2022, "Recognition", 1),
        ("临湖县2023年法治政府建设情况报告", 2023, "Agency", 4),
        ("临湖县2023年法治政府建设情况报告", 2023, "Figure", 2),
        ("临湖县2023年法治政府建设情况报告", 2023, "Initiative", 3),
        ("临湖县2023年法治政府建设情况报告", 2023, "Instrument", 3),
        ("松泉县2023年法治政府建设情况报告", 2023, "Agency", 2),
        ("松泉县2023年法治政府建设情况报告", 2023, "Figure", 1),
        ("松泉县2023年法治政府建设情况报告", 2023, "Initiative", 1),
        ("松泉县2023年法治政府建设情况报告", 2023, "Instrument", 2),
    ],
    "party-or-state": [
        ("临湖县人民政府", 2022, "department", 2, 4, 1, 0),
        ("临湖县人民政府", 2022, "party", 1, 1, 0, 0),
        ("临湖县人民政府", 2023, "department", 3, 3, 1, 0),
        ("松泉县人民政府", 2023, "department", 1, 1, 1, 0),
    ],
    "pilots": [
        ("临湖县人民政府", 2022, "开展综合执法试点", 2023, "推行综合执法"),
    ],
    "planned-work": [
        ("招录执法人员", "临湖县司法局"),
    ],
    "problems-and-answers": [
        ("基层执法力量不足", 2022, "招录执法人员", 2023, "招录执法人员"),
    ],
    "recognitions": [
        ("评为法治示范县", "designation", "南江省司法厅", "provincial", None),
    ],
    "versions": [
        ("临湖县法治建设方案", "临湖县法治建设方案(2021-2025年)", 2021),
        ("临湖县法治建设方案", "临湖县法治建设方案(2026-2030年)", 2026),
    ],
    "who-does-what": [
        ("中国共产党临湖县委员会", "组织法治培训", "done", "stated", "主要工作"),
        ("临湖县公安局", "开展道路安全专项行动", "done", "stated", "主要工作"),
        ("临湖县公安局", "开展道路安全专项行动", "done", "stated", "主要工作"),
        ("临湖县司法局", "开展道路安全专项行动", "done", "stated", "主要工作"),
        ("临湖县司法局", "开展综合执法试点", "done", "stated", "主要工作"),
        ("临湖县司法局", "清理规范性文件", "done", "stated", "主要工作"),
        ("临湖县司法局", "招录执法人员", "planned", "stated", "下步打算"),
        ("临湖县司法局", "开展道路安全专项行动", "done", "stated", "主要工作"),
        ("临湖县司法局", "推行综合执法", "done", "stated", "主要工作"),
        ("临湖县司法局", "招录执法人员", "done", "stated", "主要工作"),
        ("临湖县民政局", "开展道路安全专项行动", "done", "stated", "主要工作"),
        ("松泉县司法局", "开展普法宣传", "done", "stated", "主要工作"),
    ],
    "work-in-full": [
        ("开展道路安全专项行动", "done", "临湖县公安局、临湖县司法局", "中华人民共和国行政处罚法", "查处违法案件80件"),
        ("组织法治培训", "done", "中国共产党临湖县委员会", None, None),
        ("开展综合执法试点", "done", "临湖县司法局", None, None),
        ("清理规范性文件", "done", "临湖县司法局", None, "规范性文件30件"),
        ("招录执法人员", "planned", "临湖县司法局", None, None),
        ("开展道路安全专项行动", "done", "临湖县公安局、临湖县司法局、临湖县民政局", None, "查处违法案件100件"),
        ("推行综合执法", "done", "临湖县司法局", "中华人民共和国行政处罚法", None),
        ("招录执法人员", "done", "临湖县司法局", None, "招录执法人员12名"),
        ("开展普法宣传", "done", "松泉县司法局", "法治社会建设纲要(2020-2025年)", "举办讲座20场"),
    ],
}
COUNTS = {"entities": 45, "relations": 29, "doubtful": 29}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(data=TURTLE, format="turtle")


@pytest.mark.parametrize("name", KNOWN)
def test_a_question_gives_the_known_answer(graph: Graph, name: str) -> None:
    answer = ask(graph, named_query(name))
    kept = [column for column in answer.columns if column not in HIDDEN]
    assert [tuple(row[column] for column in kept) for row in answer.rows] == KNOWN[name]


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_every_row_shows_words_and_source(graph: Graph, query: NamedQuery) -> None:
    texts = {report.url or f"{report.id}.txt": report.text for report in CORPUS}
    rows = ask(graph, query.text).rows
    assert rows
    for row in rows if query.name != "overview" else ():
        assert str(row["source"]) in texts
        assert row["quote"] is None or str(row["quote"]) in texts[str(row["source"])]


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_another_engine_gives_as_many_rows(query: NamedQuery) -> None:
    store = pyoxigraph.Store()
    store.load(TURTLE.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    found = store.query(query.text)
    assert len(list(found)) == (COUNTS.get(query.name) or len(KNOWN[query.name]))  # type: ignore[arg-type]


def test_the_fourteen_competency_questions_are_all_there() -> None:
    numbers = {query.question for query in named_queries() if query.question}
    assert numbers == {f"CQ{number}" for number in range(1, 15)}


def test_the_questions_of_a_newcomer_are_there_too() -> None:
    assert {"work-in-full", "figures", "who-does-what", "overview"} <= {query.name for query in named_queries()}


def test_every_line_of_a_question_can_be_read_without_scrolling() -> None:
    for query in named_queries():
        assert max(map(len, query.text.splitlines())) <= 150, query.name
