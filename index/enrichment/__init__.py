"""What is inferred from practices: near-identical ones, likely objectives.

In: practices and vectors. Out: groups and guesses. May import: embedding, arrays.
"""
