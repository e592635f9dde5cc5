"""Quotations, the sentences that answer: spans, features, ranking, redundancy.

In: hits. Out: quotations, best first. May import: questions, and index.
"""
