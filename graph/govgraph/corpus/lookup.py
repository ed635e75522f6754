"""Where the record of each report lies, one small file a part: to read a report needs neither the ledger nor its lock.

A build holds the ledger for as long as it runs; whoever serves pages reads these instead. They are written with the
graph and the tables of the part, so all three are of the same reports.
"""

import json
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from govgraph.corpus.files import Files
from govgraph.corpus.record import STATE, part_of, read_record, record_name
from govgraph.facts import ReportFacts

if TYPE_CHECKING:
    from govgraph.corpus.ledger import Part

LOOKUP = f"{STATE}/records"


class Found(NamedTuple):
    """The file of a report's record, its SHA-256, and the confidence below which the corpus leaves facts out."""

    name: str
    record: str
    minimum: float


def lookup_name(part: str) -> str:
    """The file that says where the records of a part are."""
    return f"{LOOKUP}/{part}.json"


def write_lookup(part: "Part", minimum: float) -> bytes:
    """The look-up of a part whose facts below `minimum` are left out."""
    reports = {kept.report: (record_name(part.name, kept.location), kept.record) for kept in part.reports}
    return json.dumps({"minimum": minimum, "reports": reports}, ensure_ascii=False, separators=(",", ":")).encode()


def find_record(files: Files, report: str) -> Found | None:
    """The record of a report of a corpus in parts, by its id; the id itself never becomes the name of a file."""
    try:
        content = json.loads(files.read(lookup_name(part_of(report))))
    except FileNotFoundError:
        return None
    if report not in content["reports"]:
        return None
    name, record = content["reports"][report]
    return Found(name, record, content["minimum"])


def read_found(files: Files, found: Found) -> ReportFacts | None:
    """All facts of a report that was found; None where a build has read it anew but not yet written its part.

    Raises InputError where the record is of another version of govgraph.
    """
    try:
        data = files.read(found.name)
    except FileNotFoundError:
        return None
    return read_record(data) if sha256(data).hexdigest() == found.record else None
