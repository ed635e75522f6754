"""Agencies: bodies named by level and organ, by place, by an institution's ending, or as a collective.

A name is found by its ending (`agencies.toml`) and reaches left to the last word that no name contains; it counts
where it opens with a level letter, a place, a known national name, or where its ending alone names an institution.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from govgraph.lexicon import alternation, load
from govgraph.link.authority import central_rows, organ_rows
from govgraph.link.organs import body_list, body_words
from govgraph.link.places import find_places

_HAN = "\u4e00-\u9fff"
_REACH = 26  # code points a name may reach left of its ending


@dataclass(frozen=True, slots=True)
class Body:
    """A body named in the text; `kind` is known for collectives and task forces, else linking gives it."""

    start: int
    end: int
    rule: str
    kind: str | None = None
    group: bool = False


def bodies(masked: str, start: int, end: int, counts: Sequence[int] = ()) -> list[Body]:
    """All bodies of ``masked[start:end]``: longest names, not overlapping, in text order.

    `counts` are the ends of numbers with their measure words: a name does not reach left over one.
    """
    edges = sorted((*_edges_of(masked, start, end), *counts))
    joints = frozenset(match.end() for match in _JOINT_WORD.finditer(masked, start, end))
    text = _Text(masked, start, end, edges, joints)
    found = [
        *_collectives(text),
        *(named := _by_ending(text)),
        *_sharing_level(text, named),
        *_standalone(text),
        *_own(text),
        *_communities(text),
        *_places_with_shared_head(text),
        *_places_acting(text),
    ]
    outer = [part for body in _outermost(found) for part in _parted(masked, body)]
    return sorted([*outer, *_inner(masked, outer)], key=lambda b: (b.start, -b.end))


# Two bodies named in one breath: 县委县政府.
_JOINT = re.compile(r"(?P<party>.*[省市县区旗州盟]委)(?=[省市县区旗州](?:人民)?政府)")


def _parted(masked: str, body: Body) -> list[Body]:
    """县委县政府 as 县委 and 县政府; any other body as it is."""
    match = _JOINT.match(masked, body.start, body.end)
    if match is None:
        return [body]
    return [Body(body.start, match.end(), body.rule), Body(match.end(), body.end, body.rule)]


_INNER = re.compile(r".+?法院(?=.*(?:法庭|中心))|公安机关(?=.)")


def _inner(masked: str, outer: list[Body]) -> list[Body]:
    """The superior that opens the name of a court's branch or a police centre, as a body of its own."""
    found = []
    for body in outer:
        match = _INNER.match(masked[body.start : body.end])
        if match:
            group = match.group() == "公安机关"
            kind = "department" if group else None
            found.append(Body(body.start, body.start + match.end(), "superior-in-name", kind, group))
    return found


_JOINT_WORD = re.compile("[和与]")


@dataclass(frozen=True, slots=True)
class _Text:
    """The masked text with the ends of all edge words in it, so that a name's left end is one look-up."""

    masked: str
    start: int
    end: int
    edges: list[int]
    joints: frozenset[int]  # those of the ends that close 和 or 与

    def left_edge(self, low: int, high: int) -> int:
        """Where a name that ends at `high` may begin: after the last edge word, not before `low`.

        和 and 与 join two names only where a name stands before them; 县自然资源和规划局 is one name.
        """
        index = bisect_right(self.edges, high) - 1
        while index > 0 and self.edges[index] in self.joints and self._goes_over(index, low):
            index -= 1
        begin = max(low, self.edges[index]) if index >= 0 else low
        while self.masked[begin : begin + 1] in _MEASURE_OR_YEAR and self.masked[begin - 1 : begin] in _NUMERALS:
            begin += 1
        return begin

    def _goes_over(self, index: int, low: int) -> bool:
        """True where what stands before a joining word opens a name and does not close one."""
        begin, end = max(low, self.edges[index - 1]), self.edges[index] - 1
        words = self.masked[begin:end]
        if len(words) < 3 or _HOLDS_NAME.search(words):
            return False
        return bool(_level().match(words)) or bool(_central().match(words)) or bool(find_places(words[:3]))


