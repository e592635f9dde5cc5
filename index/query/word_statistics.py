"""Word statistics, as spelling correction needs them: counts, spellings, index terms, pairs of neighbours (bigrams)."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import regex

from corpus.text.strings import clean, fold
from index.lexical.analysis import analysis_language, is_stopword, term_of

WORD = regex.compile(r"[\p{Alphabetic}\p{N}][\p{Alphabetic}\p{N}\p{M}]*")
"""A word as the index cuts it, together with accents that are written apart, as texts that are not NFC have them."""
GAPS = frozenset(" -‐‑")
"""What may stand, alone, between two words that could be written as one."""
SHORTEST_WORD, LONGEST_WORD = 4, 40
"""Letters of the words that are compared; shorter ones are too near each other, longer ones are no words."""

_MOST_PAIRS = 200_000
_MOST_PAIRS_COUNTED = 1_000_000


@dataclass(frozen=True, slots=True)
class WordStatistics:
    """The word statistics of a collection. Keys are folded (see :func:`corpus.text.strings.fold`)."""

    counts: Mapping[str, int]
    spellings: Mapping[str, list[str]]
    """Lower-case spellings, the most frequent first, of the words that are not only spelled as their key."""
    terms: Mapping[str, frozenset[str]]
    """Index terms by analysis language."""
    pairs: Mapping[str, str]
    """``countertrafficking`` to ``counter trafficking``: words that stand side by side and are not written as one."""

    @classmethod
    def from_texts(cls, texts: Iterable[tuple[str, str | None]]) -> WordStatistics:
        """Count the words of texts, each with its ISO 639-1 language or ``None``."""
        spelled: Counter[str] = Counter()
        by_language: defaultdict[str, set[str]] = defaultdict(set)
        pairs = _Pairs()
        for text, language in texts:
            text = clean(text).lower()
            matches = list(WORD.finditer(text))
            words = [match.group() for match in matches]
            spelled.update(words)
            by_language[analysis_language(language)].update(words)
            for number in range(1, len(words)):
                gap = text[matches[number - 1].end() : matches[number].start()]
                if gap in GAPS:
                    pairs.add(words[number - 1], words[number], gap)
        counts: Counter[str] = Counter()
        spellings: defaultdict[str, list[str]] = defaultdict(list)
        for word, count in sorted(spelled.items(), key=lambda item: (-item[1], item[0])):
            counts[fold(word)] += count
            spellings[fold(word)].append(word)
        return cls(
            dict(sorted(counts.items())),
            {word: ways for word, ways in sorted(spellings.items()) if ways != [word]},
            {
                language: frozenset(term_of(word, language) for word in words)
                for language, words in sorted(by_language.items())
            },
            pairs.by_joined_form(counts),
        )

    def save(self, path: Path) -> None:
        """Write one JSON file; equal words make equal bytes."""
        values = {
            "counts": self.counts,
            "spellings": self.spellings,
            "terms": {language: sorted(terms) for language, terms in self.terms.items()},
            "pairs": self.pairs,
        }
        path.write_bytes(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode())

    @classmethod
    def load(cls, path: Path) -> WordStatistics:
        """Read what :meth:`save` wrote."""
        values = json.loads(path.read_bytes())
        terms = {language: frozenset(terms) for language, terms in values["terms"].items()}
        return cls(values["counts"], values["spellings"], terms, values["pairs"])

    def is_known(self, word: str, language: str) -> bool:
        """Tell whether a search can find a word, or need not look for it (stop words).

        :param language: the analysis language in which an inflected form is the word too; the rules of another one
            take words for forms of each other that are not.
        """
        return fold(word) in self.counts or self.has_term(word, language) or is_stopword(word)

    def has_term(self, word: str, language: str) -> bool:
        """Tell whether passages of an analysis language have a word, in this or an inflected form."""
        return term_of(word, language) in self.terms.get(language, ())

    def spellings_of(self, folded: str) -> list[str]:
        """List how the collection spells a word, the most frequent way first."""
        return self.spellings.get(folded, [folded])


class _Pairs:
    """Neighbours, counted; rare ones are forgotten on the way where there are very many."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._hyphened: set[tuple[str, str]] = set()

    def add(self, first: str, second: str, gap: str) -> None:
        pair = first, second
        self._counts[pair] += 1
        if gap != " ":
            self._hyphened.add(pair)
        if len(self._counts) > _MOST_PAIRS_COUNTED:
            kept = {pair: n for pair, n in self._counts.items() if n > 1 or pair in self._hyphened}
            self._counts = Counter(dict(Counter(kept).most_common(_MOST_PAIRS_COUNTED // 2)))

    def by_joined_form(self, known: Mapping[str, int]) -> dict[str, str]:
        """List the pairs to split a word into: those written with a hyphen, or met twice without."""
        pairs: dict[str, str] = {}
        likely = ((pair, count) for pair, count in self._counts.items() if count > 1 or pair in self._hyphened)
        for (first, second), _ in sorted(likely, key=lambda item: (-item[1], item[0])):
            joined = fold(first) + fold(second)
            if not joined.isalpha() or len(joined) > LONGEST_WORD or joined in known or joined in pairs:
                continue
            if (first, second) in self._hyphened:
                fits = len(joined) > SHORTEST_WORD
            else:
                fits = min(len(first), len(second)) >= SHORTEST_WORD - 1
                fits = fits and not is_stopword(first) and not is_stopword(second)
            if fits:
                pairs[joined] = f"{first} {second}"
                if len(pairs) == _MOST_PAIRS:
                    break
        return dict(sorted(pairs.items()))
