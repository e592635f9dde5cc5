from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.audit.licences import is_allowed, refused_licences
from tests.audit.locked import FOLDER, locked_versions
from tests.support.paths import ROOT

FILES = sorted(FOLDER.glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@every_file
def test_every_version_is_one_and_has_its_hashes(file) -> None:
    lines = locked_versions(file)

    assert lines
    assert [str(line.requirement) for line in lines if not line.version] == []
    bare = [line.name for line in lines if not all(re.fullmatch(r"sha256:[0-9a-f]{64}", text) for text in line.hashes)]
    unhashed = [line.name for line in lines if not line.hashes]
    assert (bare, unhashed) == ([], ["torch"] if file.stem == "torch" else [])


@pytest.mark.parametrize(
    ("asked", "files"),
    [
        (PROJECT["project"]["dependencies"], ("serve", "torch")),
        (PROJECT["project"]["optional-dependencies"]["dev"], ("dev",)),
        (PROJECT["dependency-groups"]["build"], ("build",)),
        (PROJECT["build-system"]["requires"], ("build",)),
    ],
    ids=["serve", "dev", "build", "build-system"],
)
def test_what_the_project_asks_for_is_locked_in_a_version_that_it_takes(asked, files) -> None:
    locked = {line.name: line.version for name in files for line in locked_versions(FOLDER / f"{name}.txt")}
    wanted = {canonicalize_name(requirement.name): requirement for requirement in map(Requirement, asked)}

    assert wanted.keys() - locked.keys() == set(), "make lock writes them"
    assert [name for name, requirement in wanted.items() if locked[name] not in requirement.specifier] == []


def test_the_files_agree_on_versions() -> None:
    versions: dict[tuple[str, str], set[str]] = {}
    for file in FILES:
        for line in locked_versions(file):
            versions.setdefault((line.name, str(line.requirement.marker)), set()).add(line.version)

    assert {name: several for name, several in versions.items() if len(several) > 1} == {}


def test_developers_have_all_that_serves() -> None:
    serve, dev = (
        {(line.name, line.version) for line in locked_versions(FOLDER / f"{name}.txt")} for name in ("serve", "dev")
    )

    assert serve - dev == set()


def test_nothing_of_cuda_is_locked() -> None:
    names = {line.name for file in FILES for line in locked_versions(file)}

    assert {name for name in names if name.startswith(("nvidia", "cuda", "triton"))} == set()


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("Apache-2.0 AND Apache-2.0 WITH LLVM-exception AND MIT", True),
        ("GPL-3.0-only", False),
        ("MIT AND AGPL-3.0-or-later", False),
        ("(MIT OR GPL-3.0-only) AND GPL-2.0-only", False),
        ("", False),
    ],
)
def test_a_licence_is_allowed_by_a_list(expression, expected) -> None:
    assert is_allowed(expression) == expected


def test_the_licences_of_all_that_is_locked_and_installed_are_allowed() -> None:
    names = {line.name for file in FILES for line in locked_versions(file)}

    assert refused_licences(names) == []
