"""Dense retrieval: vectors of passages, of their sentences and of their tokens.

In: vectors. Out: ordinals and cosines. May import: embedding, arrays, errors.
"""
