"""Sentence templates with their facts marked: text → nodes.

``{@justice by}``      a body of the report's place (or ``up.justice``, ``top.justice``, ``central.司法部``), its role
``{%laws on}``         a document of a pool and its role
``{#cases 件}``        a number and its unit; ``{~cases 件}`` how it changed since the year before
``{=month}``           plain words: of the report (place, year) or of a list
``{!force}``           the words of a problem that the report admits
``{?province city}``   nothing: the sentence is for these sorts of reports only
``<I:…>``              marked words: I initiative, F figure, R recognition, P problem, G group of bodies, L document,
                       N persons, who are nobody's body;
                       ``<I?:…>`` optional in the gold; ``<F words:…>`` says the indicator, ``<G kind role:…>`` the body
``[a|b]``              one of
``;;``                 the end of a scope: what stands before has nothing to do with what follows
"""

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they stand."""

    words: str


@dataclass(frozen=True, slots=True)
class Slot:
    """What the report fills in: `sigil` says of what sort, `key` which, `rest` its role or unit."""

    sigil: str
    key: str
    rest: str


@dataclass(frozen=True, slots=True)
class Span:
    """Marked words: their `kind`, what is said of them, and whether a careful annotator may leave them out."""

    kind: str
    said: str
    optional: bool
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives."""

    options: tuple[tuple["Node", ...], ...]


@dataclass(frozen=True, slots=True)
class Boundary:
    """The end of a scope."""


Node = Text | Slot | Span | Choice | Boundary

_TOKEN = re.compile(r"\{([@%#~=!?])([^\s{}]+) ?([^{}]*)\}|<([IFRPGLN])(\??)(?: ([^:<>]*))?:|(;;)|([>\[\]|])")


@cache
def parse(template: str) -> tuple[Node, ...]:
    """The nodes of a template. Raises ValueError where a mark is not closed."""
    nodes, position = _sequence(template, 0, "")
    if position != len(template):
        raise ValueError(f"not closed at {position}: {template}")
    return nodes


def slots(nodes: tuple[Node, ...], sigils: str) -> frozenset[str]:
    """The keys of all slots of some sorts, in alternatives too."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, Slot) and node.sigil in sigils:
            found.add(node.key)
        elif isinstance(node, Span):
            found |= slots(node.nodes, sigils)
        elif isinstance(node, Choice):
            found.update(*(slots(option, sigils) for option in node.options))
    return frozenset(found)


def _sequence(template: str, position: int, closers: str) -> tuple[tuple[Node, ...], int]:
    """Nodes up to one of `closers`, and where it stands."""
    nodes: list[Node] = []
    while found := _TOKEN.search(template, position):
        sigil, key, rest, kind, optional, said, boundary, sign = found.groups()
        if found.start() > position:
            nodes.append(Text(template[position : found.start()]))
        position = found.end()
        if sigil:
            nodes.append(Slot(sigil, key, rest))
        elif boundary:
            nodes.append(Boundary())
        elif kind:
            inside, position = _sequence(template, position, ">")
            nodes.append(Span(kind, said or "", bool(optional), inside))
            position = _closed(template, position, ">")
        elif sign == "[":
            options = []
            while True:
                option, position = _sequence(template, position, "|]")
                options.append(option)
                position += 1
                if template[position - 1 : position] != "|":
                    break
            nodes.append(Choice(tuple(options)))
            _closed(template, position - 1, "]")
        elif sign in closers:
            return tuple(nodes), found.start()
        else:
            raise ValueError(f"unexpected {sign} at {found.start()}: {template}")
    if position < len(template) and not closers:
        nodes.append(Text(template[position:]))
        position = len(template)
    return tuple(nodes), position


def _closed(template: str, position: int, sign: str) -> int:
    if template[position : position + 1] != sign:
        raise ValueError(f"no {sign} at {position}: {template}")
    return position + 1
