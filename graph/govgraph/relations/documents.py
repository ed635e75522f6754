"""issuedBy, basedOn, implements: who made a document, which work follows it, which document carries out another."""

import re
from collections.abc import Iterator
from functools import cache

from govgraph.facts import Basis
from govgraph.lexicon import alternation, load
from govgraph.mentions.clauses import AGENCY, DOCUMENT, LISTED
from govgraph.relations.model import ISSUER, Link, Sentences


def document_links(sentences: Sentences) -> Iterator[Link]:
    """All links of documents."""
    yield from _based(sentences)
    named = [*_named_issuers(sentences), *_asked_to_issue(sentences)]
    yield from named
    yield from _issued(sentences, {link.subject[1] for link in named})
    yield from _nested(sentences)


def _based(sentences: Sentences) -> Iterator[Link]:
    """basedOn: the work after 按照《…》 in its sentence, or the section's head where the sentence tells none."""
    reading = sentences.reading
    served: set[int] = set()
    for index, work in enumerate(reading.works):
        if work.head:
            continue
        for document in sentences.basis[work.frame]:
            title = reading.titles[document]
            served.add(document)
            if title.start < work.end:
                start, end = min(title.start, work.start), max(title.end, work.end)
                yield Link(("work", index), "basedOn", ("document", document), start, end, "document-followed")
    yield from _based_heads(sentences, served)


def _based_heads(sentences: Sentences, served: set[int]) -> Iterator[Link]:
    reading = sentences.reading
    heads = {work.section: index for index, work in enumerate(reading.works) if work.head}
    issuing = {frame.clause.sentence for frame in reading.frames if frame.verb in _issue_verbs()}
    for place, frame in enumerate(reading.frames):
        head = heads.get(frame.clause.section)
        if head is None or frame.clause.heading or frame.clause.sentence in issuing:
            continue
        for document in sentences.basis[place]:
            if document not in served:
                served.add(document)
                title = reading.titles[document]
                yield Link(
                    ("work", head),
                    "basedOn",
                    ("document", document),
                    title.start,
                    title.end,
                    "document-followed-under-head",
                    Basis.REFERENCE,
                )


@cache
def _issue_verbs() -> frozenset[str]:
    words = load("instruments")
    lists = {word for word in words.words("list_verbs") if not word.endswith(("调整", "完善", "更新", "形成"))}
    return frozenset((*words.words("issue_verbs"), *lists)) - {"完善"}


@cache
def _relative() -> re.Pattern[str]:
    """ᴀ、ᴀ印发的ᴅ, and ᴀᴅ where the body stands right before its document."""
    verbs = alternation(load("instruments").words("issue_verbs"))
    return re.compile(
        rf"(?P<bodies>{AGENCY}(?:[、和与]?{AGENCY})*)(?:(?:联合)?(?:新)?(?:{verbs})的?(?:新修订的)?|的)?(?P<document>[{DOCUMENT}{LISTED}])"
    )


def _named_issuers(sentences: Sentences) -> Iterator[Link]:
    bones = sentences.reading.bones
    for match in _relative().finditer(bones.text):
        document = sentences.document_at.get(bones.offsets[match.start("document")])
        if document is None or not _attributive(match.group()):
            continue
        title = sentences.reading.titles[document]
        for body in sentences.bodies_between(match.start("bodies"), match.end("bodies")):
            start = sentences.reading.bodies[body].start
            yield Link(("document", document), "issuedBy", ("body", body), start, title.end, "issuer-before-document")


# Another body asked to issue: 提请县政府出台《…》.
_ASKED = re.compile(
    rf"(?:提请|报请|请)(?P<body>{AGENCY})(?:出台|印发|制定|颁布|发布|公布)(?P<document>[{DOCUMENT}{LISTED}])"
)


def _asked_to_issue(sentences: Sentences) -> Iterator[Link]:
    bones, reading = sentences.reading.bones, sentences.reading
    for match in _ASKED.finditer(bones.text):
        document = sentences.document_at.get(bones.offsets[match.start("document")])
        body = sentences.body_at.get(bones.offsets[match.start("body")])
        if document is not None and body is not None:
            start, end = reading.bodies[body].start, reading.titles[document].end
            yield Link(("document", document), "issuedBy", ("body", body), start, end, "asked-to-issue")


