"""One practice: found by its id, related ones, freshness, links.

In: an id. Out: a practice and what is around it. May import: errors, reasons, and index.
"""
