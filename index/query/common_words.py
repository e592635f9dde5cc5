"""Words of the world at large: those that the token vocabulary cl100k_base holds in one piece.

Byte-pair encoding makes one token of what is written most often anywhere, so that its vocabulary is a word list of some
forty thousand entries in many languages.
"""

from __future__ import annotations

from functools import cache

import tiktoken

from corpus.text.tokens import ENCODING


def is_common_word(word: str) -> bool:
    """Tell whether a word, in the case it is written in, is one token: ``brick``."""
    if not word.isalpha():
        return False
    try:
        tiktoken.get_encoding(ENCODING).encode_single_token(f" {word}")
    except KeyError:
        return False
    return True


@cache
def common_words() -> frozenset[str]:
    """List all words that are one token, in each case that they are written in."""
    vocabulary = tiktoken.get_encoding(ENCODING).token_byte_values()
    tokens = (token.decode(errors="replace") for token in vocabulary if token.startswith(b" "))
    return frozenset(token[1:] for token in tokens if token[1:].isalpha())
