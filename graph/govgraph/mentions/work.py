"""Initiatives: the concrete pieces of work that a clause tells, as spans of verb and object.

What is no work: slogans and attitudes, judgements of effect, the bare issuing or following of a document, results in
numbers of work already told in the sentence.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from govgraph.lexicon import alternation, load
from govgraph.mentions.clauses import AGENCY, DOCUMENT, FIGURE, LISTED, OTHER_TITLE
from govgraph.mentions.grammar import grammar
from govgraph.mentions.predicates import Frame


class Work(NamedTuple):
    """The words of a piece of work: skeleton span, governing verb, and the rule that found it."""

    low: int
    high: int
    verb: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Words:
    issue: frozenset[str]
    lists: frozenset[str]
    effect: frozenset[str]
    result: frozenset[str]
    result_only: frozenset[str]
    short: frozenset[str]
    outcome: frozenset[str]
    service: re.Pattern[str]
    empty: re.Pattern[str]
    doctrine: re.Pattern[str]
    judgement: re.Pattern[str]
    generic: re.Pattern[str]
    inside: frozenset[str]
    objects: frozenset[str]
    counted_end: re.Pattern[str]
    only_document: re.Pattern[str]


@cache
def _words() -> _Words:
    verbs, instruments = load("verbs"), load("instruments")
    degree, change = alternation(verbs.words("judgement_degree")), alternation(verbs.words("judgement_change"))
    document = rf"[{DOCUMENT}{OTHER_TITLE}]"
    aside = r"(?:[（(][^（）()]*[)）])?"
    return _Words(
        issue=frozenset(instruments.words("issue_verbs")),
        lists=frozenset(
            word for word in instruments.words("list_verbs") if word not in instruments.words("issue_verbs")
        ),
        effect=frozenset(verbs.words("effect")),
        result=frozenset(verbs.words("result")),
        result_only=frozenset(verbs.words("result_only")),
        short=frozenset(verbs.words("work_short")),
        outcome=frozenset(verbs.words("outcome_only")),
        service=re.compile(rf"(?:{alternation(verbs.words('services'))})(?:[^，]{{0,3}})$"),
        doctrine=re.compile(rf"(?:{alternation(verbs.words('doctrines'))})$"),
        empty=re.compile(rf"(?:了|过|好)?(?:{alternation(verbs.words('empty_objects'))})[了]?$"),
        judgement=re.compile(rf"(?:{degree})(?:{change})(?:了|至{FIGURE})?$"),
        inside=frozenset(verbs.words("generic_inside")),
        objects=frozenset(verbs.words("generic_objects")),
        generic=re.compile(alternation(verbs.words("generic_headings"))),
        counted_end=re.compile(rf"(?:共计|合计|累计|总计|共|计|达到|达|(?<![行作认成])为)?[\s]?{FIGURE}(?:次|以上)?$"),
        only_document=re.compile(
            rf"(?:了|好)?[^{DOCUMENT}{OTHER_TITLE}，]{{0,14}}?{document}{aside}(?:[、和及与]?(?:新修订的)?{document}{aside})*"
            rf"(?:等[^，{FIGURE}]{{0,12}}{FIGURE}?)?(?:并(?:提请|报送?|印发|公布)[^，]*)?$|[^{DOCUMENT}{OTHER_TITLE}，]{{0,14}}?{document}{aside}{FIGURE}$"
        ),
    )


def heading_work(text: str, frames: list[Frame]) -> list[Work]:
    """The work that a heading names: each of its clauses that is no slogan beside others and no judgement."""
    if not frames or _generic(text, frames):
        return []
    named = []
    for index, frame in enumerate(frames):
        low, high = _trimmed(text, frame.clause.low, frame.clause.high)
        words = text[low:high]
        if (
            len(words) < 4
            or _ONLY_TITLE.fullmatch(words)
            or _words().judgement.search(words)
            or (index and frame.verb is None)
        ):
            continue
        named.append(
            (
                Work(low, high, frame.verb or "", "heading"),
                words.startswith(_ATTITUDE) or bool(grammar().as_means.fullmatch(words)),
            )
        )
    if len(named) > 1 and not all(slogan for _, slogan in named):
        named = [entry for entry in named if not entry[1]]
    return [work for work, _ in named]


_ONLY_TITLE = re.compile(rf"[{DOCUMENT}{OTHER_TITLE}](?:[（(][^（）()]*[)）])?")  # an entry of a list of documents
_ATTITUDE = ("坚持", "突出", "聚焦", "围绕")


def _generic(text: str, frames: list[Frame]) -> bool:
    """True for a heading that announces (主要工作情况), not where such a word is part of the work (坚持问题导向)."""
    low, high = frames[0].clause.low, frames[-1].clause.high
    verb = any(frame.verb for frame in frames)
    return any(
        not (verb and match.group() in _words().objects)
        and not (verb and match.group() in _words().inside and high - match.end() >= len(match.group()))
        for match in _words().generic.finditer(text, low, high)
    )


def is_judgement(words: str) -> bool:
    """True for a clause of a skeleton that only judges how things went: 执法水平不断提升."""
    return bool(_words().judgement.search(words))


def is_generic(words: str) -> bool:
    """True for words that announce instead of naming work: 主要工作情况."""
    return bool(_words().generic.search(words))


def clause_work(text: str, frame: Frame, told: bool) -> list[Work]:
    """The work that a clause of running text tells; `told` says that the sentence has told some already."""
    high = frame.clause.high
    if frame.basis_only or text.startswith("其中", frame.clause.low):
        return []
    if (text[high - 1] in _COMPLETED_ENDS and _COMPLETED.fullmatch(text, _end_of_lead(text, frame), high)) or (
        text.startswith(FIGURE, frame.body_from) and _ALL_DONE.fullmatch(text, frame.body_from, high)
    ):
        return [Work(_end_of_lead(text, frame), high, "", "completed")]
    raised = _RAISED.match(text, frame.body_from, high)
    if raised and grammar().strong.match(raised.group("work")):
        return [Work(raised.start("work"), raised.end("work"), raised.group("work")[:2], "raised-to-priority")]
    if frame.verb is None or _goes_on_counting(text, frame):
        return []
    rest = text[frame.verb_end : high]
    if _no_work(text, frame, rest, told):
        return []
    parts = _parts(text, frame)
    found = []
    for begin, limit, verb in parts:
        low, stop = _trimmed(text, begin, _object_end(text, begin, limit, frame))
        if text[stop - 1] in _OPEN_END:  # 审批时限缩短至 tells a result
            continue
        if stop - low >= 4 or (stop - low == 3 and any(c in text[low:stop] for c in (AGENCY, DOCUMENT, LISTED))):
            found.append(Work(low, stop, verb, "fronted-object" if frame.fronted else "verb-object"))
    return [work for work in found if not _is_empty(text[work.low + len(work.verb) : work.high])]


# What a number is made of, told on: 许可98件，其中采伐许可17件，|建设许可81件.
_PARTS_OF = re.compile(rf"其中(?:[^，。；]{{2,12}}{FIGURE}[，、])+\Z")


def _goes_on_counting(text: str, frame: Frame) -> bool:
    """True where a clause only goes on to say what a number is made of, by a noun that opens like a verb."""
    low, high = frame.clause.low, frame.clause.high
    if frame.verb not in _words().short or text[high - 1] != FIGURE:
        return False
    before = text.rfind("其中", max(0, low - 40), low)
    return before >= 0 and bool(_PARTS_OF.match(text, before, low))


def _end_of_lead(text: str, frame: Frame) -> int:
    lead = grammar().lead.match(text, frame.clause.low, frame.clause.high)
    return lead.end() if lead and not frame.subjects else frame.body_from


def _no_work(text: str, frame: Frame, rest: str, told: bool) -> bool:
    words, verb = _words(), frame.verb or ""
    counted = FIGURE in rest
    if words.judgement.search(rest) and not frame.fronted and verb not in ("推动", "推进"):
        return True
    service = verb == "提供" and words.service.search(rest)
    doctrine = words.doctrine if verb in _FOLLOWING else _TAIL_OF_SPEECH
    if (verb in words.outcome and not service) or doctrine.search(rest):
        return True
    if verb == "组织" and rest.strip(FIGURE) == AGENCY:
        return True
    attended = verb in ("参加", "参与") and text.startswith(FIGURE, frame.body_from)  # 640人次参加学习
    if not frame.fronted and (
        attended or (counted and _REACHED.match(rest)) or _MOVED.match(rest) or _MEASURED.match(rest)
    ):
        return True
    if not frame.fronted and (_NO_OBJECT.fullmatch(rest) or (rest.endswith(FIGURE) and _STATISTIC.search(rest))):
        return True
    if (
        verb in words.issue | words.lists
        and words.only_document.match(rest)
        and frame.fronted in (None, "向")
        and not _prompts(text, frame)
    ):
        return True
    if told and counted and verb in words.result and _only_result(frame, rest):
        return True
    if verb in words.effect and not service and (told or frame.fronted == "为"):
        return not re.search(r"功能|对接|互通|联动|上线", rest)
    return _is_empty(rest)


def _is_empty(rest: str) -> bool:
    """True for an object so general that the clause names no work: 做好以下工作."""
    return bool(_words().empty.match(rest)) or rest.endswith(("方面工作", "方面的工作", "以下工作"))


_PLAIN_OBJECT = 6  # skeleton characters; a longer object of its own kind is work, not only the result of work


def _only_result(frame: Frame, rest: str) -> bool:
    """True where a clause in numbers only gives the result of the work before it: 检查企业86家, 整改隐患12处."""
    rest = _AND_ALSO.sub("", rest)
    short = len(rest.partition(FIGURE)[0]) <= _PLAIN_OBJECT or frame.verb in _words().result_only
    return not frame.basis and not frame.subjects and (frame.core == frame.verb_at or bool(frame.fronted)) and short


_AND_ALSO = re.compile("^并[\u4e00-\u9fff]{2}")  # 发现|并纠正|瑕疵31处


# Work told by its completion: 中心建设已全面完工; 平台正式上线运行.
_COMPLETED_ENDS = frozenset("工成用行线牌")
_COMPLETED = re.compile(
    rf"(?:{AGENCY}|[^，{FIGURE}{DOCUMENT}{AGENCY}]{{4,18}}?)(?:已经|已|全面|正式|顺利|如期|基本)+(?:完工|建成|投用|投入使用|启用|竣工|上线运行|上线|挂牌|落成)"
)
# Work told of all the things it is done to: 4项决策事项全部履行合法性审查程序.
_ALL_DONE = re.compile(
    rf"{FIGURE}[^，{AGENCY}{FIGURE}]{{2,12}}?(?:全部|均)(?:已)?(?:履行|开展|实施|经过|进行)[^，{FIGURE}]{{4,}}"
)
# Work raised to a priority: 把优化营商环境作为重要举措 tells of 优化营商环境.
_RAISED = re.compile(
    r"(?:[始终持续坚持一直]{2})*(?:把|将)(?P<work>[^，作]{4,20})(?<!结果|情况|成绩|成效|意见)(?:作为|摆在|放在|摆上)"
)
_TAIL_OF_SPEECH = re.compile(r"的(?:重要)?(?:讲话|指示|批示|论述)(?:精神)?\Z")
_NO_OBJECT = re.compile(
    rf"[了过好有的]*(?:废止|修改|修订|失效)?(?:{FIGURE}?(?:[、和][^、和{FIGURE}{AGENCY}]{{2,4}}{FIGURE})*|[，、])"
)
# A measure that moved, whose noun opens like a verb: 审批环节由11个减为6个.
_MOVED = re.compile(rf"[^{FIGURE}{DOCUMENT}{AGENCY}]{{1,12}}(?:由|从){FIGURE}[^，{FIGURE}]{{0,3}}[减降增提压缩升扩]")
# 检查频次比上年下降…: the verb is part of what is measured.
_MEASURED = re.compile("(?:频次|次数|频率|总量|占比|比例)(?:平均)?(?:同比|环比|较|比|由|从|达|为|再)")
# 宣传覆盖25个社区: how far the work reached, in a number.
_REACHED = re.compile(rf"(?:人群|范围)?(?:共|已|累计)?(?:覆盖|惠及|辐射|触达)[^，]*{FIGURE}")
_STATISTIC = re.compile(
    rf"(?:率|数|(?<![力质])量|\A[^{FIGURE}]{{0,4}}金额|占比|比例|比重|满意度|(?:时间|时限|材料|环节)(?=压缩|压减|缩短|提速|精简|减少|平均|总体|累计))(?:均|都|平均|总体|分别|同比|环比|较上年|比上年|达到|达|为|至|占|仅|保持|上升|下降|增长|提高|降低|减少|压缩|压减|缩短|提速|精简|低|高)*"
    rf"{FIGURE}$"
)
_OPEN_END = frozenset("至到由达")
_FOLLOWING = frozenset(("贯彻", "贯彻落实", "落实", "学习", "深学笃用", "执行"))


def _prompts(text: str, frame: Frame) -> bool:
    """True where the work is to have another body issue: 配合ᴀ修订ᴅ."""
    return frame.core < frame.verb_at or frame.verb in ("提请", "提请审议", "配合", "支持", "指导")


def _parts(text: str, frame: Frame) -> list[tuple[int, int, str]]:
    """A clause that lists work by 、 as its parts; short parts (减少环节、降低成本) stay together."""
    low, high = frame.core, frame.clause.high
    if frame.fronted or "、" not in text[low:high]:
        return [(low, high, frame.verb or "")]
    cuts, stops = [low], []
    verbs = [frame.verb or ""]
    at = text.find("、", frame.verb_end, high)
    while at >= 0:
        begin = grammar().adverbs.match(text, at + 1, high)
        start = begin.end() if begin else at + 1
        verb = grammar().work.match(text, start, high)
        stop = text.find("、", at + 1, high)
        size = (stop if stop >= 0 else high) - start
        if (
            verb
            and verb.group("verb") not in _words().short
            and size >= 6
            and at - cuts[-1] >= 6
            and _has_object(text, verb, high)
        ):
            stops.append(at)
            cuts.append(start)
            verbs.append(verb.group("verb"))
        at = stop
    return list(zip(cuts, [*stops, high], verbs, strict=True))


def _has_object(text: str, verb: re.Match[str], high: int) -> bool:
    return verb.end() < high and text[verb.end()] not in "、和及与等，" + FIGURE


def _object_end(text: str, low: int, stop: int, frame: Frame) -> int:
    """Where the object ends: before its count; two or three counted objects of one verb stay together."""
    counts = [i for i in range(low, stop) if text[i] == FIGURE]
    if not counts or frame.fronted in ("将", "把"):
        return stop
    if counts[-1] != stop - 1 and not _words().counted_end.search(text, low, stop):
        return stop
    listed = [i for i in counts[:-1] if text[i + 1 : i + 2] in ("、", "和", "，")]
    if listed and grammar().work.match(text, listed[0] + 2, stop):
        return listed[0]
    if listed and len(counts) <= 3 and not re.search(r"率|度|额|款|费|资金|占比|面积", text[listed[0] : stop]):
        return stop
    end = _words().counted_end.search(text, low, (listed[0] if listed else counts[-1]) + 1)
    return end.start() if end else stop


_TAIL_ENDS = frozenset('）)施式举措形段径法、，的等“”"‘’了个 \t\n\u3000')  # what `_TAIL` may end in
_TAIL = re.compile(
    r"(?:[（(](?:以下)?(?:统?简称|统称)[^（）()]*[）)]|等(?:措施|方式|举措|形式|手段|途径|方法)|[、，的等“”\"‘’了\s]|这个)+$"
)


def _trimmed(text: str, low: int, high: int) -> tuple[int, int]:
    """The span without what only joins or closes it."""
    while low < high and text[low] in " \t\n\u3000、，”’)）":
        low += 1
    tail = _TAIL.search(text, low, high) if text[high - 1 : high] in _TAIL_ENDS else None
    if (
        tail
        and tail.group().strip("”’")
        and not text[low : tail.start()].count("“") > text[low : tail.start()].count("”")
    ):
        high = tail.start()
    return low, high
