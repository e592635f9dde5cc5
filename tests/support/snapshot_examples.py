"""What a snapshot is made of that has every kind of file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus import Practice
from index.arrays import Vectors
from index.embedding.embedder import Embedder
from index.embedding.model_roles import Models
from index.embedding.prompts import TextKind
from tests.support.hashing_embedder import HashingEmbedder, NarrowEmbedder
from tests.support.small_practices import ten_small_practices


class WithTokens:
    """An embedder that gives the vectors of words too."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimension, self.limit = embedder.name, embedder.dimension, embedder.limit
        self.token_dimension = embedder.dimension
        self.languages, self.is_narrow, self.prompts = embedder.languages, embedder.is_narrow, embedder.prompts
        self.embed_passages, self.embed_queries = embedder.embed_passages, embedder.embed_queries

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        return self.embed_passages(texts), [self.embed_passages(text.split()) for text in texts]

    def embed_query_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        return self.embed_queries([text])[0], self.embed_passages(text.split())

    def token_starts(self, text: str, _kind: TextKind = "passage") -> list[int]:
        return [at for at in range(len(text)) if not text[at].isspace() and (at == 0 or text[at - 1].isspace())]


PLAIN = [
    "manifest.json",
    "practices.jsonl",
    "passages.jsonl",
    "withdrawn.jsonl",
    "duplicates.json",
    "inferred.jsonl",
    "acronyms.jsonl",
    "vocabulary.json",
    "report.json",
    "dense",
    "dense.npy",
]
TOKENS = ["dense-tokens/axes.npy", "dense-tokens/codes.npy", "dense-tokens/starts.npy"]
ACROSS = ["across", "across.npy", "across-centring.npy"]
ACROSS_TOKENS = ["across-tokens/rotation.npy", "across-tokens/codes.npy", "across-tokens/starts.npy"]
_LEXICAL = ["meta.json", ".managed.json", "*.fast", "*.fieldnorm", "*.idx", "*.pos", "*.store", "*.term"]
FILES = PLAIN + TOKENS + ACROSS + ACROSS_TOKENS + [f"lexical/{name}" for name in _LEXICAL]
"""All files of a snapshot of models of every kind, as patterns."""


def models_of_every_kind() -> Models:
    """Make models that give every kind of file."""
    return Models(WithTokens(HashingEmbedder()), WithTokens(NarrowEmbedder("other-model")))


def practices_in_two_languages() -> list[Practice]:
    """Make the small practices, with an acronym, and one of them in French."""
    first, *others, last = ten_small_practices()
    summary = replace(first.sections[0], text="The harbour has a National Referral Mechanism (NRM).")
    french = replace(
        last.sections[0], text="Les travailleurs migrants de la ville sont accueillis par un réseau de femmes."
    )
    return [
        replace(first, sections=(summary, *first.sections[1:])),
        *others,
        replace(last, sections=(french, *last.sections[1:])),
    ]
