"""Files of a corpus on any file system: a local folder, or whatever fsspec opens (``s3://bucket/out``, ``memory://out``).

A file is there whole or not at all: locally it is written beside its place and moved there, and object stores show an
object only when it is complete.
"""

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from govgraph.errors import InputError

_TEMPORARY = ".part-"


class Files(Protocol):
    """A folder of files by their relative names, such as ``graph/ab.trig``. All raise OSError where the system does."""

    def read(self, name: str) -> bytes:
        """The content of a file."""

    def write(self, name: str, data: bytes) -> None:
        """Put a file there whole; folders above it are made."""

    def remove(self, name: str) -> None:
        """Remove a file; nothing where there is none."""

    def names(self, folder: str) -> list[str]:
        """Names of the files right below a folder, sorted, without those that are being written."""


@dataclass(frozen=True, slots=True)
class LocalFiles:
    """Files below a folder of this machine."""

    root: Path

    def read(self, name: str) -> bytes:
        """See `Files.read`."""
        return (self.root / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """See `Files.write`."""
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        number, made = tempfile.mkstemp(prefix=_TEMPORARY, dir=target.parent)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(data)
            Path(made).chmod(0o666 & ~_umask())
            Path(made).replace(target)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise

    def remove(self, name: str) -> None:
        """See `Files.remove`."""
        (self.root / name).unlink(missing_ok=True)

    def names(self, folder: str) -> list[str]:
        """See `Files.names`; what a killed process left half written is removed."""
        found = []
        with contextlib.suppress(FileNotFoundError):
            for path in sorted((self.root / folder).iterdir()):
                if path.name.startswith(_TEMPORARY):
                    path.unlink(missing_ok=True)
                elif path.is_file():
                    found.append(path.name)
        return found


@dataclass(frozen=True, slots=True)
class RemoteFiles:
    """Files below a URL, through fsspec; `system` is its file system and `root` the path there."""

    system: Any
    root: str

    def read(self, name: str) -> bytes:
        """See `Files.read`."""
        content: bytes = self.system.cat_file(self._at(name))
        return content

    def write(self, name: str, data: bytes) -> None:
        """See `Files.write`."""
        self.system.makedirs(self._at(name).rpartition("/")[0], exist_ok=True)
        self.system.pipe_file(self._at(name), data)

    def remove(self, name: str) -> None:
        """See `Files.remove`."""
        with contextlib.suppress(FileNotFoundError):
            self.system.rm_file(self._at(name))

    def names(self, folder: str) -> list[str]:
        """See `Files.names`."""
        self.system.invalidate_cache()
        try:
            entries = self.system.ls(self._at(folder), detail=True)
        except FileNotFoundError:
            return []
        return sorted(entry["name"].rpartition("/")[2] for entry in entries if entry["type"] == "file")

    def _at(self, name: str) -> str:
        return f"{self.root}/{name}"


def open_files(url: str) -> Files:
    """The files below a local folder or an fsspec URL.

    Raises InputError for a URL whose protocol fsspec does not know or whose package is not installed.
    """
    if is_local(url):
        return LocalFiles(Path(local_path(url)))
    system, root = open_system(url)
    return RemoteFiles(system, root.rstrip("/"))


def open_system(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path there. Raises InputError as `open_files` does."""
    import fsspec  # noqa: PLC0415 - local builds do not need it

    try:
        system, root = fsspec.core.url_to_fs(url)
    except (ValueError, ImportError) as error:
        raise InputError(f"cannot be opened ({' '.join(str(error).split())}): {url}") from error
    return system, root


def is_local(url: str) -> bool:
    """Whether a path names the file system of this machine: a plain path or a ``file://`` URL."""
    return "://" not in url or url.startswith("file://")


def local_path(url: str) -> str:
    """The plain path of a local URL."""
    return url.removeprefix("file://")


def _umask() -> int:
    """The permissions that new files do not get; asking means setting it for a moment."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
