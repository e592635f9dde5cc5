"""A model of letters: how likely a text is one that people write, whatever its language, to tell what decodes to none.

Pairs of letters are counted in the names of countries, languages, scripts and currencies that CLDR has for each
language. The rest is grammar of writing: which signs stand on which side of a word, which ideographs the national
standards call common, and that words do not change scripts.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex
from babel import Locale

_SCRIPT_STARTS = (0x370, 0x400, 0x530, 0x590, 0x600, 0x700)
"""The code points that Greek, Cyrillic, Armenian, Hebrew, Arabic and what follows it begin at; Latin is before them."""
_ALPHABETIC = {0: "en fr es pt de it tr pl cs ro hu", 1: "el", 2: "ru uk bg", 4: "he", 5: "ar fa"}
"""Languages by script."""
_IDEOGRAPHIC = "zh zh_Hant ja ko".split()
ODD = math.log(1e-6)
"""The log-likelihood of a character that no text has where it stands."""
_SIGN, _NEW_SCRIPT, _OTHER_SCRIPT = math.log(0.004), -7.0, -8.0
_SIGNS = {
    "apostrophe": "’ʼ",
    "quote": "‘“„¿¡",
    "guillemet": "«‹",
    "end quote": "”»›",
    "dash": "–—",
    "mark": "…•·§©®™°€£¥ªº№±×½¼¾²³¹",
    "eastern point": "،؛؟",
}
_KIND_OF = {character: kind for kind, characters in _SIGNS.items() for character in characters}
_OUTSIDE = {"space", "digit", "point"}
_BEFORE: dict[str, set[str]] = {
    "apostrophe": {"letter", "quote", *_OUTSIDE},
    "quote": {"space", "point"},
    "guillemet": {"space", "point"},
    "end quote": {"letter", "mark", *_OUTSIDE},
    "dash": {"end quote", *_OUTSIDE},
    "mark": _OUTSIDE,
    "eastern point": {"letter", "digit"},
}
_AFTER: dict[str, set[str]] = {
    "apostrophe": {"letter", "end quote", *_OUTSIDE},
    "quote": {"letter", "digit", "point"},
    "guillemet": {"letter", *_OUTSIDE},
    "end quote": {"space", "point"},
    "dash": {"quote", "guillemet", *_OUTSIDE},
    "mark": {"letter", *_OUTSIDE},
    "eastern point": {"space"},
}
"""What may stand on either side of a sign; any other sign may, too."""
_EASTERN = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\u3000-\u303f\uff01-\uff5e--[\uff61-\uffdc]]", regex.V1
)
_USUAL_SHARE = {"zh": 0.7, "zh_Hant": 0.7, "ja": 0.2, "ko": 0.3}
"""Of ideographs, taken from the standards; the rest from CLDR's names."""
_RARE = 1e-6


class Fit(NamedTuple):
    """How well a text fits the model."""

    log_likelihood: float
    """In nats, of all its characters, those of each script in the language that fits best."""
    odd: int
    """Characters that no text has where they stand."""


def fit_of(text: str) -> Fit:
    """Judge a text: the sum over its characters of how likely each is after the one before it."""
    common, odd = 0.0, 0
    letters: dict[int, list[tuple[str, str, int]]] = {}
    ideographs: Counter[str] = Counter()
    for (a, b), count in Counter(pairwise(f" {text} ")).items():
        before, kind = _kind(a), _kind(b)
        cost = _transition(before, kind)
        if before == kind == "letter" and _script(a) != _script(b):
            cost += _OTHER_SCRIPT
        odd += count * (cost <= _OTHER_SCRIPT)
        common += cost * count
        if kind == "eastern":
            ideographs[b] += count
        if "letter" in (before, kind):
            pair = (a if before == "letter" else " ", b if kind == "letter" else " ", count)
            letters.setdefault(_script(b if kind == "letter" else a), []).append(pair)
    alphabetic = sum(_of_script(script, pairs) for script, pairs in letters.items())
    eastern = max(_ideographs(language).log_likelihood(ideographs) for language in _IDEOGRAPHIC)
    scripts = len(letters) + bool(ideographs)
    return Fit(common + alphabetic + eastern + _NEW_SCRIPT * max(scripts - 1, 0), odd)


def _of_script(script: int, pairs: list[tuple[str, str, int]]) -> float:
    """Return the log-likelihood of pairs of letters of one script, in the language that fits best."""
    languages = _ALPHABETIC.get(script, "").split()
    unknown = ODD * sum(count for *_, count in pairs)
    return max([unknown, *(_letters(language).log_likelihood(pairs) for language in languages)])


