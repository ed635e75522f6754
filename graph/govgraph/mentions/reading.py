"""What has been found in one report so far: the working state that the pipeline's components fill, one after another.

References between findings are indexes into its lists; offsets are those of the kept text.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from govgraph.facts import Section
from govgraph.mentions.bodies import Body
from govgraph.mentions.clauses import Skeleton
from govgraph.mentions.figures import Number
from govgraph.mentions.predicates import Frame
from govgraph.mentions.titles import Title


class FoundWork(NamedTuple):
    """A piece of work: its words, the clause (index of its frame), whether it heads a section, done or planned."""

    start: int
    end: int
    verb: str
    rule: str
    frame: int
    section: int
    head: bool
    planned: bool


class FoundFigure(NamedTuple):
    """A figure: its words, the number (index), what is counted, and the clause (-1 in a table)."""

    start: int
    end: int
    number: int
    indicator: str
    section: int
    frame: int
    role: str | None
    period: str
    value: str
    unit: str
    approx: str | None


@dataclass(frozen=True, slots=True)
class FoundHonour:
    """A recognition: its words, kind, and the bodies (indexes) that won and gave it."""

    start: int
    end: int
    kind: str
    winners: tuple[int, ...]
    givers: tuple[int, ...]
    frame: int
    section: int


@dataclass(frozen=True, slots=True)
class FoundProblem:
    """A shortcoming: its words and section."""

    start: int
    end: int
    section: int


@dataclass(frozen=True, slots=True)
class SectionTone:
    """What a section tells of: next year's work, shortcomings, or both (then the sentence decides)."""

    planned: bool = False
    problems: bool = False


@dataclass(slots=True)
class Reading:
    """The state of reading one report; each component fills its own lists and reads those before it."""

    text: str
    start: int
    end: int
    year: int
    sections: tuple[Section, ...]
    tones: tuple[SectionTone, ...]
    header: tuple[tuple[int, int], ...] = ()  # spans of header fields that name bodies
    asides: tuple[tuple[int, int], ...] = ()  # spans of the body that are no report text: header rows, date lines
    tables: tuple["TableText", ...] = ()
    masked: str = ""
    section_starts: list[int] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    bones: Skeleton = field(default_factory=lambda: Skeleton("", [0]))
    frames: list[Frame] = field(default_factory=list)
    planned_frames: list[bool] = field(default_factory=list)
    admitting_frames: list[bool] = field(default_factory=list)
    works: list[FoundWork] = field(default_factory=list)
    figures: list[FoundFigure] = field(default_factory=list)
    honours: list[FoundHonour] = field(default_factory=list)
    problems: list[FoundProblem] = field(default_factory=list)

    def section_at(self, offset: int) -> int:
        """The index of the deepest section that holds an offset of the text."""
        if not self.section_starts:
            self.section_starts = [section.start for section in self.sections]
        return bisect_right(self.section_starts, offset) - 1 if offset >= self.section_starts[0] else 0


@dataclass(frozen=True, slots=True)
class TableText:
    """A table as spans of the text: rows of cells, the first row and column naming what is counted."""

    start: int
    end: int
    rows: tuple[tuple[tuple[int, int, bool], ...], ...]
