"""The default multilingual model: E5, joined by the Universal Sentence Encoder, each for half of a cosine."""

from __future__ import annotations

from pathlib import Path

from index.embedding.joined_embedder import JoinedEmbedder
from index.embedding.packaged.e5 import HUB_E5, MULTILINGUAL_E5, load_e5, load_hub_e5
from index.embedding.packaged.universal_encoder import UNIVERSAL_ENCODER, UniversalEmbedder
from index.embedding.transformer_embedder import TextEmbedder, TransformerEmbedder

E5_WITH_UNIVERSAL = f"{MULTILINGUAL_E5}+{UNIVERSAL_ENCODER}"
HUB_E5_WITH_UNIVERSAL = f"{HUB_E5}+{UNIVERSAL_ENCODER}"
"""The same with the hub's copy of E5."""
_SHARE = 0.83
"""Of E5, whose vectors are mostly what centring takes away: as much is left of both as their halves."""


def load_e5_with_universal(home: Path) -> JoinedEmbedder:
    """Load both packaged models.

    :param home: the folder that converted models are kept in.
    :raises ModelError: a package is not installed, or E5 cannot be converted.
    """
    return _joined(load_e5(home))


def load_hub_e5_with_universal() -> JoinedEmbedder:
    """Load the hub's copy of E5, from the hub's cache on this machine where it is there, and the packaged encoder.

    :raises ModelError: the copy is not there, and the hub is not reached; or it gives no tokens.
    """
    return _joined(load_hub_e5())


def _joined(first: TextEmbedder) -> JoinedEmbedder:
    assert isinstance(first, TransformerEmbedder)  # E5 has tokens, wherever it comes from
    return JoinedEmbedder(first, UniversalEmbedder(), _SHARE)
