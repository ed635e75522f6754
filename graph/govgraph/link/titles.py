"""Known titles of laws and regulations that stand in running text without marks: 学习宪法、民法典."""

import re
from functools import cache

from govgraph.lexicon import alternation, load
from govgraph.link.authority import known_documents
from govgraph.link.fold import fold

_MARKED = re.compile("《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》|〈[^〈〉\n]*〉")


def find_known_titles(text: str) -> list[tuple[int, int, str]]:
    """(start, end, canonical title) of the known documents named without marks, longest first, left to right.

    A title is left out where it goes on as another word (刑法|学, 公司法|人) or names an event (宪法宣传周). Titles in
    《》 or 〈〉 are no matter of this function. Linear in the text.
    """
    names = _names()
    marked = [match.span() for match in _MARKED.finditer(text)] if "《" in text or "〈" in text else []
    found = [(match.start(), match.end(), names[match[0]]) for match in _pattern().finditer(text)]
    return _outside(found, marked)


def _outside(found: list[tuple[int, int, str]], marked: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    kept, spans = [], iter([*marked, (1 << 60, 1 << 60)])
    span = next(spans)
    for hit in found:
        while span[1] <= hit[0]:
            span = next(spans)
        if hit[1] <= span[0]:
            kept.append(hit)
    return kept


@cache
def _names() -> dict[str, str]:
    """Titles by name, in the forms that a page may have (full-width brackets)."""
    words = load("document_titles")
    marked_only, kinds = set(words.words("marked_only")), set(words.words("unmarked_kinds"))
    names: dict[str, str] = {}
    for name, document in sorted(known_documents().items()):
        if document.kind not in kinds or name in marked_only or len(name) < 2:
            continue
        if name.startswith("国家") and name[2:] in known_documents():
            continue  # 国家 before a title is no part of it
        for form in (name, name.replace("(", "（").replace(")", "）")):
            names.setdefault(form, document.title)
        if fold(document.title) == name:
            names.setdefault(document.title, document.title)
    return names


@cache
def _pattern() -> re.Pattern[str]:
    """Any of the titles that does not go on as another word."""
    return re.compile(f"(?:{alternation(_names())})(?!{_goes_on().pattern})")


@cache
def _goes_on() -> re.Pattern[str]:
    words = load("document_titles")
    after_law = "".join(words.words("not_after_law"))
    return re.compile(f"(?<=法)[{after_law}]|(?:{alternation(words.words('not_after_title'))})")
