from __future__ import annotations

import random

import numpy as np
import pytest

from index.arrays import Vectors, unit_rows
from index.embedding.model_tokenizer import ModelTokenizer
from index.embedding.prompts import Prompts
from index.embedding.transformer_embedder import TransformerEmbedder
from tests.support.prompted_encoder import MOST_TOKENS, PromptedEncoder, prompted_embedder

LONG = " ".join(["harbour"] * 100 + ["word"] * 100)


@pytest.fixture
def parts() -> tuple[TransformerEmbedder, PromptedEncoder, ModelTokenizer]:
    return prompted_embedder()


@pytest.fixture
def subject(parts: tuple[TransformerEmbedder, PromptedEncoder, ModelTokenizer]) -> TransformerEmbedder:
    return parts[0]


@pytest.fixture
def encoder(parts: tuple[TransformerEmbedder, PromptedEncoder, ModelTokenizer]) -> PromptedEncoder:
    return parts[1]


@pytest.fixture
def tokenizer(parts: tuple[TransformerEmbedder, PromptedEncoder, ModelTokenizer]) -> ModelTokenizer:
    return parts[2]


def test_the_limit_leaves_room_for_prompts(subject: TransformerEmbedder) -> None:
    without, *_ = prompted_embedder(prompts=Prompts())

    assert subject.limit.tokens < without.limit.tokens < MOST_TOKENS


def test_a_query_and_a_passage_have_prompts_of_their_own(subject: TransformerEmbedder) -> None:
    without, *_ = prompted_embedder(prompts=Prompts())

    assert np.abs(subject.embed_queries(["harbour"]) - subject.embed_passages(["harbour"])).max() > 0.01
    np.testing.assert_array_equal(without.embed_queries(["harbour"]), without.embed_passages(["harbour"]))


def test_a_long_text_is_the_mean_of_its_pieces_by_length(
    subject: TransformerEmbedder, tokenizer: ModelTokenizer
) -> None:
    pieces = tokenizer.pieces(LONG)
    lengths = np.array([len(piece) for piece in pieces], np.float32)

    expected: Vectors = unit_rows((subject.embed_passages(pieces) * lengths[:, None]).sum(axis=0)[None])

    assert len(pieces) > 3
    np.testing.assert_allclose(subject.embed_passages([LONG]), expected, atol=1e-6)


def test_a_long_text_has_the_tokens_of_all_its_pieces_in_order(
    subject: TransformerEmbedder, tokenizer: ModelTokenizer
) -> None:
    pieces = tokenizer.pieces(LONG)

    _, (short, whole, other) = subject.embed_tokens(["word", LONG, "harbour word"])
    starts = subject.token_starts(LONG)

    np.testing.assert_array_equal(whole, np.concatenate(subject.embed_tokens(pieces)[1]))
    assert (len(short), len(other)) == (1, 2)
    assert [LONG[start:].lstrip()[0] for start in starts] == ["h"] * 100 + ["w"] * 100


@pytest.mark.parametrize("seed", range(6))
def test_batches_are_full_but_hold_no_more_tokens_than_they_may_padding_included(
    subject: TransformerEmbedder, encoder: PromptedEncoder, tokenizer: ModelTokenizer, seed: int
) -> None:
    chance = random.Random(seed)
    longest = chance.choice([1, 8, 50])
    texts = [f"{number} " + "word " * chance.randrange(longest) for number in range(chance.choice([1, 40, 1_000]))]

    subject.embed_passages(texts)

    counts = [[count + tokenizer.added for count in tokenizer.count(batch)] for batch in encoder.batches]
    in_order = [count for batch in counts for count in batch]
    assert sorted(text for batch in encoder.batches for text in batch) == sorted(texts)
    assert in_order == sorted(in_order, reverse=True)
    for batch, after in zip(counts, [*counts[1:], []], strict=True):
        assert max(batch) * len(batch) <= encoder.batch_tokens
        assert not after or max(batch) * (len(batch) + 1) > encoder.batch_tokens


def test_a_text_with_more_tokens_than_a_batch_may_hold_is_a_batch_by_itself(
    subject: TransformerEmbedder, encoder: PromptedEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "batch_tokens", 30)

    subject.embed_passages(["word word", "word " * 30, "word " * 25, "word", ""])

    assert encoder.batches == [["word " * 30], ["word " * 25], ["word word", "word", ""]]


@pytest.mark.parametrize("narrow", [True, False])
def test_whether_it_is_narrow_is_measured_once_and_only_where_it_is_not_told(
    encoder: PromptedEncoder, tokenizer: ModelTokenizer, monkeypatch: pytest.MonkeyPatch, narrow: bool
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("index.embedding.transformer_embedder.is_narrow", lambda model: asked.append(model) or narrow)
    untold = TransformerEmbedder("prompted", encoder, tokenizer)
    told = TransformerEmbedder("prompted", encoder, tokenizer, is_narrow=not narrow)

    assert (untold.is_narrow, untold.is_narrow, told.is_narrow) == (narrow, narrow, not narrow)
    assert asked == [untold]
