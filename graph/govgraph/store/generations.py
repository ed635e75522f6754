"""Where the store lies: in generations, of which each is finished before readers see it and never changed again.

    DIR/store/current        the name of the generation that readers open
    DIR/store/lock           locked while an update runs
    DIR/store/3/quads/       the Oxigraph store
    DIR/store/3/state.sqlite what is in it
    DIR/store/3/in-use       locked, shared, by everyone who reads it

An update works on a copy, whose files are hard links to those that it does not change (a RocksDB checkpoint), and then
replaces ``current``. So a kill at any moment leaves the generation before it, and readers are never disturbed: RocksDB
allows no reader beside a writer. Generations that nobody reads are removed by the update after them.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from govgraph.errors import InputError, OutputError

try:
    import fcntl
except ImportError:  # Windows, where a file that is in use cannot be removed either
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from pyoxigraph import Store

FOLDER, CURRENT, LOCK, IN_USE = "store", "current", "lock", "in-use"
QUADS, STATE = "quads", "state.sqlite"
_TRIES = 20  # an update may replace the generation while a reader opens it, hardly so often


def current(folder: Path) -> Path | None:
    """The generation of a corpus that readers open, if there is one."""
    try:
        name = (folder / FOLDER / CURRENT).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    path = folder / FOLDER / name
    return path if name.isdecimal() and path.is_dir() else None


@contextmanager
def reading(folder: Path) -> Iterator[Path]:
    """The current generation, which stays until the block ends, or until all forked children end.

    Raises InputError where the corpus has no store.
    """
    for _ in range(_TRIES):
        path = current(folder)
        if path is None:
            break
        try:
            descriptor = os.open(path / IN_USE, os.O_RDONLY)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise InputError(f"cannot read the store ({error.strerror or error}): {path}") from error
        try:
            if fcntl is not None:
                fcntl.flock(descriptor, fcntl.LOCK_SH)
            if (path / IN_USE).exists():
                yield path
                return
        finally:
            os.close(descriptor)
    raise InputError(f"no store of the graph there: {folder / FOLDER}")


@contextmanager
def open_store(folder: Path) -> Iterator["Store"]:
    """The store of a corpus to read. Raises InputError where there is none, or it is damaged."""
    from pyoxigraph import Store  # noqa: PLC0415 - not needed by commands that ask no store

    with reading(folder) as path:
        try:
            store = Store.read_only(str(path / QUADS))
        except (OSError, RuntimeError) as error:  # the latter where RocksDB finds a file damaged
            raise InputError(f"damaged, remove it to have it made again ({_one_line(error)}): {path.parent}") from error
        yield store


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the only one who updates the store of a corpus; waits for an update that runs.

    Raises OutputError where the folder cannot be written.
    """
    store = folder / FOLDER
    try:
        store.mkdir(exist_ok=True)
        descriptor = os.open(store / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise OutputError(f"the store cannot be written ({error.strerror or error}): {store}") from error
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def next_generation(folder: Path, before: Path | None) -> Iterator[Path]:
    """A new generation: a copy of the one before, or empty. It becomes the current one when the block ends well.

    For the one who holds `writing`. Raises OSError where the system does.
    """
    store = folder / FOLDER
    _remove_unused(store, before)
    path = store / str(max(_numbers(store), default=0) + 1)
    try:
        path.mkdir()
        (path / IN_USE).touch()
        if before is not None:
            _copy(before, path)
        yield path
        part = store / f".{CURRENT}"
        part.write_text(f"{path.name}\n", encoding="utf-8")
        part.replace(store / CURRENT)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
    _remove_unused(store, path)


def _copy(before: Path, path: Path) -> None:
    from pyoxigraph import Store  # noqa: PLC0415 - as above

    Store.read_only(str(before / QUADS)).backup(str(path / QUADS))
    shutil.copyfile(before / STATE, path / STATE)


def _remove_unused(store: Path, kept: Path | None) -> None:
    """Remove the generations that nobody reads, but for the one that is `kept`."""
    for path in (store / str(number) for number in _numbers(store)):
        if path == kept:
            continue
        try:
            descriptor = os.open(path / IN_USE, os.O_RDONLY)
        except FileNotFoundError:  # removing it was cut short
            shutil.rmtree(path, ignore_errors=True)
            continue
        try:
            if fcntl is not None:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path, ignore_errors=True)
        except BlockingIOError:
            continue
        finally:
            os.close(descriptor)


def _numbers(store: Path) -> list[int]:
    return [int(path.name) for path in store.iterdir() if path.name.isdecimal()]


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
