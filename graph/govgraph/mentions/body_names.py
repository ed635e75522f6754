"""Bodies named by their ending: 县司法局, 行政争议调解中心, 领导小组.

A name reaches left from its ending to the last word that no name contains; it counts where it opens with a level
letter, a place, or a known national name, or where its ending alone names an institution.
"""

import re
from collections.abc import Sequence
from functools import cache

from govgraph.lexicon import alternation, load
from govgraph.link.authority import organ_rows
from govgraph.link.organs import expand_department
from govgraph.link.places import find_places
from govgraph.mentions.body_text import HAN, Body, NameText, central_names, level_letters, name_verbs

_REACH = 26  # code points a name may reach left of its ending


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
def _sets() -> dict[str, frozenset[str]]:
    words = load("agencies")
    names = ("organs", "department_endings", "institution_endings", "taskforce_endings")
    return {name: frozenset(words.words(name)) for name in names}


_NOT_AFTER = {
    "委": "员托任派",
    "办": "理法事案好结公学件实了",
    "管理处": "罚分",
    "工作组": "织",
    "部": "分署门位",
    "局": "面部势限长",
    "公安": "机部门",
    "司法": "行部机体鉴协建确拍救审解保",
    "中心": "工城镇组任思学小血校",
    "大队": "伍",
    "中学": "习法",
    "小学": "生",
    "幼儿园": "）)设",
    "公司": "法章",
    "政府": "部信采购职债网管",
    "人大": "常代",
}
_MAY_FOLLOW_GOVERNMENT = "部网"
_OFFICE_OF_LAW = re.compile("依法治[省市县区旗州盟]办")  # of whose words 办 does not go with 法治 behind it


def _goes_with(masked: str, match: re.Match[str], word: str, after: str) -> bool:
    """True where the letter behind an ending belongs to the next word after all: 县政府网站, 省委依法治省办法治政府."""
    if word == "政府":
        return after in _MAY_FOLLOW_GOVERNMENT
    office = word == "办" and masked.startswith("法治", match.end())
    return office and bool(_OFFICE_OF_LAW.match(masked, match.end() - 5, match.end()))


def named_by_ending(text: NameText) -> list[Body]:
    """Bodies that end like one, each with the longest name it can have; they may overlap."""
    found: list[Body] = []
    masked, sets, not_bodies = text.masked, _sets(), load("agencies").words("not_bodies")
    for match in _endings().finditer(masked, text.start, text.end):
        core_end, stop = match.span()
        word = match.group().partition("(")[0].partition("（")[0]
        after = masked[stop : stop + 1]
        if after and after in _NOT_AFTER.get(word, "") and not _goes_with(masked, match, word, after):
            continue
        if masked.endswith(not_bodies, 0, stop) or (word[-1] == "队" and after == "伍"):
            continue
        begin = text.left_edge(max(text.start, core_end - _REACH), core_end)
        begin = _after_bracket(masked, _levels_in_bracket(masked, begin, core_end), core_end)
        begin = after_verbs(masked, begin, core_end, stop)
        body = _named(text, begin, core_end, _end_with_station(text, stop), word)
        if body and not (word in sets["taskforce_endings"] and _MEETING.match(masked, stop)):
            found.append(body)
    return found


# The station of a bureau at a place: 区市场监管局|中南路所.
_STATION = re.compile(rf"(?<=局)[{HAN}]{{2,4}}所(?![有在属以称需谓长做])")


# The branch of a national bureau in a province: 国家矿山安全监察局|甘肃局.
_BRANCH = re.compile(rf"(?<=局)(?P<place>[{HAN}]{{2,3}})局")


def _end_with_station(text: NameText, stop: int) -> int:
    """Where a bureau's name ends, with the place of its station behind it; `stop` where none follows."""
    if not text.masked.startswith("局", stop - 1):
        return stop
    branch = _BRANCH.match(text.masked, stop, text.end)
    if branch and find_places(branch["place"]):
        return branch.end()
    station = _STATION.match(text.masked, stop, text.end)
    return station.end() if station and text.left_edge(stop, station.end() - 1) == stop else stop


# 县（市、区）水政监察大队, 镇（街道）执法队: bodies of several levels at once.
_SEVERAL_LEVELS = re.compile(r"[县市区镇乡旗村][（(][县市区旗镇乡街道社居、\ue002]{1,7}[)）]")


