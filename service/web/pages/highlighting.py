"""Text as HTML with the words of the query marked. Everything is escaped first; nothing in a page can become markup."""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup, escape

from index.lexical.analysed_text import analyse


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
