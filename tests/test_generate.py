"""The generated corpus: the same bytes for the same seed, gold that holds, and files damaged in ten ways."""

import os
import subprocess
import sys
from itertools import islice, pairwise
from pathlib import Path
from random import Random

import pytest

from damage import WAYS, damage
from generate import facts_of, main, reports, write
from generator.compose import Report, compose
from generator.gold import gold_lines
from generator.issuers import issuers
from generator.markup import Choice, Slot, Span, Text, parse
from generator.numbers import write as write_number
from generator.pages import page, plain
from govgraph.errors import InputError
from govgraph.evaluate import evaluate_folder, read_lines
from govgraph.facts import PREDICATES
from govgraph.read import parse_report, read_report

FIELDS = {
    "agency": {"canonical", "kind", "group"},
    "instrument": {"canonical", "kind", "level"},
    "initiative": {"status", "head"},
    "figure": {"indicator", "value", "unit", "approx", "period"},
    "recognition": {"kind"},
    "problem": set(),
}
FIRST = list(reports(24, 7))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_one_seed_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    script = Path(__file__).parents[1] / "scripts" / "generate.py"
    for name, hash_seed in (("a", "1"), ("b", "2")):
        asked = [sys.executable, str(script), str(tmp_path / name), "--reports", "8", "--gold", "--formats", "txt,html"]
        subprocess.run(asked, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": hash_seed})
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert len(contents(tmp_path / "a")) == 16


def test_another_seed_gives_other_reports() -> None:
    assert {plain(report) for report in reports(6, 8)}.isdisjoint(plain(report) for report in FIRST)


def test_a_report_does_not_depend_on_how_many_there_are() -> None:
    assert [plain(report) for report in reports(3, 7)] == [plain(report) for report in FIRST[:3]]
    assert plain(next(islice(reports(20, 7), 19, None))) == plain(FIRST[19])


def test_a_place_writes_a_report_a_year_with_the_same_indicators() -> None:
    years = FIRST[:6]
    assert [report.year for report in years] == [2019, 2020, 2021, 2022, 2023, 2024]
    assert len({report.issuer.body.canonical for report in years}) == 1
    said = [{line["indicator"] for line in gold_lines(report) if line["type"] == "figure"} for report in years]
    assert all(len(one & other) > 0.4 * len(one) for one, other in pairwise(said))


def test_all_sorts_of_issuers_for_ten_thousand_reports() -> None:
    numbers = [*range(0, 120, 6), 9_999]
    sorts = {compose(number, 7, (2019, 2024), 2000).issuer.sort for number in numbers}
    assert sorts == {"province", "city", "county", "township", "bureau"}
    assert len({issuer.body.canonical for issuer in issuers(7)[:1667]}) == 1667
    with pytest.raises(IndexError):
        compose(10_000_000, 7, (2019, 2024), 2000)


@pytest.mark.parametrize("characters", [1200, 2000])
def test_reports_are_about_as_long_as_asked(characters: int) -> None:
    lengths = [len(plain(report)) for report in reports(24, 7, characters=characters)]
    assert 0.85 * characters < sum(lengths) / len(lengths) < 1.15 * characters


@pytest.mark.parametrize("report", FIRST, ids=lambda report: report.name)
def test_gold_is_as_the_guide_has_it(report: Report) -> None:
    lines = gold_lines(report)
    text = plain(report)
    ids = [line["id"] for line in lines]
    assert lines[0]["id"] == "ISSUER"
    assert len(set(ids)) == len(ids)
    types = {line["id"]: line["type"] for line in lines}
    for line in lines[1:]:
        if line["type"] == "relation":
            domain, range_ = PREDICATES[line["predicate"]]
            assert types[line["subject"]] in domain
            assert types[line["object"]] in range_
            assert line["evidence"] in text
        else:
            assert line["quote"] in text
            assert FIELDS[line["type"]] <= line.keys()


def test_a_figure_has_its_value_as_a_plain_number() -> None:
    figures = [line for report in FIRST for line in gold_lines(report) if line["type"] == "figure"]
    assert all(isinstance(line["value"], int | float) for line in figures)
    by_quote = {line["quote"]: line["value"] for line in figures if line["unit"] == "元" and "亿元" in line["quote"]}
    assert all(value >= 100_000_000 for value in by_quote.values())
    assert {line["approx"] for line in figures} == {None, "over", "about"}


@pytest.mark.parametrize(("value", "unit"), [(8, "次"), (347, "件"), (12_345, "件"), (88.8, "万元"), (23_456, "万元")])
def test_what_a_number_says_is_near_its_value(value: float, unit: str) -> None:
    exact = value * (10_000 if unit == "万元" else 1)
    written = [write_number(value, unit, Random(seed)) for seed in range(60)]
    assert all(abs(float(one.value) - exact) <= 0.35 * exact for one in written)
    assert {one.unit for one in written} == {"元" if unit == "万元" else unit}


def test_markup() -> None:
    nodes = parse("[根据|按照]{%laws on}，<F 案件:<I?:办案>{#cases 件}>。")
    choice, document, comma, figure, _ = nodes
    assert choice == Choice(((Text("根据"),), (Text("按照"),)))
    assert document == Slot("%", "laws", "on")
    assert comma == Text("，")
    assert isinstance(figure, Span)
    assert figure.said == "案件"
    assert figure.nodes[0] == Span("I", "", True, (Text("办案"),))


@pytest.mark.parametrize("template", ["<F:办案", "[甲|乙", "办案>", "甲|乙"])
def test_markup_that_is_not_closed(template: str) -> None:
    with pytest.raises(ValueError, match="at"):
        parse(template)


def test_the_extractor_finds_what_the_gold_says() -> None:
    some = FIRST[::4]
    read = {report.name: facts_of(report) for report in some}
    gold = {report.name: gold_lines(report) for report in some}
    facts = {name: lines for name, (lines, _) in read.items()}
    found = evaluate_folder(gold, facts, {name: text for name, (_, text) in read.items()})
    assert all(report["invented_quotes"] == 0 for report in found["reports"].values())
    assert found["mean"]["macro"]["f1"] > 0.93


def test_a_page_says_what_the_text_says() -> None:
    report = FIRST[3]
    kept = parse_report(page(report).encode(), "page.html")
    assert all(block.sentence.text in kept.text for block in report.blocks)
    assert kept.title == parse_report(plain(report).encode(), "plain.txt").title == report.title.text


def test_ten_ways_of_damage_and_no_other_file_touched(tmp_path: Path) -> None:
    write(tmp_path, reports(20, 7), ("txt",), gold=False)
    before = contents(tmp_path)
    done = damage(tmp_path, every=2)
    assert [item.way for item in done] == list(WAYS)
    after = contents(tmp_path)
    whole = {name: text for name, text in before.items() if after.get(name) == text}
    assert len(whole) == 10
    for item in done:
        with pytest.raises(InputError):
            read_report(tmp_path / item.file)


def test_years_that_run_backwards(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--reports", "1", "--years", "2024-2019"])
    assert "the first before the last" in capsys.readouterr().err


def test_gold_lies_beside_the_reports(tmp_path: Path) -> None:
    assert main([str(tmp_path), "--reports", "2", "--seed", "7", "--gold"]) == 0
    for report in FIRST[:2]:
        assert (tmp_path / f"{report.name}.txt").read_text(encoding="utf-8") == plain(report)
        assert read_lines(tmp_path / "gold" / f"{report.name}.jsonl") == gold_lines(report)
