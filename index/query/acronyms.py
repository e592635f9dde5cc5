"""Acronyms in queries: ``CTiP`` with the ``Counter Trafficking in Persons`` that a practice says it means, and back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

import regex

from corpus.text.acronyms import Acronym
from corpus.text.strings import fold
from corpus.text.tokens import default_counter
from index.lexical.phrase_trie import PhraseTrie
from index.lexical.stopwords import FUNCTION_WORDS

_MOST_FORMS = 3
_SHORTEST_LOWER_CASE = 3
"""Letters of a short form that is known in lower case too: ``ctip``, but not ``eu``, which is a French word."""
_SHORTEST_SHOUT = 4
"""Words of a query whose capitals say nothing, since it has no other letters."""
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")
_STOPWORDS = frozenset(word for words in FUNCTION_WORDS.values() for word in words)


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a query wrote, the other form of it, and the practice that defines the two as one."""

    written: str
    other: str
    practice_id: str


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of an acronym with its other forms: how each is shown and which practice defines it, by key."""

    key: str
    others: dict[str, tuple[str, str]] = field(default_factory=dict)


class Acronyms:
    """The acronyms of one collection. Looking up takes a few steps a word, however many acronyms there are."""

    def __init__(self, acronyms: Iterable[Acronym]) -> None:
        """Those that come first are offered first, see :func:`corpus.text.acronyms.mine`."""
        self._acronyms = tuple(acronyms)
        shorts: dict[str, _Form] = {}
        longs: dict[str, _Form] = {}
        for one in self._acronyms:
            short, long = _short_key(one.short), _long_key(one.long)
            shorts.setdefault(short, _Form(short)).others.setdefault(long, (one.long, one.practice_id))
            longs.setdefault(long, _Form(long)).others.setdefault(short, (one.short, one.practice_id))
        plurals = {f"{key}s": form for key, form in shorts.items()}
        self._shorts, self._longs = _tree({**plurals, **shorts}), _tree(longs)
        self._no_acronyms = _STOPWORDS | _ordinary({*shorts, *plurals}) | _plain_words(self._acronyms)

    def expand(self, query: str) -> list[Expansion]:
        """The other forms of the acronyms in a query, in its order, at most three for each.

        Case, accents, hyphens and a plural *s* may differ. A short form in small letters counts only where it is no
        ordinary word. Of forms within one another the longest counts, and what the query has in both forms needs none.
        """
        words = list(_WORD.finditer(query))
        folded = [_one_word(word.group()) for word in words]
        stems = [_stem(word) for word in folded]
        shouted = len(words) >= _SHORTEST_SHOUT and query.isupper()
        found: dict[str, tuple[str, _Form]] = {}
        at = 0
        while at < len(words):
            until, form = self._longs.longest(stems, at)
            short_until, short = self._shorts.longest(folded, at)
            if short_until > until and self._is_meant([word.group() for word in words[at:short_until]], shouted):
                until, form = short_until, short
            if form:
                found.setdefault(form.key, (query[words[at].start() : words[until - 1].end()], form))
            at = max(until, at + 1)
        return [
            Expansion(written, *other)
            for written, form in found.values()
            for key, other in islice(form.others.items(), _MOST_FORMS)
            if key not in found
        ]

    def _is_meant(self, words: Sequence[str], shouted: bool) -> bool:
        """Whether words that spell a short form are written as one: with capitals, or as no ordinary word is."""
        letters = "".join(words)
        if not shouted and sum(map(str.isupper, letters)) > 1:
            return True
        return len(letters) >= _SHORTEST_LOWER_CASE and self._no_acronyms.isdisjoint(map(_one_word, words))

    def to_records(self) -> list[dict[str, Any]]:
        """Plain values for JSON, one record an acronym; :meth:`from_records` reads them back equal."""
        return [asdict(acronym) for acronym in self._acronyms]

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> Acronyms:
        """What :meth:`to_records` gave."""
        return cls([Acronym(**record) for record in records])


def _tree(forms: Mapping[str, _Form]) -> PhraseTrie[_Form]:
    root: PhraseTrie[_Form] = PhraseTrie()
    for key, form in forms.items():
        root.add(key.split(), form)
    return root


def _short_key(short: str) -> str:
    """Folded, and without the *s* of a plural: ``NRMs`` is ``nrm``, ``ECOWAS`` stays."""
    singular = short[:-1] if short.endswith("s") and sum(map(str.isupper, short)) > 1 else short
    return " ".join(_one_word(word) for word in _WORD.findall(singular))


def _long_key(long: str) -> str:
    return " ".join(_stem(_one_word(word)) for word in _WORD.findall(long))


@lru_cache(maxsize=10_000)
def _one_word(word: str) -> str:
    return fold(word).replace(" ", "")


def _stem(folded: str) -> str:
    return folded.removesuffix("s") if len(folded) > 3 else folded


def _plain_words(acronyms: Iterable[Acronym]) -> set[str]:
    """The words of long forms that are not acronyms themselves."""
    return {_one_word(word) for one in acronyms for word in _WORD.findall(one.long) if not word.isupper()}


def _ordinary(keys: Collection[str]) -> set[str]:
    """The words that the token vocabulary holds in one piece, having been made from what is written most: ``brick``."""
    words = sorted({word for key in keys for word in key.split()})
    return {
        word
        for word, tokens in zip(words, default_counter().count([f" {w}" for w in words]), strict=True)
        if tokens == 1
    }
