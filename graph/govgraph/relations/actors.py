"""carriedOutBy and targets: who does the work, and to whom it is done."""

import re
from collections.abc import Iterator
from functools import cache

from govgraph.facts import Basis
from govgraph.lexicon import load
from govgraph.mentions.clauses import AGENCY
from govgraph.mentions.predicates import Frame
from govgraph.mentions.reading import FoundWork
from govgraph.relations.model import ISSUER, Link, Sentences


def actor_links(sentences: Sentences) -> Iterator[Link]:
    """carriedOutBy and targets of every piece of work."""
    reading = sentences.reading
    for index, work in enumerate(reading.works):
        if work.head:
            yield Link(("work", index), "carriedOutBy", ISSUER, work.start, work.end, "head-of-issuer", Basis.LEFT_OUT)
            continue
        actors = sentences.actors[work.frame]
        if actors.issuer and not _persons_act(sentences, work.frame):
            yield Link(
                ("work", index), "carriedOutBy", ISSUER, work.start, work.end, "left-out-subject", Basis.LEFT_OUT
            )
        for body in actors.bodies:
            named = reading.bodies[body]
            start, end = min(work.start, named.start), max(work.end, named.end)
            yield Link(("work", index), "carriedOutBy", ("body", body), start, end, "subject")
        for body in _formed(sentences, work):
            named = reading.bodies[body]
            yield Link(("work", index), "carriedOutBy", ("body", body), named.start, work.end, "team-formed-for-it")
        yield from _targets(sentences, index, set(actors.bodies))
        yield from _covered(sentences, index)


# A team formed in a clause before, which then inspects: 组建6个督察组，开展实地督察.
_FORMS = frozenset(("组建", "组成", "成立"))
_TEAM = re.compile("(?:督察|督查|督导|检查|评查|调研|巡察|工作)组$")
_INSPECTION = re.compile("督察|督查|督导|检查|评查|调研|巡察|抽查")


def _formed(sentences: Sentences, work: FoundWork) -> Iterator[int]:
    """The teams that clauses before the inspection in its sentence form."""
    reading = sentences.reading
    for place in sentences.before(work.frame):
        frame = reading.frames[place]
        if frame.verb in _FORMS and _INSPECTION.search(reading.text, work.start, work.end):
            for body in sentences.bodies_between(frame.verb_end, frame.clause.high):
                named = reading.bodies[body]
                if _TEAM.search(reading.text[named.start : named.end]):
                    yield body


_COVERS = re.compile("(?:覆盖|涵盖|涉及)")


def _covered(sentences: Sentences, index: int) -> Iterator[Link]:
    """Who an inspection reaches, told in the clause behind it: 开展督察，覆盖9个镇和14个部门."""
    reading = sentences.reading
    work = reading.works[index]
    place = work.frame + 1
    if place >= len(reading.frames):
        return
    clause = reading.frames[place].clause
    same = clause.sentence == reading.frames[work.frame].clause.sentence
    if same and _COVERS.match(reading.text, clause.start) and _INSPECTION.search(reading.text, work.start, work.end):
        for body in sentences.bodies_between(clause.low, clause.high):
            yield Link(("work", index), "targets", ("body", body), work.start, clause.end, "reached-by-inspection")


_PERSONS = re.compile(
    r"(?:领导|干部|同志|负责人|律师|人员|党员|群众|代表|委员|法官|检察官|民警|专家|居民)(?:带头|深入|积极|主动)"
)


def _persons_act(sentences: Sentences, frame: int) -> bool:
    """True where persons, not bodies, are the subject of the clause or the one before in its sentence."""
    end = sentences.reading.frames[frame].clause.end
    return bool(_PERSONS.search(sentences.reading.text, sentences.sentence_start(frame), end))


@cache
def _no_target() -> frozenset[str]:
    return frozenset(load("verbs").words("no_target"))


_GIVES_TO = re.compile(r"(?:赋予|下放|覆盖|面向)(?:经济发达镇|各|全区|全县|全市)?\Z|纳入")


_ADDRESSED = re.compile(r"报|提请|提交|通报|反馈|公布|公开|移送|汇报")


def _targets(sentences: Sentences, index: int, actors: set[int]) -> Iterator[Link]:
    """The bodies in the words of a work that do not act in it: inspected, trained, supervised, given powers."""
    reading = sentences.reading
    work = reading.works[index]
    frame = reading.frames[work.frame]
    bones = reading.bones
    low, high = bones.at_or_after(work.start), bones.at_or_after(work.end)
    low = min(low, _after_in(sentences, frame, low))
    if bones.text.find(AGENCY, low, high) < 0:
        return
    if frame.fronted == "向" and _ADDRESSED.search(reading.text, work.start, work.end):
        return
    for body in sentences.bodies_between(low, high):
        named = reading.bodies[body]
        if _TRAINING.match(reading.text, named.end) and reading.text[named.start - 1] in "赴到在":
            continue
        if _MAKES.search(reading.text, max(work.start, named.start - 8), named.start):
            continue
        given = _GIVES_TO.search(reading.text, max(work.start, named.start - 10), named.start)
        if work.verb in _no_target() and not given:
            continue
        if body not in actors and not _owns(reading.text, _end_of_list(sentences, named.start, named.end), work):
            yield Link(("work", index), "targets", ("body", body), work.start, work.end, "body-in-object")


# A body that the work brings into being or rebuilds: 整合组建综合执法局, 改造综治中心.
_MAKES = re.compile(r"(?:组建|成立|设立|建成|建立|打造|改造|新建|建起|共建|筹建|建强|做强|升级|派出|派驻)(?:\d+个)?\Z")
# A body that is only where persons learn: 赴市委党校参加培训.
_TRAINING = re.compile(r"(?:参加|接受|进行)?(?:学习|培训|考察|跟班|挂职|进修|旁听|观摩|参观)")
# What a body owns or makes is not the body: 政府规范性文件, 县政府常务会.
_OWNED = re.compile(
    r"(?:(?:下放|移交|移送|交办|转办|委托|反馈|提出|制发|发出)的|常务会|协议|工作报告|负责人|法律监督|民主监督|重大|公信力|办公会|信息|干部|人员|名录|意见|网站|主要负责|领导班子成员|系统"
    r"|法律知识|(?:组织的|举办的)?考试|代表|委员|提案|执法骨干|骨干|业务|法律顾问)"
)
_PAPERS = re.compile(r"(?:规范性|规章|文件)")


def _end_of_list(sentences: Sentences, start: int, end: int) -> int:
    """Where the list ends that a body from `start` to `end` is in: what follows says what all in it do."""
    bones = sentences.reading.bones
    at = bones.holding(start)
    if bones.offsets[at] != start:
        return end
    while bones.text[at + 1 : at + 2] in _JOINS and bones.text[at + 2 : at + 3] == AGENCY:
        at += 2
    return bones.offsets[at + 1]


_JOINS = frozenset("、和与及")


def _owns(text: str, at: int, work: FoundWork) -> bool:
    """True where the body only owns what the work is about; reviewing a body's documents is done to the body."""
    if _PAPERS.match(text, at, work.end):
        return "审查" not in text[work.start : work.end]
    return bool(_OWNED.match(text, at, work.end))


def _after_in(sentences: Sentences, frame: Frame, low: int) -> int:
    """Where a phrase 在ᴀ before the verb begins: what is done in a body is done to it."""
    text = sentences.reading.bones.text
    at = frame.body_from
    return at if text.startswith(("在", "深入", "前往", "走进", "赴"), at) and at < low else low
