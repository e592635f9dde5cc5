"""Query parsing: language, phrases, acronyms, spelling correction, names of places.

In: a query as written. Out: a Query. May import: lexical, embedding, errors.
"""
