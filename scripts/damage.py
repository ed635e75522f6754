"""Damages every tenth file of a folder of reports, in ten ways by turns, and prints which and how as JSON.

    python scripts/damage.py FOLDER [--every 10]

A build over the folder has to say of each damaged file what is wrong with it, and to have all others complete. Files
are taken in the order of their names, so that the same folder is always damaged in the same way. The folder is
changed in place: make it with `scripts/generate.py`.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

_OTHER_GENRE = (
    "阳台小葱种植笔记\n\n先把花盆装到八分满的营养土，浇透以后静置半天。葱根留三厘米，间隔两指插入土中，"
    "放在通风处缓苗三天，再移到有阳光的窗台。半个月左右就能剪第一茬。\n"
)


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged file, by its name in the folder as it is now, and in which way."""

    file: str
    way: str


def damage(folder: Path, every: int = 10) -> list[Damage]:
    """Damage every `every`-th file right in a folder, and say which and how.

    Raises FileNotFoundError where there is no such folder.
    """
    files = sorted(path for path in folder.iterdir() if path.is_file())
    ways = list(WAYS.items())
    done = []
    for turn, path in enumerate(files[every - 1 :: every]):
        way, change = ways[turn % len(ways)]
        done.append(Damage(change(path).name, way))
    return done


def _empty(path: Path) -> Path:
    return _written(path, b"")


def _binary(path: Path) -> Path:
    return _written(path, Random(path.name).randbytes(4000))


def _nul_bytes(path: Path) -> Path:
    """A file that a crash left with zeros in the place of its blocks."""
    return _written(path, bytes(path.stat().st_size))


def _wrong_encoding(path: Path) -> Path:
    """UTF-8 read as Latin-1 and written as UTF-8 once more."""
    return _written(path, path.read_bytes().decode("latin-1").encode())


def _cut_in_title(path: Path) -> Path:
    """The first bytes, to the middle of a character of the title."""
    return _written(path, path.read_bytes()[:10])


def _other_genre(path: Path) -> Path:
    return _written(path, _OTHER_GENRE.encode())


def _page_without_text(path: Path) -> Path:
    page = '<!DOCTYPE html><html><head><title></title></head><body><div id="zoom"></div></body></html>'
    return _written(path, page.encode(), ".html")


def _broken_pdf(path: Path) -> Path:
    return _written(path, b"%PDF-1.7\n" + Random(path.name).randbytes(3000), ".pdf")


def _cut_zip(path: Path) -> Path:
    """An archive of the report without its directory, which stands at the end."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    return _written(path, whole.getvalue()[: len(whole.getvalue()) // 2], ".zip")


def _dangling_link(path: Path) -> Path:
    path.unlink()
    path.symlink_to(path.with_name(f"{path.stem}-gone{path.suffix}"))
    return path


WAYS: dict[str, Callable[[Path], Path]] = {
    "empty": _empty,
    "binary": _binary,
    "nul bytes": _nul_bytes,
    "wrong encoding": _wrong_encoding,
    "cut in the title": _cut_in_title,
    "another genre": _other_genre,
    "page without text": _page_without_text,
    "broken PDF": _broken_pdf,
    "cut ZIP": _cut_zip,
    "dangling link": _dangling_link,
}


def _written(path: Path, content: bytes, suffix: str | None = None) -> Path:
    """The file with other content, under another suffix where one is given; its path."""
    path.unlink()
    path = path.with_suffix(suffix) if suffix else path
    path.write_bytes(content)
    return path


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=10)
    asked = parser.parse_args(arguments)
    if not asked.folder.is_dir():
        parser.error(f"no folder: {asked.folder}")
    print(json.dumps([asdict(item) for item in damage(asked.folder, asked.every)], ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
