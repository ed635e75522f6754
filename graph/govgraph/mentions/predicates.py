"""The predicate of a clause: by which verb, on what, following which document.

`Frame` is what is known of a clause; `predicate` fills in the verb and where the words of the work begin, whether the
object stands behind the verb, before it (将成效纳入考核), or a phrase of manner stands in between.
"""

import re
from typing import NamedTuple

from govgraph.lexicon import alternation, load
from govgraph.mentions.clauses import AGENCY, DOCUMENT, FIGURE, Clause
from govgraph.mentions.grammar import grammar


class Frame(NamedTuple):
    """A clause read by its grammar; all positions are skeleton positions.

    `subjects` stand before the verb and act, `partners` act with them (联合, 会同) or do what the verb has them do
    (指导, 组织); `led` marks partners of a left-out subject. `core` is where the words of the work begin (the verb or
    the fronted object), `verb_at` where the verb stands. `basis` are documents that the clause says are followed;
    `basis_only` marks a clause that says nothing else. `body_from` is where the clause goes on after its subject.
    `person` marks a clause in which persons act (县委书记主持召开…): its work is no body's.
    """

    clause: Clause
    subjects: tuple[int, ...] = ()
    partners: tuple[int, ...] = ()
    led: bool = False
    verb: str | None = None
    core: int = 0
    verb_at: int = 0
    verb_end: int = 0
    fronted: str | None = None
    basis: tuple[int, ...] = ()
    basis_only: bool = False
    body_from: int = 0
    person: bool = False


# A body that only modifies the noun behind it does not act: 县政府规范性文件, 省委的部署, 区政府负责人出庭应诉率.
MODIFIES = re.compile(
    r"的|(?:委托|确定|下放|提出|反馈|明确|公布|印发|移交|交办|组织|要求|联合印发)的|规范性|规章|协议|文件|重大|信息|工作报告|公信力|负责人|党政|主要负责|领导|书记|副?[局厅部院校所处科县区市镇乡省州旗]长|副?(?:主任|主席|检察长)|常务会|法律顾问|作为|为|规划|职能|工作人员|干部|印章|权责|权力|事权"
)


def end_of(pattern: re.Pattern[str], text: str, at: int, high: int) -> int:
    """Where a pattern that begins at a position ends; the position itself where it does not begin there."""
    match = pattern.match(text, at, high)
    return match.end() if match else at


def after_adverbs(text: str, at: int, high: int) -> int:
    """Where the words after adverbs of manner begin."""
    rules = grammar()
    return end_of(rules.adverbs, text, at, high) if text[at : at + 1] in rules.adverb_opens else at


def _first(pattern: re.Pattern[str], text: str, starts: tuple[int, ...], high: int) -> re.Match[str] | None:
    """The match of a pattern at the first of the places where it has one."""
    for start in starts:
        if match := pattern.match(text, start, high):
            return match
    return None


def positions(match: re.Match[str]) -> tuple[int, ...]:
    """Where the bodies in the group ``actors`` of a match stand."""
    begin = match.start("actors")
    return tuple(begin + i for i, char in enumerate(match.group("actors")) if char == AGENCY)


def predicate(text: str, frame: Frame, at: int) -> Frame:
    """The verb and where the words of the work begin."""
    rules, high = grammar(), frame.clause.high
    begin = after_adverbs(text, at, high)
    if text[begin : begin + 1] in rules.half_adverb_opens:
        begin = end_of(rules.half_adverbs, text, begin, high)
    if text[begin : begin + 1] == FIGURE and rules.work.match(text, begin + 1, high):
        begin += 1  # 先后ɴ研究: how often, before the verb
    starts = (at,) if at == begin else (begin, at)
    through = _first(rules.through, text, starts, high) if text.find(AGENCY, at, high) >= 0 else None
    if through and high - through.end() >= 2 and not MODIFIES.match(text, through.end(), high):
        partners = frame.partners + positions(through)
        return _with(frame, through, through.start())._replace(partners=partners)
    reported = rules.reported.match(text, begin, high) if text.startswith("报", begin) else None
    if reported:
        return _with(frame, reported, begin)
    based = _basis(text, frame, at, begin)
    if based:
        return based
    for start in reversed(starts):
        verb = rules.work.match(text, start, high)
        if verb and text.startswith("、", verb.end()):  # 起草、修改ᴅ: two verbs share one object
            verb = rules.work.match(text, verb.end() + 1, high)
        if verb and start < begin and verb["verb"] in rules.manners and rules.work.match(text, begin, high):
            continue  # 统一|开展; 统一格式 has no other verb
        if verb and _governs(text, verb, start == at, high) and not _slogan(text, frame, start):
            return _with(frame, verb, start)
    return _fronted(text, frame, at, begin) or _after_manner(text, frame, at, begin) or _after_noun(text, frame, at)


def _governs(text: str, verb: re.Match[str], unstripped: bool, high: int) -> bool:
    """True where the words at the head of the clause are its verb, not manner (联合…), nor a noun (反馈的问题)."""
    if verb.end() < high and text[verb.end()] in "、”）)的":
        return False
    if text.find("的", verb.end(), verb.end() + 5) > 0 and grammar().relative.match(text, verb.start(), high):
        return False  # 挂牌督办的案件: a verb that the shorter one opens
    half = grammar().half_adverbs.match(text, verb.start(), high)
    return not (unstripped and half)