def _levels_in_bracket(masked: str, begin: int, core_end: int) -> int:
    """Where a name begins whose level stands with others in a bracket before it; `begin` where none does."""
    match = _SEVERAL_LEVELS.search(masked, max(0, begin - 9), core_end)
    return match.start() if match and match.start() < begin <= match.end() else begin


def _after_bracket(masked: str, begin: int, core_end: int) -> int:
    """Behind a bracket that the name does not close: 县司法局（|县行政复议局."""
    opened = max(masked.rfind("（", begin, core_end), masked.rfind("(", begin, core_end))
    closed = max(masked.rfind("）", begin, core_end), masked.rfind(")", begin, core_end))
    return opened + 1 if opened > closed else begin


def after_verbs(masked: str, begin: int, core_end: int, stop: int) -> int:
    """Where the name begins in a run that opens with a verb, or that holds another name and its verb."""
    opening, between = name_verbs()
    for verb in between.finditer(masked, begin, core_end):
        begin = verb.end()
    while (match := opening.match(masked, begin, stop)) and match.end() <= core_end and stop - match.end() >= 3:
        begin = match.end()
    return begin


def _named(text: NameText, begin: int, core_end: int, stop: int, word: str) -> Body | None:
    """The body that the words from `begin` to `stop` name, or None."""
    sets = _sets()
    opened = _opening(text.masked, begin, stop)
    if opened is not None:
        if _PRIZE_INSIDE.search(text.masked, opened, core_end):
            return None
        if word == "委" and (youth := _YOUTH.search(text.masked, max(0, opened - 3), opened)):
            return Body(youth.start(), stop, "level-or-place")
        kind = "taskforce" if word in _taskforces() else None
        several = _SEVERAL_LEVELS.match(text.masked, opened, core_end)
        collective = bool(several) or text.masked.startswith(("乡镇", "苏木镇", "镇街", "街镇"), opened)
        return Body(opened, stop, "level-or-place", kind, group=collective)
    if word in sets["institution_endings"] or word in sets["taskforce_endings"]:
        return _open_name(text, begin, core_end, stop, word)
    central = central_names().match(text.masked, begin, stop)
    if central and central.end() == stop:
        return Body(begin, stop, "national")
    if word.endswith(_FIELD_ENDINGS) and core_end > begin and _is_department(text.masked[begin:stop]):
        return Body(begin, stop, "known-department")
    return None


_YOUTH = re.compile("(?:共青|(?<![集社兵师军旅组财使剧]))团$")  # 团县委, 共青团青阳县委
_MEETING = re.compile(r"(?:[（(]扩大[)）])?(?:第?[一二三四五六七八九十\d]+次)?(?:全体|工作|专题)?会议?")
_FIELD_ENDINGS = ("局", "厅", "委", "部", "办", "办公室")
_NATIONAL_OPENINGS = ("中央", "国家", "国务", "最高", "全国", "中共", "中国")
_SORTS = ("新区", "开发区", "高新区", "经开区")  # level letters that are no place of their own: 新蒲|新区
_UNIT_OWN = re.compile(r"[局厅委院署部](?=党组|党委|机关|法治|依法|理论|普法|行政)")
_PLACE_END = frozenset("省市区县州旗盟团")


def _opening(masked: str, begin: int, stop: int) -> int | None:
    """Where a level letter or a place opens the name in the run from `begin`; None where nothing does."""
    if masked[begin : begin + 2] in _NATIONAL_OPENINGS and _national(masked, begin, stop):
        return begin
    letter = level_letters().match(masked, begin, stop)
    if letter and letter.end() < stop and not _NO_LETTER.match(masked, begin):
        return begin
    central = central_names().match(masked, begin, stop)
    if central and central.end() - begin >= 3 and central.end() < stop and masked[central.end()] not in _NOT_CENTRAL:
        return begin
    for at in range(begin, min(begin + 4, stop - 2)):
        for length in range(min(12, stop - at - 1), 1, -1):
            ends = masked[at + length - 1] in _PLACE_END or (length == 2 and at == begin)
            word = masked.startswith(("市场", "区域"), at + length - 1)
            word = word or (at > begin and masked.startswith(_SORTS, at))
            if ends and not word and find_places(masked[at : at + length]):
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


