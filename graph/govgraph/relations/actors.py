"""carriedOutBy and targets: who does the work, and to whom it is done."""

import re
from collections.abc import Iterator
from functools import cache

from govgraph.facts import Basis
from govgraph.lexicon import load
from govgraph.relations.model import ISSUER, Link, Sentences


def actor_links(sentences: Sentences) -> Iterator[Link]:
    """carriedOutBy and targets of every piece of work."""
    reading = sentences.reading
    for index, work in enumerate(reading.works):
        if work.head:
            yield Link(("work", index), "carriedOutBy", ISSUER, work.start, work.end, "head-of-issuer", Basis.LEFT_OUT)
            continue
        actors = sentences.actors[work.frame]
        persons = _persons_act(sentences, work.frame)
        if actors.issuer and not persons:
            yield Link(
                ("work", index), "carriedOutBy", ISSUER, work.start, work.end, "left-out-subject", Basis.LEFT_OUT
            )
        for body in actors.bodies:
            named = reading.bodies[body]
            start, end = min(work.start, named.start), max(work.end, named.end)
            yield Link(("work", index), "carriedOutBy", ("body", body), start, end, "subject")
        yield from _targets(sentences, index, set(actors.bodies))


_PERSONS = re.compile(
    r"(?:领导|干部|同志|负责人|律师|人员|党员|群众|代表|委员|法官|检察官|民警|专家|居民)(?:带头|深入|积极|主动)"
)


def _persons_act(sentences: Sentences, frame: int) -> bool:
    """True where persons, not bodies, are the subject of the clause or the one before in its sentence."""
    frames = sentences.reading.frames
    clause = frames[frame].clause
    first = clause.start
    for other in reversed(frames[: frame + 1]):
        if other.clause.sentence != clause.sentence:
            break
        first = other.clause.start
    return bool(_PERSONS.search(sentences.reading.text, first, clause.end))


@cache
def _no_target() -> frozenset[str]:
    return frozenset(load("verbs").words("no_target"))


_GIVES_TO = re.compile(r"赋予|下放|覆盖|面向|纳入")


def _targets(sentences: Sentences, index: int, actors: set[int]) -> Iterator[Link]:
    """The bodies in the words of a work that do not act in it: inspected, trained, supervised, given powers."""
    reading = sentences.reading
    work = reading.works[index]
    frame = reading.frames[work.frame]
    bones = reading.bones
    low, high = bones.at_or_after(work.start), bones.at_or_after(work.end)
    words = reading.text[work.start : work.end]
    if work.verb in _no_target() and not _GIVES_TO.search(words):
        return
    if frame.fronted == "向" and re.search(r"报|提请|提交|通报|反馈|公布|公开|移送|汇报", words):
        return
    for body in sentences.bodies_between(low, high):
        named = reading.bodies[body]
        if body not in actors and not _owns(reading.text, named.end, work.end):
            yield Link(("work", index), "targets", ("body", body), work.start, work.end, "body-in-object")


# What a body owns or makes is not the body: 政府规范性文件, 县政府常务会.
_OWNED = re.compile(r"(?:规范性|常务会|协议|规章|文件|工作报告|负责人|法律监督|民主监督|重大|公信力|办公会)")


def _owns(text: str, at: int, end: int) -> bool:
    return bool(_OWNED.match(text, at, end)) and not text.startswith("部门", at)
