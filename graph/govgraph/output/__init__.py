"""Results as files: one folder for each report, the union of all beside them, everything in place or nothing."""

from govgraph.output.atomic import FILES, PARTS, RUN_RECORD, remove_earlier, staged
from govgraph.output.confidence import at_least
from govgraph.output.folders import Build, build_folders
from govgraph.output.report import Written, write_report
from govgraph.output.whole import write_whole

__all__ = [
    "FILES",
    "PARTS",
    "RUN_RECORD",
    "Build",
    "Written",
    "at_least",
    "build_folders",
    "remove_earlier",
    "staged",
    "write_report",
    "write_whole",
]
