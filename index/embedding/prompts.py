"""The prompts that some models want before a text: what they are, not what they count for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TextKind = Literal["query", "passage"]


@dataclass(frozen=True, slots=True)
class Prompts:
    """What a model was trained to see before a query and before a passage; mostly nothing."""

    query: str = ""
    passage: str = ""

    def of(self, kind: TextKind) -> str:
        """Give the prompt of a kind of text."""
        return self.query if kind == "query" else self.passage
