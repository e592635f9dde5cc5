"""Lists of organisations on one line, told from one name with commas in it.

``IOM, UNHCR and UNICEF`` is three; ``Ministry of Labour, Employment and Social Security`` is one, and stays one between
others. Where a comma leaves a doubt, the line is not cut there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.text.enumeration import LEADING_CONJUNCTION, conjunctions_in, enumerated, spans_of
from corpus.text.language_files import gather_words
from corpus.text.strings import fold
from corpus.vocabularies.countries import country_code
from corpus.vocabularies.organisations import forms, is_known

_WORDS = Path(__file__).with_name("organisation_lists")
_HEADS = frozenset(gather_words(_WORDS, "heads"))
_OPEN_HEADS = frozenset(gather_words(_WORDS, "open_heads"))
_UNITS = frozenset(map(fold, gather_words(_WORDS, "units")))
_HEAD_ENDINGS = gather_words(_WORDS, "head_endings")
_LEGAL_FORMS = frozenset(gather_words(_WORDS, "legal_forms"))
_ARTICLES = frozenset(gather_words(_WORDS, "articles"))
_COMMAS = ",，、،"
_CAPITALS = re.compile(r"[A-Z][A-Z0-9-]{1,9}")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_FEWEST = 3
"""Pieces of a line whose commas part unknown names too."""
_MOST = 500
"""Pieces of a line; what has more is no list of organisations."""
_LONGEST = 20_000
"""Characters of a line."""
_LONGEST_PAIR = 500
"""Characters of two organisations that an *and* joins."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two commas."""

    start: int
    end: int
    is_known: bool
    is_country: bool
    goes_on: bool
    """Whether it cannot begin a name: *and Migration*, *Inc.*, a word in small letters."""
    is_headed: bool
    """Whether what an organisation is called stands in it: a name of its own."""
    is_unit: bool
    """Whether it may be a part of the organisation before it."""
    has_conjunction: bool
    is_open: bool
    """Whether that name may go on behind the comma."""
    ends_series: bool
    """Whether an *and* stands in it before any such word: the last of several things that one name lists."""

    @property
    def is_unknown(self) -> bool:
        return not (self.is_known or self.is_country or self.goes_on or self.is_headed)


def split_organisations(line: str, *, is_all: bool = True, are_donors: bool = False) -> tuple[str, ...]:
    """Split a line into its organisations.

    :param is_all: whether it is all that the page says in this place, so that its commas part unknown names too.
    :param are_donors: whether they are donors, among which a country is no place.
    """
    return _split(line, is_all, are_donors)


@lru_cache(maxsize=10_000)
def _split(line: str, is_all: bool, are_donors: bool) -> tuple[str, ...]:
    if len(line) > _LONGEST or is_known(line) or forms(line)[1]:
        return (line,)
    if known := enumerated(line, _surely_organisation):
        return tuple(known)
    spans = spans_of(line, _COMMAS)
    if len(spans) > _MOST:
        return (line,)
    pieces = [_piece(line, start, end) for start, end in spans]
    groups = _groups(pieces)
    names = [line[pieces[group[0]].start : pieces[group[-1]].end] for group in groups]
    if not _is_sure([pieces[group[0]] for group in groups], len(pieces), is_all=is_all, are_donors=are_donors):
        return (line,)
    return tuple(name for group in names for name in _parted_by_and(group))


def _is_sure(firsts: Sequence[_Piece], pieces: int, *, is_all: bool, are_donors: bool) -> bool:
    """Tell whether the first pieces of names are names: each known or headed, or enough commas to be a list.

    Of two pieces the second may be the place or a part of the first: *UNHCR, Geneva*, *IOM, Regional Office*.
    """
    if pieces < _FEWEST and any(piece.is_country for piece in firsts):
        return all(piece.is_country or (are_donors and piece.is_known) for piece in firsts)
    if pieces < _FEWEST and any(piece.is_unit and not piece.is_known for piece in firsts[1:]):
        return False
    return not any(piece.is_unknown for piece in firsts) or (is_all and pieces >= _FEWEST)


