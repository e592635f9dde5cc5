from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus import Limit, TokenCounter
from corpus.errors import LibraryError
from index.arrays import Vectors, unit_rows
from index.build import vector_cache as module
from index.build.vector_cache import VectorCache
from index.dense.late_interaction import TokenVectors
from index.embedding.centring import Centring
from index.embedding.prompts import Prompts, TextKind

TEXTS = [f"text number {number}" for number in range(1_300)]
SLAB = 512


class Counter:
    """Counts nothing: these texts are short."""

    def count(self, texts: Sequence[str]) -> list[int]:
        return [0] * len(texts)


class Recording:
    """An embedder that remembers what it was asked, and can break down."""

    languages = None
    is_narrow = False
    prompts = Prompts()

    def __init__(self, name: str = "model", dimension: int = 8, breaks_after: int = 10**9) -> None:
        counter: TokenCounter = Counter()
        self.name, self.dimension, self.limit = name, dimension, Limit(counter, 100)
        self.asked: list[str] = []
        self._left = breaks_after

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt
        self.asked += texts
        return self.vectors(texts)

    embed_queries = embed_passages

    def vectors(self, texts: Sequence[str]) -> Vectors:
        seeds = [[len(self.name), *text.encode()] for text in texts]
        rows = [np.random.default_rng(seed).standard_normal(self.dimension, np.float32) for seed in seeds]
        return unit_rows(np.array(rows, np.float32).reshape(-1, self.dimension))


class WithTokens(Recording):
    """Gives one token a word, too; texts may have none."""

    @property
    def token_dimension(self) -> int:
        return self.dimension

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        return self.embed_passages(texts), [self.tokens(text) for text in texts]

    def embed_query_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        return self.vectors([text])[0], self.tokens(text)

    def token_starts(self, text: str, _kind: TextKind = "passage") -> list[int]:
        return [at for at in range(len(text)) if not text[at].isspace() and (at == 0 or text[at - 1].isspace())]

    def tokens(self, text: str) -> Vectors:
        return self.vectors(text.split()) * 3 if text.split() else np.zeros((0, self.dimension), np.float32)


def embed_with_tokens(
    path: Path | None, embedder: WithTokens, texts: Sequence[str]
) -> tuple[Vectors, TokenVectors, int]:
    with VectorCache(path) as cache:
        return cache.embed_with_tokens(embedder, texts)


def files(tokens: TokenVectors, folder: Path) -> list[bytes]:
    """Everything that is kept of tokens."""
    tokens.save(folder)
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def codec_of(tokens: TokenVectors) -> bytes:
    return tokens._codec.table.tobytes()


def embed(path: Path | None, embedder: Recording, texts: Sequence[str]) -> tuple[Vectors, int]:
    with VectorCache(path) as cache:
        return cache.embed(embedder, texts)


