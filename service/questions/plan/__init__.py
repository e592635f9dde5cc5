"""The plan of a question for a set of practices: conditions on declared fields, order, groups, a topic.

In: a question and its language. Out: a plan in which every word of it is accounted for. May import: the gazetteer, and
index.
"""
