"""A transformer's tokenizer: counts, offsets, and pieces that the model takes whole; prompts are counted apart.

A prompt and a text are tokenised as one, since the first word of a text may be cut otherwise after a prompt than at
the beginning. The text's own tokens are those that end behind the prompt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tokenizers import Encoding, Tokenizer

from corpus.text.strings import clean
from index.embedding.prompts import Prompts, TextKind


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
        """:param most: the tokens that the model takes at once, all included.

        The tokenizer is the caller's to give away: truncation and padding are switched off.
        """
        self._tokenizer = tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._prompts = prompts
        of_prompts = max(len(self._encode(prompt).ids) + bool(prompt) for prompt in (prompts.query, prompts.passage))
        self.added = tokenizer.num_special_tokens_to_add(False) + of_prompts
        """Tokens that are not the text's own, at the most: a prompt can cut its text's first token in two."""
        self.longest = most - self.added

    def tokenise(self, text: str, kind: TextKind) -> TokenisedText:
        """Tokenise a text behind its prompt."""
        prompt = self._prompts.of(kind)
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
        """Split a text into consecutive pieces that the model takes; one where it takes it whole.

        Pieces begin at words: the rest of a word can have more tokens by itself than within the word.
        """
        text = clean(text)
        encoding = self._encode(text)
        words, offsets = encoding.word_ids, encoding.offsets
        cuts, first = [0], 0
        while len(words) - first > self.longest:
            last = first + self.longest
            while last > first and words[last] == words[last - 1]:
                last -= 1
            first = last if last > first else first + self.longest  # one word fills it all: cut inside
            cuts.append(offsets[first][0])
        return [text[start:end] for start, end in pairwise([*cuts, len(text)])]

    def _encode(self, text: str) -> Encoding:
        return self._tokenizer.encode(text, add_special_tokens=False)
