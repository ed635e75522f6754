"""What changed between two graphs, thing by thing, for people and for programs.

A body or document is the same thing where its IRI is the same. What exists in one report only (a piece of work, a
figure) has its place in the text in its IRI, which shifts with every edit; it is the same where issuer, year, type and
words are, so that a report that was corrected in one line differs in that line only.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from govgraph.errors import GovgraphError
from govgraph.graph import terms
from govgraph.graph.lines import Index, read_graph
from govgraph.graph.terms import Literal, Node, Triple, gov

_TYPES = {iri: name for name, iri in terms.CLASSES.items()}
_TYPES |= {terms.REPORT: "report", terms.SECTION: "section", terms.PLACE: "place", terms.WORK: "work"}
_LOCAL = frozenset({"report", "section", "initiative", "figure", "recognition", "problem"})
# said of a thing by its name, or only by where it stands
_HIDDEN = frozenset({terms.TYPE, terms.LABEL, gov("start"), gov("report")})
Said = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that only one graph has: its type, name, and where its words stand."""

    type: str
    label: str
    report: str
    quote: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that both graphs have, with what only the new (`added`) or only the old one (`removed`) says of it."""

    type: str
    label: str
    report: str
    added: tuple[Said, ...]
    removed: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two graphs, each list sorted by type and name."""

    added: tuple[Thing, ...]
    removed: tuple[Thing, ...]
    changed: tuple[Change, ...]

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.changed)

    def to_json(self) -> str:
        """``added``, ``removed`` and ``changed`` as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    def to_text(self) -> str:
        """A line for each thing: + added, - removed, ~ changed, with a line below for each property that changed."""
        lines = [*map(_line, "+" * len(self.added), self.added), *map(_line, "-" * len(self.removed), self.removed)]
        for change in self.changed:
            lines.append(f"~ {change.type} {change.label}{_where(change.report)}")
            lines += [f"    - {name} {value}" for name, value in change.removed]
            lines += [f"    + {name} {value}" for name, value in change.added]
        counts = f"{len(self.added)} added, {len(self.removed)} removed, {len(self.changed)} changed"
        return "\n".join([*lines, counts])


def diff(old: Path, new: Path) -> Difference:
    """Compare two RDF files.

    Raises InputError where one cannot be read.
    """
    return diff_triples(read_graph(old), read_graph(new))


def diff_triples(old: Iterable[Triple], new: Iterable[Triple]) -> Difference:
    """Compare two graphs in memory; see the module for what counts as one thing."""
    before, after = _Things(old), _Things(new)
    changed = [
        Change(*after.things[name][:3], *(tuple(sorted(part)) for part in (said - told, told - said)))
        for name in before.said.keys() & after.said.keys()
        if (said := after.said[name]) != (told := before.said[name])
    ]
    return Difference(
        added=tuple(sorted(_only(after, before), key=_order)),
        removed=tuple(sorted(_only(before, after), key=_order)),
        changed=tuple(sorted(changed, key=_order)),
    )


@click.command("diff", short_help="Compare two graphs.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON.")
def diff_command(old: Path, new: Path, as_json: bool) -> None:
    """Say entity by entity what graph NEW has, lacks or tells otherwise than graph OLD.

    The graphs are Turtle, TriG, N-Quads or JSON-LD. Exit code 1 where they differ.
    """
    found = diff(old, new)
    click.echo(found.to_json() if as_json else found.to_text())
    if found.any:
        raise SystemExit(GovgraphError.exit_code)


class _Things:
    """The things of one graph under names that the other graph gives them too, with all that is said of each."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.index: Index = defaultdict(lambda: defaultdict(list))
        for subject, predicate, node in triples:
            self.index[subject][predicate].append(node)
        self.things: dict[str, tuple[str, str, str, str]] = {}
        self.said: dict[str, frozenset[Said]] = {}
        self._names = self._all_names()
        for node, name in self._names.items():
            self.said[name] = self.said.get(name, frozenset()) | frozenset(self._all_said(node))

    def _all_names(self) -> dict[str, str]:
        """IRI → a name that does not depend on offsets; things of one name are numbered in text order."""
        names: dict[str, str] = {}
        seen: Counter[str] = Counter()
        for node in sorted(self.index, key=lambda node: (self._start(node), node)):
            type_ = next((_TYPES[str(kind)] for kind in self._get(node, terms.TYPE) if str(kind) in _TYPES), None)
            if type_ is None:
                continue
            words = next((str(word) for word in sorted(self._get(node, gov("evidence")), key=str)), "")
            report = (
                self._report(node if type_ in ("section", "report") else words)
                if type_ in _LOCAL or type_ == "report"
                else ""
            )
            label = self._label(node)
            name = f"{report}|{type_}|{label}" if type_ in _LOCAL or type_ == "report" else node
            if type_ in _LOCAL:
                seen[name] += 1
                name += f"|{seen[name]}"
            names[node] = name
            self.things[name] = (type_, label, report, self._text(words, gov("quote")))
        return names

    def _all_said(self, node: str) -> Iterator[Said]:
        for predicate, objects in self.index[node].items():
            if predicate not in _HIDDEN:
                short = predicate.replace("#", "/").rpartition("/")[2]
                for one in objects:
                    if predicate == gov("evidence"):
                        yield "evidence", self._text(str(one), gov("quote"))
                    else:
                        yield short, self._readable(one)

    def _readable(self, node: Node) -> str:
        if isinstance(node, Literal):
            return node.value
        return self._label(node) if node in self._names else node.rpartition("#")[2] or node

    def _label(self, node: str) -> str:
        number = self._text(node, terms.IDENTIFIER)
        name = self._text(node, terms.LABEL) or self._text(node, terms.TITLE)
        return f"{number} {name}".strip() or node

    def _report(self, node: str) -> str:
        """Issuer and year of the report that words or a section belong to."""
        section = self._text(node, gov("section")) or node
        report = self._text(section, gov("report")) or section
        issuer = self._text(self._text(report, terms.CREATOR), terms.LABEL)
        return f"{issuer} {self._text(report, gov('year'))}".strip()

    def _start(self, node: str) -> int:
        places = [node, *map(str, self._get(node, gov("evidence")))]
        return min((int(start) for start in (self._text(place, gov("start")) for place in places) if start), default=0)

    def _get(self, node: str, predicate: str) -> list[Node]:
        return self.index[node][predicate] if node in self.index and predicate in self.index[node] else []

    def _text(self, node: str, predicate: str) -> str:
        value = next(iter(self._get(node, predicate)), "")
        return value.value if isinstance(value, Literal) else value


def _only(here: _Things, there: _Things) -> list[Thing]:
    return [Thing(*here.things[name]) for name in here.things.keys() - there.things.keys()]


def _order(one: Thing | Change) -> tuple[str, ...]:
    return one.type, one.report, one.label, str(one)


def _line(sign: str, thing: Thing) -> str:
    quote = f" 「{thing.quote}」" if thing.quote not in ("", thing.label) else ""
    return f"{sign} {thing.type} {thing.label}{quote}{_where(thing.report)}"


def _where(report: str) -> str:
    return f" ({report})" if report else ""
