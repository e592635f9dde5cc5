"""Which names in a question say where or of what type a practice is, and which only stand in its topic."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import regex

from corpus.text.language_patterns import union_pattern
from index.lexical.analysis import is_stopword
from service.questions.gazetteer import Mention
from service.questions.intent import QuestionSpan
from service.questions.plan.cues import longest_cue, tokenise

_any_of = partial(union_pattern, Path(__file__).parents[1] / "patterns", "names")
_ORIGIN = regex.compile(rf"{_any_of('origins')}\s*(?:{_any_of('articles')}\s+)?$", regex.IGNORECASE)
"""Before a place where people come from or go to, which is not where a practice is."""
_TYPE = regex.compile(rf"{_any_of('type')}(?:\s+{_any_of('of_practice')})?\W*$", regex.IGNORECASE)
"""Before a type of practice whose name is a common word."""


def is_of_practice(text: str, language: str, mention: Mention, frame: Sequence[QuestionSpan]) -> bool:
    """Tell whether a name says something of a practice: it is no common word, nor where people come from or go to.

    :param frame: what is asked for; a place right behind it is where the practices are from.
    """
    entry = mention.entry
    if entry.facet == "type" and " " not in entry.label and "/" not in entry.label:
        return _TYPE.search(text[: mention.start]) is not None
    if entry.facet not in ("country", "region"):
        return True
    origin = _ORIGIN.search(text[: mention.start])
    return origin is None or any(_is_empty(text[end : origin.start()], language) for _, end in frame)


def _is_empty(text: str, language: str) -> bool:
    """Tell whether a text names nobody who could come from a place: it has function words and cues alone."""
    tokens = tokenise(text, language)
    return all(
        is_stopword(token.text, language) or longest_cue(tokens, at, language)[1] for at, token in enumerate(tokens)
    )
