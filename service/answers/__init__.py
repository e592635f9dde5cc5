"""Answers made of quotations, and comparisons of practices.

In: a question as it was read, its interpretation, filters. Out: an Answer, a Comparison. May import: practices,
filters, questions, reasons, errors, and index.
"""
