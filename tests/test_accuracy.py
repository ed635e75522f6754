"""The accuracy gate: what govgraph reads in each report that has gold, against floors that can only be raised.

`python scripts/accuracy.py` shows the figures, ``--errors TYPE`` what is behind them, ``--update`` raises the floors.
"""

from typing import Any

import pytest

import accuracy

STEMS = ("dev-bureau-2023", "dev-county-2021", "dev-province-2024", "kaizhou-2022")


@pytest.fixture(scope="module")
def evaluation() -> dict[str, Any]:
    return accuracy.evaluate_all()


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    return accuracy.read_record()


@pytest.mark.parametrize("report", [*STEMS, accuracy.MEAN])
def test_no_figure_is_under_its_floor(report: str, evaluation: dict[str, Any], record: dict[str, Any]) -> None:
    figures = accuracy.figures_of(evaluation)
    assert accuracy.under_floor({report: figures[report]}, {report: record["floors"][report]}) == []


def test_every_report_with_gold_has_floors(evaluation: dict[str, Any], record: dict[str, Any]) -> None:
    assert accuracy.figures_of(evaluation).keys() == record["floors"].keys() >= {*STEMS, accuracy.MEAN}


def test_no_quote_is_invented_and_every_relation_fits_the_ontology(evaluation: dict[str, Any]) -> None:
    for report in evaluation["reports"].values():
        assert (report["invented_quotes"], report["valid_relations"]) == (0, 1.0)


def test_floors_were_set_on_the_gold_and_reports_that_are_here(record: dict[str, Any]) -> None:
    assert accuracy.input_hashes() == record["inputs"], "gold or reports changed: python scripts/accuracy.py --update"


def test_the_targets_of_the_first_version_stay_under_the_floors(record: dict[str, Any]) -> None:
    floors = record["floors"]
    assert floors["kaizhou-2022"]["macro"] >= 0.85
    assert floors[accuracy.MEAN]["macro"] >= 0.78
    for stem in STEMS:
        assert min(floors[stem]["instrument"], floors[stem]["figure"]) >= 0.93
        assert floors[stem]["linked"] >= 0.90
