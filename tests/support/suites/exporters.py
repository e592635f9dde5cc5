"""What every exporter has to keep. A format's tests inherit it and say how a program of its own reads the file."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.export import ExportFormat, SearchRecord
from tests.support.export_examples import SEARCH, export_record

PLAIN_SEARCH = replace(SEARCH, query="aid for people on the move", filters={})
TITLES = {
    "Arabic": "مساعدة المهاجرين في الصحراء",
    "Chinese": "沙漠中的移民援助",
    "Russian": "Помощь мигрантам в пустыне",
    "accents": "Aide à l’intégration – cœur, ça, ñandú",
    "beyond the basic plane": "𠮷野家 🚰",
    "punctuation": "50 % of $1 & #2_b ~ {care} \\ ^ “so” 'it' \"is\", <b>; a|b",
    "line breaks": "Aid\nin\r\nthe\tdesert\x0band\x0cbeyond\u2028it\x85all",
    "control characters": "Aid\x00 in\x07 the\x1e desert\x7f",
}
FORGED_ENDS = [
    "end.\r\nER  - \r\n\r\nTY  - ELEC\r\nTI  - Forged\r\n",
    "end.},\n}\n@misc{forged,\n  title = {Forged},\n}\n",
    'end."\r\n2,Forged\r\n"',
    "end.\n2. Forged <https://example.org>\n",
    "end.\n\n\n",
]
"""Passages that would end their record and begin another, were their text written as it is."""


class ExporterConformance(ABC):
    """The suite: a subclass names the format and reads the titles back, for preference with a library that others use.

    The titles are compared word by word, since formats of one line a field cannot keep line breaks.
    """

    format: ExportFormat

    @abstractmethod
    def read_titles(self, text: str) -> list[str]:
        """Read a file of the format and return the titles of its entries, in order; raise where it is not valid."""

    def test_every_record_is_an_entry_in_the_order_of_the_records(self) -> None:
        titles = ["The third letter", "The first letter", "The second letter"]

        assert self._read(self._export(titles)) == titles

    def test_no_records_give_a_valid_file_without_entries(self) -> None:
        assert self.read_titles(self.format.export([], PLAIN_SEARCH)) == []

    @pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
    def test_a_title_in_any_script_and_with_any_character_survives(self, title: str) -> None:
        assert self._read(self._export([title, "The next"])) == [" ".join(title.split()), "The next"]

    @pytest.mark.parametrize("text", FORGED_ENDS, ids=["ris", "bibtex", "csv", "list", "blank lines"])
    @pytest.mark.parametrize("field", ["passage", "title", "organisation", "language"])
    def test_no_text_of_a_page_ends_its_record(self, field: str, text: str) -> None:
        fields = {"title": {"title": f"Aid {text}"}, "organisation": {"implementing": (text,)}}.get(field, {})
        forged = export_record(text if field == "passage" else "Text.", **fields)

        titles = self._read(self.format.export([forged, export_record("Text.", 2, title="Next")], PLAIN_SEARCH))

        assert len(titles) == 2
        assert titles[1] == "Next"

    # an inherited property runs once a subclass, each a whole run of its own
    @settings(suppress_health_check=[HealthCheck.differing_executors])
    @given(
        title=st.text(st.characters(exclude_categories=["C"])),
        passage=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
    )
    def test_any_text_survives_a_round_trip(self, title: str, passage: str) -> None:
        text = self.format.export([export_record(passage, title=f"Title {title}")], PLAIN_SEARCH)

        assert self._read(text) == [" ".join(f"Title {title}".split())]

    def test_the_search_can_be_repeated_from_the_file(self) -> None:
        text = self._export(["A practice"])

        search: SearchRecord = PLAIN_SEARCH
        assert [told for told in (search.query, search.snapshot, search.model, search.date) if told not in text] == []

    def test_the_same_records_give_the_same_text_in_utf_8(self) -> None:
        texts = {self._export(list(TITLES.values())) for _ in range(3)}

        assert len(texts) == 1
        assert texts.pop().encode()

    def test_name_extension_and_media_type_are_well_formed(self) -> None:
        assert re.fullmatch(r"[a-z][a-z0-9]*", self.format.name)
        assert re.fullmatch(r"[a-z][a-z0-9]*", self.format.extension)
        assert re.fullmatch(r"[a-z]+/[a-z0-9][a-z0-9.+-]*; charset=utf-8", self.format.media_type)
        assert self.format.label.strip() == self.format.label != ""

    def _export(self, titles: Sequence[str]) -> str:
        records = [export_record("Some text.", rank, title=title) for rank, title in enumerate(titles, start=1)]
        return self.format.export(records, PLAIN_SEARCH)

    def _read(self, text: str) -> list[str]:
        return [" ".join(title.split()) for title in self.read_titles(text)]
