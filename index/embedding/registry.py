"""The registry of embedders: each name with the function that makes its model.

A name that is not registered is a sentence-transformers model: its name on a hub, in the hub's cache on this machine,
or a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from index.embedding.embedder import Embedder
from index.embedding.packaged import e5, minilm, universal_encoder
from index.embedding.sentence_transformer import load_sentence_transformer

DEFAULT_MODEL = minilm.MINILM
"""The main model where none is named."""
DEFAULT_HOME = Path("var/models")
"""The folder that converted models are kept in where none is named."""
EmbedderFactory = Callable[[Path], Embedder]
"""Makes an embedder, given the folder that converted models are kept in."""

EMBEDDERS: Mapping[str, EmbedderFactory] = {
    minilm.MINILM: minilm.load_minilm,
    e5.MULTILINGUAL_E5: e5.load_e5,
    universal_encoder.UNIVERSAL_ENCODER: lambda _home: universal_encoder.UniversalEmbedder(),
}
"""The packaged models, which need neither a hub nor a folder, nor torch."""


def load_embedder(name: str, home: Path = DEFAULT_HOME) -> Embedder:
    """Load an embedder by its registered name, or any sentence-transformers model by its name or folder.

    :param home: the folder that converted models are kept in.
    :raises ModelError: there is no such model on this machine, or it cannot be loaded.
    """
    factory = EMBEDDERS.get(name)
    return factory(home) if factory else load_sentence_transformer(name)


def multilingual_name(setting: str, main: str) -> str | None:
    """Resolve the setting of the multilingual model: a name, ``auto`` (the one that goes with the main one), ``none``.

    :param main: the main model's name.
    :return: the name to load, ``None`` for no second model.
    """
    if setting == "auto":
        return default_multilingual() if main == DEFAULT_MODEL else None
    return None if setting == "none" else setting


def default_multilingual() -> str:
    """Choose the packaged multilingual model: E5, or the weaker one where E5 has no package, as on Windows."""
    return e5.MULTILINGUAL_E5 if e5.e5_weights() else universal_encoder.UNIVERSAL_ENCODER
