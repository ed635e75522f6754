"""A report: title, outline and sentences in the style of its issuer, about so many characters long."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

from generator.issuers import Body, Issuer, issuers, vocabulary
from generator.markup import Node, Span, parse, slots
from generator.numbers import unit_interval
from generator.sentence import Mark, Sentence, Setting, UnfitError, fill

_HAN = "一二三四五六七八九十"
_STYLES = ("run-in", "own line", "digits", "items", "themes", "bold", "run-in", "digits", "items")
_MOST_HONOURS = 2
_NUMBERING = 4  # characters of enumerators and headings that a sentence takes with it, about
_FRAME = 90  # characters that a title, a header and headings of a report take, about


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading: its number in the outline, its words with marks, whether it is a line of its own."""

    section: str
    sentence: Sentence
    status: str = "done"
    heading: bool = False
    before: str = ""  # the enumerator, or a link before the words
    joined: bool = False  # whether it goes on in the paragraph of the block before


@dataclass(frozen=True, slots=True)
class Report:
    """A report and all that is known of it."""

    name: str
    issuer: Issuer
    year: int
    title: Sentence
    header: tuple[Block, ...]
    blocks: tuple[Block, ...]
    closing: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Template:
    nodes: tuple[Node, ...]
    number: int
    keys: frozenset[str]  # its measures
    part: str  # theme.part: the place in the grammar
    honour: bool  # whether it tells of a recognition


@dataclass(frozen=True, slots=True)
class _Chosen:
    template: _Template
    sentence: Sentence


