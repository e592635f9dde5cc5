"""Which sentences to quote: spans, features, ranking, redundancy.

In: hits. Out: quotations, best first. May import: questions, and index.
"""
