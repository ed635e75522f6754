"""Read a PDF with a text layer into a `Page`: reading order, paragraphs, ruled tables; running heads left out."""

from govgraph.read.pdf.reader import read_pdf

__all__ = ["read_pdf"]
