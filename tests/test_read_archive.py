"""ZIP archives: what they hold, with Chinese names from any system, and nothing that harms."""

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

import report_files as files
from govgraph.errors import InputError
from govgraph.read import parse_report
from govgraph.read.archive import Member, list_members, read_member

TEXT = "\n".join(files.LINES).encode()


class Named(ZipInfo):
    """An entry whose name is written in an encoding of one's own without the UTF-8 mark, as Chinese Windows does."""

    encoding = "gbk"

    def _encodeFilenameFlags(self):  # noqa: N802 - the name that zipfile calls
        return self.filename.encode(self.encoding), self.flag_bits


class NamedUtf8(Named):
    encoding = "utf-8"


def zipped(members: Mapping[str | ZipInfo, bytes]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def names(data: bytes) -> list[str]:
    return [member.name for member in list_members(io.BytesIO(data), "a.zip")]


def test_members_are_the_reports_sorted():
    data = zipped(
        {"乙/b.PDF": b"1", "甲.txt": b"22", "c.docx": b"", "d.exe": b"", ".hidden.txt": b"", "__MACOSX/._甲.txt": b""}
    )
    assert list_members(io.BytesIO(data), "a.zip") == [Member("c.docx", 0), Member("乙/b.PDF", 1), Member("甲.txt", 2)]


@pytest.mark.parametrize("entry", [ZipInfo, Named, NamedUtf8])
def test_chinese_names_of_every_system(entry):
    name = "2023年/青阳县法治政府建设情况报告.txt"
    data = zipped({entry(name): TEXT})
    assert names(data) == [name]
    assert read_member(io.BytesIO(data), name) == TEXT


def test_a_name_leads_nowhere():
    data = zipped({"../../etc/甲.txt": b"1", "C:\\报告\\乙.txt": b"2", "/丙.txt": b"3"})
    assert names(data) == ["etc/甲.txt", "丙.txt", "报告/乙.txt"]
    assert read_member(io.BytesIO(data), "报告/乙.txt") == b"2"


def test_an_archive_on_disk_is_read_where_it_lies(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"甲.txt": TEXT}))
    assert [member.name for member in list_members(path)] == ["甲.txt"]
    assert read_member(path, "甲.txt") == TEXT
    assert list(tmp_path.iterdir()) == [path]


def test_archives_in_an_archive_are_looked_into_once():
    deepest = zipped({"丙.txt": TEXT, "丁.txt": TEXT})
    data = zipped({"甲.txt": b"1", "省.zip": zipped({"乙.txt": TEXT, "市.zip": deepest}), "坏.zip": b"PK\x03\x04"})
    assert names(data) == ["坏.zip", "甲.txt", "省.zip!/乙.txt", "省.zip!/市.zip"]
    assert read_member(io.BytesIO(data), "省.zip!/乙.txt") == TEXT
    assert parse_report(zipped({"a.zip": zipped({"乙.txt": TEXT})}), "r.zip").title == files.TITLE
    with pytest.raises(InputError, match=r"坏\.zip: the ZIP archive is damaged"):
        parse_report(read_member(io.BytesIO(data), "坏.zip"), "坏.zip")
    with pytest.raises(InputError, match="holds 2 reports"):
        parse_report(read_member(io.BytesIO(data), "省.zip!/市.zip"), "市.zip")
    with pytest.raises(InputError, match="archive in an archive in an archive"):
        parse_report(zipped({"a.zip": zipped({"b.zip": zipped({"丙.txt": TEXT})})}), "r.zip")


def test_an_archive_with_several_reports_is_to_be_built():
    with pytest.raises(
        InputError, match=r"r\.zip: the archive holds 2 reports; build it like a folder: govgraph build"
    ):
        parse_report(zipped({"a.txt": TEXT, "b.txt": TEXT}), "r.zip")


def test_a_bomb_is_unpacked_no_further_than_the_limit():
    data = zipped({"a.txt": b" " * 100_000_000})
    with pytest.raises(InputError, match=r"a\.txt: unpacked it is more than any report \(limit 64 MB\)"):
        read_member(io.BytesIO(data), "a.txt")
    with pytest.raises(InputError, match="unpacked it is more"):
        read_member(io.BytesIO(data), "a.txt", limit=10)


def test_encrypted_damaged_and_missing_members():
    data = bytearray(zipped({"a.txt": TEXT}))
    with pytest.raises(InputError, match="no such member"):
        read_member(io.BytesIO(data), "b.txt")
    damaged = bytes(data[:60]) + b"\xff\xff\xff" + bytes(data[63:])
    with pytest.raises(InputError, match="damaged"):
        read_member(io.BytesIO(damaged), "a.txt")
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        data[data.index(mark) + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    assert names(bytes(data)) == ["a.txt"]
    with pytest.raises(InputError, match=r"a\.txt: encrypted; unpack it with its password first"):
        read_member(io.BytesIO(data), "a.txt")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", TEXT])
def test_what_is_no_archive(data):
    with pytest.raises(InputError, match=r"a\.zip: the ZIP archive is damaged or incomplete"):
        list_members(io.BytesIO(data), "a.zip")


def test_a_missing_archive(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        list_members(tmp_path / "none.zip", "none.zip")
