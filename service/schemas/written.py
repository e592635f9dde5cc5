"""A written answer as it goes over the wire."""

from __future__ import annotations

from pydantic import BaseModel, Field

from service.messages.reasons import render
from service.messages.writing import FAULTS
from service.writer.quotations import NumberedQuotation
from service.writer.writing import Claim, Writing


class ClaimOut(BaseModel):
    """A sentence that the model wrote and its quotations say."""

    text: str
    quotations: list[int] = Field(description="The numbers of the quotations that say it.")

    @classmethod
    def of(cls, claim: Claim) -> ClaimOut:
        """Render a claim."""
        return cls(text=claim.text, quotations=list(claim.quotations))


class QuotedOut(BaseModel):
    """A quotation that the model was given: the text of the practice's section from ``start`` to ``end``."""

    number: int
    text: str
    practice_id: str
    title: str
    passage_id: str
    section: str
    section_index: int
    start: int
    end: int
    source_url: str
    language: str | None

    @classmethod
    def of(cls, quotation: NumberedQuotation) -> QuotedOut:
        """Render a numbered quotation."""
        return cls(
            number=quotation.number,
            text=quotation.text,
            practice_id=quotation.passage.practice_id,
            title=quotation.title,
            passage_id=quotation.passage.passage_id,
            section=quotation.section.name,
            section_index=quotation.passage.section,
            start=quotation.start,
            end=quotation.end,
            source_url=quotation.source_url,
            language=quotation.passage.language,
        )


class LeftOut(BaseModel):
    """Sentences of the model that did not stand the check; they are not shown."""

    count: int
    reasons: dict[str, int]


class WrittenEnd(BaseModel):
    """What there is to say of a written answer besides its claims."""

    quotations: list[QuotedOut]
    left_out: LeftOut
    model: str
    why: str = Field(description="Why nothing, or not all, was written; empty where the model came to its end.")

    @classmethod
    def of(cls, writing: Writing) -> WrittenEnd:
        """Render what is known once the answer is written."""
        reasons = {FAULTS[fault]: count for fault, count in writing.left_out.items()}
        return cls(
            quotations=[QuotedOut.of(quotation) for quotation in writing.quotations],
            left_out=LeftOut(count=writing.left_out.total(), reasons=reasons),
            model=writing.model,
            why=render(writing.why) if writing.why else "",
        )


class WrittenOut(WrittenEnd):
    """An answer written by a model, each sentence of which its quotations say."""

    claims: list[ClaimOut]

    @classmethod
    def of(cls, writing: Writing) -> WrittenOut:
        """Render a written answer, whole."""
        end = WrittenEnd.of(writing)
        return cls(**dict(end), claims=[ClaimOut.of(claim) for claim in writing.claims])
