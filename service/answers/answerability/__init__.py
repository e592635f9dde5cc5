"""Answerability, whether the collection answers a question: features, mismatches, decision.

In: hits and quotations. Out: found, partly or not found, with reasons. May import: quotations, questions, reasons, and
index.
"""
