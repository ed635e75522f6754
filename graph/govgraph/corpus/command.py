"""The command ``govgraph build``: reports in, their graphs out."""
# ruff: noqa: PLC0415 - spaCy, pyarrow and the rest are imported when there is something to do

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govgraph.errors import EPILOG, EXIT_NEGATIVE
from govgraph.log import set_up
from govgraph.resources import SAMPLE

if TYPE_CHECKING:
    from govgraph.facts import ReportFacts

LOG = logging.getLogger(__name__)


def _loudness(command: Callable[..., None]) -> Callable[..., None]:
    """--quiet and --verbose after the command's name as well as before it."""

    def settle(context: click.Context, parameter: click.Parameter, value: bool) -> None:
        if value:
            context.obj[parameter.name] = True
            set_up(**context.obj)

    for short, name, words in (("-v", "--verbose", "Say what is done."), ("-q", "--quiet", "Say nothing but errors.")):
        command = click.option(short, name, is_flag=True, expose_value=False, callback=settle, help=words)(command)
    return command


@click.command("build", epilog=EPILOG, short_help="Build graphs from reports.")
@click.argument("reports", nargs=-1, metavar="[REPORT]...")
@click.option("-o", "--output", default="output", show_default=True, help="Folder or URL for the results.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Drop facts less certain than this.")
@click.option("--strict", is_flag=True, help="Stop at the first report that fails.")
@click.option(
    "--layout",
    type=click.Choice(["auto", "folders", "parts"]),
    default="auto",
    show_default=True,
    help="A folder for each report, or parts for many; auto: parts for more than 100.",
)
@click.option("--workers", type=click.IntRange(1), help="Processes that read and write [default: one a core].")
@click.option(
    "--engine",
    default="local",
    show_default=True,
    metavar="local|dask[:ADDRESS]",
    help="Where the work runs: this machine, or a Dask cluster by the address of its scheduler.",
)
@_loudness
@click.pass_obj
def build_command(
    loudness: dict[str, bool],
    reports: tuple[str, ...],
    output: str,
    min_confidence: float,
    strict: bool,
    layout: str,
    workers: int | None,
    engine: str,
) -> None:
    """Build the graph of each REPORT and of all together.

    REPORT is a report (text, HTML, PDF, Word, Markdown), a folder or ZIP archive of such, or the URL of one or the
    other (s3://…, with the fsspec package for it); without one the sample report that comes with govgraph is built.

    For every report a folder is written with its text, its graph (Turtle, TriG, N-Quads, JSON-LD, GraphML, JSON), its
    facts (JSON lines), a page to read (graph.html), what was left out and why (coverage.json) and a run record; beside
    them the same for all reports together, and tables (Parquet). Earlier results are replaced when all is complete.

    More than a hundred reports are written in parts: graph/*.trig and tables/*/*.parquet, each part with some of the
    reports, and index.html, which lists them all and says how to see the page of each. A second run reads only what is
    new or changed, and one that was stopped goes on.
    """
    inputs = list(reports) or [str(SAMPLE)]
    bar = Bar(loudness["quiet"])
    if layout == "auto" and engine == "local" and (only := _only_file(inputs, output)):
        from govgraph.output import build_folders

        built = build_folders([only], Path(output), _extract, minimum=min_confidence)
        [written] = built.written
        failed, count = 0, 1
        facts = sum(written.summary.counts.values()) + written.summary.relations
        where = str(Path(output) / "graph.html")
    else:
        from govgraph.corpus.build import build
        from govgraph.corpus.engines import engine_of
        from govgraph.page.start import START_PAGE

        corpus = build(
            inputs,
            output,
            engine_of(engine, workers),
            layout=layout,
            minimum=min_confidence,
            strict=strict,
            progress=bar,
        )
        failed, count, facts = len(corpus.read.failed), corpus.reports, corpus.facts
        where = str(Path(output) / "graph.html") if corpus.layout == "folders" else f"{output.rstrip('/')}/{START_PAGE}"
    bar.close()
    if not loudness["quiet"]:
        some = "1 report" if count == 1 else f"{count} reports"
        click.echo(f"{some}{f', {failed} failed' if failed else ''}, {facts} entities and relations: {where}")
    if failed:
        raise SystemExit(EXIT_NEGATIVE)


def _only_file(inputs: list[str], output: str) -> Path | None:
    """The one report to read, where it is a single file of this machine or the only one in a folder."""
    from govgraph.corpus.sources import find_sources
    from govgraph.read.archive import INTO
    from govgraph.read.endings import ARCHIVE_ENDING

    if inputs == [str(SAMPLE)]:
        [only] = SAMPLE.glob("*.txt")
        return only
    if len(inputs) != 1 or "://" in inputs[0] or inputs[0].lower().endswith(ARCHIVE_ENDING):
        return None
    given = Path(inputs[0])
    if not given.is_dir():
        return given
    found = find_sources(inputs, leave_out=output)
    first, second = next(found, None), next(found, None)
    return Path(first.name) if first and second is None and INTO not in first.name else None


def _extract(path: Path) -> "ReportFacts":
    from govgraph.read import read_report

    LOG.info("reading %s", path)
    report = read_report(path)
    from govgraph.extract import extract  # after reading: what is no report is refused without waiting for spaCy

    if report.cut_off:
        LOG.warning("the report is cut off at its end, built as far as it goes: %s", path)
    return extract(report)


class Bar:
    """A bar on standard error for each kind of work, where there is somebody to watch it."""

    def __init__(self, quiet: bool) -> None:
        """No bar yet; none at all where there is nobody to see it."""
        self.shown = not quiet and sys.stderr.isatty()
        self.bar: Any = None

    def begin(self, what: str, total: int) -> None:
        """Show that `total` steps of some work begin."""
        self.close()
        if self.shown and total > 1:
            from tqdm import tqdm

            self.bar = tqdm(total=total, unit=f" {what}")

    def step(self) -> None:
        """Show that one is done."""
        if self.bar is not None:
            self.bar.update()

    def close(self) -> None:
        """Leave the bar as it is."""
        if self.bar is not None:
            self.bar.close()
            self.bar = None
