"""Normalisation of a text before its analysis: what tantivy's own filters lack, by language."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

PAIR = 2
"""Characters of a term in scripts without spaces."""
LETTER = r"[\p{Alphabetic}\p{N}]"
"""What tantivy's simple tokenizer makes words of."""
MARK = r"[\u00ad\u200c\u200d\u0300-\u0344\u0346-\u036f]"
"""Accents written apart, where no single character has them, and joiners, which shape letters and part no words."""
SPACELESS = r"[[\p{Han}\p{Hiragana}\p{Katakana}ー\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]&&[\p{Alphabetic}\p{N}]]"
"""Scripts without spaces between words, and Korean, whose spaces part phrases."""
_RUN = regex.compile(rf"(?V1){SPACELESS}+")
_MARKS = regex.compile(rf"(?V1)(?<=[{LETTER}--{SPACELESS}]){MARK}+")
_ACCENTED = regex.compile(r"(?V1)[\p{Latin}--\p{ASCII}]+")
POSSESSIVE = rf"(?<=[{LETTER}{MARK}]['’])[sS](?![{LETTER}{MARK}])"
_POSSESSIVES = regex.compile(rf"(?V1){POSSESSIVE}")
_SPANISH_ION = regex.compile(rf"(?<=[cstx])ion(?!{LETTER})", regex.IGNORECASE)
"""The ending that Spanish stems only with its accent."""
_FRENCH_FEMININE = regex.compile(rf"(?<=e)(?<!(?<!{LETTER})donne)e(?=s?(?!{LETTER}))", regex.IGNORECASE)
"""That of a participle, *déplacée*; but *données*, data, is not *donner*."""
# The tables of light10 (Larkey, Ballesteros and Connell 2007): part of an algorithm, so that they stand beside it.
_ARABIC_WORD = regex.compile(r"[\u0640\u064b-\u0652\u0670]*[\u0621-\u063a\u0641-\u064a][\u0621-\u0652\u0670]*")
_ARABIC_LETTERS = str.maketrans("آأإىة", "اااي" + "ه", "ـ\u0670" + "".join(map(chr, range(0x64B, 0x653))))
_ARABIC_ARTICLES = ("ال", "بال", "كال", "فال", "لل")
_ARABIC_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def index_text(text: str, language: str) -> str:
    """Normalise a text for :func:`index.lexical.analysis.analyzer`, by what tantivy's own filters lack.

    Scripts without spaces become overlapping pairs of characters, as in Lucene's CJKAnalyzer. Spanish and French lose
    their accents before they are stemmed, so that both spellings are one, and endings are helped that their stemmers
    then miss. Arabic is stemmed lightly before Snowball does so; ё is е; a possessive *'s* goes.
    """
    text = _MARKS.sub("", _POSSESSIVES.sub("", text))
    text = _RUN.sub(lambda match: f" {' '.join(character_pairs(match.group()))} ", text)
    if language in ("es", "fr"):
        text = _ACCENTED.sub(lambda match: _MARKS.sub("", unicodedata.normalize("NFD", match.group())), text)
    if language == "es":
        text = _SPANISH_ION.sub("ión", text)
    elif language == "fr":
        text = _FRENCH_FEMININE.sub("", text)
    elif language == "ar":
        text = _ARABIC_WORD.sub(lambda match: _light10(match.group()), text)
    elif language == "ru":
        text = text.replace("ё", "е").replace("Ё", "Е")
    return text


def character_pairs(run: str) -> list[str]:
    """List the overlapping pairs of characters (bigrams) of a run; the run itself where it is a single one."""
    return [run[at : at + PAIR] for at in range(max(1, len(run) - PAIR + 1))]


@lru_cache(maxsize=100_000)
def _light10(word: str) -> str:
    """Stem an Arabic word lightly: off go *and*, article and common endings (light10; Larkey et al. 2007)."""
    word = word.translate(_ARABIC_LETTERS)
    if word.startswith("و") and len(word) > 3:
        word = word[1:]
    articles = (form for form in _ARABIC_ARTICLES if word.startswith(form) and len(word) >= len(form) + 2)
    article = next(articles, "")
    word = word[len(article) :]
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word[: -len(suffix)]
    return word
