from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus import PageError
from corpus.parsing.results import Read
from corpus.readers.text import read_text
from corpus.vocabularies.page_labels import is_furniture

FRENCH = (
    "L'horloge des marées\n\nRésumé\n\nL'horloge indique la marée aux habitants éloignés de la côte : "
    "elle a été réglée à la main chaque matin, même l'été, et les pêcheurs l'ont aimée dès le début.\n\n"
    "Enseignements clés\n\nIl faut régler l'horloge tôt ; sinon, la barque reste à quai."
)
RUSSIAN = (
    "Часы прилива\n\nSummary\n\nЧасы показывают время прилива людям, которые живут далеко от моря. "
    "Каждое утро их заводят вручную, и рыбаки выходят в море вовремя.\n\nKey Lessons\n\nЗаводить часы надо рано."
)


def read(data: bytes) -> list[Read]:
    items = list(read_text(data, "page.txt"))
    assert all(isinstance(item, Read) for item in items)
    return [item for item in items if isinstance(item, Read)]


def test_the_real_page_without_values_keeps_every_word_that_is_not_furniture(shared: Path) -> None:
    path = shared / "data" / "practices" / "000_aa12a39304dfbf2e.txt"
    lines = path.read_text(encoding="utf-8").split("\n")

    (item,) = read(path.read_bytes())

    practice = item.practice
    kept = [practice.title, *(f"{section.heading}\n{section.text}" for section in practice.sections)]
    labels = """Dates|Type of practice|Main Implementing Organization(s)|Partner/Donor Organizations|Date submitted:|
        More Related Practices:|Organizations|Key Lessons|Additional Resources|Peer Reviewer Feedback:"""
    expected = [line for line in lines if not is_furniture(line) and line not in re.split(r"\|\s*", labels)]
    assert "\n".join(kept).split() == "\n".join(expected).split()
    assert list(item.furniture) == [line for line in lines if line and is_furniture(line)]
    assert len(item.furniture) == 5


def test_the_real_page_has_exactly_its_filled_sections_and_unknown_fields(shared: Path) -> None:
    (item,) = read((shared / "data" / "practices" / "000_aa12a39304dfbf2e.txt").read_bytes())
    practice = item.practice

    kinds = "summary benefit_and_impact recommendations innovation media".split()
    assert [section.kind.value for section in practice.sections] == kinds
    assert practice.title == "Bangladesh United Nations Network on Migration (BDUNNM)"
    assert practice.practice_id == "bangladesh-united-nations-network-on-migration-bdunnm"
    unknown = "url dates type countries regions primary_objectives secondary_objectives principles sdgs implementing"
    assert [getattr(practice, name) for name in f"{unknown} partners submitted related".split()] == [None] * 13
    assert practice.extra == {}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "cp1252"), (FRENCH, "utf-16"), (FRENCH, "utf-8-sig"), (RUSSIAN, "cp1251"), (RUSSIAN, "utf-16")],
)
def test_a_page_reads_the_same_in_any_encoding(text: str, encoding: str) -> None:
    (expected,) = read(text.encode())

    (item,) = read(text.encode(encoding))

    assert item.practice == expected.practice
    assert [section.kind.value for section in item.practice.sections] == ["summary", "key_lessons"]
    assert item.encoding.name == encoding.removesuffix("-sig")


def test_line_ends_of_other_systems_make_no_difference() -> None:
    (expected,) = read(FRENCH.encode())

    assert [item.practice for end in ("\r\n", "\r") for item in read(FRENCH.replace("\n", end).encode())] == [
        expected.practice
    ] * 2


def test_a_binary_file_is_refused_with_the_reason() -> None:
    with pytest.raises(PageError, match=r"page\.txt: not a text file \(\d+ control characters in \d+\)"):
        list(read_text(bytes(range(256)) * 8, "page.txt"))


FURNISHED = """Repository of Practices
{title}
Dates
Summary
{summary}
Key Lessons
Wind it daily.
Newsletter
Subscribe to our newsletter.
"""
BARE = "{title}\nDates\nSummary\n{summary}\nKey Lessons\nWind it daily.\n"
MENU = "Skip to main content\nHome\nMedia\n"


@pytest.mark.parametrize("page", [FURNISHED, BARE, MENU + FURNISHED, FURNISHED.replace("\n", "\n\n")])
@pytest.mark.parametrize("between", ["", "\n\n"])
def test_a_page_pasted_twice_reads_as_two_equal_practices(page: str, between: str) -> None:
    text = page.format(title="The Tide Clock", summary="It ticks.")

    first, second = read(f"{text}{between}{text}".encode())

    (expected,) = read(text.encode())
    assert first.practice == second.practice == expected.practice


def test_two_pages_in_one_file_are_two_practices() -> None:
    first = FURNISHED.format(title="The Tide Clock", summary="It ticks.")
    second = FURNISHED.format(title="The Sundial", summary="It throws a shadow.")

    clock, dial = read((first + second).encode())

    assert (clock.practice.title, clock.practice.sections[0].text) == ("The Tide Clock", "It ticks.")
    assert (dial.practice.title, dial.practice.sections[0].text) == ("The Sundial", "It throws a shadow.")
    assert clock.furniture == ("Repository of Practices", "Newsletter", "Subscribe to our newsletter.")


def test_a_page_that_begins_after_the_end_of_another_needs_no_heading_of_the_site() -> None:
    first = FURNISHED.format(title="The Tide Clock", summary="It ticks.")
    second = BARE.format(title="The Sundial", summary="It throws a shadow.")

    assert [item.practice.title for item in read((first + second).encode())] == ["The Tide Clock", "The Sundial"]
