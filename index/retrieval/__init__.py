"""Hybrid retrieval: a query to ranked practices by both channels, fusion, late interaction and grouping.

In: a Query. Out: practice hits.
May import: snapshot, query, enrichment, lexical, dense, embedding, facets.
"""
