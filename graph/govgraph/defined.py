"""Short names that a report defines itself: 《…实施纲要》（以下简称《纲要》）."""

import re
from collections.abc import Iterable

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
