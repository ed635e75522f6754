"""ZIP archives: which reports one holds, and the bytes of each; nothing is ever unpacked to disk.

Chinese Windows writes names in GBK without saying so; they come out as Chinese. Names are labels and no paths here, so
that ``../`` in one does no harm. What is read is limited, whatever sizes the archive declares.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from govgraph.errors import InputError
from govgraph.read.endings import ARCHIVE_ENDING, MAX_PACKED_BYTES, REPORT_ENDINGS

INTO = "!/"  # between an archive in the archive and its member
_MAX_ENTRIES = 200_000
_MAX_INNER = 1_000  # archives in an archive that are looked into
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_BROKEN = (BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError, ValueError)
_OFFICE = (  # what an Office document is known by: the beginning of a member's name
    ("word/", "a Word document"),
    ("xl/", "an Excel workbook (xlsx)"),
    ("ppt/", "a PowerPoint presentation (pptx)"),
    ("OFD.xml", "an OFD document"),
    ("content.xml", "an OpenDocument file (odt, ods)"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A report in an archive: its name there, with / between folders, and its size unpacked, in bytes, as declared."""

    name: str
    size: int


def list_members(file: Path | IO[bytes], name: str = "") -> list[Member]:
    """The reports of an archive (files ending in one of `REPORT_ENDINGS`), sorted by name.

    Hidden files and ``__MACOSX`` are passed over. An archive in the archive is looked into once (``inner.zip!/a.txt``);
    one that cannot be, or that lies deeper, is listed itself. Raises InputError, with `name` in it, for what is no
    readable ZIP archive.
    """
    with _opened(file, name or "archive") as archive:
        return sorted(_members(archive), key=lambda member: member.name)


def read_member(file: Path | IO[bytes], name: str, *, limit: int = MAX_PACKED_BYTES) -> bytes:
    """The bytes of the member that `list_members` calls `name`.

    Raises InputError for a member that is missing, encrypted, damaged, or larger than `limit` bytes.
    """
    outer, inner, rest = name.partition(INTO)
    with _opened(file, name) as archive:
        data = read_entry(archive, _entry(archive, outer), name, limit)
    return read_member(BytesIO(data), rest, limit=limit) if inner else data


def read_entry(archive: ZipFile, entry: ZipInfo, name: str, limit: int) -> bytes:
    """Unpack one entry, at most `limit` bytes of it; raises InputError with `name` in it."""
    if entry.flag_bits & _ENCRYPTED:
        raise InputError(f"{name}: encrypted; unpack it with its password first")
    try:
        with archive.open(entry) as stream:
            data = stream.read(limit + 1)
    except _BROKEN as error:
        raise InputError(f"{name}: the archive is damaged here and cannot be unpacked") from error
    if len(data) > limit:
        raise InputError(f"{name}: unpacked it is more than any report (limit {limit / 1e6:g} MB)")
    return data


def office_kind(data: bytes, name: str) -> str | None:
    """What Office document the bytes are ("a Word document" …), None for an archive of files; raises InputError."""
    with _opened(BytesIO(data), name) as archive:
        names = archive.namelist()
    if "[Content_Types].xml" not in names and "OFD.xml" not in names and "mimetype" not in names:
        return None
    return next((kind for start, kind in _OFFICE if any(member.startswith(start) for member in names)), None)


def only_member(data: bytes, name: str) -> tuple[str, bytes]:
    """Name and bytes of the one report in an archive; raises InputError where there is none, or several."""
    members = list_members(BytesIO(data), name)
    if not members:
        raise InputError(f"{name}: the archive holds no report (files ending in {', '.join(sorted(REPORT_ENDINGS))})")
    if len(members) > 1:
        raise InputError(f"{name}: the archive holds {len(members)} reports; build it like a folder: govgraph build")
    return members[0].name, read_member(BytesIO(data), members[0].name)


def _opened(file: Path | IO[bytes], name: str) -> ZipFile:
    try:
        archive = ZipFile(file)
    except FileNotFoundError as error:
        raise InputError(f"{name}: no such file") from error
    except _BROKEN as error:
        raise InputError(f"{name}: the ZIP archive is damaged or incomplete") from error
    if len(archive.filelist) > _MAX_ENTRIES:
        archive.close()
        raise InputError(f"{name}: the archive has more than {_MAX_ENTRIES:,} entries")
    return archive


def _members(archive: ZipFile) -> Iterator[Member]:
    inner = 0
    for name, entry in _entries(archive).items():
        ending = PurePosixPath(name).suffix.lower()
        if ending in REPORT_ENDINGS:
            yield Member(name, entry.file_size)
        elif ending == ARCHIVE_ENDING:
            inner += 1
            found = _inner_members(archive, entry, name) if inner <= _MAX_INNER else None
            yield from [Member(name, entry.file_size)] if found is None else found


def _inner_members(archive: ZipFile, entry: ZipInfo, name: str) -> list[Member] | None:
    """The reports of an archive in the archive; None where it cannot be read, for its reader to say why."""
    try:
        with _opened(BytesIO(read_entry(archive, entry, name, MAX_PACKED_BYTES)), name) as inner:
            endings = REPORT_ENDINGS | {ARCHIVE_ENDING}
            return [
                Member(f"{name}{INTO}{below}", found.file_size)
                for below, found in _entries(inner).items()
                if PurePosixPath(below).suffix.lower() in endings
            ]
    except InputError:
        return None


def _entry(archive: ZipFile, name: str) -> ZipInfo:
    entry = _entries(archive).get(name)
    if entry is None:
        raise InputError(f"{name}: no such member in the archive")
    return entry


def _entries(archive: ZipFile) -> dict[str, ZipInfo]:
    """The files of an archive by their names in Chinese, hidden ones left out; of two with one name the last."""
    named = ((_parts(entry), entry) for entry in archive.infolist() if not entry.is_dir())
    return {
        "/".join(parts): entry
        for parts, entry in named
        if parts and parts[0] != "__MACOSX" and not any(part.startswith(".") for part in parts)
    }


def _parts(entry: ZipInfo) -> list[str]:
    """The name of an entry as folders and file, without what would lead out of the archive."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        name = _decoded(name)
    parts = re.sub(r"\A[A-Za-z]:", "", name.replace("\\", "/")).split("/")
    return [part for part in parts if part not in ("", ".", "..")]


def _decoded(name: str) -> str:
    """A name that zipfile took for CP 437, as the archive did not say what it is: UTF-8 or, on Windows, GBK."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    decoders: tuple[Callable[[], str], ...] = (lambda: raw.decode("utf-8"), lambda: raw.decode("gb18030"))
    for decoder in decoders:
        try:
            return decoder()
        except UnicodeDecodeError:
            continue
    return name
