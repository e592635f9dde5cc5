from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import collect
from corpus.loading.merging import merge_captures
from corpus.loading.pages import Pages
from corpus.loading.same_page import Candidate, page_address, same_page
from corpus.model import Capture, Dates, Practice, Section, SectionKind
from corpus.text.strings import fold

TEXT = "A clock tells the tide to people far from any sea, and is wound by hand every Friday."


def practice(source: str = "a.txt", text: str = TEXT, **values: object) -> Practice:
    made = Practice(
        "tide-clock", "Tide Clock", (Section(SectionKind.SUMMARY, "Summary", text),), captures=(Capture(source),)
    )
    return replace(made, **values)  # type: ignore[arg-type]


def are_one(first: Practice, second: Practice) -> bool:
    return same_page(Candidate(first), Candidate(second))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/practice/x",
        "https://www.example.org/practice/x/",
        "https://EXAMPLE.org:443/practice/x#summary",
        "https://example.org/practice/x?utm_source=mail&fbclid=1",
    ],
)
def test_one_page_has_one_address_however_it_is_written(url: str) -> None:
    assert page_address(url) == "example.org/practice/x"


def test_pages_that_differ_have_addresses_that_differ() -> None:
    urls = [
        "https://example.org/practice/x",
        "https://example.org/fr/practice/x",
        "https://example.org/practice/x?page=2",
    ]

    assert len({page_address(url) for url in urls}) == 3
    assert page_address(None) is page_address("https://[broken") is page_address("x") is None


def test_two_captures_are_one_page_by_address_and_by_title_and_text() -> None:
    there = practice(url="https://example.org/practice/tide-clock")
    bare = practice(url=None)

    assert are_one(there, replace(there, url="http://www.example.org/practice/tide-clock/", title="Clock of the Tide"))
    assert are_one(there, bare)
    assert are_one(practice(text=TEXT + " Boats sail in time."), bare)


@pytest.mark.parametrize(
    "other",
    [
        practice(url="https://example.org/fr/practice/tide-clock"),
        practice(text="It is something else altogether, of which nobody has told us anything so far."),
        practice(title="Sun Clock"),
        practice(digest_of="A site"),
    ],
)
def test_another_page_is_not_merged(other: Practice) -> None:
    there = practice(url="https://example.org/practice/tide-clock")

    assert not are_one(there, other)


@pytest.mark.parametrize(
    ("values", "others", "expected"),
    [
        ({"countries": ("NE",)}, {"countries": ("TD",)}, False),
        ({"countries": ("NE", "ML")}, {"countries": ("ML", "TD")}, False),
        ({"countries": ("NE", "ML")}, {"countries": ("ML",)}, True),
        ({"countries": ()}, {"countries": ("ML",)}, True),
        ({"dates": Dates("2018")}, {"dates": Dates("2019")}, False),
        ({"dates": Dates("2018")}, {"dates": Dates("2018-03", "2020")}, True),
        ({"dates": Dates("2018", "2019")}, {"dates": Dates("2018", "2020")}, False),
        ({"implementing": ("IOM",)}, {"implementing": ("Ministry of Tides",)}, False),
        ({"implementing": ("IOM",)}, {"implementing": ("OIM", "Ministry of Tides")}, True),
    ],
)
def test_other_countries_years_or_implementers_speak_against_one_page(
    values: dict[str, object], others: dict[str, object], expected: bool
) -> None:
    address = {"url": "https://example.org/practice/tide-clock"}

    assert are_one(practice(**values), practice(**others)) is expected
    assert are_one(practice(**values, **address), practice(**others)) is expected
    assert are_one(practice(**values, **address), practice(**others, **address))


def test_records_of_one_table_are_different_practices_unless_all_is_equal(tmp_path: Path) -> None:
    rows = [f"Tide Clock,{country},{TEXT}" for country in ("Niger", "Chad", "", "Niger")]
    (tmp_path / "a.csv").write_text("\n".join(["Title,Country,Summary", *rows]), encoding="utf-8")
    (tmp_path / "b.csv").write_text("\n".join(["Title,Country,Summary", rows[1]]), encoding="utf-8")

    collection = collect([tmp_path])

    assert [known.countries for known in collection.practices] == [("NE",), ("TD",), None]
    assert [[Path(made.source).name for made in known.captures] for known in collection.practices] == [
        ["a.csv:2", "a.csv:5"],
        ["a.csv:3", "b.csv:2"],
        ["a.csv:4"],
    ]


