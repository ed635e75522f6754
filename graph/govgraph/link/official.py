"""The name a body goes by in official writing: without the places above that nobody writes.

A county or city goes without its province, a district with its city, a township with its county. What tells bodies of
one such name apart is their key, which keeps all places above.
"""

import re
from functools import lru_cache

from govgraph.link.bodies import BodyLink
from govgraph.link.organs import unit_of
from govgraph.link.places import leading_chain

# What stands before the place in names of party, youth league and consultative conference.
_BEFORE_PLACE = re.compile("(?:中国共产党|中国共产主义青年团|中国人民政治协商会议)?")

_TOWNSHIP = re.compile("[^省市区县旗州盟]{1,8}?(?:镇|乡|街道|苏木)(?!村|建设|振兴|企业)")


@lru_cache(maxsize=2048)
def official_name(name: str) -> str:
    """A full name with the places above its own left out; a district keeps its city."""
    match = _BEFORE_PLACE.match(name)
    start = match.end() if match else 0
    length, found = leading_chain(name[start:])
    if len(found) != 1:
        return name
    short = unit_of(found[0]).short
    return name[:start] + short + name[start + length :] if len(short) < length else name


def official_body(link: BodyLink, township: str | None) -> str:
    """The official name of a linked body; a township's own office bears its county's name too."""
    own = _TOWNSHIP.match(link.canonical) or (township is not None and link.canonical.startswith(township))
    return official_name(link.key if own else link.canonical)
