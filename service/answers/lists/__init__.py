"""List answers: the practices that belong in one, and counts over them.

In: a question for a list. Out: an Answer, the countries or organisations that it asks for. May import: quotations,
answerability, questions, reasons, and index.
"""
