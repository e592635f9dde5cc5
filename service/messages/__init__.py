"""The words for readers, in English: what the pages, the API and the command line all say.

In: reasons, facets, outcomes, numbers. Out: text. May import: reasons, and the values of answers, filters, practices
and writer; the rules below may not import it.
"""
