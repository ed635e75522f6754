"""Read: a text or HTML file → `Report`, the kept text with title, header fields, body and tables found in it."""

from govgraph.read.model import Cell, HeaderField, Report, Span, Table
from govgraph.read.report import MAX_BYTES, parse_report, read_report

__all__ = ["MAX_BYTES", "Cell", "HeaderField", "Report", "Span", "Table", "parse_report", "read_report"]
