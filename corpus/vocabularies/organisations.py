"""Organisations by any of their names: ``IOM``, ``OIM`` and ``International Organization for Migration (IOM)`` are one.

What a practice wrote stays as it is; here is only which of the wordings mean the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from corpus.text.acronyms import definitions
from corpus.text.language_files import gather_table
from corpus.text.strings import fold

_KNOWN = gather_table(Path(__file__).with_name("organisations"), "names")
"""Names of the entities that practices name most, by their usual short form; the first is the name to show."""

_BRACKETED = re.compile(r"(?P<long>[^()]*[^()\s])\s*\((?P<short>[^()]+)\)")
_DASH = re.compile(r"\s+[-–—/|]\s+|,\s+")
_COUNTER = re.compile(r"\s*\(\d+\)$")
"""What tells two entries of one name apart in a list of organisations."""
_SHORT = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9&.-]{1,11}")


def organisation_key(name: str) -> str:
    """Return what one organisation is told from another by; a name's own words where nothing is known of it."""
    return _key(name)


@lru_cache(maxsize=100_000)
def _key(name: str) -> str:
    folded = _plain(name)
    if folded in _entities():
        return _entities()[folded]
    long, short = forms(name)
    if not short:
        return folded
    return _entities().get(_plain(long)) or _entities().get(_plain(short)) or _plain(long)


def forms(name: str) -> tuple[str, str]:
    """Split a name into the long and the short form of one organisation; the name alone where it gives but one.

    ``IOM - International Organization for Migration`` and ``International Organization for Migration (IOM)`` give both.
    """
    pair = _BRACKETED.fullmatch(name.strip())
    parts = [pair["long"], pair["short"]] if pair else _DASH.split(name.strip())
    if len({*map(_plain, parts)}) < 2:
        return name, ""
    keys = {_entities().get(_plain(part)) for part in parts}
    if len(keys) == 1 and None not in keys:  # every part is a name of the same entity
        return max(parts, key=len), min(parts, key=len)
    if len(parts) != 2:
        return name, ""
    short, long = sorted(parts, key=len)
    return (long, short) if _SHORT.fullmatch(short) and _spells(long, short) else (name, "")


def is_known(name: str) -> bool:
    """Tell whether a name is one of the organisations that practices name most."""
    return organisation_key(name) in _shown()


class Organisations:
    """The organisations of a collection, which may say itself what its initials stand for."""

    def __init__(self, names: Iterable[str]) -> None:
        """:param names: as practices write them, each as often as they do."""
        written = Counter(" ".join(name.split()) for name in names)
        self._aliases = dict(_initials_defined_in(written))
        by_key: dict[str, Counter[str]] = {}
        for name, count in written.items():
            by_key.setdefault(self.key(name), Counter())[name] += count
        self._shown = {key: _shown().get(key) or _most_written(counted) for key, counted in by_key.items()}

    def key(self, name: str) -> str:
        """Return a name's key; initials that one name of the collection gives itself are that name."""
        key = organisation_key(name)
        return self._aliases.get(key, key)

    def name(self, key: str) -> str:
        """Return the name to show for a key; the key itself where the collection does not have it."""
        return self._shown.get(key, key)


def _initials_defined_in(written: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Map initials to the key of the one name that they stand for."""
    stand_for: dict[str, set[str]] = {}
    for name in written:
        long, short = forms(name)
        if short:
            stand_for.setdefault(_plain(short), set()).add(organisation_key(long))
    for short, longs in stand_for.items():
        if len(longs) == 1 and short not in _entities():
            yield short, next(iter(longs))


def _most_written(written: Counter[str]) -> str:
    """Choose the form written most; of several, one that gives name and initials."""
    return max(written, key=lambda name: (bool(forms(name)[1]), written[name]))


def _spells(long: str, short: str) -> bool:
    return any(_plain(expansion) == _plain(long) for _, expansion, _, _ in definitions(f"{long} ({short})"))


def _plain(name: str) -> str:
    key = fold(_COUNTER.sub("", name)).removeprefix("the ")
    return f"united nations {key[3:]}" if key.startswith("un ") and f"united nations {key[3:]}" in _entities() else key


@cache
def _entities() -> dict[str, str]:
    """Map the folded names of the known entities to their keys."""
    return {
        fold(name).removeprefix("the "): fold(short)
        for short, shown, others in _known()
        for name in (short, shown, shown.partition(" (")[0], *others)
    }


@cache
def _shown() -> dict[str, str]:
    return {fold(short): shown for short, shown, _ in _known()}


def known_names() -> Iterator[tuple[str, ...]]:
    """List the names of each entity that practices name most, the one to show first."""
    for short, shown, others in _known():
        yield tuple(dict.fromkeys((shown, short, shown.partition(" (")[0], *others)))


def _known() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for short, (shown, *others) in _KNOWN.items():
        yield short, shown, tuple(others)
