from __future__ import annotations

import random
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.arrays import Vectors
from index.embed import BATCH, DEFAULT_MODEL, ModelTokens, SentenceTransformerEmbedder, model_folder
from index.errors import ModelError

pytestmark = pytest.mark.model

TEXTS = [
    "Migrants learn a trade.",
    "",
    "Une formation pour les travailleuses",
    "Обучение мигрантов",
    "🚢\0\ud800 odd characters",
    "word " * 200,
]
LONG = " ".join(f"Sentence {number} tells of harbours, orchards and violins." for number in range(80))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """The model's own tokenizer, read anew from its file."""
    tokenizer = Tokenizer.from_file(str(Path(str(model_folder(DEFAULT_MODEL))) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@pytest.fixture(scope="module")
def counter(embedder: SentenceTransformerEmbedder) -> ModelTokens:
    assert isinstance(embedder.limit.counter, ModelTokens)
    return embedder.limit.counter


def cosine(first: Vectors, second: Vectors) -> float:
    return float(first @ second)


def test_vectors_are_unit_rows_of_the_dimension_in_order(embedder: SentenceTransformerEmbedder) -> None:
    vectors = embedder.embed_passages(TEXTS)

    assert (vectors.shape, vectors.dtype) == ((len(TEXTS), embedder.dimension), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    for row, text in zip(vectors, TEXTS, strict=True):
        assert cosine(row, embedder.embed_queries([text])[0]) == pytest.approx(1, abs=1e-5)
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_the_same_texts_give_the_same_vectors_bit_for_bit(embedder: SentenceTransformerEmbedder) -> None:
    np.testing.assert_array_equal(embedder.embed_passages(TEXTS), embedder.embed_passages(TEXTS))


def test_near_meanings_are_closer_than_far_ones(embedder: SentenceTransformerEmbedder) -> None:
    money, remittance, glacier = embedder.embed_passages(
        ["Workers abroad send money home.", "Cheaper remittances for families", "Ice melts on the glacier."]
    )

    assert cosine(money, remittance) > cosine(money, glacier) + 0.2


def test_the_name_holds_the_weights(embedder: SentenceTransformerEmbedder) -> None:
    assert embedder.name.startswith(f"{DEFAULT_MODEL}@")
    assert embedder.dimension == 384
    assert embedder.limit.tokens == 254


def test_counts_agree_with_the_models_tokenizer(counter: ModelTokens, tokenizer: Tokenizer) -> None:
    texts = [*(text for text in TEXTS if "\ud800" not in text), LONG, "unbelievability", "移民工人", "[SEP] [MASK]"]

    assert counter.count(texts) == [len(tokenizer.encode(text, add_special_tokens=False).ids) for text in texts]
    assert counter.count(["harbour", "a harbour"]) == [1, 2]


def test_a_long_text_is_embedded_whole(embedder: SentenceTransformerEmbedder, counter: ModelTokens) -> None:
    pieces = counter.pieces(LONG)
    whole, head, other_end = embedder.embed_passages([LONG, pieces[0], LONG + " Penguins raise their young." * 60])

    assert "".join(pieces) == LONG
    assert len(pieces) == -(-counter.count([LONG])[0] // 254)
    assert cosine(whole, head) < 0.999
    assert cosine(whole, other_end) < 0.97


def test_a_long_text_is_the_mean_of_its_pieces_by_length(
    embedder: SentenceTransformerEmbedder, counter: ModelTokens
) -> None:
    text = "harbour " * 254 + "penguin"
    pieces = counter.pieces(text)

    whole, head, tail = embedder.embed_passages([text, *pieces])

    mean = head * len(pieces[0]) + tail * len(pieces[1])
    assert pieces == ["harbour " * 254, "penguin"]
    assert cosine(whole, mean / np.linalg.norm(mean)) == pytest.approx(1, abs=1e-5)
    assert cosine(whole, head) > 0.99


def words(chance: random.Random) -> str:
    """Text with long made-up words, whose ends have more tokens by themselves than in the word."""
    letters = "abcdefghijklmnopqrstuvwxyzéüß移民工人жнпр1290-'."
    return " ".join("".join(chance.choices(letters, k=chance.choice([2, 9, 40, 99, 150]))) for _ in range(60))


@pytest.mark.parametrize("seed", range(20))
def test_no_piece_is_over_the_limit_and_none_is_lost(counter: ModelTokens, seed: int) -> None:
    text = words(random.Random(seed))

    pieces = counter.pieces(text)

    assert "".join(pieces) == text
    assert max(counter.count(pieces)) <= counter.longest
    assert len(pieces) > 1


@pytest.mark.parametrize("over", [0, 1])
def test_only_a_text_over_the_limit_is_cut(counter: ModelTokens, over: int) -> None:
    assert len(counter.pieces(" ".join(["harbour"] * (254 + over)))) == 1 + over


@pytest.mark.parametrize("name", ["no-such-model", "/no/such/folder"])
def test_an_unknown_model_is_an_error_that_names_the_setting(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)

    with pytest.raises(ModelError) as error:
        SentenceTransformerEmbedder.from_name(name)

    assert repr(name) in str(error.value)
    assert "PRACTICES_MODEL" in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_a_folder_that_holds_no_model_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")

    with pytest.raises(ModelError, match="PRACTICES_MODEL"):
        SentenceTransformerEmbedder.from_name(str(tmp_path))


def test_eight_threads_at_once_get_the_vectors_that_one_gets(embedder: SentenceTransformerEmbedder) -> None:
    batches: list[Sequence[str]] = [
        [f"Thread {n} reads text {m}" * (m % 3 + 1) for m in range(BATCH)] for n in range(8)
    ]
    expected = [embedder.embed_passages(batch) for batch in batches]
    got: dict[int, tuple[Vectors, list[int]]] = {}
    start = threading.Barrier(len(batches))

    def work(number: int) -> None:
        start.wait()
        got[number] = embedder.embed_passages(batches[number]), embedder.limit.counter.count(batches[number])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(batches))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for number, vectors in enumerate(expected):
        np.testing.assert_allclose(got[number][0], vectors, atol=1e-6)
        assert got[number][1] == embedder.limit.counter.count(batches[number])
