"""Plans that are given: as JSON in the place of what the rules read, or proposed by a model where they read nothing.

In: a plan document, and the question that it is for. Out: an interpretation, or what is wrong with the document. May
import: the plan, understanding, the gazetteer, errors, and index.
"""
