"""``govgraph tables``: the analytics tables of a build, or of one report, as a file each."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govgraph.errors import InputError, OutputError
from govgraph.tables.schema import ABOUT, TABLES, column_docs

if TYPE_CHECKING:
    import pyarrow as pa

_PATH = click.Path(path_type=Path)


@click.command("tables", short_help="Write tables for analysis: Parquet or CSV.")
@click.argument("source", required=False, type=_PATH, metavar="[DIR]")
@click.option("-o", "--output", type=_PATH, default=Path("tables"), show_default=True, help="Folder for the files.")
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--bom", is_flag=True, help="Mark CSV files as UTF-8, so that Excel shows Chinese.")
@click.option("--table", "names", multiple=True, type=click.Choice(list(TABLES)), help="Only this; may be repeated.")
@click.option("--columns", is_flag=True, help="Print what every column means.")
@click.pass_obj
def tables_command(
    loudness: dict[str, bool],
    source: Path | None,
    output: Path,
    form: str,
    bom: bool,
    names: tuple[str, ...],
    columns: bool,
) -> None:
    """Write the tables of the build in DIR, or of one report file, into one file a table.

    \b
    govgraph tables output --table figures --bom     figures.csv for Excel, in ./tables
    govgraph tables 某县2022.html -o 某县             all tables of one report
    govgraph tables --columns                        what every column means

    Text stays as the report has it, every character. A spreadsheet takes text that begins with = + - @ for a
    formula: where you do not trust a report, import its columns as text.
    """
    wanted = names or tuple(TABLES)
    if columns:
        click.echo(_columns(wanted), nl=False)
        return
    if source is None:
        raise click.UsageError("give the folder of a build or a report, or --columns")
    if bom and form != "csv":
        raise click.UsageError("--bom goes with --format csv")
    counts = _write(source, output, wanted, form, bom)
    if not loudness["quiet"]:
        click.echo(f"{', '.join(f'{name} {count}' for name, count in counts.items())}: {output}")


def _columns(names: tuple[str, ...]) -> str:
    from govgraph.terminal import render_table  # noqa: PLC0415 - rich

    parts = []
    for name in names:
        rows = [[row["column"], row["type"], row["about"], row["about_zh"]] for row in column_docs([name])]
        parts.append(render_table(["column", "type", "meaning", "含义"], rows, f"{name}: {' · '.join(ABOUT[name])}"))
    return "\n".join(parts)


def _write(source: Path, output: Path, names: tuple[str, ...], form: str, bom: bool) -> dict[str, int]:
    """Write the files; gives the number of rows of each table."""
    from govgraph.tables.arrow import write_csv, write_tables  # noqa: PLC0415 - as the rest, only to write

    tables = _folder_tables(source, output) if source.is_dir() else _report_tables(source)
    counts = {}
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name in names:
            if name not in tables:
                raise InputError(f"no table {name} there: {source}")
            path = output / f"{name}.{form}"
            counts[name] = (
                write_csv(path, name, tables[name], bom=bom)
                if form == "csv"
                else write_tables(path, name, tables[name])
            )
    except OSError as error:
        raise OutputError(f"{error.strerror or error}: {output}") from error
    return counts


def _folder_tables(folder: Path, output: Path) -> "dict[str, Iterable[pa.Table]]":
    """The tables of a build, in pieces that are read when they are written."""
    from govgraph.tables.arrow import row_groups, table_files, tables_root  # noqa: PLC0415

    files = table_files(folder)
    target, build = output.resolve(), folder.resolve()
    if target == tables_root(build) or target.is_relative_to(build / "tables"):
        raise OutputError(f"the tables are read from this folder, take another with -o: {output}")
    return {name: row_groups(paths, name) for name, paths in files.items()}


def _report_tables(path: Path) -> "dict[str, Iterable[pa.Table]]":
    """The tables of a report that is read on the spot."""
    from govgraph.api import build  # noqa: PLC0415
    from govgraph.guard import guarded  # noqa: PLC0415

    tables = guarded(str(path), lambda: build(path).tables())
    return {name: [table] for name, table in tables.items()}
