"""HTML to lines: the main content of a page, its tables and labels, without furniture.

In: bytes. Out: practices and problems. May import: parsing, vocabularies, text, model.
"""
