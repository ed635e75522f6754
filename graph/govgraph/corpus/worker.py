"""The two kinds of work on a corpus, each on its own and repeatable: read one source, write the files of one part.

Both run in any process on any machine that has govgraph and reaches the files; both leave the same files however often
and wherever they run.
"""

import dataclasses
import re
from collections import Counter
from functools import cache
from hashlib import sha256

from govgraph.corpus.files import Files, open_files
from govgraph.corpus.ledger import Outcome, Part
from govgraph.corpus.lookup import LOOKUP, lookup_name, write_lookup
from govgraph.corpus.record import part_of, read_record, record_name, write_record
from govgraph.corpus.sources import Source, read_source
from govgraph.errors import GovgraphError, OutputError
from govgraph.facts import ReportFacts
from govgraph.graph.terms import Triple
from govgraph.guard import guarded
from govgraph.read import Report, parse_report
from govgraph.tables.schema import TABLES, Row

PART_FOLDERS = (*(f"tables/{table}" for table in TABLES), "graph", LOOKUP)
_ENDINGS = {"graph": "trig", LOOKUP: "json"}
_SPACE = re.compile(r"\s+")


def read_one(source: Source, folder: str) -> Outcome:
    """Read a source and keep its facts as a record below `folder`, the folder or URL of the corpus.

    What is wrong with the source is an outcome like any other. Raises OutputError where the record cannot be written.
    """
    try:
        report, facts = guarded(source.name, lambda: _facts(source))
    except GovgraphError as error:
        return Outcome(source, error=str(error))
    data = write_record(facts)
    part = part_of(facts.report.id)
    try:
        _files(folder).write(record_name(part, source.location), data)
    except OSError as error:
        raise OutputError(f"{error.strerror or error}: {folder}") from error
    return Outcome(
        source,
        report=facts.report.id,
        fingerprint=fingerprint(report),
        part=part,
        record=sha256(data).hexdigest(),
        summary=_summary(facts),
        note="the report is cut off at its end, built as far as it goes" if report.cut_off else None,
    )


def write_part(part: Part, folder: str, minimum: float) -> Part:
    """Write graph, tables and look-up of a part from the records of its reports, or remove them where it has none.

    Facts less certain than `minimum` are left out. Gives the part back. Raises OutputError where a file cannot be
    written or a record is gone.
    """
    from govgraph.graph.quads import write_graphs  # noqa: PLC0415 - not needed to read
    from govgraph.graph.rdf import graph_iri, report_triples  # noqa: PLC0415
    from govgraph.output.confidence import at_least  # noqa: PLC0415
    from govgraph.tables.arrow import parquet_bytes  # noqa: PLC0415
    from govgraph.tables.rows import report_rows  # noqa: PLC0415

    files = _files(folder)
    try:
        if not part.reports:
            for name in part_files(part.name):
                files.remove(name)
            return part
        graphs: dict[str, list[Triple]] = {}
        rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        for kept in part.reports:
            facts = at_least(read_record(files.read(record_name(part.name, kept.location))), minimum)
            graphs[graph_iri(facts.report.id)] = report_triples(facts)
            for table, found in report_rows(facts).items():
                rows[table].extend(found)
        for table, found in rows.items():
            files.write(f"tables/{table}/{part.name}.parquet", parquet_bytes(table, found))
        files.write(f"graph/{part.name}.trig", write_graphs(graphs).encode())
        files.write(lookup_name(part.name), write_lookup(part, minimum))
    except OSError as error:
        raise OutputError(f"{error.strerror or error}: {folder}") from error
    return part


def part_files(part: str) -> list[str]:
    """Names of the files that `write_part` makes."""
    return [f"{folder}/{part}.{_ENDINGS.get(folder, 'parquet')}" for folder in PART_FOLDERS]


def fingerprint(report: Report) -> str:
    """What is the same for one report on two sites: its text without white space and without the page around it."""
    text = "".join(report.text[span.start : span.end] for span in report.reading_spans())
    return sha256(_SPACE.sub("", text).encode()).hexdigest()


def _facts(source: Source) -> tuple[Report, ReportFacts]:
    data = read_source(source)
    report = dataclasses.replace(parse_report(data, source.name), source=source.file_name)
    from govgraph.extract import extract  # noqa: PLC0415 - what is no report is refused without waiting for spaCy

    return report, extract(report)


def _summary(facts: ReportFacts) -> dict[str, object]:
    issuer = next(entity.name for entity in facts.entities if entity.key == facts.report.issuer)
    return {
        "title": facts.report.title,
        "issuer": issuer,
        "place": facts.report.place,
        "year": facts.report.year,
        "level": facts.report.level,
        "counts": Counter(entity.type for entity in facts.entities),
        "relations": len(facts.relations),
        "left_out": len(facts.left_out),
    }


@cache
def _files(folder: str) -> Files:
    return open_files(folder)
