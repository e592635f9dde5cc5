"""One practice written in every format reads back as it was."""

from __future__ import annotations

from dataclasses import fields, replace
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Amount, Dates, Practice, Section, SectionKind
from corpus.parsing.results import Read
from corpus.readers import READERS
from corpus.text.strings import slug
from corpus.vocabularies.frameworks import OBJECTIVES, PRACTICE_TYPES, PRINCIPLES, SDGS
from tests.support.page_writers import PRACTICE, UNSTATED, WRITERS, as_csv, as_own_json, as_record_json, as_workbook


def read(ending: str, data: bytes) -> Practice:
    (item,) = READERS[ending](data, f"page{ending}")
    assert isinstance(item, Read)
    return item.practice


def texts(practice: Practice) -> list[tuple[str, str]]:
    return [(section.kind.value, section.text) for section in practice.sections]


@pytest.mark.parametrize("form", [form for form, (ending, _) in WRITERS.items() if ending in READERS])
def test_a_practice_with_every_field_and_section_reads_back_equal(form: str) -> None:
    ending, write = WRITERS[form]

    practice = read(ending, write(PRACTICE))

    for name in (f.name for f in fields(Practice) if f.name not in ("sections", "captures")):
        expected = {"extra": {}}.get(name) if name in UNSTATED.get(form, ()) else getattr(PRACTICE, name)
        assert (name, getattr(practice, name)) == (name, expected)
    assert texts(practice) == texts(PRACTICE)


words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12).map(
    lambda text: " ".join(normalize("NFC", text).split())
)
word = st.from_regex(r"[A-Za-zé]{2,9}", fullmatch=True)
names = st.lists(word, min_size=2, max_size=4).map(" ".join)
prose = st.lists(words.filter(bool), min_size=1, max_size=4).map("\n".join)


def _amount(value: int, currency: str) -> Amount:
    return Amount(float(value), currency, f"{currency} {value:,}")


def several(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...] | None]:
    return st.none() | st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)


kinds = st.sampled_from([kind for kind in SectionKind if kind is not SectionKind.ADDITIONAL_RESOURCES])
sections = st.lists(st.builds(Section, kinds, st.none(), prose), max_size=4, unique_by=lambda section: section.kind)
practices = st.builds(
    Practice,
    practice_id=names.map(slug),
    title=names,
    sections=sections.map(tuple),
    url=st.none() | names.map(lambda name: f"https://example.org/{slug(name)}"),
    language=st.none() | st.sampled_from(["en", "fr", "es"]),
    dates=st.none() | st.sampled_from([Dates("2018", "2020", False, "2018 - 2020"), Dates("2021", as_written="2021")]),
    type=st.none() | st.sampled_from(PRACTICE_TYPES),
    countries=several(st.sampled_from(["NE", "CI", "CD", "VN", "TR"])),
    regions=several(names),
    primary_objectives=several(st.sampled_from(list(OBJECTIVES))),
    secondary_objectives=several(st.sampled_from(list(OBJECTIVES))),
    principles=several(st.sampled_from(list(PRINCIPLES))),
    sdgs=several(st.sampled_from(list(SDGS))),
    implementing=several(names),
    partners=several(names),
    donors=several(names),
    accountable=several(names),
    amounts=several(st.builds(_amount, st.integers(0, 10**9), st.sampled_from(["EUR", "USD", "XOF"]))),
    submitted=st.none() | st.just("2021-03-05"),
    related=several(names),
    links=several(names.map(lambda name: f"https://example.org/{slug(name)}")),
    digest_of=st.none() | names,
    extra=st.dictionaries(names.map("note {}".format), names, max_size=2),
)
quickly = settings(deadline=None, max_examples=30)


@pytest.mark.parametrize(
    ("ending", "write"),
    [(".csv", as_csv), (".xlsx", as_workbook), (".json", as_own_json), (".jsonl", as_record_json)],
    ids=["csv", "xlsx", "own json", "json record"],
)
@quickly
@given(practice=practices)
def test_any_practice_reads_back_equal(ending: str, write: object, practice: Practice) -> None:
    back = read(ending, write(practice))

    assert texts(back) == texts(practice)
    assert replace(back, sections=(), captures=()) == replace(practice, sections=(), captures=())
