"""The packaged multilingual-e5-small as transformers computes it, from the same weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.arrays import Vectors
from index.embedding.packaged.e5_file import E5File, map_words


class TorchE5:
    """Last hidden states of a BERT in 32 bits, whatever reads its texts."""

    def __init__(self, path: Path) -> None:
        import torch
        from transformers import BertConfig, BertModel

        file = E5File(path)
        weights = {name: torch.from_numpy(np.array(values)) for name, values in file.weights().items()}
        start, rows = file.words
        words = map_words(path, start, rows, file.hidden)(np.arange(rows))
        weights["embeddings.word_embeddings.weight"] = torch.from_numpy(words)
        config = BertConfig(
            vocab_size=rows,
            hidden_size=file.hidden,
            num_hidden_layers=file.layers,
            num_attention_heads=file.heads,
            intermediate_size=len(weights["encoder.layer.0.intermediate.dense.bias"]),
            max_position_embeddings=len(weights["embeddings.position_embeddings.weight"]),
            type_vocab_size=len(weights["embeddings.token_type_embeddings.weight"]),
        )
        self._model: Any = BertModel(config, add_pooling_layer=False).eval()
        self._model.load_state_dict(weights)

    def states(self, ids: Sequence[int]) -> Vectors:
        """Compute the last hidden states of one text, shape (ids, dimension)."""
        import torch

        with torch.inference_mode():
            states: Vectors = self._model(torch.tensor([list(ids)])).last_hidden_state[0].numpy()
        return states
