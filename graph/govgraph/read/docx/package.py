"""The parts of a Word document as XML trees; a hostile file ends in one clear line.

Word documents have no document type declaration, so that one that has is refused: without it there are no entities.
Size, depth and number of elements are limited.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import TypeAlias
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from govgraph.errors import InputError
from govgraph.read.archive import read_entry

MAX_PART = 32_000_000  # bytes of one part, unpacked
_MAX_DEPTH = 200
_MAX_ELEMENTS = 500_000
Attributes: TypeAlias = dict[str, str]

# Word writes one of two names for each vocabulary (ISO/IEC 29500, transitional and strict); here each has a short one.
_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "{w}",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "{w}",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "{mc}",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "{m}",
    "http://purl.oclc.org/ooxml/officeDocument/math": "{m}",
    "http://purl.org/dc/elements/1.1/": "{dc}",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
}


class Package:
    """A Word document: its main part, and the parts beside that."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the document; raises InputError, with `name` in it, where it is damaged or no Word document."""
        self._name = name
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OSError) as error:
            raise InputError(f"{name}: the Word document is damaged or incomplete") from error
        self._names = frozenset(self._zip.namelist())
        self._main = self._main_part()

    def main(self) -> Element:
        """The text; raises InputError where it is missing or broken."""
        tree = self._tree(self._main)
        body = None if tree is None else tree.find("{w}body")
        if body is None:
            raise InputError(f"{self._name}: the Word document has no text part; it is damaged")
        return body

    def beside(self, file: str) -> Element | None:
        """A part in the folder of the main part (``styles.xml``), None where there is none."""
        return self._tree(str(PurePosixPath(self._main).parent / file))

    def title(self) -> str:
        """The title in the properties of the document, empty where it has none."""
        properties = self._tree("docProps/core.xml")
        return " ".join((properties.findtext("{dc}title") or "").split()) if properties is not None else ""

    def _main_part(self) -> str:
        relations = self._tree("_rels/.rels")
        for relation in relations if relations is not None else ():
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/")
        return "word/document.xml"

    def _tree(self, part: str) -> Element | None:
        if part not in self._names:
            return None
        data = read_entry(self._zip, self._zip.getinfo(part), self._name, MAX_PART)
        parser = ElementTree.XMLParser(target=_Builder(self._name))
        try:
            parser.feed(data)
            tree: Element = parser.close()
        except (ElementTree.ParseError, LookupError, ValueError) as error:  # LookupError: an unknown encoding
            raise InputError(f"{self._name}: the Word document is damaged: {part} is no proper XML") from error
        return tree


class _Builder:
    """Builds a tree with short names, and refuses what no Word document has."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._tree = ElementTree.TreeBuilder()
        self._short: dict[str, str] = {}
        self._depth = self._count = 0

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse a document type declaration, which may define entities without end."""
        raise InputError(f"{self._name}: the Word document declares a document type, which none does")

    def start(self, tag: str, attributes: Attributes) -> None:
        """Open an element."""
        self._depth += 1
        self._count += 1
        if self._depth > _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise InputError(f"{self._name}: the Word document is nested too deeply or has too many parts")
        self._tree.start(self._name_of(tag), {self._name_of(key): value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        """Close an element."""
        self._depth -= 1
        self._tree.end(self._name_of(tag))

    def data(self, text: str) -> None:
        """Add text."""
        self._tree.data(text)

    def close(self) -> Element:
        """The whole tree."""
        return self._tree.close()

    def _name_of(self, full: str) -> str:
        short = self._short.get(full)
        if short is None:
            space, _, local = full.removeprefix("{").rpartition("}")
            short = self._short[full] = _SPACES.get(space, "{other}" if space else "") + local
        return short


def value(parent: Element | None, path: str) -> str | None:
    """The ``{w}val`` of the element at `path` below `parent`; None where there is none."""
    found = None if parent is None else parent.find(path)
    return None if found is None else found.get("{w}val")


def is_on(parent: Element | None, path: str) -> bool:
    """Whether a switch is set: there, and not turned off."""
    found = None if parent is None else parent.find(path)
    return found is not None and found.get("{w}val", "1") not in ("0", "false", "off")


def children(parent: Element) -> Iterator[Element]:
    """The children, those of what only wraps text in its place: content controls, insertions, links, alternatives.

    Of alternatives the first is taken. What was deleted or moved away by a tracked change is left out, and so is a
    table of contents, which says the outline twice.
    """
    for child in parent:
        if child.tag in ("{w}del", "{w}moveFrom"):
            continue
        if child.tag == "{w}sdt":
            gallery = value(child, "{w}sdtPr/{w}docPartObj/{w}docPartGallery")
            content = child.find("{w}sdtContent")
            if content is not None and gallery != "Table of Contents":
                yield from children(content)
        elif child.tag in _WRAPPERS:
            yield from children(child)
        elif child.tag == "{mc}AlternateContent":
            choice = child.find("{mc}Choice")
            yield from children(choice if choice is not None else child)
        elif child.tag == "{mc}Fallback":
            yield from children(child)
        else:
            yield child


_WRAPPERS = frozenset(
    f"{{w}}{name}"
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "rubyBase")
)
