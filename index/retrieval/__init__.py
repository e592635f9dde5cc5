"""A query to ranked practices: both channels, fusion, late interaction, grouping.

In: a Query. Out: practice hits. May import: snapshot, query, enrichment, lexical, dense, embedding, facets.
"""
