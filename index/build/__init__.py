"""A collection to a serving snapshot: passages prepared, embedded, written.

In: a Collection. Out: a snapshot and a report.
May import: snapshot, query, enrichment, lexical, dense, embedding, facets.
"""
