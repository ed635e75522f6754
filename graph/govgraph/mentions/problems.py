"""Problems: the shortcomings that a report admits, one clause each, in the sections that tell of them."""

import re
from functools import cache

from govgraph.lexicon import alternation, load
from govgraph.mentions.clauses import FIGURE
from govgraph.mentions.mask import QUOTED
from govgraph.mentions.predicates import Frame

_LEAD = re.compile(r"[\s、]*(?:[一二三四五六七八九]是|比如|例如|如|同时|此外|另外|还有|以及|目前|当前|仍然|仍)?")


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = load("problems")
    return (
        re.compile(alternation(words.words("deficiency"))),
        re.compile(alternation(words.words("announcing"))),
        re.compile(rf"(?:{alternation(words.words('but'))})"),
    )


# Shortcomings without a word for them: 重形式轻实效, 学过法律的只有3人.
_CONTRAST = re.compile(
    rf"[少差弱慢浅松散窄]\Z|浮在|浮于|停留在|重[\u4e00-\u9fff]{{1,4}}、?轻[\u4e00-\u9fff]|(?:只|仅)有{FIGURE}"
)
_ASIDE = re.compile(r"[（(][^（）()]*[)）]\Z")


def _states(text: str, low: int, high: int, opens_item: bool) -> bool:
    stated = _cues()[0].search(text, low, high) or _CONTRAST.search(text, low, high)
    return bool(stated) or (opens_item and QUOTED in text[low:high])


# Shortcomings named in one breath: 仍存在执法力量不均衡、审查流于形式、数据共享不畅等问题.
_LISTED = re.compile(r"存在(?:着|了)?(?P<list>.+?)(?:等|的)+(?:方面的?)?(?:问题|不足|短板|情况|现象|困难)\Z")


def problems(text: str, frame: Frame, opens_item: bool = False) -> list[tuple[int, int]]:
    """The skeleton spans of the shortcomings that a clause of a problem section states: one, or each of a list."""
    low, high = frame.clause.low, frame.clause.high
    listed = _LISTED.search(text, low, high)
    if listed is None or not _cues()[0].search(listed["list"]):
        span = _problem(text, frame, opens_item)
        return [span] if span else []
    found: list[tuple[int, int]] = []
    start = at = listed.start("list")
    for part in listed["list"].split("、"):
        at += len(part)
        if _cues()[0].search(part):  # 边境贸易、民族文化等领域供给不足: words before the shortcoming belong to it
            found.append((start, at))
            start = at + 1
        at += 1
    return found


def _problem(text: str, frame: Frame, opens_item: bool = False) -> tuple[int, int] | None:
    """The skeleton span of the shortcoming that a clause of a problem section states, or None.

    The clause that opens an item of the list is one where it quotes the complaint: 对赋权事项“接不住、管不好”.
    """
    _, announcing, but = _cues()
    low, high = frame.clause.low, frame.clause.high
    concession = but.match(text, low, high)
    if concession:
        low = concession.end()
    lead = _LEAD.match(text, low, high)
    low = lead.end() if lead else low
    if (
        frame.clause.after in ("：", ":")
        or high - low < 5
        or not _states(text, low, high, opens_item)
        or announcing.search(text, low, high)
    ):
        return None
    aside = _ASIDE.search(text, low, high)
    high = aside.start() if aside else high
    if text.startswith(("虽然", "尽管", "虽"), low):
        return None
    return low, high
