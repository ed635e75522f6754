"""Where reports come from: files, folders, ZIP archives, and whatever fsspec opens, as one list of sources."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from govgraph.corpus.files import is_local, local_path, open_system
from govgraph.errors import InputError
from govgraph.read.archive import INTO, list_members, read_member
from govgraph.read.endings import ARCHIVE_ENDING, MAX_PACKED_BYTES, REPORT_ENDINGS


@dataclass(frozen=True, slots=True)
class Source:
    """One report to read.

    `location` tells it from all others (absolute path or URL, for a member of an archive ``archive.zip!/member``),
    `name` is what messages call it (as the user wrote it), and `stamp` changes whenever its content does (size and time
    of the last change; for a member, those of its archive).
    """

    location: str
    name: str
    stamp: str

    @property
    def file_name(self) -> str:
        """The last part of its name."""
        return PurePosixPath(self.name).name


def find_sources(inputs: Iterable[str], *, leave_out: str | None = None) -> Iterator[Source]:
    """All reports below the `inputs`, in their order, a folder's sorted by name.

    A folder or URL stands for all files below it whose ending is one that is read (`REPORT_ENDINGS`, ZIP archives
    included); hidden files, and what lies below `leave_out` (earlier results), are passed over. Raises InputError for a
    folder without reports and for a URL that cannot be opened; whether a single file can be read is for its reader.
    """
    for given in inputs:
        yield from _below(given, leave_out)


def read_source(source: Source) -> bytes:
    """The bytes of a source.

    Raises InputError, naming the source, where it is missing, no regular file, or larger than any report.
    """
    archive, _, member = source.location.partition(INTO)
    try:
        if is_local(archive):
            _refuse_irregular(Path(archive), source.name)
        with _opened(archive) as file:
            return read_member(file, member) if member else file.read(MAX_PACKED_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error}): {source.name}") from error


def _below(given: str, leave_out: str | None) -> Iterator[Source]:
    if not is_local(given):
        yield from _remote_below(given)
        return
    path = Path(local_path(given))
    top = path.absolute()
    if not path.is_dir():
        yield from _members(str(top), given, _local_stamp(path))
        return
    skip = str(Path(local_path(leave_out)).absolute()) if leave_out and is_local(leave_out) else None
    count = 0
    for file, stamp in _walk(str(top), skip):
        name = path / Path(file).relative_to(top)
        for source in _members(file, str(name), stamp):
            count += 1
            yield source
    if not count:
        raise InputError(f"no report in the folder (files ending in {', '.join(sorted(REPORT_ENDINGS))}): {given}")


def _walk(folder: str, skip: str | None) -> Iterator[tuple[str, str]]:
    """Path and stamp of every report file below a folder, by name; links to folders may lead in a circle."""
    try:
        with os.scandir(folder) as entries:
            names = sorted((entry.name, entry.is_dir()) for entry in entries if _is_wanted(entry))
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error}): {folder}") from error
    for name, is_folder in names:
        path = os.path.join(folder, name)  # noqa: PTH118 - a Path for each of many files takes its time
        if not is_folder:
            yield path, _local_stamp(path)
        elif path != skip:
            yield from _walk(path, skip)


def _is_wanted(entry: "os.DirEntry[str]") -> bool:
    if entry.name.startswith("."):
        return False
    return not entry.is_symlink() if entry.is_dir() else _is_report(entry.name)


def _is_report(name: str) -> bool:
    ending = PurePosixPath(name).suffix.lower()
    return ending in REPORT_ENDINGS or ending == ARCHIVE_ENDING


def _local_stamp(path: Path | str) -> str:
    try:
        status = os.stat(path)  # noqa: PTH116 - as above
    except (OSError, ValueError):  # a link to nothing, a NUL character: its reader says so
        return "missing"
    return f"{status.st_size}-{status.st_mtime_ns}"


def _members(location: str, name: str, stamp: str) -> Iterator[Source]:
    """The file itself, or what an archive holds; an archive that cannot be read is a source whose reader says why."""
    if not name.lower().endswith(ARCHIVE_ENDING):
        yield Source(location, name, stamp)
        return
    try:
        with _opened(location) as file:
            members = list_members(file, name)
    except (OSError, InputError):
        yield Source(location, name, stamp)
        return
    for member in members:
        yield Source(f"{location}{INTO}{member.name}", f"{name}{INTO}{member.name}", stamp)


def _remote_below(url: str) -> Iterator[Source]:
    system, root = open_system(url)
    try:
        found = system.find(root, detail=True)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error}): {url}") from error
    count = 0
    for path, detail in sorted(found.items()):
        name = path.removeprefix(root).lstrip("/") or path.rpartition("/")[2]
        if path != root and (not _is_report(name) or any(part.startswith(".") for part in name.split("/"))):
            continue
        stamp = "-".join(
            str(detail[key]) for key in ("size", "ETag", "etag", "LastModified", "mtime", "created") if key in detail
        )
        for source in _members(system.unstrip_protocol(path), name, stamp):
            count += 1
            yield source
    if not count:
        raise InputError(f"no report found: {url}")


def _refuse_irregular(path: Path, name: str) -> None:
    if path.is_dir():
        raise InputError(f"this is a folder, not a report: {name}")
    if path.exists() and not path.is_file():
        raise InputError(f"this is no regular file: {name}")


@contextmanager
def _opened(location: str) -> Iterator[BinaryIO]:
    if is_local(location):
        with Path(location).open("rb") as file:
            yield file
        return
    system, path = open_system(location)
    with system.open(path, "rb") as file:
        yield file
