"""The registry of embedders: each name with the function that makes its model.

A name that is not registered is a sentence-transformers model: its name on a hub, in the hub's cache on this machine,
or a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from corpus.errors import naming
from index.embedding import hub
from index.embedding.embedder import Embedder
from index.embedding.model_files import ModelFile
from index.embedding.packaged import e5, e5_with_universal, minilm, universal_encoder
from index.embedding.sentence_transformer import load_sentence_transformer
from index.errors import ModelError

DEFAULT_MODEL = minilm.MINILM
"""The main model where none is named."""
DEFAULT_HOME = Path("var/models")
"""The folder that converted models are kept in where none is named."""
EmbedderFactory = Callable[[Path], Embedder]
"""Makes an embedder, given the folder that converted models are kept in."""

EMBEDDERS: Mapping[str, EmbedderFactory] = {
    minilm.MINILM: minilm.load_minilm,
    e5.MULTILINGUAL_E5: e5.load_e5,
    e5.HUB_E5: lambda _home: e5.load_hub_e5(),
    e5_with_universal.E5_WITH_UNIVERSAL: e5_with_universal.load_e5_with_universal,
    e5_with_universal.HUB_E5_WITH_UNIVERSAL: lambda _home: e5_with_universal.load_hub_e5_with_universal(),
    universal_encoder.UNIVERSAL_ENCODER: lambda _home: universal_encoder.UniversalEmbedder(),
}
"""The packaged models, which need neither a hub nor a folder, nor torch; and those with the hub's copy of E5."""


MODEL_FILES: Mapping[str, Callable[[Path], list[ModelFile]]] = {
    minilm.MINILM: minilm.minilm_files,
    e5.MULTILINGUAL_E5: e5.e5_files,
    e5_with_universal.E5_WITH_UNIVERSAL: lambda home: [
        *e5.e5_files(home),
        *universal_encoder.universal_encoder_files(),
    ],
    e5_with_universal.HUB_E5_WITH_UNIVERSAL: lambda _home: universal_encoder.universal_encoder_files(),
    universal_encoder.UNIVERSAL_ENCODER: lambda _home: universal_encoder.universal_encoder_files(),
}
"""The files of each packaged model, given the folder of converted ones. Of the hub's files no checksums are known."""


def load_embedder(name: str, home: Path = DEFAULT_HOME) -> Embedder:
    """Load an embedder by its registered name, or any sentence-transformers model by its name or folder.

    :param home: the folder that converted models are kept in.
    :raises ModelError: there is no such model on this machine, or it cannot be loaded.
    """
    factory = EMBEDDERS.get(name)
    if factory is None:
        return load_sentence_transformer(name)
    what = f"The embedding model {name}, kept in {home}"
    with naming(what, "Delete that folder, and it is made anew; else install its package again.", ModelError):
        return factory(home)


def multilingual_name(setting: str, main: str) -> str | None:
    """Resolve the setting of the multilingual model: a name, ``auto`` (the one that goes with the main one), ``none``.

    :param main: the main model's name.
    :return: the name to load, ``None`` for no second model.
    """
    if setting == "auto":
        return default_multilingual() if main == DEFAULT_MODEL else None
    return None if setting == "none" else setting


def default_multilingual() -> str:
    """Choose the multilingual model: E5, packaged or of the hub, with another one; or that alone for want of E5."""
    if e5.e5_weights():
        return e5_with_universal.E5_WITH_UNIVERSAL
    return e5_with_universal.HUB_E5_WITH_UNIVERSAL if hub.is_cached(e5.HUB_E5) else universal_encoder.UNIVERSAL_ENCODER


def stand_in_note(setting: str, multilingual: str | None) -> str:
    """Say where the Universal Sentence Encoder serves alone for want of E5, and what to do; empty elsewhere.

    :param setting: of the multilingual model, see :func:`multilingual_name`.
    :param multilingual: the name that it was resolved to.
    """
    if setting != "auto" or multilingual != universal_encoder.UNIVERSAL_ENCODER:
        return ""
    return (
        f"{e5.MULTILINGUAL_E5} has no package on this machine, so {multilingual} alone judges what is not "
        f"English, less well. Where a hub is reached, set "
        f"PRACTICES_ACROSS_MODEL={e5_with_universal.HUB_E5_WITH_UNIVERSAL} and build again."
    )
