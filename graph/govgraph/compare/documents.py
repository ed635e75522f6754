"""Documents: the same where the IRI is, else another version of one work, else each place's own of one name."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import unquote

from govgraph.compare.model import Change, Item, Report, Status
from govgraph.compare.sides import seat
from govgraph.graph.rdf import work_of
from govgraph.graph.terms import BASE


def compare_documents(
    a: Sequence[Item], b: Sequence[Item], reports: Iterable[Report], over_time: bool
) -> Iterator[Change]:
    """Changes of all documents; those that only one side names are new or gone, which says nothing of their validity.

    1. The same IRI: the same document. 2. Versions of one work (``dcterms:isVersionOf``: the titles differ in years,
    试行, 修订): changed, the latest of A with the latest of B. 3. Over time, general titles of one name (权责清单) that
    two bodies of the same reports give: the same. Side by side, titles that differ in the name of the place only are
    each place's own: counterparts. Steps 2 and 3 pair nothing where A or B has several of one year.
    A document that A only says will be issued is a promise over time: fulfilled where B has it, else open.
    """
    after = {item.iri: item for item in b}
    before = {item.iri: item for item in a}
    for iri, one in before.items():
        if iri in after:
            yield Change("instrument", _same(one, after[iri], over_time), one, after[iri], "same IRI")
    left = [item for item in a if item.iri not in after]
    right = [item for item in b if item.iri not in before]
    places = _place_names(reports)
    steps: list[tuple[Status, str, Callable[[Item], str]]] = [("changed", "other version", _work)]
    if over_time:
        steps.append(("same", "same title", _bare_title))
    else:
        steps.append(("counterpart", "same title but for the place", lambda item: _without_place(item, places)))
    for status, how, name in steps:
        pairs = list(_pairs(left, right, name))
        yield from (Change("instrument", status, one, two, how) for one, two in pairs)
        paired = {item.iri for pair in pairs for item in pair}
        left, right = ([item for item in items if item.iri not in paired] for items in (left, right))
    for item in left:
        yield Change("instrument", "open" if item.planned and over_time else "gone", item, None, "")
    for item in right:
        yield Change("instrument", "new plan" if item.planned and over_time else "new", None, item, "")


def _same(one: Item, two: Item, over_time: bool) -> Status:
    if one.planned and over_time:
        return "planned again" if two.planned else "fulfilled"
    return "same"


def _pairs(left: Iterable[Item], right: Iterable[Item], name: Callable[[Item], str]) -> Iterator[tuple[Item, Item]]:
    """The latest documents of one name on both sides, where it is clear which that is."""
    found: dict[str, tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
    for number, items in enumerate((left, right)):
        for item in items:
            found[name(item)][number].append(item)
    for key in sorted(found):
        one, two = (_latest(items) for items in found[key])
        if one and two:
            yield one, two


def _latest(items: Sequence[Item]) -> Item | None:
    year = max((item.year or 0 for item in items), default=0)
    latest = [item for item in items if (item.year or 0) == year]
    return latest[0] if len(latest) == 1 else None


def _key(item: Item) -> str:
    return unquote(item.iri.removeprefix(BASE)).removeprefix("instrument/")


def _work(item: Item) -> str:
    """The work that a document is a version of, itself where its title tells no version."""
    return (work_of(f"instrument/{_key(item)}") or _key(item)).removeprefix("work/")


def _bare_title(item: Item) -> str:
    """The title without the body that stands before general titles: ``县财政局/权责清单``."""
    return _key(item).rpartition("/")[2] if item.level not in ("central", "provincial") else item.iri


def _without_place(item: Item, places: Sequence[str]) -> str:
    title = _work(item).rpartition("/")[2]
    place = next((place for place in places if title.startswith(place)), None)
    return title[len(place) :] if place else item.iri


def _place_names(reports: Iterable[Report]) -> list[str]:
    """The names that titles of the reports' places begin with, the longest first: 重庆市开州区, 开州区."""
    full = {seat(report) for report in reports}
    return sorted({name[at:] for name in full for at in range(len(name) - 1)}, key=lambda name: (-len(name), name))
