"""Ruled lines of a page → the grids of its tables, with the cells that span several places."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from govgraph.read.pdf.load import Rule

_NEAR = 3.0  # points; lines no further apart meet, or are one
_SHORTEST = 6.0  # points; a shorter line is no edge of a cell, and lines no further apart are two edges of one border
_MAX_LINES = 2_000  # of a page; more are a drawing
_MAX_CELLS = 5_000
_MAX_GRIDS = 50  # on a page


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a grid: its place from 0, and how many columns and rows it spans."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a ruled table in rows; `xs` and `ys` are where its lines stand.

    `places` tells for every row and column which cell (by its number) covers it.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    places: Mapping[tuple[int, int], int]

    def box_at(self, x: float, y: float) -> int | None:
        """The number of the cell in which a point lies."""
        return self.places.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The ruled tables of a page from top to bottom; a frame around text is one of a single cell."""
    level = _merged([(rule.y0, rule.x0, rule.x1) for rule in rules if _is_level(rule)])
    upright = _merged([(rule.x0, rule.y0, rule.y1) for rule in rules if _is_upright(rule)])
    if not level or not upright or len(level) + len(upright) > _MAX_LINES:
        return []
    groups = _groups(level, upright)
    found = [_grid(*group) for group in groups] if len(groups) <= _MAX_GRIDS else []
    return sorted((grid for grid in found if grid), key=lambda grid: (grid.ys[0], grid.xs[0]))


_Line = tuple[float, float, float]  # where it stands, and from where to where it runs


def _is_level(rule: Rule) -> bool:
    return rule.y1 - rule.y0 < 1 and rule.x1 - rule.x0 >= _SHORTEST


def _is_upright(rule: Rule) -> bool:
    return rule.x1 - rule.x0 < 1 and rule.y1 - rule.y0 >= _SHORTEST


def _merged(lines: list[_Line]) -> list[_Line]:
    """Lines that go on in each other as one: tables are often ruled cell by cell."""
    merged: list[_Line] = []
    places = _places([line[0] for line in lines], _NEAR / 2)
    by_place: dict[float, list[tuple[float, float]]] = {}
    for at, start, end in lines:
        by_place.setdefault(places[bisect_right(places, at) - 1], []).append((start, end))
    for at, stretches in sorted(by_place.items()):
        stretches.sort()
        run = stretches[0]
        for start, end in stretches[1:]:
            if start <= run[1] + _NEAR:
                run = (run[0], max(run[1], end))
            else:
                merged.append((at, *run))
                run = (start, end)
        merged.append((at, *run))
    return merged


def _places(values: Sequence[float], apart: float) -> list[float]:
    """Where lines stand, from small to large; what is no further apart than this is one place."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > apart:
            places.append(value)
    return places


def _groups(level: list[_Line], upright: list[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """Lines that meet, directly or over others: each group is a table."""
    groups: list[tuple[list[_Line], list[_Line]]] = []
    left = set(range(len(upright)))
    rest = set(range(len(level)))
    while left:
        todo = [("upright", min(left))]
        left.remove(todo[0][1])
        group: tuple[list[_Line], list[_Line]] = ([], [])
        while todo:
            kind, number = todo.pop()
            if kind == "upright":
                group[1].append(upright[number])
                met = [other for other in rest if _meet(level[other], upright[number])]
                rest.difference_update(met)
                todo += [("level", other) for other in met]
            else:
                group[0].append(level[number])
                met = [other for other in left if _meet(level[number], upright[other])]
                left.difference_update(met)
                todo += [("upright", other) for other in met]
        groups.append(group)
    return groups


def _meet(level: _Line, upright: _Line) -> bool:
    y, x0, x1 = level
    x, y0, y1 = upright
    return x0 - _NEAR <= x <= x1 + _NEAR and y0 - _NEAR <= y <= y1 + _NEAR


def _grid(level: list[_Line], upright: list[_Line]) -> Grid | None:
    """The grid of lines that meet; where a table is open at its sides, the ends of its lines are its edges."""
    if not level:
        return None
    xs = _places([line[0] for line in upright] + _ends(level), _SHORTEST)
    ys = _places([line[0] for line in level] + _ends(upright), _SHORTEST)
    if len(xs) < 2 or len(ys) < 2:
        return None
    if len(xs) * len(ys) > _MAX_CELLS:
        return None
    places: dict[tuple[int, int], int] = {}
    boxes: list[Box] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in places:
                continue
            box = _box(row, column, xs, ys, level, upright)
            covered = ((row + down, column + right) for down in range(box.rows) for right in range(box.columns))
            places.update(dict.fromkeys(covered, len(boxes)))
            boxes.append(box)
    return Grid(tuple(xs), tuple(ys), tuple(boxes), places)


def _ends(lines: list[_Line]) -> list[float]:
    return [min(line[1] for line in lines), max(line[2] for line in lines)]


def _box(row: int, column: int, xs: list[float], ys: list[float], level: list[_Line], upright: list[_Line]) -> Box:
    """The cell that begins at a place: it reaches to the next lines on its right and below."""
    right = column + 1
    while right < len(xs) - 1 and not _is_ruled(upright, xs[right], ys[row], ys[row + 1]):
        right += 1
    below = row + 1
    while below < len(ys) - 1 and not _is_ruled(level, ys[below], xs[column], xs[right]):
        below += 1
    return Box(row, column, below - row, right - column)


def _is_ruled(lines: list[_Line], at: float, start: float, end: float) -> bool:
    """Whether a line stands at a place and covers the middle of a stretch."""
    middle = (start + end) / 2
    return any(abs(line[0] - at) <= _SHORTEST and line[1] - _NEAR <= middle <= line[2] + _NEAR for line in lines)
