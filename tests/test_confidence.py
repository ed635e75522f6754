"""Confidence: the measured precision of a rule, drawn toward that of its kind where it was seen rarely."""

import pytest

from govgraph.confidence import confidence, kind_of, look_up
from govgraph.evaluate import Judged, held_out, measure
from govgraph.resources import ontology_file


def judged(rule: str, right: int, wrong: int) -> list[Judged]:
    return [Judged(kind_of(rule), rule, 0.7, verdict) for verdict in [True] * right + [False] * wrong]


REPORTS = {
    "town": judged("agency-national", 90, 10) + judged("agency-community", 1, 0),
    "county": judged("partOf-under-head", 50, 50),
}


def test_a_rule_seen_often_has_its_own_precision() -> None:
    table = measure(REPORTS)
    assert table["rules"]["agency-national"] == {"facts": 100, "right": 90, "confidence": pytest.approx(0.9, abs=0.005)}
    assert table["rules"]["partOf-under-head"]["confidence"] == pytest.approx(0.5, abs=0.02)


def test_a_rule_seen_once_is_near_its_kind_and_not_certain() -> None:
    table = measure(REPORTS)
    kind = table["kinds"]["agency"]["confidence"]
    assert kind < table["rules"]["agency-community"]["confidence"] < 0.92


def test_however_often_a_rule_was_right_it_is_not_certain() -> None:
    assert measure({"town": judged("agency-national", 10_000, 0)})["rules"]["agency-national"]["confidence"] == 0.999


def test_an_unseen_rule_has_the_confidence_of_its_kind_and_a_new_kind_that_of_all() -> None:
    table = measure(REPORTS)
    assert look_up(table, "agency-entrusted") == table["kinds"]["agency"]["confidence"]
    assert look_up(table, "targets-body-in-object") == table["all"]["confidence"] == pytest.approx(141 / 201, abs=0.001)


def test_the_order_of_reports_and_facts_makes_no_difference() -> None:
    turned = {stem: list(reversed(REPORTS[stem])) for stem in reversed(REPORTS)}
    assert measure(turned) == measure(REPORTS)
    assert list(measure(turned)["rules"]) == sorted(measure(REPORTS)["rules"])


def test_nothing_judged_is_no_measure() -> None:
    with pytest.raises(ValueError, match="no judged facts"):
        measure({"town": []})


def test_a_report_does_not_vouch_for_itself() -> None:
    reports = {"a": judged("agency-national", 20, 0), "b": judged("agency-national", 0, 20)}
    by_right = {item.right: item.confidence for item in held_out(reports)}
    assert by_right == {True: 0.0, False: 0.999}


def test_the_shipped_table_tells_sure_rules_from_doubtful_ones() -> None:
    assert ontology_file("confidence.json").is_file()
    assert confidence("instrument-title-marked") > 0.98 > confidence("targets-body-in-object") > 0.5
