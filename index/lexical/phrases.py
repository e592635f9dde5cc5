"""Exact phrases of a query: what stands between quotation marks, and whether it is demanded.

A plus sign before the opening mark demands a phrase: ``+"last resort"``; before a word without marks, ``+detention``,
it demands that word. Without one a phrase is demanded where the quoted words are at least half of those of the query
that carry meaning, see :func:`share_in_phrases`.
"""

from __future__ import annotations

import regex

from corpus.text.strings import clean, squeezed
from index.lexical.analysed_text import analyse
from index.lexical.analysis import is_stopword
from index.lexical.stopwords import FUNCTION_WORDS

_A_WORD = r"[\p{Alphabetic}\p{N}]"
_WORDS = rf"\p{{Alphabetic}}[\p{{Alphabetic}}\p{{N}}\p{{M}}]*(?:[-‐‑'’]{_A_WORD}[\p{{Alphabetic}}\p{{N}}\p{{M}}]*)*"
"""A word, and those that a hyphen or an apostrophe joins to it."""
_MARKS = (
    ('"', '"'),
    ("＂", "＂"),
    ("“", "”"),
    ("”", "”"),
    ("„", "“”"),
    ("‟", "”"),
    ("«", "»"),
    ("»", "«"),
    ("‹", "›"),
    ("›", "‹"),
    ("「", "」"),
    ("『", "』"),
    ("｢", "｣"),
    ("﹁", "﹂"),
    ("﹃", "﹄"),
    ("〝", "〞〟"),
    ("〟", "〟"),
    ("《", "》"),
    ("〈", "〉"),
)
"""Opening marks with those that close them: the quotation marks of Unicode (its property ``Quotation_Mark``) as
languages pair them, and the marks of Chinese titles; none of those that are apostrophes too."""
_PLUS = r"(?<![+＋])[+＋]"
_FREE_PLUS = rf"(?<![+＋]|{_A_WORD})[+＋]"
"""A plus sign that is no part of a word, as in *C+*."""
_PHRASES = "|".join(
    rf"[{first}](?!(?:(?!{_A_WORD})[^{first}{last}])*[+＋]\s*[{last}])(?P<phrase>[^{first}{last}]+)[{last}]"
    for first, last in _MARKS
)
PHRASE_PATTERN = rf"(?:(?P<plus>{_PLUS}|{_FREE_PLUS}\s+)?(?|{_PHRASES})|(?P<plus>{_FREE_PLUS})(?P<phrase>{_WORDS}))"
"""A phrase between its marks, or a word with a plus sign before it, for the library ``regex``.

A plus sign without a word before it belongs to the mark behind it: ``„+“a”`` demands *a*.
"""
_QUOTED = regex.compile(PHRASE_PATTERN)
_QUESTION_MARKS = ("?", "？", "؟")
_WORD = regex.compile(_A_WORD)
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ", "'"),
        **dict.fromkeys("".join(map("".join, _MARKS)), '"'),
        **dict.fromkeys("‑‐–—−", "-"),
        "\u00ad": None,
    }
)


def without_outer_marks(text: str) -> str:
    """Take the quotation marks off a question that stands between them as a whole: they were copied with it."""
    match = _QUOTED.fullmatch(text.strip())
    is_question = match and not match["plus"] and match["phrase"].rstrip().endswith(_QUESTION_MARKS)
    return match["phrase"] if match and is_question else text


def phrases_in(query: str, *, demanded: bool = False) -> tuple[str, ...]:
    """List the phrases of a query that hold a word, in order: between quotation marks, or words with a plus sign.

    :param demanded: only those with a plus sign before them.
    """
    matches = (match for match in _QUOTED.finditer(query) if match["plus"] or not demanded)
    return tuple(dict.fromkeys(squeezed(match["phrase"]) for match in matches if _WORD.search(match["phrase"])))


def share_in_phrases(query: str, language: str) -> float:
    """Compute which share of a query is quoted, from 0 to 1: of its words that carry meaning in its language.

    A phrase of function words alone, *to be or not to be*, is quoted for their sake: there they count. In Chinese
    pairs of characters count, as the index has them.

    :param language: ISO 639-1; outside of the six languages a function word of any of them carries no meaning.
    """
    quoted = sum(
        _count_content_words(phrase, language) or len(analyse(phrase, language).terms) for phrase in phrases_in(query)
    )
    others = _count_content_words(_QUOTED.sub(" ", query), language)
    return quoted / (quoted + others) if quoted else 0.0


def without_marks(query: str) -> str:
    """Take the quotation marks off a query's phrases, the plus signs before them and the spaces about them."""
    return str(_QUOTED.sub(lambda match: squeezed(match["phrase"]), query))


def demanding(query: str, phrase: str) -> str:
    """Write a query so that it demands one of its phrases: with a plus sign before it."""

    def with_plus(match: regex.Match[str]) -> str:
        if match["plus"] or squeezed(match["phrase"]) != phrase:
            return str(match.group())
        gap = " " if query[: match.start()].endswith(("+", "＋")) else ""
        return f"{gap}+{match.group()}"

    return str(_QUOTED.sub(with_plus, query))


def has_other_words(query: str) -> bool:
    """Tell whether a query says anything beside its quoted phrases."""
    return _WORD.search(_QUOTED.sub(" ", query)) is not None


def holds(text: str, phrase: str) -> bool:
    """Tell whether a text has a phrase word for word: case, white space, kinds of dashes and apostrophes aside."""
    plain = _plain(phrase)
    before = f"(?<!{_A_WORD})" if _is_spaced(plain[:1]) else ""
    after = f"(?!{_A_WORD})" if _is_spaced(plain[-1:]) else ""
    return regex.search(f"{before}{regex.escape(plain)}{after}", _plain(text)) is not None


def _count_content_words(text: str, language: str) -> int:
    spoken = language if language in FUNCTION_WORDS else None
    words = (text[start:end] for start, end, _ in analyse(text, language).words())
    return sum(not is_stopword(word, spoken) for word in words)


def _plain(text: str) -> str:
    return " ".join(clean(text).translate(_ALIKE).casefold().split())


def _is_spaced(character: str) -> bool:
    """Tell whether a character belongs to a word that spaces end; Chinese words have no such ends."""
    return bool(regex.match(r"[\p{Alphabetic}\p{N}--\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]", character, regex.V1))
