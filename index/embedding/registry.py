"""The registry of embedders: each name with the function that makes its model.

A name that is not registered is a sentence-transformers model: its name on a hub's local cache, or a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from index.embedding.embedder import Embedder
from index.embedding.sentence_transformer import PACKAGED_MODEL, Backend, SentenceTransformerEmbedder
from index.embedding.universal_encoder import NAME as UNIVERSAL
from index.embedding.universal_encoder import UniversalEmbedder

DEFAULT_MODEL = PACKAGED_MODEL
"""The main model where none is named."""
EmbedderFactory = Callable[[str, Backend], Embedder]
"""Makes the embedder of a name; what computes it matters to those that can be computed in several ways."""


def _sentence_transformer(name: str, backend: Backend) -> Embedder:
    return SentenceTransformerEmbedder.from_name(name, backend)


def _universal_encoder(_name: str, _backend: Backend) -> Embedder:
    return UniversalEmbedder()


EMBEDDERS: Mapping[str, EmbedderFactory] = {
    DEFAULT_MODEL: _sentence_transformer,
    UNIVERSAL: _universal_encoder,
}
"""The packaged models, which need neither a hub nor a folder."""
MULTILINGUAL_OF: Mapping[str, str] = {DEFAULT_MODEL: UNIVERSAL}
"""The multilingual model that goes with a main one where none is named."""


def load_embedder(name: str, backend: Backend = "auto") -> Embedder:
    """Load an embedder by its registered name, or any sentence-transformers model by its name or folder.

    :param backend: see :meth:`SentenceTransformerEmbedder.from_name`; the Universal Sentence Encoder knows none.
    :raises ModelError: there is no such model on this machine, or it cannot be loaded.
    """
    return EMBEDDERS.get(name, _sentence_transformer)(name, backend)


def multilingual_name(setting: str, main: str) -> str | None:
    """Resolve the setting of the multilingual model: a name, ``auto`` (the one that goes with the main one), ``none``.

    :param main: the main model's name.
    :return: the name to load, ``None`` for no second model.
    """
    if setting == "auto":
        return MULTILINGUAL_OF.get(main)
    return None if setting == "none" else setting
