"""The two layouts of a build: a folder for each report and the whole beside them, or parts that hold many reports."""

import io
import json
from collections import Counter
from functools import partial
from hashlib import sha256
from pathlib import Path

from govgraph.corpus.engines import Engine, Lost
from govgraph.corpus.files import Files, LocalFiles, local_path
from govgraph.corpus.ledger import Ledger
from govgraph.corpus.record import STATE, read_record, record_name
from govgraph.corpus.state import Progress, Read
from govgraph.corpus.worker import PART_FOLDERS, write_part
from govgraph.errors import GovgraphError, OutputError
from govgraph.facts import ENTITY_TYPES
from govgraph.output import PARTS, RUN_RECORD, build_folders, remove_earlier
from govgraph.page.start import START_PAGE, start_page
from govgraph.resources import ontology_hash, package_version, program_hash

AUTO, FOLDERS = "auto", "folders"  # beside `PARTS`
MOST_FOLDERS = 100  # more reports than that are a corpus that nobody opens one by one


def choose_layout(wanted: str, files: Files, ledger: Ledger) -> str:
    """The layout to write. Raises OutputError where the one asked for cannot be had."""
    local, present = isinstance(files, LocalFiles), ledger.meta("layout")
    if wanted == FOLDERS and not local:
        raise OutputError("folders of reports need a local folder; a URL gets parts")
    if wanted == FOLDERS and present == PARTS:
        raise OutputError("a corpus in parts is there already; build folders of reports elsewhere")
    if wanted == AUTO:
        many = ledger.sizes()[0] > MOST_FOLDERS
        return PARTS if many or present == PARTS or not local else FOLDERS
    return wanted


def write_parts(
    files: Files, ledger: Ledger, folder: str, read: Read, minimum: float, engine: Engine, progress: Progress
) -> None:
    """Write the parts whose reports have changed, the summary and the start page; an earlier build in folders goes."""
    if ledger.meta("layout") != PARTS and isinstance(files, LocalFiles):
        remove_earlier(files.root)
        ledger.set_meta("layout", PARTS)
    ledger.forget_parts(_damaged_parts(files))
    salt = f"{program_hash()} {minimum}"
    stale = sum(1 for _ in ledger.stale_parts(salt))
    if stale:
        ledger.set_meta("summary", "")  # a run that is killed after its last part must not seem complete
    progress.begin("parts", stale)
    work = partial(write_part, folder=folder, minimum=minimum)
    for part in engine.run(work, ledger.stale_parts(salt)):
        if isinstance(part, Lost):
            raise GovgraphError(f"the process that wrote part {part.job.name} died (out of memory?): {folder}")
        forget_records(files, ledger, part.name)
        ledger.part_done(part)
        progress.step()
    missing = {RUN_RECORD, START_PAGE}.difference(files.names(""))
    if stale or ledger.meta("summary") != _summary_key(salt, read) or missing:
        write_summary(files, ledger, minimum, read)
        write_start_page(files, ledger, minimum)
        ledger.set_meta("summary", _summary_key(salt, read))


def _summary_key(salt: str, read: Read) -> str:
    return sha256(f"{salt} {read.failed} {read.duplicates}".encode()).hexdigest()


def _damaged_parts(files: Files) -> set[str]:
    """Parts of which some file is gone, others still there."""
    present: list[set[str]] = [{name.partition(".")[0] for name in files.names(folder)} for folder in PART_FOLDERS]
    return set().union(*present) - present[0].intersection(*present)


def write_folders(files: Files, ledger: Ledger, folder: str, read: Read, minimum: float, progress: Progress) -> None:
    """Write a folder for each report and the whole beside them, all anew or, where nothing has changed, nothing."""
    kept = sorted(ledger.kept(), key=lambda each: (each.name, each.location))
    root = Path(local_path(folder))
    content = "".join(f"{each.name} {each.record}\n" for each in kept)
    key = _summary_key(f"{program_hash()} {minimum}\n{content}", read)
    if ledger.meta("folders") == f"{key} {_results_hash(root)}":
        return
    records = {Path(each.name): record_name(each.part, each.location) for each in kept}
    progress.begin("folders", len(records))
    build_folders(
        list(records),
        root,
        lambda path: read_record(files.read(records[path])),
        minimum=minimum,
        failed=read.failed,
        done=lambda _: progress.step(),
    )
    ledger.set_meta("folders", f"{key} {_results_hash(root)}")


def _results_hash(root: Path) -> str:
    """What changes when results are removed or replaced by another build."""
    names = sorted(str(path.relative_to(root)) for path in root.glob("*/*") if not path.name.startswith("."))
    record = root / "run.json"
    content = record.read_bytes() if record.is_file() else b""
    return sha256("\n".join(names).encode() + content).hexdigest()


def write_summary(files: Files, ledger: Ledger, minimum: float, read: Read) -> None:
    """Write ``run.json``, which says what the corpus was made from and how much it holds."""
    totals: Counter[str] = Counter()
    reports = relations = 0
    for summary in ledger.summaries():
        reports += 1
        relations += summary["relations"]
        totals.update(summary["counts"])
    record = {
        "govgraph": package_version(),
        "ontology": ontology_hash(),
        "layout": PARTS,
        "min_confidence": minimum,
        "reports": reports,
        "duplicates": [{"input": name, "same_as": kept} for name, kept in read.duplicates],
        "failed": [{"input": name, "error": error} for name, error in read.failed],
        "counts": {
            "entities": {name: totals[name] for name in ENTITY_TYPES if name in totals},
            "relations": relations,
        },
    }
    files.write(RUN_RECORD, f"{json.dumps(record, ensure_ascii=False, indent=1)}\n".encode())


def write_start_page(files: Files, ledger: Ledger, minimum: float) -> None:
    """Write ``index.html``, the list of the reports that a person opens."""
    page = io.BytesIO()
    page.writelines(piece.encode() for piece in start_page(ledger.listed(), minimum))
    files.write(START_PAGE, page.getvalue())


def forget_records(files: Files, ledger: Ledger, part: str) -> None:
    """Remove the records of a part that no source has any more."""
    wanted = {record_name(part, location) for location in ledger.records(part)}
    folder = f"{STATE}/facts/{part}"
    for name in files.names(folder):
        if f"{folder}/{name}" not in wanted:
            files.remove(f"{folder}/{name}")
    ledger.cleaned(part)
