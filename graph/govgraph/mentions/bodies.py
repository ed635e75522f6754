"""Agencies: bodies named by level and organ, by place, by an institution's ending, or as a collective.

What names a body is data (`agencies.toml`); of names that overlap the longest is kept.
"""

import re
from collections.abc import Sequence

from govgraph.mentions.body_groups import collectives, own_bodies, standalone
from govgraph.mentions.body_names import named_by_ending, sharing_level, sharing_unit
from govgraph.mentions.body_places import communities, places_acting, places_with_shared_head
from govgraph.mentions.body_text import Body, name_text

__all__ = ["Body", "bodies"]


def bodies(masked: str, start: int, end: int, counts: Sequence[int] = ()) -> list[Body]:
    """All bodies of ``masked[start:end]``: longest names, not overlapping, in text order.

    `counts` are the ends of numbers with their measure words: a name does not reach left over one.
    """
    text = name_text(masked, start, end, counts)
    found = [
        *collectives(text),
        *(named := named_by_ending(text)),
        *sharing_level(text, named),
        *standalone(text),
        *(own := own_bodies(text)),
        *(local := communities(text)),
        *sharing_unit(text, (*named, *own, *local)),
        *places_with_shared_head(text),
        *places_acting(text),
    ]
    outer = [part for body in _outermost(found) for part in _parted(masked, body)]
    return sorted([*outer, *_inner(masked, outer)], key=lambda b: (b.start, -b.end))


# Two bodies named in one breath: 县委县政府.
_JOINT = re.compile(r"(?P<party>.*[省市县区旗州盟]委)(?=[省市县区旗州](?:人民)?政府)")


def _parted(masked: str, body: Body) -> list[Body]:
    """县委县政府 as 县委 and 县政府; any other body as it is."""
    match = _JOINT.match(masked, body.start, body.end)
    if match is None:
        return [body]
    return [Body(body.start, match.end(), body.rule), Body(match.end(), body.end, body.rule)]


_INNER = re.compile(r".+?法院(?=.*(?:法庭|中心))|公安机关(?=.)")


def _inner(masked: str, outer: list[Body]) -> list[Body]:
    """The superior that opens the name of a court's branch or a police centre, as a body of its own."""
    found = []
    for body in outer:
        match = _INNER.match(masked[body.start : body.end])
        if match:
            group = match.group() == "公安机关"
            kind = "department" if group else None
            found.append(Body(body.start, body.start + match.end(), "superior-in-name", kind, group))
    return found


def _outermost(found: list[Body]) -> list[Body]:
    """Longest first where names overlap; a collective gives way to a longer name."""
    kept: list[Body] = []
    taken = bytearray(max((b.end for b in found), default=0))
    for body in sorted(found, key=lambda b: (b.start - b.end, b.start)):
        if not any(taken[body.start : body.end]):
            taken[body.start : body.end] = b"\x01" * (body.end - body.start)
            kept.append(body)
    return sorted(kept, key=lambda b: b.start)
