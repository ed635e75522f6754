"""Bytes → text: which encoding a report is in, and what is no text at all.

The declared charset of a page is not asked: it is often wrong, and strict decoding decides better.
"""

import codecs
import re
from dataclasses import dataclass

from govgraph.errors import InputError

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF file", "save its text as .txt, or the web page as .html"),
    (b"PK\x03\x04", "a ZIP archive or Office document (docx, xlsx, ofd)", "save its text as .txt or .html"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office document (doc, xls, wps) or an encrypted one",
        "save it as docx or PDF",
    ),
    (b"{\\rtf", "an RTF document", "save it as docx or PDF"),
    (b"\xff\xd8\xff", "a JPEG image", "it needs text recognition first"),
    (b"\x89PNG\r\n", "a PNG image", "it needs text recognition first"),
    (b"GIF8", "a GIF image", "it needs text recognition first"),
    (b"II*\x00", "a TIFF image", "it needs text recognition first"),
    (b"MM\x00*", "a TIFF image", "it needs text recognition first"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_MAX_BAD_SHARE = 0.01  # of the characters: a damaged byte here and there is no other encoding
_MIN_COMMON_SHARE = 0.9  # of the Chinese characters: mojibake is made of rare ones


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with ``\\n`` line ends and no byte order mark; `cut_off` where the last character was incomplete."""

    text: str
    encoding: str
    cut_off: bool


def decode(data: bytes, name: str) -> Decoded:
    """Decode UTF-8, GB18030 (with GBK and GB2312) or UTF-16/32 with a byte order mark.

    Raises InputError, with `name` in it, for empty, binary and undecodable data.
    """
    if not data.strip(b" \t\r\n\f\v\xef\xbb\xbf\xff\xfe"):
        raise InputError(f"{name}: the file is empty")
    _refuse_binary(data, name)
    decoded = _decode_marked(data) or _decode_strictly(data) or _decode_damaged(data)
    if decoded is None:
        raise InputError(
            f"{name}: the encoding is none of UTF-8, GB18030 and UTF-16 (with byte order mark); convert it to UTF-8"
        )
    if len(_CONTROL.findall(decoded.text)) > _MAX_BAD_SHARE * len(decoded.text):
        raise InputError(f"{name}: binary data, not a text or HTML file")
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError(f"{name}: the file holds only white space")
    return Decoded(text, decoded.encoding, decoded.cut_off)


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, what, remedy in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name}: this is {what}, not a text or HTML file; {remedy}")
    if b"\0" in data and not data.startswith(tuple(mark for mark, _ in _BOMS)):
        raise InputError(f"{name}: binary data (NUL bytes), not a text or HTML file")


def _decode_marked(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _try(data[len(mark) :], encoding, "strict")
    return None


def _decode_strictly(data: bytes) -> Decoded | None:
    for encoding in ("utf-8", "gb18030"):
        decoded = _try(data, encoding, "strict")
        if decoded is not None and (encoding == "utf-8" or _is_plausible(decoded.text)):
            return decoded
    return None


def _decode_damaged(data: bytes) -> Decoded | None:
    candidates = [found for encoding in ("utf-8", "gb18030") if (found := _try(data, encoding, "replace"))]
    best = min(candidates, key=lambda found: found.text.count("\ufffd"))
    damaged = best.text.count("\ufffd") > _MAX_BAD_SHARE * len(best.text)
    return None if damaged or not _is_plausible(best.text) else best


def _try(data: bytes, encoding: str, errors: str) -> Decoded | None:
    """Decode all but an incomplete last character; None where the bytes are not in that encoding."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        return None
    rest, _ = decoder.getstate()
    return Decoded(text.removeprefix("\ufeff"), encoding, bool(rest))


def _is_plausible(text: str) -> bool:
    """Whether the Chinese characters are mostly common ones, those of GB 2312."""
    han = "".join(_HAN.findall(text[:20_000]))
    common = len(han.encode("gb2312", errors="ignore")) // 2
    return not han or common >= _MIN_COMMON_SHARE * len(han)
