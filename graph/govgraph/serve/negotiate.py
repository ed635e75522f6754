"""Which media type a client gets: content negotiation by the Accept header (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence

# The first of each is what a client gets that has no wish; pyoxigraph knows the formats by these names.
SOLUTION_TYPES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
    "text/xml",
)
GRAPH_TYPES = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
HTML = "text/html"


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type that the client likes best, the earlier of equals; None where it takes none of them.

    >>> choose("text/*;q=0.5, text/csv", ("text/tab-separated-values", "text/csv"))
    'text/csv'
    """
    wishes = _wishes(accept or "*/*")
    best = max(offered, key=lambda media_type: _liking(media_type, wishes))
    return best if _liking(best, wishes) > 0 else None


def content_type(media_type: str) -> str:
    """The Content-Type header: every text here is UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _wishes(accept: str) -> dict[str, float]:
    """Media ranges and how much each is liked, from 0 (not at all) to 1."""
    wishes = {}
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((value[2:] for value in parameters if value.startswith("q=")), "1")
        try:
            wishes[media_range] = float(quality)
        except ValueError:
            wishes[media_range] = 0.0
    return wishes


def _liking(media_type: str, wishes: dict[str, float]) -> float:
    """The most specific range that covers a media type decides."""
    ranges = (media_type, media_type.partition("/")[0] + "/*", "*/*")
    return next((wishes[media_range] for media_range in ranges if media_range in wishes), 0.0)
