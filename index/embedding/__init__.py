"""Text to unit vectors: the protocol of an embedder, the models and their roles.

In: text. Out: unit rows. May import: arrays, errors.
"""
