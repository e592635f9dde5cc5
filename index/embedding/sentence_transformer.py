"""Any model of one's own, through sentence-transformers and torch: its name on a hub, or a folder."""

from __future__ import annotations

import copy
import hashlib
import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import naming
from index.arrays import Vectors
from index.embedding.hub import ensure_on_hub, is_cached
from index.embedding.model_tokenizer import ModelTokenizer
from index.embedding.prompts import Prompts, TextKind
from index.embedding.transformer_embedder import EncodedText, TextEmbedder, TransformerEmbedder
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_UNLIMITED = 512
"""Tokens taken at once where a model states no limit."""
_CURE = "Try again; if it stays so, give the name or the folder of another model."
_PASSAGE_PROMPTS = ("document", "passage", "corpus")
"""What models call the prompt of a passage, as ``SentenceTransformer.encode_document`` looks for it."""


class SentenceTransformerEncoder:
    """A sentence-transformers model, asked with the prompts that it states."""

    batch_tokens = 4096

    def __init__(self, model: SentenceTransformer, prompts: Prompts | None, name: str) -> None:
        """:param prompts: those that the model wants; ``None``: those that it states."""
        self.dimension = int(model.get_embedding_dimension() or 0)
        self.prompts = prompts or _stated_prompts(model)
        tokenizer = getattr(model.tokenizer, "backend_tokenizer", model.tokenizer)
        most = model.max_seq_length
        if not most or math.isinf(most):
            most = tokenizer.truncation["max_length"] if tokenizer.truncation else _UNLIMITED
        # the model's own would be changed by what sentence-transformers sets for a batch
        self.tokenizer = ModelTokenizer(copy.deepcopy(tokenizer), int(most), self.prompts)
        self._model, self._name = model, name
        example: Any = model.encode("a", output_value=None, convert_to_numpy=True, show_progress_bar=False)
        self.gives_tokens = np.shape(example.get("token_embeddings"))[1:] == (self.dimension,)
        """Whether tokens have vectors of the texts' dimension: not in static models nor before some dense layers."""
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str], kind: TextKind) -> list[EncodedText]:
        """Encode texts as one batch, in order."""
        encode = self._model.encode_query if kind == "query" else self._model.encode_document
        # a fast tokenizer may not be used from two threads at once
        with self._lock, naming(f"The embedding model {self._name}", _CURE, ModelError):
            outputs: Any = encode(
                list(texts),
                prompt=self.prompts.of(kind),
                batch_size=len(texts),
                output_value=None if self.gives_tokens else "sentence_embedding",
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        if not self.gives_tokens:
            return [EncodedText(row, np.zeros((0, self.dimension), np.float32)) for row in outputs]
        return [
            EncodedText(np.asarray(output["sentence_embedding"], np.float32), self._own_tokens(output, text, kind))
            for output, text in zip(outputs, texts, strict=True)
        ]

    def _own_tokens(self, output: dict[str, Any], text: str, kind: TextKind) -> Vectors:
        """Take the vectors of a text's own tokens, without padding, prompt and special tokens."""
        rows: Vectors = np.asarray(output["token_embeddings"], np.float32)[np.asarray(output["attention_mask"]) > 0]
        tokenised = self.tokenizer.tokenise(text, kind)
        if len(rows) != len(tokenised.ids):  # a model that reads a text otherwise than its tokenizer says
            raise ModelError(f"The model gives {len(rows)} tokens for a text of {len(tokenised.ids)}: {text[:80]!r}")
        return rows[tokenised.own]


@dataclass(frozen=True, slots=True)
class KnownModel:
    """What is known of a model on a hub that its own files do not say."""

    family: str
    """The name by which what was fitted for it is found, see :func:`~index.embedding.model_roles.model_family`."""
    prompts: Prompts
    languages: frozenset[str]


def load_sentence_transformer(name: str, known: KnownModel | None = None) -> TextEmbedder:
    """Load a model by its name on a hub, from the hub's cache on this machine, or by its folder.

    :param known: what its own files do not say.
    :return: a :class:`TransformerEmbedder` where the model has vectors of tokens.
    :raises ModelError: there is no such model, or it cannot be loaded.
    """
    folder = Path(name) if Path(name).is_dir() else None
    try:
        model = _open(name)
        encoder = SentenceTransformerEncoder(model, known.prompts if known else None, name)
        kind = TransformerEmbedder if encoder.gives_tokens else TextEmbedder
        if known:
            return kind(f"{known.family}@{name}", encoder, encoder.tokenizer, known.languages)
        return kind(f"{name}@{_weights_hash(folder)}" if folder else name, encoder, encoder.tokenizer)
    except Exception as error:
        raise ModelError(
            f"The embedding model {name!r} cannot be loaded: {' '.join(str(error).split())[:300]} "
            "Give the name or the folder of a sentence-transformers model."
        ) from error


def _open(name: str) -> SentenceTransformer:
    """Open a model by its folder, from the hub's cache, or from the hub, which is asked first whether it has it.

    :raises ModelError: it is nowhere, which is told before anything that takes long.
    """
    is_in_cache = not Path(name).is_dir() and is_cached(name)
    if not is_in_cache and not Path(name).is_dir():
        ensure_on_hub(name)
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(name, device="cpu", local_files_only=is_in_cache)
    except Exception:
        if not is_in_cache:
            raise
    ensure_on_hub(name)  # the cache has only some of its files
    return SentenceTransformer(name, device="cpu")


def _stated_prompts(model: SentenceTransformer) -> Prompts:
    prompts = {name: prompt or "" for name, prompt in model.prompts.items()}
    passage = next((prompts[name] for name in _PASSAGE_PROMPTS if prompts.get(name)), "")
    return Prompts(prompts.get("query", ""), passage)


def _weights_hash(folder: Path) -> str:
    """Hash everything in a model folder that shapes its vectors, to twelve hex digits."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".json", ".safetensors", ".bin", ".txt", ".model")):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]
