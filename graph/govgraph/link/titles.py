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
    entries = _entries()
    marked = [match.span() for match in _MARKED.finditer(text)] if "《" in text or "〈" in text else []
    found: list[tuple[int, int, str]] = []
    end = 0
    for match in _openings().finditer(text):
        start = match.start()
        if start < end:
            continue
        for alias, canonical in entries[match[0]]:
            if text.startswith(alias, start) and not _goes_on().match(text, start + len(alias)):
                end = start + len(alias)
                found.append((start, end, canonical))
                break
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
def _entries() -> dict[str, list[tuple[str, str]]]:
    """Titles by their first two characters, longest first, in the forms that a page may have (full-width brackets)."""
    words = load("document_titles")
    marked_only, kinds = set(words.words("marked_only")), set(words.words("unmarked_kinds"))
    entries: dict[str, set[tuple[str, str]]] = {}
    for name, document in known_documents().items():
        if document.kind not in kinds or name in marked_only or len(name) < 2:
            continue
        if name.startswith("国家") and name[2:] in known_documents():
            continue  # 国家 before a title is no part of it
        for form in {name, name.replace("(", "（").replace(")", "）")}:
            entries.setdefault(form[:2], set()).add((form, document.title))
        if document.title not in entries and fold(document.title) == name:
            entries.setdefault(document.title[:2], set()).add((document.title, document.title))
    return {key: sorted(forms, key=lambda form: (-len(form[0]), form)) for key, forms in entries.items()}


@cache
def _openings() -> re.Pattern[str]:
    """Where a title may begin: a class of second characters for each first one."""
    seconds: dict[str, set[str]] = {}
    for key in _entries():
        seconds.setdefault(key[0], set()).add(key[1])
    parts = (re.escape(first) + "[" + "".join(map(re.escape, sorted(after))) + "]" for first, after in seconds.items())
    return re.compile("|".join(sorted(parts)))


@cache
def _goes_on() -> re.Pattern[str]:
    words = load("document_titles")
    after_law = "".join(words.words("not_after_law"))
    return re.compile(f"(?<=法)[{after_law}]|(?:{alternation(words.words('not_after_title'))})")
