"""``govgraph export``: a build as one file of RDF or for another tool, or one report of it with its page."""

import json
from collections.abc import Callable
from pathlib import Path

import click

from govgraph.errors import EPILOG, InputError

_PATH = click.Path(path_type=Path)
_RDF = ("jsonld", "nq", "trig", "ttl")
_OTHER = ("gexf", "graphml", "neo4j", "neo4j-json")


@click.command("export", epilog=EPILOG, short_help="Write a build as one file.")
@click.argument("folder", type=_PATH, metavar="DIR")
@click.option("--format", "form", type=click.Choice([*_RDF, *_OTHER]), help="Syntax.  [default: by the ending of FILE]")
@click.option("--report", metavar="ID", help="Only this report, into a folder with its page and all its files.")
@click.option("-o", "--output", type=_PATH, required=True, metavar="FILE", help="Where to write.")
def export_command(folder: Path, form: str | None, report: str | None, output: Path) -> None:
    """Write the graph of the build in DIR as one FILE, the same bytes whenever the reports are the same.

    RDF is Turtle (one graph), or TriG, N-Quads or JSON-LD (a graph for each report). GEXF and GraphML are for Gephi and
    Cytoscape; neo4j writes a folder of CSV files, neo4j-json one of JSON lines.

    \\b
    govgraph export corpus -o corpus.nq
    govgraph export corpus --format neo4j -o import
    govgraph export corpus --report 临湖县人民政府-2022-1a2b3c4d -o 临湖县
    """
    if not folder.is_dir():
        raise InputError(f"no folder of a build: {folder}")
    if report is not None:
        if form is not None:
            raise click.UsageError("--report writes a folder, without --format")
        _export_report(folder, report, output)
        return
    form = form or output.suffix.lower().removeprefix(".")
    if form in _RDF:
        from govgraph.export.rdf import export_rdf  # noqa: PLC0415 - as each of the writers

        export_rdf(folder, form, output)
    elif form in _OTHER:
        _writer(form)(folder, output)
    else:
        raise click.UsageError(f"the ending of {output} tells no format: give --format")


def _writer(form: str) -> Callable[[Path, Path], None]:
    from govgraph import interop  # noqa: PLC0415 - pyarrow

    return {
        "gexf": interop.write_gexf,
        "graphml": interop.write_graphml,
        "neo4j": interop.write_neo4j,
        "neo4j-json": interop.write_neo4j_json,
    }[form]


def _export_report(folder: Path, report: str, output: Path) -> None:
    """Write what a build of this report alone writes, from its record in the corpus."""
    from govgraph.corpus.build import report_facts  # noqa: PLC0415 - the page is made here
    from govgraph.output import build_folders  # noqa: PLC0415

    facts = report_facts(report, str(folder))
    minimum = json.loads((folder / "run.json").read_text(encoding="utf-8"))["min_confidence"]
    build_folders([Path(facts.report.source)], output, lambda _: facts, minimum=minimum)
