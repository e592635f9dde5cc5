from __future__ import annotations

import ast
import re

import pytest

from tests.support.paths import ROOT

HEADER = "| term | what it is | source | in the code |"


def read_rows() -> list[list[str]]:
    lines = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    start = lines.index(HEADER) + 2
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start:] if line.startswith("|")]


ROWS = read_rows()


def top_names(path: str) -> set[str]:
    """Return the names that a module defines at its top."""
    names = set()
    for statement in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
        match statement:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.Assign(targets=targets):
                names.update(target.id for target in targets if isinstance(target, ast.Name))
    return names


def test_every_row_is_whole_and_every_term_stands_once() -> None:
    assert len(ROWS) > 30
    assert [row for row in ROWS if len(row) != 4 or not all(row)] == []
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_every_name_of_the_glossary_is_defined_where_it_says(row: list[str]) -> None:
    places = re.findall(r"`([\w/]+\.py)`: ((?:`\w+`(?:, )?)+)", row[3])

    assert "; ".join(f"`{path}`: {names}" for path, names in places) == row[3], "`path.py`: `Name`, `Name`; …"
    for path, names in places:
        assert set(re.findall(r"`(\w+)`", names)) <= top_names(path), path
