"""Word documents to lines: paragraphs, numbering, tables, forms.

In: bytes. Out: practices and problems. May import: parsing, vocabularies, text, model.
"""
