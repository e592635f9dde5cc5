"""What a search can be narrowed to: definitions, values, masks and counts.

In: practices and passages; values as people write them. Out: the registry of facets, masks and counts. May import:
arrays, errors.

A facet is one file in ``definitions/``: the index, the parameters, the pages and the counts read it there.
"""
