"""Every reader of the package obeys the laws of readers, and so does one that is added by a single file."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus.readers
from corpus.errors import PageError
from corpus.loading.sandbox import Sandbox
from corpus.readers import ALL_READERS, READERS, Reader, reader_for
from corpus.readers.registry import by_ending, discover_readers, registered_readers
from tests.support import example_reader
from tests.support.page_writers import PRACTICE, WRITERS, as_notebook
from tests.support.suites.readers import ReaderLaws, ReaderSample

SAMPLES = {
    form: ReaderSample(reader, ending, write)
    for reader in ALL_READERS
    for form, (ending, write) in WRITERS.items()
    if ending in reader.endings
}


class TestReadersOfThePackage(ReaderLaws):
    @pytest.fixture(params=list(SAMPLES))
    def sample(self, request: pytest.FixtureRequest) -> ReaderSample:
        return SAMPLES[request.param]


class TestReaderAddedByOneFile(ReaderLaws):
    """The worked example of CONTRIBUTING.md: a copy of its module lies in the package, and nothing else changes."""

    @pytest.fixture
    def sample(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReaderSample]:
        shutil.copy(example_reader.__file__, tmp_path / "notebook.py")
        monkeypatch.setattr(corpus.readers, "__path__", [*corpus.readers.__path__, str(tmp_path)])
        registered_readers.cache_clear()
        yield ReaderSample(registered_readers()[".notebook"], ".notebook", as_notebook)
        registered_readers.cache_clear()
        del sys.modules["corpus.readers.notebook"], corpus.readers.notebook

    def test_its_files_are_known_by_their_ending(self, sample: ReaderSample) -> None:
        assert reader_for("page.NOTEBOOK", {}.get) is sample.reader.read
        assert set(discover_readers()) - set(ALL_READERS) == {sample.reader}
        with pytest.raises(PageError, match=r"known: .*\.md \.notebook \.ods"):
            reader_for("page.xyz", {}.get)


def test_every_reader_has_a_writer_to_be_tested_with() -> None:
    assert {sample.reader for sample in SAMPLES.values()} == set(ALL_READERS)


def test_no_two_readers_have_one_label() -> None:
    assert len({reader.label for reader in ALL_READERS}) == len(ALL_READERS)


def test_two_readers_that_take_one_ending_are_refused_by_name() -> None:
    other = Reader("tablet", (".tablet", ".md"), READERS[".txt"])

    with pytest.raises(ValueError, match=r"two readers take \.md files: 'Markdown' and 'tablet'\."):
        by_ending([*ALL_READERS, other])


def test_what_every_reader_gives_passes_the_sandbox(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        for form, sample in SAMPLES.items():
            path = tmp_path / f"page{sample.ending}"
            path.write_bytes(sample.write(PRACTICE))

            items = list(sandbox.read(sample.reader.read, path, sample.source))

            assert (form, items) == (form, sample.read(path.read_bytes()))


@pytest.mark.parametrize("form", list(SAMPLES))
def test_a_reader_heeds_a_mapping_beside_its_file_when_it_says_so(form: str) -> None:
    sample = SAMPLES[form]
    mapping = b'[columns]\n"No such column" = "title"\n'

    read = sample.reader.with_mapping_beside("page", {"mapping.toml": mapping}.get)

    if sample.reader.takes_mapping:
        with pytest.raises(PageError, match=r"mapping\.toml: no column is named 'No such column'"):
            list(read(sample.write(PRACTICE), sample.source))
    else:
        assert read is sample.reader.read
