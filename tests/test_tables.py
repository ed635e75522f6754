"""The analytics tables: what their rows say, that every reader reads the same, and how a build writes them."""

import csv
import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import govgraph
from govgraph.cli import run
from govgraph.errors import InputError
from govgraph.facts import Anchor, ReportFacts
from govgraph.graph.lines import fact_lines
from govgraph.graph.rdf import report_triples
from govgraph.output import staged, write_report, write_whole
from govgraph.tables import (
    TABLES,
    Row,
    arrow,
    arrow_table,
    column_docs,
    concat_parquet,
    frames,
    read_tables,
    report_rows,
    write_csv,
    write_parquet,
)
from reading import facts_of, report_text
from small_report import small_facts

DEV = Path(__file__).parent / "data" / "reports" / "dev-county-2021.txt"
BASE = "https://w3id.org/govgraph/id/"
COURT = "全年受理行政复议申请56件，行政机关负责人出庭应诉率达98.5%。"
MARKET = "县市场监督管理局办理行政处罚案件1200余件。"


def another(name: str) -> ReportFacts:
    """The small report once more, as if another body had made it."""
    facts = small_facts()
    return replace(facts, report=replace(facts.report, id=name))


def write_build(folder: Path, *reports: ReportFacts) -> None:
    """Write a build of these reports, as `govgraph build` does."""
    with staged(folder) as new:
        written = []
        for facts in reports:
            (new / facts.report.id).mkdir()
            written.append(write_report(new / facts.report.id, facts))
        write_whole(new, written, [])


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def where(rows: list[Row], **wanted: object) -> Row:
    """The one row that has these values."""
    [row] = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    return row


# What the rows say


def test_the_row_of_a_report_says_whose_it_is_and_counts_what_it_holds() -> None:
    [row] = report_rows(small_facts())["reports"]
    assert row == {
        "report": "small",
        "title": "临湖县2023年法治政府建设情况报告",
        "issuer": "临湖县人民政府",
        "issuer_iri": BASE + "agency/临湖县人民政府",
        "year": 2023,
        "level": "county",
        "place": "临湖县",
        "place_code": "360499",
        "source": "small.txt",
        "sha256": "ab" * 32,
        "url": "https://www.example.org/2024/1.html",
        "characters": 164,
        "agencies": 4,
        "instruments": 2,
        "initiatives": 3,
        "figures": 3,
        "recognitions": 1,
        "problems": 1,
        "relations": 13,
        "left_out": 1,
    }


def test_sections_say_their_place_in_the_outline() -> None:
    rows = report_rows(small_facts())["sections"]
    assert [row["section"] for row in rows] == ["0", "1", "1.1", "2", "3"]
    row = where(rows, section="1.1")
    assert row == {
        "report": "small",
        "section": "1.1",
        "heading": "加强执法监督",
        "level": 2,
        "parent": "1",
        "start": 56,
        "end": 126,
    }


def test_an_entity_is_one_row_with_its_first_mention() -> None:
    rows = report_rows(small_facts())["entities"]
    assert len(rows) == 14
    assert where(rows, name="临湖县人民政府")["mentions"] == 2
    assert where(rows, name="临湖县执法监督办法") == {
        "report": "small",
        "entity": BASE + "instrument/临湖县执法监督办法",
        "type": "instrument",
        "name": "临湖县执法监督办法",
        "kind": "measures",
        "level": "county",
        "group": False,
        "head": False,
        "status": None,
        "place_code": None,
        "year": None,
        "number": "临府发〔2023〕1号",
        "mentions": 1,
        "quote": "《临湖县执法监督办法》",
        "start": 26,
        "end": 37,
        "section": "0",
        "page": None,
        "paragraph": None,
    }


def test_a_body_that_the_report_only_implies_has_no_words() -> None:
    facts = small_facts()
    bare = replace(facts, mentions=tuple(m for m in facts.mentions if m.entity != facts.report.issuer))
    row = where(report_rows(bare)["entities"], name="临湖县人民政府")
    assert (row["mentions"], row["quote"], row["start"], row["section"]) == (0, None, None, None)


def test_every_mention_is_a_row() -> None:
    rows = report_rows(small_facts())["mentions"]
    assert len(rows) == 15
    assert where(rows, method="alias") == {
        "report": "small",
        "entity": BASE + "instrument/中华人民共和国行政处罚法",
        "type": "instrument",
        "name": "中华人民共和国行政处罚法",
        "quote": "《行政处罚法》",
        "start": 40,
        "end": 47,
        "section": "0",
        "page": None,
        "paragraph": None,
        "rule": "find-instrument",
        "confidence": 0.95,
        "method": "alias",
    }


