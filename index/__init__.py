"""Passages to vectors and postings, search, fusion, snapshots and evaluation.

Import from the modules: this package re-exports nothing, so that the command line can answer without loading a model.
"""
