"""Mentions: where the text names bodies, documents, work, figures, recognitions and problems.

Each kind is found by one spaCy component (`govgraph.mentions.pipeline`); what a kind looks like is data in
``ontology/lexicon``.
"""
