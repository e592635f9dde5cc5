"""Passages to vectors and postings, search, fusion, snapshots and evaluation.

In: practices and passages, models by name, questions and filters. Out: snapshots on disk, hits with their scores. May
import: corpus.

Import from the modules: this package re-exports nothing, so that the command line can answer without loading a model.
"""