def _slogan(text: str, frame: Frame, at: int) -> bool:
    return not frame.clause.heading and bool(grammar().slogan.match(text, at, frame.clause.high))


def _with(frame: Frame, verb: re.Match[str], core: int, fronted: str | None = None) -> Frame:
    return Frame(
        frame.clause,
        frame.subjects,
        frame.partners,
        frame.led,
        verb.group("verb"),
        core,
        verb.start(),
        verb.end("verb"),
        fronted,
        frame.basis,
        frame.basis_only,
        frame.body_from,
        frame.person,
    )


def _basis(text: str, frame: Frame, at: int, begin: int) -> Frame | None:
    """按照ᴅ规定开展检查: the documents followed, and the work where the clause goes on to it."""
    rules, high = grammar(), frame.clause.high
    if DOCUMENT not in text[frame.clause.low : high]:
        return None
    match = rules.basis.match(text, begin, high) or rules.basis.match(text, at, high)
    as_means = _AS_BASIS.match(text, begin, high)
    if match is None and as_means:
        return frame._replace(basis=(as_means.start("document"),), basis_only=True)
    if match is None:
        return None
    first = match.start("documents")
    documents = tuple(first + i for i, char in enumerate(match.group("documents")) if char == DOCUMENT)
    frame = frame._replace(basis=documents)
    rest = end_of(rules.after_basis, text, match.end(), high)
    if _PHRASE_OF_DOCUMENT.search(text, match.end(), high):
        return frame._replace(basis_only=True)
    for start in dict.fromkeys((match.end(), rest, after_adverbs(text, rest, high))):
        verb = rules.work.match(text, start, high)
        if verb and high - verb.end() >= 2 and text[verb.end()] != "的" and verb.group("verb") not in _AFTER_DOCUMENT:
            return _with(frame, verb, verb.start())
    fronted = _fronted(text, frame, rest, rest)
    if fronted:
        return fronted
    verb = rules.strong.search(text, rest, high)
    if verb and verb.start() - rest <= 2 and high - verb.end() >= 2:
        return _with(frame, verb, verb.start())
    if high - rest >= 3 and match.group("verb") in _CARRIED_OUT:
        verb = rules.work.match(text, match.start("verb"), high)
        if verb:
            return _with(frame, verb, verb.start())
    return frame._replace(basis_only=True)


# Verbs of following whose object may be a task of the document: 落实《…》明确的20项任务.
_CARRIED_OUT = frozenset(("落实", "深化落实", "全面落实", "执行", "实施", "抓好落实", "严格落实", "贯彻落实"))
# Words right behind a document that belong to its phrase: 《…》规定, 《…》明确的任务, 《…》执行情况.
_AFTER_DOCUMENT = frozenset(("明确", "规定", "部署", "安排", "执行", "贯彻", "落实", "实施", "要求"))


# 以ᴅ为抓手: the document followed by what comes behind.
_AS_BASIS = re.compile(rf"以[^{DOCUMENT}，]{{0,14}}(?P<document>{DOCUMENT})[^{DOCUMENT}，]{{0,8}}为[^，]{{2,6}}\Z")
_PHRASE_OF_DOCUMENT = re.compile(r"(?:要求|规定|精神|部署|办法|意见|标准|安排)\Z")


def _fronted(text: str, frame: Frame, at: int, begin: int) -> Frame | None:
    """将成效纳入考核, 对企业开展检查: the fronted object opens the words of the work."""
    rules, high = grammar(), frame.clause.high
    front = _first(rules.front, text, (at,) if at == begin else (at, begin), high)
    if front is None or _FUTURE.match(text, front.start()) or _NO_FRONT.search(text, front.start(), high):
        return None
    if text.startswith("为了", front.start()):
        return None
    word = front.group()
    if word in ("针对", "就", "为") and rules.phrase_end.search(text, front.end(), high):
        return None
    verb = rules.strong.search(text, front.end() + 1, high)
    if verb is None and word in ("对", "针对"):
        verb = re.compile(r"(?P<verb>采取|实行)").search(text, front.end() + 1, high)
    if verb is None and word == "为":
        verb = re.compile(r"(?P<verb>提供|代办|帮办)").search(text, front.end() + 1, high)
    if verb is None and word == "向":
        verb = re.compile(r"(?P<verb>备案|述法|述职)").search(text, front.end() + 1, high)
    if verb is None and word in ("将", "把", "向"):
        verb = rules.work.search(text, front.end() + 1, high)
    if verb is None and word in ("将", "把") and high - front.end() >= 6:
        verb = re.compile(r"(?P<verb>作为|同|与|由|列|转|[\u4e00-\u9fff])").search(text, front.end() + 2, high)
    if verb is None or (word == "为" and rules.adverbs.fullmatch(text, front.end(), verb.start())):
        return None
    if word in ("向",) and verb.end() >= high and "社会" in text[front.start() : verb.start()]:
        return None
    return _with(frame, verb, front.start(), word)


