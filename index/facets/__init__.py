"""What a search can be narrowed to: values, masks and counts.

In: practices and passages. Out: masks and counts. May import: arrays, errors.
"""
