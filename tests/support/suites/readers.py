"""The laws that every reader of files obeys; a test names a reader and a sample, and runs them all."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import PageError
from corpus.model import Practice
from corpus.parsing.results import Item, Problem, Read
from corpus.readers import Reader
from corpus.vocabularies.page_labels import FIELD_LABELS, SECTION_LABELS
from tests.support.page_writers import PRACTICE

LABELS = sorted({*SECTION_LABELS, *FIELD_LABELS})
SITE_LINES = ["Skip to main content", "Repository of Practices", "Newsletter", "Subscribe to our newsletter."]
_MARKUP = ["---\n", "\n", "\n\n", ": ", "# ", "= ", "- ", "[a](b)", "|", "{", "[", '"', "&a *a", "!!int ''"]
_TAGS = ["<h1>", "<li>", "</p>", "<main>", "<a href='http://x'>", "<table><td>", "<button>", "<!--"]

bytes_of_any_kind = st.binary(max_size=200)
texts_of_any_kind = st.lists(
    st.text(max_size=30) | st.sampled_from([*LABELS, *SITE_LINES]) | st.sampled_from(_MARKUP) | st.sampled_from(_TAGS),
    max_size=20,
).map("".join)
briefly = settings(deadline=None, max_examples=30)


@dataclass(frozen=True)
class ReaderSample:
    """A reader, an ending of its files, and what writes a practice in its format."""

    reader: Reader
    ending: str
    write: Callable[[Practice], bytes]

    @property
    def source(self) -> str:
        return f"folder/page{self.ending}"

    def read(self, data: bytes) -> list[Item]:
        """Read all of a file; a file that is refused is one problem, as the sandbox makes it."""
        try:
            return list(self.reader.read(data, self.source))
        except PageError as error:
            return [Problem(self.source, str(error).removeprefix(f"{self.source}: "))]


class ReaderLaws:
    """Collected under a subclass whose ``sample`` fixture gives a :class:`ReaderSample`."""

    def test_its_endings_are_those_of_file_names_in_lower_case(self, sample: ReaderSample) -> None:
        assert sample.reader.label.strip()
        assert sample.ending in sample.reader.endings
        assert all(ending == ending.lower() and ending.startswith(".") for ending in sample.reader.endings)

    def test_it_never_raises_on_bytes_of_any_kind(self, sample: ReaderSample) -> None:
        @briefly
        @given(data=bytes_of_any_kind)
        def check(data: bytes) -> None:
            assert_well_formed(sample.read(data), sample.source)

        check()

    def test_it_never_raises_on_texts_of_any_kind(self, sample: ReaderSample) -> None:
        @briefly
        @given(text=texts_of_any_kind)
        def check(text: str) -> None:
            assert_well_formed(sample.read(text.encode(errors="replace")), sample.source)

        check()

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
    def test_it_never_raises_on_a_file_that_is_cut_off(self, sample: ReaderSample, share: float) -> None:
        data = sample.write(PRACTICE)

        assert_well_formed(sample.read(data[: int(len(data) * share)]), sample.source)

    @pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf"], ids=["empty", "blank", "mark"])
    def test_an_empty_file_is_a_problem_with_its_reason(self, sample: ReaderSample, data: bytes) -> None:
        items = sample.read(data)

        assert items
        assert all(isinstance(item, Problem) and item.reason.endswith(".") for item in items)
        assert_well_formed(items, sample.source)

    def test_what_is_written_in_its_format_reads_back(self, sample: ReaderSample) -> None:
        (item,) = sample.read(sample.write(PRACTICE))

        assert isinstance(item, Read)
        assert item.practice.title == PRACTICE.title
        assert [(section.kind, section.text) for section in item.practice.sections] == [
            (section.kind, section.text) for section in PRACTICE.sections
        ]

    def test_it_reads_the_same_twice(self, sample: ReaderSample) -> None:
        data = sample.write(PRACTICE)

        assert sample.read(data) == sample.read(data)

    def test_it_and_what_it_gives_can_be_sent_to_another_process(self, sample: ReaderSample) -> None:
        items = [*sample.read(sample.write(PRACTICE)), *sample.read(b"")]

        assert pickle.loads(pickle.dumps(sample.reader.read)) is sample.reader.read
        assert pickle.loads(pickle.dumps(items)) == items


def assert_well_formed(items: list[Item], source: str) -> None:
    """Check that a reader gave titled practices and reasoned problems only, each with the place it came from."""
    for item in items:
        if isinstance(item, Read):
            assert item.practice.title
            assert item.practice.practice_id
            assert item.practice.source.startswith(source)
        else:
            assert isinstance(item, Problem)
            assert item.reason
            assert item.source.startswith(source)
