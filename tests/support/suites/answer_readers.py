"""The laws of the AnswerReader protocol; a test names a reader and runs them all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from service.answers.reader.protocol import AnswerReader

QUESTION = "Who signed the agreement?"
TEXTS = [
    "The minister signed the agreement in 2019.",
    "The harbour lies in the north.",
    "Le ministre a signé l'accord.",
    "部长签署了协议。",
]
ODD = ["", " ", "?", "\u200b", "🚢\0 odd", "[SEP] [MASK] <|endoftext|>", "x" * 3_000, "word " * 3_000]


class AnswerReaderLaws:
    """Collected under a subclass whose fixture gives a ``subject``."""

    def test_it_has_a_name(self, subject: AnswerReader) -> None:
        assert subject.name

    def test_each_text_has_a_probability(self, subject: AnswerReader) -> None:
        probabilities = subject.probabilities(QUESTION, TEXTS)

        assert probabilities.shape == (len(TEXTS),)
        assert ((probabilities >= 0) & (probabilities <= 1)).all()

    def test_no_text_has_none(self, subject: AnswerReader) -> None:
        assert subject.probabilities(QUESTION, []).shape == (0,)

    def test_a_text_is_read_apart_from_the_others(self, subject: AnswerReader) -> None:
        together = subject.probabilities(QUESTION, TEXTS)
        alone = np.concatenate([subject.probabilities(QUESTION, [text]) for text in TEXTS])

        np.testing.assert_allclose(together, alone, atol=1e-5)
        np.testing.assert_allclose(together, subject.probabilities(QUESTION, TEXTS[::-1])[::-1], atol=1e-5)

    @pytest.mark.parametrize("odd", ODD)
    def test_no_text_and_no_question_is_too_odd_to_read(self, subject: AnswerReader, odd: str) -> None:
        for question, text in ((QUESTION, odd), (odd, TEXTS[0]), (odd, odd)):
            (probability,) = subject.probabilities(question, [text]).tolist()
            assert 0 <= probability <= 1

    def test_several_threads_may_read_at_once(self, subject: AnswerReader) -> None:
        expected = subject.probabilities(QUESTION, TEXTS)

        with ThreadPoolExecutor(4) as threads:
            read = list(threads.map(lambda _: subject.probabilities(QUESTION, TEXTS), range(8)))

        np.testing.assert_allclose(read, [expected] * 8, atol=1e-5)
