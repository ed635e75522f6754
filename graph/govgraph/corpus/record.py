"""A report's facts as one small file: what every later step of a corpus is made from, without reading the report again.

Gzipped JSON; the named tuples of `govgraph.facts` are arrays in the order of their fields.
"""

import dataclasses
import gzip
import json
from hashlib import sha256
from typing import Any

from govgraph.errors import InputError
from govgraph.facts import (
    Anchor,
    Basis,
    Entity,
    Evidence,
    LeftOut,
    Mention,
    Relation,
    ReportFacts,
    ReportInfo,
    Section,
)

STATE = ".govgraph"
_LEVEL = 1  # of compression: a tenth of the size for a fiftieth of the time that reading takes


def part_of(report: str) -> str:
    """The bucket of a report, two hex digits from its id: the same whatever else is in the corpus."""
    return sha256(report.encode()).hexdigest()[:2]


def record_name(part: str, location: str) -> str:
    """The file of a source's record, told by its location, since two sources may hold one report."""
    return f"{STATE}/facts/{part}/{sha256(location.encode()).hexdigest()[:32]}.json.gz"


def write_record(facts: ReportFacts) -> bytes:
    """The facts as bytes, the same for the same facts."""
    parts = {field.name: getattr(facts, field.name) for field in dataclasses.fields(facts) if field.name != "report"}
    content = json.dumps(
        {"report": dataclasses.asdict(facts.report), **parts}, ensure_ascii=False, separators=(",", ":")
    )
    return gzip.compress(content.encode(), _LEVEL, mtime=0)


def read_record(data: bytes) -> ReportFacts:
    """The facts that `write_record` wrote. Raises InputError where these are no such bytes."""
    try:
        content: dict[str, Any] = json.loads(gzip.decompress(data))
        report = content["report"]
        report["metadata"] = tuple((name, value) for name, value in report["metadata"])
        return ReportFacts(
            report=ReportInfo(**report),
            text=content["text"],
            sections=tuple(Section(*each) for each in content["sections"]),
            entities=tuple(Entity(*each) for each in content["entities"]),
            mentions=tuple(Mention(each[0], Evidence(*each[1]), *each[2:]) for each in content["mentions"]),
            relations=tuple(_relation(each) for each in content["relations"]),
            left_out=tuple(LeftOut(*each) for each in content["left_out"]),
            anchors=tuple(Anchor(*each) for each in content["anchors"]),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"not a record of this version of govgraph ({error})") from error


def _relation(values: list[Any]) -> Relation:
    subject, predicate, object_, evidence, rule, confidence, basis = values
    return Relation(subject, predicate, object_, Evidence(*evidence), rule, confidence, Basis(basis))
