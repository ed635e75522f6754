"""The command line: arguments in, one clear line for every error out. The work is done by the modules it calls.

Those are imported inside the commands, so that ``govgraph --help`` does not wait for spaCy.
"""
# ruff: noqa: PLC0415

import importlib
import logging
import os
import signal
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govgraph.errors import (
    EPILOG,
    EXIT_INPUT,
    EXIT_INTERRUPTED,
    EXIT_NEGATIVE,
    EXIT_PIPE,
    EXIT_TERMINATED,
    EXIT_USAGE,
    GovgraphError,
    InputError,
    OutputError,
)
from govgraph.log import set_up

if TYPE_CHECKING:
    pass

LOG = logging.getLogger(__name__)
FORMATS = click.Choice(["table", "csv", "json"])
PATH = click.Path(path_type=Path)
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


# Commands that live beside what they run, as module and name there; imported only when they are called or listed.
ELSEWHERE = {
    "analyse": "govgraph.analytics.command:analyse_command",
    "build": "govgraph.corpus.command:build_command",
    "compare": "govgraph.compare.command:compare_command",
    "diff": "govgraph.diff:diff_command",
    "export": "govgraph.export.command:export_command",
    "indicators": "govgraph.indicators.command:indicators_command",
    "remove": "govgraph.remove:remove_command",
    "serve": "govgraph.serve.command:serve",
    "tables": "govgraph.tables.command:tables_command",
}


