"""A file that is there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from govgraph.errors import OutputError


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; it takes its place when the block ends without an exception.

    Folders above it are made. Raises OutputError where it cannot be written.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(target)
    except OSError as error:
        raise OutputError(f"cannot be written ({error.strerror or error}): {target}") from error
    finally:
        if part.is_file():
            part.unlink()


@contextmanager
def replacing_text(target: Path) -> Iterator[IO[str]]:
    """`replacing` with the file opened: UTF-8, line feeds as they are written."""
    with replacing(target) as part, part.open("w", encoding="utf-8", newline="") as file:
        yield file
