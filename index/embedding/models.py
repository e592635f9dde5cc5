"""The embedding models of a snapshot and their roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.embedding.embedder import Embedder, TokenEmbedder


@dataclass(frozen=True, slots=True)
class Models:
    """What a snapshot is made with."""

    main: Embedder
    multilingual: Embedder | None = None
    """For every pair of languages but English and English."""
    rescore: bool = True
    """Whether tokens are kept, where the model gives them."""

    @property
    def gives_tokens(self) -> bool:
        """Whether a snapshot made with these holds tokens."""
        return self.rescore and isinstance(self.main, TokenEmbedder)


MAIN_LANGUAGE = "en"
"""What the first model is for, where there is a second one."""


def is_in_main_language(language: str | None) -> bool:
    """Whether the first model judges a text in this language, or in an unknown one, beside a second model."""
    return language in (None, MAIN_LANGUAGE)


ModelRole = Literal["main", "multilingual"]
"""The model for the collection's own language, and the one across languages."""
