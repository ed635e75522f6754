"""Who sends a report: the head of the sheet above its title (连云港市自然资源和规划局文件), the signature below."""

import re
from itertools import pairwise

from govgraph.read import Report
from govgraph.read.header import is_date_line

_BODY = r"(?P<body>[一-鿿（）()]{2,30}?(?:局|厅|部|署|委|办|院|政府|委员会|办公室|办事处|中心))"
_LETTERHEAD = re.compile(rf"^[\s　]*{_BODY}文件[\s　]*$", re.M)
_SIGNED = re.compile(_BODY)
_HEAD, _FOOT = 300, 200  # code points around the report's own text in which its sender stands


def sender(report: Report) -> str | None:
    """The body that the sheet's head or else the signature names, as written; None where neither does."""
    title = report.title_span.start if report.title_span else report.body.start
    above = _LETTERHEAD.search(report.text, max(0, title - _HEAD), title)
    if above:
        return above["body"]
    end = report.body.end
    lines = report.text[max(report.body.start, end - _FOOT) : end + _FOOT].split("\n")
    told = [line for line in map(str.strip, lines) if line]
    signed = [line for line, date in pairwise(told) if _SIGNED.fullmatch(line) and is_date_line(date)]
    return signed[-1] if signed else None