_HOLDS_NAME = re.compile(r"局|厅|政府|委|院|办公室|会|中心|[省市区县旗]\Z|[镇乡村队组所站处校学]\Z|街道|社区")
_MEASURE_OR_YEAR = frozenset("年月日万余多个家支名")
_NUMERALS = frozenset("0123456789十百千万余多两三四五六七八九")


def _edges_of(masked: str, start: int, end: int) -> list[int]:
    words = [match.end() for match in _edge().finditer(masked, start, end)]
    return words + [match.end() for match in _NO_NAME.finditer(masked, start, end)]


def _outermost(found: list[Body]) -> list[Body]:
    """Longest first where names overlap; a collective gives way to a longer name."""
    kept: list[Body] = []
    taken = bytearray(max((b.end for b in found), default=0))
    for body in sorted(found, key=lambda b: (b.start - b.end, b.start)):
        if not any(taken[body.start : body.end]):
            taken[body.start : body.end] = b"\x01" * (body.end - body.start)
            kept.append(body)
    return sorted(kept, key=lambda b: b.start)


# --- names by their ending


@cache
def _endings() -> re.Pattern[str]:
    words = load("agencies")
    every = [
        *words.words("organs"),
        *words.words("department_endings"),
        *words.words("institution_endings"),
        *words.words("taskforce_endings"),
    ]
    return re.compile(rf"(?:{alternation(every)})(?:[（(](?:扩大|街道办事处|监委|监察委|党组)[)）])?")


@cache
def _edge() -> re.Pattern[str]:
    words = load("agencies")
    joined = alternation(words.words("joined"))
    return re.compile(
        rf"对(?!接)|和(?!{joined})|促进(?!局|中心|会|办)|全国(?!人大|政协|人民|普法|总工会|妇联|工商联)|联合(?!会|调解|工作|执法|党|体|指挥|接访)|{alternation(words.words('edges'))}"
    )


_NO_NAME = re.compile(rf"[^{_HAN}（）()]")


@cache
def _sets() -> dict[str, frozenset[str]]:
    words = load("agencies")
    names = ("organs", "department_endings", "institution_endings", "taskforce_endings", "not_bodies")
    return {name: frozenset(words.words(name)) for name in names}


@cache
def _level() -> re.Pattern[str]:
    return re.compile(alternation(load("agencies").words("level_letters")))


@cache
def _central() -> re.Pattern[str]:
    """Names of national bodies: 中央…, 国家…, 全国…, 最高…, and the ministries."""
    short = set(body_words("central")) - set(body_list("also_local")) - {"中央", "两高"}
    return re.compile(alternation({*central_rows(), *short}))


_NOT_AFTER = {
    "委": "员托任派",
    "办": "理法事案好结公学件实",
    "部": "分署门位",
    "局": "面部势限长",
    "公安": "机部门",
    "司法": "行部机体鉴",
    "中心": "工城镇组任思",
    "大队": "伍",
    "中学": "习法",
    "小学": "生",
    "幼儿园": "）)设",
    "政府": "部信采购职债网管",
    "人大": "常代",
}
_MAY_FOLLOW_GOVERNMENT = "部网"


