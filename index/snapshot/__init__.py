"""Immutable index folders: written, checked, opened, compared.

In: an index folder. Out: an opened Snapshot.
May import: query, enrichment, lexical, dense, embedding, facets.
"""
