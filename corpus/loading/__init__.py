"""Files and folders to one collection: each file read in a sandbox, captures of one page merged.

In: paths. Out: a Collection, or the inspection of one file. May import: sync, readers, parsing, vocabularies, text,
model, errors.
"""
