"""A build of any number of reports: read what is new or changed, then write the parts that this touches.

The truth is the records (one file a report, under ``.govgraph/``); everything else is made from them. A run that is
killed goes on where it stopped, since every step notes in the ledger what is done and can be done twice without harm.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from govgraph.corpus.engines import Engine, Lost
from govgraph.corpus.files import Files, open_files
from govgraph.corpus.layouts import AUTO, FOLDERS, choose_layout, forget_records, write_folders, write_parts
from govgraph.corpus.ledger import Ledger, Outcome
from govgraph.corpus.record import STATE, read_record, record_name
from govgraph.corpus.sources import Source, find_sources
from govgraph.corpus.state import LEDGER, Progress, Read, Unwatched, opened
from govgraph.corpus.worker import read_one
from govgraph.errors import InputError, StoppedError
from govgraph.facts import ReportFacts
from govgraph.resources import program_hash

LOG = logging.getLogger(__name__)
_READ_CHUNK = 8  # reports that go to a worker at once
_NOTED = 64  # outcomes that are noted in one transaction


@dataclass(frozen=True, slots=True)
class Corpus:
    """The outcome of a build: its layout, how many reports it has now and how many facts, and what was read for it."""

    folder: str
    layout: str
    reports: int
    facts: int
    read: Read


def build(
    inputs: list[str],
    folder: str,
    engine: Engine,
    *,
    layout: str = AUTO,
    minimum: float = 0.0,
    strict: bool = False,
    progress: Progress | None = None,
) -> Corpus:
    """Bring the results in `folder` (a path or URL) to what the `inputs` hold now; facts below `minimum` are left out.

    Few reports get a folder each and the whole beside them (`FOLDERS`), many get parts (`PARTS`); `AUTO` decides by
    their number, and stays with parts where there are some. A source that cannot be read is passed over, and tried
    again when it changes; with `strict`, or where all fail, its error is raised. Raises InputError for inputs without
    reports, OutputError where `folder` cannot be written, holds files of others, or another build is at work in it, and
    StoppedError after Ctrl-C.
    """
    progress = progress or Unwatched()
    files = open_files(folder)
    with opened(files, folder) as ledger:
        try:
            read = read_sources(ledger, inputs, folder, engine, strict=strict, progress=progress)
            made = choose_layout(layout, files, ledger)
            ledger.set_meta("minimum", str(minimum))
            return _written(files, ledger, folder, made, read, engine, progress)
        except KeyboardInterrupt as error:
            raise StoppedError("interrupted; what was read is kept, and the next run goes on") from error


def remove_reports(reports: Iterable[str], folder: str, engine: Engine) -> Corpus:
    """Take reports, by id, out of the corpus in `folder`, which is then what it would have been without them.

    They stay out of later builds until their files change. Raises InputError where there is no corpus, or no report of
    that id in it.
    """
    files = open_files(folder)
    if LEDGER.rpartition("/")[2] not in files.names(STATE):
        raise InputError(f"no corpus there; govgraph build writes one: {folder}")
    with opened(files, folder) as ledger:
        for report in reports:
            kept = ledger.find(report.rstrip("/").rpartition("/")[2])
            if kept is None:
                raise InputError(f"no report {report} in {folder}; the table reports lists them")
            ledger.remove(kept)
        return _written(files, ledger, folder, ledger.meta("layout") or FOLDERS, _read(ledger, 0), engine, Unwatched())


def report_facts(report: str, folder: str) -> ReportFacts:
    """All facts of one report of the corpus in `folder`, by its id. Raises InputError where there is none."""
    files = open_files(folder)
    with opened(files, folder) as ledger:
        kept = ledger.find(report.rstrip("/").rpartition("/")[2])
        if kept is None:
            raise InputError(f"no report {report} in {folder}; the table reports lists them")
        return read_record(files.read(record_name(kept.part, kept.location)))


def _written(
    files: Files, ledger: Ledger, folder: str, layout: str, read: Read, engine: Engine, progress: Progress
) -> Corpus:
    """Write what the ledger says is stale."""
    minimum = float(ledger.meta("minimum") or 0)
    if layout == FOLDERS:
        write_folders(files, ledger, folder, read, minimum, progress)
    else:
        write_parts(files, ledger, folder, read, minimum, engine, progress)
    for part in ledger.littered():
        forget_records(files, ledger, part)
    ledger.set_meta("layout", layout)
    return Corpus(folder, layout, *ledger.sizes(), read)


def read_sources(
    ledger: Ledger, inputs: list[str], folder: str, engine: Engine, *, strict: bool, progress: Progress
) -> Read:
    """Read what is new or changed among the inputs into records, and note it; see `build_parts` for errors."""
    if ledger.meta("program") != program_hash():
        ledger.forget_all()
        ledger.set_meta("program", program_hash())
    count = ledger.see(find_sources(inputs, leave_out=folder))
    progress.begin("reports", count)
    waiting: list[Outcome] = []
    for outcome in _outcomes(engine, ledger, folder):
        if outcome.error is not None:
            LOG.error("%s", outcome.error)
            if strict:
                ledger.note(waiting)
                raise InputError(outcome.error)
        if outcome.note is not None:
            LOG.warning("%s: %s", outcome.note, outcome.source.name)
        waiting.append(outcome)
        if len(waiting) == _NOTED:
            ledger.note(waiting)
            waiting = []
        progress.step()
    ledger.note(waiting)
    read = _read(ledger, count)
    if next(ledger.kept(), None) is None:
        raise InputError(f"none of {len(read.failed)} reports could be read")
    for name, kept in read.duplicates:
        LOG.info("same report as %s, left out: %s", kept, name)
    return read


def _read(ledger: Ledger, count: int) -> Read:
    return Read(count, tuple(ledger.failures()), tuple(ledger.duplicates()))


def _outcomes(engine: Engine, ledger: Ledger, folder: str) -> Iterator[Outcome]:
    for outcome in engine.run(partial(read_one, folder=folder), ledger.todo(), _READ_CHUNK):
        if isinstance(outcome, Lost):
            source: Source = outcome.job
            yield Outcome(source, error=f"the process that read it died, perhaps for want of memory: {source.name}")
        else:
            yield outcome
