"""Bytes → text: encodings are told apart by their bytes, and what is no text is refused in one line."""

import pytest

from govgraph.errors import InputError
from govgraph.read.decode import decode

TEXT = "云溪县2022年法治政府建设情况报告\n全年办理行政复议案件17件，出台规范性文件9件。\n"


@pytest.mark.parametrize(
    ("written", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("gb2312", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_usual_encodings_give_the_same_text(written, encoding):
    decoded = decode(TEXT.encode(written), "r.txt")
    assert (decoded.text, decoded.encoding, decoded.cut_off) == (TEXT, encoding, False)


def test_big_endian_with_byte_order_mark():
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), "r.txt").text == TEXT


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_line_ends_become_newlines(line_end):
    assert decode(TEXT.replace("\n", line_end).encode(), "r.txt").text == TEXT


@pytest.mark.parametrize(("encoding", "lost"), [("utf-8", 1), ("utf-8", 2), ("gb18030", 1), ("utf-16", 1)])
def test_a_file_cut_inside_its_last_character_is_still_read(encoding, lost):
    decoded = decode(TEXT.rstrip("\n").encode(encoding)[:-lost], "r.txt")
    assert decoded.text == TEXT.rstrip("\n")[:-1]
    assert decoded.cut_off


def test_a_damaged_byte_among_many_does_not_change_the_encoding():
    data = bytearray((TEXT * 20).encode())
    data[60] = 0xFF
    decoded = decode(bytes(data), "r.txt")
    assert decoded.encoding == "utf-8"
    assert 1 <= decoded.text.count("\ufffd") <= 3


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        ("　　\n　".encode(), "white space"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old Office"),
        (b"\xff\xd8\xff\xe0rest", "JPEG"),
        (b"\x89PNG\r\n\x1a\nrest", "PNG"),
        (b"abc\0def", "NUL"),
        (bytes(range(1, 9)) * 40, "binary"),
        ("été à la plage ".encode("latin-1") * 40, "encoding"),
        ("法治政府建設情況報告，依法行政。".encode("big5") * 20, "encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name(data, says):
    with pytest.raises(InputError, match=says) as refused:
        decode(data, "folder/r.txt")
    message = str(refused.value)
    assert message.startswith("folder/r.txt: ")
    assert "\n" not in message
