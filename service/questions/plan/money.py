"""Whether a question asks for a sum of money: *what is the budget of…*, *which fee…*."""

from __future__ import annotations

from collections.abc import Iterator

from index.lexical.analysis import is_stopword
from service.questions.plan.cues import Cues, has_lexicon, longest_cues, tokenise


def asks_for_money(question: str, language: str) -> bool:
    """Tell whether a word for money stands right behind a question word, but for words that carry nothing."""
    is_asked = False
    for text, cues in _words(question, language) if has_lexicon(language) else ():
        if cues & {"question.which", "question.count", "units.any"}:
            is_asked = True
        elif is_asked and ("fields.amount" in cues or any(cue.startswith("currencies.") for cue in cues)):
            return True
        elif not (is_stopword(text, language) or (cues and cues <= {"form.words"})):
            is_asked = False
    return False


def _words(question: str, language: str) -> Iterator[tuple[str, Cues]]:
    tokens = tokenise(question, language)
    for start, end, cues in longest_cues(tokens, language):
        yield question[tokens[start].start : tokens[end - 1].end], cues
