"""What a question asks for: intent, constraints, subject.

In: a question. Out: its interpretation. May import: errors, and index.
"""
