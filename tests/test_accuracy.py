"""The accuracy gate: what govgraph reads in each report that has gold, against floors that can only be raised.

`python scripts/accuracy.py` shows the figures, ``--errors TYPE`` what is behind them, ``--update`` raises the floors.
"""

import json
from collections.abc import Mapping
from typing import Any

import pytest

import accuracy
from govgraph.evaluate import valid_relations

SHARED = ("dev-bureau-2023", "dev-county-2021", "dev-province-2024", "kaizhou-2022")
STEMS = sorted(accuracy.report_files())


@pytest.fixture(scope="module")
def read() -> accuracy.Readings:
    return accuracy.read_all()


@pytest.fixture(scope="module")
def evaluation(read: accuracy.Readings) -> dict[str, Any]:
    return accuracy.evaluate_all(read)


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    return accuracy.read_record()


@pytest.mark.parametrize("report", [*STEMS, *accuracy.MEANS.values()])
def test_no_figure_is_under_its_floor(report: str, evaluation: dict[str, Any], record: dict[str, Any]) -> None:
    figures = accuracy.figures_of(evaluation)
    assert accuracy.under_floor({report: figures[report]}, {report: record["floors"][report]}) == []


@pytest.mark.parametrize("stem", STEMS)
def test_gold_quotes_the_report_and_fits_the_ontology(stem: str, read: accuracy.Readings) -> None:
    lines, text = accuracy.gold_lines()[stem], read[stem][1]
    assert [line["id"] for line in lines if (quoted(line) or "") not in text] == []
    assert valid_relations(lines) == 1.0


def quoted(line: Mapping[str, Any]) -> str | None:
    quote: str | None = line["evidence"] if line["type"] == "relation" else line["quote"]
    return quote


def test_every_report_with_gold_has_floors(evaluation: dict[str, Any], record: dict[str, Any]) -> None:
    assert accuracy.figures_of(evaluation).keys() == record["floors"].keys() == {*STEMS, *accuracy.MEANS.values()}


def test_no_quote_is_invented_and_every_relation_fits_the_ontology(evaluation: dict[str, Any]) -> None:
    for report in evaluation["reports"].values():
        assert (report["invented_quotes"], report["valid_relations"]) == (0, 1.0)


def test_floors_were_set_on_the_gold_and_reports_that_are_here(record: dict[str, Any]) -> None:
    assert accuracy.input_hashes() == record["inputs"], "gold or reports changed: python scripts/accuracy.py --update"


def test_confidences_are_those_that_the_gold_gives(read: accuracy.Readings) -> None:
    shipped = json.loads(accuracy.CONFIDENCE.read_text(encoding="utf-8"))
    assert shipped == accuracy.measured(read), "rules or gold changed: python scripts/accuracy.py --update"


def test_confidence_says_what_to_expect_of_a_report_it_was_not_measured_on(evaluation: dict[str, Any]) -> None:
    assert evaluation["held_out"]["error"] < 0.03
    surest = evaluation["held_out"]["confidence"][-1]
    assert surest["precision"] > 0.98 and surest["facts"] > 1000


def test_the_targets_of_the_first_version_stay_under_the_floors(record: dict[str, Any]) -> None:
    floors = record["floors"]
    assert floors["kaizhou-2022"]["macro"] >= 0.85
    assert floors["mean of dev reports"]["macro"] >= 0.78
    for stem in SHARED:
        assert min(floors[stem]["instrument"], floors[stem]["figure"]) >= 0.93
        assert floors[stem]["linked"] >= 0.90
