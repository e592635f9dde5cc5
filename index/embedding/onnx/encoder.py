"""A BERT encoder with mean pooling, computed by ONNX Runtime: neither torch nor transformers is imported for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import naming
from index.arrays import Vectors
from index.embedding.model_tokenizer import ModelTokenizer
from index.embedding.prompts import TextKind
from index.embedding.transformer_embedder import EncodedText
from index.errors import ModelError
from index.plain_paths import plain_path

WordVectors = Callable[[NDArray[np.int64]], Vectors]
"""Looks up the vectors of word pieces by their ids, shape (ids,): shape (ids, dimension)."""

_PROVIDERS = ["CPUExecutionProvider"]
_MOST_THREADS = 4
"""More do not speed up a text of thirty tokens."""


class OnnxEncoder:
    """A graph of :func:`~index.embedding.onnx.graph.bert_graph` with its words and its tokenizer."""

    batch_tokens = 4096

    def __init__(self, graph: Path | bytes, words: WordVectors, tokenizer: ModelTokenizer, dimension: int) -> None:
        # or it gives the machine an id, keeps it in the home folder, and reports to its makers
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = min(_MOST_THREADS, os.cpu_count() or 1)
        # Threads that go on spinning after a query would slow down the search that follows it.
        options.add_session_config_entry("session.force_spinning_stop", "1")
        self._name = "An embedding model" if isinstance(graph, bytes) else str(graph)
        with naming(self._name, "Delete its folder, and it is converted anew.", ModelError):
            if isinstance(graph, bytes):
                self._session = InferenceSession(graph, options, providers=_PROVIDERS)
            else:
                with plain_path(graph) as path:
                    self._session = InferenceSession(str(path), options, providers=_PROVIDERS)
        self._words = words
        self._tokenizer = tokenizer
        self.dimension = dimension

    def encode(self, texts: Sequence[str], kind: TextKind) -> list[EncodedText]:
        """Encode texts, in order, each by itself.

        A batch is no faster, and what is quantised together would depend on its neighbours.
        """
        return [self._encode(text, kind) for text in texts]

    def _encode(self, text: str, kind: TextKind) -> EncodedText:
        tokenised = self._tokenizer.tokenise(text, kind)
        with naming(self._name, "Try again; if it stays so, delete its folder, and it is converted anew.", ModelError):
            words = self._words(np.array(tokenised.ids))[None]
            states: Vectors = self._session.run(None, {"words": words})[0][0]
        return EncodedText(states.mean(axis=0), states[tokenised.own])
