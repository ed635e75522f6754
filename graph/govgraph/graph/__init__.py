"""Projections of a report's facts: RDF triples, Turtle, NetworkX, and the guide's JSON lines read back from RDF."""
