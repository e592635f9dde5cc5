"""Answers to questions for a set: its members, its numbers.

In: a question for a set. Out: members and aggregations. May import: quotations, answerability, questions, and index.
"""
