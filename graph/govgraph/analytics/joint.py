"""Bodies that carry out work together: who with whom, and who stands in the middle."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from govgraph.analytics.network import Evidence, evidence, label, links, nodes_of

if TYPE_CHECKING:
    import networkx as nx

    from govgraph.analytics.network import Network

_EXACT = 1000  # bodies up to which betweenness is exact; it takes bodies × links steps
_PIVOTS = 300


@dataclass(frozen=True, slots=True)
class JointWork:
    """Two bodies, in how much work both take part, and the weight of their link (see `joint_network`)."""

    body: str
    label: str
    partner: str
    partner_label: str
    initiatives: int
    weight: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class CentralBody:
    """One body in the network of joint work.

    `partners` is its degree, `initiatives` the work that it shares with others, `betweenness` the share of shortest
    paths between other bodies that lead through it.
    """

    body: str
    label: str
    level: str | None
    partners: int
    initiatives: int
    betweenness: float
    evidence: Evidence


def joint_network(graph: "Network") -> "nx.Graph[str]":
    """Bodies linked where reports say that they carry out the same piece of work.

    A piece of work of n bodies adds 1/(n-1) to the weight of each of its pairs, so that a campaign of thirty bodies
    does not outweigh the work of two, and the weights of a body add up to the number of its joint pieces of work (M. E.
    J. Newman, Scientific collaboration networks II, Physical Review E 64, 016132, 2001). The words of a link are the
    longer ones of the two bodies in the first such work: a body that the text leaves out has only those of the work.
    Collective names (各乡镇) are left out: they are no one body. Who leads and who takes part is not among the facts,
    so links have no direction.
    """
    import networkx as nx  # noqa: PLC0415 - only the analytics need it

    joint: nx.Graph[str] = nx.Graph()
    for work in together(graph).values():
        bodies = sorted(work)
        if len(bodies) < 2:
            continue
        for one, other in combinations(bodies, 2):
            if not joint.has_edge(one, other):
                words = max(work[one], work[other], key=lambda words: len(words.quote))
                joint.add_edge(one, other, weight=0.0, initiatives=0, evidence=words)
            link = joint.edges[one, other]
            link["weight"] += 1 / (len(bodies) - 1)
            link["initiatives"] += 1
    return joint


def together(graph: "Network") -> dict[str, dict[str, Evidence]]:
    """The single bodies that carry out each piece of work, with the words that say so; work sorted by IRI."""
    bodies: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for work, body, edge in links(graph, "carriedOutBy"):
        if not graph.nodes[body].get("group"):
            bodies[work][body] = evidence(edge)
    return {work: bodies[work] for work in nodes_of(graph, "initiative") if work in bodies}


def joint_work(graph: "Network") -> list[JointWork]:
    """The pairs of bodies that work together, those with most work first."""
    found = []
    for one, other, link in joint_network(graph).edges(data=True):
        body, partner = sorted((one, other))
        names = label(graph, body), label(graph, partner)
        weight = round(link["weight"], 6)
        found.append(JointWork(body, names[0], partner, names[1], link["initiatives"], weight, link["evidence"]))
    return sorted(found, key=lambda pair: (-pair.initiatives, -pair.weight, pair.body, pair.partner))


def central_bodies(graph: "Network") -> list[CentralBody]:
    """The bodies in joint work, those with most of it first.

    Degree says with how many bodies one works, betweenness (L. C. Freeman, A set of measures of centrality based on
    betweenness, Sociometry 40, 1977) whether it links bodies that do not work with each other: a body that
    coordinates. Links of more work are shorter (1/weight). PageRank is left out: in a network without directions it is
    nearly proportional to the weighted degree (V. Grolmusz, Information Processing Letters 115, 2015), here
    `initiatives`. Above 1,000 bodies betweenness is estimated from 300 of them, always the same ones.
    """
    import networkx as nx  # noqa: PLC0415

    joint = joint_network(graph)
    for _, _, link in joint.edges(data=True):
        link["distance"] = 1 / link["weight"]
    pivots = _PIVOTS if len(joint) > _EXACT else None
    between = nx.betweenness_centrality(joint, k=pivots, weight="distance", seed=0)
    strength = dict(joint.degree(weight="weight"))
    found = [
        CentralBody(
            body=body,
            label=label(graph, body),
            level=graph.nodes[body].get("level"),
            partners=joint.degree(body),
            initiatives=round(strength[body]),
            betweenness=round(between[body], 6),
            evidence=min(joint.edges[body, partner]["evidence"] for partner in joint[body]),
        )
        for body in joint
    ]
    return sorted(found, key=lambda one: (-one.initiatives, -one.partners, -one.betweenness, one.label, one.body))
