"""The interactive page of a report of a corpus in parts, made in a worker when somebody asks for it."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from govgraph.corpus.files import LocalFiles
from govgraph.corpus.lookup import Found, find_record, read_found
from govgraph.errors import InputError
from govgraph.facts import ReportFacts
from govgraph.page.render import page_policy, render_page
from govgraph.resources import program_hash
from govgraph.serve.protocol import RequestError

_NO_FRAMES = "; frame-ancestors 'none'"  # what a policy can only say in a header


def prepare_pages() -> None:
    """Load what making a page needs, so that the workers that are forked later have it and the first page is quick."""
    import pyvis.network  # noqa: F401, PLC0415 - 0.2 s, for a corpus only

    program_hash()
    _policy()


def answer_page(job: dict[str, Any], limit: int) -> dict[str, Any]:
    """Write the page of the report ``job["report"]`` of the corpus ``job["corpus"]`` into the file ``job["file"]``.

    Gives status, policy and entity tag; 304 and no file where the tag is among those that the client has
    (``job["known"]``), else status and message. The page is that of a build in folders, to the byte.
    """
    files = LocalFiles(Path(job["corpus"]))
    try:
        found = find_record(files, job["report"])
        if found is None:
            raise RequestError(404, f"the corpus has no report {job['report']}")
        said = {"policy": _policy(), "tag": _tag(found)}
        if said["tag"] in job["known"]:
            return {"status": 304, **said}
        page = render_page(_facts(files, found)).encode()
        if len(page) > limit:
            raise RequestError(403, f"the page is larger than {limit} bytes: serve with a larger --max-answer")
        Path(job["file"]).write_bytes(page)
        return {"status": 200, **said}
    except RequestError as error:
        return {"status": error.status, "message": error.message}
    except (InputError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        return {"status": 500, "message": f"the page cannot be made: {why}"}


def _facts(files: LocalFiles, found: Found) -> ReportFacts:
    facts = read_found(files, found)
    if facts is None:
        raise RequestError(503, "a build is at work on this report: try again later")
    if found.minimum:
        from govgraph.output.confidence import at_least  # noqa: PLC0415 - PyArrow, and most corpora keep all facts

        return at_least(facts, found.minimum)
    return facts


def _tag(found: Found) -> str:
    """What changes whenever the page does."""
    return f'"{sha256(f"{program_hash()} {found.record} {found.minimum}".encode()).hexdigest()[:32]}"'


@cache
def _policy() -> str:
    return page_policy() + _NO_FRAMES