class _Commands(click.Group):
    """The commands of this module and those of `ELSEWHERE`."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted([*super().list_commands(context), *ELSEWHERE])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in ELSEWHERE:
            return super().get_command(context, name)
        module, _, attribute = ELSEWHERE[name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, epilog=EPILOG
)
@click.version_option(package_name="govgraph", message="%(prog)s %(version)s")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors, show no progress.")
@click.option("-v", "--verbose", is_flag=True, help="Say what is done, and where an error came from.")
@click.pass_context
def cli(context: click.Context, quiet: bool, verbose: bool) -> None:
    """Read Chinese rule-of-law government reports into a knowledge graph in which every fact carries its exact words.

    \b
    govgraph build                           the sample report, into ./output
    govgraph build 某县2022.html -o 某县      one report
    govgraph query 某县/graph.ttl --list      what can be asked
    """
    context.obj = {"quiet": quiet, "verbose": verbose}
    set_up(quiet=quiet, verbose=verbose)


@cli.command(epilog=EPILOG, short_help="Print the facts of a graph as JSON lines.")
@click.argument("graph", type=PATH)
def facts(graph: Path) -> None:
    """Print the facts of a graph as JSON lines, as the annotation guide defines them."""
    from govgraph.graph.lines import fact_lines, read_graph
    from govgraph.output.records import one_line

    for line in fact_lines(read_graph(graph)):
        click.echo(one_line(line))


@cli.command(epilog=EPILOG, short_help="Ask graphs a question.")
@click.argument("files", nargs=-1, type=PATH, metavar="GRAPH... [FILE.rq]")
@click.option("--name", help="A query that comes with govgraph.")
@click.option("--list", "list_names", is_flag=True, help="List the queries that come with govgraph.")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True)
@click.option("--no-update", is_flag=True, help="Ask the store of a corpus as it is.")
def query(files: tuple[Path, ...], name: str | None, list_names: bool, form: str, no_update: bool) -> None:
    """Ask one or more graphs together, with a SPARQL file of your own or a query by its name.

    GRAPH is an RDF file or the folder of a build. For a corpus in parts its graph is kept in a store there, which is
    brought up to date before it is asked.

    \b
    govgraph query output/graph.ttl --name figures --format csv
    govgraph query 2021.ttl 2022.ttl mine.rq
    govgraph query corpus --name not-mentioned
    """
    graphs = [path for path in files if path.suffix != ".rq"]
    own = [path for path in files if path.suffix == ".rq"]
    if not list_names and (not graphs or len(own) + (name is not None) != 1):
        raise click.UsageError("give at least one graph, and either a FILE.rq or --name (or --list)")
    from govgraph import query as queries

    if list_names:
        click.echo(queries.list_table().rstrip())
        return
    text = queries.named_query(name) if name is not None else _read_text(own[0])
    click.echo(queries.format_rows(queries.run_query(graphs, text, update=not no_update), form), nl=False)


@cli.command(epilog=EPILOG, short_help="Check a graph against the ontology.")
@click.argument("graph", type=PATH)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def validate(graph: Path, as_json: bool) -> None:
    """Check a graph against the shapes of the ontology (SHACL): counts for each shape and the first examples."""
    from govgraph.validate import validate as check

    report = check(graph)
    click.echo(report.to_json() if as_json else report.to_table().rstrip())
    if not report.conforms:
        raise SystemExit(EXIT_NEGATIVE)


@cli.command(epilog=EPILOG, short_help="Score facts against gold.")
@click.argument("gold", type=PATH)
@click.argument("facts_file", type=PATH, metavar="FACTS")
@click.option("--report", type=PATH, help="Text of the report, of two files: counts the quotes that are not in it.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--errors", "kind", metavar="TYPE", help="List only what was missed (-) and wrong (+) of one type.")
def evaluate(gold: Path, facts_file: Path, report: Path | None, form: str, kind: str | None) -> None:
    """Score FACTS against GOLD: two files of JSON lines, or a folder of gold and the folder of a build.

    \b
    govgraph evaluate gold/某县2022.jsonl output/facts.jsonl --report output/report.txt
    govgraph evaluate gold output --format json
    In a folder the gold of output/某县2022/facts.jsonl is gold/某县2022.jsonl.
    """
    import json

    from govgraph import evaluate as scoring

    if kind is not None and kind not in scoring.TYPES:
        raise click.UsageError(f"--errors takes one of {', '.join(scoring.TYPES)}")
    wanted, given, texts = scoring.read_pair(gold, facts_file)
    if report is not None:
        if len(wanted) != 1:
            raise click.UsageError("--report goes with the gold of one report")
        texts = {stem: _read_text(report) for stem in wanted}
    result = scoring.evaluate_folder(wanted, given, texts)
    if kind is not None:
        for stem in result["reports"]:
            click.echo("\n".join((f"# {stem}", *scoring.errors(wanted[stem], given[stem], kind))))
    elif form == "json":
        click.echo(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        click.echo(scoring.folder_table(result))
        click.echo(f"\n{scoring.calibration_tables(result)}")


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 text: {path}") from error
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error}): {path}") from error


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit code; errors that a user can mend are one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        with cli.make_context("govgraph", list(sys.argv[1:] if arguments is None else arguments)) as context:
            cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except (GovgraphError, click.UsageError, click.Abort, KeyboardInterrupt, OSError) as error:
        return _explain(error)
    return 0


def _explain(error: BaseException) -> int:
    """Say in one line what went wrong; gives the exit code."""
    match error:
        case GovgraphError():
            LOG.debug("raised here", exc_info=error)
            message, code = str(error), error.exit_code
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message(), err=True)
            return EXIT_USAGE
        case click.UsageError():
            command = error.ctx.command_path if error.ctx else "govgraph"
            message, code = f"{error.format_message().rstrip('.')} (see {command} --help)", EXIT_USAGE
        case BrokenPipeError():
            _close_stdout()
            return EXIT_PIPE
        case OSError():
            where = f": {error.filename}" if error.filename else ""
            message, code = f"{error.strerror or error}{where}", EXIT_INPUT if where else OutputError.exit_code
        case _:
            message, code = "interrupted, nothing was changed", EXIT_INTERRUPTED
    print(f"govgraph: {' '.join(message.split())}", file=sys.stderr)
    return code


def _close_stdout() -> None:
    """Keep the interpreter from writing to the closed pipe once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _terminate(*_: object) -> None:
    raise SystemExit(EXIT_TERMINATED)


def main() -> None:
    """The ``govgraph`` command. A termination signal ends it like Ctrl-C: with nothing half written left behind."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _terminate)
    sys.exit(run())
