"""A report as a file: plain text, or a saved page with what such pages have around the text."""

from html import escape
from itertools import groupby

from generator.compose import Block, Report

_INDENT = "\u3000\u3000"


def plain(report: Report) -> str:
    """The report as text, a line a paragraph."""
    lines = [report.title.text, *(block.sentence.text for block in report.header), ""]
    lines += [_INDENT + line for line, _ in _paragraphs(report)]
    closing = [block.sentence.text for block in report.closing]
    return "\n".join([*lines, *([""] if closing else []), *closing]) + "\n"


def page(report: Report) -> str:
    """The report as a saved web page: navigation, title, header row, text, footer."""
    title = escape(report.title.text)
    header = "".join(f'<div class="info">{escape(block.sentence.text)}</div>\n' for block in report.header)
    body = "".join(
        f"<p><strong>{escape(line)}</strong></p>\n" if heading else f"<p>{_INDENT}{escape(line)}</p>\n"
        for line, heading in _paragraphs(report)
    )
    closing = "".join(f'<p style="text-align:right">{escape(block.sentence.text)}</p>\n' for block in report.closing)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n'
        '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul>\n'
        f'<h1>{title}</h1>\n{header}<div id="zoom">\n{body}{closing}</div>\n'
        '<div class="footer"><a href="/map/">网站地图</a> <a href="javascript:window.print()">打印本页</a></div>\n'
        "</body></html>\n"
    )


def _paragraphs(report: Report) -> list[tuple[str, bool]]:
    """Paragraphs in order, and whether each is a heading."""
    numbers, number = [], 0
    for block in report.blocks:
        number += not block.joined
        numbers.append((number, block))
    grouped = groupby(numbers, key=lambda pair: pair[0])
    return [_paragraph([block for _, block in blocks]) for _, blocks in grouped]


def _paragraph(blocks: list[Block]) -> tuple[str, bool]:
    return "".join(block.before + block.sentence.text for block in blocks), blocks[0].heading
