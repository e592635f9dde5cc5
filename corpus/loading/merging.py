"""Merging of the captures of one page: the richer value wins field by field, and no word of either is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from corpus.loading.languages import as_stated
from corpus.loading.same_page import has_id_of_address, page_address
from corpus.model import Amount, Dates, Practice, Section, SectionKind
from corpus.text.strings import fold

_NOT_MERGED = frozenset("practice_id sections extra captures".split())
_RUN = 3
"""Words: a line stands in a text where every run of so many does."""


def merge_captures(first: Practice, second: Practice) -> tuple[Practice, list[str]]:
    """Merge two captures of one page, and name the values that differ and are both kept.

    The value that is known wins over the unknown one, more items over fewer, the longer text over the shorter. What
    the other one says beyond it is kept under ``… in SOURCE``. The id is the one that the address gives.
    """
    first, second = as_stated(first), as_stated(second)
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
    runs = _runs_of(sections)
    for section, pair in zip(sections, pairs, strict=True):
        for version, source in zip(pair, (first.source, second.source), strict=True):
            if version and version is not section and (lines := _lines_missing_from(version.text, runs)):
                _keep(extra, f"{section.name} in {source}", lines, source)
                differing.append(section.name)
    by_id = second if has_id_of_address(second) and not has_id_of_address(first) else first
    behind = first if by_id is second else second
    captures = tuple(dict.fromkeys((*by_id.captures, *behind.captures)))
    practice = replace(by_id, **values, sections=sections, extra=extra, captures=captures)
    return practice, list(dict.fromkeys(differing))


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
    if isinstance(value, Amount):
        return value.as_written or f"{value.value:g} {value.currency}"
    return "; ".join(map(_as_text, value)) if isinstance(value, tuple) else str(value)


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
    matched = _runs_of(_longer(pair) for pair in pairs)
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


def _runs_of(sections: Iterable[Section]) -> set[tuple[str, ...]]:
    """List the runs of one, two and three words of all sections."""
    runs: set[tuple[str, ...]] = set()
    for section in sections:
        words = fold(section.text).split()
        runs.update(tuple(words[at : at + n]) for n in range(1, _RUN + 1) for at in range(len(words) - n + 1))
    return runs


def _lines_missing_from(text: str, runs: set[tuple[str, ...]]) -> str:
    """List the lines of a text of which some run of words is not there: as much work as the text is long."""
    missing = []
    for line in text.splitlines():
        words = fold(line).split()
        length = min(_RUN, len(words))
        if any(tuple(words[at : at + length]) not in runs for at in range(len(words) - length + 1) if length):
            missing.append(line)
    return "\n".join(missing)
