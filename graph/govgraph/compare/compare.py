"""Two sides in, all changes out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from govgraph.compare.documents import compare_documents
from govgraph.compare.figures import compare_figures
from govgraph.compare.model import ITEM_TYPES, STATUSES, Change, Comparison, Item, ItemType, Report, Side
from govgraph.compare.sides import label
from govgraph.compare.words import Weights
from govgraph.compare.work import compare_problems, compare_recognitions, compare_work


def compare(a: Side, b: Side) -> Comparison:
    """What is new, gone and changed from A to B.

    Where every report of B is later than all of A and the sides share bodies, B follows A in time: documents are
    compared over all reports, everything else body by body, and reports of bodies without one on the other side are
    left aside. Otherwise the sides stand beside each other, all of A against all of B.
    """
    over_time = _over_time(a, b)
    shared = {report.issuer_iri for report in a.reports} & {report.issuer_iri for report in b.reports}
    aside: tuple[Report, ...] = ()
    if over_time:
        aside = tuple(report for side in (a, b) for report in side.reports if report.issuer_iri not in shared)
        a, b = _of(a, shared), _of(b, shared)
        by_body = [_by_body(side) for side in (a, b)]
        groups = [(by_body[0][body], by_body[1][body]) for body in sorted(shared)]
    else:
        groups = [(a, b)]
    weights = Weights.of(item.name for side in (a, b) for type_ in ITEM_TYPES for item in side.items[type_])
    documents = compare_documents(a.items["instrument"], b.items["instrument"], (*a.reports, *b.reports), over_time)
    changes = [*documents, *(change for group in groups for change in _compare_group(*group, weights, over_time))]
    changes.sort(key=lambda change: (ITEM_TYPES.index(change.type), STATUSES.index(change.status)))
    return Comparison(a, b, over_time, tuple(changes), aside)


def _compare_group(a: Side, b: Side, weights: Weights, over_time: bool) -> Iterator[Change]:
    work = list(compare_work(a.items["initiative"], b.items["initiative"], weights, over_time))
    yield from compare_figures(a.items["figure"], b.items["figure"], weights)
    yield from work
    yield from compare_problems(a, b, weights, work, over_time)
    yield from compare_recognitions(a.items["recognition"], b.items["recognition"])


def _over_time(a: Side, b: Side) -> bool:
    bodies = [{report.issuer_iri for report in side.reports} for side in (a, b)]
    years = [[report.year for report in side.reports if report.year] for side in (a, b)]
    return all(years) and max(years[0]) < min(years[1]) and not bodies[0].isdisjoint(bodies[1])


def _of(side: Side, bodies: set[str]) -> Side:
    """The part of a side that reports of the given bodies tell."""
    reports = tuple(report for report in side.reports if report.issuer_iri in bodies)
    if len(reports) == len(side.reports):
        return side
    wanted = {report.id for report in reports}
    kept = {type_: tuple(_narrowed(found, wanted)) for type_, found in side.items.items()}
    return Side(label(reports), reports, kept)


def _narrowed(items: Iterable[Item], reports: set[str]) -> Iterator[Item]:
    """The items that the reports tell, with the words and the work of these reports only."""
    for item in items:
        quotes = tuple(quote for quote in item.quotes if quote.report in reports)
        if quotes:
            based = tuple(report for report in item.based if report in reports)
            yield item if len(quotes) == len(item.quotes) else replace(item, quotes=quotes, based=based)


def _by_body(side: Side) -> dict[str, Side]:
    """A side for each body, with all that its reports tell but documents, which are compared over all reports."""
    issuer = {report.id: report.issuer_iri for report in side.reports}
    reports: dict[str, list[Report]] = {body: [] for body in issuer.values()}
    items: dict[str, dict[ItemType, list[Item]]] = {body: {type_: [] for type_ in ITEM_TYPES} for body in reports}
    for report in side.reports:
        reports[report.issuer_iri].append(report)
    for type_, found in side.items.items():
        for item in found if type_ != "instrument" else ():
            items[issuer[item.quotes[0].report]][type_].append(item)
    return {
        body: Side(label(own), tuple(own), {type_: tuple(found) for type_, found in items[body].items()})
        for body, own in reports.items()
    }
