"""Rows of the analytics tables as the items of one side."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

from govgraph.compare.model import ITEM_TYPES, Item, ItemType, Measure, Quote, Report, Rows, Side
from govgraph.compare.words import folded
from govgraph.tables.schema import Row


def make_side(reports: Sequence[Report], rows: Rows) -> Side:
    """A side of the given reports from their rows (tables sections, entities, relations, figures)."""
    items: dict[ItemType, list[Item]] = {type_: [] for type_ in ITEM_TYPES}
    for item in _Items(reports, rows).all():
        items[item.type].append(item)
    return Side(label(reports), tuple(reports), {type_: tuple(found) for type_, found in items.items()})


def seat(report: Report) -> str:
    """The place of a report; where the register of places lacks it, that of its issuer's name."""
    return report.place or report.issuer.removesuffix("人民政府")


def label(reports: Sequence[Report]) -> str:
    """What a side is called: ``临湖县 2022``, ``临湖县 2021–2023``, ``12 places 2022``."""
    seats, years = sorted({seat(report) for report in reports}), sorted({report.year or 0 for report in reports})
    when = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return f"{seats[0] if len(seats) == 1 else f'{len(seats)} places'} {when}"


class _Items:
    def __init__(self, reports: Sequence[Report], rows: Rows) -> None:
        self._rows = rows
        self._order = {report.id: number for number, report in enumerate(reports)}
        self._issuers = {report.id: report.issuer for report in reports}
        self._years = {report.id: report.year for report in reports}
        self._measured = {
            str(row["entity"]): str(row["concept"] or folded(str(row["indicator"]))) for row in rows["figures"]
        }
        self._headings = {(row["report"], row["section"]): str(row["heading"] or "") for row in rows["sections"]}
        self._links: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        self._based: dict[str, dict[str, str]] = defaultdict(dict)  # document, work, report
        for row in rows["relations"]:
            self._links[str(row["subject"])][str(row["predicate"])].append(row)
            if row["predicate"] == "basedOn":
                self._based[str(row["object"])][str(row["subject"])] = str(row["report"])

    def all(self) -> Iterator[Item]:
        """All items, in the order of the reports and their text."""
        named = sorted((row for row in self._rows["entities"] if row["quote"]), key=self._place)
        documents: dict[str, list[Row]] = defaultdict(list)
        work = [row for row in named if row["type"] == "initiative"]
        below = Counter(at for row in work for at in self._sections_above(row))
        done = {_chapter(row) for row in work if row["status"] != "planned"}
        self._ahead = {_chapter(row) for row in work} - done
        for row in named:
            if row["type"] == "instrument":
                documents[str(row["entity"])].append(row)
        yield from map(self._document, documents.values())
        yield from (self._work(row, below) for row in work)
        yield from (self._simple(row) for row in named if row["type"] in ("problem", "recognition"))
        figures = sorted((row for row in self._rows["figures"] if row["quote"]), key=self._place)
        yield from (self._figure(row) for row in figures if row["value_text"] is not None)

    def _place(self, row: Row) -> tuple[int, int, str]:
        return self._order[str(row["report"])], cast(int, row["start"]), str(row["entity"])

    def _quote(self, row: Row) -> Quote:
        report, section = str(row["report"]), str(row["section"])
        return Quote(str(row["quote"]), report, section, self._headings.get((report, section), ""))

    def _sections_above(self, row: Row) -> Iterator[tuple[str, str]]:
        """The sections that work is a part of: its own unless it is the heading of that, and all above."""
        report, section = str(row["report"]), str(row["section"])
        if self._is_heading(row):
            section = section.rpartition(".")[0]
        while section:
            yield report, section
            section = section.rpartition(".")[0]

    def _is_heading(self, row: Row) -> bool:
        return str(row["quote"]) in self._headings.get((row["report"], str(row["section"])), "")

    def _document(self, rows: Sequence[Row]) -> Item:
        first = rows[0]
        issued = self._links[str(first["entity"])]["issuedBy"]
        chapters = set(map(_chapter, (*rows, *issued)))
        return Item(
            "instrument",
            str(first["entity"]),
            str(first["name"]),
            tuple(map(self._quote, rows)),
            kind=cast(str | None, first["kind"]),
            level=cast(str | None, first["level"]),
            year=cast(int | None, first["year"]),
            issuers=tuple(sorted({str(row["object_name"]) for row in issued})),
            based=tuple(self._based[str(first["entity"])].values()),
            planned=bool(issued) and chapters <= self._ahead,
        )

    def _work(self, row: Row, below: Counter[tuple[str, str]]) -> Item:
        iri, report = str(row["entity"]), str(row["report"])
        links = self._links[iri]
        bodies = {str(link["object_name"]) for link in links["carriedOutBy"]} - {self._issuers[report]}
        return Item(
            "initiative",
            iri,
            str(row["name"]),
            (self._quote(row),),
            planned=row["status"] == "planned",
            head=self._is_heading(row) and below[report, str(row["section"])] > 0,
            bodies=frozenset(bodies),
            bases=frozenset(str(link["object"]) for link in links["basedOn"]),
            addresses=frozenset(str(link["object"]) for link in links["addresses"]),
            outcomes=frozenset(
                self._measured[str(link["object"])]
                for link in links["hasOutcome"]
                if str(link["object"]) in self._measured
            ),
        )

    def _simple(self, row: Row) -> Item:
        kind, level = cast(str | None, row["kind"]), cast(str | None, row["level"])
        type_ = cast(ItemType, row["type"])
        return Item(type_, str(row["entity"]), str(row["name"]), (self._quote(row),), kind=kind, level=level)

    def _figure(self, row: Row) -> Item:
        report, owner = str(row["report"]), cast(str | None, row["achieved_by"])
        measure = Measure(
            str(row["indicator"] or ""),
            Decimal(str(row["value_text"])),
            str(row["unit"] or ""),
            concept=cast(str | None, row["concept"]),
            qualifier=cast(str | None, row["qualifier"]),
            role=cast(str | None, row["role"]),
            period=cast(str | None, row["period"]),
            when=_seen_from(cast(str | None, row["period"]), self._years[report]),
            owner=None if owner == self._issuers[report] else owner,
            work=cast(str | None, row["initiative"]),
        )
        name = measure.indicator or str(row["quote"])
        return Item("figure", str(row["entity"]), name, (self._quote(row),), measure=measure)


def _chapter(row: Row) -> tuple[str, str]:
    """The section of the first level that a row stands in, by report: plans have chapters of their own."""
    return str(row["report"]), str(row["section"]).partition(".")[0]


def _seen_from(period: str | None, year: int | None) -> str:
    """A period as seen from the year of the report, so that the last year of two reports is the same period."""
    if period is None or period == str(year):
        return "now"
    if year and period.isdecimal() and len(period) == 4:
        return f"{int(period) - year:+d}"
    return period
