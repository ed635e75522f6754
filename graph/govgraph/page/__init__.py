"""The page: one HTML file to read a report and its graph side by side, and one that lists the reports of a build."""

from govgraph.page.index import ReportSummary, render_index, summarise
from govgraph.page.render import render_page

__all__ = ["ReportSummary", "render_index", "render_page", "summarise"]
