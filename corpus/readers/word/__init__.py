"""Word documents to lines: paragraphs, numbering, tables, forms.

In: bytes. Out: practices and problems. May import: parsing, vocabularies, text, model.
"""

from corpus.readers.registry import Reader
from corpus.readers.word.document import read_doc, read_docx

DOCX = Reader("Word", (".docm", ".docx"), read_docx)
DOC = Reader("Word (.doc)", (".doc",), read_doc)
