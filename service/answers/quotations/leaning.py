"""Quotations that lean on the sentence before them: *It*, *that year* say nothing by themselves."""

from __future__ import annotations

from corpus.text.references import refers_back
from corpus.text.statements import start_of_statement_before
from index.embedding.model_roles import MAIN_LANGUAGE
from service.answers.quotations.quotation import Quotation


def start_with_context(quotation: Quotation) -> int:
    """Find where a quotation begins in its section with the sentence that it leans on; its own start if on none."""
    if not refers_back(quotation.text, quotation.language or MAIN_LANGUAGE):
        return quotation.start
    before = start_of_statement_before(quotation.section.text, quotation.hit.passage, quotation.start)
    return quotation.start if before is None else before
