"""``govgraph indicators``: the table indicator × place × year of many reports, and its charts."""

import csv
import difflib
import io
import json
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from govgraph.errors import InputError
from govgraph.indicators.concepts import concepts
from govgraph.indicators.pivot import COLUMNS, Reading, pivot
from govgraph.replacing import replacing
from govgraph.tables.schema import Row

LOG = logging.getLogger(__name__)
_PATH = click.Path(path_type=Path)
_SHOWN = ("label", "place", "body", "year", "value", "unit", "qualifier", "others", "quote")  # on the terminal


@click.command("indicators", short_help="Compare indicators by place and year, with charts.")
@click.argument("folder", type=_PATH, metavar="FOLDER")
@click.option("-o", "--output", type=_PATH, help="Folder for the table and the charts.")
@click.option("--indicator", "names", multiple=True, help="Only this, by its name or IRI's end; may be repeated.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), help="[default: table; csv with -o]")
@click.option("--charts", "pictures", type=click.Choice(["svg", "png"]), help="Draw trends, rankings, small multiples.")
@click.pass_obj
def indicators_command(
    loudness: dict[str, bool],
    folder: Path,
    output: Path | None,
    names: tuple[str, ...],
    form: str | None,
    pictures: str | None,
) -> None:
    """Compare indicators of the build, or of the reports, in FOLDER by place and year.

    \b
    govgraph indicators output --indicator 行政机关负责人出庭应诉率
    govgraph indicators reports -o indicators --charts svg

    One row for each indicator, place (or body) and year: value, unit, qualifier, report and words. Where reports give
    several values, whole years come before parts, exact values before 余 and 约, and `others` counts the rest;
    targets, baselines and changes are left out.
    """
    if pictures and output is None:
        raise click.UsageError("--charts goes with -o")
    readings = pivot(_figures(folder), frozenset(map(_concept, names)))
    if not readings:
        raise InputError(f"no figures of {'these' if names else 'known'} indicators there: {folder}")
    if output is None:
        click.echo(_text(readings, form or "table"), nl=False)
        return
    form = form or "csv"
    files = {f"indicators.{'txt' if form == 'table' else form}": _text(readings, form).encode()}
    if pictures:
        files |= _charts(readings, pictures)
    _write(output, files)
    if not loudness["quiet"]:
        click.echo(f"{len(readings)} values, {len(files) - 1} charts: {output}")


def _charts(readings: Sequence[Reading], form: str) -> dict[str, bytes]:
    from govgraph.indicators.charts import charts  # noqa: PLC0415 - an extra

    drawn = charts(readings, "png" if form == "png" else "svg")
    if not drawn:
        LOG.warning("no charts: these need one indicator in two places of a level, or in two years of one place")
    return {chart.name: chart.content for chart in drawn}


def _concept(name: str) -> str:
    """The concept of a local name, IRI or Chinese name. Raises UsageError with the nearest names for an unknown one."""
    known: dict[str, str] = {}
    for concept in concepts().values():
        if concept.theme:
            known |= dict.fromkeys((concept.name, concept.zh, *concept.alternatives), concept.name)
    local = name.rpartition("#")[2]
    if local in known:
        return known[local]
    near = difflib.get_close_matches(local, known, 3, 0.4)
    raise click.UsageError(f"no indicator {name}" + (f", perhaps {', '.join(near)}" if near else ""))


def _figures(folder: Path) -> Iterator[Row]:
    """Rows of the table of figures: of a build, or of reports that are read on the spot."""
    from govgraph.tables.arrow import row_groups, table_files, tables_root  # noqa: PLC0415 - pyarrow

    if not folder.is_dir():
        raise InputError(f"no folder: {folder}")
    if (folder / "run.json").is_file() or tables_root(folder) != folder:
        for table in row_groups(table_files(folder)["figures"], "figures"):
            yield from table.to_pylist()
        return
    yield from _read(folder)


def _read(folder: Path) -> Iterator[Row]:
    from govgraph.api import build_bytes  # noqa: PLC0415 - spaCy
    from govgraph.corpus.sources import find_sources, read_source  # noqa: PLC0415
    from govgraph.tables.rows import report_rows  # noqa: PLC0415

    for source in find_sources([str(folder)]):
        try:
            facts = build_bytes(read_source(source), source.file_name).facts
        except InputError as error:
            LOG.warning("left out: %s", error)
            continue
        yield from report_rows(facts)["figures"]


def _text(readings: Sequence[Reading], form: str) -> str:
    rows = [reading.row() for reading in readings]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        file = io.StringIO()
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return file.getvalue()
    from govgraph.terminal import render_table  # noqa: PLC0415 - rich

    return render_table(_SHOWN, ([_cell(row[column]) for column in _SHOWN] for row in rows))


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _write(output: Path, files: dict[str, bytes]) -> None:
    """Write the files, each whole or not at all. Raises OutputError where they cannot be written."""
    for name, content in files.items():
        with replacing(output / name) as part:
            part.write_bytes(content)
