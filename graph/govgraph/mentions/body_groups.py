"""Bodies named as groups (各乡镇, 12个部门), national bodies by their full name, and a report's own (我局, 局党组)."""

import re
from functools import cache

from govgraph.lexicon import alternation, load
from govgraph.mentions.body_text import HAN, Body, NameText, central_names
from govgraph.mentions.mask import ASIDE


@cache
def _group_pattern() -> re.Pattern[str]:
    groups = load("agencies").table("groups")
    parts = [f"(?P<{kind}>{'|'.join(entry['patterns'])})" for kind, entry in groups.items()]
    openings = load("agencies").tables["group_openings"]
    return re.compile(rf"(?=[{openings}])(?:{'|'.join(parts)})")


@cache
def _counted_pattern() -> re.Pattern[str]:
    table = load("agencies").table("counted")
    parts = [f"(?P<{kind}>{alternation(words.replace('、', ASIDE).split())})" for kind, words in table.items()]
    return re.compile(rf"[个家所](?:{'|'.join(parts)})(?![{HAN}]{{0,1}}(?:制(?!定|订)|法|级|间))")


def collectives(text: NameText) -> list[Body]:
    """Groups of bodies: 各乡镇, and nouns of bodies behind a count (12个部门)."""
    found = []
    masked = text.masked
    for match in _group_pattern().finditer(masked, text.start, text.end):
        before = masked[max(0, match.start() - 2) : match.start()]
        if before[-1:] not in _PART_OF_WORD and before not in _PRAISED:
            found.append(Body(match.start(), match.end(), f"group-{match.lastgroup}", match.lastgroup, group=True))
    for match in _counted_pattern().finditer(masked, text.start, text.end):
        start = match.start() + 1
        wanted = _TREATED if match.lastgroup == "place" else _COUNT
        if wanted.search(masked, max(0, start - 6), start):
            kind = "government" if match.lastgroup == "place" else match.lastgroup
            found.append(Body(start, match.end(), f"counted-{match.lastgroup}", kind, group=True))
    return found


_PART_OF_WORD = frozenset("跨多非一")
_PRAISED = frozenset(("优秀", "先进", "示范", "模范", "满意", "标兵", "文明"))
_COUNT = re.compile(r"\d[十百千万余多]*[个家所]\Z")
_TREATED = re.compile(r"(?:对|向|组织|指导|督促|督导|督察|督查|巡察|约谈|抽取|、)\d+个\Z")


def standalone(text: NameText) -> list[Body]:
    """National bodies and the few others whose name needs no level or place."""
    found = [
        Body(m.start(), m.end(), "national")
        for m in _alone().finditer(text.masked, text.start, text.end)
        if len(m.group()) > 3 or m.group() in ("党中央", "国务院") or _free(text, m.start(), m.end())
    ]
    found += [
        Body(m.start(), m.end(), "rule-of-law-committee")
        for m in _RULE_OF_LAW.finditer(text.masked, text.start, text.end)
    ]
    found += [
        Body(m.start(), m.end(), "national")
        for m in _NATIONAL.finditer(text.masked, text.start, text.end)
        if _free(text, m.start(), m.end())
    ]
    for match in central_names().finditer(text.masked, text.start, text.end):
        if match.group() != "中央" and _free(text, match.start(), match.end()):
            found.append(Body(match.start(), match.end(), "national"))
    return found


_NATIONAL = re.compile(
    r"国家[^的级和与、，。；\s]{2,8}?(?:和[\u4e00-\u9fff]{2,4})?(?:总局|局|委员会|总署|署)(?![部面势托长])"
)
_RULE_OF_LAW = re.compile(
    r"全面依法治(?<!委全面依法治)[省市县区旗州盟]委员会(?:办公室)?"
    r"|依法治(?<!委依法治)[省市县区旗州盟](?:委员会(?:办公室)?|(?:委|办)(?!员))"
)


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(alternation(load("agencies").words("standalone")))


def _free(text: NameText, start: int, stop: int) -> bool:
    """True where a national name stands by itself, not inside a longer word (省司法部门)."""
    if text.masked[stop : stop + 1] in frozenset("门分长位代"):
        return False
    if text.masked.startswith("办", stop - 1) and text.masked[stop : stop + 1] in frozenset("理结件案好公妥"):
        return False  # 集中|办理, 其中|办结
    return stop - start > 4 or text.left_edge(start - 4, start) == start


_OWN = re.compile(
    r"我(?:局|厅|委|部|署)(?:办公室|党组|机关)|我(?:局|厅|委|办|院|署|中心|部|街道|镇政府|乡政府)(?!长)|局(?:党组|党委)(?:理论学习中心组)?"
    r"|[局厅委]办公室(?![主])|[委厅部办镇乡]党组(?:理论学习中心组)?"
    r"|[局厅委部署](?![长托派员任分门署属级机系])[\u4e00-\u9fff]{2,7}?(?:处|科|股|办公室|中心)(?![级室长罚理分置学技普研员东主])"
    r"|(?:党工委|管委会)(?:理论学习中心组|政法委员会|政法委|组织部|宣传部|统战部|(?:政法|综合|党政|党群)?办公室)?"
    r"|(?:政策法规|政策法制|法制|法规|执法|审批|执法监督|复议|应诉|普法|宣传|监察|办公|综合|人事|财务|规划|行政审批|督察|信访|宣传教育|组织人事)(?:股|科|处|司)(?![级室法理罚置分])"
    r"|街道(?=还|把|将|与|对|共|已|组织|开展|召开|先后|一个月|每[月周季]|全年|印发|制定|成立|随即)"
)


def own_bodies(text: NameText) -> list[Body]:
    """What a report calls its own body and its parts: 我局, 局党组, 法规科."""
    return [
        Body(m.start(), m.end(), "own-body")
        for m in _OWN.finditer(text.masked, text.start, text.end)
        if text.masked[m.start()] == "我" or text.left_edge(m.start() - 4, m.start()) == m.start()
    ]