def _surely_organisation(part: str) -> str | None:
    return part if is_known(part) or _CAPITALS.fullmatch(part) or forms(part)[1] else None


def _piece(line: str, start: int, end: int) -> _Piece:
    text = line[start:end]
    words = fold(_IN_BRACKETS.sub(" ", text)).split()
    heads = [at for at, word in enumerate(words) if word in _HEADS]
    is_headed = bool(heads) or text.endswith(_HEAD_ENDINGS)
    conjunctions = conjunctions_in(text)
    before = len(fold(text[: conjunctions[0]]).split()) if conjunctions else 0
    return _Piece(
        start,
        end,
        is_known=bool(_surely_organisation(text)) or bool(enumerated(text, _surely_organisation)),
        is_country=country_code(text) is not None and len(text) > 3,
        goes_on=bool(LEADING_CONJUNCTION.match(text)) or text[:1].islower() or set(words) <= _LEGAL_FORMS,
        is_headed=is_headed,
        is_unit=not _UNITS.isdisjoint(words),
        has_conjunction=bool(conjunctions),
        is_open=any(word in _OPEN_HEADS for word in words[:-1]),
        ends_series=bool(conjunctions) and not any(at < before for at in heads),
    )


def _groups(pieces: Sequence[_Piece]) -> list[list[int]]:
    """Group the pieces that are one name, by their numbers."""
    groups: list[list[int]] = []
    for at in range(len(pieces)):
        if groups and _continues(pieces, groups[-1], at):
            groups[-1].append(at)
        elif groups and _ends_unknown_series(pieces, groups, at):
            run = [at]
            while groups and pieces[groups[-1][0]].is_unknown:
                run = [*groups.pop(), *run]
            groups.append(run)
        else:
            groups.append([at])
    return groups


def _continues(pieces: Sequence[_Piece], group: Sequence[int], at: int) -> bool:
    piece, first = pieces[at], pieces[group[0]]
    if piece.goes_on:
        return True
    if piece.is_known:
        return False
    is_address = at + 1 < len(pieces) and piece.is_unknown and pieces[at + 1].is_country
    if piece.is_country:
        return not (first.is_known or first.is_country) or len(group) > 1
    is_closed = any(pieces[number].has_conjunction or pieces[number].goes_on for number in group)
    may_go_on = first.is_open or (first.is_headed and not first.is_known and _is_in_series(pieces, at))
    return is_address or (may_go_on and not is_closed and (piece.is_unknown or piece.ends_series))


def _is_in_series(pieces: Sequence[_Piece], at: int) -> bool:
    """Tell whether a series of unknown pieces is ended by an *and*: *Fund for Towns, Rivers and Roads*."""
    end = next((n for n in range(at, len(pieces)) if pieces[n].ends_series or not pieces[n].is_unknown), None)
    return end is not None and pieces[end].ends_series and not pieces[end].is_known


def _ends_unknown_series(pieces: Sequence[_Piece], groups: Sequence[Sequence[int]], at: int) -> bool:
    """Tell whether a piece ends a name that began with unknown ones: *Medium, Small and Micro Enterprise Agency*."""
    return pieces[at].ends_series and not pieces[at].is_known and pieces[groups[-1][0]].is_unknown


def _parted_by_and(name: str) -> Iterator[str]:
    """Part two organisations that an *and* joins: both begin with what they are called, or one is known."""
    for place in conjunctions_in(name) if len(name) <= _LONGEST_PAIR else ():
        left = name[:place].strip()
        right = LEADING_CONJUNCTION.sub("", name[place:].strip())
        sure = (bool(_surely_organisation(left)), bool(_surely_organisation(right)))
        if all(known or _begins_with_head(text) for known, text in zip(sure, (left, right), strict=True)) or (
            sure[0] and _has_head(right)
        ):
            yield left
            yield from _parted_by_and(right)
            return
    yield name


def _begins_with_head(text: str) -> bool:
    words = [word for word in fold(text).split() if word not in _ARTICLES]
    return bool(words) and words[0] in _HEADS


def _has_head(text: str) -> bool:
    return not _HEADS.isdisjoint(fold(text).split())
