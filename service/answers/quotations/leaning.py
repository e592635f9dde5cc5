"""Quotations that lean on the sentence before them: *It*, *that year* say nothing by themselves."""

from __future__ import annotations

from dataclasses import replace

from corpus.text.references import refers_back
from corpus.text.statements import statement_spans
from index.embedding.model_roles import MAIN_LANGUAGE
from service.answers.quotations.quotation import Quotation

_LONGEST = 2000
"""Characters before a quotation that the sentence is looked for in."""
_WIDEST_GAP = 80
"""Characters between the two: a heading at the most."""


def start_with_context(quotation: Quotation) -> int:
    """Find where a quotation begins in its section with the sentence that it leans on; its own start if on none.

    Passages end anywhere between sentences, so that the sentence may stand in the passage before.
    """
    if not refers_back(quotation.text, quotation.language or MAIN_LANGUAGE):
        return quotation.start
    begin = max(0, quotation.start - _LONGEST)
    before = quotation.section.text[begin : quotation.start]
    spans = list(statement_spans(replace(quotation.hit.passage, text=before)))
    if not spans:
        return quotation.start
    start, end = spans[-1]
    is_cut = start == 0 and begin > 0
    return quotation.start if is_cut or len(before) - end > _WIDEST_GAP else begin + start
