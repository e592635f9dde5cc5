"""PDF to lines: glyphs → pieces and rows → reading order (running heads aside) → blocks → lines of a page.

In: bytes. Out: practices and problems. May import: parsing, vocabularies, text, model.
"""

from corpus.readers.pdf.document import read_pdf
from corpus.readers.registry import Reader

READER = Reader("PDF", (".pdf",), read_pdf)