def test_a_relation_names_both_ends_and_why_it_holds() -> None:
    rows = report_rows(small_facts())["relations"]
    assert where(rows, predicate="carriedOutBy", basis="left-out subject") == {
        "report": "small",
        "subject": BASE + "report/small/initiative/157-163",
        "subject_type": "initiative",
        "subject_name": "充实执法队伍",
        "predicate": "carriedOutBy",
        "object": BASE + "agency/临湖县人民政府",
        "object_type": "agency",
        "object_name": "临湖县人民政府",
        "quote": "充实执法队伍",
        "start": 157,
        "end": 163,
        "section": "3",
        "page": None,
        "paragraph": None,
        "rule": "read-carriedOutBy",
        "confidence": 0.8,
        "basis": "left-out subject",
    }


def test_a_figure_carries_what_comparing_needs() -> None:
    rows = report_rows(facts_of(COURT, MARKET))["figures"]
    assert [row["value_text"] for row in rows] == ["56", "98.5", "1200"]  # in the order of the text
    rate = rows[1]
    assert rate.pop("entity").startswith(BASE + "report/青阳县人民政府-2023-")  # type: ignore[union-attr]
    assert rate.pop("confidence") > 0.9  # type: ignore[operator]
    assert rate.pop("report").startswith("青阳县人民政府-2023-")  # type: ignore[union-attr]
    assert rate == {
        "issuer": "青阳县人民政府",
        "year": 2023,
        "level": "county",
        "place": "安徽省池州市青阳县",
        "place_code": "341723",
        "indicator": "行政机关负责人出庭应诉率",
        "concept": "litigation-head-appearance-rate",
        "denominator": "litigation-hearings",
        "value": 98.5,
        "value_text": "98.5",
        "unit": "%",
        "qualifier": None,
        "role": None,
        "period": "2023",
        "achieved_by": "青阳县人民政府",
        "initiative": "受理行政复议申请",
        "quote": "行政机关负责人出庭应诉率达98.5%",
        "start": 83,
        "end": 101,
        "section": "1",
        "page": None,
        "paragraph": None,
    }


def test_words_know_their_page_or_paragraph_where_the_file_has_them() -> None:
    paged = replace(small_facts(), anchors=(Anchor(0, "page", 1), Anchor(100, "page", 2)))
    rows = report_rows(paged)
    assert {(row["page"], int(row["start"]) >= 100) for row in rows["mentions"]} == {(1, False), (2, True)}  # type: ignore[arg-type]
    assert {row["page"] for table in ("relations", "figures", "entities") for row in rows[table]} == {1, 2}
    assert {row["paragraph"] for row in rows["mentions"]} == {None}


def test_a_figure_of_another_body_is_that_bodys() -> None:
    row = where(report_rows(facts_of(COURT, MARKET))["figures"], value=1200.0)
    assert (row["achieved_by"], row["qualifier"], row["initiative"]) == (
        "青阳县市场监督管理局",
        "over",
        "办理行政处罚案件",
    )


def test_a_number_is_its_shortest_decimal_and_says_what_it_is_to_others() -> None:
    row = where(report_rows(small_facts())["figures"], role="baseline")
    assert (row["value"], row["value_text"], row["period"], row["initiative"]) == (60.0, "60", "2022", None)


def test_what_is_left_out_is_listed_with_the_reason() -> None:
    assert report_rows(small_facts())["left_out"] == [
        {
            "report": "small",
            "start": 3,
            "end": 7,
            "quote": "2023",
            "section": "0",
            "what": "number",
            "reason": "year",
        }
    ]


@pytest.mark.parametrize("table", [name for name, columns in TABLES.items() if any(c.name == "quote" for c in columns)])
def test_offsets_point_to_the_words(table: str) -> None:
    facts = govgraph.build(DEV).facts
    rows = [row for row in report_rows(facts)[table] if row["quote"] is not None]
    assert rows
    for row in rows:
        assert facts.text[row["start"] : row["end"]] == row["quote"]  # type: ignore[misc]


