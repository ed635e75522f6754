"""Bodies named by their place: townships, villages, communities, and places in the role of their governments."""

import re
from functools import cache

from govgraph.lexicon import alternation
from govgraph.link.organs import body_words
from govgraph.link.places import find_places, is_township
from govgraph.mentions.body_text import HAN, Body, NameText, edge_words, name_verbs


@cache
def _town() -> re.Pattern[str]:
    """The end of a township's name, with the organ or station of it that follows: 桃花镇, 桃花镇党委, 桃花镇司法所."""
    organs = [*body_words("township"), *body_words("stations"), *body_words("station_words")]
    return re.compile(rf"(?:镇|乡(?![镇村科级土情贤])|街道|苏木)(?:{alternation(filter(None, organs))})?")


_VILLAGE = re.compile(
    r"([\u4e00-\u9fff]{1,6}?(?<!农))(?:村|社区|嘎查)"
    r"(?:村委会|居委会|村民委员会|居民委员会|(?!民|庄|级|委|规|务|镇|\(|（|居|法律|综))"
)
_NOT_TOWN = re.compile(
    r"(?:乡|返|(?:\A|型|小|大|村|新|特色|智慧|宜居)城|[助导促织各全的对向持动]街|重|中心|强|古|小|名|各|全|本|我|该|集|市|建制|经济发达|特色|两|个|区、|法治|平安|示范|美丽|文明|清廉|数字)\Z"
)
_SORTS = ("镇", "乡", "街道", "苏木")
_NO_TOWN_NAME = re.compile(r"[局院委厅来到在进各赴]")
_SORT_OF_TOWN = re.compile(r".*[镇乡道区县市]")
_NOT_BEHIND_TOWN = frozenset("级域区属村民街乡（(")


def communities(text: NameText) -> list[Body]:
    """Townships, sub-districts, villages and communities by name: 桃花镇, 西湖街道, 桃花镇杏林村, 桂花社区."""
    found = []
    masked = text.masked
    for match in _town().finditer(masked, text.start, text.end):
        begin = _town_begin(text, match.start())
        if begin is None:
            continue
        named = match.group().endswith(_SORTS)
        village = _VILLAGE.match(masked, match.end(), text.end) if named else None
        other = village and (edge_words().search(village[1]) or name_verbs()[0].match(village[0]))
        stop = village.end() if village and not other else match.end()
        if masked[stop : stop + 1] not in _NOT_BEHIND_TOWN:
            found.append(Body(begin, stop, "community"))
    for match in _ALONE_VILLAGE.finditer(masked, text.start, text.end):
        start, stop = match.span("name")
        led = _LEADS_VILLAGE.match(masked, start, stop)
        start = led.end() if led else start
        if stop - start >= 3 and not _NO_VILLAGE.search(masked, start, stop):
            found.append(Body(start, stop, "community"))
    for match in _COMMITTEE.finditer(masked, text.start, text.end):
        begin = text.left_edge(max(text.start, match.start() - 6), match.start())
        if match.start() - begin >= 2 and masked[begin - 1 : begin] not in _TOWN_ENDS:
            found.append(Body(begin, match.end(), "community"))
    return found


def _town_begin(text: NameText, high: int) -> int | None:
    """Where the name of a township that ends before `high` begins, with the county before it; None for none."""
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
    if masked.startswith("乡", high) and name.endswith("城"):
        return None  # 城乡
    if set(name) <= _LEVEL_LETTERS:
        return None  # 市县乡
    if 3 <= len(name) <= longest and (_NO_TOWN_NAME.search(name) or _NOT_TOWN.search(name)):
        sort_of = next(word for word in _SORTS if masked.startswith(word, high))
        return begin if is_township(name + sort_of) else None
    listed = len(name) == 2 and masked[own - 1 : own] in _BREAKS  # 、练市镇: 市 is part of the name
    enough = 2 <= len(name) <= longest and not _NO_TOWN_NAME.search(name)
    plain = (
        name.isalpha()
        and (not _NOT_TOWN.search(name) or (listed and name[1] == "市" and name[0] not in "城县都"))
        and not name_verbs()[0].match(name + "某某")
    )
    return begin if enough and plain else None


_LEVEL_LETTERS = frozenset("省市县区旗州镇乡村")
_NAME_EDGES = frozenset("向同对和由为在至其")
_BREAKS = frozenset("，,。；;、：:\n \u3000")
_NO_VILLAGE = re.compile("政府|指导|各|到|定期|(?<![前先跃奋共])进(?:社区|村)\\Z")
# The committee of a village, wherever it is named: 由乡司法所和韩川村村委会调解.
_COMMITTEE = re.compile("(?:村(?:村委会|村民委员会)|社区(?:居委会|居民委员会))")
_TOWN_ENDS = frozenset("镇乡道")
_LEADS_VILLAGE = re.compile("指导|组织|支持|督促|帮助|推动|推荐|选定|联系|走进|深入")
# A village or community without its township, at the head of a clause that tells what it did or won.
_ALONE_VILLAGE = re.compile(
    rf"(?<![{HAN}\ue000-\uf8ff）)])(?P<name>(?![各全本我该每两在对向与由为到从给让]|[一二三四五六七八九十]是|个别|部分|行政村|自然村|试点|示范)[{HAN}]{{2,8}}?(?:社区|村|嘎查))"
    r"(?=被|获|荣获|入选|成功|率先|创新|组[建织]|建[立成起]|开[展设]|办起|请来|推行|打造|设立|探索|成立|把|将|、|试行|召开|制[定作]|修订|组织|调解|举办|办|出台|培养|整治|化解|签)"
)


@cache
def _acting_place() -> re.Pattern[str]:
    """Places in the role of a body: honoured (江油市被…命名), or brought in (支持涪城区、游仙区申报…)."""
    place = rf"[{HAN}]{{2,6}}?[市县区旗州]"
    return re.compile(
        rf"(?P<names>(?:{place}(?:、|和))*{place})(?=被|获|荣获|成功创建|成功入选|入选|获评)"
        rf"|(?<=[，。；：\n])(?P<first>(?:{place}(?:、|和))*{place})(?=建成|推广|推行|率先|首创|探索|创新|打造|设立|出台|试点|在全[国省市州县区])"
        rf"|(?<=对)(?P<told>{place})(?=[^，。]{{0,20}}(?:做法|经验|案例)[予给])"
        rf"|(?:支持|指导|推动|组织|督促|鼓励|与|会同|联合)(?P<led>(?:{place}(?:、|和))*{place})"
        rf"(?=[申开建签推实选先创制联共完成落加探试打健完参深更])"
    )


# A cheap look for the end of such a list, since every place of the text would have to be tried otherwise.
_PLACE_ACTS = re.compile("[市县区旗州](?=[被获荣成入评建推率首探创打设出试申开签实选先制联共完落加健参深更在“改做经])")
_LONGEST_LIST = 40  # code points


def places_acting(text: NameText) -> list[Body]:
    """Each place of `_acting_place` that the gazetteer knows."""
    found = []
    done = text.start
    for place in _PLACE_ACTS.finditer(text.masked, text.start, text.end):
        match = _acting_place().search(text.masked, max(done, place.start() - _LONGEST_LIST), place.end() + 26)
        if match is None or match.end() <= done:
            continue
        done = match.end()
        group = next(name for name in ("names", "first", "told", "led") if match.group(name))
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


def places_with_shared_head(text: NameText) -> list[Body]:
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
