"""``govgraph compare``: every kind of input gives the same result; places and years choose the sides."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import DATA
from govgraph.api import build
from govgraph.cli import run
from govgraph.facts import ReportFacts
from govgraph.graph.quads import graph_files, merge_nquads, merge_trig
from govgraph.graph.rdf import graph_iri, report_triples
from govgraph.graph.turtle import write_turtle
from govgraph.tables.arrow import write_parquet
from govgraph.tables.rows import report_rows

REPORTS = sorted((DATA / "compare").glob("*.txt"))
TWO_YEARS = ("--place", "松泉县", "--year", "2021", "--year", "2022")


@pytest.fixture(scope="module")
def facts() -> list[ReportFacts]:
    return [build(path).facts for path in REPORTS]


@pytest.fixture(scope="module")
def built(facts: list[ReportFacts], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build of the four reports holds: tables and graphs."""
    folder = tmp_path_factory.mktemp("built")
    rows = [report_rows(one) for one in facts]
    (folder / "tables").mkdir()
    for table in rows[0]:
        write_parquet(folder / "tables" / f"{table}.parquet", table, [row for part in rows for row in part[table]])
    files = [graph_files(report_triples(one), graph_iri(one.report.id)) for one in facts]
    texts = {
        "graph.trig": merge_trig([one["graph.trig"].splitlines(keepends=True) for one in files]),
        "graph.nq": merge_nquads([one["graph.nq"].splitlines(keepends=True) for one in files]),
        "graph.ttl": [write_turtle([triple for one in facts for triple in report_triples(one)])],
    }
    for name, parts in texts.items():
        (folder / name).write_text("".join(parts), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def parts(facts: list[ReportFacts], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the same reports in the layout of a corpus: a folder a table, a file a part."""
    folder = tmp_path_factory.mktemp("parts")
    for number, one in enumerate(facts):
        for table, rows in report_rows(one).items():
            (folder / "tables" / table).mkdir(parents=True, exist_ok=True)
            write_parquet(folder / "tables" / table / f"{number:02x}.parquet", table, rows)
    return folder


def output(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert run(["compare", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def complaint(capsys: pytest.CaptureFixture[str], code: int, *arguments: object) -> str:
    """The one line that says what is wrong."""
    assert run(["compare", *map(str, arguments)]) == code
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_reports_graphs_and_folders_give_the_same(
    built: Path, parts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = output(capsys, *REPORTS[2:], "--format", "json")
    for source in (built, parts, built / "graph.trig", built / "graph.nq", built / "graph.ttl"):
        assert output(capsys, source, *TWO_YEARS, "--format", "json") == wanted, source
    older = tmp_path / "older"  # a build of a version that wrote no tables
    older.mkdir()
    (older / "graph.trig").write_bytes((built / "graph.trig").read_bytes())
    assert output(capsys, older, *TWO_YEARS, "--format", "json") == wanted


def test_json_says_all(capsys: pytest.CaptureFixture[str]) -> None:
    data: dict[str, Any] = json.loads(output(capsys, *REPORTS[:2], "--format", "json"))
    assert data["over_time"] is True
    assert data["a"]["reports"][0]["source"] == "linhu-2022.txt"
    assert data["counts"]["initiative"]["fulfilled"] == 5
    (rate,) = (change for change in data["changes"] if change["name"] == "行政机关负责人出庭应诉率")
    assert rate["amount"] == {"absolute": "11.1", "relative": None, "rough": False}
    assert rate["a"]["quotes"] == [
        {
            "words": "行政机关负责人出庭应诉率88.9%",
            "report": data["a"]["reports"][0]["id"],
            "section": "1.5.1",
            "heading": "办好行政复议案件",
        }
    ]
    assert rate["b"]["value"] == "100"


def test_the_table_shows_what_changed_with_words_and_sections(capsys: pytest.CaptureFixture[str]) -> None:
    text = output(capsys, *REPORTS[:2])
    assert "Figures: 29 changed" in text
    assert "「培训领导干部620人次」 §1.1.1" in text
    assert "+160 (+25.8%)" in text
    assert "重大行政决策程序暂行条例" not in text
    assert "重大行政决策程序暂行条例" in output(capsys, *REPORTS[:2], "--all")


def test_two_places_of_a_year(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = output(capsys, built, "--place", "临湖县", "--place", "松泉县", "--year", "2022")
    assert text.startswith("A  临湖县 2022")
    assert "only B" in text
    assert "fulfilled" not in text


def test_two_years_of_all_places(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(output(capsys, built, "--year", "2021", "--year", "2022", "--format", "json"))
    assert [report["issuer"] for report in data["left_aside"]] == ["临湖县人民政府"]


def test_a_place_is_known_by_its_end_its_code_and_its_body(capsys: pytest.CaptureFixture[str]) -> None:
    sample = DATA.parents[1] / "graph" / "govgraph" / "sample" / "kaizhou-2022.txt"
    wanted = output(capsys, sample, sample, "--place", "重庆市开州区", "--format", "json")
    for name in ("开州区", "500154", "重庆市开州区人民政府"):
        assert output(capsys, sample, sample, "--place", name, "--format", "json") == wanted


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--place", "县", "--year", "2022", "--year", "2023"), "县 may be 临湖县, 松泉县: say which"),
        (("--year", "2022", "--year", "2031"), "no report of 2031"),
        (("--place", "临湖县", "--place", "开州区"), "no report of 开州区"),
        (("--year", "2022", "--year", "2022"), "A and B are the same reports"),
    ],
)
def test_sides_that_are_not_there(
    built: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert words in complaint(capsys, 3, built, *arguments)


def test_one_source_without_two_sides_is_wrong_usage(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "two things to compare are needed" in complaint(capsys, 2, built, "--year", "2022")
    years = [word for year in (2021, 2022, 2023) for word in ("--year", year)]
    assert "at most twice" in complaint(capsys, 2, built, *years)


def test_what_cannot_be_read_is_one_line(tmp_path: Path, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, turtle = tmp_path / "empty", tmp_path / "graph.ttl"
    empty.mkdir()
    turtle.write_text("<http://example.org/a> <http://example.org/b> <http://example.org/c> .", encoding="utf-8")
    assert "govgraph build writes them" in complaint(capsys, 3, empty, built)
    assert "holds no report" in complaint(capsys, 3, turtle, built)
    assert "missing.txt" in complaint(capsys, 3, tmp_path / "missing.txt", built)
    assert "cannot be written" in complaint(capsys, 4, *REPORTS[:2], "--html", turtle / "page.html")


def test_the_page_is_written_whole_or_not_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    output(capsys, *REPORTS[:2], "--html", page)
    first = page.read_bytes()
    output(capsys, *REPORTS[:2], "--html", page)
    assert page.read_bytes() == first
    assert first.endswith(b"</html>")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
