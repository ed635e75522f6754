"""Styles of a Word document: what a paragraph's style says about its heading level and its list."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from govgraph.read.docx.package import value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
_TITLES = frozenset(("title", "标题"))


class Styles:
    """The paragraph styles by their ids, each with those it is based on."""

    def __init__(self, part: Element | None) -> None:
        """Read ``styles.xml``; None for a document without styles."""
        found = part.findall("{w}style") if part is not None else []
        self._styles = {style.get("{w}styleId", ""): style for style in found}
        usual = (s for s in found if s.get("{w}default") in ("1", "true") and s.get("{w}type") == "paragraph")
        self._default = next((style.get("{w}styleId", "") for style in usual), "")

    def of(self, properties: Element | None) -> str:
        """The style of a paragraph."""
        return value(properties, "{w}pStyle") or self._default

    def tag(self, style: str, properties: Element | None) -> str:
        """The HTML element that says the same: h1 for a title, h2 and on for headings, p for text."""
        outline = value(properties, "{w}outlineLvl")
        for found in self._chain(style):
            name = (value(found, "{w}name") or "").strip()
            if name.lower() in _TITLES:
                return "h1"
            if heading := _HEADING.fullmatch(name):
                return f"h{min(int(heading[1]) + 1, 6)}"
            outline = outline or value(found, "{w}pPr/{w}outlineLvl")
        return f"h{min(int(outline) + 2, 6)}" if outline and re.fullmatch("[0-8]", outline) else "p"

    def is_contents(self, style: str) -> bool:
        """Whether the style is that of a line in a table of contents."""
        return any((value(found, "{w}name") or "").lower().startswith("toc ") for found in self._chain(style))

    def numbering(self, style: str | None) -> tuple[str | None, str | None, str | None]:
        """List, level and the style that says so; what is not said is None."""
        level = None
        for found in self._chain(style or ""):
            level = level or value(found, "{w}pPr/{w}numPr/{w}ilvl")
            number = value(found, "{w}pPr/{w}numPr/{w}numId")
            if number is not None:
                return number, level, found.get("{w}styleId")
        return None, None, None

    def _chain(self, style: str) -> Iterator[Element]:
        """The style and those it is based on; a circle ends where it closes."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value(self._styles[style], "{w}basedOn") or ""
