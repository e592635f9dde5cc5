"""Merging of the captures of one page: the richer value wins field by field, and no word of either is lost."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from corpus.model import Dates, Practice, Section, SectionKind
from corpus.text.strings import fold, slug, slug_of_address

_TRACKING = re.compile(
    r"(?:utm_|mc_|pk_|hsa_|_hs)\w*|fbclid|gclid|dclid|msclkid|yclid|igshid|ref_src|_ga", re.IGNORECASE
)
_NOT_MERGED = frozenset("practice_id sections extra captures".split())
_RUN = 3
"""Texts are compared by runs of so many words."""
_SURE = 0.8
"""The share of the shorter text's runs that the longer one has to hold, where nothing but the title speaks for it."""
_LIKELY = 0.5
"""The same, where the addresses agree."""

_MOST_ALIKE = 100
"""So many practices of one title or address are compared; a list whose records all have one is not looked through."""


class Pages:
    """Practices of a collection, each page once, in the order they were first met."""

    def __init__(self) -> None:
        self._practices: list[Practice] = []
        self._places: dict[str, list[int]] = {}

    def add(self, practice: Practice) -> str | None:
        """Take a practice in, or merge it into the one that was read from the same page; a note says so."""
        lookups = _lookups(practice)
        for place in dict.fromkeys(place for key in lookups for place in self._places.get(key, ())):
            known = self._practices[place]
            if same_page(known, practice):
                self._practices[place], differing = merge_captures(known, practice)
                self._remember(place, _lookups(self._practices[place]))
                kept = f" Both are kept where they differ: {', '.join(differing)}." if differing else ""
                return f"{practice.source}: the same page as {known.source}; kept once.{kept}"
        self._practices.append(practice)
        self._remember(len(self._practices) - 1, lookups)
        return None

    def with_unique_ids(self) -> tuple[list[Practice], list[str]]:
        """Give each practice an id of its own, with a note for each that could not keep the one it had."""
        by_id: dict[str, Practice] = {}
        notes = []
        for practice in self._practices:
            wanted = practice.practice_id
            parts = [practice.title, *(" ".join(section.text.split()) for section in practice.sections)]
            while practice.practice_id in by_id:
                digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:6]
                practice = replace(practice, practice_id=f"{wanted}-{digest}")
                parts.append(digest)
            if practice.practice_id != wanted:
                notes.append(
                    f"{practice.source}: another page with the id {wanted!r} of {by_id[wanted].source}; "
                    f"kept as {practice.practice_id!r}."
                )
            by_id[practice.practice_id] = practice
        return list(by_id.values()), notes

    def _remember(self, place: int, lookups: Sequence[str]) -> None:
        for key in lookups:
            places = self._places.setdefault(key, [])
            if place not in places and len(places) < _MOST_ALIKE:
                places.append(place)


def _lookups(practice: Practice) -> list[str]:
    """List the keys by which captures of one page are found: their address and their title."""
    address = page_address(practice.url)
    return [*([f"address {address}"] if address else []), f"title {fold(practice.title)}"]


def page_address(url: str | None) -> str | None:
    """Normalise an address to tell pages apart: without scheme, ``www.``, final slash, place and tracking.

    Language prefixes stay: ``/fr/practice/x`` is another page than ``/practice/x``.
    """
    try:
        parts = urlsplit((url or "").strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    if not host:
        return None
    asked = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0]))
    place = f":{port}" if port not in (None, 80, 443) else ""
    return f"{host}{place}{unquote(parts.path).rstrip('/')}{f'?{urlencode(asked)}' if asked else ''}"


def same_page(first: Practice, second: Practice) -> bool:
    """Decide whether two practices were read from one page.

    Their addresses agree, and so does their title or half of their text; or one has no address, and their titles and
    nearly all of the shorter text agree. A digest is not the page that it is of, and records with ids of their own
    that differ are one only where everything else agrees, the address too.
    """
    address, other_address = page_address(first.url), page_address(second.url)
    if first.digest_of != second.digest_of or (address and other_address and address != other_address):
        return False
    ids_agree = first.practice_id == second.practice_id or not (_has_own_id(first) and _has_own_id(second))
    is_titled_alike = fold(first.title) == fold(second.title)
    if address and other_address and ids_agree:
        return is_titled_alike or _overlap(first, second) >= _LIKELY
    return is_titled_alike and (ids_agree or bool(address and other_address)) and _overlap(first, second) >= _SURE


