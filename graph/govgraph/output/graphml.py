"""GraphML (http://graphml.graphdrawing.org/specification.html) written record by record, for Gephi, yEd, Cytoscape.

NetworkX's own writer holds the whole graph as a tree of elements and gives parallel edges of one kind the same id,
which the specification forbids and Gephi drops.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from govgraph.output.records import Record

_TYPES: dict[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}
_NODE_PARTS = ("id",)
_EDGE_PARTS = ("source", "target")
# XML 1.0 has no place for these, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile(f"[&<>\r]|{_NOT_XML.pattern}")

Keys = dict[str, tuple[str, str]]  # attribute name → key id, GraphML type


def write_graphml(path: Path, nodes: Callable[[], Iterable[Record]], edges: Callable[[], Iterable[Record]]) -> None:
    """Write node-link records as GraphML; both are gone through twice, since GraphML declares its attributes first.

    Edges are numbered e0, e1 … in their order; the key that tells parallel edges apart is their attribute ``key``.
    Attributes are text, numbers or truth values; None is left out. Characters that XML cannot hold become U+FFFD.
    """
    node_keys = _keys(nodes(), _NODE_PARTS, "n")
    edge_keys = _keys(edges(), _EDGE_PARTS, "a")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for scope, keys in (("node", node_keys), ("edge", edge_keys)):
            for name, (key, kind) in keys.items():
                file.write(f'  <key id="{key}" for="{scope}" attr.name={quoted(name)} attr.type="{kind}"/>\n')
        file.write('  <graph edgedefault="directed">\n')
        for node in nodes():
            _write_element(file, f"node id={quoted(node['id'])}", _data(node, node_keys))
        for number, edge in enumerate(edges()):
            ends = f"source={quoted(edge['source'])} target={quoted(edge['target'])}"
            _write_element(file, f'edge id="e{number}" {ends}', _data(edge, edge_keys))
        file.write("  </graph>\n</graphml>\n")


def _keys(records: Iterable[Record], parts: tuple[str, ...], prefix: str) -> Keys:
    """Attributes in order of name, each with the narrowest type that holds all its values."""
    kinds: dict[str, str] = {}
    for record in records:
        for name, value in record.items():
            if name not in parts and value is not None:
                kind = _TYPES.get(type(value), "string")
                kinds[name] = kind if kinds.setdefault(name, kind) == kind else _common(kinds[name], kind)
    return {name: (f"{prefix}{number}", kinds[name]) for number, name in enumerate(sorted(kinds))}


def _common(one: str, other: str) -> str:
    return "double" if {one, other} == {"long", "double"} else "string"


def _data(record: Record, keys: Keys) -> Iterator[str]:
    for name, value in record.items():
        if name in keys and value is not None:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            yield f'      <data key="{keys[name][0]}">{_escaped(text)}</data>\n'


def _write_element(file: IO[str], element: str, data: Iterable[str]) -> None:
    inside = "".join(data)
    tag = element.partition(" ")[0]
    file.write(f"    <{element}>\n{inside}    </{tag}>\n" if inside else f"    <{element}/>\n")


def _escaped(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    return escape(_clean(text), {"\r": "&#13;"})  # a bare one would be read as a line feed


def quoted(value: object) -> str:
    """A value as an XML attribute in quotation marks."""
    return quoteattr(_clean(str(value)))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
