"""Strings to their parts: characters, tokens, sentences, passages, dates, languages.

In: text. Out: spans and values. May import: model, errors.
"""
