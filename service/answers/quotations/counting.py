"""Counting: whether a number in a sentence counts what the question asks the number of.

*How many children live there?* is not answered by *15 hours of school for children*: beside the number stands something
else. What stands beside it is compared by the passage's tokens, so that *80 mayors* counts *local leaders*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from index.dense.token_spans import PassageTokens
from index.lexical.analysed_text import analyse
from index.lexical.analysis import is_stopword
from index.query.reader import Query
from service.answers.quotations.quotation import Quotation
from service.questions.answer_types import number_spans
from service.questions.intent import QuestionSpan
from service.questions.plan.cues import has_lexicon, longest_cue, tokenise

_MOST_WORDS = 3
_BEFORE, _BEHIND = 3, 6
"""Words beside a number that may say what it counts."""


@dataclass(frozen=True, slots=True)
class CountedThing:
    """What a question asks the number of: its words, and its tokens among those of the question."""

    terms: frozenset[str]
    tokens: tuple[int, ...]
    own: frozenset[str]
    """All terms of the question: a number that it states itself is no answer."""

    @classmethod
    def of(cls, query: Query, token_starts: Sequence[int]) -> Self | None:
        """Find it behind *how many*; ``None`` where the question asks for no number of anything.

        :param token_starts: where the question's tokens begin in the text that is embedded.
        """
        text, language = query.text_to_embed, query.language
        if not has_lexicon(language):
            return None
        tokens = tokenise(text, language)
        ends = (longest_cue(tokens, at, language) for at in range(len(tokens)))
        end = next((end for end, cues in ends if "question.count" in cues), None)
        if end is None:
            return None
        counted: list[tuple[int, int, str]] = []
        for start, stop, term in analyse(text, language).words():
            if start < tokens[end - 1].end or (not counted and is_stopword(text[start:stop], language)):
                continue
            if is_stopword(text[start:stop], language) or len(counted) == _MOST_WORDS:
                break
            counted.append((start, stop, term))
        if not counted or text[counted[0][0]].isupper():
            return None  # *how much does Ireland pay*: a name is not counted
        return cls(
            frozenset(term for _, _, term in counted),
            tuple(at for at, begin in enumerate(token_starts) if any(s <= begin < e for s, e, _ in counted)),
            analyse(text, language).term_set,
        )

    def closeness(self, quotation: Quotation, passage: PassageTokens) -> float:
        """Compute how close what a number of a sentence counts is to what is asked: 1 for the same word, 0 for none."""
        text, offset = quotation.hit.passage.text, quotation.hit.passage.start
        first, last = quotation.start - offset, quotation.end - offset
        words = [word for word in analyse(text, quotation.language).words() if first <= word[0] < last]
        starts = np.array([word[0] for word in words])
        best = 0.0
        for begin, end in number_spans(text[first:last]):
            at = int(np.searchsorted(starts, first + begin))
            if text[first + begin : first + end].casefold() in self.own:
                continue
            near = [word for word in words[max(0, at - _BEFORE) : at + _BEHIND] if word[0] != first + begin]
            if any(term in self.terms for _, _, term in near):
                return 1.0
            best = max([best, *(passage.closeness(_span(word), self.tokens) for word in near)])
        return best


def _span(word: tuple[int, int, str]) -> QuestionSpan:
    return word[0], word[1]
