"""PDF to lines: glyphs to words, words to lines and columns.

In: bytes. Out: practices and problems. May import: parsing, vocabularies, text, model.
"""
