"""Markdown → `Page`, by way of HTML (markdown-it-py): emphasis and links go, headings, lists and tables stay.

Numbers of lists are part of the outline and stay as they are written. Chinese authors end paragraphs with a single
line break, which Markdown joins; so a break stays where a sentence ends above it or a number of the outline opens the
line below.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from govgraph.errors import InputError
from govgraph.read.chrome import ends_sentence, is_outline
from govgraph.read.model import Page
from govgraph.read.page import read_page

if TYPE_CHECKING:
    from markdown_it.token import Token

_MAX_TEXT = 200_000  # characters; hostile Markdown takes some 15 seconds then
_MAX_HEADING = 40
_CLAUSE = re.compile("[，。；：,;:]")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^([A-Za-z_]+):[ \t]+(\S.*)$", re.M)
_META = {"title": "title", "date": "PubDate", "author": "Author", "source": "source", "description": "Description"}
_LEFT_MARKS = re.compile(r"\*\*|__|~~")  # emphasis that Markdown does not see beside Chinese punctuation: **甲。**乙


def read_markdown(text: str, name: str) -> Page:
    """The readable lines of a Markdown text (CommonMark with tables), its tables, and the fields of its front matter.

    Raises InputError for a text longer than any report, and for raw HTML in it that is nested beyond any page.
    """
    if len(text) > _MAX_TEXT:
        raise InputError(f"{name}: the Markdown is longer than any report (limit {_MAX_TEXT:,} characters)")
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only who reads Markdown waits for it

    front = _FRONT_MATTER.match(text)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
    try:
        tokens = parser.parse(text[front.end() :] if front else text)
    except RecursionError as error:
        raise InputError(f"{name}: the Markdown is nested too deeply for any report") from error
    _keep_numbers(tokens)
    for token in tokens:
        if token.children:
            _keep_lines(token.children)
    body = parser.renderer.render(tokens, parser.options, {})
    page = read_page(f"<html><body>\n{body}</body></html>", name)
    return replace(page, meta=(*_fields(front[1]), *page.meta)) if front else page


def _fields(front: str) -> list[tuple[str, str]]:
    """The plain fields of the front matter (YAML) under the names that ``<meta>`` gives them."""
    found = ((key.lower(), value.strip().strip("\"'")) for key, value in _FIELD.findall(front))
    return [(_META[key], value) for key, value in found if key in _META and value]


def _keep_numbers(tokens: Sequence["Token"]) -> None:
    """Write the number of each list item before its text, since HTML shows it without having it."""
    label = ""
    for token in tokens:
        if token.type == "list_item_open" and token.info:
            label = token.info + token.markup
        elif token.type == "list_item_close":
            label = ""
        elif token.type == "inline" and label and token.children:
            first = token.children[0]
            token.children.insert(0, replace(first, type="text", tag="", content=label, nesting=0, attrs={}))
            label = ""


def _is_heading(line: str) -> bool:
    """Whether a line is a numbered heading and no text that goes on in the next line."""
    return is_outline(line) and len(line) <= _MAX_HEADING and _CLAUSE.search(line) is None


def _keep_lines(children: list["Token"]) -> None:
    """Make a line break one that stays where lines are paragraphs of their own."""
    line = ""
    for number, token in enumerate(children):
        if token.type == "text":
            token.content = _LEFT_MARKS.sub("", token.content)
        if token.type not in ("softbreak", "hardbreak"):
            line += token.content
            continue
        below = "".join(child.content for child in children[number + 1 : number + 3]).lstrip()
        if ends_sentence(line.rstrip()) or _is_heading(line.strip()) or is_outline(below):
            token.type = "hardbreak"
        line = ""
