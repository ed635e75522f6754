"""What all ways of finding a body share: the found body, and the text with the words that no name contains."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from govgraph.lexicon import alternation, load
from govgraph.link.authority import central_rows
from govgraph.link.organs import body_list, body_words
from govgraph.link.places import find_places

HAN = "\u4e00-\u9fff"


class Body(NamedTuple):
    """A body named in the text; `kind` is known for collectives and task forces, else linking gives it."""

    start: int
    end: int
    rule: str
    kind: str | None = None
    group: bool = False


_JOINT_WORD = re.compile("[和与]")


@dataclass(frozen=True, slots=True)
class NameText:
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
        return bool(level_letters().match(words)) or bool(central_names().match(words)) or bool(find_places(words[:3]))


_HOLDS_NAME = re.compile(r"局|厅|政府|委|院|办公室|会|中心|[省市区县旗]\Z|[镇乡村队组所站处校学]\Z|街道|社区")
_MEASURE_OR_YEAR = frozenset("年月日万余多个家支名")
_NUMERALS = frozenset("0123456789十百千万余多两三四五六七八九")


def name_text(masked: str, start: int, end: int, counts: Sequence[int] = ()) -> NameText:
    """The text with its edge words; `counts` are the ends of numbers, which names do not reach over."""
    edges = [match.end() for match in edge_words().finditer(masked, start, end)]
    edges += (match.end() for match in _NO_NAME.finditer(masked, start, end))
    joints = frozenset(match.end() for match in _JOINT_WORD.finditer(masked, start, end))
    return NameText(masked, start, end, sorted((*edges, *counts)), joints)


@cache
def edge_words() -> re.Pattern[str]:
    """Words that no name contains (及, 的, 印发); a name begins after the last of them."""
    words = load("agencies")
    joined = alternation(words.words("joined"))
    return re.compile(
        rf"对(?!接)(?<!应对)|为(?!民服务)|组织(?<!社会组织)|委派(?!驻)|派驻(?![{HAN}]{{0,8}}纪检)|执行(?!局|庭|指挥)|报(?=[{HAN}]{{2,7}}(?:局|委|办|厅|部|院|政府|常委会|人大|党组)(?:备案|审[批核查定]|批准|核准|同意))|保障(?!局|厅|部|中心|服务中心|办|所|站|基金|卡|监察|监督)|和(?!{joined})|促进(?!局|中心|会|办|委)|审查(?!中心|委)|受(?!理|害|援)|全国(?![{HAN}]{{2,10}}(?:领导小组|委员会|联席会议))(?!人大|政协|人民|普法|总工会|妇联|工商联)|联合(?!督[察查导]组|检查组|调研组|会|调解|工作|执法|党|体|指挥|接访)|指导(?!中心|服务中心|站)|{alternation(words.words('edges'))}"
    )


_NO_NAME = re.compile(rf"[^{HAN}（）()]+")


@cache
def level_letters() -> re.Pattern[str]:
    """Letters of a level that open a relative name: 区委, 县政府."""
    return re.compile(alternation(load("agencies").words("level_letters")))


@cache
def central_names() -> re.Pattern[str]:
    """Names of national bodies: 中央…, 国家…, 全国…, 最高…, and the ministries."""
    short = set(body_words("central")) - set(body_list("also_local")) - {"中央", "两高"}
    return re.compile(alternation({*central_rows(), *short}))


@cache
def name_verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Verbs of work that open a run before the name (建强|综治中心), and between two names (市司法局|审查|市政府)."""
    words = load("verbs")
    verbs = set(words.words("work")) - set(words.words("work_short"))
    long = alternation(verb for verb in verbs if len(verb) > 1)
    organs = "局厅委办院府会部团所队站组团"
    short = alternation(words.words("work_short"))
    opens = rf"(?:{long}|建设(?![局厅委部银集管工]))(?=[{HAN}]{{2}})|(?:{short})(?=街道|[省市区县旗镇乡](?:委|政府))"
    return re.compile(opens), re.compile(rf"(?<=[{organs}])(?:{long}|审查|评查)(?=[{HAN}]{{0,3}}[省市区县旗州镇乡])")
