"""The facets, a file each, which holds it as ``FACET``; :mod:`index.facets.registry` finds them here.

In: a value as people write it, a practice. Out: values of the index. May import: facet, numbered, errors.
"""
