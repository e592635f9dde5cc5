"""Text to unit vectors: the protocols of embedders, the models and their roles, a registry of names.

In: text. Out: unit rows. May import: arrays, errors.
"""
