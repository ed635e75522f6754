"""The table indicator × place × year: of all figures of one indicator the one that stands for it.

A place is told by its government's report (`of_whole_place`); what that says of another body (法院受理案件), and the
reports of single departments, are rows of the body. Of several figures for one row these come first, in this order:
those of the whole year; those of that year's own report; exact ones before 余 and 约; the first in the text.
Targets, baselines and changes are no results and stand for nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby

from govgraph.indicators.concepts import concepts, of_whole_place
from govgraph.tables.schema import Row, Value


@dataclass(frozen=True, slots=True)
class Reading:
    """One row: what an indicator was in a place (and, where only one body is meant, of that body) in a year.

    `issuer` is the body whose report says so, `value` an exact decimal in `unit`; `qualifier` is over, about or under;
    `period` is set where it is no whole year; `others` counts the other values that reports give for the same row.
    """

    concept: str
    label: str
    place: str
    place_code: str | None
    level: str | None
    body: str | None
    year: int
    value: str
    unit: str | None
    qualifier: str | None
    period: str | None
    issuer: str
    report: str
    quote: str
    others: int

    @property
    def name(self) -> str:
        """Whose value it is: the body, or the place where all of it is meant."""
        return self.body or self.place

    @property
    def number(self) -> float:
        """The value as a float, to draw it."""
        return float(self.value)

    def row(self) -> dict[str, str | int | None]:
        """The reading as a row for CSV and JSON."""
        return asdict(self)


COLUMNS = tuple(Reading.__dataclass_fields__)
_Key = tuple[str, str, str, int]


def pivot(figures: Iterable[Row], wanted: frozenset[str] = frozenset()) -> list[Reading]:
    """Readings from rows of the table of figures by indicator, place, body and year; of all indicators by default."""
    kept = []
    for figure in figures:
        concept = figure["concept"]
        if concept is None or figure["role"] is not None or (wanted and concept not in wanted):
            continue
        year = _year(figure)
        if year is not None and figure["value_text"] is not None:
            kept.append((_key(figure, year), figure))
    kept.sort(key=lambda item: (item[0], _preference(item[1], item[0][-1])))
    return list(_readings(kept))


def _readings(kept: list[tuple[_Key, Row]]) -> Iterator[Reading]:
    names = concepts()
    for (concept, place, body, year), group in groupby(kept, key=lambda item: item[0]):
        figures = [figure for _, figure in group]
        best = figures[0]
        yield Reading(
            concept=concept,
            label=names[concept].zh if concept in names else concept,
            place=place,
            place_code=_text(best, "place_code"),
            level=_text(best, "level"),
            body=body or None,
            year=year,
            value=str(best["value_text"]),
            unit=_text(best, "unit"),
            qualifier=_text(best, "qualifier"),
            period=None if _whole_year(best) else _text(best, "period"),
            issuer=str(best["issuer"]),
            report=str(best["report"]),
            quote=str(best["quote"]),
            others=len({figure["value_text"] for figure in figures}) - 1,
        )


def _key(figure: Row, year: int) -> _Key:
    concept, issuer = str(figure["concept"]), str(figure["issuer"])
    place, body = str(figure["place"] or issuer), str(figure["achieved_by"] or issuer)
    return concept, place, "" if of_whole_place(concept, place, issuer, body) else body, year


def _year(figure: Row) -> int | None:
    """The year that a figure is about: its own where it names one, otherwise that of the report."""
    period, year = figure["period"], figure["year"]
    if isinstance(period, str) and period[:4].isdecimal():
        return int(period[:4])
    return year if isinstance(year, int) else None


def _whole_year(figure: Row) -> bool:
    period = figure["period"]
    return period is None or str(period).removesuffix("年").isdecimal()


def _preference(figure: Row, year: int) -> tuple[bool, bool, bool, str, int]:
    """What makes one figure better than another of the same row; smaller is better."""
    start = figure["start"]
    return (
        not _whole_year(figure),
        figure["year"] != year,
        figure["qualifier"] is not None,
        str(figure["report"]),
        start if isinstance(start, int) else 0,
    )


def _text(figure: Mapping[str, Value], column: str) -> str | None:
    value = figure[column]
    return None if value is None else str(value)