def _by_ending(text: _Text) -> list[Body]:
    found: list[Body] = []
    masked, sets = text.masked, _sets()
    for match in _endings().finditer(masked, text.start, text.end):
        core_end, stop = match.span()
        word = match.group().partition("(")[0].partition("（")[0]
        after = masked[stop : stop + 1]
        if after and after in _NOT_AFTER.get(word, "") and not (word == "政府" and after in _MAY_FOLLOW_GOVERNMENT):
            continue
        if any(masked[stop - size : stop] in sets["not_bodies"] for size in (2, 3, 4)) or (
            word[-1] == "队" and after == "伍"
        ):
            continue
        begin = text.left_edge(max(text.start, core_end - _REACH), core_end)
        begin = max(_levels_in_bracket(masked, begin, core_end), _after_bracket(masked, begin, core_end))
        begin = _after_verbs(masked, begin, core_end, stop)
        body = _named(text, begin, core_end, stop, word)
        if body and not (word in sets["taskforce_endings"] and _MEETING.match(masked, stop)):
            found.append(body)
    return found


# 县（市、区）水政监察大队, 镇（街道）执法队: bodies of several levels at once.
_SEVERAL_LEVELS = re.compile(r"[县市区镇乡旗村][（(][县市区旗镇乡街道社、居]{1,7}[)）]")


def _levels_in_bracket(masked: str, begin: int, core_end: int) -> int:
    """Where a name begins whose level stands with others in a bracket before it; `begin` where none does."""
    match = _SEVERAL_LEVELS.search(masked, max(0, begin - 9), core_end)
    return match.start() if match and match.start() < begin <= match.end() else begin


