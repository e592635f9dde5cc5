from __future__ import annotations

import re

from tests.support.example_exporter import FORMAT
from tests.support.export_examples import EXAMPLE, SEARCH
from tests.support.suites.exporters import ExporterConformance


class TestExample(ExporterConformance):
    format = FORMAT

    def read_titles(self, text: str) -> list[str]:
        _, *lines = text.split("\n")[:-1]
        return [re.fullmatch(r"\d+\. (.+) <\S+>", line)[1] for line in lines]


def test_a_practice_is_a_line_with_its_title_and_address() -> None:
    _, line = FORMAT.export([EXAMPLE], SEARCH).splitlines()

    assert line == f"1. {EXAMPLE.practice.title} <{EXAMPLE.practice.url}>"