def test_many_records_with_one_title_are_compared_with_few(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr("corpus.loading.pages.same_page", lambda *pair: bool(compared.append(pair)))
    pages, table = Pages(), Pages()
    for number in range(300):
        pages.add(practice(f"{number}.txt", f"{number} {TEXT}"))
    others = len(compared)
    for number in range(300):
        table.add(practice(f"a.csv:{number}", f"{number} {TEXT}"), table="a.csv:")

    assert others < 300 * 100
    assert len(compared) == others


def test_records_whose_own_ids_differ_stay_apart_though_title_and_text_agree() -> None:
    assert not are_one(practice(practice_id="t05-1"), practice(practice_id="t05-2"))


def test_the_richer_value_wins_field_by_field_and_the_other_one_is_kept() -> None:
    bare = practice(
        "b.txt",
        dates=Dates("2018", None, False, "2018"),
        countries=("NE",),
        type="Service",
        sections=(
            Section(SectionKind.SUMMARY, "Summary", "It ticks."),
            Section(SectionKind.INNOVATION, "Innovation", "No tide is needed."),
            Section(SectionKind.MEDIA, "Media", "Clock at noon."),
        ),
    )
    full = practice(
        "a.txt",
        url="https://example.org/practice/clock-of-tides",
        practice_id="clock-of-tides",
        dates=Dates("2018", None, True, "2018 - Present"),
        countries=("NE", "ML"),
        type="Campaign",
        sections=(
            Section(SectionKind.SUMMARY, "Summary", "It ticks. It also rings at high tide."),
            Section(SectionKind.KEY_LESSONS, "Key Lessons", "Wind it."),
            Section(SectionKind.MEDIA, None, "Bell at night."),
        ),
    )

    practice_made, differing = merge_captures(bare, full)

    assert practice_made.practice_id == "clock-of-tides"
    assert practice_made.dates == full.dates
    assert practice_made.countries == ("NE", "ML")
    assert practice_made.type == "Campaign"
    assert [(s.kind.value, s.heading, s.text) for s in practice_made.sections] == [
        ("summary", "Summary", "It ticks. It also rings at high tide."),
        ("key_lessons", "Key Lessons", "Wind it."),
        ("innovation", "Innovation", "No tide is needed."),
        ("media", "Media", "Clock at noon."),
    ]
    assert practice_made.extra == {"type in b.txt": "Service", "Media in a.txt": "Bell at night."}
    assert differing == ["type", "Media"]
    assert [capture.source for capture in practice_made.captures] == ["a.txt", "b.txt"]


words = st.sampled_from("tide tides clock bell harbour sand".split())
texts = st.lists(st.lists(words, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3).map("\n".join)
sections = st.lists(
    st.builds(
        Section, st.sampled_from([SectionKind.SUMMARY, SectionKind.MEDIA, SectionKind.OTHER]), st.just("Bell"), texts
    ),
    max_size=4,
).map(tuple)
names = st.none() | st.lists(words, max_size=3, unique=True).map(tuple)
captures = st.builds(
    Practice,
    st.just("tide-clock"),
    st.sampled_from(["Tide clock", "Tide Clock of sand"]),
    sections,
    url=st.sampled_from([None, "https://example.org/tide-clock", "http://www.example.org/tide-clock/"]),
    type=st.none() | words,
    dates=st.none() | st.builds(Dates, st.sampled_from(["2018", "2018-03"]), st.none(), st.booleans(), texts),
    countries=st.none() | st.lists(st.sampled_from(["NE", "ML", "TD"]), max_size=2, unique=True).map(tuple),
    partners=names,
    submitted=st.none() | words,
    extra=st.dictionaries(st.sampled_from(["mood", "colour"]), texts, max_size=2),
    captures=st.sampled_from("abc").map(lambda name: (Capture(name),)),
)


def words_of(practice: Practice) -> set[str]:
    values = [practice.title, practice.type, practice.submitted, practice.dates and practice.dates.as_written]
    values += [*(practice.countries or ()), *(practice.partners or ()), *practice.extra.values()]
    return set(fold(" ".join([*filter(None, values), *(s.text for s in practice.sections)])).split())


@given(captures, captures)
def test_whether_two_captures_are_one_page_is_the_same_from_both_sides(first: Practice, second: Practice) -> None:
    assert are_one(first, second) == are_one(second, first)


@settings(max_examples=75, deadline=None)
@given(first=captures, second=captures)
def test_merging_loses_no_word_and_is_idempotent(first: Practice, second: Practice) -> None:
    both, _ = merge_captures(first, second)

    assert words_of(both) >= words_of(first) | words_of(second)
    assert set(both.captures) == {*first.captures, *second.captures}
    assert merge_captures(both, second)[0] == both
    assert merge_captures(first, first) == (first, [])


@settings(max_examples=50, deadline=None)
@given(several=st.lists(captures, min_size=2, max_size=3))
def test_the_order_of_captures_does_not_change_which_words_are_there(several: list[Practice]) -> None:
    word_sets = []
    for ordered in permutations(several):
        both = ordered[0]
        for other in ordered[1:]:
            both, _ = merge_captures(both, other)
        word_sets.append(words_of(both))

    assert all(word_set == word_sets[0] for word_set in word_sets)


def test_forms_a_and_b_of_one_page_are_merged_whichever_comes_first(tmp_path: Path) -> None:
    body = f"Summary\n{TEXT}\nKey Lessons\nIt has to be wound, or else it stops.\nNewsletter\n"
    form_a = f"Repository of Practices\nThe Tide Clock\nDates\n2018 - Present\nCountry:\nNiger\n{body}"
    form_b = f"Repository of Practices\nThe Tide Clock\nDates\nCountry:\n{body}"
    record = {"title": "The Tide Clock", "url": "https://example.org/practice/tide-clock", "summary": TEXT}
    for names in permutations(["1.txt", "2.txt", "3.json"]):
        folder = tmp_path / "".join(names)
        folder.mkdir()
        for name, text in zip(names, (form_a, form_b, json.dumps(record)), strict=True):
            (folder / f"{name.partition('.')[0]}{'.json' if text.startswith('{') else '.txt'}").write_text(text)

        collection = collect([folder])

        [practice] = collection.practices
        assert practice.practice_id == "tide-clock"
        assert practice.dates == Dates("2018", None, True, "2018 - Present")
        assert practice.countries == ("NE",)
        assert [section.kind.value for section in practice.sections] == ["summary", "key_lessons"]
        assert len(practice.captures) == 3
        assert practice.source.endswith(".json#1")
        assert practice.extra == {}
        assert len(collection.notes) == 2


def test_pages_with_one_id_get_ids_of_their_own() -> None:
    pages = Pages()
    for language in ("", "/fr", "/es"):
        assert pages.add(practice(language or "en", url=f"https://example.org{language}/practice/tide-clock")) is None

    practices, notes = pages.with_unique_ids()

    assert practices[0].practice_id == "tide-clock"
    assert len({p.practice_id for p in practices}) == 3
    assert len(notes) == 2
