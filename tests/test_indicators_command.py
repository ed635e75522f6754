"""``govgraph indicators``: one value for each indicator, place and year, and charts that say what they show."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from govgraph.cli import cli
from govgraph.errors import OutputError
from govgraph.indicators import charts as drawing
from govgraph.indicators.charts import charts
from govgraph.indicators.pivot import Reading, pivot
from govgraph.tables.arrow import write_parquet
from govgraph.tables.schema import TABLES, Row, Value

PLACES = {"甲省乙市丙县": "990101", "甲省乙市丁县": "990102", "甲省乙市戊区": "990103", "甲省乙市己市": "990104"}
RATE = "litigation-head-appearance-rate"


def figure(value: str, **said: Value) -> Row:
    """A row of the table of figures: 负责人出庭应诉率 of 丙县 in 2022, unless said otherwise."""
    row: Row = dict.fromkeys(column.name for column in TABLES["figures"])
    row |= {"report": "丙县人民政府-2022-x", "issuer": "丙县人民政府", "achieved_by": "丙县人民政府", "year": 2022}
    row |= {
        "place": "甲省乙市丙县",
        "place_code": "990101",
        "level": "county",
        "concept": RATE,
        "unit": "%",
        "start": 10,
    }
    row |= {"value": float(value), "value_text": value, "quote": f"负责人出庭应诉率{value}%", "period": "2022"}
    return row | said


def values(*figures: Row) -> list[tuple[str, str | None, int, str, int]]:
    return [(one.place, one.body, one.year, one.value, one.others) for one in pivot(figures)]


def readings() -> list[Reading]:
    """Four counties over four years, of which one year of one is missing."""
    rows = []
    for number, (place, code) in enumerate(PLACES.items()):
        issuer = f"{place[4:]}人民政府"
        for year in range(2020, 2024):
            if (number, year) != (1, 2021):
                said: Row = {"place": place, "place_code": code, "issuer": issuer, "achieved_by": issuer, "year": year}
                said |= {"report": f"{issuer}-{year}", "period": str(year)}
                rows.append(figure(str(88 + 2 * number + year - 2020), **said))
                rows.append(figure(str(10_000_000 * (number + 1)), **said, concept="fines", unit="元"))
    return pivot(rows)


def test_a_result_counts_and_a_target_a_baseline_and_a_change_do_not() -> None:
    roles = [figure("100", role="target"), figure("90", role="baseline"), figure("2", role="change")]
    assert values(figure("95.5"), *roles) == [("甲省乙市丙县", None, 2022, "95.5", 0)]
    assert values(*roles) == []


@pytest.mark.parametrize(
    "worse",
    [
        figure("90", period="2022年上半年", start=1),
        figure("90", qualifier="over", start=1),
        figure("90", year=2023, report="a", start=1),
        figure("90", start=11),
    ],
    ids=["part of the year", "about", "told a year later", "later in the text"],
)
def test_of_several_values_the_better_one_stands_and_the_others_are_counted(worse: Row) -> None:
    expected = [("甲省乙市丙县", None, 2022, "95.5", 1)]
    assert values(worse, figure("95.5")) == values(figure("95.5"), worse) == expected


def test_the_same_value_told_twice_is_no_other_value() -> None:
    assert values(figure("95.5"), figure("95.5", start=90)) == [("甲省乙市丙县", None, 2022, "95.5", 0)]


def test_what_one_body_did_is_not_what_the_place_did() -> None:
    own = figure("100", achieved_by="丙县公安局")
    bureau = figure("98", issuer="丙县教育局", achieved_by="丙县教育局")
    assert values(figure("95.5"), own, bureau) == [
        ("甲省乙市丙县", None, 2022, "95.5", 0),
        ("甲省乙市丙县", "丙县公安局", 2022, "100", 0),
        ("甲省乙市丙县", "丙县教育局", 2022, "98", 0),
    ]


def test_a_figure_of_an_earlier_year_is_of_that_year() -> None:
    assert [one.year for one in pivot([figure("90", period="2021"), figure("95.5")])] == [2021, 2022]


def test_the_charts_that_the_readings_allow() -> None:
    assert [chart.name for chart in charts(readings(), "svg")] == [
        "trend-fines-county.svg",
        "ranking-fines-county-2023.svg",
        "multiples-fines-county.svg",
        f"trend-{RATE}-county.svg",
        f"ranking-{RATE}-county-2023.svg",
        f"multiples-{RATE}-county.svg",
    ]
    assert charts(pivot([figure("95.5")]), "svg") == []


def texts(svg: bytes) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def drawn(name: str) -> bytes:
    (content,) = [chart.content for chart in charts(readings(), "svg") if chart.name == f"{name}.svg"]
    return content


def test_a_trend_says_what_it_shows_of_whom_and_from_where() -> None:
    said = texts(drawn(f"trend-{RATE}-county"))
    assert "行政机关负责人出庭应诉率" in said
    assert "县级 · 单位：% · 2020—2023年 · 纵轴不从0起 · 虚线处缺数据" in said
    assert {"甲省乙市丙县 91", "甲省乙市己市 97", "2020", "2023"} <= set(said)
    assert "来源：15份法治政府建设年度报告，govgraph整理。只取结果，不含目标、基数和增减。" in said


def test_a_ranking_puts_the_highest_first_in_a_unit_that_is_easy_to_read() -> None:
    said = texts(drawn("ranking-fines-county-2023"))
    assert {"罚没款金额，2023年", "县级 · 单位：万元"} <= set(said)
    assert [text for text in said if text in PLACES] == list(reversed(PLACES))
    assert [text for text in said if text.replace(",", "").isdigit()] == ["4,000", "3,000", "2,000", "1,000"]


def test_every_place_has_a_panel() -> None:
    said = texts(drawn(f"multiples-{RATE}-county"))
    assert [text for text in said if text in PLACES] == list(PLACES)


def test_svg_needs_no_font_of_this_machine_and_names_the_readers() -> None:
    svg = drawn(f"trend-{RATE}-county").decode()
    assert "DejaVu" not in svg and "'Noto Sans CJK SC'" in svg and "sans-serif" in svg
    assert "<title>行政机关负责人出庭应诉率</title>" in svg


@pytest.mark.parametrize("form", ["svg", "png"])
def test_the_same_readings_give_the_same_bytes(form: drawing.Form) -> None:
    some = [one for one in readings() if one.concept == RATE]
    try:
        assert charts(some, form) == charts(list(reversed(some)), form)
    except OutputError:
        pytest.skip("no font with Chinese on this machine")


def test_png_without_a_font_with_chinese_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "CJK_FONTS", ("No such font",))
    with pytest.raises(OutputError, match="install Noto Sans CJK"):
        charts(readings(), "png")


def test_without_matplotlib_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    with pytest.raises(OutputError, match=r"pip install govgraph\[charts\]"):
        charts(readings(), "svg")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A build of which only the table of figures is there."""
    rows = [figure("95.5"), figure("93", place="甲省乙市丁县", issuer="丁县人民政府", achieved_by="丁县人民政府")]
    rows.append(figure("40", concept="reconsideration-accepted", unit="件"))
    needed = {"entity": "e", "end": 20, "section": "1", "confidence": 0.9}
    path = tmp_path / "build" / "tables" / "figures.parquet"
    path.parent.mkdir(parents=True)
    write_parquet(path, "figures", [row | needed for row in rows])
    return tmp_path / "build"


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["indicators", *map(str, arguments)])


