"""Relevance cases over the built-in collection, written by people who know the subject; see README.md."""
