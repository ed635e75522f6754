"""The state of a corpus: where its ledger lies, who may open it, and what a build tells of itself."""

import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from govgraph.corpus.files import Files, LocalFiles
from govgraph.corpus.ledger import Ledger
from govgraph.corpus.record import STATE
from govgraph.errors import GovgraphError, OutputError

LOG = logging.getLogger(__name__)
LEDGER = f"{STATE}/ledger.sqlite"


class Progress(Protocol):
    """Who wants to know how far a build is."""

    def begin(self, what: str, total: int) -> None:
        """Some work of `total` steps begins."""

    def step(self) -> None:
        """One of them is done."""


class Unwatched:
    """Nobody wants to know."""

    def begin(self, what: str, total: int) -> None:
        """See `Progress`."""

    def step(self) -> None:
        """See `Progress`."""


@dataclass(frozen=True, slots=True)
class Read:
    """What reading came to: how many sources were read now, which failed, and which hold the report of another."""

    read: int
    failed: tuple[tuple[str, str], ...]
    duplicates: tuple[tuple[str, str], ...]


@contextmanager
def opened(files: Files, folder: str) -> Iterator[Ledger]:
    """The ledger of the corpus in `folder`, which no other build can open meanwhile; it is made where there is none.

    On a remote file system it is a copy, put back when the block ends, also where it ends with an exception. A local
    folder that is new goes again where the block ends with an error before anything was read. Raises OutputError.
    """
    if isinstance(files, LocalFiles):
        with _local_folder(files.root), Ledger(files.root / LEDGER) as ledger:
            yield ledger
        return
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "ledger.sqlite"
        try:
            path.write_bytes(files.read(LEDGER))
        except FileNotFoundError:
            LOG.debug("a new corpus: %s", folder)
        with Ledger(path) as ledger:
            try:
                yield ledger
            finally:
                files.write(LEDGER, ledger.content())


@contextmanager
def _local_folder(root: Path) -> Iterator[None]:
    """Make the folder with its state; where it was not there before and nothing was kept, it goes again on an error."""
    made = [path for path in (root / STATE, root, *root.parents) if not path.exists()]
    try:
        (root / STATE).mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise OutputError(f"{error.strerror or error}: {error.filename or root}") from error
    except GovgraphError:
        if made and not (root / STATE / "facts").exists():
            shutil.rmtree(root / STATE, ignore_errors=True)
            for path in made[1:]:
                with suppress(OSError):  # somebody else has put something there meanwhile
                    path.rmdir()
        raise
