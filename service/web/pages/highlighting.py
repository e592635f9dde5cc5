"""Text as HTML with what matters in it marked: the words of the query, or a sentence.

Everything is escaped first; nothing in a page can become markup.
"""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup, escape

from corpus.model import Passage
from index.lexical.analysed_text import analyse
from service.practices.closest_sentences import PassageSentence


def highlight(text: str, terms: Collection[str], language: str | None) -> Markup:
    """Mark a text with ``<mark>`` around each word whose term is among the query's.

    :param terms: the query's terms in the language of the text.
    """
    parts: list[str] = []
    position = 0
    for start, end in analyse(text, language).matched_spans(terms):
        parts += [escape(text[position:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        position = end
    parts.append(escape(text[position:]))
    return Markup("").join(parts)


def with_marked(passage: Passage, sentence: PassageSentence) -> Markup:
    """Mark a sentence within a passage, without the white space around that."""
    start, end = sentence.start - passage.start, sentence.end - passage.start
    marked = Markup("<mark>{}</mark>").format(passage.text[start:end])
    return escape(passage.text[:start].lstrip()) + marked + escape(passage.text[end:].rstrip())
