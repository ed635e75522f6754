"""A web page saved as one file (MHTML, RFC 2557) → the HTML in it and the address it was saved from."""

import re
from typing import TYPE_CHECKING

from govgraph.errors import InputError
from govgraph.read.endings import MHTML_ENDINGS

if TYPE_CHECKING:
    from email.message import EmailMessage

_HEAD = re.compile(rb"\A\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related", re.I)
_ADDRESS = re.compile(r"https?://[^\s<>\"']+\Z")


def is_mhtml(data: bytes, name: str) -> bool:
    """Whether a file is a web page saved as one file, by its ending or its head."""
    return name.lower().endswith(MHTML_ENDINGS) or _HEAD.match(data[:4096]) is not None


def read_mhtml(data: bytes, name: str) -> tuple[bytes, str | None]:
    """The bytes of the page and its address, None where the file does not tell it.

    Raises InputError for a file without a page.
    """
    from email import message_from_bytes, policy  # noqa: PLC0415 - only who reads such a page waits for it
    from email.errors import MessageError  # noqa: PLC0415

    try:
        message = message_from_bytes(data, policy=policy.default)
        pages = (part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml"))
        page = next(pages, None)
        content = page.get_payload(decode=True) if page is not None else None
        address = _address(message, page) if page is not None else None
    except (RecursionError, MessageError, LookupError, ValueError, AttributeError, IndexError) as error:
        raise InputError(f"{name}: the saved page (MHTML) is damaged") from error
    if not isinstance(content, bytes) or not content.strip():
        raise InputError(f"{name}: there is no web page in this saved page (MHTML); perhaps it is incomplete")
    return content, address


def _address(*parts: "EmailMessage") -> str | None:
    headers = (part.get(name) for part in parts for name in ("Snapshot-Content-Location", "Content-Location"))
    return next((str(header) for header in headers if header and _ADDRESS.match(str(header))), None)
