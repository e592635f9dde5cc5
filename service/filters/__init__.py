"""What people write to narrow a search: the facets, their parsing, their options.

In: values as written. Out: Filters. May import: errors, and index.
"""