def change(path: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        assert database.execute(sql, values).rowcount == 1


def test_a_text_is_embedded_once(tmp_path: Path) -> None:
    first, second = Recording(), Recording()

    _, embedded = embed(tmp_path / "v.sqlite", first, TEXTS[:5])
    vectors, more = embed(tmp_path / "v.sqlite", second, TEXTS[:7])

    assert (embedded, more) == (5, 2)
    assert sorted(second.asked) == TEXTS[5:7]
    np.testing.assert_array_equal(vectors, second.vectors(TEXTS[:7]))


@pytest.mark.parametrize("known", [0, 1, 3])
def test_vectors_are_in_the_order_of_the_texts_with_duplicates(tmp_path: Path, known: int) -> None:
    texts = ["b", "a longer text", "b", "c", "a longer text", "", "b"]
    embed(tmp_path / "v.sqlite", Recording(), texts[:known])
    embedder = Recording()

    vectors, embedded = embed(tmp_path / "v.sqlite", embedder, texts)

    np.testing.assert_array_equal(vectors, embedder.vectors(texts))
    assert embedded == len(embedder.asked) == len(set(texts) - set(texts[:known]))


def test_another_model_has_other_vectors(tmp_path: Path) -> None:
    embed(tmp_path / "v.sqlite", Recording("model"), TEXTS[:3])
    other = Recording("another")

    vectors, embedded = embed(tmp_path / "v.sqlite", other, TEXTS[:3])
    again, none = embed(tmp_path / "v.sqlite", Recording("model"), TEXTS[:3])

    assert (embedded, none) == (3, 0)
    np.testing.assert_array_equal(vectors, other.vectors(TEXTS[:3]))
    np.testing.assert_array_equal(again, Recording("model").vectors(TEXTS[:3]))


def test_a_broken_off_build_loses_the_slab_it_was_at_only(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        embed(tmp_path / "v.sqlite", Recording(breaks_after=2), TEXTS)
    embedder = Recording()

    vectors, embedded = embed(tmp_path / "v.sqlite", embedder, TEXTS)

    assert embedded == len(TEXTS) - 2 * SLAB
    np.testing.assert_array_equal(vectors, embedder.vectors(TEXTS))


def test_progress_counts_up_to_what_is_missing(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []

    with VectorCache(tmp_path / "v.sqlite") as cache:
        cache.embed(Recording(), TEXTS[:100])
        cache.embed(Recording(), TEXTS, lambda done, total: steps.append((done, total)))

    assert steps == [(512, 1200), (1024, 1200), (1200, 1200)]


@pytest.mark.parametrize(
    "damage",
    [
        "vector = CAST(x'ff' || substr(vector, 2) AS BLOB)",
        "vector = substr(vector, 1, 16)",
        "vector = NULL",
        "vector = 7",
        "check_sum = check_sum + 1",
        "check_sum = NULL",
        "check_sum = CAST(x'ff80' AS TEXT)",
    ],
)
def test_a_damaged_row_is_embedded_again_and_never_served(tmp_path: Path, damage: str) -> None:
    path, embedder = tmp_path / "v.sqlite", Recording()
    embed(path, Recording(), TEXTS[:4])
    change(path, f"UPDATE vectors SET {damage} WHERE vector = ?", embedder.vectors([TEXTS[2]]).tobytes())

    vectors, embedded = embed(path, embedder, TEXTS[:4])

    assert (embedded, embedder.asked) == (1, [TEXTS[2]])
    np.testing.assert_array_equal(vectors, embedder.vectors(TEXTS[:4]))
    assert embed(path, Recording(), TEXTS[:4])[1] == 0


def test_a_flipped_byte_anywhere_in_the_file_never_fails_a_build_nor_changes_a_vector(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    embed(path, Recording(), TEXTS[:4])
    whole = path.read_bytes()
    written = [position for position, byte in enumerate(whole) if byte or position < 100]
    expected = Recording().vectors(TEXTS[:4])

    for position in written[:: max(1, len(written) // 120)]:
        flipped = bytearray(whole)
        flipped[position] ^= 1
        path.write_bytes(flipped)
        vectors, _ = embed(path, Recording(), TEXTS[:4])
        np.testing.assert_array_equal(vectors, expected)


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 500, b"SQLite format 3\0" + bytes(5000)])
def test_a_destroyed_file_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "v.sqlite"
    embed(path, Recording(), TEXTS[:4])
    path.write_bytes(content)

    assert embed(path, Recording(), TEXTS[:4])[1] == 4
    assert embed(path, Recording(), TEXTS[:4])[1] == 0


def test_a_journal_left_beside_a_destroyed_file_does_no_harm(tmp_path: Path) -> None:
    path, journal = tmp_path / "v.sqlite", tmp_path / "v.sqlite-journal"
    embed(path, Recording(), TEXTS)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA cache_size = 1")
        database.execute("BEGIN")
        database.execute("DELETE FROM vectors")
        shutil.copy(journal, tmp_path / "kept")
    shutil.move(tmp_path / "kept", journal)
    path.write_bytes(b"garbage" * 1_000)

    vectors, embedded = embed(path, Recording(), TEXTS[:4])

    assert embedded in (0, 4)
    np.testing.assert_array_equal(vectors, Recording().vectors(TEXTS[:4]))
    assert embed(path, Recording(), TEXTS[:4])[1] == 0


def test_a_file_that_another_process_holds_is_not_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "v.sqlite"
    embed(path, Recording(), TEXTS[:4])
    connect = sqlite3.connect
    with closing(connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr(sqlite3, "connect", lambda file, **_: connect(file, timeout=0.05))
        with pytest.raises(LibraryError, match=r"v\.sqlite: .*locked.*Wait for whoever holds it"):
            VectorCache(path)

    assert embed(path, Recording(), TEXTS[:4])[1] == 0


def test_without_a_path_nothing_is_kept() -> None:
    assert [embed(None, Recording(), TEXTS[:4])[1] for _ in range(2)] == [4, 4]
    assert embed(None, Recording(), [])[0].shape == (0, 8)


SENTENCES = [f"sentence {n} of {n % 7} words and {'more ' * (n % 5)}" for n in range(40)]


def test_vectors_and_tokens_are_embedded_once_and_kept_bit_for_bit(tmp_path: Path) -> None:
    texts = [*SENTENCES, "", SENTENCES[3]]
    first, second = WithTokens(), WithTokens()

    vectors, tokens, embedded = embed_with_tokens(tmp_path / "v.sqlite", first, texts)
    again, tokens_again, none = embed_with_tokens(tmp_path / "v.sqlite", second, texts)
    uncached, tokens_uncached, _ = embed_with_tokens(None, WithTokens(), texts)

    assert (embedded, none, second.asked) == (41, 0, [])
    assert sorted(first.asked) == sorted(set(texts))
    kept = files(tokens, tmp_path / "1")
    for other, other_tokens in ((again, tokens_again), (uncached, tokens_uncached)):
        np.testing.assert_array_equal(other, vectors)
        assert files(other_tokens, tmp_path / str(id(other))) == kept
    np.testing.assert_array_equal(vectors, first.vectors(texts))


def test_tokens_are_in_the_order_of_the_texts(tmp_path: Path) -> None:
    embedder = WithTokens()
    texts = [SENTENCES[9], "", SENTENCES[2], SENTENCES[9], SENTENCES[5]]
    embed_with_tokens(tmp_path / "v.sqlite", embedder, texts[2:])

    _, tokens, embedded = embed_with_tokens(tmp_path / "v.sqlite", embedder, texts)

    assert embedded == 1  # the empty one
    for ordinal, text in enumerate(texts):
        scores = tokens.interact(embedder.tokens(text), np.arange(len(texts)))
        assert not text or scores[ordinal] == scores.max() > 0.9
    assert tokens.interact(embedder.tokens(SENTENCES[2]), np.array([1])).tolist() == [0]


def test_a_few_new_texts_are_coded_as_the_others_are(tmp_path: Path) -> None:
    path, embedder = tmp_path / "v.sqlite", WithTokens()
    _, before, _ = embed_with_tokens(path, WithTokens(), SENTENCES[:30])

    _, after, embedded = embed_with_tokens(path, embedder, SENTENCES)

    assert (embedded, sorted(embedder.asked)) == (10, sorted(SENTENCES[30:]))
    assert codec_of(after) == codec_of(before)
    query = embedder.tokens(SENTENCES[4])
    assert after.interact(query, np.arange(30)).tolist() == before.interact(query, np.arange(30)).tolist()


def test_where_most_texts_are_new_the_codec_is_learnt_from_them(tmp_path: Path) -> None:
    path, embedder = tmp_path / "v.sqlite", WithTokens()
    _, before, _ = embed_with_tokens(path, WithTokens(), SENTENCES[:12])

    _, after, embedded = embed_with_tokens(path, embedder, SENTENCES)
    _, alone, _ = embed_with_tokens(None, WithTokens(), SENTENCES)

    assert (embedded, len(embedder.asked)) == (40, 40)  # codes of another codec are of no use
    assert codec_of(after) != codec_of(before)
    assert files(after, tmp_path / "after") == files(alone, tmp_path / "alone")
    assert embed_with_tokens(path, WithTokens(), SENTENCES)[2] == 0


def test_a_collection_that_grows_by_little_each_time_does_not_keep_the_codec_of_its_first_text(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    _, first, _ = embed_with_tokens(path, WithTokens(), SENTENCES[:1])
    for size in range(2, len(SENTENCES) + 1):
        _, last, _ = embed_with_tokens(path, WithTokens(), SENTENCES[:size])

    assert codec_of(last) != codec_of(first)


def test_a_build_broken_off_among_tokens_loses_the_slab_it_was_at_only(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        embed_with_tokens(tmp_path / "v.sqlite", WithTokens(breaks_after=1), TEXTS)
    embedder = WithTokens()

    vectors, tokens, embedded = embed_with_tokens(tmp_path / "v.sqlite", embedder, TEXTS)

    assert embedded == len(embedder.asked) == len(TEXTS) - SLAB
    np.testing.assert_array_equal(vectors, embedder.vectors(TEXTS))
    whole = embed_with_tokens(None, WithTokens(), TEXTS)[1]
    assert files(tokens, tmp_path / "mended") == files(whole, tmp_path / "whole")


def test_progress_counts_texts_with_tokens_too(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []

    with VectorCache(tmp_path / "v.sqlite") as cache:
        cache.embed_with_tokens(WithTokens(), TEXTS, lambda done, total: steps.append((done, total)))

    assert steps == [(512, 1300), (1024, 1300), (1300, 1300)]


def test_vectors_that_were_kept_without_tokens_are_embedded_with_them(tmp_path: Path) -> None:
    embed(tmp_path / "v.sqlite", WithTokens(), SENTENCES)
    embedder = WithTokens()

    assert embed_with_tokens(tmp_path / "v.sqlite", embedder, SENTENCES)[2] == 40
    assert embed(tmp_path / "v.sqlite", WithTokens(), SENTENCES)[1] == 0


DAMAGES = [
    "vector = CAST(x'ff' || substr(vector, 2) AS BLOB)",
    "vector = substr(vector, 1, length(vector) - 2)",
    "vector = NULL",
    "vector = 7",
    "check_sum = check_sum + 1",
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_codes_are_dropped_and_embedded_again(tmp_path: Path, damage: str) -> None:
    path, embedder = tmp_path / "v.sqlite", WithTokens()
    whole = files(embed_with_tokens(path, WithTokens(), SENTENCES)[1], tmp_path / "whole")
    row = "(model, text) = (SELECT model, text FROM vectors WHERE model LIKE '%/codes/%' ORDER BY text LIMIT 1)"
    change(path, f"UPDATE vectors SET {damage} WHERE {row}")

    vectors, tokens, embedded = embed_with_tokens(path, embedder, SENTENCES)

    assert (embedded, len(embedder.asked)) == (1, 1)
    assert files(tokens, tmp_path / "mended") == whole
    np.testing.assert_array_equal(vectors, embedder.vectors(SENTENCES))
    assert embed_with_tokens(path, WithTokens(), SENTENCES)[2] == 0


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_codec_is_dropped_and_learnt_again(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "v.sqlite"
    whole = files(embed_with_tokens(path, WithTokens(), SENTENCES)[1], tmp_path / "whole")
    change(path, f"UPDATE vectors SET {damage} WHERE model LIKE '%/codec'")

    vectors, tokens, embedded = embed_with_tokens(path, WithTokens(), SENTENCES)

    assert embedded == 40
    assert files(tokens, tmp_path / "mended") == whole
    np.testing.assert_array_equal(vectors, WithTokens().vectors(SENTENCES))
    assert embed_with_tokens(path, WithTokens(), SENTENCES)[2] == 0


def test_a_damaged_vector_is_embedded_again_with_its_tokens(tmp_path: Path) -> None:
    path, embedder = tmp_path / "v.sqlite", WithTokens()
    embed_with_tokens(path, WithTokens(), SENTENCES)
    change(path, "UPDATE vectors SET vector = NULL WHERE vector = ?", embedder.vectors([SENTENCES[7]]).tobytes())

    vectors, _, embedded = embed_with_tokens(path, embedder, SENTENCES)

    assert (embedded, embedder.asked) == (1, [SENTENCES[7]])
    np.testing.assert_array_equal(vectors, embedder.vectors(SENTENCES))


def test_a_flipped_byte_anywhere_never_changes_a_vector_nor_a_token(tmp_path: Path) -> None:
    path, texts = tmp_path / "v.sqlite", SENTENCES[:4]
    expected = files(embed_with_tokens(path, WithTokens(), texts)[1], tmp_path / "whole")
    whole = path.read_bytes()
    written = [position for position, byte in enumerate(whole) if byte or position < 100]

    for position in written[:: max(1, len(written) // 40)]:
        flipped = bytearray(whole)
        flipped[position] ^= 1
        path.write_bytes(flipped)
        vectors, tokens, _ = embed_with_tokens(path, WithTokens(), texts)
        np.testing.assert_array_equal(vectors, WithTokens().vectors(texts))
        assert files(tokens, tmp_path / str(position)) == expected


def test_two_models_keep_their_tokens_apart(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    _, tokens, _ = embed_with_tokens(path, WithTokens("one"), SENTENCES)

    assert embed_with_tokens(path, WithTokens("another", 12), SENTENCES)[2] == 40
    _, again, none = embed_with_tokens(path, WithTokens("one"), SENTENCES)

    assert none == 0
    assert files(again, tmp_path / "again") == files(tokens, tmp_path / "one")


def test_no_texts_have_no_tokens(tmp_path: Path) -> None:
    vectors, tokens, embedded = embed_with_tokens(tmp_path / "v.sqlite", WithTokens(), [])

    assert (vectors.shape, embedded) == ((0, 8), 0)
    assert tokens.interact(np.ones((2, 8), np.float32), np.array([], np.int64)).tolist() == []


def test_texts_that_have_no_token_at_all_are_no_failure(tmp_path: Path) -> None:
    vectors, tokens, embedded = embed_with_tokens(tmp_path / "v.sqlite", WithTokens(), ["", " "])

    assert (len(vectors), embedded) == (2, 2)
    assert tokens.interact(np.ones((2, 8), np.float32), np.array([0, 1])).tolist() == [0, 0]


SPOKEN = [["en", "fr", "zh", None][n % 4] for n in range(len(SENTENCES))]


def embed_centred(
    path: Path | None, embedder: WithTokens, texts: Sequence[str], languages: Sequence[str | None]
) -> tuple[Vectors, TokenVectors, int]:
    with VectorCache(path) as cache:
        return cache.embed_with_centred_tokens(embedder, texts, languages, cache.centring(embedder))


def means(centring: Centring) -> bytes:
    return centring.to_bytes()


def test_means_are_computed_once_a_model(tmp_path: Path) -> None:
    path, embedder = tmp_path / "v.sqlite", WithTokens()

    with VectorCache(path) as cache:
        first = cache.centring(WithTokens())
    with VectorCache(path) as cache:
        again, other = cache.centring(embedder), cache.centring(WithTokens("another"))

    assert embedder.asked == []
    assert means(first) == means(again) == means(Centring.of(WithTokens())) != means(other)


def test_means_of_other_questions_are_of_no_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, embedder = tmp_path / "v.sqlite", WithTokens()
    with VectorCache(path) as cache:
        cache.centring(WithTokens())
        monkeypatch.setattr(module, "questions_hash", lambda: b"others")
        cache.centring(embedder)

    assert embedder.asked


def test_centred_vectors_and_tokens_are_embedded_once_and_kept_bit_for_bit(tmp_path: Path) -> None:
    path, second = tmp_path / "v.sqlite", WithTokens()

    vectors, tokens, embedded = embed_centred(path, WithTokens(), SENTENCES, SPOKEN)
    again, tokens_again, none = embed_centred(path, second, SENTENCES, SPOKEN)
    uncached, tokens_uncached, _ = embed_centred(None, WithTokens(), SENTENCES, SPOKEN)

    assert (embedded, none, second.asked) == (40, 0, [])
    kept = files(tokens, tmp_path / "1")
    for other, other_tokens in ((again, tokens_again), (uncached, tokens_uncached)):
        np.testing.assert_array_equal(other, vectors)
        assert files(other_tokens, tmp_path / str(id(other))) == kept
    expected = Centring.of(WithTokens()).centre_passages(second.vectors(SENTENCES), SPOKEN)
    np.testing.assert_allclose(vectors, expected, atol=1e-6)


def test_one_text_in_two_languages_is_centred_by_each(tmp_path: Path) -> None:
    path, embedder = tmp_path / "v.sqlite", WithTokens()
    texts, languages = ["OIM", "OIM", "OIM"], ["fr", "es", "fr"]

    for embedded in (2, 0):
        vectors, tokens, count = embed_centred(path, embedder, texts, languages)
        assert count == embedded
        assert not np.array_equal(vectors[0], vectors[1])
        np.testing.assert_array_equal(vectors[0], vectors[2])
        assert not np.array_equal(tokens.tokens_of(0), tokens.tokens_of(1))


def test_vectors_kept_as_they_are_and_centred_ones_are_not_taken_for_each_other(tmp_path: Path) -> None:
    path, embedder = tmp_path / "v.sqlite", WithTokens()
    embed(path, WithTokens(), SENTENCES)

    centred, _, embedded = embed_centred(path, WithTokens(), SENTENCES, SPOKEN)
    plain, none = embed(path, embedder, SENTENCES)

    assert (embedded, none) == (40, 0)
    np.testing.assert_array_equal(plain, embedder.vectors(SENTENCES))
    assert not np.isclose(plain, centred).all(axis=1).any()


def test_a_text_that_is_new_leaves_the_codes_of_the_centred_others_as_they_are(tmp_path: Path) -> None:
    _, few, _ = embed_centred(None, WithTokens(), SENTENCES[:3], SPOKEN[:3])
    _, many, _ = embed_centred(None, WithTokens(), SENTENCES, SPOKEN)

    for ordinal in range(3):
        np.testing.assert_array_equal(few.tokens_of(ordinal), many.tokens_of(ordinal))


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("kind", ["%/codes/%", "%/centring"])
def test_damaged_codes_and_means_are_dropped_and_made_again(tmp_path: Path, damage: str, kind: str) -> None:
    path, embedder = tmp_path / "v.sqlite", WithTokens()
    whole = files(embed_centred(path, WithTokens(), SENTENCES, SPOKEN)[1], tmp_path / "whole")
    row = f"(model, text) = (SELECT model, text FROM vectors WHERE model LIKE '{kind}' ORDER BY text LIMIT 1)"
    change(path, f"UPDATE vectors SET {damage} WHERE {row}")

    _, tokens, embedded = embed_centred(path, embedder, SENTENCES, SPOKEN)

    assert embedded == ("codes" in kind)
    assert embedder.asked
    assert files(tokens, tmp_path / "mended") == whole
    assert embed_centred(path, WithTokens(), SENTENCES, SPOKEN)[2] == 0


def test_a_centred_build_broken_off_loses_the_slab_it_was_at_only(tmp_path: Path) -> None:
    path, languages = tmp_path / "v.sqlite", ["en"] * len(TEXTS)
    with VectorCache(path) as cache:
        centring = cache.centring(WithTokens())
        with pytest.raises(KeyboardInterrupt):
            cache.embed_with_centred_tokens(WithTokens(breaks_after=1), TEXTS, languages, centring)
    steps: list[tuple[int, int]] = []

    with VectorCache(path) as cache:
        _, _, embedded = cache.embed_with_centred_tokens(
            WithTokens(), TEXTS, languages, centring, lambda done, total: steps.append((done, total))
        )

    assert embedded == len(TEXTS) - SLAB
    assert steps == [(512, 788), (788, 788)]
