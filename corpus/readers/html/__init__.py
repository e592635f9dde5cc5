"""HTML to lines: the main content of a page, its tables and labels, without furniture.

In: bytes. Out: practices and problems. May import: parsing, vocabularies, text, model.
"""

from corpus.readers.html.page import read_html
from corpus.readers.registry import Reader

READER = Reader("HTML", (".htm", ".html"), read_html)
