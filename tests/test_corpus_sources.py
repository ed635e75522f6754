"""Sources: what lies in folders, archives and at URLs, each told from the others and with a stamp that tells change."""

import os
from pathlib import Path
from zipfile import ZipFile

import fsspec
import pytest

from govgraph.corpus.sources import Source, find_sources, read_source
from govgraph.errors import InputError


def names(*inputs: str, leave_out: str | None = None) -> list[str]:
    return [source.name for source in find_sources(inputs, leave_out=leave_out)]


def test_a_folder_stands_for_all_reports_below_it_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.html", "a/d.PDF", "a/e.csv", ".hidden.txt", ".git/f.txt", "out/g.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = names(str(tmp_path), leave_out=str(tmp_path / "out"))
    assert found == [str(tmp_path / name) for name in ("a/c.html", "a/d.PDF", "b.txt")]


def test_a_file_is_a_source_whatever_its_name_and_whether_it_is_there(tmp_path: Path) -> None:
    [source] = find_sources([str(tmp_path / "missing.dat")])
    assert source.stamp == "missing"
    with pytest.raises(InputError, match=r"cannot be read \(No such file or directory\): .*missing\.dat"):
        read_source(source)


def test_a_folder_without_reports_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    with pytest.raises(InputError, match="no report in the folder"):
        names(str(tmp_path))


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone")
    assert names(str(tmp_path)) == [str(tmp_path / "a.txt"), str(tmp_path / "nowhere.txt")]


def test_an_archive_is_its_reports(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("县/甲.txt", "甲")
        archive.writestr("乙.html", "乙")
        archive.writestr("notes.xyz", "no")
    first, second = find_sources([str(tmp_path)])
    assert [first.name, second.file_name] == [f"{tmp_path}/all.zip!/乙.html", "甲.txt"]
    assert read_source(second) == "甲".encode()


def test_a_damaged_archive_is_one_source_that_fails(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(b"PK\x03\x04 and no more")
    [source] = find_sources([str(tmp_path)])
    assert source.name == str(tmp_path / "all.zip")


def test_a_stamp_changes_with_the_content_and_not_with_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    before = list(find_sources([str(path)]))
    assert list(find_sources([str(path)])) == before
    path.write_text("two")
    os.utime(path, ns=(1, 1))
    assert list(find_sources([str(path)])) != before


def test_urls_are_read_through_fsspec() -> None:
    system = fsspec.filesystem("memory")
    system.pipe_file("/bucket/reports/甲.txt", "甲".encode())
    system.pipe_file("/bucket/reports/.state/x.txt", b"no")
    [source] = find_sources(["memory://bucket/reports"])
    assert (source.name, source.location) == ("甲.txt", "memory:///bucket/reports/甲.txt")
    assert read_source(source) == "甲".encode()
    with pytest.raises(InputError, match="no report found: memory://bucket/empty"):
        names("memory://bucket/empty")
    with pytest.raises(InputError, match="cannot be opened"):
        names("nothing://bucket")


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("folder.txt", "pipe.txt"):
        with pytest.raises(InputError, match="this is"):
            read_source(Source(str(tmp_path / name), name, ""))