def test_the_figures_are_those_of_the_graph() -> None:
    facts = govgraph.build(DEV).facts
    lines = [line for line in fact_lines(report_triples(facts)) if line["type"] == "figure"]
    told = [(n["start"], n["quote"], n["indicator"], n["value"], n["unit"], n["approx"], n["period"]) for n in lines]
    names = ("start", "quote", "indicator", "value", "unit", "qualifier", "period")
    assert sorted(told) == sorted(tuple(row[name] for name in names) for row in report_rows(facts)["figures"])
    assert len(told) > 50


# What the columns mean


def test_every_row_has_the_columns_that_are_documented_in_both_languages() -> None:
    rows = report_rows(small_facts())
    assert list(rows) == list(TABLES)
    for name, columns in TABLES.items():
        assert {tuple(row) for row in rows[name]} == {tuple(column.name for column in columns)}
    for line in column_docs():
        assert len(line["about"]) > 5, line
        assert any("\u4e00" <= character <= "\u9fff" for character in line["about_zh"]), line


def test_the_documentation_travels_in_the_parquet_file(tmp_path: Path) -> None:
    write_parquet(tmp_path / "figures.parquet", "figures", report_rows(small_facts())["figures"])
    field = pq.read_schema(tmp_path / "figures.parquet").field("qualifier")
    [said] = [line for line in column_docs(["figures"]) if line["column"] == "qualifier"]
    assert field.metadata[b"description"].decode() == said["about"]
    assert field.metadata[b"description_zh"].decode() == said["about_zh"]


# Files and their readers


def plain(value: object) -> object:
    """A cell as Python has it, null for what pandas or polars take for missing."""
    return None if pd.isna(value) else value  # type: ignore[call-overload]


def cells(rows: list[dict[str, Any]]) -> list[list[object]]:
    return [[plain(value) for value in row.values()] for row in rows]


@pytest.mark.parametrize("table", TABLES)
def test_every_reader_reads_the_same(tmp_path: Path, table: str) -> None:
    write_build(tmp_path, small_facts(), another("other"))
    known = [[*row.values()] for report in (another("other"), small_facts()) for row in report_rows(report)[table]]
    assert cells(read_tables(tmp_path)[table].to_pylist()) == known
    assert cells(frames(tmp_path)[table].to_dict("records")) == known
    assert cells(frames(tmp_path, "polars")[table].to_dicts()) == known
    file = tmp_path / "tables" / f"{table}.parquet"
    assert [list(row) for row in duckdb.sql(f"select * from '{file}'").fetchall()] == known


def test_whole_numbers_and_truth_stay_what_they_are_where_some_are_missing(tmp_path: Path) -> None:
    write_build(tmp_path, small_facts())
    entities = frames(tmp_path)["entities"]
    assert (str(entities["year"].dtype), str(entities["group"].dtype)) == ("Int64", "boolean")
    assert frames(tmp_path, "polars")["entities"].schema["year"] == pl.Int64


@pytest.mark.parametrize("bom", [False, True])
def test_csv_holds_the_same_words_and_numbers(tmp_path: Path, bom: bool) -> None:
    rows = report_rows(small_facts())["figures"]
    write_csv(tmp_path / "figures.csv", "figures", [arrow_table("figures", rows)], bom=bom)
    assert (tmp_path / "figures.csv").read_bytes().startswith(b"\xef\xbb\xbf") is bom
    with (tmp_path / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.DictReader(file))
    assert list(read[0]) == [column.name for column in TABLES["figures"]]
    for line, row in zip(read, rows, strict=True):
        assert line["quote"] == row["quote"]
        assert float(line["value"]) == row["value"]
        assert line["role"] == (row["role"] or "")
    numbers = pd.read_csv(tmp_path / "figures.csv", dtype={"place_code": str})
    assert list(numbers["value"]) == [row["value"] for row in rows]
    assert list(numbers["place_code"]) == ["360499"] * 3


def test_words_that_a_spreadsheet_could_take_for_a_formula_stay_exact(tmp_path: Path) -> None:
    words = ['=1+1,"甲"\n乙', "+86", "-5", "@甲", "'", ""]
    rows = [row | {"reason": text} for text in words for row in report_rows(small_facts())["left_out"]]
    write_csv(tmp_path / "left_out.csv", "left_out", [arrow_table("left_out", rows)])
    with (tmp_path / "left_out.csv").open(encoding="utf-8", newline="") as file:
        assert [line["reason"] for line in csv.DictReader(file)] == words


