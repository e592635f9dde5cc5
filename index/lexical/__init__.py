"""Lexical retrieval: analysis to terms, BM25, phrases; the word lists of each language stand in ``words/``.

In: text. Out: ordinals and BM25 scores. May import: embedding, facets, arrays, errors.
"""
