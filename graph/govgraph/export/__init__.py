"""A whole build as one file: `rdf` for Turtle, TriG, N-Quads and JSON-LD, `govgraph.interop` for other tools."""
