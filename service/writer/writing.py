"""An answer being written: claims as they come and stand the check, and a count of those that do not."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from corpus.text.tokens import default_counter
from service.answers.answerability.decision import Outcome
from service.answers.context import AnswerContext
from service.answers.model import Answer
from service.reasons import Reason, ReasonCode
from service.writer.claim_parser import DraftClaim, parse_claims
from service.writer.client import Pieces, Server
from service.writer.compression import normalised_words
from service.writer.errors import WriterError
from service.writer.prompt import compose_messages
from service.writer.quotations import NumberedQuotation
from service.writer.verification import Fault, has_dangling_reference, verify_claim

_MOST_AT_ONCE = 4
"""Answers written at the same time: each holds a thread of the service while it waits."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the model that its quotations say, with their numbers."""

    text: str
    quotations: tuple[int, ...]


class AnswerWriter:
    """Has answers written by the model of a server."""

    def __init__(self, server: Server, tokens: int) -> None:
        """:param tokens: the most that is sent, counted by tiktoken."""
        self.server = server
        self._tokens = tokens
        self._places = threading.BoundedSemaphore(_MOST_AT_ONCE)

    def write(self, answer: Answer, context: AnswerContext) -> Writing | None:
        """An answer to be written from an answer's quotations; ``None`` where it has none, or is a set."""
        if answer.kind != "passage" or answer.outcome is Outcome.NOT_FOUND or not answer.statements:
            return None
        return Writing(self, answer, context)

    def begin(self, answer: Answer, context: AnswerContext) -> tuple[Pieces, list[NumberedQuotation]]:
        """The text that the model writes, and the quotations that it is given.

        :raises WriterError: nothing can be asked of it.
        """
        sent, quotations = compose_messages(answer, context, default_counter(), self._tokens)
        return Pieces(self.server, sent), quotations

    @contextmanager
    def place(self) -> Iterator[None]:
        """Room for one more answer.

        :raises WriterError: there is none just now.
        """
        if not self._places.acquire(blocking=False):
            raise WriterError(Reason(ReasonCode.WRITER_BUSY))
        try:
            yield
        finally:
            self._places.release()


@dataclass(slots=True)
class Writing:
    """One answer being written. Iterating writes it; what is known of it then stands in its fields."""

    writer: AnswerWriter
    answer: Answer
    context: AnswerContext
    quotations: list[NumberedQuotation] = field(default_factory=list)
    """Those that the model was given."""
    claims: list[Claim] = field(default_factory=list)
    left_out: Counter[Fault] = field(default_factory=Counter)
    why: Reason | None = None
    """Why nothing was written, or not all of it; ``None`` where the model came to its end."""

    @property
    def model(self) -> str:
        """The model that writes."""
        return self.writer.server.model

    @property
    def used(self) -> list[NumberedQuotation]:
        """The quotations that claims name."""
        named = {number for claim in self.claims for number in claim.quotations}
        return [one for one in self.quotations if one.number in named]

    def language_of(self, claim: Claim) -> str | None:
        """The language of a claim, which is that of its quotations."""
        return next(one.passage.language for one in self.quotations if one.number in claim.quotations)

    def titles_of(self, claim: Claim) -> str:
        """The practices whose quotations say a claim."""
        named = (one.title for one in self.quotations if one.number in claim.quotations)
        return "; ".join(dict.fromkeys(named))

    def __iter__(self) -> Generator[Claim | None]:
        """The claims that stand the check, as they come; ``None`` every now and then while there is none."""
        try:
            with self.writer.place():
                pieces, self.quotations = self.writer.begin(self.answer, self.context)
                with closing(pieces):
                    for draft in parse_claims(pieces):
                        yield self._checked(draft) if draft else None
        except WriterError as error:
            self.why = error.reason

    def finish(self) -> Writing:
        """Itself, written to the end."""
        for _ in self:
            pass
        return self

    def _checked(self, draft: DraftClaim) -> Claim | None:
        found = verify_claim(draft, self.quotations, self._similarities)
        if not isinstance(found, Fault) and any(
            normalised_words(draft.text) == normalised_words(one.text) for one in self.claims
        ):
            found = Fault.REPEATED
        if not isinstance(found, Fault) and self._dangles(draft.text, found):
            found = Fault.DANGLING
        if isinstance(found, Fault):
            self.left_out[found] += 1
            return None
        self.claims.append(Claim(draft.text, found))
        return self.claims[-1]

    def _dangles(self, claim: str, numbers: Sequence[int]) -> bool:
        before = self.claims[-1].text if self.claims else ""
        return all(has_dangling_reference(claim, one, before) for one in self.quotations if one.number in numbers)

    def _similarities(self, claim: str, sentences: Sequence[str], quotation: NumberedQuotation) -> Sequence[float]:
        query = self.context.searcher.read(claim)
        vectors = self.context.searcher.embed(query)
        texts = [(sentence, quotation.passage) for sentence in sentences]
        cosines: list[float] = self.context.texts.similarities(query, vectors, texts).tolist()
        return cosines
