"""A build in the formats of other tools: GraphML and GEXF for Gephi and Cytoscape, CSV and JSON lines for Neo4j."""

from govgraph.interop.gexf import write_gexf
from govgraph.interop.graphml import write_graphml
from govgraph.interop.neo4j import write_neo4j, write_neo4j_json

__all__ = ["write_gexf", "write_graphml", "write_neo4j", "write_neo4j_json"]
