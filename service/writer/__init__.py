"""Writer of answers: a model behind an OpenAI-compatible server, each of whose sentences is verified.

In: an answer with quotations. Out: claims, as they come. May import: answers and all below, and index.
"""
