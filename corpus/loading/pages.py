"""The practices of a collection, each page once, in the order they were first met."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.loading.merging import merge_captures
from corpus.loading.same_page import Candidate, page_address, same_page
from corpus.model import Practice
from corpus.text.strings import fold

_MOST_ALIKE = 100
"""So many practices of one title or address are compared; a list whose records all have one is not looked through."""


class Pages:
    """A collection in the making."""

    def __init__(self) -> None:
        self._known: list[Candidate] = []
        self._tables: list[set[str]] = []
        """The tables that a practice has a record in."""
        self._places: dict[str, list[int]] = {}
        self._records: dict[tuple[str, str], int] = {}

    def add(self, practice: Practice, table: str = "") -> str | None:
        """Take a practice in, or merge it into the one that was read from the same page; a note says so.

        Records of one table are different practices, whatever their titles, unless all that they say is equal.

        :param table: the table or list that it is a record of; empty for a page.
        """
        record = (table, _digest(practice)) if table else None
        place = self._records.get(record) if record else None
        candidate = Candidate(practice)
        if place is None:
            place = self._place_of(candidate, table)
        if place is None:
            place = len(self._known)
            self._known.append(candidate)
            self._tables.append(set())
            note = None
        else:
            known = self._known[place].practice
            merged, differing = merge_captures(known, practice)
            self._known[place] = Candidate(merged)
            kept = f" Both are kept where they differ: {', '.join(differing)}." if differing else ""
            note = f"{practice.source}: the same page as {known.source}; kept once.{kept}"
        self._remember(place, _lookups(practice))
        if record:
            self._tables[place].add(table)
            self._records.setdefault(record, place)
        return note

    def with_unique_ids(self) -> tuple[list[Practice], list[str]]:
        """Give each practice an id of its own, with a note for each that could not keep the one it had."""
        by_id: dict[str, Practice] = {}
        alike: Counter[tuple[str, str]] = Counter()
        notes = []
        for candidate in self._known:
            practice, wanted = candidate.practice, candidate.practice.practice_id
            if wanted in by_id:
                parts = [practice.title, *(" ".join(section.text.split()) for section in practice.sections)]
                digest = _short_hash(parts)
                while practice.practice_id in by_id:
                    alike[wanted, digest] += 1
                    count = alike[wanted, digest]
                    name = digest if count == 1 else _short_hash([*parts, str(count)])
                    practice = replace(practice, practice_id=f"{wanted}-{name}")
                notes.append(
                    f"{practice.source}: another page with the id {wanted!r} of {by_id[wanted].source}; "
                    f"kept as {practice.practice_id!r}."
                )
            by_id[practice.practice_id] = practice
        return list(by_id.values()), notes

    def _place_of(self, candidate: Candidate, table: str) -> int | None:
        """Find the practice that was read from the same page and is no other record of the same table."""
        places = (place for key in _lookups(candidate.practice) for place in self._places.get(key, ()))
        for place in dict.fromkeys(places):
            if table not in self._tables[place] and same_page(self._known[place], candidate):
                return place
        return None

    def _remember(self, place: int, lookups: Sequence[str]) -> None:
        for key in lookups:
            places = self._places.setdefault(key, [])
            if place not in places and len(places) < _MOST_ALIKE:
                places.append(place)


def _lookups(practice: Practice) -> list[str]:
    """List the keys by which captures of one page are found: their address and their title."""
    address = page_address(practice.url)
    return [*([f"address {address}"] if address else []), f"title {fold(practice.title)}"]


def _digest(practice: Practice) -> str:
    """Hash all that a practice says."""
    values = {name: value for name, value in practice.to_dict().items() if name != "captures"}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _short_hash(parts: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:6]
