"""Reading the case files and the floors, with errors that a person who is no programmer can mend."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tests.relevance.case import Case
from tests.relevance.wording import CaseError, did_you_mean, what_is_wrong
from tests.support.paths import ROOT

CASES = ROOT / "tests/relevance/cases"
FLOORS = ROOT / "tests/relevance/floors.toml"


def read_cases(folder: Path, known: Collection[str]) -> list[Case]:
    """Read the cases of every ``.toml`` file of a folder, file by file.

    :param known: the ids of the practices of the collection.
    :raises CaseError: a file, key, value, name or id is wrong; names the file, the case and what is wrong.
    """
    cases: list[Case] = []
    homes: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        for case in _read(path):
            if case.name in homes:
                raise CaseError(f"{path.name}: the name {case.name!r} is taken already, in {homes[case.name]}.")
            homes[case.name] = path.name
            for practice_id in case.practice_ids:
                if practice_id not in known:
                    hint = did_you_mean(practice_id, known)
                    raise CaseError(f"{path.name}, case {case.name!r}: there is no practice {practice_id!r}{hint}.")
            cases.append(case)
    if not cases:
        raise CaseError(f"There are no cases in {folder}.")
    return cases


def read_floors(path: Path, groups: Collection[str]) -> dict[str, int]:
    """How many cases must pass at the least, by class, and under ``all`` in all.

    :raises CaseError: a class that does not exist, or a value that is not a number.
    """
    floors = _toml(path)
    for group, floor in floors.items():
        if group not in groups and group != "all":
            raise CaseError(f"{path.name}: there is no class {group!r}{did_you_mean(group, groups)}.")
        if not isinstance(floor, int):
            raise CaseError(f"{path.name}: the floor of {group!r} must be a whole number, not {floor!r}.")
    return dict(floors)


def _read(path: Path) -> Iterator[Case]:
    content = _toml(path)
    for key in content:
        if key not in ("class", "case"):
            raise CaseError(f"{path.name}: {key!r} is not known{did_you_mean(key, ('class', 'case'))}.")
    group, entries = content.get("class"), content.get("case", [])
    if not isinstance(group, str) or not isinstance(entries, list):
        raise CaseError(f'{path.name}: begin with a line class = "…" and put [[case]] above each case.')
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            raise CaseError(f"{path.name}: put [[case]] above each case, not {entry!r}.")
        label = repr(entry["name"]) if "name" in entry else f"number {number}"
        if "group" in entry:
            raise CaseError(f"{path.name}, case {label}: the key 'group' is not known.")
        try:
            yield Case.model_validate(entry | {"group": group})
        except ValidationError as error:
            reason = what_is_wrong(error, [key for key in Case.model_fields if key != "group"])
            raise CaseError(f"{path.name}, case {label}: {reason}.") from None


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"{path.name} is not valid TOML: {error}.") from None
