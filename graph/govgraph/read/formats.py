"""The bytes of a report in any format → `Page`. What a file is says its content; only Markdown is told by its name."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from govgraph.errors import InputError
from govgraph.read.decode import decode
from govgraph.read.endings import MARKDOWN_ENDINGS
from govgraph.read.markdown import read_markdown
from govgraph.read.mhtml import is_mhtml, read_mhtml
from govgraph.read.model import Page
from govgraph.read.page import read_page

_PDF = b"%PDF-"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_HEAD = 1024  # bytes within which readers look for the mark
_REMEDY = "save it as PDF, docx or text"


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as it was opened: its page, in which encoding or format it was, and whether its end is missing."""

    page: Page
    encoding: str
    cut_off: bool = False


def is_packed(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a PDF, Word document or archive, which may be larger than text."""
    return head.startswith((_PDF, *_ZIP))


def open_document(data: bytes, name: str) -> Opened:
    """Read text, HTML, MHTML, Markdown, PDF, a Word document, or an archive that holds one of these.

    Raises InputError, with `name` in it, for anything else, and for what is damaged, encrypted or scanned.
    """
    if data.startswith(_PDF) or (name.lower().endswith(".pdf") and _PDF in data[:_PDF_HEAD]):
        from govgraph.read.pdf import read_pdf  # noqa: PLC0415 - text and HTML do not wait for it

        return Opened(read_pdf(data, name), "pdf")
    if data.startswith(_ZIP):
        return _open_zip(data, name)
    if is_mhtml(data, name):
        data, url = read_mhtml(data, name)
        opened = _open_text(data, name, read_page)
        return replace(opened, page=replace(opened.page, url=url or opened.page.url))
    return _open_text(data, name, read_markdown if name.lower().endswith(MARKDOWN_ENDINGS) else read_page)


def _open_text(data: bytes, name: str, read: Callable[[str, str], Page]) -> Opened:
    decoded = decode(data, name)
    return Opened(read(decoded.text, name), decoded.encoding, decoded.cut_off)


def _open_zip(data: bytes, name: str) -> Opened:
    from govgraph.read.archive import office_kind, only_member  # noqa: PLC0415 - as above

    kind = office_kind(data, name)
    if kind == "a Word document":
        from govgraph.read.docx import read_docx  # noqa: PLC0415 - as above

        return Opened(read_docx(data, name), "docx")
    if kind:
        raise InputError(f"{name}: this is {kind}, which is not read; {_REMEDY}")
    member, content = only_member(data, name)
    if content.startswith(_ZIP) and office_kind(content, member) is None:
        raise InputError(f"{name}: an archive in an archive in an archive; unpack it first")
    return open_document(content, f"{name}!/{member}")
