"""Where each node of a report stands: fixed from the structure of the report, so that the picture never moves.

The work of the report (initiatives, figures, recognitions, problems) stands in cards, one for each section of the
second level, read from the top down and column by column like the report itself. Bodies stand in rows above the cards
and documents below, the most connected nearest and large. No physics, no randomness; the time grows with the nodes.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govgraph.facts import Entity, ReportFacts

HEAD_FONT, ITEM_FONT = 17, 15
SLOT_WIDTH, SLOT_HEIGHT, SLOTS = 132, 84, 5
CARD_PAD, CARD_GAP, TITLE_HEIGHT = 24, 40, 172
CARD_WIDTH = SLOTS * SLOT_WIDTH + 2 * CARD_PAD
STRIP_GAP = 60
ASPECT = 1.45


@dataclass(frozen=True, slots=True)
class Placed:
    """One node on the map: index of its entity, centre in canvas units, font size of its label."""

    entity: int
    x: int
    y: int
    font: int


@dataclass(frozen=True, slots=True)
class Card:
    """The frame of one section: its number, left upper corner and size in canvas units."""

    section: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Size:
    """Room and font of one body or document."""

    font: int
    width: int
    height: int


ISSUER, LARGE, SMALL = Size(70, 1000, 250), Size(58, 750, 270), Size(20, 300, 92)


@dataclass(frozen=True, slots=True)
class Strip:
    """Where the rows above (`step` -1) or below (1) the cards begin: left end, width, edge of the cards."""

    left: int
    width: int
    edge: int
    step: int


@dataclass(frozen=True, slots=True)
class Layout:
    """All nodes and cards of one report."""

    nodes: tuple[Placed, ...]
    cards: tuple[Card, ...]


def place(facts: ReportFacts) -> Layout:
    """Positions for every entity of `facts`, the same for the same facts."""
    index = {entity.key: number for number, entity in enumerate(facts.entities)}
    outside = [e for e in facts.entities if e.type in ("agency", "instrument") and e.key != facts.report.issuer]
    cards, spots = _place_cards(_by_card(facts), len(outside))
    left, top, right, bottom = _frame(cards)
    degree, near = _links(facts, spots)
    for kind, strip in (
        ("agency", Strip(left, right - left, top, -1)),
        ("instrument", Strip(left, right - left, bottom, 1)),
    ):
        spots |= _place_strip([e for e in outside if e.type == kind], degree, near, strip)
    highest = min((y for _, y, _ in spots.values()), default=top)
    spots[facts.report.issuer] = ((left + right) // 2, highest - 170, ISSUER.font)
    nodes = (Placed(index[key], *spots[key]) for key in sorted(spots) if key in index)
    return Layout(tuple(nodes), tuple(cards))


def card_of(section: str) -> str:
    """The section whose card holds `section`: "1.2.3" stands in "1.2"."""
    return ".".join(section.split(".")[:2])


def section_order(number: str) -> tuple[int, ...]:
    """Sort key of a section number: 1.2 before 1.10."""
    return tuple(int(part) if part.isdigit() else 0 for part in number.split("."))


def _by_card(facts: ReportFacts) -> dict[str, list[Entity]]:
    first: dict[str, tuple[tuple[int, ...], int]] = {}
    for mention in facts.mentions:
        first.setdefault(mention.entity, (section_order(mention.evidence.section), mention.evidence.start))
    local = [e for e in facts.entities if e.type not in ("agency", "instrument")]
    section = {m.entity: m.evidence.section for m in reversed(facts.mentions)}
    cards: dict[str, list[Entity]] = defaultdict(list)
    for entity in sorted(local, key=lambda e: (*first.get(e.key, ((), 0)), not e.head, e.key)):
        cards[card_of(section.get(entity.key, "0"))].append(entity)
    return {number: cards[number] for number in sorted(cards, key=section_order)}


Spot = tuple[int, int, int]


def _place_cards(cards: dict[str, list[Entity]], outside: int) -> tuple[list[Card], dict[str, Spot]]:
    sizes = {number: TITLE_HEIGHT + _rows(entities) * SLOT_HEIGHT + CARD_PAD for number, entities in cards.items()}
    columns = _columns(sizes, outside)
    frames: list[Card] = []
    spots: dict[str, Spot] = {}
    for column, numbers in enumerate(columns):
        x, y = column * (CARD_WIDTH + CARD_GAP), 0
        for number in numbers:
            frames.append(Card(number, x, y, CARD_WIDTH, sizes[number]))
            spots |= _fill(cards[number], x, y)
            y += sizes[number] + CARD_GAP
    return frames, spots


def _rows(entities: Sequence[Entity]) -> int:
    return 1 + max((row for _, row, _ in _slots(entities)), default=0)


def _slots(entities: Sequence[Entity]) -> list[tuple[Entity, int, int]]:
    """Entities with row and column, in reading order."""
    return [(entity, number // SLOTS, number % SLOTS) for number, entity in enumerate(entities)]


def _fill(entities: Sequence[Entity], x: int, y: int) -> dict[str, Spot]:
    return {
        entity.key: (
            x + CARD_PAD + column * SLOT_WIDTH + SLOT_WIDTH // 2,
            y + TITLE_HEIGHT + row * SLOT_HEIGHT + 12,
            HEAD_FONT if entity.head else ITEM_FONT,
        )
        for entity, row, column in _slots(entities)
    }


def _columns(sizes: dict[str, int], outside: int) -> list[list[str]]:
    """Cards in columns, in reading order, for a picture near `ASPECT` with `outside` nodes around them."""
    candidates = [_split(sizes, count) for count in range(1, max(2, min(len(sizes), 9) + 1))]
    return min(candidates, key=lambda columns: abs(_aspect(columns, sizes, outside) - ASPECT))


def _split(sizes: dict[str, int], count: int) -> list[list[str]]:
    """Cards in at most `count` columns, in order, the highest column as low as possible."""
    heights = range(max(sizes.values(), default=1), sum(sizes.values()) + 2)
    lowest = bisect_left(heights, True, key=lambda height: len(_stacked(sizes, height)) <= count)
    return _stacked(sizes, heights[lowest])


def _stacked(sizes: dict[str, int], height: int) -> list[list[str]]:
    columns: list[list[str]] = [[]]
    left = height
    for number, size in sizes.items():
        if size > left:
            columns.append([])
            left = height
        columns[-1].append(number)
        left -= size
    return columns


def _aspect(columns: list[list[str]], sizes: dict[str, int], outside: int) -> float:
    width = len(columns) * (CARD_WIDTH + CARD_GAP)
    rows = outside * SMALL.width / width
    strips = rows * SMALL.height + 2 * LARGE.height + ISSUER.height + 2 * STRIP_GAP
    return width / (strips + max((sum(sizes[n] + CARD_GAP for n in column) for column in columns), default=1))


def _frame(cards: Iterable[Card]) -> tuple[int, int, int, int]:
    known = list(cards) or [Card("0", 0, 0, CARD_WIDTH, 400)]
    right, bottom = max(c.x + c.width for c in known), max(c.y + c.height for c in known)
    return min(c.x for c in known), min(c.y for c in known), right, bottom


def _place_strip(
    entities: Sequence[Entity], degree: Counter[str], spots: dict[str, Spot], strip: Strip
) -> dict[str, Spot]:
    """Bodies or documents in rows going away from the cards: the most connected large, then the rest."""
    ranked = sorted(entities, key=lambda e: (-degree[e.key], e.group, e.key))
    large = [entity for entity in ranked[: strip.width // LARGE.width] if degree[entity.key] > 1]
    small = [entity for entity in ranked if entity not in large]
    placed: dict[str, Spot] = {}
    y = strip.edge + strip.step * STRIP_GAP
    for group, size in ((large, LARGE), (small, SMALL)):
        # the order of the cards below or above keeps the lines short
        group.sort(key=lambda e: (spots.get(e.key, (0, 0, 0))[0], e.key))
        for row in _even_rows(group, max(1, strip.width // size.width)):
            y += strip.step * size.height // 2
            placed |= _row(row, strip, y, size)
            y += strip.step * size.height // 2
    return placed


def _even_rows(entities: Sequence[Entity], most: int) -> list[Sequence[Entity]]:
    rows = -(-len(entities) // most)
    return [entities[len(entities) * n // rows : len(entities) * (n + 1) // rows] for n in range(rows)]


def _row(entities: Sequence[Entity], strip: Strip, y: int, size: Size) -> dict[str, Spot]:
    step = strip.width // len(entities)
    return {entity.key: (strip.left + step // 2 + step * n, y, size.font) for n, entity in enumerate(entities)}


def _links(facts: ReportFacts, spots: dict[str, Spot]) -> tuple[Counter[str], dict[str, Spot]]:
    """Number of links of each entity, and the middle of its placed neighbours where it has any but the issuer."""
    degree: Counter[str] = Counter()
    near: dict[str, list[int]] = defaultdict(list)
    for relation in facts.relations:
        for key, other in ((relation.subject, relation.object), (relation.object, relation.subject)):
            degree[key] += 1
            if other in spots and other != facts.report.issuer:
                near[key].append(spots[other][0])
    return degree, {key: (sum(values) // len(values), 0, 0) for key, values in near.items()}
