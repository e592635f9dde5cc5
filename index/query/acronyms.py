"""Acronyms in queries: ``CTiP`` with the ``Counter Trafficking in Persons`` that a practice says it means, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

import regex

from corpus.text.acronyms import Acronym
from corpus.text.strings import fold
from index.lexical.phrase_trie import PhraseTrie, leftmost_longest
from index.lexical.stopwords import FUNCTION_WORDS
from index.query.common_words import is_common_word

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
        """Those that come first are offered first, see :func:`corpus.text.acronyms.ranked`."""
        self._acronyms = tuple(acronyms)
        shorts: dict[str, _Form] = {}
        longs: dict[str, _Form] = {}
        for acronym in self._acronyms:
            short, long = _short_key(acronym.short), _long_key(acronym.long)
            shorts.setdefault(short, _Form(short)).others.setdefault(long, (acronym.long, acronym.practice_id))
            longs.setdefault(long, _Form(long)).others.setdefault(short, (acronym.short, acronym.practice_id))
        plurals = {f"{key}s": form for key, form in shorts.items()}
        self._shorts, self._longs = _trie({**plurals, **shorts}), _trie(longs)
        common = {word for key in (*shorts, *plurals) for word in key.split() if is_common_word(word)}
        self._no_acronyms = _STOPWORDS | common | _plain_words(self._acronyms)

    def expand(self, query: str) -> list[Expansion]:
        """Expand the acronyms of a query by their other forms, in its order, at most three for each.

        Case, accents, hyphens and a plural *s* may differ. A short form in small letters counts only where it is no
        common word. Of forms within one another the longest counts, and what the query has in both forms needs none.
        """
        words = list(_WORD.finditer(query))
        folded = [_fold_word(word.group()) for word in words]
        stems = [_stem(word) for word in folded]
        shouted = len(words) >= _SHORTEST_SHOUT and query.isupper()

        def longest_at(at: int) -> tuple[int, _Form | None]:
            end, form = self._longs.longest(stems, at)
            short_end, short = self._shorts.longest(folded, at)
            if short_end > end and self._is_meant([word.group() for word in words[at:short_end]], shouted):
                return short_end, short
            return end, form

        forms: dict[str, tuple[str, _Form]] = {}
        for first, end, form in leftmost_longest(len(words), longest_at):
            forms.setdefault(form.key, (query[words[first].start() : words[end - 1].end()], form))
        return [
            Expansion(written, *other)
            for written, form in forms.values()
            for key, other in islice(form.others.items(), _MOST_FORMS)
            if key not in forms
        ]

    def _is_meant(self, words: Sequence[str], shouted: bool) -> bool:
        """Tell whether words that spell a short form are written as one: with capitals, or as no common word is."""
        letters = "".join(words)
        if not shouted and sum(map(str.isupper, letters)) > 1:
            return True
        return len(letters) >= _SHORTEST_LOWER_CASE and self._no_acronyms.isdisjoint(map(_fold_word, words))

    def to_records(self) -> list[dict[str, Any]]:
        """Give plain values for JSON, one record an acronym; :meth:`from_records` reads them back equal."""
        return [asdict(acronym) for acronym in self._acronyms]

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> Acronyms:
        """Read what :meth:`to_records` gave."""
        return cls([Acronym(**record) for record in records])


def _trie(forms: Mapping[str, _Form]) -> PhraseTrie[_Form]:
    root: PhraseTrie[_Form] = PhraseTrie()
    for key, form in forms.items():
        root.add(key.split(), form)
    return root


def _short_key(short: str) -> str:
    """Fold a short form and take the *s* of a plural off: ``NRMs`` is ``nrm``, ``ECOWAS`` stays."""
    singular = short[:-1] if short.endswith("s") and sum(map(str.isupper, short)) > 1 else short
    return " ".join(map(_fold_word, _WORD.findall(singular)))


def _long_key(long: str) -> str:
    return " ".join(_stem(_fold_word(word)) for word in _WORD.findall(long))


@lru_cache(maxsize=10_000)
def _fold_word(word: str) -> str:
    """Fold a word and join what folding takes apart."""
    return fold(word).replace(" ", "")


def _stem(folded: str) -> str:
    return folded.removesuffix("s") if len(folded) > 3 else folded


def _plain_words(acronyms: Iterable[Acronym]) -> set[str]:
    """List the words of long forms that are not acronyms themselves."""
    return {_fold_word(word) for acronym in acronyms for word in _WORD.findall(acronym.long) if not word.isupper()}
