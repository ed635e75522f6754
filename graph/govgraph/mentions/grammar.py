"""The patterns of a clause: who acts, by which verb, on what, as short expressions over a skeleton.

They are made of the words in ``verbs.toml`` and ``instruments.toml``; `govgraph.mentions.frames` reads clauses by them.
"""

import re
from dataclasses import dataclass
from functools import cache

from govgraph.lexicon import alternation, load
from govgraph.mentions.clauses import AGENCY, DOCUMENT, FIGURE


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns of a clause, compiled once from the lexicons; `…_opens` are the characters that one begins with."""

    lead: re.Pattern[str]
    adverbs: re.Pattern[str]
    half_adverbs: re.Pattern[str]
    actors: re.Pattern[str]
    partners: re.Pattern[str]
    joining: re.Pattern[str]
    entrusted: re.Pattern[str]
    through: re.Pattern[str]
    reported: re.Pattern[str]
    work: re.Pattern[str]
    strong: re.Pattern[str]
    anchor: re.Pattern[str]
    front: re.Pattern[str]
    manner: re.Pattern[str]
    slogan: re.Pattern[str]
    basis: re.Pattern[str]
    after_basis: re.Pattern[str]
    relative: re.Pattern[str]
    phrase_end: re.Pattern[str]
    as_means: re.Pattern[str]
    manners: frozenset[str]
    adverb_opens: frozenset[str]
    half_adverb_opens: frozenset[str]


@cache
def grammar() -> Grammar:
    """The clause grammar from ``verbs.toml`` and ``instruments.toml``."""
    verbs, instruments = load("verbs"), load("instruments")
    issue = (*instruments.words("issue_verbs"), *instruments.words("list_verbs"))
    work = {*verbs.words("work"), *verbs.words("effect"), *verbs.words("result"), *issue}
    light = {*verbs.words("work_short"), *verbs.words("effect"), *verbs.words("outcome_only")}
    number = rf"(?:(?:{FIGURE}|\d+|[一二三四五六七八九十]+)(?:个|家|名)?)"
    sort = "部门|单位|镇|乡镇|村|机构|机关|企业|街道|县|区|地区|地方|法院|社区|市|局"
    several = rf"(?:等{number}?(?:{AGENCY}|(?:有关|相关)?(?:{sort}))?)"
    alias = r"(?:[（(](?:以下)?(?:统?简称|统称)[^（）()]*[)）])?"
    actors = rf"(?P<actors>{AGENCY}(?:{alias}(?:[、和与及]|以及)?(?:{FIGURE})?{AGENCY})*{several}?)"
    day = r"(?:\d{1,2}月)?\d{1,2}日(?:前|起)?|\d{1,2}月(?:份|底|初|[上中下]旬)?(?:前|起|以来)?"
    time = rf"(?:每周[一二三四五六日]?|\d{{4}}年(?:度|以来|底前|底|\d{{1,2}}月)?|{day}|自\d{{4}}年)"
    joint = alternation(verbs.words("partners"))
    adverbs = alternation(verbs.words("adverbs"))
    plain = "|".join(
        rf"{verb}(?=[^，、的{AGENCY}{DOCUMENT}{FIGURE}]{{0,8}}(?:{alternation(nouns.split())})(?:[，、{FIGURE}]|\Z))"
        for verb, nouns in verbs.table("plain").items()
    )
    not_noun = (
        "(?!率|量(?!化)|数(?![据字])|额|者|员(?!工)|性|(?<=开发)区)"  # 报备率, 受理量: the verb is part of a noun
    )
    return Grammar(
        lead=re.compile(rf"(?:[\s“\"]|{time}|{alternation(verbs.words('leads'))})*"),
        adverbs=re.compile(rf"(?:{adverbs}|[、地\s]|坚持(?=[把将]))*"),
        half_adverbs=re.compile(
            rf"(?:{alternation(verbs.words('half_adverbs'))})(?:{adverbs}|[、地])*"
            rf"(?=(?:{alternation(work - light)})[^的])"
        ),
        actors=re.compile(rf"由?(?:{FIGURE})?{actors}(?:[（(][^（）()]*[)）])?(?:党组|领导班子|门户网站|网站)?"),
        partners=re.compile(rf"(?:共同|积极|主动|还|也|又)?(?:牵头(?:会同|联合|组织)?|{joint})(?:{FIGURE})?{actors}"),
        joining=re.compile(
            rf"、?{actors}(?:共同|积极)?(?:配合|参与|协助|协同)(?:实施|落实)?(?=、|\Z|开展|实施|推进|推动|完成|组织|建立)"
        ),
        entrusted=re.compile(rf"[^{AGENCY}{FIGURE}{DOCUMENT}，]{{2,14}}?(?=由{actors}牵头(?:负责|实施|落实|组织)*\Z)"),
        through=re.compile(rf"(?P<verb>{alternation(verbs.words('through'))})(?:{FIGURE})?{actors}"),
        reported=re.compile(rf"(?P<verb>报请?){actors}(?:党组|常务会议)?(?:备案|审批|审议|审定|审查|批准|核准|同意)"),
        work=re.compile(rf"(?P<verb>{alternation(work)}|{plain}){not_noun}(?:了|过|好|有)?(?!的)"),
        strong=re.compile(rf"(?P<verb>{alternation(work - light)}){not_noun}(?:了|过)?(?!的)"),
        anchor=re.compile(rf"(?P<verb>{alternation(verbs.words('anchors'))}){not_noun}(?:了|过)?(?!的)"),
        front=re.compile(alternation(verbs.words("fronting"))),
        manner=re.compile(alternation(verbs.words("manner"))),
        slogan=re.compile(alternation(verbs.words("slogan"))),
        basis=re.compile(
            rf"(?:以|为)?(?:{adverbs})*(?P<verb>{alternation(instruments.words('basis_verbs'))})"
            rf"(?P<before>[^{DOCUMENT}，,将把]{{0,14}}?)(?P<documents>{DOCUMENT}(?:[^{DOCUMENT}，,]{{0,6}}?{DOCUMENT})*)"
        ),
        relative=re.compile(rf"(?:{alternation(work)})的"),
        after_basis=re.compile(rf"(?:{alternation(verbs.words('after_basis'))})*"),
        phrase_end=re.compile(rf"(?:{alternation(verbs.words('phrase_ends'))})\Z"),
        as_means=re.compile(
            r"以.{1,30}?为(?:抓手|载体|契机|牵引|重点|导向|主线|核心|目标|依托|指引|突破口|总抓手|引领|基础|支撑|切入点|统领|节点|主阵地|纽带|先导|平台)"
        ),
        manners=frozenset(verbs.words("adverbs")),
        adverb_opens=frozenset(word[0] for word in verbs.words("adverbs")) | frozenset("、地坚 \t\n\r\u3000\xa0"),
        half_adverb_opens=frozenset(word[0] for word in verbs.words("half_adverbs")),
    )
