"""Read: a report in any format → `Report`, the kept text with title, header fields, body and tables found in it."""

from govgraph.read.endings import ARCHIVE_ENDING, MAX_BYTES, MAX_PACKED_BYTES, REPORT_ENDINGS
from govgraph.read.model import Cell, HeaderField, Report, Span, Table
from govgraph.read.report import parse_report, read_report

__all__ = [
    "ARCHIVE_ENDING",
    "MAX_BYTES",
    "MAX_PACKED_BYTES",
    "REPORT_ENDINGS",
    "Cell",
    "HeaderField",
    "Report",
    "Span",
    "Table",
    "parse_report",
    "read_report",
]
