"""Files and folders to one collection: each file read in a sandbox, pages of one practice merged.

In: paths. Out: a Collection. May import: sync, readers, parsing, vocabularies, text, model.
"""