def test_large_and_fine_numbers_survive(tmp_path: Path) -> None:
    values = [52346000000.0, 0.1, 99.99, 1e-7, -3.0, None]
    row = report_rows(small_facts())["figures"][0]
    table = arrow_table("figures", [row | {"value": value} for value in values])
    write_csv(tmp_path / "figures.csv", "figures", [table])
    assert [plain(v) for v in pd.read_csv(tmp_path / "figures.csv")["value"]] == values
    assert table["value"].to_pylist() == values


def test_the_same_rows_give_the_same_bytes_however_they_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "GROUP_ROWS", 20)
    parts = [report_rows(another(name))["mentions"] for name in "abcde"]
    for number, rows in enumerate(parts):
        write_parquet(tmp_path / f"{number}.parquet", "mentions", rows)
    concat_parquet([tmp_path / f"{number}.parquet" for number in range(5)], "mentions", tmp_path / "joined.parquet")
    write_parquet(tmp_path / "at once.parquet", "mentions", [row for rows in parts for row in rows])
    assert (tmp_path / "joined.parquet").read_bytes() == (tmp_path / "at once.parquet").read_bytes()
    meta = pq.read_metadata(tmp_path / "joined.parquet")
    assert [meta.row_group(i).num_rows for i in range(meta.num_row_groups)] == [20, 20, 20, 15]
    assert arrow.parquet_bytes("mentions", parts[0]) == (tmp_path / "0.parquet").read_bytes()


def test_a_table_without_rows_is_a_table(tmp_path: Path) -> None:
    write_parquet(tmp_path / "part.parquet", "left_out", [])
    concat_parquet([tmp_path / "part.parquet"] * 2, "left_out", tmp_path / "left_out.parquet")
    table = read_tables(tmp_path)["left_out"]
    assert (table.num_rows, table.column_names) == (0, [column.name for column in TABLES["left_out"]])


def test_tables_in_parts_are_read_as_one(tmp_path: Path) -> None:
    for part in ("ff", "0a"):
        for name, rows in report_rows(another(part)).items():
            (tmp_path / "tables" / name).mkdir(parents=True, exist_ok=True)
            write_parquet(tmp_path / "tables" / name / f"{part}.parquet", name, rows)
    assert read_tables(tmp_path)["reports"]["report"].to_pylist() == ["0a", "ff"]
    assert run(["-q", "tables", str(tmp_path), "-o", str(tmp_path / "csv"), "--table", "figures"]) == 0
    assert len((tmp_path / "csv" / "figures.csv").read_text(encoding="utf-8").splitlines()) == 1 + 2 * 3


@pytest.mark.parametrize("write", [write_csv, arrow.write_tables])
def test_what_stops_the_writing_leaves_the_old_file(tmp_path: Path, write: Callable[..., int]) -> None:
    (tmp_path / "left_out").write_text("old")

    def full() -> Iterator[pa.Table]:
        yield arrow_table("left_out", report_rows(small_facts())["left_out"])
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write(tmp_path / "left_out", "left_out", full())
    assert files(tmp_path) == {"left_out": b"old"}


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"x" * 400 + b"PAR1"])
def test_a_damaged_file_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "figures.parquet").write_bytes(content)
    with pytest.raises(InputError, match=r"not a Parquet file, or damaged: .*figures\.parquet"):
        read_tables(tmp_path)


def test_a_table_of_other_columns_is_said(tmp_path: Path) -> None:
    pq.write_table(pa.table({"report": ["a"]}), tmp_path / "figures.parquet")
    with pytest.raises(InputError, match="not the table figures of this version"):
        read_tables(tmp_path)


def test_a_library_of_frames_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_build(tmp_path, small_facts())
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(InputError, match="pip install polars"):
        frames(tmp_path, "polars")


# Builds


def test_a_build_writes_the_tables_of_all_its_reports(tmp_path: Path) -> None:
    write_build(tmp_path, small_facts(), another("other"))
    assert sorted(path.stem for path in (tmp_path / "tables").iterdir()) == sorted(TABLES)
    assert not list(tmp_path.rglob(".tables"))
    for name, table in read_tables(tmp_path).items():
        assert table.to_pylist() == report_rows(another("other"))[name] + report_rows(small_facts())[name]


def test_the_order_in_which_reports_are_given_does_not_matter(tmp_path: Path) -> None:
    write_build(tmp_path / "one", small_facts(), another("other"))
    write_build(tmp_path / "two", another("other"), small_facts())
    assert files(tmp_path / "one" / "tables") == files(tmp_path / "two" / "tables")


