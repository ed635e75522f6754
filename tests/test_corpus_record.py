"""Records: facts written and read back are the same facts, in the same bytes."""

from dataclasses import replace

import pytest

from gold_graphs import TITLES, facts_of
from govgraph.corpus.record import read_record, write_record
from govgraph.errors import InputError
from govgraph.facts import Anchor
from small_report import small_facts


@pytest.mark.parametrize("stem", TITLES)
def test_facts_come_back_as_they_were(stem: str) -> None:
    facts = facts_of(stem)
    assert read_record(write_record(facts)) == facts
    assert write_record(read_record(write_record(facts))) == write_record(facts)


def test_pages_and_header_fields_come_back_too() -> None:
    facts = small_facts()
    report = replace(facts.report, metadata=(("documentNumber", "某政发〔2023〕1号"),), url="https://example.org/a")
    facts = replace(facts, report=report, anchors=(Anchor(0, "page", 1), Anchor(20, "page", 2)))
    assert read_record(write_record(facts)) == facts


@pytest.mark.parametrize("data", [b"", b"{}", write_record(small_facts())[:-9]])
def test_what_is_no_record_is_one_clear_line(data: bytes) -> None:
    with pytest.raises(InputError, match="not a record of this version of govgraph"):
        read_record(data)
