"""The language of a practice whose page does not state one: that of most of its text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from corpus.model import DETECTED, Practice
from corpus.text.language import language_of


def with_language(practice: Practice) -> Practice:
    """Detect the language of a practice that states none, and mark it so; the text may not tell either.

    Each section counts by its length: a page may close with a summary in another language.
    """
    if practice.language:
        return practice
    shares: Counter[str] = Counter()
    for section in practice.sections:
        if language := language_of(section.text):
            shares[language] += len(section.text)
    if not shares:
        whole = "\n".join([practice.title, *(section.text for section in practice.sections)])
        shares.update(filter(None, [language_of(whole)]))
    most = shares.most_common(1)
    return replace(practice, language=most[0][0], language_basis=DETECTED) if most else practice


def as_stated(practice: Practice) -> Practice:
    """Return a practice without a language that it does not state itself."""
    return replace(practice, language=None, language_basis=None) if practice.language_basis else practice
