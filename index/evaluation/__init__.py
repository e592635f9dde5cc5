"""Evaluation of retrieval on a test collection, through the pipeline that serves.

In: a BEIR folder. Out: measures. May import: build, retrieval and all below.
"""