# Words that open with a letter of a level and name none: 市场, 市民 (not 市民政局).
_NO_LETTER = re.compile("[省市区县旗州镇乡](?:里|[两二三四五]级)|市场|区域|县域|市民(?!政|族|宗|委)|区块|州市直")
_NOT_CENTRAL = frozenset("门分位")
_ZONES = "新发高园景验范税假"  # 新区, 开发区, 高新区, 园区, 景区, 试验区, 示范区, 保税区, 度假区
_NO_LEVEL = frozenset("社街辖片校地小山灾库林矿城治全" + _ZONES)
_LETTER = re.compile(r"[省市区县旗州]")


def _national(masked: str, begin: int, stop: int) -> bool:
    return masked.startswith(("中共", "中国共产党"), begin) or bool(central_names().match(masked, begin, stop))


@cache
def _organ_inside() -> re.Pattern[str]:
    """A relative name inside a run of words: 兼任|区委政法委员会."""
    words = load("agencies")
    organs = alternation((*words.words("organs"), "司法局", "公安局", "委办公室"))
    return re.compile(rf"(?<![治{_ZONES}])(?:省|市|区|县|旗|镇|乡)(?:{organs})(?!员会)")


@cache
def _taskforces() -> frozenset[str]:
    return _sets()["taskforce_endings"] - {"委员会", "理论学习中心组", "中心组", "工作委员会", "联合体"}


@cache
def _fields() -> frozenset[str]:
    return frozenset(tail for _, tail in organ_rows())


def _is_department(name: str) -> bool:
    """True for a department's name without its place, in short or in full: 应急局, 市场监督管理局."""
    if _LAW_OFFICE.fullmatch(name):
        return True
    return name in _fields() or (name.endswith(("局", "厅")) and expand_department(name) is not None)


_LAW_OFFICE = re.compile("(?:全面)?依法治[省市区县旗州盟]委?(?:员会)?(?:办公室|办)?")
_ALONE = frozenset(("领导小组", "督察组", "督查组", "督导组", "工作专班", "检查组", "督察小组", "调查组"))


# What is won, not a body: 模范司法所, 五星级综治中心.
_PRIZE_NAME = re.compile(r"(?:模范|示范|先进|优秀|标杆|规范化|标准化|[一二三四五]星级?|最美)")


_PRIZE_INSIDE = re.compile("先进|模范|优秀|最美|[一二三四五]星级")  # 荆门市先进司法所
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


def _open_name(text: NameText, begin: int, core_end: int, stop: int, word: str) -> Body | None:
    """An institution or task force named by its ending: 行政争议调解中心, 涉法涉诉工作专班, 领导小组."""
    taskforce = word in _taskforces()
    size = core_end - begin
    counted = bool(_COUNTED.search(text.masked, max(0, begin - 3), begin))
    if _PRIZE_NAME.match(text.masked, begin, core_end):
        return None
    alone = word in _ALONE or counted or len(word) >= 5
    least = (
        0
        if alone or (word in load("agencies").words("township_offices") and _heads_clause(text.masked, begin))
        else 3
        if word == "中心"
        else 2
    )
    if not least <= size <= 20:
        return None
    return Body(begin, stop, "institution-ending", "taskforce" if taskforce else None, group=counted)


# Departments in a list whose first one says the level: 县司法局、市场监管局等12个部门.
_LISTED = re.compile(
    rf"(?<=[局厅委办部院])、(?P<name>[{HAN}]{{2,10}}?(?:局|厅|委|办|部))(?=[、和与及]|等)(?!(?:等|[、和与及])(?:方面|内容|环节))"
)


# A government named in one breath with its Party committee: 镇党委、政府, 街道党工委、办事处.
_BESIDE_PARTY = re.compile(r"(?<=委)[、和](?P<name>(?:人民)?政府|办事处)(?![部信采购职债网管])")


def sharing_unit(text: NameText, named: Sequence[Body]) -> list[Body]:
    """政府 and 办事处 right behind the Party committee of the same unit."""
    ends = {body.end for body in named}
    found = _BESIDE_PARTY.finditer(text.masked, text.start, text.end)
    return [Body(*match.span("name"), "shared-unit") for match in found if match.start() in ends]


def sharing_level(text: NameText, named: Sequence[Body]) -> list[Body]:
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
