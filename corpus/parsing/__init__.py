"""Lines and records to practices, whatever format they come from.

In: lines, rows and records of a reader. Out: practices with their sections and fields. May import: vocabularies, text,
model, errors.
"""
