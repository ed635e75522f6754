"""Questions that only many reports together answer, on a NetworkX graph of a corpus; every answer shows its words.

graph = load_network(Path("out"))
most_relied_on(graph, level="central")
"""

from govgraph.analytics.chains import Chain, Gap, Step, chain_gaps, implementation_chains
from govgraph.analytics.communities import Community, Member, communities
from govgraph.analytics.joint import CentralBody, JointWork, central_bodies, joint_work
from govgraph.analytics.network import Evidence, load_network, network
from govgraph.analytics.relied import ReliedOn, most_relied_on
from govgraph.analytics.silence import Silence, find_instrument, silence
from govgraph.analytics.trends import Pilot, RecurringProblem, pilots, recurring_problems

__all__ = [
    "CentralBody",
    "Chain",
    "Community",
    "Evidence",
    "Gap",
    "JointWork",
    "Member",
    "Pilot",
    "RecurringProblem",
    "ReliedOn",
    "Silence",
    "Step",
    "central_bodies",
    "chain_gaps",
    "communities",
    "find_instrument",
    "implementation_chains",
    "joint_work",
    "load_network",
    "most_relied_on",
    "network",
    "pilots",
    "recurring_problems",
    "silence",
]