def merge_captures(first: Practice, second: Practice) -> tuple[Practice, list[str]]:
    """Merge two captures of one page, and name the values that differ and are both kept.

    The value that is known wins over the unknown one, more items over fewer, the longer text over the shorter. What
    the other one says beyond it is kept under ``… in SOURCE``. The id is the one that the address gives.
    """
    extra = dict(first.extra)
    for name, value in second.extra.items():
        _keep(extra, name, value, second.source)
    values: dict[str, Any] = {}
    differing: list[str] = []
    for name in (f.name for f in fields(Practice) if f.name not in _NOT_MERGED):
        mine, other = getattr(first, name), getattr(second, name)
        if name == "url" and page_address(mine) == page_address(other):
            other = None  # two ways to write one address
        values[name], lost = _richer(mine, other)
        if lost is not None:
            source = (first if lost is mine else second).source
            _keep(extra, f"{name} in {source}", _as_text(lost), source)
            differing.append(name)
    pairs = _paired(first.sections, second.sections)
    sections = tuple(map(_longer, pairs))
    for section, pair in zip(sections, pairs, strict=True):
        for version, source in zip(pair, (first.source, second.source), strict=True):
            if version and (lines := _lines_missing_from(version.text, sections)):
                _keep(extra, f"{section.name} in {source}", lines, source)
                differing.append(section.name)
    by_id = second if _id_of_address(second) and not _id_of_address(first) else first
    behind = first if by_id is second else second
    captures = tuple(dict.fromkeys((*by_id.captures, *behind.captures)))
    practice = replace(by_id, **values, sections=sections, extra=extra, captures=captures)
    return practice, list(dict.fromkeys(differing))


def _id_of_address(practice: Practice) -> bool:
    return bool(practice.url) and slug_of_address(practice.url or "") == practice.practice_id


def _has_own_id(practice: Practice) -> bool:
    """Tell whether the id is one that the record gave itself."""
    return practice.practice_id != slug(practice.title) and not _id_of_address(practice)


def _overlap(first: Practice, second: Practice) -> float:
    """Compute the share of word trigrams of the shorter text that the other one has; 1 where both have none."""
    runs, other_runs = _runs(first), _runs(second)
    if not runs or not other_runs:
        return float(runs == other_runs)
    return len(runs & other_runs) / min(len(runs), len(other_runs))


def _runs(practice: Practice) -> set[tuple[str, ...]]:
    words = [word for section in practice.sections for word in fold(section.text).split()]
    return {tuple(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1))} if words else set()


def _richer(mine: Any, other: Any) -> tuple[Any, Any]:  # noqa: ANN401
    """Choose the value that says more, and the other one where it has words that the first lacks."""
    if mine == other or other is None:
        return mine, None
    if mine is None:
        return other, None
    worse, better = sorted((mine, other), key=_richness)
    return better, (None if _words(_as_text(worse)) <= _words(_as_text(better)) else worse)


def _richness(value: Any) -> tuple[int, int, str]:  # noqa: ANN401
    """Rank a value; the text itself decides between equals, whichever file comes first."""
    if isinstance(value, Dates):
        known = sum(map(len, filter(None, (value.start, value.end)))) + 10 * value.ongoing
    else:
        known = len(value) if isinstance(value, tuple) else 0
    return known, len(_as_text(value)), _as_text(value)


def _as_text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, Dates):
        return value.as_written or " - ".join(filter(None, (value.start, value.end)))
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _words(text: str) -> set[str]:
    return set(fold(text).split())


def _keep(extra: dict[str, str], name: str, value: str, source: str) -> None:
    """Add a value that no field holds; what stands under its name already stays, and nothing is added twice."""
    known = extra.get(name)
    if known is None:
        extra[name] = value
    elif not _words(value) <= _words(known):
        if name.endswith(f" in {source}"):
            extra[name] = f"{known}\n{value}"
        else:
            _keep(extra, f"{name} in {source}", value, source)


Pair = tuple[Section, Section | None]
"""A section with its counterpart in the other capture."""


def _paired(first: Sequence[Section], second: Sequence[Section]) -> list[Pair]:
    """Pair the sections of both captures, in page order.

    A kind that only the second one has is left out where the other sections hold its text already: one capture may
    have lost the heading that the other one has.
    """
    keys, others = _keys(first), dict(zip(_keys(second), second, strict=True))
    pairs: list[Pair] = [(section, others.get(key)) for key, section in zip(keys, first, strict=True)]
    matched = [_longer(pair) for pair in pairs]
    taken = {key[:2] for key in keys}
    taken |= {key[:2] for key, section in others.items() if _lines_missing_from(section.text, matched)}
    after = -1
    for key, section in others.items():
        if key in keys:
            after = keys.index(key)
        elif key[:2] in taken:
            after = 1 + max([after, *(place for place, known in enumerate(keys) if known[:2] == key[:2])])
            keys.insert(after, key)
            pairs.insert(after, (section, None))
    return pairs


Key = tuple[SectionKind, str, int]


def _keys(sections: Sequence[Section]) -> list[Key]:
    """Make the keys that sections of two captures are matched by: kind, heading of an unknown kind, and count."""
    seen: Counter[tuple[SectionKind, str]] = Counter()
    keys = []
    for section in sections:
        key = (section.kind, fold(section.heading or "") if section.kind is SectionKind.OTHER else "")
        seen[key] += 1
        keys.append((*key, seen[key]))
    return keys


def _longer(pair: Pair) -> Section:
    mine, other = pair
    if other is None:
        return mine
    better = max(mine, other, key=lambda section: (len(section.text.split()), len(section.links), section.text))
    return replace(better, heading=better.heading or mine.heading or other.heading)


def _lines_missing_from(text: str, sections: Sequence[Section]) -> str:
    """List the lines of a text that stand in none of the sections."""
    there = [f" {fold(section.text)} " for section in sections]
    lines = [line for line in text.splitlines() if fold(line)]
    return "\n".join(line for line in lines if not any(f" {fold(line)} " in text for text in there))
