"""A transformer without a model: a real tokenizer with prompts, and a TextEncoder of random word vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from index.arrays import Vectors
from index.embedding.model_tokenizer import ModelTokenizer
from index.embedding.prompts import Prompts, TextKind
from index.embedding.transformer_embedder import EncodedText, TransformerEmbedder

PROMPTS = Prompts(query="query: ", passage="passage: ")
MOST_TOKENS = 64
_WORDS = ("harbour", "harbours", "word", "query", "passage", "▁harbour", "▁word", "▁Sentence", "▁query", "▁passage")
_CONTEXT = 0.3
"""How much of the whole text is in each of its tokens."""


def prompted_tokenizer() -> Tokenizer:
    """Make a tokenizer as XLM-RoBERTa's is: words are marked by what is before them, rare letters are cut into bytes.

    Its vocabulary is ASCII letters and a few words.
    """
    letters = [chr(code) for code in range(33, 127)]
    byte_pieces = [f"<0x{code:02X}>" for code in range(256)]
    scored = [*((piece, -2.0) for piece in _WORDS), *((piece, -9.0) for piece in ["▁", *letters, *byte_pieces])]
    vocabulary = [("<s>", 0.0), ("</s>", 0.0), ("<unk>", -20.0), *scored]
    tokenizer = Tokenizer(models.Unigram(vocabulary, 2, byte_fallback=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 1)]
    )
    return tokenizer


class PromptedEncoder:
    """Sums of a token's own vector and its text's mean; a text that it cannot take whole is an error."""

    dimension = 48
    batch_tokens = 256

    def __init__(self, tokenizer: ModelTokenizer, most: int = MOST_TOKENS) -> None:
        self._tokenizer = tokenizer
        self._most = most
        self._words = np.random.default_rng(7).standard_normal((1_000, self.dimension)).astype(np.float32)
        self.batches: list[list[str]] = []
        """What it was given."""

    def encode(self, texts: Sequence[str], kind: TextKind) -> list[EncodedText]:
        self.batches.append(list(texts))
        return [self._encode(text, kind) for text in texts]

    def _encode(self, text: str, kind: TextKind) -> EncodedText:
        tokenised = self._tokenizer.tokenise(text, kind)
        if len(tokenised.ids) > self._most:
            raise ValueError(f"{len(tokenised.ids)} tokens where {self._most} are taken: {text[:80]!r}")
        words: Vectors = self._words[tokenised.ids]
        states = words + _CONTEXT * words.mean(axis=0)
        return EncodedText(states.mean(axis=0), states[tokenised.own])


def prompted_embedder(
    most: int = MOST_TOKENS, prompts: Prompts = PROMPTS
) -> tuple[TransformerEmbedder, PromptedEncoder, ModelTokenizer]:
    """Make an embedder, and its parts."""
    tokenizer = ModelTokenizer(prompted_tokenizer(), most, prompts)
    encoder = PromptedEncoder(tokenizer, most)
    return TransformerEmbedder("prompted", encoder, tokenizer, is_narrow=False), encoder, tokenizer
