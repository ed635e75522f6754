"""The ledger: what must be read and written anew, whatever has happened since."""

from pathlib import Path

import pytest

from govgraph.corpus.ledger import Ledger, Outcome, Part
from govgraph.corpus.sources import Source
from govgraph.errors import OutputError


def source(name: str, stamp: str = "1") -> Source:
    return Source(f"/in/{name}", f"in/{name}", stamp)


def outcome(name: str, report: str, text: str, part: str = "aa", stamp: str = "1") -> Outcome:
    summary = {"counts": {"agency": 2}, "relations": 3}
    return Outcome(source(name, stamp), None, report, text, part, f"record of {name}", summary)


def open_ledger(tmp_path: Path) -> Ledger:
    (tmp_path / ".govgraph").mkdir(exist_ok=True)
    return Ledger(tmp_path / ".govgraph" / "ledger.sqlite")


def test_only_what_is_new_or_changed_is_to_be_read(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        assert ledger.see([source("a"), source("b")]) == 2
        ledger.note([outcome("a", "A", "text a"), Outcome(source("b"), error="empty: in/b")])
        assert ledger.see([source("a"), source("b"), source("c")]) == 1
        assert list(ledger.todo()) == [source("c")]
        assert ledger.see([source("a", "2"), source("b", "2")]) == 2
        assert ledger.failures() == []


def test_of_two_sources_with_one_text_the_first_by_name_is_kept(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.see([source("b"), source("a")])
        ledger.note([outcome("b", "B", "same", "bb"), outcome("a", "A", "same", "aa")])
        assert [kept.report for kept in ledger.kept()] == ["A"]
        assert ledger.duplicates() == [("in/b", "in/a")]
        assert ledger.sizes() == (1, 5)
        ledger.see([source("b")])
        assert [kept.report for kept in ledger.kept()] == ["B"]


def test_parts_are_stale_where_their_reports_or_the_program_are_others(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.see([source("a"), source("b"), source("c")])
        ledger.note([outcome("a", "A", "1", "aa"), outcome("b", "B", "2", "aa"), outcome("c", "C", "3", "cc")])
        first, second = ledger.stale_parts("program")
        assert ([kept.report for kept in first.reports], second.name) == (["A", "B"], "cc")
        for part in (first, second):
            ledger.part_done(part)
        assert list(ledger.stale_parts("program")) == []
        assert len(list(ledger.stale_parts("another"))) == 2
        ledger.see([source("a"), source("b")])
        assert list(ledger.stale_parts("program")) == [Part("cc", "", ())]
        ledger.part_done(Part("cc", "", ()))
        ledger.note([outcome("b", "B", "2 changed", "bb", "2")])
        assert [part.name for part in ledger.stale_parts("program")] == ["aa", "bb"]


def test_one_build_at_a_time(tmp_path: Path) -> None:
    with open_ledger(tmp_path), pytest.raises(OutputError, match="another build is at work there"):
        open_ledger(tmp_path)


def test_what_is_no_ledger_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / ".govgraph").mkdir()
    (tmp_path / ".govgraph" / "ledger.sqlite").write_bytes(b"something else entirely" * 100)
    with pytest.raises(OutputError, match="its state cannot be opened"):
        open_ledger(tmp_path)