def _after_bracket(masked: str, begin: int, core_end: int) -> int:
    """Behind a bracket that the name does not close: 县司法局（|县行政复议局."""
    opened = max(masked.rfind("（", begin, core_end), masked.rfind("(", begin, core_end))
    closed = max(masked.rfind("）", begin, core_end), masked.rfind(")", begin, core_end))
    return opened + 1 if opened > closed else begin


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Verbs of work that open a run before the name (建强|综治中心), and between two names (市司法局|审查|市政府)."""
    words = load("verbs")
    verbs = set(words.words("work")) - set(words.words("work_short"))
    long = alternation(verb for verb in verbs if len(verb) > 1)
    organs = "局厅委办院府会部团所队站组团"
    short = alternation(words.words("work_short"))
    opens = rf"(?:{long}|建设(?![局厅委部银集管工]))(?=[{_HAN}]{{2}})|(?:{short})(?=街道|[省市区县旗镇乡](?:委|政府))"
    return re.compile(opens), re.compile(
        rf"(?<=[{organs}])(?:{long}|审查|评查)(?=[省市区县旗州镇乡])"
    )


def _after_verbs(masked: str, begin: int, core_end: int, stop: int) -> int:
    """Where the name begins in a run that opens with a verb, or that holds another name and its verb."""
    opening, between = _verbs()
    for match in between.finditer(masked, begin, core_end):
        begin = match.end()
    while (match := opening.match(masked, begin, stop)) and match.end() <= core_end and stop - match.end() >= 3:
        begin = match.end()
    return begin


def _named(text: _Text, begin: int, core_end: int, stop: int, word: str) -> Body | None:
    """The body that the words from `begin` to `stop` name, or None."""
    sets = _sets()
    opened = _opening(text.masked, begin, stop)
    if opened is not None:
        kind = "taskforce" if word in _taskforces() else None
        several = _SEVERAL_LEVELS.match(text.masked, opened, core_end)
        collective = bool(several) or text.masked.startswith(("乡镇", "苏木镇", "镇街", "街镇"), opened)
        return Body(opened, stop, "level-or-place", kind, group=collective)
    if word in sets["institution_endings"] or word in sets["taskforce_endings"]:
        return _open_name(text, begin, core_end, stop, word)
    central = _central().match(text.masked, begin, stop)
    if central and central.end() == stop:
        return Body(begin, stop, "national")
    if word in _FIELD_ENDINGS and core_end > begin and text.masked[begin:stop] in _fields():
        return Body(begin, stop, "known-department")
    return None


_MEETING = re.compile(r"(?:[（(]扩大[)）])?(?:第?[一二三四五六七八九十\d]+次)?(?:全体|工作|专题)?会议?")
_FIELD_ENDINGS = frozenset(("局", "厅", "委", "部", "办", "办公室"))
_NATIONAL_OPENINGS = ("中央", "国家", "国务", "最高", "全国", "中共", "中国")
_UNIT_OWN = re.compile(r"[局厅委院署部](?=党组|党委|机关|法治|依法|理论|普法|行政)")
_PLACE_END = frozenset("省市区县州旗盟团")


def _opening(masked: str, begin: int, stop: int) -> int | None:
    """Where a level letter or a place opens the name in the run from `begin`; None where nothing does."""
    if masked[begin : begin + 2] in _NATIONAL_OPENINGS and _national(masked, begin, stop):
        return begin
    letter = _level().match(masked, begin, stop)
    if (
        letter
        and letter.end() < stop
        and not masked.startswith(("市场", "区域", "县域", "市民", "区块", "州市"), begin)
    ):
        return begin
    central = _central().match(masked, begin, stop)
    if central and central.end() - begin >= 3 and central.end() < stop and masked[central.end()] not in _NOT_CENTRAL:
        return begin
    for at in range(begin, min(begin + 4, stop - 2)):
        for length in range(min(12, stop - at - 1), 1, -1):
            ends = masked[at + length - 1] in _PLACE_END or (length == 2 and at == begin)
            if ends and find_places(masked[at : at + length]):
                return at
    if _UNIT_OWN.match(masked, begin, stop):
        return begin
    inner = _organ_inside().search(masked, begin + 1, stop)
    if inner:
        return inner.start()
    letters = (match.start() for match in _LETTER.finditer(masked, begin + 1, stop))
    return next(
        (
            at
            for at in letters
            if stop - at > 2 and masked[at - 1] not in _NO_LEVEL and masked[at + 1 : stop] in _fields()
        ),
        None,
    )


_NOT_CENTRAL = frozenset("门分位")
_NO_LEVEL = frozenset("社街园辖片景校地小山灾库林矿城治全")
_LETTER = re.compile(r"[省市区县旗州]")


def _national(masked: str, begin: int, stop: int) -> bool:
    return masked.startswith(("中共", "中国共产党"), begin) or bool(_central().match(masked, begin, stop))


@cache
def _organ_inside() -> re.Pattern[str]:
    """A relative name inside a run of words: 兼任|区委政法委员会."""
    words = load("agencies")
    organs = alternation((*words.words("organs"), "司法局", "公安局", "委办公室"))
    return re.compile(rf"(?<!治)(?:省|市|区|县|旗|镇|乡)(?:{organs})(?!员会)")


@cache
def _taskforces() -> frozenset[str]:
    return _sets()["taskforce_endings"] - {"委员会", "理论学习中心组", "中心组", "工作委员会", "联合体"}


@cache
def _fields() -> frozenset[str]:
    return frozenset(tail for _, tail in organ_rows())


_ALONE = frozenset(("领导小组", "督察组", "督查组", "督导组", "工作专班", "检查组", "督察小组", "调查组"))


# What is won, not a body: 模范司法所, 五星级综治中心.
_PRIZE_NAME = re.compile(r"(?:模范|示范|先进|优秀|标杆|规范化|标准化|[一二三四五]星级?|最美)")
# Offices of a township named by their sort alone, at the head of a clause or list: 司法所、派出所进驻….
_OF_TOWNSHIP = frozenset(("司法所", "派出所", "综治中心", "人社所", "财政所"))


_COUNTED = re.compile(r"(?:[\d两三四五六七八九十百余多几]\s?[个支家]|\d)\Z")


def _heads_clause(masked: str, begin: int) -> bool:
    return masked[begin - 1 : begin] in (
        "",
        "\n",
        "，",
        ",",
        "。",
        "；",
        ";",
        "、",
        "：",
        ":",
        "由",
        "和",
        "与",
        "\u3000",
    )


def _open_name(text: _Text, begin: int, core_end: int, stop: int, word: str) -> Body | None:
    """An institution or task force named by its ending: 行政争议调解中心, 涉法涉诉工作专班, 领导小组."""
    taskforce = word in _taskforces()
    size = core_end - begin
    counted = bool(_COUNTED.search(text.masked, max(0, begin - 3), begin))
    if _PRIZE_NAME.match(text.masked, begin, core_end):
        return None
    alone = word in _ALONE or counted or len(word) >= 5
    least = 0 if alone or (word in _OF_TOWNSHIP and _heads_clause(text.masked, begin)) else 3 if word == "中心" else 2
    if not least <= size <= 20:
        return None
    return Body(begin, stop, "institution-ending", "taskforce" if taskforce else None, group=counted)


# Departments in a list whose first one says the level: 县司法局、市场监管局等12个部门.
_LISTED = re.compile(
    rf"(?<=[局厅委办部院])、(?P<name>[{_HAN}]{{2,10}}?(?:局|厅|委|办|部))(?=[、和与及]|等)(?!(?:等|[、和与及])(?:方面|内容|环节))"
)


def _sharing_level(text: _Text, named: Sequence[Body]) -> list[Body]:
    """Bodies of a list that leave out the level which the one before them has."""
    ends = {body.end for body in named if body.rule in ("level-or-place", "known-department")}
    starts = {body.start for body in named}
    found = []
    at = text.start
    while match := _LISTED.search(text.masked, at, text.end):
        start, stop = match.span("name")
        if match.start() in ends and start not in starts and text.left_edge(start, stop - 1) == start:
            found.append(Body(start, stop, "shared-level"))
            ends.add(stop)
        at = stop
    return found


# --- other ways of naming


@cache
def _group_pattern() -> re.Pattern[str]:
    groups = load("agencies").table("groups")
    parts = [f"(?P<{kind}>{'|'.join(entry['patterns'])})" for kind, entry in groups.items()]
    openings = load("agencies").tables["group_openings"]
    return re.compile(rf"(?=[{openings}])(?:{'|'.join(parts)})")


@cache
def _counted_pattern() -> re.Pattern[str]:
    table = load("agencies").table("counted")
    parts = [f"(?P<{kind}>{alternation(words.split())})" for kind, words in table.items()]
    return re.compile(rf"(?<=[个家所])(?:{'|'.join(parts)})(?![{_HAN}]{{0,1}}(?:制|法|级|间))")


def _collectives(text: _Text) -> list[Body]:
    found = []
    masked = text.masked
    for match in _group_pattern().finditer(masked, text.start, text.end):
        before = masked[max(0, match.start() - 2) : match.start()]
        if before[-1:] not in _PART_OF_WORD and before not in _PRAISED:
            found.append(Body(match.start(), match.end(), f"group-{match.lastgroup}", match.lastgroup, group=True))
    for match in _counted_pattern().finditer(masked, text.start, text.end):
        wanted = _TREATED if match.lastgroup == "place" else _COUNT
        if wanted.search(masked, max(0, match.start() - 6), match.start()):
            kind = "government" if match.lastgroup == "place" else match.lastgroup
            found.append(Body(match.start(), match.end(), f"counted-{match.lastgroup}", kind, group=True))
    return found


_PART_OF_WORD = frozenset("跨多非一")
_PRAISED = frozenset(("优秀", "先进", "示范", "模范", "满意", "标兵", "文明"))
_COUNT = re.compile(r"\d[十百千万余多]*[个家所]\Z")
_TREATED = re.compile(r"(?:对|向|组织|指导|督促|督导|抽取|、)\d+个\Z")


def _standalone(text: _Text) -> list[Body]:
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
    for match in _central().finditer(text.masked, text.start, text.end):
        if match.group() != "中央" and _free(text, match.start(), match.end()):
            found.append(Body(match.start(), match.end(), "national"))
    return found


_NATIONAL = re.compile(r"国家[^的级和与、，。；\s]{2,8}?(?:总局|局|委员会|总署|署)(?![部面势托长])")
_RULE_OF_LAW = re.compile(
    r"(?<!委)(?:全面)?依法治[省市县区旗州盟]委员会(?:办公室)?|(?<!委)依法治[省市县区旗州盟](?:委|办)(?!员)"
)


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(alternation(load("agencies").words("standalone")))


def _free(text: _Text, start: int, stop: int) -> bool:
    """True where a national name stands by itself, not inside a longer word (省司法部门)."""
    if text.masked[stop : stop + 1] in frozenset("门分长位代"):
        return False
    return stop - start > 4 or text.left_edge(start - 4, start) == start


_OWN = re.compile(
    r"我(?:局|厅|委|办|院|署|中心|部|街道|镇政府|乡政府)(?!长)|局(?:党组|党委)(?:理论学习中心组)?"
    r"|[委厅部办镇乡]党组(?:理论学习中心组)?"
    r"|[局厅委部署](?![长托派员任分门署属级机系])[\u4e00-\u9fff]{2,7}?(?:处|科|股)(?![级室长罚理分置学技普研员东])"
    r"|(?:党工委|管委会)(?:理论学习中心组|政法委员会|政法委|组织部|宣传部|统战部|办公室)?"
    r"|(?:政策法规|政策法制|法制|法规|执法|审批|执法监督|复议|应诉|普法|宣传|监察|办公|综合)(?:股|科|处|司)(?![级室法])"
    r"|街道(?=还|把|将|与|对|共|已|组织|开展|召开|先后|一个月|每[月周季]|全年|印发|制定|成立|随即)"
)


def _own(text: _Text) -> list[Body]:
    return [
        Body(m.start(), m.end(), "own-body")
        for m in _OWN.finditer(text.masked, text.start, text.end)
        if text.masked[m.start()] == "我" or text.left_edge(m.start() - 4, m.start()) == m.start()
    ]


_TOWN = re.compile(r"(?:镇|乡(?![镇村科级土情贤])|街道|苏木)(?:人民政府|办事处)?")
_VILLAGE = re.compile(r"([\u4e00-\u9fff]{1,4})(?:村|社区|嘎查)(?!民|庄|级|委|规|务|镇|\(|（|居|法律|综)")
_NOT_TOWN = re.compile(
    r"(?:乡|(?:\A|型|小|大|村|新|特色|智慧|宜居)城|重|中心|强|古|小|名|各|全|本|我|该|集|市|建制|经济发达|特色|两|个|区、|法治|平安|示范|美丽|文明|清廉|数字)\Z"
)
_NO_TOWN_NAME = re.compile(r"[局院委厅来到在进各赴]")
_SORT_OF_TOWN = re.compile(r".*[镇乡道区县市]")
_NOT_BEHIND_TOWN = frozenset("级域区属村民街乡（(")


def _communities(text: _Text) -> list[Body]:
    """Townships, sub-districts, villages and communities by name: 桃花镇, 西湖街道, 桃花镇杏林村, 桂花社区."""
    found = []
    masked = text.masked
    for match in _TOWN.finditer(masked, text.start, text.end):
        begin = _town_begin(text, match.start())
        if begin is None:
            continue
        village = _VILLAGE.match(masked, match.end(), text.end) if len(match.group()) <= 2 else None
        stop = village.end() if village and not _edge().search(village.group(1)) else match.end()
        if masked[stop : stop + 1] not in _NOT_BEHIND_TOWN:
            found.append(Body(begin, stop, "community"))
    for match in _ALONE_VILLAGE.finditer(masked, text.start, text.end):
        start, stop = match.span("name")
        led = _LEADS_VILLAGE.match(masked, start, stop)
        start = led.end() if led else start
        if stop - start >= 3:
            found.append(Body(start, stop, "community"))
    return found


def _town_begin(text: _Text, high: int) -> int | None:
    """Where the name of a township that ends before `high` begins, with the county before it; None where there is none."""
    masked = text.masked
    begin = text.left_edge(max(text.start, high - 10), high)
    short = high - begin == 1 or masked.startswith("族", high - 1)
    if short and masked[begin - 1 : begin] in _NAME_EDGES and masked[begin - 2 : begin - 1] in _BREAKS:
        begin -= 1  # 向阳镇, 和平乡: the edge word is part of the name
    own = begin
    sort = _SORT_OF_TOWN.match(masked, begin, high)
    if sort and sort.end() < high:
        place = find_places(sort.group())
        own, begin = sort.end(), begin if place else sort.end()
    name = masked[own:high]
    longest = 7 if masked.startswith("苏木", high) or name.endswith("族") else 4
    enough = 2 <= len(name) <= longest and not _NO_TOWN_NAME.search(name)
    plain = name.isalpha() and not _NOT_TOWN.search(name) and not _verbs()[0].match(name + "某某")
    return begin if enough and plain else None


_NAME_EDGES = frozenset("向同对和由为在至其")
_BREAKS = frozenset("，,。；;、：:\n \u3000")
_LEADS_VILLAGE = re.compile("指导|组织|支持|督促|帮助|推动|推荐|选定|联系|走进|深入")
# A village or community without its township, at the head of a clause that tells what it did or won.
_ALONE_VILLAGE = re.compile(
    rf"(?<![{_HAN}\ue000-\uf8ff）)])(?P<name>(?![各全本我该每两在对向与由为到从给让])[{_HAN}]{{2,8}}?(?:社区|村|嘎查))"
    r"(?=被|获|荣获|入选|成功|率先|创新|组[建织]|建[立成]|开[展设]|办起|请来|推行|打造|设立|探索|成立|把|将|、)"
)


@cache
def _acting_place() -> re.Pattern[str]:
    """Places in the role of a body: honoured (江油市被…命名), or brought in (支持涪城区、游仙区申报…)."""
    place = rf"[{_HAN}]{{2,6}}?[市县区旗]"
    return re.compile(
        rf"(?P<names>(?:{place}(?:、|和))*{place})(?=被|获|荣获|成功创建|成功入选|入选|获评)"
        rf"|(?:支持|指导|推动|组织|督促|鼓励|与|会同|联合)(?P<led>(?:{place}(?:、|和))*{place})"
        rf"(?=[申开建签推实选先创制联共完成落加探试打健完参])"
    )


def _places_acting(text: _Text) -> list[Body]:
    """Each place of `_acting_place` that the gazetteer knows."""
    found = []
    for match in _acting_place().finditer(text.masked, text.start, text.end):
        group = "names" if match.group("names") else "led"
        at, stop = match.span(group)
        names = text.masked[at:stop]
        for name in re.split(r"[、和]", names):
            begin = text.left_edge(at, at + len(name) - 1)
            if find_places(text.masked[begin : at + len(name)]):
                found.append(Body(begin, at + len(name), "acting-place"))
            at += len(name) + 1
    return found


_SHARED = re.compile(
    r"[市区县旗州盟](?:等(?:\d+|[一二三四五六七八九十]+)?个?(?:设区市|县区|县市区|区县|区|县|市)?)?(?:人民政府|政府)"
)


def _places_with_shared_head(text: _Text) -> list[Body]:
    """福州市、三明市等6个设区市人民政府: each place is named as its government."""
    found: list[Body] = []
    for match in _SHARED.finditer(text.masked, text.start, text.end):
        stop = match.start() + 1
        shared = "等" in match.group()
        while True:
            begin = text.left_edge(max(text.start, stop - 7), stop - 1)
            if not find_places(text.masked[begin:stop]):
                break
            if shared:
                found.append(Body(begin, stop, "shared-head"))
            if text.masked[begin - 1 : begin] not in ("、", "和"):
                break
            stop, shared = begin - 1, True
    return found
