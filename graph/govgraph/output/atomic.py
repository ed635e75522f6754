"""All or nothing: results are written into a hidden folder and moved into place only when complete.

Whatever ends the work early (an error, a full disk, Ctrl-C) leaves the old results as they were and no temporary
behind. Files that govgraph did not write are never moved, replaced or removed.
"""

import errno
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from govgraph.errors import OutputError
from govgraph.page.start import START_PAGE
from govgraph.tables.schema import TABLES

LOG = logging.getLogger(__name__)
# What a build writes, for each report and for the whole.
FILES = (
    "coverage.json",
    "facts.jsonl",
    "graph.graphml",
    "graph.html",
    "graph.json",
    "graph.jsonld",
    "graph.nq",
    "graph.trig",
    "graph.ttl",
    "report.txt",
    "run.json",
)
# The folder with the analytics tables of the whole, and what lies in it.
TABLES_FOLDER = "tables"
TABLE_FILES = tuple(f"{name}.parquet" for name in TABLES)
RUN_RECORD = "run.json"
PARTS = "parts"  # the layout of a corpus too large for a folder each, see `govgraph.corpus`
PARTS_NAMES = ("graph", "store", START_PAGE)  # what that has beside tables and run record

_WHY = {
    errno.EACCES: "no right to write",
    errno.EPERM: "no right to write",
    errno.EROFS: "the disk can only be read",
    errno.ENOSPC: "no space left on the disk",
    errno.EDQUOT: "no space left in the quota",
    errno.EFBIG: "the file would be larger than allowed",
    errno.ENOTDIR: "a file is in the way",
    errno.EEXIST: "a file is in the way",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENOENT: "the folder cannot be made",
}


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A hidden folder to write into, moved to `folder` when the block ends without an exception.

    Results of an earlier build in `folder` are replaced as a whole, reports that the new build does not have included.
    Raises OutputError where `folder` cannot be written, is a file, or holds other people's files under our names.
    """
    made: list[Path] = []
    work: Path | None = None
    installed = False
    try:
        _earlier(folder)
        made = _make_parents(folder)
        work = Path(tempfile.mkdtemp(prefix=".govgraph-", dir=folder if folder.is_dir() else folder.parent))
        (work / "new").mkdir()
        (work / "old").mkdir()
        yield work / "new"
        _install(work / "new", folder, work / "old")
        installed, made = True, []
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{_WHY.get(error.errno or 0, error.strerror or str(error))}: {folder}") from error
    finally:
        if work is not None:
            _clean_up(work, installed)
        for parent in reversed(made):
            _remove_empty(parent)


def remove_earlier(folder: Path) -> None:
    """Remove what an earlier build in folders wrote, to make room for parts.

    Raises OutputError where files that govgraph did not write are in the way.
    """
    earlier = _earlier(folder)
    _refuse_foreign(folder, PARTS_NAMES)
    for name in earlier:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _make_parents(folder: Path) -> list[Path]:
    """Make the folders above `folder`; gives those that were missing, outermost first."""
    missing = [parent for parent in reversed(folder.parents) if not parent.exists()]
    folder.parent.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:  # somebody else has put something there meanwhile
        return


def _clean_up(work: Path, installed: bool) -> None:
    """Remove the hidden folder; not so what was moved there from earlier results and could not be put back."""
    stranded = [] if installed or not (work / "old").is_dir() else sorted((work / "old").iterdir())
    if stranded:
        LOG.error("could not be put back, earlier results are kept in %s", work / "old")
        shutil.rmtree(work / "new", ignore_errors=True)
    else:
        shutil.rmtree(work, ignore_errors=True)


def _earlier(folder: Path) -> list[str]:
    """Names in `folder` that an earlier build wrote; OutputError where other people's files lie among them."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"a file is in the way, a folder is needed: {folder}")
    record = folder / RUN_RECORD
    if not record.is_file():
        _refuse_foreign(folder, (*FILES, TABLES_FOLDER))
        return []
    try:
        content = json.loads(record.read_text(encoding="utf-8"))
        if content.get("layout") == PARTS:
            raise OutputError(f"a corpus in parts is there already, build elsewhere or with --layout parts: {folder}")
        reports = [str(report["folder"]) for report in content["reports"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise OutputError(f"not written by govgraph, move it away: {record}") from error
    ours = {TABLES_FOLDER: TABLE_FILES} | dict.fromkeys(filter(_is_plain, reports), FILES)
    folders = [name for name in ours if (folder / name).is_dir()]
    for name in folders:
        strangers = sorted(
            p.name for p in (folder / name).iterdir() if p.name not in ours[name] and not _is_junk(p.name)
        )
        if strangers:
            raise OutputError(f"not written by govgraph, move it away: {folder / name / strangers[0]}")
    return [*folders, *(name for name in FILES if (folder / name).is_file())]


def _is_plain(name: str) -> bool:
    return bool(name) and name not in (".", "..") and Path(name).name == name


def _is_junk(name: str) -> bool:
    """Files that desktops leave in every folder they show."""
    return name in (".DS_Store", "Thumbs.db", "desktop.ini")


def _refuse_foreign(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        if os.path.lexists(folder / name):
            raise OutputError(f"not written by govgraph, move it away: {folder / name}")


def _install(new: Path, folder: Path, old: Path) -> None:
    """Move the new results into place; where that fails half way, everything goes back to where it was."""
    if not folder.exists():
        new.rename(folder)
        return
    earlier = _earlier(folder)
    names = sorted(path.name for path in new.iterdir())
    _refuse_foreign(folder, (name for name in names if name not in earlier))
    try:
        for name in earlier:
            (folder / name).rename(old / name)
        for name in names:
            (new / name).rename(folder / name)
    except BaseException:
        _put_back(names, new, folder, old)
        raise


def _put_back(names: list[str], new: Path, folder: Path, old: Path) -> None:
    for name in names:
        if not (new / name).exists() and (folder / name).exists():
            (folder / name).rename(new / name)
    for path in sorted(old.iterdir()):
        path.rename(folder / path.name)
