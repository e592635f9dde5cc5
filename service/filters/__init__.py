"""Filters as people write them: parameters, parsing, and the choices to offer. All of it reads the registry of facets.

In: values as people write them. Out: Filters. May import: errors, and index.
"""
