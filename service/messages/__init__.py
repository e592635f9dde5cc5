"""The words for readers, in English: what the pages, the API and the command line all say.

In: reasons, facets, outcomes, numbers. Out: text. May import: writer, answers and all below, for their values; the
rules there may not import it.
"""
