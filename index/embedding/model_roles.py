"""The embedding models of a snapshot and their roles: main, and multilingual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.embedding.embedder import Embedder, TokenEmbedder


@dataclass(frozen=True, slots=True)
class Models:
    """The embedding models that a snapshot is made with, by role."""

    main: Embedder
    multilingual: Embedder | None = None
    """For every pair of languages but English and English."""
    rescore: bool = True
    """Whether tokens are kept, where the model gives them."""
    note: str = ""
    """What is to be said of their choice."""

    @property
    def gives_tokens(self) -> bool:
        """Whether a snapshot made with these holds token vectors."""
        return self.rescore and any(isinstance(model, TokenEmbedder) for model in (self.main, self.multilingual))

    def by_role(self, role: ModelRole) -> Embedder | None:
        """Give the model of a role."""
        return self.main if role == "main" else self.multilingual


def model_family(name: str) -> str:
    """Give the name of a model without the version of its weights: what is fitted for one version holds for all."""
    return name.rpartition("@")[0] or name


ModelRole = Literal["main", "multilingual"]
"""The model for the collection's own language, and the one across languages."""
MAIN_LANGUAGE = "en"
"""The language of the main model, where there is a multilingual one beside it."""


def is_in_main_language(language: str | None) -> bool:
    """Tell whether the main model judges a text in this language, or in an unknown one, beside a multilingual one."""
    return language in (None, MAIN_LANGUAGE)
