"""Relations: how the bodies, documents, work, figures, recognitions and problems of a report hang together.

`relate` reads the frames of a finished `Reading` and gives `Link`s between its findings; `govgraph.extract` makes
facts of them.
"""

from govgraph.mentions.reading import Reading
from govgraph.relations.actors import actor_links
from govgraph.relations.documents import document_links
from govgraph.relations.model import Link, Sentences
from govgraph.relations.outcomes import outcome_links, part_links, problem_links

__all__ = ["Link", "relate"]


def relate(reading: Reading) -> list[Link]:
    """All links of a report, in a stable order; the same pair may be linked more than once, by different words."""
    sentences = Sentences(reading)
    return [
        *actor_links(sentences),
        *document_links(sentences),
        *outcome_links(sentences),
        *part_links(sentences),
        *problem_links(sentences),
    ]
