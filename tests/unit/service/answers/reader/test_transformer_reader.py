from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ModelError
from service.answers.reader.loading import load_reader
from service.answers.reader.protocol import AnswerReader
from service.answers.reader.transformer_reader import cross_encoder_probability, extractive_probability
from tests.support.readers import ScriptedReader, write_tiny_reader
from tests.support.suites.answer_readers import AnswerReaderLaws

LOGITS = st.floats(-80, 80, width=32)


class TestScriptedReader(AnswerReaderLaws):
    @pytest.fixture
    def subject(self) -> AnswerReader:
        return ScriptedReader({"north.": 0.9})


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> AnswerReader:
    return load_reader(str(write_tiny_reader(tmp_path_factory.mktemp("reader"), "SequenceClassification", labels=1)))


class TestCrossEncoder(AnswerReaderLaws):
    @pytest.fixture
    def subject(self, cross_encoder: AnswerReader) -> AnswerReader:
        return cross_encoder


@pytest.fixture(scope="module")
def question_answering(tmp_path_factory: pytest.TempPathFactory) -> AnswerReader:
    return load_reader(str(write_tiny_reader(tmp_path_factory.mktemp("reader"), "QuestionAnswering")))


class TestQuestionAnswering(AnswerReaderLaws):
    @pytest.fixture
    def subject(self, question_answering: AnswerReader) -> AnswerReader:
        return question_answering


def extracted(starts: list[float], ends: list[float], question_tokens: int = 1) -> float:
    """The probability where the first token is no answer, then come the question's and then the text's."""
    parts = [None, *[0] * question_tokens, *[1] * (len(starts) - 1 - question_tokens)]
    encoded = SimpleNamespace(sequence_ids=lambda _: parts)
    outputs = SimpleNamespace(start_logits=torch.tensor([starts]), end_logits=torch.tensor([ends]))
    return extractive_probability(encoded, outputs)


def test_a_span_above_no_answer_is_likelier_than_not() -> None:
    assert extracted([0, 0, 3, 0], [0, 0, 0, 3]) == pytest.approx(1 / (1 + np.exp(-6)))
    assert extracted([3, 0, 1, 0], [3, 0, 0, 1]) < 0.5


def test_the_words_of_the_question_are_no_answer_and_no_span_ends_before_it_starts() -> None:
    assert extracted([0, 50, -5, -5], [0, 50, -5, -5]) < 0.5
    assert extracted([0, 0, -50, 9], [0, 0, 9, -50]) < 0.5


def test_a_text_without_tokens_answers_nothing() -> None:
    assert extracted([0, 5], [0, 5]) == 0


@given(st.lists(st.tuples(LOGITS, LOGITS), min_size=3, max_size=9), st.integers(2, 8), st.floats(0, 40, width=32))
def test_the_probability_rises_with_the_start_of_any_span(
    logits: list[tuple[float, float]], at: int, more: float
) -> None:
    starts, ends = ([logit[side] for logit in logits] for side in (0, 1))
    raised = [start + more * (place == min(at, len(starts) - 1)) for place, start in enumerate(starts)]

    assert 0 <= extracted(starts, ends) <= extracted(raised, ends) <= 1


@given(LOGITS, LOGITS)
def test_a_cross_encoders_probability_rises_with_its_score(score: float, more: float) -> None:
    outputs = [SimpleNamespace(logits=torch.tensor([[logit]])) for logit in sorted((score, more))]
    low, high = (cross_encoder_probability(None, output) for output in outputs)

    assert 0 <= low <= high <= 1


def test_a_model_of_another_kind_is_refused_with_what_it_is(tmp_path: Path) -> None:
    folder = write_tiny_reader(tmp_path, "SequenceClassification", labels=3)

    with pytest.raises(ModelError, match=r"BertForSequenceClassification of 3 labels.*cross-encoder of one label"):
        load_reader(str(folder))


def test_a_folder_without_a_model_and_a_name_of_none_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_reader(str(tmp_path))
    with pytest.raises(ModelError, match="no/such-reader"):
        load_reader("no/such-reader")
