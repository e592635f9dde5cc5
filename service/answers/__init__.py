"""A question and what was found to an answer made of quotations.

In: a question as it was read, practice hits. Out: an Answer, a Comparison. May import: practices, filters, questions, and index.
"""
