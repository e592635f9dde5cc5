"""Feedback of readers on answers: taken in, kept, turned into judgments.

In: feedback of readers. Out: judgments to measure with (qrels, cases). May import: settings, errors, and index.
"""
