"""Results as files: one folder for each report, the union of all beside them, everything in place or nothing."""

from govgraph.output.atomic import FILES, staged
from govgraph.output.confidence import at_least
from govgraph.output.corpus import Build, build_corpus, find_reports
from govgraph.output.report import Written, write_report
from govgraph.output.whole import write_whole

__all__ = [
    "FILES",
    "Build",
    "Written",
    "at_least",
    "build_corpus",
    "find_reports",
    "staged",
    "write_report",
    "write_whole",
]
