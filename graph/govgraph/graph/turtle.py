"""Turtle without a store: sorted blocks, one predicate and object a line, and their merge.

Blocks are sorted by subject as written, and the lines of a block too, so that equal graphs are equal bytes and the
union of many graphs is a merge of sorted files in flat memory. Subject order also keeps the things of a kind together,
since an IRI begins with its kind: agencies, instruments, places, reports, rules.
"""

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from govgraph.errors import InputError
from govgraph.graph.terms import BASE, BOOLEAN, INTEGER, PREFIXES, TYPE, Literal, Triple

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"[A-Za-z]+/")
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]+")
# quotation mark and backslash, and whatever ends a line, is invisible or a control character
_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Block(NamedTuple):
    """One subject as written in Turtle, with its "predicate object" lines, sorted."""

    subject: str
    lines: Sequence[str]


def write_turtle(triples: Iterable[Triple]) -> str:
    """The triples as Turtle text; the same set of triples gives the same text, in whatever order it comes."""
    return header() + "".join(map(format_block, to_blocks(triples)))


def to_blocks(triples: Iterable[Triple]) -> list[Block]:
    """The triples by subject, sorted, as Turtle and TriG write them."""
    subjects: dict[str, set[str]] = {}
    tokens: dict[str, str] = {}
    for subject, predicate, object_ in triples:
        lines = subjects.get(subject)
        if lines is None:
            lines = subjects[subject] = set()
        name = tokens.get(predicate) or tokens.setdefault(predicate, _predicate(predicate))
        if isinstance(object_, str):
            lines.add(f"{name} {tokens.get(object_) or tokens.setdefault(object_, iri_token(object_))}")
        else:
            lines.add(f"{name} {_literal_token(object_)}")
    return [Block(*block) for block in sorted((iri_token(name), sorted(lines)) for name, lines in subjects.items())]


def header() -> str:
    """The lines that open every file: base and prefixes."""
    names = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())
    return f"@base <{BASE}> .\n{names}"


def format_block(block: Block) -> str:
    """A blank line, the subject, and a line for each predicate and object."""
    return f"\n{block.subject}\n    " + " ;\n    ".join(block.lines) + " .\n"


def read_blocks(lines: Iterable[str]) -> Iterator[Block]:
    """The blocks of a file that `write_turtle` wrote, one at a time.

    Raises InputError at a line that this module does not write.
    """
    subject, said = "", list[str]()
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\n")
        if not line or line.startswith("@"):
            continue
        if not line.startswith("    "):
            subject, said = line, []
        elif line.endswith(" ;"):
            said.append(line[4:-2])
        elif line.endswith(" .") and subject:
            yield Block(subject, [*said, line[4:-2]])
            subject = ""
        else:
            raise InputError(f"line {number} is not Turtle as govgraph writes it: {line[:60]}")
    if subject:
        raise InputError(f"the Turtle ends within the block of {subject}")


def merge_blocks(sources: Sequence[Iterable[Block]]) -> Iterator[str]:
    """The union of sorted files as pieces of text, a block at a time: the lines of one subject are united as a set."""
    yield header()
    merged = heapq.merge(*sources, key=attrgetter("subject"))
    for subject, blocks in groupby(merged, key=attrgetter("subject")):
        yield format_block(Block(subject, sorted({line for block in blocks for line in block.lines})))


def iri_token(iri: str) -> str:
    """An IRI as written: relative to the base, as a prefixed name, or in full.

    >>> iri_token("https://w3id.org/govgraph/ontology#Agency")
    'gov:Agency'
    """
    if iri.startswith(BASE):
        rest = iri[len(BASE) :]
        return f"<{rest}>" if _RELATIVE.match(rest) else f"<{iri}>"
    for name, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _NAME.fullmatch(iri, len(namespace)):
            return f"{name}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def _predicate(iri: str) -> str:
    return "a" if iri == TYPE else iri_token(iri)


def _literal_token(literal: Literal) -> str:
    text, datatype, language = literal
    if (datatype == INTEGER and _WHOLE_NUMBER.fullmatch(text)) or (datatype == BOOLEAN and text in ("true", "false")):
        return text
    text = escaped(text)
    if language:
        return f'"{text}"@{language}'
    return f'"{text}"^^{iri_token(datatype)}' if datatype else f'"{text}"'


def escaped(text: str) -> str:
    """What stands between the quotation marks of a literal, in Turtle, TriG and N-Quads alike."""
    return _SPECIAL.sub(_escape, text) if _SPECIAL.search(text) else text


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04X}"
