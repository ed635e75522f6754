"""A build: reports in, one folder with their graphs and the graph of them all out."""

import logging
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from govgraph.errors import GovgraphError, InputError, OutputError
from govgraph.facts import ReportFacts
from govgraph.output.atomic import staged
from govgraph.output.confidence import at_least
from govgraph.output.names import folder_names
from govgraph.output.report import Written, write_report
from govgraph.output.whole import write_whole

Result = TypeVar("Result")

LOG = logging.getLogger(__name__)
# What a folder is searched for.
REPORT_ENDINGS = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".shtml"})


@dataclass(frozen=True, slots=True)
class Build:
    """The outcome of a build: where it lies, what was written, and which inputs failed with which error."""

    folder: Path
    written: tuple[Written, ...]
    failed: tuple[tuple[Path, GovgraphError], ...]


def find_reports(paths: Iterable[Path], *, leave_out: Path | None = None) -> list[Path]:
    """The files to read: a file as it is, a folder as all text and HTML files below it, sorted; each once.

    Hidden files and whatever lies below `leave_out` (earlier results) are passed over. Raises InputError for a folder
    without reports; whether a file exists is for its reader to say.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for report in _reports_below(path, leave_out) if path.is_dir() else [path]:
            found.setdefault(report.resolve(), report)
    return list(found.values())


def build_corpus(
    reports: list[Path],
    folder: Path,
    extract: Callable[[Path], ReportFacts],
    *,
    minimum: float = 0.0,
    strict: bool = False,
    done: Callable[[Path], None] = lambda _: None,
) -> Build:
    """Build every report with `extract` and write all results into `folder` (see `staged`: all or nothing).

    A report that fails is logged in one line and passed over; with `strict`, or where all fail, its error is raised
    and `folder` stays as it was. A report that was already read from another file is passed over too. `done` is
    called after each report.
    """
    written: dict[str, Written] = {}
    failed: list[tuple[Path, GovgraphError]] = []
    with staged(folder) as new:
        for path, name in zip(reports, folder_names(reports), strict=True):
            try:
                facts = _guarded(path, partial(_facts, path, extract, minimum))
                if facts.report.id in written:
                    LOG.warning("same report as %s, left out: %s", written[facts.report.id].record["input"], path)
                else:
                    written[facts.report.id] = _write(new / name, facts, minimum, path)
            except GovgraphError as error:
                if strict or len(reports) == 1 or isinstance(error, OutputError):
                    raise
                LOG.error("%s", error)
                failed.append((path, error))
            done(path)
        if not written:
            raise InputError(f"none of {len(reports)} reports could be read")
        write_whole(new, list(written.values()), [_for_record(*failure) for failure in failed], minimum=minimum)
    return Build(folder, tuple(written.values()), tuple(failed))


def _facts(path: Path, extract: Callable[[Path], ReportFacts], minimum: float) -> ReportFacts:
    return at_least(extract(path), minimum)


def _write(folder: Path, facts: ReportFacts, minimum: float, path: Path) -> Written:
    folder.mkdir()
    try:
        return _guarded(path, lambda: write_report(folder, facts, minimum=minimum), output=True)
    except GovgraphError:
        shutil.rmtree(folder)
        raise


def _guarded(path: Path, work: Callable[[], Result], *, output: bool = False) -> Result:
    """The result of `work` on one report; whatever it raises becomes this report's error, and the others go on.

    With `output` an OSError is left alone: where one report cannot be written, no other can.
    """
    try:
        return work()
    except GovgraphError:
        raise
    except MemoryError as error:
        raise InputError(f"needs more memory than there is: {path}") from error
    except OSError as error:
        if output:
            raise
        raise InputError(f"cannot be read ({error.strerror or error}): {path}") from error
    except Exception as error:
        LOG.debug("fault while working on %s", path, exc_info=True)
        raise GovgraphError(f"fault in govgraph, please report it ({type(error).__name__}: {error}): {path}") from error


def _for_record(path: Path, error: GovgraphError) -> tuple[str, str]:
    """Name and error of a failed input without the folders of this machine."""
    return path.name, str(error).replace(str(path), path.name)


def _reports_below(folder: Path, leave_out: Path | None) -> list[Path]:
    skip = leave_out.resolve() if leave_out else None
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in REPORT_ENDINGS
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and not (skip and path.resolve().is_relative_to(skip))
        and path.is_file()
    ]
    if not found:
        raise InputError(f"no text or HTML file in the folder: {folder}")
    return found
