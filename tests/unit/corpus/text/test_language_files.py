from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex

from corpus.text.language import UN_LANGUAGES
from corpus.text.language_files import load_language_files, union_pattern

ROOT = Path(__file__).parents[4]
FOLDERS = sorted(
    path.parent for package in ("corpus", "index", "service") for path in (ROOT / package).rglob("en.toml")
)


def written(folder: Path, texts: dict[str, str]) -> Path:
    for language in UN_LANGUAGES:
        (folder / f"{language}.toml").write_text(texts.get(language, texts["others"]), encoding="utf-8")
    return folder


def patterns(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from patterns(part)


def test_the_packages_have_language_files() -> None:
    assert {folder.relative_to(ROOT).as_posix() for folder in FOLDERS} >= {
        "service/answers/lists/patterns",
        "service/questions/patterns",
        "service/writer/patterns",
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(ROOT).as_posix())
def test_all_six_languages_have_every_key_and_patterns_that_compile(folder: Path) -> None:
    files = load_language_files(folder)

    assert tuple(files) == UN_LANGUAGES
    for table in files.values():
        for pattern in patterns(table):
            regex.compile(pattern)


def test_a_key_that_a_language_lacks_is_named_with_its_file(tmp_path: Path) -> None:
    folder = written(tmp_path, {"others": "[intent.nouns]\nnetwork = ['x']", "fr": "[intent.nouns]\ncountry = []"})

    with pytest.raises(ValueError, match=r"ar\.toml lacks intent\.nouns\.country"):
        load_language_files(folder)


def test_a_union_has_the_alternatives_of_all_languages_once(tmp_path: Path) -> None:
    folder = written(tmp_path, {"others": "[a]\nb = []", "en": "[a]\nb = ['x', 'y']", "fr": "[a]\nb = ['y', 'z']"})

    assert union_pattern(folder, "a", "b") == "(?:x|y|z)"
