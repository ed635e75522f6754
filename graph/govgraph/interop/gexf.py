"""The network of a build as GEXF 1.3 (https://gexf.net/1.3), the format of Gephi, written element by element.

NetworkX's own writer notes the date of writing and holds the graph as a tree of elements. ``kind`` tells Gephi edges of
different predicates apart, which it would otherwise merge where they link the same two nodes.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from govgraph.interop.records import EDGE_FIELDS, NODE_FIELDS, Record, all_edges, all_nodes
from govgraph.interop.source import read_reports
from govgraph.output.graphml import quoted
from govgraph.replacing import replacing_text
from govgraph.tables.schema import ColumnType

_TYPES = {"string": "string", "int": "long", "float": "double", "bool": "boolean"}
_NODE_FIELDS: dict[str, ColumnType] = {"type": "string", **{n: t for n, t in NODE_FIELDS.items() if n != "label"}}


def write_gexf(folder: Path, target: Path) -> None:
    """Write the network of the build in `folder` as GEXF, going through its tables twice.

    Raises InputError where the build has no tables, OutputError where `target` cannot be written.
    """
    with replacing_text(target) as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write('<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
        file.write("  <meta><creator>govgraph</creator></meta>\n")
        file.write('  <graph defaultedgetype="directed" mode="static" idtype="string">\n')
        node_keys = _declare(file, "node", _NODE_FIELDS, "n")
        edge_keys = _declare(file, "edge", EDGE_FIELDS, "a")
        file.write("    <nodes>\n")
        for node in all_nodes(read_reports(folder)):
            _write(file, f"node id={quoted(node['id'])} label={quoted(node['label'])}", node, node_keys)
        file.write("    </nodes>\n    <edges>\n")
        for number, edge in enumerate(all_edges(read_reports(folder))):
            ends = f"source={quoted(edge['source'])} target={quoted(edge['target'])}"
            name = quoted(edge["predicate"])
            _write(file, f'edge id="e{number}" {ends} label={name} kind={name}', edge, edge_keys)
        file.write("    </edges>\n  </graph>\n</gexf>\n")


def _declare(file: IO[str], scope: str, fields: Mapping[str, ColumnType], prefix: str) -> dict[str, str]:
    keys = {name: f"{prefix}{number}" for number, name in enumerate(fields)}
    file.write(f'    <attributes class="{scope}" mode="static">\n')
    for name, type_ in fields.items():
        file.write(f'      <attribute id="{keys[name]}" title="{name}" type="{_TYPES[type_]}"/>\n')
    file.write("    </attributes>\n")
    return keys


def _write(file: IO[str], element: str, record: Record, keys: Mapping[str, str]) -> None:
    values = ((key, record[name]) for name, key in keys.items() if name in record)
    inside = "".join(_values(values))
    tag = element.partition(" ")[0]
    if inside:
        file.write(f"      <{element}>\n        <attvalues>\n{inside}        </attvalues>\n      </{tag}>\n")
    else:
        file.write(f"      <{element}/>\n")


def _values(values: Iterable[tuple[str, Any]]) -> Iterable[str]:
    for key, value in values:
        text = str(value).lower() if isinstance(value, bool) else value
        yield f'          <attvalue for="{key}" value={quoted(text)}/>\n'
