"""The analytics tables as Arrow and Parquet: one file a table, or one a table and part of a corpus.

The same rows give the same bytes, however many files they were written in before: row groups have a fixed number of
rows, and nothing is noted of when or where. Whatever reads holds one row group at a time.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from govgraph.errors import InputError
from govgraph.replacing import beside
from govgraph.tables.schema import ABOUT, TABLES, Row, Value

if TYPE_CHECKING:
    import pyarrow as pa

GROUP_ROWS = 2**15  # in a row group: some ten megabytes of text in memory, and enough rows to compress well


@cache
def schema(name: str) -> "pa.Schema":
    """The Arrow schema of a table; fields carry their ``description`` and ``description_zh`` as metadata."""
    import pyarrow as pa  # noqa: PLC0415 - takes a tenth of a second

    types = {"string": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    fields = [
        pa.field(column.name, types[column.type], metadata=_description(column.about, column.about_zh))
        for column in TABLES[name]
    ]
    return pa.schema(fields, metadata=_description(*ABOUT[name]))


def arrow_table(name: str, rows: Sequence[Row]) -> "pa.Table":
    """Rows of a table (`report_rows`) in Arrow."""
    import pyarrow as pa  # noqa: PLC0415

    columns = [_array([row[field.name] for row in rows], field.type) for field in schema(name)]
    return pa.Table.from_arrays(columns, schema=schema(name))


def write_parquet(path: Path, name: str, rows: Sequence[Row]) -> None:
    """Write rows of a table as Parquet. Raises OSError where the file cannot be written."""
    write_tables(path, name, [arrow_table(name, rows)])


def parquet_bytes(name: str, rows: Sequence[Row]) -> bytes:
    """The content of the file that `write_parquet` writes, for file systems that are no folder of this machine."""
    file = BytesIO()
    _write_groups(file, name, [arrow_table(name, rows)])
    return file.getvalue()


def concat_parquet(paths: Iterable[Path], name: str, target: Path) -> None:
    """Write the rows of several files of one table, in their order, into one; the bytes are those of `write_parquet`.

    Raises InputError for a file that is no such table, OSError where `target` cannot be written.
    """
    write_tables(target, name, row_groups(paths, name))


def write_tables(path: Path, name: str, tables: Iterable["pa.Table"]) -> int:
    """Write rows of a table that come in pieces as Parquet; gives their number."""
    with beside(path) as part, part.open("wb") as file:
        return _write_groups(file, name, tables)


def write_csv(path: Path, name: str, tables: Iterable["pa.Table"], *, bom: bool = False) -> int:
    """Write rows of a table that come in pieces as CSV; gives their number.

    The file is UTF-8, text in quotes, null as nothing; with `bom` Excel sees that it is UTF-8. Text stays as the
    report has it, since it is evidence and offsets count its characters: a spreadsheet takes what begins with ``=``,
    ``+``, ``-`` or ``@`` for a formula, so columns of strange reports are best imported as text.
    Raises OSError where the file cannot be written.
    """
    from pyarrow import csv  # noqa: PLC0415

    count = 0
    with beside(path) as part, part.open("wb") as file:
        if bom:
            file.write(b"\xef\xbb\xbf")
        with csv.CSVWriter(file, schema(name)) as writer:
            for table in tables:
                writer.write(table)
                count += table.num_rows
    return count


def row_groups(paths: Iterable[Path], name: str) -> Iterator["pa.Table"]:
    """The rows of files of one table, one row group at a time. Raises InputError for a file that is no such table."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    for path in paths:
        try:
            with pq.ParquetFile(path) as file:
                if not file.schema_arrow.equals(schema(name)):
                    raise InputError(f"not the table {name} of this version of govgraph: {path}")
                for number in range(file.num_row_groups):
                    columns = file.read_row_group(number).columns
                    yield pa.Table.from_arrays(columns, schema=schema(name))
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"not a Parquet file, or damaged: {path}") from error


def tables_root(folder: Path) -> Path:
    """The folder with the tables of a build; any other folder is taken for one that tables were written to."""
    return folder / "tables" if (folder / "tables").is_dir() else folder


def table_files(folder: Path) -> dict[str, list[Path]]:
    """The Parquet files of each table below the folder of a build, or below a folder that tables were written to.

    Raises InputError where there are none.
    """
    root = tables_root(folder)
    files = {}
    for name in TABLES:
        whole = root / f"{name}.parquet"
        paths = [whole] if whole.is_file() else sorted((root / name).glob("*.parquet"))
        if paths:
            files[name] = paths
    if not files:
        raise InputError(f"no tables there; govgraph build writes them: {folder}")
    return files


def read_tables(folder: str | Path) -> dict[str, "pa.Table"]:
    """All tables of a build by name, in memory: ``read_tables("out")["figures"].to_pandas()``.

    Raises InputError where the folder has no tables or a file is damaged.
    """
    import pyarrow as pa  # noqa: PLC0415

    files = table_files(Path(folder))
    return {name: pa.concat_tables([_no_rows(name), *row_groups(paths, name)]) for name, paths in files.items()}


def _description(english: str, chinese: str) -> Mapping[str, str]:
    return {"description": english, "description_zh": chinese}


def _array(values: Sequence[Value], type_: "pa.DataType") -> "pa.Array":
    """Values as an array, without `pyarrow.array` and casts: these import pandas, which takes a quarter of a second."""
    import pyarrow as pa  # noqa: PLC0415

    if type_ == pa.string():
        builder = pa.lib.StringBuilder()
        builder.append_values(values)
        return builder.finish()
    if type_ == pa.bool_():
        data = _bits([bool(value) for value in values])
    else:
        numbers: list[Any] = [value or 0 for value in values]
        data = array("q" if type_ == pa.int64() else "d", numbers).tobytes()
    known = _bits([value is not None for value in values])
    return pa.Array.from_buffers(type_, len(values), [pa.py_buffer(known), pa.py_buffer(data)])


def _bits(values: Sequence[bool]) -> bytes:
    """One bit a value, the first in the lowest bit of the first byte, as Arrow packs them."""
    digits = "".join("1" if value else "0" for value in reversed(values))
    return int(digits or "0", 2).to_bytes((len(values) + 7) // 8, "little")


def _no_rows(name: str) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415

    return pa.Table.from_batches([], schema(name))


def _write_groups(file: BinaryIO, name: str, tables: Iterable["pa.Table"]) -> int:
    import pyarrow.parquet as pq  # noqa: PLC0415

    count = 0
    settings = {"version": "2.6", "compression": "zstd", "compression_level": 3}
    with pq.ParquetWriter(file, schema(name), **settings) as writer:
        for table in _regrouped(tables, name):
            writer.write_table(table, GROUP_ROWS)
            count += table.num_rows
    return count


def _regrouped(tables: Iterable["pa.Table"], name: str) -> Iterator["pa.Table"]:
    """The same rows in tables of `GROUP_ROWS` and a rest."""
    import pyarrow as pa  # noqa: PLC0415

    kept = _no_rows(name)
    for table in tables:
        kept = pa.concat_tables([kept, table])
        while kept.num_rows >= GROUP_ROWS:
            yield kept.slice(0, GROUP_ROWS).combine_chunks()
            kept = kept.slice(GROUP_ROWS)
    if kept.num_rows:
        yield kept.combine_chunks()
