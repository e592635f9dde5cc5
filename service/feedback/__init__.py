"""What readers say of answers: taken in, kept, turned into judgments.

In: a reader's word. Out: judgments to measure with. May import: settings, errors, and index.
"""
