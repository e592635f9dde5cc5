from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus import Limit, default_counter
from index.arrays import Vectors, unit_rows
from index.build.encoding import EncodedPassages, encode_passages
from index.dense.late_interaction import TokenVectors
from index.dense.query_vectors import QueryVectors
from index.dense.retriever import DenseRetriever
from index.dense.vector_index import DenseIndex
from index.embedding.embedder import Embedder
from index.embedding.model_roles import Models
from index.embedding.prompts import Prompts, TextKind
from tests.support.encoding_examples import INPUTS, NATIVE, PASSAGES, saved_files


class Words:
    """Hashes words into vectors and remembers every text it was asked for."""

    languages = None
    is_narrow = False
    prompts = Prompts()

    def __init__(self, name: str = "words", dimension: int = 16) -> None:
        self.name, self.dimension, self.limit = name, dimension, Limit(default_counter(), 254)
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return self.vectors(texts)

    embed_queries = embed_passages

    def vectors(self, texts: Sequence[str]) -> Vectors:
        rows = [self.words(text).sum(axis=0) for text in texts]
        return unit_rows(np.array(rows, np.float32).reshape(-1, self.dimension))

    def words(self, text: str) -> Vectors:
        seeds = [int.from_bytes(hashlib.sha256(word.casefold().encode()).digest()[:8]) for word in text.split()]
        rows = [np.random.default_rng(seed).standard_normal(self.dimension, np.float32) for seed in seeds]
        return np.array(rows, np.float32).reshape(-1, self.dimension)


class WordTokens(Words):
    """Gives tokens as well: one a word."""

    @property
    def token_dimension(self) -> int:
        return self.dimension

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        return self.embed_passages(texts), [self.words(text) for text in texts]

    def embed_query_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        return self.vectors([text])[0], self.words(text)

    def token_starts(self, text: str, _kind: TextKind = "passage") -> list[int]:
        return [at for at in range(len(text)) if not text[at].isspace() and (at == 0 or text[at - 1].isspace())]


class Narrow(WordTokens):
    """Gives vectors that all point one way."""

    is_narrow = True

    def words(self, text: str) -> Vectors:
        rows: Vectors = unit_rows(super().words(text)) + np.float32(0.6)
        return rows


def interaction(encoded: EncodedPassages, query: Vectors) -> list[float]:
    assert encoded.main.tokens is not None
    scores: list[float] = encoded.main.tokens.interact(query, np.arange(len(PASSAGES))).tolist()
    return scores


def test_foreign_passages_have_rows_of_zeros_and_no_tokens_of_the_first_model() -> None:
    own, across = WordTokens(), Words("across", 12)

    encoded = encode_passages(PASSAGES, INPUTS, Models(own, across), None)

    np.testing.assert_array_equal(
        encoded.main.vectors[NATIVE], own.vectors([INPUTS[n] for n in np.flatnonzero(NATIVE)])
    )
    assert not encoded.main.vectors[~NATIVE].any()
    for foreign in np.flatnonzero(~NATIVE).tolist():
        assert INPUTS[foreign] not in own.asked
        scores = interaction(encoded, own.words(INPUTS[foreign]))
        assert [scores[n] for n in np.flatnonzero(~NATIVE)] == [0, 0, 0]
    for native in np.flatnonzero(NATIVE).tolist():
        scores = interaction(encoded, own.words(INPUTS[native]))
        assert scores[native] == max(scores) > 0.9


def test_the_second_model_embeds_all_passages() -> None:
    own, across = WordTokens(), Words("across", 12)

    encoded = encode_passages(PASSAGES, INPUTS, Models(own, across), None)

    assert encoded.multilingual is not None
    assert encoded.multilingual.tokens is None
    np.testing.assert_array_equal(encoded.multilingual.vectors, across.vectors(INPUTS))


def test_the_tokens_of_both_models_are_kept_where_both_give_them() -> None:
    own, across = WordTokens(), WordTokens("across", 12)

    encoded = encode_passages(PASSAGES, INPUTS, Models(own, across), None)

    assert encoded.multilingual is not None
    assert encoded.multilingual.tokens is not None
    for number, text in enumerate(INPUTS):
        scores = encoded.multilingual.tokens.interact(across.words(text), np.arange(len(PASSAGES)))
        assert scores[number] == max(scores) > 0.9


