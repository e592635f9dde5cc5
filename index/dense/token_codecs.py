"""Token vectors in a few bytes: scalar quantisers along principal axes, or behind a random rotation.

Within a language most of what tells tokens apart lies along a few axes. Between languages it does not: the first axes
of a multilingual model tell languages apart, and cut off after a third, a tenth fewer right passages come first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from index.arrays import Scores, Vectors, unit_rows

Codes = NDArray[np.uint8]
"""Shape (tokens, bytes)."""

AXES = 64
_AXES_BYTES = AXES // 2
_LEVELS = 15
_TRIM = 0.001
"""Share of values at either end that are cut off, so that a few far ones do not coarsen the scale."""
_SAMPLE = 50_000
_SEED = 7
_STEP = np.float32(0.9957)
"""Distance of the four levels of a Gaussian value, in standard deviations (Max 1960, uniform quantiser)."""
_MIDDLE = np.float32(1.5)


class TokenCodec(Protocol):
    """A quantiser of tokens; what it restores lies in a space of its own, to which queries are projected."""

    code_bytes: int
    """A token's bytes."""
    table: NDArray[np.float32]
    """What it is made of: equal tables, equal codes."""

    def encode(self, tokens: Vectors) -> Codes:
        """Quantise tokens, shape (tokens, dimension): shape (tokens, bytes)."""
        ...

    def decode(self, codes: Codes) -> Vectors:
        """Restore tokens, shape (tokens, n), of about length 1."""
        ...

    def project(self, vectors: Vectors) -> Vectors:
        """Bring unit vectors of queries, shape (m, dimension), to where restored tokens lie: shape (m, n)."""
        ...

    def similarities(self, projected: Vectors, codes: Codes) -> Scores:
        """Compute the cosines of projected vectors to tokens, shape (vectors, tokens)."""
        ...


