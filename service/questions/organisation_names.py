"""The names that a question may call the organisations of a collection by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from corpus.text.strings import fold
from corpus.vocabularies.organisations import known_names

_SHORT = re.compile(r"(.*[^()\s])\s*\(([^()]{2,20})\)$")
_INITIALS = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z][\w&-]{1,11}")


def organisation_names(written: Mapping[str, str]) -> dict[str, tuple[tuple[str, ...], str]]:
    """Every name of the organisations, with the values it stands for and the name to show.

    An organisation is meant by its name, its initials, and as a part of another name: the IOM by ``IOM Moldova``.

    :param written: the values of the facet, each with the name that practices write.
    """
    folded = {value: f" {fold(name)} " for value, name in written.items()}
    found: dict[str, tuple[tuple[str, ...], str]] = {}
    for shown, names in _named(written.values()):
        keys = [f" {fold(name)} " for name in names]
        values = tuple(value for value, whole in folded.items() if any(key in whole for key in keys))
        for name in names if values else ():
            found.setdefault(name, (values, shown))
    return found


def _named(written: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    for names in known_names():
        yield names[0], list(names)
    for name in written:
        parts = _SHORT.fullmatch(name)
        if parts and _INITIALS.fullmatch(parts[2]):
            yield name, [name, parts[1], parts[2]]
        else:
            yield name, [name]
