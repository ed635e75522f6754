"""Gold lines as `ReportFacts`: a realistic graph for tests of what lies behind the extraction (RDF, page, queries)."""

import json
import re
from pathlib import Path
from typing import Any

from govgraph.facts import Basis, Entity, Evidence, FactBook, Mention, Relation, ReportFacts, ReportInfo, Section

DATA = Path(__file__).parent / "data"


def read_gold(stem: str) -> list[dict[str, Any]]:
    lines = (DATA / "gold" / f"{stem}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def gold_facts(stem: str, text: str, title: str) -> ReportFacts:
    """The required and optional gold lines of one report as facts, every quote at its first place in the text."""
    lines = read_gold(stem)
    rid = stem
    book = FactBook(text)
    keys: dict[str, str] = {}
    for line in (x for x in lines if x["type"] != "relation"):
        entity = _entity(line, rid, text)
        keys[line["id"]] = entity.key
        if line["quote"] is None:
            start = text.index(title)
            evidence = Evidence(start, start + len(title), title, "0")
            mention = Mention(entity.key, evidence, "issuer-of-title", 1.0, "issuer")
        else:
            mention = Mention(entity.key, _place(text, line["quote"], line["section"]), f"gold-{line['type']}", 1.0)
        book.add_entity(entity, [mention])
    for line in (x for x in lines if x["type"] == "relation"):
        book_relation(book, line, keys)
    year = re.search(r"20\d\d", stem)
    info = ReportInfo(
        id=rid,
        title=title,
        issuer=keys["ISSUER"],
        year=year.group() if year else "",
        place=None,
        place_code=None,
        level=None,
        source=f"{stem}.txt",
        sha256="0" * 64,
    )
    return book.finish(info, _sections(lines, len(text)))


def book_relation(book: FactBook, line: dict[str, Any], keys: dict[str, str]) -> None:
    subject, object_ = keys[line["subject"]], keys[line["object"]]
    if subject == object_:
        return
    evidence = _place(book.text, line["evidence"] or "", "0")
    for basis in (Basis.STATED, Basis.LEFT_OUT if line["object"] == "ISSUER" else Basis.SCOPE, Basis.REFERENCE):
        relation = Relation(subject, line["predicate"], object_, evidence, f"gold-{line['predicate']}", 0.9, basis)
        try:
            book.add_relation(relation)
        except ValueError:
            raise
        except Exception:  # tried again with the next basis
            continue
        return


def _entity(line: dict[str, Any], rid: str, text: str) -> Entity:
    kind = line["type"]
    if kind in ("agency", "instrument"):
        return Entity(
            key=f"{kind}/{line['canonical']}",
            type=kind,
            name=line["canonical"],
            kind=line["kind"],
            level=line.get("level"),
            group=bool(line.get("group")),
        )
    place = _place(text, line["quote"], line["section"])
    key = f"report/{rid}/{kind}/{place.start}-{place.end}" + (f"-{line['id']}" if kind == "figure" else "")
    if kind == "figure":
        return Entity(
            key=key,
            type=kind,
            name=line["quote"],
            indicator=line["indicator"],
            value=f"{line['value']}",
            unit=line["unit"],
            approx=line["approx"],
            period=line["period"],
        )
    return Entity(
        key=key,
        type=kind,
        name=line["quote"],
        kind=line.get("kind"),
        status=line.get("status"),
        head=bool(line.get("head")),
    )


def _place(text: str, quote: str, section: str) -> Evidence:
    start = text.find(quote)
    if start < 0:
        pattern = re.compile(r"\s*".join(map(re.escape, quote)))
        match = pattern.search(text)
        if match is None:
            return Evidence(0, 1, text[0], section)
        return Evidence(match.start(), match.end(), match.group(), section)
    return Evidence(start, start + len(quote), quote, section)


def _sections(lines: list[dict[str, Any]], length: int) -> list[Section]:
    numbers = {x["section"] for x in lines if x.get("section")}
    for number in list(numbers):
        parts = number.split(".")
        numbers |= {".".join(parts[:n]) for n in range(1, len(parts))}
    heads = {x["section"]: x["quote"] for x in lines if x.get("head")}
    ordered = sorted(numbers, key=lambda n: [int(part) for part in n.split(".")])
    return [
        Section(n, heads.get(n, ""), n.count(".") + 1, 0, length, 0, 0, n.rpartition(".")[0] or None) for n in ordered
    ]
