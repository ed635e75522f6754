"""Recognitions: awards, designations, firsts and praise by a higher body, told in one clause."""

import re
from dataclasses import dataclass
from functools import cache

from govgraph.lexicon import alternation, load
from govgraph.mentions.clauses import AGENCY, FIGURE, OTHER_TITLE
from govgraph.mentions.mask import QUOTED
from govgraph.mentions.predicates import Frame


@dataclass(frozen=True, slots=True)
class Honour:
    """A recognition: skeleton span, kind (award, designation, first, publicity), positions of winners and givers."""

    low: int
    high: int
    kind: str
    winners: tuple[int, ...]
    givers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Cues:
    passive: re.Pattern[str]
    honoured: re.Pattern[str]
    surely: frozenset[str]
    prize: re.Pattern[str]
    rank: re.Pattern[str]
    rank_opens: re.Pattern[str]
    publicity: re.Pattern[str]
    first: re.Pattern[str]
    award: re.Pattern[str]
    work: re.Pattern[str]


@cache
def _cues() -> _Cues:
    words = load("recognitions")
    honoured, prizes = alternation(words.words("honoured")), alternation(words.words("prizes"))
    return _Cues(
        passive=re.compile(
            rf"(?:[被经由]|受到|得到)(?P<givers>[^被，]{{0,40}}?)(?P<verb>{alternation(words.words('passive'))})"
        ),
        honoured=re.compile(rf"(?P<verb>{honoured})(?![\u4e00-\u9fff]?悉)(?P<rest>.*)"),
        surely=frozenset(words.words("surely")),
        prize=re.compile(rf"{prizes}|“{QUOTED}+”"),
        rank=re.compile(alternation(words.words("ranks"))),
        rank_opens=re.compile(alternation(words.words("rank_opens"))),
        publicity=re.compile(rf"(?:在|于|被|获|得到|获得|受到|入选).*(?:{alternation(words.words('publicity'))})"),
        first=re.compile("|".join(words.table("first")["patterns"])),
        award=re.compile(alternation(words.words("award"))),
        work=re.compile(alternation(words.words("not_recognition"))),
    )


@cache
def _hint() -> re.Pattern[str]:
    """Any word of the cues: most clauses have none, which one look tells."""
    words = load("recognitions")
    every = {word for table in ("passive", "honoured", "publicity") for word in words.words(table)}
    return re.compile("|".join((alternation(every), *words.table("first")["patterns"])))


def recognition(text: str, frame: Frame) -> Honour | None:
    """The recognition that a clause tells, or None."""
    if frame.clause.heading or not _hint().search(text, frame.clause.low, frame.clause.high):
        return None
    cues, low, high = _cues(), frame.body_from if not frame.subjects else min(frame.subjects), frame.clause.high
    low = min(low, frame.clause.high)
    words = text[low:high]
    passive = cues.passive.search(text, low, high)
    honoured = cues.honoured.search(text, low, high)
    if passive and (
        AGENCY in passive.group("givers")
        or cues.prize.search(text, passive.start("verb"), high)
        or cues.publicity.search(text, passive.start(), high)
    ):
        return _honour(text, low, high, passive.start(), passive.end("verb"))
    if (
        honoured
        and (honoured["verb"] in cues.surely or cues.prize.search(text, honoured.end("verb"), high))
        and _won(text, honoured, high)
        and not _asked(text, low, honoured.start())
    ):
        return _honour(text, low, high, honoured.start(), low if honoured.group("verb") == "成为" else high)
    given = _GIVEN.search(text, low, high) if frame.subjects else None
    whose = (given.group("whose") or given.group("named")) if given else ""
    if given and _is_theirs(whose, given):
        return _given(text, low, high, given, frame)
    if (OTHER_TITLE in words or (AGENCY in words and _DEED.search(words))) and cues.publicity.search(words):
        return Honour(low, high, "publicity", (), _bodies(text, low, high))
    return _first_of_its_kind(text, frame, low)


