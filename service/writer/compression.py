"""Sentence compression check: a claim has the words of a sentence in their order, shortened where truth is kept.

Embeddings and shared words cannot tell *A trained B* from *B trained A*, *some* from *all*, *was to train* from
*trained*. So a claim has to be one of the few shorter forms that a sentence has without losing its truth.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path

import regex

from corpus.text.language_patterns import union_pattern
from corpus.text.negation import negates

NormalisedWords = tuple[str, ...]

_any_of = partial(union_pattern, Path(__file__).with_name("patterns"), "compression")
_TOKEN = regex.compile(
    r"(?<!\p{Nd})\p{Nd}{1,3}(?:[ ,'’]\p{Nd}{3})+(?![\p{Nd}])|\p{Nd}+(?:[.,]\p{Nd}+)*|\p{Han}|[^\W\d_\p{Han}]\p{M}*+"
    r"(?:[^\W\d_\p{Han}]\p{M}*+)*|\S"
)
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d)[ ,'’](?=\d{3}(?!\d))")
_IGNORED = frozenset('“”„‟«»"‘')
_SAME = str.maketrans("，،；؛：（）[]<>|‹›¦‐‑–—’", ",,;;:()()‹›¦‹›¦----'")
_ENDS = (".", "!", "。", "．")
_FEWEST_KEPT = 4
_BRACKETS = regex.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]")
_CLAUSE = regex.compile(rf"\s*(?:[;；؛]|[,，]\s+{_any_of('relative_pronouns')}(?!\p{{L}}))", regex.IGNORECASE)
_CONNECTOR = regex.compile(rf"^{_any_of('connectors')}\s*[,，]\s*", regex.IGNORECASE)
_LIMIT = regex.compile(rf"\b{_any_of('limits')}\b|{_any_of('limit_parts')}", regex.IGNORECASE)


@lru_cache(maxsize=10_000)
def normalised_words(text: str) -> NormalisedWords:
    """Split a text into its words, numbers and signs, without case, quotation marks, or a full stop at the end."""
    text = unicodedata.normalize("NFKC", text).casefold()
    tokens = [_normalise_token(match.group()) for match in _TOKEN.finditer(text)]
    tokens = [token for token in tokens if token not in _IGNORED]
    while tokens and tokens[-1] in _ENDS:
        tokens.pop()
    return tuple(tokens)


def _normalise_token(token: str) -> str:
    """Write a number in European digits without the signs between its thousands, and signs of a kind as one of them."""
    if not token[0].isdecimal():
        return token.translate(_SAME)
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in token)
    return _BETWEEN_THOUSANDS.sub("", digits)


def is_compression_of(sentence: str, claim: str, language: str | None) -> bool:
    """Tell whether a claim is the sentence, or a shorter form of it that is as true."""
    words = normalised_words(_CONNECTOR.sub("", claim.strip()))
    return len(words) >= _FEWEST_KEPT and any(normalised_words(form) == words for form in _forms(sentence, language))


def _forms(sentence: str, language: str | None) -> Iterator[str]:
    """List the forms of a sentence: no connector before it, with or without brackets, whole or up to a last clause."""
    sentence = _CONNECTOR.sub("", sentence.strip())
    bare = _BRACKETS.sub(lambda match: match.group() if _limits(match.group(), language) else "", sentence)
    for form in dict.fromkeys((sentence, bare)):
        yield form
        for match in _CLAUSE.finditer(form):
            rest = form[match.end() :]
            is_last = match.group().strip() in ";；؛" or not regex.search(r"[,，]", rest)
            if is_last and not _limits(rest, language):
                yield form[: match.start()]


def _limits(left_out: str, language: str | None) -> bool:
    """Tell whether what is left out could limit or deny what is kept."""
    return bool(_LIMIT.search(left_out)) or negates(left_out, language)