class AxesCodec:
    """A quantiser in 4 bits along the 64 axes that hold most of the variance: 32 bytes a token."""

    code_bytes = _AXES_BYTES

    def __init__(self, table: NDArray[np.float32]) -> None:
        """:param table: the axes, shape (dimension, 64), and below them where each axis' scale begins and its step."""
        self.table = np.ascontiguousarray(table, np.float32)
        self._axes, self._low, self._step = self.table[:-2], self.table[-2], self.table[-1]

    @classmethod
    def learn(cls, tokens: Vectors) -> Self:
        """Learn axes and scales from a sample of tokens, shape (tokens, dimension)."""
        sample = unit_rows(tokens[:: max(1, len(tokens) // _SAMPLE)] if len(tokens) else tokens.sum(0, keepdims=True))
        _, vectors = np.linalg.eigh(sample.T @ sample)  # not centred: inner products are to be kept
        axes = np.zeros((tokens.shape[1], AXES), np.float32)
        axes[:, : tokens.shape[1]] = vectors[:, ::-1][:, :AXES]
        values = sample @ axes
        low, high = np.quantile(values, [_TRIM, 1 - _TRIM], axis=0)
        return cls(np.vstack([axes, low, np.maximum(high - low, 1e-6) / _LEVELS]))

    def encode(self, tokens: Vectors) -> Codes:
        """Quantise a passage's tokens, shape (tokens, dimension)."""
        levels = np.rint((unit_rows(tokens) @ self._axes - self._low) / self._step).clip(0, _LEVELS).astype(np.uint8)
        codes: Codes = levels[:, :_AXES_BYTES] | levels[:, _AXES_BYTES:] << 4
        return codes

    def project(self, vectors: Vectors) -> Vectors:
        """Project vectors, shape (n, dimension), to the axes that are kept: shape (n, 64)."""
        along: Vectors = vectors @ self._axes
        return along

    def decode(self, codes: Codes) -> Vectors:
        """Restore passage tokens along the axes, shape (tokens, 64)."""
        along: Vectors = _levels(codes) * self._step + self._low
        return along

    def similarities(self, projected: Vectors, codes: Codes) -> Scores:
        """Compute the cosines of projected vectors to tokens, shape (vectors, tokens)."""
        cosines: Scores = (projected * self._step) @ _levels(codes).T
        cosines += (projected @ self._low)[:, None]
        return cosines


def _levels(codes: Codes) -> Vectors:
    levels = np.empty((len(codes), AXES), np.float32)
    np.copyto(levels[:, :_AXES_BYTES], codes & 15)
    np.copyto(levels[:, _AXES_BYTES:], codes >> 4)
    return levels


class RotationCodec:
    """A quantiser in 2 bits a dimension behind a random rotation: 96 bytes a token of 384 dimensions.

    Rotated at random, each value of a unit vector is as good as Gaussian, whatever the model: nothing is learnt from
    the texts, so that a token has the same code in every collection (as in RaBitQ; Gao and Long 2024).
    """

    def __init__(self, table: NDArray[np.float32]) -> None:
        """:param table: orthogonal rows, shape (dimension, n); n is a multiple of 4, and at least the dimension."""
        self.table = np.ascontiguousarray(table, np.float32)
        self.code_bytes = self.table.shape[1] // 4

    @classmethod
    def of_dimension(cls, dimension: int) -> Self:
        """Make the codec of all models of a dimension."""
        size = -(-dimension // 4) * 4
        rotation, _ = np.linalg.qr(np.random.default_rng(_SEED).standard_normal((size, size)))
        return cls(rotation[:dimension].astype(np.float32))

    def encode(self, tokens: Vectors) -> Codes:
        """Quantise a passage's tokens, shape (tokens, dimension)."""
        rotated = unit_rows(tokens) @ self.table
        levels = np.floor(rotated * (np.float32(self.table.shape[1] ** 0.5) / _STEP) + 2).clip(0, 3).astype(np.uint8)
        parts = levels.reshape(len(tokens), 4, self.code_bytes)
        codes: Codes = parts[:, 0] | parts[:, 1] << 2 | parts[:, 2] << 4 | parts[:, 3] << 6
        return codes

    def project(self, vectors: Vectors) -> Vectors:
        """Rotate vectors, shape (n, dimension)."""
        rotated: Vectors = vectors @ self.table
        return rotated

    def decode(self, codes: Codes) -> Vectors:
        """Restore tokens as unit rows, rotated, shape (tokens, dimension)."""
        levels, lengths = self._levels(codes)
        restored: Vectors = (levels - _MIDDLE) / lengths[:, None]
        return restored

    def similarities(self, projected: Vectors, codes: Codes) -> Scores:
        """Compute the cosines of projected vectors to tokens, shape (vectors, tokens)."""
        levels, lengths = self._levels(codes)
        cosines: Scores = projected @ levels.T
        cosines -= _MIDDLE * projected.sum(axis=1, keepdims=True)
        cosines /= lengths
        return cosines

    def _levels(self, codes: Codes) -> tuple[Vectors, NDArray[np.float32]]:
        """Unpack codes, and compute how long each token is then, its levels taken from their middle."""
        size = self.code_bytes
        levels = np.empty((len(codes), 4 * size), np.float32)
        for part in range(4):
            np.copyto(levels[:, part * size : (part + 1) * size], codes >> np.uint8(2 * part) & np.uint8(3))
        squares = np.einsum("ij,ij->i", levels, levels) - 2 * _MIDDLE * levels.sum(axis=1)
        return levels, np.sqrt(squares + _MIDDLE**2 * levels.shape[1])


_FILES: dict[str, type[AxesCodec] | type[RotationCodec]] = {"axes.npy": AxesCodec, "rotation.npy": RotationCodec}


def load_codec(folder: Path) -> TokenCodec:
    """Read the codec that :func:`save_codec` wrote into a folder."""
    name = next(name for name in _FILES if (folder / name).exists())
    return _FILES[name](np.load(folder / name))


def save_codec(codec: TokenCodec, folder: Path) -> None:
    """Write the table of a codec, under a name that tells its kind."""
    (name,) = (name for name, kind in _FILES.items() if isinstance(codec, kind))
    np.save(folder / name, codec.table)
