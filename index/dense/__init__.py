"""Similarity by vectors: of passages, their sentences and their tokens.

In: vectors. Out: ordinals and cosines. May import: embedding, arrays, errors.
"""
