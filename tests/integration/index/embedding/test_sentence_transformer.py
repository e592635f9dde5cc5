"""Models of one's own, through sentence-transformers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from corpus.text.strings import clean
from index.arrays import Vectors
from index.embedding.packaged.minilm import packaged_folder
from index.embedding.sentence_transformer import load_sentence_transformer
from index.embedding.transformer_embedder import TransformerEmbedder
from index.errors import ModelError
from tests.support.at_once import at_once
from tests.support.tiny_bert import PROMPTS, write_tiny_bert

pytestmark = pytest.mark.model

TEXTS = [
    "Migrants learn a trade.",
    "",
    "Une formation pour les travailleuses",
    "Обучение мигрантов",
    "🚢\0\ud800 odd characters",
    "[SEP] [MASK] [CLS]",
    "word " * 40,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_bert(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def own(folder: Path) -> TransformerEmbedder:
    model = load_sentence_transformer(str(folder))
    assert isinstance(model, TransformerEmbedder)
    return model


@pytest.fixture(scope="module")
def library(folder: Path) -> SentenceTransformer:
    return SentenceTransformer(str(folder), device="cpu")


def test_vectors_are_those_that_the_library_gives_with_the_models_prompts(
    own: TransformerEmbedder, library: SentenceTransformer
) -> None:
    texts = [clean(text) for text in TEXTS]
    queries, passages = library.encode_query(texts), library.encode_document(texts)

    np.testing.assert_allclose(own.embed_queries(TEXTS), _unit(queries), atol=1e-5)
    np.testing.assert_allclose(own.embed_passages(TEXTS), _unit(passages), atol=1e-5)
    assert np.abs(_unit(queries) - _unit(passages)).max() > 0.01


def test_tokens_are_those_behind_the_prompt(own: TransformerEmbedder, library: SentenceTransformer) -> None:
    for text in map(clean, TEXTS):
        (rows,) = own.embed_tokens([text])[1]
        whole = np.asarray(library.encode(PROMPTS["document"] + text, output_value="token_embeddings"))

        assert len(rows) == own.limit.counter.count([text])[0]
        np.testing.assert_allclose(rows, whole[len(whole) - 1 - len(rows) : -1], atol=1e-4)


def test_without_prompts_it_is_asked_without() -> None:
    own = load_sentence_transformer(str(packaged_folder()))
    library = SentenceTransformer(str(packaged_folder()), device="cpu")

    np.testing.assert_allclose(own.embed_queries(TEXTS[:3]), library.encode(TEXTS[:3]), atol=1e-5)
    np.testing.assert_allclose(own.embed_passages(TEXTS[:3]), library.encode(TEXTS[:3]), atol=1e-5)
    assert own.limit.tokens == 254
    assert not own.is_narrow


def test_a_default_prompt_is_for_neither_kind(folder: Path, tmp_path: Path, own: TransformerEmbedder) -> None:
    changed = shutil.copytree(folder, tmp_path / "model")
    config = changed / "config_sentence_transformers.json"
    settings = json.loads(config.read_text(encoding="utf-8"))
    settings |= {"prompts": {"query": PROMPTS["query"], "other": "say: "}, "default_prompt_name": "other"}
    config.write_text(json.dumps(settings), encoding="utf-8")

    other = load_sentence_transformer(str(changed))

    np.testing.assert_allclose(other.embed_queries(TEXTS), own.embed_queries(TEXTS), atol=1e-5)
    assert np.abs(other.embed_passages(TEXTS) - own.embed_passages(TEXTS)).max() > 0.01
    np.testing.assert_allclose(
        other.embed_passages(TEXTS[:1]),
        _unit(SentenceTransformer(str(changed), device="cpu").encode(TEXTS[:1], prompt="")),
        atol=1e-5,
    )


def test_the_name_changes_with_what_shapes_the_vectors(folder: Path, tmp_path: Path, own: TransformerEmbedder) -> None:
    changed = shutil.copytree(folder, tmp_path / "model")
    config = changed / "config_sentence_transformers.json"
    config.write_text(config.read_text(encoding="utf-8").replace("text: ", "texts: "), encoding="utf-8")

    names = {own.name, load_sentence_transformer(str(changed)).name}

    assert {name.rpartition("@")[0] for name in names} == {str(folder), str(changed)}
    assert len({name.rpartition("@")[2] for name in names}) == 2


def test_texts_without_a_token_are_embedded_too(own: TransformerEmbedder) -> None:
    vectors, tokens = own.embed_tokens(["", "\u200b", " "])

    assert [rows.shape for rows in tokens] == [(0, own.dimension)] * 3
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize("name", ["no-such-model", "/no/such/folder"])
def test_an_unknown_model_is_an_error_that_names_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)

    with pytest.raises(ModelError) as error:
        load_sentence_transformer(name)

    assert repr(name) in str(error.value)
    assert "Give the name or the folder" in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_a_folder_that_holds_no_model_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")

    with pytest.raises(ModelError, match="Give the name or the folder"):
        load_sentence_transformer(str(tmp_path))


def test_loading_and_asking_say_nothing_on_the_terminal(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    load_sentence_transformer(str(folder)).embed_passages(TEXTS)

    assert capfd.readouterr() == ("", "")


def test_four_threads_at_once_get_the_vectors_that_one_gets(own: TransformerEmbedder) -> None:
    batches = [[f"Thread {n} reads text {m} " * (m % 3 + 1) for m in range(8)] for n in range(4)]

    def work(batch: list[str]) -> tuple[Vectors, ...]:
        assert own.limit.counter.count(batch)
        return own.embed_passages(batch), *own.embed_query_tokens(batch[0])

    expected = [work(batch) for batch in batches]

    got = at_once(work, batches)

    for number, arrays in enumerate(expected):
        for alone, together in zip(arrays, got[number], strict=True):
            np.testing.assert_allclose(together, alone, atol=1e-5)


def _unit(vectors: Vectors) -> Vectors:
    units: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return units
