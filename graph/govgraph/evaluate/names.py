"""Names across reports: bodies linked wrongly, two names merged under one key, one name split over two keys."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from govgraph.evaluate.matching import Line
from govgraph.evaluate.scorer import ISSUER, Comparison, linked_right
from govgraph.evaluate.text import body_name, document_title, normal


@dataclass(frozen=True, slots=True)
class Naming:
    """What a found body or document is called: the gold's canonical name (normal form) and the key of the fact."""

    report: str
    type: str
    name: str
    key: str
    quote: str
    section: str
    shared: bool  # the same name means the same thing in every report: bodies, and documents of central organs

    def shown(self) -> dict[str, Any]:
        """As a JSON object."""
        return {"report": self.report, "section": self.section, "quote": self.quote, "gold": self.name, "key": self.key}


def namings(report: str, gold: Sequence[Line], facts: Sequence[Line], found: Comparison) -> list[Naming]:
    """The names of the bodies and documents that a report's facts and gold have in common.

    Groups and task forces are left out: they have no official name to compare.
    """
    by_id = {line["id"]: line for line in gold}
    named = set(linked_right(gold, facts, found.matches["agency"]))
    out = []
    for line in facts:
        kind = line["type"]
        gold_id = found.matches[kind].pairs.get(line["id"]) if kind in ("agency", "instrument") else None
        if gold_id is None or (kind == "agency" and line["id"] not in named):
            continue
        wanted = by_id[gold_id]
        name = _body(wanted["canonical"]) if kind == "agency" else _document(wanted["canonical"])
        shared = kind == "agency" or wanted.get("level") == "central"
        out.append(Naming(report, kind, name, _key(line), line["quote"], line.get("section") or "", shared))
    return out


def unlinked(report: str, gold: Sequence[Line], facts: Sequence[Line], found: Comparison) -> list[dict[str, Any]]:
    """The found bodies whose canonical name is not the gold's."""
    verdicts = linked_right(gold, facts, found.matches["agency"])
    right_names = {line["id"]: line.get("canonical") for line in gold}
    pairs = found.matches["agency"].pairs
    return [
        {
            "report": report,
            "section": line.get("section"),
            "quote": line["quote"],
            "canonical": line.get("canonical"),
            "gold": right_names[pairs[line["id"]]],
        }
        for line in facts
        if line["type"] == "agency" and line["id"] != ISSUER and verdicts.get(line["id"]) is False
    ]


def wrongly_merged(names: Iterable[Naming]) -> list[dict[str, Any]]:
    """Keys under which two or more canonical names of the gold have come together, with the mentions."""
    return _clashes(names, lambda naming: (naming.type, naming.key), lambda naming: naming.name)


def wrongly_split(names: Iterable[Naming]) -> list[dict[str, Any]]:
    """Canonical names of the gold under two or more keys: in one report, or between reports where names are shared."""
    return _clashes(
        names,
        lambda naming: (naming.type, naming.name, "" if naming.shared else naming.report),
        lambda naming: naming.key,
    )


def _clashes(
    names: Iterable[Naming], one: Callable[[Naming], tuple[str, ...]], many: Callable[[Naming], str]
) -> list[dict[str, Any]]:
    groups: dict[tuple[str, ...], dict[str, list[Naming]]] = {}
    for naming in names:
        groups.setdefault(one(naming), {}).setdefault(many(naming), []).append(naming)
    return [
        {
            "type": key[0],
            "name": key[1],
            "under": sorted(members),
            "mentions": [members[member][0].shown() for member in sorted(members)],
        }
        for key, members in sorted(groups.items())
        if len(members) > 1
    ]


def _body(canonical: str) -> str:
    """The scorer's form of a body's name; the name itself where that form has lost the body's own place.

    The scorer takes 绵阳市委员会全面依法治市 for a city in a city, so that all cities' offices would be one.
    """
    name = body_name(canonical)
    return normal(canonical) if name.removeprefix("中共").startswith("委员会") else name


def _document(canonical: str) -> str:
    """A title with its years at the end: reports give one document as 重庆市2022年工作要点 and 2022年重庆市工作要点."""
    title = document_title(canonical)
    years = re.findall(r"(?<!\d)20\d\d(?!\d)", title)
    words = re.sub(r"(?<!\d)20\d\d(?!\d)年?(?:-(?=20\d\d))?", "", title).replace("()", "")
    return " ".join((words, *years))


def _key(line: Line) -> str:
    """What tells the fact's entity from others: its key where the line has one, else its canonical name."""
    return str(line.get("key") or line.get("canonical"))
