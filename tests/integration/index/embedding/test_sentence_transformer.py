from __future__ import annotations

import random
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from corpus.text.strings import clean
from index.arrays import Vectors
from index.embedding.model_tokens import ModelTokens
from index.embedding.registry import DEFAULT_MODEL
from index.embedding.sentence_transformer import BATCH_TOKENS, SentenceTransformerEmbedder, model_folder
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


def test_token_rows_are_of_the_texts_own_tokens_in_order(
    embedder: SentenceTransformerEmbedder, counter: ModelTokens
) -> None:
    texts = [*TEXTS, "unbelievability", "[SEP] [MASK] [CLS]", "移民工人"]

    _, tokens = embedder.embed_tokens(texts)

    assert [len(rows) for rows in tokens] == counter.count([clean(text) for text in texts])
    for rows, text in zip(tokens, texts, strict=True):
        alone = np.asarray(embedder._model.encode(clean(text), output_value="token_embeddings"))
        np.testing.assert_allclose(rows, alone[1:-1], atol=1e-4)


def test_a_long_text_has_the_tokens_of_all_its_pieces(
    embedder: SentenceTransformerEmbedder, counter: ModelTokens
) -> None:
    pieces = counter.pieces(LONG)

    _, (short, whole, other) = embedder.embed_tokens(["A harbour", LONG, "An orchard"])
    _, apart = embedder.embed_tokens(pieces)

    assert (len(short), len(whole), len(other)) == (2, counter.count([LONG])[0], 2)
    np.testing.assert_allclose(whole, np.concatenate(apart), atol=1e-4)


class Recorder:
    """Stands in for the model's computation: keeps the batches it is given."""

    def __init__(self, dimension: int) -> None:
        self.batches: list[list[str]] = []
        self._dimension = dimension

    def __call__(self, texts: Sequence[str], *, batch_size: int, **_: object) -> Vectors:
        assert batch_size >= len(texts)  # or it would be cut again
        self.batches.append(list(texts))
        return np.ones((len(texts), self._dimension), np.float32)


@pytest.mark.parametrize("seed", range(6))
def test_batches_are_full_but_hold_no_more_tokens_than_they_may_padding_included(
    embedder: SentenceTransformerEmbedder, counter: ModelTokens, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    longest = chance.choice([1, 8, 100, 254])
    texts = [f"{number} " + "word " * chance.randrange(longest) for number in range(chance.choice([1, 40, 3_000]))]
    recorder = Recorder(embedder.dimension)
    monkeypatch.setattr(embedder._model, "encode_document", recorder)

    embedder.embed_passages(texts)

    counts = [[count + 2 for count in counter.count(batch)] for batch in recorder.batches]  # and one at each end
    assert sorted(text for batch in recorder.batches for text in batch) == sorted(texts)
    assert [count for batch in counts for count in batch] == sorted(
        [c for batch in counts for c in batch], reverse=True
    )
    for batch, after in zip(counts, [*counts[1:], []], strict=True):
        assert max(batch) * len(batch) <= BATCH_TOKENS
        assert not after or max(batch) * (len(batch) + 2) > BATCH_TOKENS * 0.5


def test_a_text_with_more_tokens_than_a_batch_may_hold_is_a_batch_by_itself(
    embedder: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = Recorder(embedder.dimension)
    monkeypatch.setattr(embedder._model, "encode_document", recorder)
    monkeypatch.setattr("index.embedding.sentence_transformer.BATCH_TOKENS", 30)

    embedder.embed_passages(["a b", "word " * 100, "word " * 50, "a b c", ""])

    assert recorder.batches == [["word " * 100], ["word " * 50], ["a b c", "a b", ""]]


def test_texts_without_a_token_are_embedded_too(embedder: SentenceTransformerEmbedder) -> None:
    vectors, tokens = embedder.embed_tokens(["", "\u200b", " "])

    assert [rows.shape for rows in tokens] == [(0, embedder.dimension)] * 3
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


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
    batches: list[Sequence[str]] = [[f"Thread {n} reads text {m}" * (m % 3 + 1) for m in range(8)] for n in range(8)]
    expected = [(embedder.embed_passages(batch), *embedder.embed_query_tokens(batch[0])) for batch in batches]
    got: dict[int, tuple[Vectors, Vectors, Vectors, list[int]]] = {}
    start = threading.Barrier(len(batches))

    def work(number: int) -> None:
        start.wait()
        batch = batches[number]
        vectors, query = embedder.embed_passages(batch), embedder.embed_query_tokens(batch[0])
        got[number] = vectors, *query, embedder.limit.counter.count(batch)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(batches))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for number, arrays in enumerate(expected):
        for alone, together in zip(arrays, got[number][:3], strict=True):
            np.testing.assert_allclose(together, alone, atol=1e-5)
        assert got[number][3] == embedder.limit.counter.count(batches[number])
