"""What is compared, and what comes of it: two sides of items, and the changes between them, each with its words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias, get_args

from govgraph.tables.schema import Row

Rows: TypeAlias = Mapping[str, list[Row]]
ItemType: TypeAlias = Literal["instrument", "figure", "initiative", "problem", "recognition"]
# `counterpart`: each place has its own document of that name. `fulfilled` to `new plan` tell of planned work only.
Status: TypeAlias = Literal[
    "fulfilled",
    "open",
    "planned again",
    "new plan",
    "changed",
    "counterpart",
    "recurring",
    "answered",
    "new",
    "gone",
    "same",
]
ITEM_TYPES: tuple[ItemType, ...] = ("instrument", "figure", "initiative", "problem", "recognition")
STATUSES: tuple[Status, ...] = get_args(Status)


class Report(NamedTuple):
    """One report of a side."""

    id: str
    title: str
    issuer: str
    issuer_iri: str
    year: int | None
    place: str | None
    place_code: str | None
    source: str


class Quote(NamedTuple):
    """Exact words of a report with the number and heading of their section."""

    words: str
    report: str  # id
    section: str
    heading: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure says: `value` is an exact decimal in `unit`; `concept` the normalised indicator where known."""

    indicator: str
    value: Decimal
    unit: str
    concept: str | None
    qualifier: str | None
    role: str | None
    period: str | None
    when: str  # the period seen from the report: "now", or years from it: "-1"; anything else in its own words
    owner: str | None  # the body whose figure it is, None where it is the issuer
    work: str | None  # words of the work that it is an outcome of


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a side tells of: a document once for the whole side, all else once where a report tells it."""

    type: ItemType
    iri: str
    name: str
    quotes: tuple[Quote, ...]
    kind: str | None = None
    level: str | None = None
    year: int | None = None
    issuers: tuple[str, ...] = ()  # of a document: the bodies that issued it, as the reports say
    based: tuple[str, ...] = ()  # of a document: for each piece of work based on it the id of the report
    planned: bool = False  # of work; of a document that a report says will be issued
    head: bool = False  # work that is the heading of a section which tells of other work
    bodies: frozenset[str] = frozenset()  # of work: who carries it out
    bases: frozenset[str] = frozenset()  # of work: IRIs of the documents that it rests on
    addresses: frozenset[str] = frozenset()  # of work: IRIs of the problems that it addresses
    outcomes: frozenset[str] = frozenset()  # of work: concepts or folded words of its figures
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """All that is compared of A or of B; `label` names it."""

    label: str
    reports: tuple[Report, ...]
    items: Mapping[ItemType, tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Amount:
    """How a value changed: B − A in the unit of the figure (for % in percentage points), and relative to A (1 = 100 %).

    `relative` is None for shares and where A is 0; `rough` where a report does not give the number exactly.
    """

    absolute: Decimal
    relative: Decimal | None
    rough: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the result: what only A has, only B has, or both, how they were matched and how alike they are."""

    type: ItemType
    status: Status
    before: Item | None
    after: Item | None
    how: str
    score: float | None = None
    amount: Amount | None = None
    answers: tuple[Item, ...] = ()  # to a problem: work of B
    note: str | None = None

    @property
    def name(self) -> str:
        """What it is called, in the words of B where B has it."""
        item = self.after or self.before
        return item.name if item else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of it. `over_time`: B is later than A and of the same bodies, so that plans can have been fulfilled.

    `left_aside` are reports whose body has none on the other side; over time they are not compared.
    """

    a: Side
    b: Side
    over_time: bool
    changes: tuple[Change, ...]
    left_aside: tuple[Report, ...] = ()

    def counts(self) -> dict[ItemType, dict[Status, int]]:
        """Number of changes by type and status, in a fixed order."""
        found = Counter((change.type, change.status) for change in self.changes)
        return {
            type_: {status: found[type_, status] for status in STATUSES if found[type_, status]} for type_ in ITEM_TYPES
        }
