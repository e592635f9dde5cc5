"""Query understanding: the intent of a question, and its plan.

In: a question as it was read. Out: its interpretation. May import: errors, reasons, and index.
"""