def compose(number: int, seed: int, years: tuple[int, int], characters: int) -> Report:
    """Report `number` of a seed. Raises IndexError where the country has no such number of issuers."""
    first, last = years
    issuer = issuers(seed)[number // (last - first + 1)]
    year = first + number % (last - first + 1)
    rng = Random(f"{seed}/{number}")
    style = _STYLES[int(unit_interval(seed, issuer.body.canonical, issuer.place.full, "style") * len(_STYLES))]
    setting = Setting(issuer, year, seed, rng, wide=rng.random() < 0.7)
    keys = sorted(vocabulary()["problems"])
    setting.problems = {key: rng.choice(vocabulary()["problems"][key]) for key in rng.sample(keys, rng.randint(2, 4))}
    frame = [*_opening(setting)]
    problems, plans = list(_problems(setting, style)), list(_plans(setting, style))
    spent = _FRAME + sum(len(block.sentence.text) + len(block.before) for block in (*frame, *problems, *plans))
    work = _work(setting, characters - spent)
    body = list(_laid_out(work, setting, style))
    after = str(len({block.section.split(".")[0] for block in body}) + 1) if style == "themes" else "2"
    blocks = [*frame, *body, *_numbered(problems, after, style), *_numbered(plans, str(int(after) + 1), style)]
    name = f"{issuer.body.canonical}-{year}-{number:06d}"
    return Report(name, issuer, year, _title(setting), tuple(_header(setting)), tuple(blocks), tuple(_closing(setting)))


def _work(setting: Setting, budget: int) -> list[_Chosen]:
    """Sentences about the year's work, in the order of the grammar; which ones hardly changes from year to year.

    No two of them have the same measure, unless a report would be short without.
    """
    ranks = _ranks(setting.seed, setting.issuer)
    shuffled = sorted(_templates(setting.issuer.sort), key=lambda t: ranks[t.number] + 0.3 * setting.rng.random())
    chosen: dict[int, _Chosen] = {}
    used: set[str] = set()
    honours = 0
    for template, repeats in chain(((t, False) for t in shuffled), ((t, True) for t in shuffled)):
        if budget <= 0:
            break
        if template.number in chosen or (used & template.keys and not repeats):
            continue
        if template.honour and honours == _MOST_HONOURS:
            continue
        try:
            sentence = fill(template.nodes, setting)
        except UnfitError:
            continue
        honours += template.honour
        used |= template.keys
        chosen[template.number] = _Chosen(template, sentence)
        budget -= len(sentence.text) + _NUMBERING
    return [chosen[number] for number in sorted(chosen)]


@lru_cache(maxsize=16)
def _ranks(seed: int, issuer: Issuer) -> tuple[float, ...]:
    """How dear each sentence is to an issuer, by the number of the template."""
    who = (seed, issuer.body.canonical, issuer.place.full)
    return tuple(unit_interval(*who, template.number) for template in _templates(issuer.sort))


def _laid_out(work: Sequence[_Chosen], setting: Setting, style: str) -> Iterator[Block]:
    """The part about the year's work under headings of one style."""
    grammar = _grammar()
    if style not in ("themes", "bold"):
        lead = fill(parse(setting.rng.choice(grammar["parts"]["work"])), setting)
        yield Block("1", lead, heading=True, before="一、")
    themes: dict[str, dict[str, list[_Chosen]]] = {}
    for choice in work:
        theme = choice.template.part.split(".")[0]
        themes.setdefault(theme, {}).setdefault(choice.template.part, []).append(choice)
    for index, (theme, parts) in enumerate(themes.items(), 1):
        head = setting.rng.choice(grammar["theme"][int(theme)]["heads"])
        section = {"themes": str(index), "bold": "0"}.get(style, f"1.{index}")
        before = {"themes": f"{_HAN[index - 1]}、", "bold": ""}.get(style, f"（{_HAN[index - 1]}）")
        own_line = style in ("own line", "themes", "digits", "bold")
        yield Block(section, _head(head, own_line, style == "bold"), heading=own_line, before=before)
        for place, (part, choices) in enumerate(parts.items(), 1):
            yield from _part(part, choices, section, place, style, setting, opened=own_line, several=len(parts) > 1)


def _part(
    part: str,
    choices: Sequence[_Chosen],
    section: str,
    place: int,
    style: str,
    setting: Setting,
    *,
    opened: bool,
    several: bool,
) -> Iterator[Block]:
    theme, number = part.split(".")
    under = section
    if style in ("digits", "items") and several:
        under = f"{section}.{place}"
        head = setting.rng.choice(_grammar()["theme"][int(theme)]["part"][int(number)]["heads"])
        item = style == "items"
        before = f"{_HAN[place - 1]}是" if item else f"{place}."
        yield Block(under, _head(head, own_line=False), before=before, joined=item)
        opened = False
    for index, choice in enumerate(choices):
        yield Block(under, choice.sentence, joined=not opened or index > 0 or (place > 1 and style == "run-in"))


def _head(words: str, own_line: bool, loose: bool = False) -> Sentence:
    """A heading and the work that it names: each clause its own; one without a number may be left out."""
    marks, start = [], 0
    for clause in words.split("，"):
        marks.append(Mark("H", start, start + len(clause), 0, optional=loose))
        start += len(clause) + 1
    return Sentence(words if own_line else f"{words}。", tuple(marks))


def _problems(setting: Setting, style: str) -> Iterator[Block]:
    yield Block("2", fill(parse(setting.rng.choice(_grammar()["parts"]["problems"])), setting), heading=True)
    yield Block("2", fill(parse(setting.rng.choice(_grammar()["problem_leads"]["words"])), setting))
    items = style != "bold" and setting.rng.random() < 0.6
    last = len(setting.problems) - 1
    for index, (key, words) in enumerate(setting.problems.items()):
        mark = Mark("P", 0, len(words), 0, words=key)
        end = "。" if index == last else "；" if items else "，"
        before = f"{_HAN[index]}是" if items else ""
        yield Block(f"2.{index + 1}" if items else "2", Sentence(words + end, (mark,)), before=before, joined=True)


def _plans(setting: Setting, style: str) -> Iterator[Block]:
    rng, sort = setting.rng, setting.issuer.sort
    yield Block("3", fill(parse(rng.choice(_grammar()["parts"]["plans"])), setting), heading=True)
    yield Block("3", fill(parse(rng.choice(_grammar()["plan_leads"]["words"])), setting))
    plans = [plan for plan in _grammar()["plan"] if sort in plan["for"]]
    headed = style in ("own line", "digits", "run-in")  # themes and items list their tasks in the text
    for index, plan in enumerate(plans, 1):
        sentences = _filled(rng.sample(plan["sentences"], len(plan["sentences"])), setting)[:2]
        if headed:
            yield Block(f"3.{index}", _head(plan["head"], own_line=False), "planned", before=f"（{_HAN[index - 1]}）")
        before = "" if headed or style == "bold" else f"{_HAN[index - 1]}是"
        for place, sentence in enumerate(sentences):
            yield Block(f"3.{index}", sentence, "planned", before="" if place else before, joined=True)


def _filled(templates: Sequence[str], setting: Setting) -> list[Sentence]:
    found = []
    for template in templates:
        try:
            found.append(fill(parse(template), setting))
        except UnfitError:
            continue
    return found


def _numbered(blocks: Sequence[Block], number: str, style: str) -> Iterator[Block]:
    """Blocks of a part under its number in the outline; without headings all is section 0 but for lists in the text."""
    for block in blocks:
        section = number + block.section[1:]
        before = f"{_HAN[int(number) - 1]}、" if block.heading else block.before
        if style == "bold":
            before, section = "", "0"
        yield Block(section, block.sentence, block.status, block.heading, before, block.joined)


def _opening(setting: Setting) -> Iterator[Block]:
    sort = setting.issuer.sort
    templates = _grammar()["opening"][sort if sort in ("bureau", "township") else "government"]
    yield Block("0", _filled(setting.rng.sample(templates, len(templates)), setting)[0])


def _title(setting: Setting) -> Sentence:
    """The title; it names the place, or the body, whose full name then is a mention of it."""
    issuer, rng = setting.issuer, setting.rng
    place = issuer.place
    outer = place.above if place.level == "township" and place.above else place
    above = outer.above.name if outer.above and outer.shared else ""
    body = above + issuer.body.canonical.removeprefix(above)
    town = place.name if outer is not place else ""
    named = issuer.bureau or rng.random() < 0.3
    genre = "法治政府建设" + rng.choice(("年度报告", "情况报告", "工作情况报告", "情况的报告"))
    about = "关于" if genre.endswith("的报告") else ""
    words = f"{about}{setting.year}{rng.choice(('年', '年度'))}{genre}"
    if not named:
        return Sentence(f"{above}{outer.name}{town}{words}")
    return Sentence(f"{body}{words}", (Mark("@", 0, len(body), 0, body=issuer.body),))


def _header(setting: Setting) -> Iterator[Block]:
    """The line under the title, in some reports: who put it on the page, and when."""
    rng, issuer = setting.rng, setting.issuer
    if rng.random() < 0.5:
        return
    day = f"{setting.year + 1}-{rng.randint(1, 3):02d}-{rng.randint(1, 28):02d}"
    body = Body(issuer.body.canonical, issuer.body.canonical, issuer.body.kind)
    label = rng.choice(("来源：", "发布机构："))
    mark = Mark("@", len(label), len(label) + len(body.surface), 0, body=body)
    words = f"{label}{body.surface}    发布时间：{day}    阅读次数：{rng.randint(60, 4000)}"
    yield Block("0", Sentence(words, (mark,)))


def _closing(setting: Setting) -> Iterator[Block]:
    """Who signs and when, in some reports."""
    rng, body = setting.rng, setting.issuer.body
    if rng.random() < 0.6:
        return
    yield Block("end", Sentence(body.canonical, (Mark("@", 0, len(body.canonical), 0, body=body),)))
    yield Block("end", Sentence(f"{setting.year + 1}年{rng.randint(1, 3)}月{rng.randint(1, 28)}日"))


@cache
def _grammar() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))


@cache
def _templates(sort: str) -> tuple[_Template, ...]:
    """All sentences about work for a sort of report, numbered in the order of the grammar."""
    places = (
        (f"{theme}.{part}", sentence)
        for theme, entry in enumerate(_grammar()["theme"])
        if sort in entry["for"]
        for part, words in enumerate(entry["part"])
        for sentence in words["sentences"]
    )
    parsed = ((place, parse(sentence)) for place, sentence in places)
    return tuple(
        _Template(nodes, number, slots(nodes, "#"), place, any(isinstance(n, Span) and n.kind == "R" for n in nodes))
        for number, (place, nodes) in enumerate(parsed)
    )
