"""Enrichment of practices by what is inferred: near-identical ones, likely objectives.

In: practices and vectors. Out: groups and guesses. May import: embedding, arrays.
"""