def _first_of_its_kind(text: str, frame: Frame, low: int) -> Honour | None:
    """建成全省首个…, 在全市率先…; 作为全省首批… is the designation behind it."""
    high = frame.clause.high
    first = _cues().first.search(text, low, high)
    if first is None:
        return None
    if text.startswith("作为", first.start() - 2):
        return Honour(first.start(), high, "designation", frame.subjects, ())
    if frame.verb is None:
        return Honour(low, high, "first", frame.subjects, ()) if "率先" in first.group() else None
    if frame.verb in ("开展", "推进", "推动"):
        return None
    return Honour(frame.core if first.end() > frame.verb_at else low, high, "first", frame.subjects, ())


# A body above that praises: 国务院办公厅对梧州市改革做法予以通报表扬, 市司法局把我局评为….
_GIVEN = re.compile(
    r"对(?P<whose>[^，]{2,40}?)(?:予以|给予|作出|进行)了?(?:通报|充分|高度)?(?:表扬|表彰|嘉奖|肯定|推介|推广)"
    r"|[把将](?P<named>[^，]{1,30}?)(?:评为|确定为|命名为|选为|列为)"
)
_OURS = re.compile("我[省市区县旗州局厅委镇乡街]")


def _is_theirs(whose: str, given: re.Match[str]) -> bool:
    """True where what is praised belongs to somebody below: a body's, ours, a practice."""
    if _OURS.search(whose) or given.group("whose"):
        return bool(_OURS.search(whose)) or AGENCY in whose or whose.endswith(("做法", "经验", "案例"))
    return AGENCY in whose and given.group().endswith(("评为", "命名为"))


def _given(text: str, low: int, high: int, given: re.Match[str], frame: Frame) -> Honour:
    praise = given.group("named") is None
    winners = _bodies(text, *given.span("whose" if praise else "named"))
    kind = "publicity" if praise else "award" if _cues().award.search(text, given.end(), high) else "designation"
    return Honour(low, high, kind, winners, frame.subjects)


# What is told of to others: 做法在省司法厅网站刊登.
_DEED = re.compile("(?:做法|经验|案例|模式|事迹|成果)(?=[在于被获])")


def with_what_is_ranked(text: str, frame: Frame, before: Frame | None, low: int) -> int:
    """Where a rank begins: with the clause before where that tells what is ranked, 网上办理率达到92.6%，居全市首位."""
    clause = frame.clause
    if before is None or low > clause.low + 1 or not _cues().rank_opens.match(text, low):
        return low
    measures = before.clause.sentence == clause.sentence and text[before.clause.high - 1] == FIGURE
    return before.clause.low if measures else low


def _won(text: str, honoured: re.Match[str], high: int) -> bool:
    """Some verbs need a rank behind them (居全市第一), others any prize."""
    words = load("recognitions")
    if honoured.group("verb") not in words.words("ranked"):
        return True
    return bool(_cues().rank.search(text, honoured.end("verb"), min(high, honoured.end("verb") + 12)))


def _asked(text: str, low: int, at: int) -> bool:
    """True where the clause tells of work for others' recognition: 评选出获得…, 争取获评."""
    return bool(_cues().work.match(text, low, at))


def _honour(text: str, low: int, high: int, cue: int, givers_end: int) -> Honour:
    words = text[low:high]
    cues = _cues()
    if cues.publicity.search(words) and not re.search("称号|评为|授予", words):
        kind = "publicity"
    elif _RANKED_FIRST.search(text, cue, high):
        kind = "first"
    elif cues.award.search(text, cue, high):
        kind = "award"
    else:
        kind = "designation"
    return Honour(low, high, kind, _bodies(text, low, cue), _bodies(text, cue, givers_end))


_RANKED_FIRST = re.compile(r"(?:全[省市区县国州盟旗]|列|居|排名|得了|取得)[^，]{0,8}(?:第一|首位|榜首)(?![批名]?等奖)")


def _bodies(text: str, low: int, high: int) -> tuple[int, ...]:
    return tuple(i for i in range(low, high) if text[i] == AGENCY)
