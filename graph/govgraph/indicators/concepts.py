"""Normalised indicators: the concept of ``ontology/indicators.toml`` that the words and unit of a figure stand for.

Reports word one indicator in many ways (受理行政复议申请, 行政复议案件受理数). A concept is given only where every word
of the figure is accounted for, by the concept or by words that change nothing (全市, 共, 依法): what is left over
narrows the figure to a part (因程序违法撤销) or makes it another (同比增长), and a wrong concept is worse than none.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from govgraph.lexicon import alternation
from govgraph.resources import ontology_file


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a figure measures: a concept of the vocabulary, its usual unit, and for rates what they are a share of."""

    concept: str
    unit: str | None
    denominator: str | None


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of the vocabulary; `name` is the local name of its IRI, `theme` that of the broader concept."""

    name: str
    theme: str | None
    zh: str
    en: str
    about_zh: str
    about: str
    alternatives: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    denominator: str | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    """When words name a concept: one word of each group is there, none that is forbidden, and no other word."""

    indicator: Indicator
    groups: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    own: tuple[str, ...]

    def fits(self, words: str) -> bool:
        if any(word in words for word in self.forbidden):
            return False
        if not all(any(word in words for word in group) for group in self.groups):
            return False
        place = _place_before().match(words)
        start = place.end() if place and not any(word in place[0] for word in self.own) else 0
        whole = _accounted(self.own)
        return bool(whole.fullmatch(words) or (start and whole.fullmatch(words, start)))


_WRITTEN_AROUND = re.compile(r"[\s“”\"‘’《》〈〉()（）、，,·]+")


@cache
def _data() -> Mapping[str, Any]:
    with ontology_file("indicators.toml").open("rb") as source:
        return tomllib.load(source)


@cache
def concepts() -> Mapping[str, Concept]:
    """All concepts by name, themes first, in the order of the file."""
    themes = {name: _concept(name, entry) for name, entry in _data()["theme"].items()}
    return themes | {name: _concept(name, entry) for name, entry in _data()["indicator"].items()}


def _concept(name: str, entry: Mapping[str, Any]) -> Concept:
    return Concept(
        name,
        entry.get("theme"),
        entry["zh"],
        entry["en"],
        entry["about_zh"],
        entry["about"],
        tuple(entry.get("also_called", "").split()),
        tuple(entry.get("units", "").split()),
        entry.get("share_of"),
    )


@cache
def _place_before() -> re.Pattern[str]:
    return re.compile(_data()["around"]["before"])


@cache
def _accounted(own: tuple[str, ...]) -> re.Pattern[str]:
    """Words that hold nothing but an indicator's own words, those that may stand around any, and a year."""
    return re.compile(rf"(?:{alternation((*own, *_data()['around']['words'].split()))}|\d{{4}}年度?)+")


@cache
def _rules() -> Mapping[str, tuple[_Rule, ...]]:
    """The rules by the units that their concepts are counted in."""
    found: dict[str, list[_Rule]] = {}
    for name, concept in concepts().items():
        entry = _data()["indicator"].get(name, {})
        groups = tuple(tuple(group.split()) for group in entry.get("words", ()))
        if not groups:
            continue
        rule = _Rule(
            Indicator(name, concept.units[0], concept.denominator),
            groups,
            tuple(entry.get("never", "").split()),
            (*(word for group in groups for word in group), *entry.get("beside", "").split()),
        )
        for unit in concept.units:
            found.setdefault(unit, []).append(rule)
    return {unit: tuple(rules) for unit, rules in found.items()}


@lru_cache(maxsize=1 << 16)
def normalise(words: str | None, unit: str | None) -> Indicator | None:
    """The indicator that the words of a figure and its unit name; None where they name none, or more than one."""
    rules = _rules().get(unit or "", ())
    if not words or not rules:
        return None
    plain = _WRITTEN_AROUND.sub("", words)
    found = [rule.indicator for rule in rules if rule.fits(plain)]
    return found[0] if len(found) == 1 else None


def of_whole_place(concept: str, place: str, issuer: str, body: str) -> bool:
    """Whether what the report of `issuer` says of `body` holds for all of `place`.

    It does where the issuer is the government of the place, and the body that government, several taken together
    (各级行政复议机构), or the one that does such work for the whole place (泾县司法局 for 行政复议).
    """
    whole = _data()["whole_place"]
    stem = next((issuer.removesuffix(end) for end in whole["governments"].split() if issuer.endswith(end)), None)
    if not stem or not place.endswith(stem):
        return False
    if body == issuer or body.startswith(tuple(whole["bodies"].split())):
        return True
    theme = _data()["theme"][concepts()[concept].theme]
    return body.startswith(stem) and any(word in body for word in theme.get("whole", "").split())
