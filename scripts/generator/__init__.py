"""Composes yearly reports from a grammar, with the facts that each sentence states."""
