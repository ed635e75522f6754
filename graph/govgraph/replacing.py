"""A file that is there whole or not at all: written beside its place, and moved there when it is complete."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from govgraph.errors import OutputError


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; it takes its place when the block ends without an exception.

    Raises OSError where it cannot be written.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        yield part
        part.replace(target)
    finally:
        if part.is_file():
            part.unlink()


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """`beside` for what a user asked for: folders above it are made, and OutputError says what cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside(target) as part:
            yield part
    except OSError as error:
        raise OutputError(f"cannot be written ({error.strerror or error}): {target}") from error


@contextmanager
def replacing_text(target: Path) -> Iterator[IO[str]]:
    """`replacing` with the file opened: UTF-8, line feeds as they are written."""
    with replacing(target) as part, part.open("w", encoding="utf-8", newline="") as file:
        yield file
