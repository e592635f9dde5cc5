"""The tokenizer of a sentence-transformers model: counts, offsets, and pieces that the model takes whole."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.text.strings import clean

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class ModelTokens:
    """A model's own tokenizer, without the special tokens that it adds at both ends."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._tokenizer = copy.deepcopy(model.tokenizer.backend_tokenizer)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.added = self._tokenizer.num_special_tokens_to_add(False)
        self.longest = int(model.max_seq_length or 512) - self.added

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text, in order."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]

    def starts(self, text: str) -> list[int]:
        """Say where each token begins, in characters."""
        return [start for start, _ in self._tokenizer.encode(text, add_special_tokens=False).offsets]

    def pieces(self, text: str) -> list[str]:
        """Split a text into consecutive pieces that the model takes; one where it takes it whole.

        Pieces begin at words: the rest of a word can have more tokens by itself than within the word.
        """
        text = clean(text)
        if len(text.encode()) <= self.longest:  # a token is at least a byte
            return [text]
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        words, offsets = encoding.word_ids, encoding.offsets
        cuts, first = [0], 0
        while len(words) - first > self.longest:
            last = first + self.longest
            while last > first and words[last] == words[last - 1]:
                last -= 1
            first = last if last > first else first + self.longest  # one word fills it all: cut inside
            cuts.append(offsets[first][0])
        return [text[start:end] for start, end in pairwise([*cuts, len(text)])]
