"""The rules of the accuracy gate: floors go up with the figures, and down only for a recorded reason."""

import json
from pathlib import Path
from typing import Any

import pytest

import accuracy
from accuracy import LoweredError, changes, under_floor, updated
from govgraph.evaluate import Judged, measure

HASHES = {"tests/data/gold/town.jsonl": "0" * 64}


def record(**floors: float) -> dict[str, Any]:
    return {"inputs": {}, "floors": {"town": floors}, "recorded": {"town": dict(floors)}, "regressions": []}


def test_a_figure_under_its_floor_is_named() -> None:
    assert under_floor({"town": {"macro": 0.8494}}, {"town": {"macro": 0.85}}) == [
        "town: macro 0.8494 is under its floor 0.8500"
    ]
    assert under_floor({"town": {"macro": 0.8496}}, {"town": {"macro": 0.85}}) == []


def test_a_figure_that_went_missing_is_named() -> None:
    assert under_floor({}, {"town": {"macro": 0.85}}) == ["town: macro is gone"]


def test_one_invented_quote_fails_whatever_the_floors() -> None:
    assert under_floor({"town": {"macro": 1.0, "invented quotes": 1}}, {}) == ["town: 1 invented quotes"]


def test_floors_rise_to_the_figures_cut_to_four_places() -> None:
    new = updated(record(macro=0.85), {"town": {"macro": 0.912387, "invented quotes": 0}}, HASHES)
    assert new["floors"] == {"town": {"macro": 0.9123}}
    assert new["inputs"] == HASHES


def test_a_figure_a_hair_under_its_floor_does_not_lower_it() -> None:
    assert updated(record(macro=0.85), {"town": {"macro": 0.8497}}, HASHES)["floors"] == {"town": {"macro": 0.85}}


def test_a_floor_is_lowered_only_for_a_reason_that_is_kept() -> None:
    figures = {"town": {"macro": 0.8, "agency": 0.9}}
    with pytest.raises(LoweredError, match=r"macro 0\.8000 is under its floor 0\.8500"):
        updated(record(macro=0.85, agency=0.7), figures, HASHES)
    new = updated(record(macro=0.85, agency=0.7), figures, HASHES, reason="gold corrected")
    assert new["floors"] == {"town": {"macro": 0.8, "agency": 0.9}}
    assert new["regressions"] == [
        {"reason": "gold corrected", "figures": ["town: macro 0.8000 is under its floor 0.8500"]}
    ]


def test_no_reason_is_good_enough_for_an_invented_quote() -> None:
    with pytest.raises(LoweredError, match="2 invented quotes"):
        updated(record(macro=0.1), {"town": {"macro": 0.9, "invented quotes": 2}}, HASHES, reason="never mind")


def test_changes_worth_a_line_are_those_over_five_thousandths() -> None:
    figures = {"town": {"macro": 0.856, "agency": 0.704}, "new town": {"macro": 0.5}}
    assert changes(figures, record(macro=0.85, agency=0.7)["recorded"]) == ["town: macro 0.8500 -> 0.8560"]


def test_an_update_writes_floors_and_confidences_and_a_refused_one_neither(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    floors, confidences = tmp_path / "floors.json", tmp_path / "confidence.json"
    monkeypatch.setattr(accuracy, "FLOORS", floors)
    monkeypatch.setattr(accuracy, "CONFIDENCE", confidences)
    table = measure({"town": [Judged("agency", "agency-national", 0.7, True)]})
    assert accuracy.update(record(macro=0.85), {"town": {"macro": 0.9}}, table, "") == 0
    assert accuracy.read_record()["floors"] == {"town": {"macro": 0.9}}
    assert json.loads(confidences.read_text(encoding="utf-8")) == table
    written = floors.read_bytes(), confidences.read_bytes()
    worse = measure({"town": [Judged("agency", "agency-national", 0.7, False)]})
    assert accuracy.update(accuracy.read_record(), {"town": {"macro": 0.8}}, worse, "") == 1
    assert (floors.read_bytes(), confidences.read_bytes()) == written


def test_a_report_counts_in_the_mean_of_its_sort() -> None:
    stems = {"dev-a": 0.8, "dev-b": 0.9, "own-c": 0.5, "kaizhou-2022": 0.1}
    names = ("macro", "agency", "instrument", "figure", "initiative", "recognition", "relation")
    reports = {
        stem: {
            "rows": {name: {"f1": f1, "linked": 1.0, "indicator": 1.0} for name in names},
            "valid_relations": 1.0,
            "invented_quotes": 0,
        }
        for stem, f1 in stems.items()
    }
    figures = accuracy.figures_of({"reports": reports})
    assert figures["mean of dev reports"]["macro"] == pytest.approx(0.85)
    assert figures["mean of own reports"]["macro"] == 0.5
