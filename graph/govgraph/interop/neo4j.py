"""The network of a build for Neo4j: CSV files for ``neo4j-admin database import``, and JSON lines for APOC.

Headers are those of https://neo4j.com/docs/operations-manual/current/import/: ``iri:ID``, ``:LABEL``, ``:START_ID``,
``:END_ID``, ``:TYPE`` and ``name:type`` for properties. One file a label and one a relationship type, so that columns
have one meaning. An empty cell is a property that the node does not have.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from govgraph.facts import PREDICATES
from govgraph.interop.records import EDGE_FIELDS, NODE_FIELDS, NODE_TYPES, Record, all_edges, all_nodes
from govgraph.interop.source import read_reports
from govgraph.output.records import one_line
from govgraph.replacing import replacing_text
from govgraph.tables.schema import ColumnType

_TYPES = {"string": "string", "int": "long", "float": "double", "bool": "boolean"}
_FROM_TEXT = {"string": "{}", "int": "toInteger({})", "float": "toFloat({})", "bool": "toBoolean({})"}
_PREDICATES = ("creator", "mentions", "spatial", *PREDICATES)
_README = """\
# Into Neo4j

Offline, into a new database (the fastest way, for any size):

```sh
{command}
```

Into a running database: put the files into its `import` folder and run `load.cypher`, for instance with
`cypher-shell -f load.cypher`.

Quotes are exact words of the reports and may hold line breaks and quotation marks, hence `--multiline-fields=true` and
`--trim-strings=false`.
"""


class _File(NamedTuple):
    """One CSV file: its name, the label or type of all its rows, and its header."""

    name: str
    label: str
    header: list[str]


def write_neo4j(folder: Path, target: Path) -> None:
    """Write the network of the build in `folder` as CSV files into the folder `target`, with a README and load.cypher.

    Raises InputError where the build has no tables, OutputError where a file cannot be written.
    """
    nodes = {type_: _node_file(type_) for type_ in NODE_TYPES}
    edges = {predicate: _edge_file(predicate) for predicate in _PREDICATES}
    with _Writers(target, nodes) as writers:
        for node in all_nodes(read_reports(folder)):
            label = nodes[node["type"]].label
            writers[node["type"]].writerow([node["id"], label, *_cells(node, NODE_FIELDS)])
    with _Writers(target, edges) as writers:
        for edge in all_edges(read_reports(folder)):
            predicate = edge["predicate"]
            cells = _cells(edge, EDGE_FIELDS)
            writers[predicate].writerow([edge["source"], edge["target"], edges[predicate].label, *cells])
    with replacing_text(target / "README.md") as file:
        file.write(_README.format(command=_command(nodes.values(), edges.values())))
    with replacing_text(target / "load.cypher") as file:
        file.write("\n".join(_cypher(nodes.values(), edges.values())))


def write_neo4j_json(folder: Path, target: Path) -> None:
    """Write the network of the build in `folder` as JSON lines for ``CALL apoc.import.json("file")``.

    The database needs ``CREATE CONSTRAINT FOR (n:Report) REQUIRE n.neo4jImportId IS UNIQUE`` and the same for the other
    labels first, as APOC says. Raises InputError where the build has no tables, OutputError where `target` cannot be
    written.
    """
    with replacing_text(target) as file:
        for node in all_nodes(read_reports(folder)):
            properties = {"iri": node["id"]} | _fields(node, NODE_FIELDS)
            line = {"type": "node", "id": node["id"], "labels": [_label(node["type"])], "properties": properties}
            file.write(f"{one_line(line)}\n")
        for number, edge in enumerate(all_edges(read_reports(folder))):
            ends = {
                end: {"id": edge[name], "labels": [_label(edge[f"{name}_type"])]}
                for end, name in (("start", "source"), ("end", "target"))
            }
            head = {"id": f"e{number}", "type": "relationship", "label": _relationship(edge["predicate"])}
            file.write(f"{one_line(head | {'properties': _fields(edge, EDGE_FIELDS)} | ends)}\n")


class _Writers:
    """CSV writers of several files, complete when the block ends without an exception."""

    def __init__(self, folder: Path, files: Mapping[str, _File]) -> None:
        self._folder, self._files = folder, files
        self._stack = ExitStack()
        self._writers: dict[str, Any] = {}

    def __enter__(self) -> "_Writers":
        with ExitStack() as stack:
            for key, (name, _, header) in self._files.items():
                file = stack.enter_context(replacing_text(self._folder / name))
                self._writers[key] = csv.writer(file, lineterminator="\n")
                self._writers[key].writerow(header)
            self._stack = stack.pop_all()
        return self

    def __getitem__(self, key: str) -> Any:
        return self._writers[key]

    def __exit__(self, *error: Any) -> bool | None:
        return self._stack.__exit__(*error)


def _node_file(type_: str) -> _File:
    return _File(f"nodes_{type_}.csv", _label(type_), ["iri:ID", ":LABEL", *_header(NODE_FIELDS)])


def _edge_file(predicate: str) -> _File:
    header = [":START_ID", ":END_ID", ":TYPE", *_header(EDGE_FIELDS)]
    return _File(f"relationships_{predicate}.csv", _relationship(predicate), header)


def _label(type_: str) -> str:
    """Labels as Neo4j's style guide has them: ``Agency``."""
    return type_.capitalize()


