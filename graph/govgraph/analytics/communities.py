"""Groups of bodies and documents that belong together by the work that reports tell of."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from govgraph.analytics.joint import joint_network, together
from govgraph.analytics.network import Evidence, evidence, label, links

if TYPE_CHECKING:
    import networkx as nx

    from govgraph.analytics.network import Network

_NAMES = 3  # that label a community


class Member(NamedTuple):
    """One body or document."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Community:
    """One group: `label` names its most central members, `bodies` and `instruments` hold all of them, by IRI and name.

    Members come in the order of the weight of their links inside the group; `weight` is that of all of these.
    """

    label: str
    bodies: tuple[Member, ...]
    instruments: tuple[Member, ...]
    weight: float
    evidence: Evidence


def communities(graph: "Network", *, smallest: int = 3) -> list[Community]:
    """Communities of at least `smallest` bodies and documents, the largest first; the same for the same graph.

    Bodies are linked by joint work (see `joint_network`), bodies and documents by work of the body that is based on the
    document (weight 1 for each piece of work) or by its being issued by the body. Communities are those of the Louvain
    method (V. D. Blondel and others, Fast unfolding of communities in large networks, J. Stat. Mech. P10008, 2008),
    which needs no number of communities and takes some ten seconds for 70,000 links. The seed is fixed, and nodes are
    numbers in the order of their IRIs, so that the hashing of text has no say.
    """
    import networkx as nx  # noqa: PLC0415 - only the analytics need it

    tied = _tied(graph)
    names = sorted(tied)
    numbers = {name: number for number, name in enumerate(names)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(names)))
    for one, other, link in sorted(tied.edges(data=True), key=lambda edge: sorted(edge[:2])):
        numbered.add_edge(numbers[one], numbers[other], weight=link["weight"])
    found = nx.community.louvain_communities(numbered, weight="weight", seed=0) if names else []
    groups = [_community(graph, tied, sorted(names[number] for number in group)) for group in found if len(group) > 1]
    large = [group for group in groups if len(group.bodies) + len(group.instruments) >= smallest]
    return sorted(large, key=lambda one: (-len(one.bodies) - len(one.instruments), one.bodies, one.instruments))


def _tied(graph: "Network") -> "nx.Graph[str]":
    tied = joint_network(graph)
    workers = together(graph)
    ties: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for work, document, edge in links(graph, "basedOn"):
        for body in workers.get(work, ()):
            ties[body, document].append(evidence(edge))
    for document, body, edge in links(graph, "issuedBy"):
        if not graph.nodes[body].get("group"):
            ties[body, document].append(evidence(edge))
    for (body, document), words in ties.items():
        tied.add_edge(body, document, weight=float(len(words)), evidence=min(words))
    return tied


def _community(graph: "Network", tied: "nx.Graph[str]", members: list[str]) -> Community:
    inside = tied.subgraph(members)
    strength = dict(inside.degree(weight="weight"))
    ranked = sorted(members, key=lambda name: (-strength[name], name))
    first = ranked[0]
    return Community(
        label="、".join(label(graph, name) for name in ranked[:_NAMES]),
        bodies=_members(graph, ranked, "agency"),
        instruments=_members(graph, ranked, "instrument"),
        weight=round(sum(strength.values()) / 2, 6),
        evidence=min(inside.edges[first, other]["evidence"] for other in inside[first]),
    )


def _members(graph: "Network", names: list[str], type_: str) -> tuple[Member, ...]:
    return tuple(Member(name, label(graph, name)) for name in names if graph.nodes[name]["type"] == type_)
