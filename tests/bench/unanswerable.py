"""Questions made unanswerable by rule: of collections whose questions are all answered, and in any language.

What answers them is left out of the collection, where other paragraphs of the same article stay; or a word, a country
or a year of theirs becomes another one that their paragraph does not name.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from zlib import crc32

import regex
from babel import Locale

from corpus.text.dates import years_in
from index.build.builder import build_snapshot
from index.evaluation.beir import read_beir
from index.lexical.analysed_text import analyse
from index.lexical.analysis import is_stopword
from index.query.place_names import places_named
from index.retrieval.searcher import Searcher
from index.snapshot.files import cache_file
from index.snapshot.snapshot import Snapshot
from service.bootstrap import Bootstrap
from tests.bench.asked import COLLECTIONS, SPLITS, Asked
from tests.support.paths import ROOT

_SEED = 7
_ENDING = 2
"""Letters: a word becomes one with the same ending, so that the question stays one in most languages."""
_PLACES = ("BD", "BR", "CA", "EG", "FI", "GH", "ID", "JP", "MA", "NO", "PE", "PL", "TR", "VN")


def is_left_out(paragraph: str) -> bool:
    """Tell whether a paragraph is in the half that is left out."""
    return crc32(paragraph.encode()) % 2 == 1


def half_searcher(name: str, bootstrap: Bootstrap) -> Searcher:
    """Open a collection without half of its paragraphs, built in ``var/bench`` or taken from there."""
    multilingual = bootstrap.models.multilingual
    folder = ROOT / "var/bench" / (multilingual.name if multilingual else "none") / f"{name}-half"
    collection = read_beir(COLLECTIONS / name, SPLITS.get(name, "test")).collection
    kept = [practice for practice in collection.practices if not is_left_out(practice.practice_id)]
    half = replace(collection, practices=kept)
    build_snapshot(folder, half, bootstrap.models, bootstrap.budget, cache=cache_file(folder))
    return Searcher(Snapshot.open(folder), bootstrap.models)


def with_other_word(asked: Sequence[Asked], texts: Mapping[str, str], language: str) -> Iterator[Asked]:
    """Yield questions in which a word that is no name is another question's, and is nowhere in their paragraph.

    :param texts: the paragraphs, by their ids.
    """
    draw = random.Random(_SEED)
    pool: dict[str, set[str]] = {}
    for question in asked:
        for start, end in _plain_words(question.text, language):
            pool.setdefault(question.text[end - _ENDING : end], set()).add(question.text[start:end])
    for question in asked:
        spans = _plain_words(question.text, language)
        if not spans:
            continue
        start, end = draw.choice(spans)
        taken = analyse(f"{texts[question.paragraph]} {question.text}", language).term_set
        others = [
            word
            for word in sorted(pool[question.text[end - _ENDING : end]])
            if not analyse(word, language).term_set & taken
        ]
        if others:
            yield _made(question, start, end, draw.choice(others))


def with_other_place(asked: Sequence[Asked], texts: Mapping[str, str], language: str) -> Iterator[Asked]:
    """Yield those of the questions that name a country, with another one that their paragraph does not name."""
    draw, names = random.Random(_SEED), Locale.parse(language).territories
    for question in asked:
        for code in places_named(question.text, language):
            at = question.text.find(names.get(code, "\0"))
            taken = places_named(texts[question.paragraph], language)
            others = [other for other in _PLACES if other not in taken]
            if at >= 0 and others:
                yield _made(question, at, at + len(names[code]), names[draw.choice(others)])
                break


def with_other_year(asked: Sequence[Asked], texts: Mapping[str, str]) -> Iterator[Asked]:
    """Yield those of the questions that name a year, with another one that their paragraph does not name."""
    draw = random.Random(_SEED)
    for question in asked:
        if year := regex.search(r"\b1[5-9]\d\d\b|\b20\d\d\b", question.text):
            stated = years_in(texts[question.paragraph])
            others = [other for other in range(1500, 2020) if stated and not min(stated) <= other <= max(stated)]
            if others:
                yield _made(question, *year.span(), str(draw.choice(others)))


def _plain_words(text: str, language: str) -> list[tuple[int, int]]:
    """Find the words that carry meaning and are no names; the first one may be either."""
    return [
        (start, end)
        for start, end, _ in analyse(text, language).words()
        if start and not text[start].isupper() and end - start > _ENDING and not is_stopword(text[start:end], language)
    ]


def _made(question: Asked, start: int, end: int, word: str) -> Asked:
    return Asked(question.text[:start] + word + question.text[end:], (), question.paragraph)
