from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus import Limit, TokenCounter
from index.arrays import Vectors, unit_rows
from index.cache import VectorCache

TEXTS = [f"text number {number}" for number in range(1_300)]
SLAB = 512


class Counter:
    """Counts nothing: these texts are short."""

    def count(self, texts: Sequence[str]) -> list[int]:
        return [0] * len(texts)


class Recording:
    """An embedder that remembers what it was asked, and can break down."""

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

    for position in written[:: max(1, len(written) // 400)]:
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
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            VectorCache(path)

    assert embed(path, Recording(), TEXTS[:4])[1] == 0


def test_without_a_path_nothing_is_kept() -> None:
    assert [embed(None, Recording(), TEXTS[:4])[1] for _ in range(2)] == [4, 4]
    assert embed(None, Recording(), [])[0].shape == (0, 8)
