"""The endpoint over HTTP: ``/sparql``, the query page at ``/`` and every entity under ``/id/``.

Of a corpus in parts there is the list of reports at ``/reports`` and the page of each under ``/page/``.
"""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from govgraph.graph.terms import iri
from govgraph.page.start import START_PAGE
from govgraph.serve.description import describe
from govgraph.serve.entity import entity_page, exists_query, links_query, triples_query
from govgraph.serve.negotiate import GRAPH_TYPES, HTML, choose, content_type
from govgraph.serve.pages import PAGE_POLICY, entity_html, query_page, static_file
from govgraph.serve.pool import Pool
from govgraph.serve.protocol import QueryRequest, RequestError, read_request
from govgraph.serve.store import Contents

LOG = logging.getLogger(__name__)
MAX_BODY = 2**20
BODY_SECONDS = 30.0
CHUNK = 2**18
JSON_RESULTS = "application/sparql-results+json"
# An answer is never a page: RDF/XML can hold whatever element a query names, even a script.
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
# The list of reports says itself, by hashes, which script and style run in it; it may be of another version than this.
LIST_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
NO_PAGES = "only of a corpus in parts, with all that its build wrote, there are pages to read"

T = TypeVar("T")


class AnswerResponse(Response):
    """An answer sent from its file, which is deleted in the end; memory does not grow with the answer."""

    def __init__(self, file: Path, headers: dict[str, str]) -> None:
        """Take over the file of an answer."""
        super().__init__(headers=headers)
        self.headers["content-length"] = str(file.stat().st_size)
        self._file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file in pieces, no faster than the client takes them."""
        try:
            with self._file.open("rb") as file:
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                while piece := file.read(CHUNK):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
        finally:
            self._file.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The handlers of requests over one pool of workers; `address` is what the service is known by."""

    pool: Pool
    contents: Contents
    address: str

    async def start(self, _: Request) -> Response:
        """The query page."""
        return _html(query_page(corpus=bool(self.contents.corpus)))

    async def reports(self, _: Request) -> Response:
        """The list of the reports of a corpus in parts, as its build wrote it."""
        file = Path(self.contents.corpus, START_PAGE)
        if not self.contents.corpus or not file.is_file():
            raise RequestError(404, NO_PAGES)
        return FileResponse(file, headers=_headers(LIST_POLICY, content_type(HTML)))

    async def report(self, request: Request) -> Response:
        """The interactive page of a report of a corpus in parts."""
        if not self.contents.corpus:
            raise RequestError(404, NO_PAGES)
        known = request.headers.get("if-none-match", "")
        asked = self.pool.page(self.contents.corpus, request.path_params["report"], known)
        page = await _while_connected(request, asked)
        headers = _headers(page.policy, content_type(HTML)) | {"etag": page.tag, "cache-control": "no-cache"}
        return Response(status_code=304, headers=headers) if page.file is None else AnswerResponse(page.file, headers)

    async def sparql(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol, query operation; without a query, the service description."""
        url_query = request.scope["query_string"]
        body = await _body(request)
        asked = read_request(request.method, url_query, request.headers.get("content-type"), body)
        accept = request.headers.get("accept", "*/*")
        if asked is not None:
            return await self._answer(request, asked, accept)
        media_type = choose(accept, (*GRAPH_TYPES, HTML))
        if media_type == HTML:
            return await self.start(request)
        if media_type is None:
            raise RequestError(406, f"the description comes as {', '.join(GRAPH_TYPES)}")
        return _data(describe(self.address, self.contents, media_type), media_type)

    async def entity(self, request: Request) -> Response:
        """What the graph says of an entity, as a page or as RDF."""
        name = iri(request.path_params["key"])
        media_type = choose(request.headers.get("accept"), (*GRAPH_TYPES, HTML))
        if media_type is None:
            raise RequestError(406, f"an entity comes as {', '.join((*GRAPH_TYPES, HTML))}")
        if b"true" not in await self._small_answer(request, exists_query(name)):
            raise RequestError(404, f"the graph does not name <{name}>")
        if media_type == HTML:
            page = entity_page(name, await self._small_answer(request, links_query(name)))
            return _html(entity_html(page, corpus=bool(self.contents.corpus)))
        return await self._answer(request, QueryRequest(triples_query(name)), media_type)

    async def _answer(self, request: Request, asked: QueryRequest, accept: str) -> Response:
        started = monotonic()
        try:
            answer = await _while_connected(request, self.pool.answer(asked, accept))
            LOG.info("query answered in %.3f s", monotonic() - started)
        except RequestError as error:
            LOG.info("query refused after %.3f s: %d %s", monotonic() - started, error.status, error.message)
            raise
        return AnswerResponse(answer.file, _headers(DATA_POLICY, content_type(answer.media_type)))

    async def _small_answer(self, request: Request, query: str) -> bytes:
        answer = await _while_connected(request, self.pool.answer(QueryRequest(query), JSON_RESULTS))
        try:
            return answer.file.read_bytes()
        finally:
            answer.file.unlink(missing_ok=True)


def make_app(pool: Pool, contents: Contents, address: str) -> Starlette:
    """The ASGI application; any site may ask it from a browser (CORS), for it only answers questions."""
    endpoint = Endpoint(pool, contents, address)
    routes = [
        Route("/", endpoint.start),
        Route("/reports", endpoint.reports),
        Route("/page/{report:path}", endpoint.report),
        Route("/static/{name}", _static),
        Route("/sparql", endpoint.sparql, methods=["GET", "POST"]),
        Route("/sparql/", endpoint.sparql, methods=["GET", "POST"]),
        Route("/id/{key:path}", endpoint.entity),
    ]
    cors = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"])
    return Starlette(routes=routes, middleware=[cors], exception_handlers={RequestError: _refuse})


async def _static(request: Request) -> Response:
    found = static_file(request.path_params["name"])
    if found is None:
        raise RequestError(404, "there is no such file")
    media_type, text = found
    return _data(text.encode(), media_type)


async def _refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestError)
    response = _data(f"{error.message}\n".encode(), "text/plain")
    response.status_code = error.status
    if error.status == 503:
        response.headers["retry-after"] = "5"
    return response


async def _body(request: Request) -> bytes:
    """The body of a request of reasonable size, sent in reasonable time."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > MAX_BODY:
                    raise RequestError(413, f"a request is no larger than {MAX_BODY} bytes")
    except TimeoutError as error:
        raise RequestError(408, "the request took too long to arrive") from error
    return bytes(body)


async def _while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, which is cancelled when the client goes away or the server ends."""
    answer, gone = asyncio.create_task(work), asyncio.create_task(_disconnected(request))
    try:
        await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            raise RequestError(400, "the client went away before its answer")
        return answer.result()
    except asyncio.CancelledError as error:  # uvicorn ends, and has waited for this request long enough
        raise RequestError(503, "the server has been ended") from error
    finally:
        for task in (answer, gone):
            task.cancel()
            with suppress(asyncio.CancelledError, RequestError):
                await task


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _html(text: str) -> Response:
    return Response(text, headers=_headers(PAGE_POLICY, content_type(HTML)))


def _data(content: bytes, media_type: str) -> Response:
    return Response(content, headers=_headers(DATA_POLICY, content_type(media_type)))


def _headers(policy: str, media: str) -> dict[str, str]:
    return {
        "content-type": media,
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "vary": "accept",
    }
