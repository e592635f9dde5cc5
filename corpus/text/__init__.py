"""Strings to their parts: characters, tokens, sentences, passages, dates, acronyms, languages.

In: text. Out: spans and values. May import: model, errors. The words of each language stand in data files beside the
modules, ``<module>/<language>.toml``; :mod:`corpus.text.language_files` reads them.
"""
