"""Clause frames: who acts, by which verb, on what, in each clause of running text.

Bodies, documents and figures are replaced by one character each in a *skeleton* of the text, so that the grammar of a
clause is read by short patterns: ``ᴀ会同ᴀ、ᴀ组成ɴ督察组`` (subject, partners, verb, object). Offsets of the skeleton
map back to the text.
"""

import re
from collections.abc import Iterator

from govgraph.mentions.clauses import AGENCY, DOCUMENT, FIGURE, OTHER_TITLE, Clause, Skeleton
from govgraph.mentions.grammar import grammar
from govgraph.mentions.predicates import MODIFIES, Frame, after_adverbs, end_of, positions, predicate

# Two pieces of work in one clause, each with its object: 研究制定学习计划|并|组织开展讲座.
_JOINED = re.compile(rf"(?<=[^{DOCUMENT}{OTHER_TITLE}，]{{2}})并(?:且)?(?!举|重|行|联|轨|购|入|列|案|存|发|未|不|非)")


def read_frames(bones: Skeleton, clause: Clause) -> Iterator[Frame]:
    """The frames of a clause: one, or one for each piece of work where 并 joins works with an object each."""
    while True:
        frame = _read_clause(bones.text, clause)
        joined = _next_work(bones.text, frame)
        if joined is None:
            yield frame
            return
        cut, low = joined
        yield frame._replace(clause=clause._replace(end=bones.offsets[cut], high=cut, after="，"))
        clause = clause._replace(start=bones.offsets[low], low=low)


def _next_work(text: str, frame: Frame) -> tuple[int, int] | None:
    """Where 并 stands that joins on a second piece of work, and where that begins; None where there is none."""
    high = frame.clause.high
    if frame.clause.heading or frame.verb is None or frame.fronted or high - frame.clause.low > _LONGEST:
        return None
    also = text.find("并", frame.verb_end + 2, high)
    joined = _JOINED.search(text, also, high) if also >= 0 else None
    second = grammar().work.match(text, after_adverbs(text, joined.end(), high), high) if joined else None
    if joined is None or second is None or high - second.end() < 2 or text[second.end()] in _NO_OBJECT_BEHIND:
        return None
    return joined.span()


_LONGEST = 300  # skeleton characters; a longer clause is no sentence of a report
_NO_OBJECT_BEHIND = frozenset("、和及与等，" + FIGURE)


def _read_clause(text: str, clause: Clause) -> Frame:
    """The frame of the clause ``text[clause.low:clause.high]`` of a skeleton."""
    rules, high = grammar(), clause.high
    at = end_of(rules.lead, text, clause.low, high)
    medium = _MEDIUM.search(text, at + 2, min(high, at + 14))
    if medium and _PLAIN.fullmatch(text, at, medium.start()):
        acts = rules.work.match(text, after_adverbs(text, medium.end(), high), high)
        at = medium.end() if acts else at
    at = _after_event(text, at, high)
    person = _PERSON.match(text, at, high) if text[at : at + 1] in _PERSON_OPENS else None
    if person:
        return predicate(text, Frame(clause, body_from=person.end(), person=True), person.end())
    if text.find(AGENCY, at, high) < 0:
        return predicate(text, Frame(clause, body_from=at), at)
    at = end_of(rules.entrusted, text, at, high) if text.find("牵头", at, high) > 0 else at
    ahead = at if text[at : at + 1] in "由联会牵" else after_adverbs(text, at, high)
    subject = rules.actors.match(text, ahead, high)
    if subject and text[ahead - 2 : ahead] in _INTO:
        return predicate(text, Frame(clause, body_from=ahead - 2), subject.end())
    subjects: tuple[int, ...] = ()
    if subject and (_acts(text, subject, high) or (subject.end() == high and clause.after in ("：", ":"))):
        at, subjects = subject.end(), positions(subject)
        coming = _COMING.match(text, at, high)
        at = coming.end() if coming else at
    partners, led, at = _partners(text, subjects, at, high)
    if text.startswith("牵头", at):
        at += 2
        while joined := rules.joining.match(text, at, high):
            partners, at = (*partners, *positions(joined)), joined.end()
    return predicate(text, Frame(clause, subjects, partners, led, body_from=at), at)


# What went before or was the occasion, told in passing: 检查后|作出行政处罚, 宪法宣传周|举办讲座.
_EVENT = re.compile(
    rf"[^，、的{AGENCY}{DOCUMENT}{FIGURE}]{{0,16}}(?:宣传[周月日]|活动[周月日]|宪法日|教育日|纪念日|期间|前后)|经?[^，、的{AGENCY}{DOCUMENT}{FIGURE}]{{2,8}}?(?:之后|以后|(?<![先前落滞善最背])后)(?![续勤备评])"
)


_EVENT_ENDS = re.compile("[后前间周月日]")  # a cheap look


def _after_event(text: str, at: int, high: int) -> int:
    event = _EVENT.match(text, at, high) if _EVENT_ENDS.search(text, at + 2, min(at + 20, high)) else None
    return event.end() if event and grammar().work.match(text, after_adverbs(text, event.end(), high), high) else at


# A subject's work to come with others: ᴀ将会同ᴀ….
_COMING = re.compile(r"(?:将|拟|要|已|正)(?=会同|联合|协同|牵头)")
# Persons as the subject: 县委书记主持召开…, 主要负责人带头….
_PERSON_OPENS = frozenset(AGENCY + FIGURE + "法公律党主分班负领书副局厅部院校所县区市镇乡省州旗检")
_PERSON = re.compile(
    rf"(?:(?:{AGENCY}|{FIGURE})?(?:法律顾问|公职律师)(?:全年|累计)?(?=出具|参与|审[查核]|列席)"
    rf"|(?:{AGENCY}(?:[、和]{AGENCY})*)?(?:党政|党组|党委|主要|分管|班子)*(?:(?:负责人|负责同志|领导|领导干部|领导班子成员|班子成员|书记|副?[局厅部院校所县区市镇乡省州旗]长|副?(?:主任|主席)|检察长)[、和]?)+"
    r"(?:带头|亲自|定期|先后|多次|集中|集体)*(?:主持)?(?=认真|严格|切实|执行|落实|贯彻|学习|召开|出庭|带队|研究|听取|述法|讲授|参加|出席|开展|部署|接访|走访|履行|审签|批示|挂帅))"
)
# Words before bodies that are where the work is done, not who does it: 深入ᴀ、ᴀ开展督察.
_INTO = frozenset(("深入", "前往", "走进"))
# A medium told as the subject: 部政务服务平台受理申请, 12345热线受理诉求.
_MEDIUM = re.compile("平台|网站|热线|系统|公众号|窗口|大厅")
_PLAIN = re.compile(rf"[^{AGENCY}{FIGURE}{DOCUMENT}，]*")


def _acts(text: str, match: re.Match[str], high: int) -> bool:
    return match.end() < high and not MODIFIES.match(text, match.end(), high)


def _partners(text: str, subjects: tuple[int, ...], at: int, high: int) -> tuple[tuple[int, ...], bool, int]:
    """Bodies that 联合, 会同, 与 or 牵头 bring in, whether the issuer leads them (no subject stands), and their end."""
    rules = grammar()
    partners: tuple[int, ...] = ()
    while AGENCY in text[at:high]:
        found = rules.partners.match(text, at, high)
        if found is None or (found.group().startswith("配合") and not subjects):
            break
        if text.startswith("的", found.end()):
            break
        partners += positions(found)
        at = found.end()
    return partners, bool(partners) and not subjects, at