def test_vectors_and_tokens_of_a_narrow_model_are_centred_by_the_language_of_their_passage(tmp_path: Path) -> None:
    own, narrow = WordTokens(), Narrow("narrow", 12)

    encoded = encode_passages(PASSAGES, INPUTS, Models(own, narrow), tmp_path / "cache").multilingual

    assert encoded is not None
    assert encoded.centring is not None
    assert encoded.tokens is not None
    languages = [passage.language for passage in PASSAGES]
    raw = narrow.vectors(INPUTS)
    np.testing.assert_allclose(encoded.vectors, encoded.centring.centre_passages(raw, languages), atol=1e-6)
    assert np.linalg.norm(raw.mean(axis=0)) > np.linalg.norm(encoded.vectors.mean(axis=0)) + 0.2
    for number, text in enumerate(INPUTS):
        tokens = encoded.centring.centre_query_tokens(narrow.words(text), languages[number])
        scores = encoded.tokens.interact(tokens, np.arange(len(PASSAGES)))
        assert scores[number] >= max(scores) - 1e-6


def test_a_narrow_main_model_alone_is_centred_in_all_languages() -> None:
    narrow = Narrow("narrow", 12)

    encoded = encode_passages(PASSAGES, INPUTS, Models(narrow), None).main

    assert encoded.centring is not None
    languages = [passage.language for passage in PASSAGES]
    expected = encoded.centring.centre_passages(narrow.vectors(INPUTS), languages)
    np.testing.assert_allclose(encoded.vectors, expected, atol=1e-6)


def test_vectors_of_a_narrow_model_are_the_same_with_tokens_and_without(tmp_path: Path) -> None:
    with_tokens, without = (
        encode_passages(PASSAGES, INPUTS, Models(Narrow("narrow", 12), rescore=rescore), tmp_path / "cache").main
        for rescore in (True, False)
    )

    np.testing.assert_allclose(with_tokens.vectors, without.vectors, atol=1e-6)
    assert with_tokens.tokens is not None
    assert without.tokens is None
    assert without.centring is not None


def test_the_files_of_both_models_are_told_apart_by_their_names(tmp_path: Path) -> None:
    encoded = encode_passages(PASSAGES, INPUTS, Models(WordTokens(), Narrow("narrow", 12)), None)

    assert sorted(saved_files(encoded, tmp_path / "home")) == [
        "across",
        "across-centring.npy",
        "across-tokens/codes.npy",
        "across-tokens/rotation.npy",
        "across-tokens/starts.npy",
        "across.npy",
        "dense",
        "dense-tokens/axes.npy",
        "dense-tokens/codes.npy",
        "dense-tokens/starts.npy",
        "dense.npy",
    ]


@pytest.mark.parametrize("kept", [True, False])
def test_no_text_is_embedded_twice_by_one_model(tmp_path: Path, kept: bool) -> None:
    own, across = WordTokens(), Words("across", 12)

    encoded = encode_passages(PASSAGES, INPUTS, Models(own, across), tmp_path / "cache" if kept else None)

    assert Counter(own.asked) == Counter({INPUTS[n] for n in np.flatnonzero(NATIVE)})
    assert Counter(across.asked) == Counter({*INPUTS})
    assert encoded.embedded == len(set(INPUTS))


def test_a_second_run_embeds_nothing_and_gives_the_same_files_as_one_without_a_cache(tmp_path: Path) -> None:
    first = encode_passages(PASSAGES, INPUTS, Models(WordTokens(), Words("across", 12)), tmp_path / "cache")
    own, across = WordTokens(), Words("across", 12)

    second = encode_passages(PASSAGES, INPUTS, Models(own, across), tmp_path / "cache")
    uncached = encode_passages(PASSAGES, INPUTS, Models(WordTokens(), Words("across", 12)), None)

    assert (second.embedded, own.asked, across.asked) == (0, [], [])
    assert (
        saved_files(first, tmp_path / "1")
        == saved_files(second, tmp_path / "2")
        == saved_files(uncached, tmp_path / "3")
    )


