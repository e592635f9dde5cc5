from __future__ import annotations

from pathlib import Path

import pytest

import corpus
import index
import service
from corpus.model import SectionKind
from corpus.text.language_files import UN_LANGUAGES, gather_table, gather_words, load_language_files
from corpus.vocabularies import page_labels

PACKAGES = [Path(str(package.__file__)).parent for package in (corpus, index, service)]
ROOT = PACKAGES[0].parent
FOLDERS = sorted(path.parent for package in PACKAGES for path in package.rglob("zh.toml"))


def write(folder: Path, **texts: str) -> Path:
    for language in UN_LANGUAGES:
        (folder / f"{language}.toml").write_text(texts.get(language, 'words = ["a"]'), encoding="utf-8")
    return folder


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_each_folder_of_language_files_has_all_six_with_the_same_keys(folder: Path) -> None:
    assert {path.stem for path in folder.glob("*.toml")} == set(UN_LANGUAGES)
    assert len({frozenset(values) for values in load_language_files(folder).values()}) == 1


def test_the_folders_are_found() -> None:
    assert {"negation", "page_labels", "organisations", "saved_pages"} <= {folder.name for folder in FOLDERS}


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_each_language_has_a_list_of_labels_for_each_section_and_field(language: str) -> None:
    labels = load_language_files(Path(page_labels.__file__).with_name("page_labels"))

    assert set(labels[language]["sections"]) == set(SectionKind)
    assert set(labels[language]["fields"]) == set(labels["en"]["fields"])


def test_a_key_that_one_language_lacks_is_an_error_that_names_the_file_and_the_key(tmp_path: Path) -> None:
    folder = write(tmp_path, ru="")

    with pytest.raises(ValueError, match=r"ru\.toml lacks words"):
        load_language_files(folder)


def test_words_of_all_languages_are_gathered_once_with_the_english_ones_first(tmp_path: Path) -> None:
    folder = write(tmp_path, ar='words = ["z", "a"]', en='words = ["b", "a"]')

    assert gather_words(folder, "words") == ("b", "a", "z")


def test_a_table_may_leave_out_what_a_language_has_no_names_for(tmp_path: Path) -> None:
    folder = write(
        tmp_path, **dict.fromkeys(UN_LANGUAGES, '[names]\nML = ["Mali"]') | {"zh": '[names]\nNE = ["尼日尔"]'}
    )

    assert gather_table(folder, "names") == {"ML": ("Mali",), "NE": ("尼日尔",)}
