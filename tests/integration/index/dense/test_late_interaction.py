from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus import BUILT_IN, collect
from index.arrays import Scores, Vectors, unit_rows
from index.dense.late_interaction import TokenVectors
from index.dense.token_codecs import AxesCodec, RotationCodec
from index.embedding.centring import Centring
from index.embedding.embedder import TokenEmbedder
from index.embedding.model_roles import Models
from index.embedding.transformer_embedder import TransformerEmbedder

pytestmark = pytest.mark.model

QUESTIONS = [
    "sending money home at lower cost",
    "alternatives to detention for families",
    "labour inspection against forced labour",
    "recognition of skills and qualifications",
    "legal identity documents for undocumented migrants",
    "social security that workers can take with them",
    "orientation before departure",
    "children travelling alone",
    "mayors and cities that welcome newcomers",
    "climate change and displacement",
    "regularisation campaign",
    "search and rescue at sea",
]


def naive(query: Vectors, passage: Vectors) -> float:
    """MaxSim in full precision: the mean over the query's tokens of the best cosine."""
    return float((unit_rows(query) @ unit_rows(passage).T).max(axis=1).mean())


class Real:
    """Tokens of real passages and questions."""

    def __init__(self, embedder: TransformerEmbedder) -> None:
        sections = [section.text for practice in collect([BUILT_IN]).practices for section in practice.sections]
        self.texts = [text[:200] for text in sections if len(text) > 150]
        self.everything = np.arange(len(self.texts))
        _, self.tokens = embedder.embed_tokens(self.texts)
        self.codec = AxesCodec.learn(np.concatenate(self.tokens))
        self.vectors = TokenVectors.from_codes(self.codec, [self.codec.encode(tokens) for tokens in self.tokens])
        self.queries = [embedder.embed_query_tokens(question)[1] for question in QUESTIONS]


@pytest.fixture(scope="module")
def real(embedder: TransformerEmbedder) -> Real:
    return Real(embedder)


def test_the_packaged_model_gives_tokens(embedder: TransformerEmbedder) -> None:
    assert isinstance(embedder, TokenEmbedder)


def test_the_longest_passage_that_the_model_takes_has_less_than_8192_bytes(
    embedder: TransformerEmbedder, tmp_path: Path
) -> None:
    longest = " ".join(["harbour"] * embedder.limit.tokens)
    _, (tokens,) = embedder.embed_tokens([longest])
    codec = AxesCodec.learn(tokens)

    TokenVectors.from_codes(codec, [codec.encode(tokens)]).save(tmp_path / "tokens")
    codes = np.load(tmp_path / "tokens" / "codes.npy")

    assert (codes.shape, codes.dtype) == ((254, 32), np.uint8)
    assert codes.nbytes < 8_192


def test_real_passages_score_as_their_tokens_along_the_axes_do_without_rounding(real: Real) -> None:
    axes = real.codec.table[:-2]
    along = [unit_rows(tokens) @ axes for tokens in real.tokens]

    for query in real.queries:
        scores = real.vectors.interact(query, real.everything)
        exact = np.array([float((unit_rows(query) @ axes @ rows.T).max(axis=1).mean()) for rows in along], np.float32)
        assert np.abs(scores - exact).max() <= 0.03
        assert rank_correlation(scores, exact) >= 0.985
        assert exact[scores.argmax()] >= exact.max() - 0.01


def test_real_passages_are_ranked_nearly_as_in_full_precision(real: Real) -> None:
    correlations, places = [], []
    for query in real.queries:
        scores = real.vectors.interact(query, real.everything)
        exact = np.array([naive(query, passage) for passage in real.tokens], np.float32)
        correlations.append(rank_correlation(scores, exact))
        places.append(int((exact > exact[scores.argmax()]).sum()))

    assert len(real.texts) >= 100
    assert np.mean(correlations) >= 0.9
    assert max(places) <= 3  # the one chosen is among the best four
    assert np.mean([place == 0 for place in places]) >= 0.6


def test_a_passages_own_words_find_it_among_all(real: Real, embedder: TransformerEmbedder) -> None:
    for ordinal in real.everything[::12].tolist():
        words = " ".join(real.texts[ordinal].split()[3:12])
        scores = real.vectors.interact(embedder.embed_query_tokens(words)[1], real.everything)
        assert scores[ordinal] == scores.max()


def test_centred_tokens_of_the_multilingual_model_are_ranked_nearly_as_in_full_precision(models: Models) -> None:
    model = models.multilingual
    assert isinstance(model, TokenEmbedder)
    centring, codec = Centring.of(model), RotationCodec.of_dimension(model.token_dimension)
    practices = [practice for practice in collect([BUILT_IN]).practices if practice.language]
    texts = [(practice.sections[0].text[:200], practice.language) for practice in practices]
    _, raw = model.embed_tokens([text for text, _ in texts])
    tokens = [centring.centre_passage_tokens(rows, language) for rows, (_, language) in zip(raw, texts, strict=True)]
    vectors = TokenVectors.from_codes(codec, [codec.encode(rows) for rows in tokens])

    places = []
    for question in QUESTIONS:
        query = centring.centre_query_tokens(model.embed_query_tokens(question)[1], "en")
        scores = vectors.interact(query, np.arange(len(texts)))
        exact = np.array([naive(query, passage) for passage in tokens], np.float32)
        places.append(int((exact > exact[scores.argmax()]).sum()))
        assert rank_correlation(scores, exact) >= 0.9

    assert len({language for _, language in texts}) >= 3
    assert max(places) <= 3
    assert np.mean([place == 0 for place in places]) >= 0.6


def rank_correlation(first: Scores, second: Scores) -> float:
    """Spearman's."""
    return float(np.corrcoef(first.argsort().argsort(), second.argsort().argsort())[0, 1])