def _transition(before: str, kind: str) -> float:
    """Return what a kind of character costs after another, beside what languages say of letters and ideographs."""
    if kind in _BEFORE:
        fits = before in _BEFORE[kind] or before in _AFTER or before == "eastern"
        return _SIGN if fits and (before not in _AFTER or kind in _AFTER[before] or kind in _BEFORE) else ODD
    if kind == "none" or (before in _AFTER and kind not in _AFTER[before] and kind != "eastern"):
        return ODD
    if kind in ("letter", "eastern"):
        return _NEW_SCRIPT if {before, kind} == {"letter", "eastern"} else 0.0
    if kind == "space":
        return {"letter": 0.0, "eastern": -4.0}.get(before, -0.5)
    usual = {"digit": {"digit": -2.5, "space": -2.5, "point": -3.5}, "point": {"letter": -3.5, "digit": -3.5}}
    return usual[kind].get(before, -5.0)


@lru_cache(maxsize=2**16)
def _kind(character: str) -> str:
    if kind := _KIND_OF.get(character):
        return kind
    if _EASTERN.match(character):
        return "eastern"
    if character in "\t\n\r" or unicodedata.category(character) == "Zs":
        return "space"
    if "\uff61" <= character <= "\uffdc":  # narrow forms, which bytes of other encodings give
        return "none"
    if character.isalpha() or unicodedata.combining(character):
        return "letter"
    if not (character.isascii() and character.isprintable()):
        return "none"
    return "digit" if character.isdigit() else "point"


@lru_cache(maxsize=2**16)
def _script(letter: str) -> int:
    code = ord(letter)
    return 0 if 0x1E00 <= code < 0x1F00 else sum(code >= start for start in _SCRIPT_STARTS)


@dataclass(frozen=True, slots=True)
class _Letters:
    """Pairs of letters of one language; a space stands for everything else."""

    pairs: Counter[tuple[str, str]]
    before: Counter[str]
    after: Counter[str]
    known: dict[tuple[str, str], float] = field(default_factory=dict)

    def log_likelihood(self, pairs: Iterable[tuple[str, str, int]]) -> float:
        return sum(self._log_probability(a, b) * count for a, b, count in pairs)

    def _log_probability(self, a: str, b: str) -> float:
        value = self.known.get((a, b))
        if value is None:
            met = self.before[a]
            trust = 0.9 * met / (met + 20)
            share = self.pairs[a, b] / met if met else 0.0
            probability = trust * share + 0.3 * (1 - trust) * self.after[b] / self.pairs.total()
            value = self.known[a, b] = max(math.log(probability), ODD) if probability else ODD
        return value


@cache
def _letters(language: str) -> _Letters:
    names = " ".join(_names(language))
    upper = (names.replace("i", "İ").replace("ı", "I") if language == "tr" else names).upper()
    pairs: Counter[tuple[str, str]] = Counter()
    for text, weight in ((names.lower(), 6), (names, 2), (upper, 1)):
        words = regex.sub(r"[^\p{L}\p{M}]+", " ", text)
        for pair, count in Counter(pairwise(words)).items():
            pairs[pair] += weight * count
    before, after = Counter[str](), Counter[str]()
    for (a, b), count in pairs.items():
        before[a] += count
        after[b] += count
    return _Letters(pairs, before, after)


@dataclass(frozen=True, slots=True)
class _Ideographs:
    """Characters of one language that is not written with an alphabet."""

    language: str
    named: Counter[str]
    known: dict[str, float] = field(default_factory=dict)

    def log_likelihood(self, characters: Counter[str]) -> float:
        return sum(self._log_probability(character) * count for character, count in characters.items())

    def _log_probability(self, character: str) -> float:
        value = self.known.get(character)
        if value is None:
            usual = _USUAL_SHARE[self.language]
            probability = usual * _standard_share(character, self.language)
            probability += (1 - usual) * self.named[character] / self.named.total()
            value = self.known[character] = max(math.log(probability), ODD)
        return value


def _standard_share(character: str, language: str) -> float:
    """Return the share of a character by the standards: each of the common ones is as likely."""
    if character > "\uff00" or "\u3000" <= character <= "\u303f":
        return 1 / 200
    if "\u3040" <= character <= "\u30ff":
        return 1 / 60 if language == "ja" else _RARE
    if "\uac00" <= character <= "\ud7a3":
        return 1 / 2350 if language == "ko" and _first_byte(character, "euc_kr") else _RARE
    simplified = 0xB0 <= _first_byte(character, "gb2312") <= 0xD7  # its first level
    traditional = 0xA4 <= _first_byte(character, "big5") <= 0xC6
    if language == "zh":
        return 1 / 3755 if simplified else _RARE
    if language == "zh_Hant":
        return 1 / 5401 if traditional else _RARE
    return 1 / 10_000 if language == "ja" and (simplified or traditional) else _RARE


def _first_byte(character: str, standard: str) -> int:
    return (character.encode(standard, "ignore") or b"\0")[0]


@cache
def _ideographs(language: str) -> _Ideographs:
    return _Ideographs(language, Counter(character for name in _names(language) for character in name))


def _names(language: str) -> list[str]:
    """List the names that CLDR has in a language."""
    locale = Locale.parse(language)
    return [
        name
        for names in (locale.territories, locale.languages, locale.scripts, locale.currencies)
        for name in names.values()
    ]
