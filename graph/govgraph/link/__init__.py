"""Linking: one canonical name and one key for every body, document and place that a report names.

fold → places → authority → organs → zones, townships → jurisdiction (whose report is it?) → bodies; titles →
documents.
Names are merged by tables and by what a name means where it stands, never by containment or edit distance.
"""

from govgraph.link.bodies import BodyLink, link_body, superior
from govgraph.link.documents import DocumentLink, link_document
from govgraph.link.jurisdiction import Jurisdiction, find_jurisdiction
from govgraph.link.places import Place, chain, find_places, full_name
from govgraph.link.titles import find_known_titles

__all__ = [
    "BodyLink",
    "DocumentLink",
    "Jurisdiction",
    "Place",
    "chain",
    "find_jurisdiction",
    "find_known_titles",
    "find_places",
    "full_name",
    "link_body",
    "link_document",
    "superior",
]
