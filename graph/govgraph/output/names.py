"""Folder names for reports: readable, safe on every file system, and unique within one build."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

from govgraph.output.atomic import FILES, TABLES_FOLDER

_UNSAFE = re.compile(r'[\s\x00-\x1f\x7f<>:"/\\|?*\ufffd]+')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_MOST_BYTES = 120  # file systems allow 255 for a name; a full title in Chinese has three bytes a character


def folder_names(inputs: Iterable[PurePath]) -> list[str]:
    """One folder name for each input, from its file stem; a name that is taken gets -2, -3 …

    Names that differ only in case count as one, since they are one folder on some systems.
    ``a/某县2022.txt b/某县2022.html`` → ``某县2022``, ``某县2022-2``.
    """
    taken = {name.casefold() for name in (*FILES, TABLES_FOLDER)}
    names = []
    for path in inputs:
        stem = _safe(path.stem)
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def _safe(stem: str) -> str:
    printable = "".join("_" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") else c for c in stem)
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", printable)).strip("._ ")
    while len(name.encode()) > _MOST_BYTES:
        name = name[:-1]
    name = name.rstrip("._ ") or "report"
    return f"_{name}" if _DEVICES.fullmatch(name) else name