def _relationship(predicate: str) -> str:
    """Relationship types as Neo4j's style guide has them: ``CARRIED_OUT_BY``."""
    return re.sub("(?=[A-Z])", "_", predicate).upper()


def _header(fields: Mapping[str, ColumnType]) -> list[str]:
    return [f"{name}:{_TYPES[type_]}" for name, type_ in fields.items()]


def _cells(record: Record, fields: Mapping[str, ColumnType]) -> Iterator[Any]:
    for name in fields:
        value = record.get(name)
        yield str(value).lower() if isinstance(value, bool) else value


def _fields(record: Record, fields: Mapping[str, ColumnType]) -> Record:
    return {name: record[name] for name in fields if name in record}


def _command(nodes: Iterable[_File], edges: Iterable[_File]) -> str:
    options = ["neo4j-admin database import full neo4j", "--multiline-fields=true", "--trim-strings=false"]
    options += [f"--nodes={file.name}" for file in nodes]
    options += [f"--relationships={file.name}" for file in edges]
    return " \\\n  ".join(options)


def _cypher(nodes: Iterable[_File], edges: Iterable[_File]) -> Iterator[str]:
    """Statements that load the same files into a running database; every node has the label Thing too, to be found."""
    yield "CREATE CONSTRAINT thing IF NOT EXISTS FOR (n:Thing) REQUIRE n.iri IS UNIQUE;"
    for name, label, _ in nodes:
        yield _load(name, f"MERGE (n:Thing {{iri: row.`iri:ID`}}) SET n:{label}, n += {_properties(NODE_FIELDS)}")
    for name, label, _ in edges:
        ends = "MATCH (a:Thing {iri: row.`:START_ID`}), (b:Thing {iri: row.`:END_ID`})"
        yield _load(name, f"{ends} CREATE (a)-[r:{label}]->(b) SET r += {_properties(EDGE_FIELDS)}")
    yield ""


def _load(name: str, statement: str) -> str:
    source = f"LOAD CSV WITH HEADERS FROM 'file:///{name}' AS row"
    return f"{source}\nCALL {{ WITH row {statement} }} IN TRANSACTIONS OF 10000 ROWS;"


def _properties(fields: Mapping[str, ColumnType]) -> str:
    cells = (f"{n}: {_FROM_TEXT[t].format(f'row.`{n}:{_TYPES[t]}`')}" for n, t in fields.items())
    return f"{{{', '.join(cells)}}}"
