from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from index.embedding.model_files import ModelFile, check_model_files, reinstall
from index.errors import ModelError

CONTENT = b"weights of a model"


def file_of(path: Path) -> ModelFile:
    return ModelFile(path, hashlib.sha256(CONTENT).hexdigest(), reinstall("a-model==1.0"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "weights"
    path.write_bytes(CONTENT)
    return path


def test_a_file_as_it_should_be_has_no_fault(path: Path) -> None:
    assert file_of(path).fault == ""
    check_model_files([file_of(path)])


@pytest.mark.parametrize("place", range(len(CONTENT)))
def test_a_changed_byte_anywhere_is_an_error_that_names_the_file_and_the_cure(path: Path, place: int) -> None:
    data = bytearray(CONTENT)
    data[place] ^= 1
    path.write_bytes(data)

    with pytest.raises(ModelError, match=f"{path}: has been changed.*pip install --force-reinstall .* a-model==1.0"):
        check_model_files([file_of(path)])


def test_a_file_that_is_not_there_or_cannot_be_read_is_named(path: Path) -> None:
    path.unlink()
    assert file_of(path).fault.startswith(f"{path}: is missing. Install")
    path.mkdir()
    assert file_of(path).fault.startswith(f"{path}: cannot be read: is a directory. Install")
