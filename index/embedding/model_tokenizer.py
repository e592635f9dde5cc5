"""A transformer's tokenizer: counts, offsets, and pieces that the model takes whole; prompts are counted apart.

A prompt and a text are tokenised as one, since the first word of a text may be cut otherwise after a prompt than at
the beginning. The text's own tokens are those that end behind the prompt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer

from corpus.text.strings import clean
from index.embedding.prompts import Prompts, TextKind
from index.embedding.text_pieces import text_pieces
from index.errors import ModelError


@dataclass(frozen=True, slots=True)
class TokenisedText:
    """A prompt and a text as the model reads them."""

    ids: list[int]
    """With the special tokens at both ends and the tokens of the prompt."""
    own: list[int]
    """Positions, among the ids, of the text's own tokens."""
    starts: list[int]
    """Where each of these begins in the text, in characters."""


class ModelTokenizer:
    """A model's own tokenizer, and how much of a text it leaves room for beside special tokens and prompts."""

    def __init__(self, tokenizer: Tokenizer, most: int, prompts: Prompts = Prompts()) -> None:  # noqa: B008
        """Take a tokenizer, which is the caller's to give away: truncation and padding are switched off.

        :param most: the tokens that the model takes at once, all included.
        :raises ModelError: the prompts leave no room for a text.
        """
        self._tokenizer = tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.prompts = prompts
        of_prompts = max(len(self._encode(prompt).ids) + bool(prompt) for prompt in (prompts.query, prompts.passage))
        self.added = tokenizer.num_special_tokens_to_add(False) + of_prompts
        """Tokens that are not the text's own, at the most: a prompt can cut its text's first token in two."""
        self.longest = most - self.added
        if self.longest < 1:
            raise ModelError(
                f"The model takes {most} tokens at once, and its prompts leave none for a text: give it shorter ones."
            )

    def tokenise(self, text: str, kind: TextKind) -> TokenisedText:
        """Tokenise a text behind its prompt."""
        prompt = self.prompts.of(kind)
        encoding = self._tokenizer.encode(prompt + text)
        own = [
            position
            for position, ((_, end), special) in enumerate(
                zip(encoding.offsets, encoding.special_tokens_mask, strict=True)
            )
            if not special and end > len(prompt)
        ]
        starts = [max(0, encoding.offsets[position][0] - len(prompt)) for position in own]
        return TokenisedText(encoding.ids, own, starts)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text, in order, without prompts."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]

    def pieces(self, text: str) -> list[str]:
        """Split a text into consecutive pieces that the model takes; one where it takes it whole."""
        return text_pieces(clean(text), self._encode, self.longest)

    def _encode(self, text: str) -> Encoding:
        return self._tokenizer.encode(text, add_special_tokens=False)