def _attributive(words: str) -> bool:
    """印发的 makes the bodies the issuers; 印发 without 的 is the verb of its own clause, read there."""
    return "的" in words or words[-2] == AGENCY


# A document that only names what the verb is about: 制定《…》配套规章, 编制《…》实施情况报告.
_MODIFYING = re.compile(r"(?:配套|实施情况|执行情况|实施细则|相关|有关|的)")
_SET_BY_OTHERS = re.compile(r"提请|审议(?!通过|印发)|学习|宣传|对照|评估|调研")


def _issued(sentences: Sentences, said: set[int]) -> Iterator[Link]:
    """Documents in the object of a verb that issues: by the actors of the clause, or by the issuer of the report.

    `said` are the documents whose issuer stands beside them.
    """
    reading = sentences.reading
    last: tuple[int, int] | None = None  # sentence and frame of the last clause that made something
    for place, frame in enumerate(reading.frames):
        clause = frame.clause
        makes = _makes(sentences, place)
        if makes:
            last = (clause.sentence, place)
        listed = reading.bones.text.startswith("其中", clause.low) and last is not None and last[0] == clause.sentence
        if not (makes or listed) or _SET_BY_OTHERS.search(
            reading.bones.text, clause.low, max(frame.verb_end, clause.low)
        ):
            continue
        source = place if makes else last[1] if last else place
        for document in sentences.documents_in(max(frame.verb_at, clause.low), clause.high):
            title = reading.titles[document]
            if title.nested or document in said or document in sentences.basis[place]:
                continue
            if _MODIFYING.match(reading.text, title.end):
                continue
            yield from _by_actors(sentences, document, source, place)


def _makes(sentences: Sentences, place: int) -> bool:
    frame = sentences.reading.frames[place]
    if frame.verb in _issue_verbs():
        return True
    if frame.verb not in ("配合", "支持", "指导", "推动", "组织", "协助"):
        return False
    text = sentences.reading.bones.text[frame.verb_end : frame.clause.high]
    return bool(_has_issue().match(text))


@cache
def _has_issue() -> re.Pattern[str]:
    """The object of 配合 and the like: bodies that issue."""
    return re.compile(rf"{AGENCY}(?:[、和]{AGENCY})*(?:{alternation(_issue_verbs())})")


def _by_actors(sentences: Sentences, document: int, source: int, place: int) -> Iterator[Link]:
    reading = sentences.reading
    title = reading.titles[document]
    frame = reading.frames[source]
    actors = sentences.actors[source]
    bodies, issuer = actors.bodies, actors.issuer
    if frame.verb in ("配合", "支持", "指导", "推动", "组织", "协助"):
        bodies, issuer = sentences.bodies_in(frame, frame.partners), False
    if issuer:
        clause = reading.frames[place].clause
        start = min(reading.bones.offsets[max(reading.frames[place].verb_at, clause.low)], title.start)
        yield Link(("document", document), "issuedBy", ISSUER, start, title.end, "left-out-issuer", Basis.LEFT_OUT)
    for body in bodies:
        start, end = min(reading.bodies[body].start, title.start), max(reading.bodies[body].end, title.end)
        yield Link(("document", document), "issuedBy", ("body", body), start, end, "issuer-subject")
    for other in sentences.basis[place]:
        followed = reading.titles[other]
        if followed.start < title.start:
            yield Link(
                ("document", document), "implements", ("document", other), followed.start, title.end, "made-to-follow"
            )


_CARRIES_OUT = re.compile(r"贯彻|落实|实施|执行|推进")


def _nested(sentences: Sentences) -> Iterator[Link]:
    """implements: a title that says it carries out the document named inside it."""
    titles = sentences.reading.titles
    for inner, title in enumerate(titles):
        if not title.nested or title.reason:
            continue
        for outer in range(inner - 1, -1, -1):
            candidate = titles[outer]
            if candidate.start <= title.start and candidate.end >= title.end and candidate.reason is None:
                if _CARRIES_OUT.search(sentences.reading.text, candidate.start, title.start):
                    yield Link(
                        ("document", outer),
                        "implements",
                        ("document", inner),
                        candidate.start,
                        candidate.end,
                        "title-says-so",
                    )
                break
