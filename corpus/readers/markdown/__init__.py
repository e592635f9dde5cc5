"""Markdown pages.

In: the bytes of a file, with front matter or without. Out: the practice in it. May import: parsing, vocabularies, text,
model, and the reader of HTML for what stands in the text.
"""

from corpus.readers.markdown.page import READER, read_markdown

__all__ = ["READER", "read_markdown"]