def test_the_table_of_a_build_as_csv_and_json(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(call(folder, "--format", "csv").output)))
    assert [(row["concept"], row["place"], row["value"]) for row in rows] == [
        (RATE, "甲省乙市丁县", "93"),
        (RATE, "甲省乙市丙县", "95.5"),
        ("reconsideration-accepted", "甲省乙市丙县", "40"),
    ]
    (one,) = json.loads(call(folder, "--format", "json", "--indicator", "行政复议受理件数").output)
    assert (one["label"], one["year"], one["unit"], one["body"]) == ("行政复议受理件数", 2022, "件", None)


def test_table_and_charts_are_written_into_a_folder(folder: Path, tmp_path: Path) -> None:
    result = call(folder, "-o", tmp_path / "out", "--indicator", RATE, "--charts", "svg")
    assert result.output == f"2 values, 1 charts: {tmp_path / 'out'}\n"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "indicators.csv",
        f"ranking-{RATE}-county-2022.svg",
    }


def test_reports_are_read_on_the_spot(tmp_path: Path) -> None:
    report = Path(__file__).parent / "data" / "reports" / "dev-county-2021.txt"
    (tmp_path / "report.txt").write_bytes(report.read_bytes())
    (one,) = json.loads(call(tmp_path, "--format", "json", "--indicator", RATE).output)
    assert (one["place"], one["year"], one["value"]) == ("安徽省宣城市泾县", 2021, "95.5")
    assert one["quote"] in report.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--charts", "svg"], "--charts goes with -o"),
        (["--indicator", "出庭率"], "perhaps"),
        (["--indicator", "penalties"], "no figures of these indicators there"),
    ],
)
def test_what_cannot_be_is_told(folder: Path, arguments: list[str], said: str) -> None:
    result = call(folder, *arguments)
    assert result.exit_code != 0
    assert said in f"{result.output}{result.exception}"


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert "no folder" in str(call(tmp_path / "nowhere").exception)