def test_a_changed_passage_alone_is_embedded_anew(tmp_path: Path) -> None:
    encode_passages(PASSAGES, INPUTS, Models(WordTokens(), Words("across", 12)), tmp_path / "cache")
    own, across = WordTokens(), Words("across", 12)
    passages, inputs = list(PASSAGES), list(INPUTS)
    passages[3] = replace(passages[3], text="Orchards were planted by the newcomers.\nA fence keeps the goats out.")
    inputs[3] = f"A title\n{passages[3].text}"

    encoded = encode_passages(passages, inputs, Models(own, across), tmp_path / "cache")

    assert (encoded.embedded, own.asked) == (1, [inputs[3]])
    assert across.asked == [inputs[3]]


def test_what_is_saved_is_what_a_snapshot_reads(tmp_path: Path) -> None:
    own, across = WordTokens(), Words("across", 12)
    encoded = encode_passages(PASSAGES, INPUTS, Models(own, across), None)

    encoded.save(tmp_path)
    meaning = DenseRetriever(
        DenseIndex.load(tmp_path / "dense"),
        NATIVE,
        DenseIndex.load(tmp_path / "across"),
    )
    tokens = TokenVectors.load(tmp_path / "dense-tokens")

    query = QueryVectors(own.vectors([INPUTS[3]])[0], across.vectors([INPUTS[4]])[0])
    assert set(meaning.nearest(query, True, 1, None).tolist()) == {3, 4}
    assert int(tokens.interact(own.words(INPUTS[3]), np.arange(len(PASSAGES))).argmax()) == 3
    np.testing.assert_array_equal(meaning.main.vectors, encoded.main.vectors)


def test_one_model_embeds_all_passages_in_any_language(tmp_path: Path) -> None:
    own = WordTokens()

    encoded = encode_passages(PASSAGES, INPUTS, Models(own), None)

    np.testing.assert_array_equal(encoded.main.vectors, own.vectors(INPUTS))
    assert (encoded.multilingual, encoded.embedded) == (None, 7)
    for n, text in enumerate(INPUTS):
        scores = interaction(encoded, own.words(text))
        assert scores[n] == max(scores) > 0.9
    assert sorted(saved_files(encoded, tmp_path / "home")) == [
        "dense",
        "dense-tokens/axes.npy",
        "dense-tokens/codes.npy",
        "dense-tokens/starts.npy",
        "dense.npy",
    ]


@pytest.mark.parametrize(
    ("own", "rescore", "gives"), [(WordTokens(), True, True), (WordTokens(), False, False), (Words(), True, False)]
)
def test_tokens_are_kept_where_the_model_gives_them_and_they_are_wanted(
    own: Embedder, rescore: bool, gives: bool
) -> None:
    models = Models(own, rescore=rescore)

    encoded = encode_passages(PASSAGES, INPUTS, models, None)

    assert models.gives_tokens == gives == (encoded.main.tokens is not None)


def test_a_collection_in_other_languages_only(tmp_path: Path) -> None:
    own, across = WordTokens(), Words("across", 12)
    foreign = np.flatnonzero(~NATIVE).tolist()

    encoded = encode_passages(
        [PASSAGES[n] for n in foreign], [INPUTS[n] for n in foreign], Models(own, across), tmp_path / "cache"
    )

    assert (own.asked, encoded.embedded) == ([], 3)
    assert encoded.main.vectors.shape == (3, 16)
    assert not encoded.main.vectors.any()
    assert encoded.main.tokens is not None
    assert encoded.main.tokens.interact(own.words("a b"), np.arange(3)).tolist() == [0, 0, 0]
    assert saved_files(encoded, tmp_path / "home")


def test_no_passages_at_all(tmp_path: Path) -> None:
    encoded = encode_passages([], [], Models(WordTokens(), Words("across", 12)), tmp_path / "cache")

    assert encoded.main.vectors.shape == (0, 16)
    assert encoded.multilingual is not None
    assert encoded.multilingual.vectors.shape == (0, 12)
    assert encoded.embedded == 0
    assert saved_files(encoded, tmp_path / "home")


def test_progress_counts_the_passages_of_each_model(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []

    encode_passages(
        PASSAGES,
        INPUTS,
        Models(WordTokens(), Words("across", 12)),
        None,
        lambda done, total: steps.append((done, total)),
    )

    assert steps == [(4, 4), (7, 7)]  # those that the first model judges, then all, distinct ones
