"""Which files are read, by their endings, and how large they may be."""

MARKDOWN_ENDINGS = (".md", ".markdown")
MHTML_ENDINGS = (".mht", ".mhtml")
ARCHIVE_ENDING = ".zip"
REPORT_ENDINGS = frozenset(
    (".txt", ".text", ".html", ".htm", ".xhtml", ".shtml", ".pdf", ".docx", *MARKDOWN_ENDINGS, *MHTML_ENDINGS)
)
"""What a folder or an archive is searched for; an archive counts as a folder."""
PACKED_ENDINGS = frozenset((".pdf", ".docx", ARCHIVE_ENDING))
MAX_BYTES = 8_000_000
"""Bytes of a text or HTML file."""
MAX_PACKED_BYTES = 64_000_000
"""Bytes of a PDF, a Word document, an archive or a member of one; pictures in them may be large."""
