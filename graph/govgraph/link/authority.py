"""The authority tables: names of bodies by level, and documents with their aliases (``ontology/authority``)."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from govgraph.link.fold import fold
from govgraph.resources import ontology_file

_LETTER = re.compile(r"(?:自治区|[省市区县旗州])(?=.)")
_RULED = re.compile(r"(?<=治)[省市区县旗州](?=委|办)")
_TOWNSHIP_LETTER = re.compile(r"(?:镇|乡|街道)(?=.)")


@dataclass(frozen=True, slots=True)
class OrganRow:
    """One row of agencies.csv without the letter of its unit: `parent` is such a tail, too, or ""."""

    pattern: str
    kind: str
    parent: str


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """One row of instruments.csv."""

    title: str
    kind: str
    level: str
    issuer: str
    year: str
    status: str


def organ_tail(relative: str, level: str) -> str:
    """The name without the letter of its unit, so that 区委, 县委 and 市委 are one; {letter} stands for a second one.

    县委依法治县办 → 委依法治{letter}办; 镇司法所 (township) → 司法所.
    """
    letter = _TOWNSHIP_LETTER if level == "township" else _LETTER
    match = letter.match(relative)
    return _RULED.sub("{letter}", relative[match.end() :] if match else relative)


@cache
def organ_rows() -> Mapping[tuple[str, str], OrganRow]:
    """Rows of agencies.csv by (level, tail); the first row of a tail holds."""
    rows: dict[tuple[str, str], OrganRow] = {}
    for row in _read("agencies"):
        level = row["level"]
        if level != "central":
            pattern = _RULED.sub("{letter}", row["pattern"].replace(";", "、"))
            found = OrganRow(pattern, row["kind"], organ_tail(row["parent"], level) if row["parent"] else "")
            rows.setdefault((level, organ_tail(row["relative_name"], level)), found)
    return rows


@cache
def central_rows() -> Mapping[str, tuple[str, str, str]]:
    """Central bodies by relative name and by full name: (full name, kind, full name of the superior or "")."""
    table = [row for row in _read("agencies") if row["level"] == "central"]
    full = {row["relative_name"]: row["pattern"].replace(";", "、") for row in table}
    rows = {}
    for row in table:
        name = full[row["relative_name"]]
        entry = (name, row["kind"], full.get(row["parent"], ""))
        rows[row["relative_name"]] = entry
        rows.setdefault(name, entry)
    return rows


@cache
def known_documents() -> Mapping[str, KnownDocument]:
    """Documents of instruments.csv by folded title and by folded alias."""
    documents: dict[str, KnownDocument] = {}
    aliases: dict[str, KnownDocument] = {}
    for row in _read("instruments"):
        title, issued = row["canonical_title"], row["issued_date"]
        document = KnownDocument(title, row["kind"], row["level"], row["issuer"], issued[:4], row["status"])
        documents[fold(title)] = document
        for alias in row["aliases"].split(";"):
            if alias:
                aliases[fold(alias)] = document
    return aliases | documents


def _read(name: str) -> list[dict[str, str]]:
    with ontology_file(f"authority/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
