"""Query understanding: intent, constraints and subject of a question.

In: a question as it was read. Out: its interpretation. May import: errors, reasons, and index.
"""