# A clause that only names the means: 依托河南省安全生产风险监测预警系统.
_BY_MEANS = re.compile("(?:依托|借助|利用|运用)[^，]+(?:平台|系统|网络|热线|公众号)")


# Where a phrase of means ends inside the clause: 通过走访、座谈等形式|开展调研.
_MEANS_END = re.compile(
    r"(?:通过|采取|采用|运用|利用|以).{2,40}?(?:等|的)?(?:方式|形式|途径|手段|方法|渠道|平台|机会|契机)(?=[^，]{4})"
)


# Fronted objects of attitude or regulation: 把…摆在突出位置; 对…作了规定; 对标对表.
_NO_FRONT = re.compile(
    r"(?:摆在|放在|摆上|置于|抓在|贯穿|挺在)|(?:作|提)出?了?[^，]{0,6}(?:要求|规定|说明)\Z|对标|对照|对表|(?:在|于)(?:基层|萌芽|一线|源头|初始)"
    rf"|为.*(?:提供(?!.*(?:{alternation(load('verbs').words('services'))})[^，]{{0,3}}\Z)|奠定|打下|营造|创造|注入|贡献)"
)
# 将 before these only says that it is going to happen: 将继续推进, 将以…为指导.
_FUTURE = re.compile(
    r"将(?:以|针对|始终|坚持|紧扣|围绕|紧紧|继续|进一步|认真|全面|深入|重点|按照|聚焦|持续|切实|着力|不断|积极|大力|更加|严格)"
)


def _after_manner(text: str, frame: Frame, at: int, begin: int) -> Frame | None:
    """通过走访开展排查: the work begins at the verb after the phrase."""
    rules, high = grammar(), frame.clause.high
    manner = rules.manner.match(text, begin, high) or (
        rules.manner.match(text, at, high) if text.startswith("深入", at) else None
    )
    attitude = rules.slogan.match(text, begin, high)
    if manner is None and attitude is None:
        return None
    if rules.phrase_end.search(text, at, high) or _NO_FRONT.search(text, at, high):
        return None
    if _BY_MEANS.fullmatch(text, begin, high):
        return None
    opened = manner.group() if manner else attitude.group() if attitude else ""
    after = begin + len(opened) + (opened not in ("通过", "围绕"))
    means = rules.as_means.match(text, begin, high) or _MEANS_END.match(text, begin, high)
    place = rules.actors.match(text, begin + len(opened), high)
    if place:
        verb = rules.work.match(text, place.end(), high)
        if verb and high - verb.end() >= 2:
            return _with(frame, verb, verb.start())
    located = _LOCATED.match(text, begin, high)
    if located:
        start = after_adverbs(text, located.end(), high)
        verb = rules.work.match(text, start, high)
        if verb and high - verb.end() >= 2:
            return _with(frame, verb, verb.start())
        return _fronted(text, frame, start, start)
    if means:
        after = means.end()
    elif manner and manner.group() == "以" and "为" in text[after:high]:
        return None
    search = rules.strong if (manner and not attitude) or means else rules.anchor
    verb = search.search(text, after, high)
    while verb and (
        text[verb.start() - 1] in "、的"
        or text[verb.end() : verb.end() + 1] in "、和的"
        or _BUILT_UP.match(text, verb.start() - 1)
    ):
        verb = search.search(text, verb.end(), high)
    if verb is None or high - verb.end() < 2:
        return None
    object_at = _OBJECT_FIRST.search(text, after, verb.start())
    fronted = _fronted(text, frame, object_at.start(), object_at.start()) if object_at else None
    return fronted or _with(frame, verb, verb.start())


# The fronted object behind a phrase of manner: 围绕重点领域|对18家单位开展督察.
_OBJECT_FIRST = re.compile("(?<=[域面题节际求点度式法台会机])[对将把](?![应接照比])")


# 建设 that makes a noun with the word before it: 法治建设, 队伍建设.
_BUILT_UP = re.compile("[治伍度风力化府会德制]建设")


# Where or when the work is done: 在办文流程中|增加审核环节, 在每年年底|将经费列入预算.
_LOCATED = re.compile(
    r"(?:在|于)[^，]{2,16}?(?:流程|环节|过程|工作|活动|行动|领域|项目)中|在[^，]{0,8}(?:年底|年末|年初|月底|月初|季度末|期间)"
)


_WITH_MANNER = re.compile(r"(?:以|通过|采取|采用)[^，]+(?:方式|形式|办法|模式)")


def _after_noun(text: str, frame: Frame, at: int) -> Frame:
    """A strong verb close behind a subject, whatever stands between: ᴀ主要负责同志牵头开展…."""
    high = frame.clause.high
    led = frame.subjects or frame.partners
    if not led or _WITH_MANNER.fullmatch(text, at, high) or _LOCATED.match(text, at, high):
        return frame
    verb = grammar().strong.search(text, at, min(high, at + 14))
    if verb is None or high - verb.end() < 2:
        return frame
    return _with(frame, verb, verb.start())
