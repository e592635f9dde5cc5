from __future__ import annotations

import re

import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware

from service.export.bibtex import FORMAT
from tests.support.export_examples import EXAMPLE, SEARCH, export_record
from tests.support.suites.exporters import ExporterConformance

LATEX = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"{\textquotedbl}": '"',
    **{f"\\{char}": char for char in "{}&%$#_"},
}
"""What LaTeX sets for a command: bibtexparser leaves quotation marks out and makes another character of ``^``."""


class TestBibtex(ExporterConformance):
    format = FORMAT

    def read_titles(self, text: str) -> list[str]:
        library = bibtexparser.parse_string(text)
        assert not library.failed_blocks
        return [typeset(entry["title"][1:-1]) for entry in library.entries]


def typeset(text: str) -> str:
    commands = "|".join(map(re.escape, LATEX))
    return re.sub(commands, lambda command: LATEX[command[0]], text)


def test_bibtex_is_read_back_by_bibtexparser() -> None:
    text = FORMAT.export([EXAMPLE], SEARCH)

    [raw] = bibtexparser.parse_string(text).entries
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    [entry] = library.entries

    assert not library.failed_blocks
    assert entry["title"] == EXAMPLE.practice.title
    assert entry["author"] == "International Organization for Migration (IOM) and Red Cross, Niger"
    assert raw["author"] == "{International Organization for Migration (IOM)} and {Red Cross, Niger}"
    assert raw["url"] == EXAMPLE.practice.url
    assert entry["year"] == "2022"
    assert SEARCH.snapshot in entry["note"]


def test_an_unknown_year_is_left_out_not_guessed() -> None:
    assert "year = " not in FORMAT.export([export_record("Text.", submitted=None)], SEARCH)
