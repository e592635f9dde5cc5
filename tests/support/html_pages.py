"""Small HTML pages, read: for the tests of the reader."""

from __future__ import annotations

from corpus.parsing.coverage import words_in
from corpus.parsing.results import Read
from corpus.readers.html.page import read_html


def read_page(markup: str) -> Read:
    """Read a page of a title, a summary of the given markup, and a lesson."""
    page = f"<main><h1>Clock</h1><h2>Summary</h2>{markup}<h2>Key Lessons</h2><p>Trust takes time.</p></main>"
    (item,) = read_html(page.encode(), "page.html")
    assert isinstance(item, Read)
    return item


def summary_of(markup: str) -> str:
    """Read the text of the summary."""
    texts = [section.text for section in read_page(markup).practice.sections if section.kind.value == "summary"]
    return "\n\n".join(texts)


def section_words(item: Read) -> set[str]:
    """Gather the words of all sections."""
    return {word for section in item.practice.sections for word in words_in(section.text)}