def test_the_tables_of_one_report_are_those_of_the_library(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(report_text(COURT, MARKET), encoding="utf-8")
    report = govgraph.build(tmp_path / "report.txt")
    write_build(tmp_path / "out", report.facts)
    assert govgraph.read_tables(tmp_path / "out") == report.tables()
    figures = report.tables()["figures"].to_pandas()
    assert figures.set_index("concept").loc["reconsideration-accepted", "value"] == 56


def test_a_new_build_replaces_the_tables(tmp_path: Path) -> None:
    write_build(tmp_path, small_facts(), another("other"))
    write_build(tmp_path, small_facts())
    assert read_tables(tmp_path)["reports"]["report"].to_pylist() == ["small"]


@pytest.mark.parametrize("built", [False, True])
def test_other_peoples_tables_are_never_replaced(tmp_path: Path, built: bool) -> None:
    if built:
        write_build(tmp_path, small_facts())
    (tmp_path / "tables").mkdir(exist_ok=True)
    (tmp_path / "tables" / "mine.parquet").write_bytes(b"mine")
    before = files(tmp_path)
    with pytest.raises(govgraph.errors.OutputError, match=r"not written by govgraph.*tables"):
        write_build(tmp_path, another("other"))
    assert files(tmp_path) == before


def test_a_build_does_not_wait_for_pandas(tmp_path: Path) -> None:  # which `pyarrow.array` and casts would import
    code = (
        "import sys; from pathlib import Path; from govgraph.tables import *\n"
        "rows = [{c.name: {'string': 'a', 'int': 1, 'float': 1.5, 'bool': True}[c.type] for c in TABLES['entities']}]\n"
        "write_parquet(Path(sys.argv[1]), 'entities', rows)\n"
        "concat_parquet([Path(sys.argv[1])], 'entities', Path(sys.argv[1] + '2'))\n"
        "sys.exit('pandas' in sys.modules or 'pyarrow.compute' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path / "entities")], check=False).returncode == 0


# The command


def test_the_command_exports_a_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_build(tmp_path / "out", small_facts())
    assert run(["tables", str(tmp_path / "out"), "-o", str(tmp_path / "csv"), "--bom"]) == 0
    assert sorted(files(tmp_path / "csv")) == sorted(f"{name}.csv" for name in TABLES)
    assert "figures 3" in capsys.readouterr().out
    assert run(["tables", str(tmp_path / "out"), "-o", str(tmp_path / "again"), "--format", "parquet"]) == 0
    assert files(tmp_path / "again") == files(tmp_path / "out" / "tables")


def test_the_command_reads_a_report_on_the_spot(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(report_text(COURT), encoding="utf-8")
    assert run(["tables", str(tmp_path / "report.txt"), "-o", str(tmp_path / "csv"), "--table", "figures"]) == 0
    assert list(files(tmp_path / "csv")) == ["figures.csv"]
    assert pd.read_csv(tmp_path / "csv" / "figures.csv")["value"].tolist() == [56.0, 98.5]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_a_file_name_that_is_no_text_is_made_readable(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff2023.txt")
    path.write_text(report_text(COURT), encoding="utf-8")
    assert govgraph.build(path).tables()["reports"]["source"].to_pylist() == ["?2023.txt"]
    assert run(["build", str(path), "-o", str(tmp_path / "out")]) == 0


def test_the_command_explains_the_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tables", "--columns", "--table", "figures"]) == 0
    out = capsys.readouterr().out
    for column in TABLES["figures"]:
        assert column.name in out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["{}/empty"], 3, "no tables there"),
        (["{}/missing"], 3, "cannot be read"),
        (["{}/out", "-o", "{}/out/tables"], 4, "take another"),
        (["{}/out", "-o", "{}/file"], 4, "file"),
        (["{}/out", "--bom", "--format", "parquet"], 2, "--bom"),
        ([], 2, "give the folder of a build"),
    ],
)
def test_the_command_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    write_build(tmp_path / "out", small_facts())
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("mine")
    before = files(tmp_path)
    assert run(["tables", *(text.format(tmp_path) for text in arguments)]) == code
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert files(tmp_path) == before


def test_a_table_that_a_folder_lacks_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_parquet(tmp_path / "figures.parquet", "figures", [])
    assert run(["tables", str(tmp_path), "-o", str(tmp_path / "csv"), "--table", "reports"]) == 3
    assert "no table reports" in capsys.readouterr().err
