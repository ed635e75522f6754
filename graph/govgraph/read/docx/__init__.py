"""Read a Word document (docx) into a `Page`: text in reading order, with Word's own numbers, tables and notes."""

from govgraph.read.docx.reader import read_docx

__all__ = ["read_docx"]
