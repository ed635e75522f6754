"""What an HTTP request asks for, by the SPARQL 1.1 Protocol (W3C Recommendation, section 2.1): the query operation."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
MAX_FIELDS = 1000
READ_ONLY = "this endpoint is read-only: it answers queries and takes no update"

_GAP = r"(?:\s|#[^\r\n]*[\r\n])*"
_NAME = r"(?:<[^<>{\s]*>|[?$][^{}#\s]+|[^{}<>?$#:\s]*:(?:[^{}#\\\s]|\\.)*)"
# The tokens of a SERVICE clause (SPARQL 1.1 grammar, rule 59) follow each other with nothing but white space and
# comments between them. So no string, comment or comparison before it can hide one from this pattern, as it could from
# a scanner that has to tell strings and comments apart exactly as the engine does. A query that only quotes such a
# clause is refused too. White space is ASCII only: other spaces may stand in IRIs and names.
_SERVICE = re.compile(rf"(?<![?$:_])SERVICE{_GAP}(?:SILENT{_GAP})?{_NAME}{_GAP}\{{", re.IGNORECASE | re.ASCII)


@dataclass
class RequestError(Exception):
    """A request that gets no answer: the HTTP status and one line that says why."""

    status: int
    message: str


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query with the dataset that the request names, which then replaces the one that the query names."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read_request(method: str, url_query: bytes, content_type: str | None, body: bytes) -> QueryRequest | None:
    """The query of a GET or POST request; None for a GET without parameters, which asks what this service is.

    Raises RequestError: 400 for what is no one query, 403 for an update, 415 for a body of another kind.
    """
    if method in ("GET", "HEAD"):
        return _from_fields(_fields(url_query)) if url_query else None
    media_type, _, parameters = (content_type or "").lower().partition(";")
    match media_type.strip():
        case "application/x-www-form-urlencoded":
            return _from_fields([*_fields(url_query), *_fields(body)])
        case "application/sparql-query":
            _must_be_utf8(parameters)
            return _from_fields([*_fields(url_query), ("query", _decode(body))])
        case "application/sparql-update":
            raise RequestError(403, READ_ONLY)
    raise RequestError(415, f"send a query as {QUERY}, or as the field query of {FORM}")


def check_query(query: str) -> None:
    """Refuse a query that would make the engine ask another service. Raises RequestError (403)."""
    if _SERVICE.search(query):
        raise RequestError(403, "the query asks another service (SERVICE), and this endpoint stays offline")


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    """Names and values of an encoded form or the query part of a URL; a plus sign is a space."""
    try:
        text = encoded.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except UnicodeDecodeError as error:
        raise RequestError(400, "the request is not percent-encoded UTF-8") from error
    except ValueError as error:
        raise RequestError(400, f"more than {MAX_FIELDS} fields in the request") from error


def _from_fields(fields: list[tuple[str, str]]) -> QueryRequest:
    names = [name for name, _ in fields]
    if "update" in names:
        raise RequestError(403, READ_ONLY)
    if names.count("query") != 1:
        raise RequestError(400, f"give exactly one query, here are {names.count('query')}")
    values: dict[str, list[str]] = {}
    for name, value in fields:
        values.setdefault(name, []).append(value)
    return QueryRequest(
        values["query"][0],
        tuple(values.get("default-graph-uri", ())),
        tuple(values.get("named-graph-uri", ())),
    )


def _must_be_utf8(parameters: str) -> None:
    charset = re.search(r"charset\s*=\s*\"?([^\s;\"]*)", parameters)
    if charset and charset.group(1) not in ("utf-8", "utf8"):
        raise RequestError(415, f"a query is UTF-8 text, not {charset.group(1)[:40]}")


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(400, "the query is not UTF-8 text") from error
