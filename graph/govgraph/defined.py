"""Short names that a report gives a meaning: 《…实施纲要》（以下简称《纲要》）, 执法队 after 镇综合行政执法队."""

import re
from collections.abc import Iterable

from govgraph.lexicon import load
from govgraph.mentions.body_text import Body
from govgraph.mentions.titles import Title

_DEFINED = re.compile(
    r"\s*[（(]\s*(?:以下|下文|下)?(?:统?简称|统称|称)(?:为)?[:：]?\s*[《“\"'‘]{0,2}([^》”\"'’（）()]{1,30})[》”\"'’]{0,2}\s*[）)]"
)


def defined_names(text: str, titles: Iterable[Title]) -> dict[str, str]:
    """Short title → full title, as the report says behind the full one."""
    found: dict[str, str] = {}
    for title in titles:
        match = _DEFINED.match(text, title.end)
        if match and title.reason is None:
            found.setdefault(match.group(1), title.canonical or title.words)
    return found


def short_bodies(text: str, bodies: Iterable[Body]) -> dict[str, str]:
    """Office of a township named by its sort → its name, where the report has just one: 执法队 → 镇综合执法队."""
    named = {text[body.start : body.end] for body in bodies if not body.group}
    found: dict[str, str] = {}
    for short in named.intersection(load("agencies").words("short_offices")):
        longer = {name for name in named if name != short and name.endswith(short) and not _OF_VILLAGE.match(name)}
        if len(longer) == 1:
            found[short] = longer.pop()
    return found


_OF_VILLAGE = re.compile(".*(?:村|社区)")


def defined_bodies(text: str, bodies: Iterable[Body]) -> dict[str, str]:
    """Short name → the words of the body that it stands for: …工作领导小组（以下简称领导小组）."""
    found: dict[str, str] = {}
    for body in bodies:
        match = _DEFINED.match(text, body.end)
        if match and not body.group:
            found.setdefault(match.group(1), text[body.start : body.end])
    return found
