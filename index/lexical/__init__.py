"""Similarity by words: analysis to terms, BM25, phrases.

In: text. Out: ordinals and BM25 scores. May import: facets, arrays, errors.
"""
