"""What a query says: language, phrases, acronyms, slips of spelling, names of places.

In: a query as written. Out: a Query. May import: lexical, embedding, errors.
"""
