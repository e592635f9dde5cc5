"""The packaged models, as ONNX Runtime computes them, are what torch makes of the same weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from corpus.text.strings import clean
from index.arrays import Vectors
from index.embedding.model_tokenizer import ModelTokenizer
from index.embedding.onnx.converted import converted_files
from index.embedding.packaged.e5 import MULTILINGUAL_E5, e5_source, e5_weights, load_e5
from index.embedding.packaged.minilm import MINILM, packaged_folder
from index.embedding.prompts import TextKind
from index.embedding.transformer_embedder import TransformerEmbedder
from tests.support.at_once import at_once
from tests.support.paths import MODELS
from tests.support.question_texts import ODD, QUESTIONS
from tests.support.torch_e5 import TorchE5

pytestmark = pytest.mark.model

SENTENCES = "Sentences on harbours, orchards and violins. "
LONG = ["word " * 129, "word " * 250, "harbour " * 250, SENTENCES * 25, "移民工人如何汇款回家。" * 16]
"""Texts that both models take whole."""


@pytest.fixture(scope="module")
def e5() -> TransformerEmbedder:
    return load_e5(MODELS)


@pytest.fixture(params=[MINILM, MULTILINGUAL_E5])
def model(
    request: pytest.FixtureRequest, embedder: TransformerEmbedder, e5: TransformerEmbedder
) -> TransformerEmbedder:
    return embedder if request.param == MINILM else e5


@pytest.fixture(scope="module")
def in_torch() -> SentenceTransformer:
    """MiniLM as sentence-transformers computes it."""
    return SentenceTransformer(str(packaged_folder()), device="cpu")


@pytest.fixture(scope="module")
def e5_in_torch() -> TorchE5:
    weights = e5_weights()
    assert weights
    return TorchE5(weights)


def cosines(first: Vectors, second: Vectors) -> Vectors:
    lengths = np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
    products: Vectors = np.einsum("ij,ij->i", first, second)
    return products / lengths


def tokens_of(tokenizer: object) -> ModelTokenizer:
    assert isinstance(tokenizer, ModelTokenizer)
    return tokenizer


@pytest.mark.parametrize("texts", [QUESTIONS, ODD, LONG], ids=["questions", "odd", "long"])
def test_minilm_is_that_of_sentence_transformers(
    embedder: TransformerEmbedder, in_torch: SentenceTransformer, texts: list[str]
) -> None:
    vectors, tokens = embedder.embed_tokens(texts)
    theirs = in_torch.encode([clean(text) for text in texts])

    assert cosines(vectors, theirs).min() >= 0.9999
    assert cosines(embedder.embed_queries(texts), theirs).min() >= 0.9999
    assert not np.array_equal(vectors, theirs)  # two ways to compute it were compared
    for rows, text in zip(tokens, texts, strict=True):
        expected = np.asarray(in_torch.encode(clean(text), output_value="token_embeddings"))[1:-1]
        assert rows.shape == expected.shape
        assert cosines(rows, expected).min(initial=1) >= 0.9999


@pytest.mark.parametrize("kind", ["query", "passage"])
@pytest.mark.parametrize("texts", [QUESTIONS[::2], ODD, LONG], ids=["questions", "odd", "long"])
def test_quantised_e5_is_nearly_that_of_torch_in_32_bits(
    e5: TransformerEmbedder, e5_in_torch: TorchE5, kind: TextKind, texts: list[str]
) -> None:
    tokenizer = tokens_of(e5.limit.counter)
    for text in map(clean, texts):
        tokenised = tokenizer.tokenise(text, kind)
        states = e5_in_torch.states(tokenised.ids)
        vector = (e5.embed_queries if kind == "query" else e5.embed_passages)([text])
        rows = e5.embed_query_tokens(text)[1] if kind == "query" else e5.embed_tokens([text])[1][0]
        close = cosines(rows, states[tokenised.own])

        assert cosines(vector, states.mean(axis=0)[None])[0] >= 0.99
        assert rows.shape == (len(tokenised.own), e5.dimension)
        assert close.min(initial=1) >= 0.98
        assert len(close) == 0 or close.mean() >= 0.985


def test_no_sum_of_two_products_goes_beyond_16_bits_so_each_processor_gives_the_same(e5: TransformerEmbedder) -> None:
    files = converted_files(e5_source(), MODELS)
    codes = [
        numpy_helper.to_array(constant)
        for constant in onnx.load(str(files["encoder.onnx"])).graph.initializer
        if constant.data_type == onnx.TensorProto.INT8
    ]
    largest = max(int(np.abs(matrix.astype(np.int16)).max()) for matrix in codes)

    assert sum(matrix.ndim == 2 for matrix in codes) == 3 * 12
    assert largest > 60
    assert 2 * np.iinfo(np.uint8).max * largest <= np.iinfo(np.int16).max


def test_near_meanings_are_closer_than_far_ones_across_languages_too(e5: TransformerEmbedder) -> None:
    question = e5.embed_queries(["Comment les migrants envoient-ils de l'argent à leur famille ?"])[0]
    money, glacier = e5.embed_passages(["Workers abroad send money home.", "Ice melts on the glacier."])

    assert question @ money > question @ glacier + 0.03


def test_the_names_hold_the_weights(embedder: TransformerEmbedder, e5: TransformerEmbedder) -> None:
    assert embedder.name.startswith(f"{MINILM}@")
    assert e5.name.startswith(f"{MULTILINGUAL_E5}@")
    assert (embedder.dimension, embedder.limit.tokens) == (384, 254)
    assert e5.dimension == 384
    assert 500 < e5.limit.tokens < 510
    assert (embedder.languages, embedder.is_narrow, e5.is_narrow) == (frozenset({"en"}), False, True)


def test_counts_agree_with_the_file_of_the_packages_tokenizer(embedder: TransformerEmbedder) -> None:
    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    texts = [*QUESTIONS, *map(clean, ODD), *LONG]

    counts = embedder.limit.counter.count(texts)

    assert counts == [len(tokenizer.encode(text, add_special_tokens=False).ids) for text in texts]


@pytest.mark.parametrize("length", [1, 40, 250])
def test_the_same_text_gives_the_same_vectors_bit_for_bit_in_any_batch(model: TransformerEmbedder, length: int) -> None:
    text = "harbour " * length

    vectors, tokens = model.embed_tokens([text, "A neighbour of another length", text])

    np.testing.assert_array_equal(vectors[0], vectors[2])
    np.testing.assert_array_equal(vectors[:1], model.embed_passages([text]))
    np.testing.assert_array_equal(tokens[0], model.embed_tokens([text])[1][0])
    np.testing.assert_array_equal(model.embed_query_tokens(text)[0], model.embed_queries([text])[0])


@pytest.mark.parametrize("text", ["harbour " * 700, SENTENCES * 130, "移民工人如何汇款回家" * 150, "x" * 3_000])
def test_a_longer_text_than_the_model_takes_is_embedded_whole(model: TransformerEmbedder, text: str) -> None:
    pieces = tokens_of(model.limit.counter).pieces(text)

    vectors, (whole, *parts) = model.embed_tokens([text, *pieces])

    mean = (vectors[1:] * np.array([len(piece) for piece in pieces])[:, None]).sum(axis=0)
    assert "".join(pieces) == text
    assert len(pieces) > 1 or MINILM in model.name  # for which a word of over a hundred letters is one unknown token
    assert cosines(vectors[:1], mean[None])[0] == pytest.approx(1, abs=1e-5)
    np.testing.assert_array_equal(whole, np.concatenate(parts))
    assert len(whole) == len(model.token_starts(text))


def test_four_threads_at_once_get_the_vectors_that_one_gets(model: TransformerEmbedder) -> None:
    batches = [[f"Thread {n} reads text {m}" * (m % 3 + 1) for m in range(4)] for n in range(4)]
    expected = [everything(model, batch) for batch in batches]

    got = at_once(lambda batch: everything(model, batch), batches)

    for number, arrays in enumerate(expected):
        for alone, together in zip(arrays, got[number], strict=True):
            np.testing.assert_array_equal(together, alone)


def everything(model: TransformerEmbedder, batch: Sequence[str]) -> list[Vectors]:
    """All that a model tells of texts."""
    counts = np.array(model.limit.counter.count(batch))
    return [*model.embed_query_tokens(batch[0]), model.embed_queries(batch), *model.embed_tokens(batch)[1], counts]


@pytest.fixture
def loader(model: TransformerEmbedder) -> Callable[[Path], TransformerEmbedder]:
    from index.embedding.packaged import e5, minilm

    return minilm.load_minilm if MINILM in model.name else e5.load_e5


def test_a_conversion_says_nothing_on_the_terminal_and_gives_the_same_model(
    model: TransformerEmbedder,
    loader: Callable[[Path], TransformerEmbedder],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    converted = loader(tmp_path / "models")

    assert capfd.readouterr() == ("", "")
    assert converted.name == model.name
    np.testing.assert_array_equal(converted.embed_queries(QUESTIONS[:3]), model.embed_queries(QUESTIONS[:3]))
