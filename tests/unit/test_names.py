"""The names of the code: a public name has one meaning, and no variable is called *one*."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest

from tests.support.paths import ROOT

PACKAGES = ("corpus", "index", "service")
NO_NOUNS = {"one", "found", "each", "every"}
REGISTRIES = {"FACET": "index/facets/", "FORMAT": "service/export/", "READER": "corpus/readers/"}
"""Names that each module of a folder declares, for the folder's registry to find."""


def is_convention(name: str, path: str) -> bool:
    """Tell whether modules of a kind each define the name: a logger, or their entry in a registry."""
    return name == "log" or path.startswith(REGISTRIES.get(name, "-"))


@cache
def modules() -> dict[str, ast.Module]:
    paths = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def public_names(module: ast.Module) -> Iterator[str]:
    """Yield the names that a module defines at its top and does not hide with an underscore."""
    for statement in module.body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names = [name]
            case ast.Assign(targets=targets):
                names = [node.id for target in targets for node in ast.walk(target) if is_stored(node)]
            case ast.AnnAssign(target=ast.Name(id=name)):
                names = [name]
            case _:
                names = []
        yield from (name for name in names if not name.startswith("_"))


def is_stored(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def bound_names(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the names of variables, parameters and attributes that a module binds, with their lines."""
    for node in ast.walk(module):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno
            case ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield name, node.lineno
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name, node.lineno


def test_no_public_name_is_defined_in_two_modules() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path, module in modules().items():
        for name in sorted(set(public_names(module))):
            if not is_convention(name, path):
                places[name].append(path)

    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_variables_and_parameters_say_what_they_hold(package: str) -> None:
    offenders = [
        f"{path}:{line} {name}"
        for path, module in modules().items()
        if Path(path).parts[0] == package
        for name, line in bound_names(module)
        if name in NO_NOUNS
    ]

    assert offenders == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("for one in x: pass", ["one"]),
        ("[each for each in x]", ["each"]),
        ("def f(found, *every): self.found = 1", ["found", "every", "found"]),
        ("f(one=1)", ["one"]),
        ("print(one.found)", []),
    ],
)
def test_names_are_met_wherever_they_are_bound(source: str, names: list[str]) -> None:
    assert sorted(name for name, _ in bound_names(ast.parse(source)) if name in NO_NOUNS) == sorted(names)


def test_public_names_are_functions_classes_and_constants() -> None:
    lines = ["import json", "json.x = 0", "A = 1", "B: int = 2", "_C = 3", "D = E = 4"]
    lines += ["def f(): g = 1", "class H: i = 1", "async def j(): pass"]

    assert list(public_names(ast.parse("\n".join(lines)))) == ["A", "B", "D", "E", "f", "H", "j"]
