"""Who sends a report: the head of the sheet above its title (连云港市自然资源和规划局文件), the signature below."""

import re

from govgraph.read import Report

_BODY = r"(?P<body>[一-鿿（）()]{2,30}?(?:局|厅|部|署|委|办|院|政府|委员会|办公室|办事处|中心))"
_LETTERHEAD = re.compile(rf"^[\s　]*{_BODY}文件[\s　]*$", re.M)
_SIGNED = re.compile(
    rf"^[\s　]*{_BODY}[\s　]*\n+"
    r"[\s　]*(?:20\d\d|二[〇○零oO0][一二三四五六七八九〇○零]{2})\s*年[^\n]{2,12}$",
    re.M,
)
_HEAD, _FOOT = 300, 200  # code points around the report's own text in which its sender stands


def sender(report: Report) -> str | None:
    """The body that the sheet's head or else the signature names, as written; None where neither does."""
    title = report.title_span.start if report.title_span else report.body.start
    above = _LETTERHEAD.search(report.text, max(0, title - _HEAD), title)
    if above:
        return above["body"]
    end = report.body.end
    signed = list(_SIGNED.finditer(report.text, max(report.body.start, end - _FOOT), end + _FOOT))
    return signed[-1]["body"] if signed else None
