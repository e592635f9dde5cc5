"""Exact phrases of a query: what stands between quotation marks is looked for as it is written."""

from __future__ import annotations

import regex

from corpus.text.strings import clean

_QUOTED = regex.compile(r'"([^"]+)"|“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|「([^「」]+)」')
_WORD = regex.compile(r"[\p{Alphabetic}\p{N}]")
_ALIKE = str.maketrans(
    {**dict.fromkeys("’‘ʼ", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‑‐–—−", "-"), "\u00ad": None}
)


def phrases_in(query: str) -> tuple[str, ...]:
    """List the phrases of a query that stand between quotation marks and hold a word, in order."""
    quoted = (next(filter(None, groups)) for groups in _QUOTED.findall(query))
    return tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in quoted if _WORD.search(phrase)))


def without_marks(query: str) -> str:
    """Take the quotation marks off a query's phrases."""
    return str(_QUOTED.sub(lambda match: next(filter(None, match.groups())), query))


def has_other_words(query: str) -> bool:
    """Tell whether a query says anything beside its quoted phrases."""
    return _WORD.search(_QUOTED.sub(" ", query)) is not None


def holds(text: str, phrase: str) -> bool:
    """Tell whether a text has a phrase word for word: case, white space, kinds of dashes and apostrophes aside."""
    plain = _plain(phrase)
    before = r"(?<![\p{Alphabetic}\p{N}])" if _is_spaced(plain[:1]) else ""
    after = r"(?![\p{Alphabetic}\p{N}])" if _is_spaced(plain[-1:]) else ""
    return regex.search(f"{before}{regex.escape(plain)}{after}", _plain(text)) is not None


def _plain(text: str) -> str:
    return " ".join(clean(text).translate(_ALIKE).casefold().split())


def _is_spaced(character: str) -> bool:
    """Tell whether a character belongs to a word that spaces end; Chinese words have no such ends."""
    return bool(regex.match(r"[\p{Alphabetic}\p{N}--\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]", character, regex.V1))
