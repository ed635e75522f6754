"""A build in folders: a folder for each report, and the graph of all of them beside, everything in place or nothing."""

import logging
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath

from govgraph.errors import GovgraphError, InputError, OutputError
from govgraph.facts import ReportFacts
from govgraph.guard import guarded
from govgraph.output.atomic import staged
from govgraph.output.confidence import at_least
from govgraph.output.names import folder_names
from govgraph.output.report import Written, write_report
from govgraph.output.whole import write_whole

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Build:
    """The outcome of a build: where it lies, what was written, and which inputs failed with which error."""

    folder: Path
    written: tuple[Written, ...]
    failed: tuple[tuple[Path, GovgraphError], ...]


def build_folders(
    reports: list[Path],
    folder: Path,
    extract: Callable[[Path], ReportFacts],
    *,
    minimum: float = 0.0,
    strict: bool = False,
    failed: Iterable[tuple[str, str]] = (),
    done: Callable[[Path], None] = lambda _: None,
) -> Build:
    """Build every report with `extract` and write all results into `folder` (see `staged`: all or nothing).

    A report that fails is logged in one line and passed over; with `strict`, or where all fail, its error is raised
    and `folder` stays as it was. A report that was already read from another file is passed over too. `failed` are
    inputs that could not be read before, with the reason, for the record. `done` is called after each report.
    """
    written: dict[str, Written] = {}
    errors: list[tuple[Path, GovgraphError]] = []
    with staged(folder) as new:
        for path, name in zip(reports, folder_names(reports), strict=True):
            try:
                facts = guarded(str(path), partial(_facts, path, extract, minimum))
                if facts.report.id in written:
                    LOG.warning("same report as %s, left out: %s", written[facts.report.id].record["input"], path)
                else:
                    written[facts.report.id] = _write(new / name, facts, minimum, path)
            except GovgraphError as error:
                if strict or len(reports) == 1 or isinstance(error, OutputError):
                    raise
                LOG.error("%s", error)
                errors.append((path, error))
            done(path)
        if not written:
            raise InputError(f"none of {len(reports)} reports could be read")
        missing = [_for_record(*failure) for failure in [*failed, *((str(path), str(e)) for path, e in errors)]]
        write_whole(new, list(written.values()), missing, minimum=minimum)
    return Build(folder, tuple(written.values()), tuple(errors))


def _facts(path: Path, extract: Callable[[Path], ReportFacts], minimum: float) -> ReportFacts:
    return at_least(extract(path), minimum)


def _write(folder: Path, facts: ReportFacts, minimum: float, path: Path) -> Written:
    folder.mkdir()
    try:
        return guarded(str(path), lambda: write_report(folder, facts, minimum=minimum), output=True)
    except GovgraphError:
        shutil.rmtree(folder)
        raise


def _for_record(name: str, error: str) -> tuple[str, str]:
    """Name and error of a failed input without the folders of this machine."""
    short = PurePath(name).name
    return short, error.replace(name, short)
