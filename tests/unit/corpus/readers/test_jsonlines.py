from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import Dates, PageError
from corpus.model import Link, Practice
from corpus.parsing.results import Problem, Read
from corpus.readers.jsonlines import read_json, read_json_lines
from corpus.text.strings import clean, fold


def read(value: object) -> Practice:
    (item,) = read_json(json.dumps(value).encode(), "page.json")
    assert isinstance(item, Read)
    return item.practice


def sections(practice: Practice) -> list[tuple[str, str | None, str]]:
    return [(section.kind.value, section.heading, section.text) for section in practice.sections]


OWN = {
    "id": "clock-1",
    "title": "The Tide Clock",
    "lang": "en",
    "dates": "2018 - 2020",
    "type": "service",
    "countries": ["Niger", "ML", "Atlantis"],
    "objectives": {"primary": [7, 3], "secondary": [23]},
    "principles": ["Human rights"],
    "sdgs": "8; 10",
    "partners": [],
    "key_lessons": "Wind it.",
    "mood": {"calm": [1, 2]},
    "empty": None,
}


def test_a_record_in_the_own_form_gives_every_field() -> None:
    practice = read(OWN)

    assert (practice.practice_id, practice.title, practice.language) == ("clock-1", "The Tide Clock", "en")
    assert practice.dates == Dates("2018", "2020", False, "2018 - 2020")
    assert (practice.type, practice.countries, practice.partners) == ("Service", ("NE", "ML"), None)
    assert (practice.primary_objectives, practice.secondary_objectives) == ((7, 3), (23,))
    assert (practice.principles, practice.sdgs) == ((6,), (8, 10))
    assert sections(practice) == [("key_lessons", None, "Wind it.")]
    assert practice.extra == {"countries": "Atlantis", "mood": '{"calm": [1, 2]}'}


def test_sections_may_be_a_list() -> None:
    parts = [
        {"heading": "Summary", "text": "It ticks.\r\nIt tocks."},
        {"kind": "key_lessons", "text": ["Wind it.", "Daily."], "note": "by hand"},
        {"heading": "The Long Road", "text": "It was carried."},
        "A stray word.",
    ]

    assert sections(read({"title": "Clock", "sections": parts})) == [
        ("summary", "Summary", "It ticks.\nIt tocks."),
        ("key_lessons", "key_lessons", "Wind it.\nDaily.\nnote: by hand"),
        ("other", "The Long Road", "It was carried."),
        ("other", None, "A stray word."),
    ]


def test_sections_may_be_named_texts() -> None:
    parts = {"benefit_and_impact": "Forty boats sailed.", "The Long Road": ["It was", "carried."], "Media": None}

    assert sections(read({"title": "Clock", "sections": parts})) == [
        ("benefit_and_impact", "benefit_and_impact", "Forty boats sailed."),
        ("other", "The Long Road", "It was\ncarried."),
    ]


@pytest.mark.parametrize("text", ["It ticks.\nIt tocks.", ["It ticks.", "It tocks."]])
def test_a_record_of_a_test_collection_is_a_practice_with_one_section(text: object) -> None:
    practice = read({"_id": "d1", "title": "Clock", "text": text, "metadata": {}})

    assert (practice.practice_id, practice.extra) == ("d1", {})
    assert sections(practice) == [("summary", None, "It ticks.\nIt tocks.")]


def test_a_broken_line_among_good_ones_is_named_with_its_number() -> None:
    lines = ['{"title": "One"}', "", '{"title": "Two"', '{"text": "no title"}', "[1]", '{"title": "Three"}']

    items = list(read_json_lines("\n".join(lines).encode(), "all.jsonl"))

    assert [item.practice.title for item in items if isinstance(item, Read)] == ["One", "Three"]
    broken, untitled, other = [item for item in items if isinstance(item, Problem)]
    assert (broken.source, broken.reason[:14]) == ("all.jsonl:3", "not valid JSON")
    assert (untitled.source, untitled.reason[:14]) == ("all.jsonl:4", "no title found")
    assert other == Problem("all.jsonl:5", "expected an object with named values, found list.")


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_file_may_hold_a_list_of_practices(wrapped: bool) -> None:
    records = [{"title": "One"}, 7, {"title": "Two"}]

    items = list(read_json(json.dumps({"practices": records} if wrapped else records).encode(), "all.json"))

    assert [item.practice.title if isinstance(item, Read) else item for item in items] == [
        "One",
        Problem("all.json#2", "expected an object with named values, found int."),
        "Two",
    ]


@pytest.mark.parametrize("text", ["[]", '{"practices": []}'])
def test_a_list_of_nothing_is_a_problem(text: str) -> None:
    with pytest.raises(PageError, match=r"all\.json: the list holds no practices"):
        list(read_json(text.encode(), "all.json"))


@pytest.mark.parametrize("text", ["{", "nonsense", "[" * 100_000, '{"a": ' + "9" * 5000 + "}"])
def test_what_is_not_json_is_refused_by_name(text: str) -> None:
    with pytest.raises(PageError, match=r"all\.json: not valid JSON"):
        list(read_json(text.encode(), "all.json"))


def test_half_characters_are_replaced_everywhere() -> None:
    half = "\ud83d"

    practice = read(
        {
            "id": f"a{half}b",
            "title": f"Clock {half}",
            "countries": [f"X{half}"],
            f"key {half}": [half],
            "sections": {f"Road {half}": f"Sand {half}", "Face": "\ud83d\ude00"},
        }
    )

    assert (practice.practice_id, practice.title) == ("a-b", "Clock \ufffd")
    assert practice.extra == {"countries": "X\ufffd", "key \ufffd": '["\ufffd"]'}
    assert sections(practice) == [("other", "Road \ufffd", "Sand \ufffd"), ("other", "Face", "\U0001f600")]


def test_a_record_of_real_projects_keeps_every_value(shared: Path) -> None:
    lines = (shared / "data" / "practices" / "eutf_projects.jsonl").read_bytes().split(b"\n")[:40]

    items = list(read_json_lines(b"\n".join(lines), "eutf.jsonl"))

    for line, item in zip(lines, items, strict=True):
        record = json.loads(line)
        assert isinstance(item, Read)
        practice = item.practice
        assert (practice.title, practice.language) == (record["title"].strip(), record["lang"])
        assert [section.text for section in practice.sections] == [clean(record["text"]).strip()]
        assert practice.implementing == (tuple(dict.fromkeys(record["implementing"])) or None)
        assert practice.partners is None
        for role, written in (("accountable", record["accountable"]), ("donors", record["funding"])):
            names = getattr(practice, role) or ()
            assert all(name in written for name in names)
            assert set(fold(" ".join(names)).split()) == set(fold(written).split())
            assert len(names) == len(set(names))
        dates = practice.dates or Dates()
        assert (dates.start or "", dates.end or "") == (record["date_start"], record["date_end"])
        written = record["budget"]
        for amount in practice.amounts or ():
            assert (amount.value, amount.currency, amount.as_written) == (float(written), "XXX", written)
        assert practice.amounts or practice.extra.get("budget") == written
        assert practice.extra["parent"] == record["parent"]


def test_a_record_of_the_real_examples_gives_its_objective_and_language(shared: Path) -> None:
    path = shared / "data" / "practices" / "gcm_practice_examples.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    items = list(read_json_lines(path.read_bytes(), path.name))

    practices = [item.practice for item in items if isinstance(item, Read)]
    assert len(practices) == len(items) == len(records)
    assert [p.practice_id for p in practices] == [record["id"] for record in records]
    assert [p.objectives for p in practices] == [(record["objective"],) for record in records]
    assert [p.language for p in practices] == [record["lang"] for record in records]
    assert [p.extra["practice_id"] for p in practices] == [record["practice_id"] for record in records]


OWN_FORM = Practice("clock", "The Tide Clock", countries=("NE",), primary_objectives=(7,), partners=()).to_dict()


def test_the_own_form_keeps_what_is_known_to_be_none_and_the_place_it_was_read_from() -> None:
    practice = read({**OWN_FORM, "extra": {"key \ud83d": "e\u0301"}})

    assert (practice.partners, practice.regions, practice.extra) == ((), None, {"key \ufffd": "é"})
    assert practice.source == "page.json#1"


@pytest.mark.parametrize(
    ("changed", "extra"),
    [
        ({"primary_objectives": [99]}, {"primary_objectives": "99"}),
        ({"countries": ["Niger", "Atlantis"]}, {"countries": "Atlantis"}),
        ({"mood": "calm"}, {"mood": "calm"}),
        ({"url": "javascript:alert(1)"}, {"url": "javascript:alert(1)"}),
    ],
)
def test_what_is_only_like_the_own_form_is_read_by_the_names_of_its_values(
    changed: dict[str, object], extra: dict[str, str]
) -> None:
    practice = read({**OWN_FORM, **changed})

    assert (practice.title, practice.extra) == ("The Tide Clock", extra)


RENDERED = {
    "slug": "tide-desk",
    "link": "https://example.org/tide-desk/",
    "title": {"rendered": "The Tide Desk &#8211; at the quay"},
    "content": {
        "rendered": "<p>Country: Niger</p>\n<h2>Summary</h2>\n<p>It ticks in a caf&eacute;, see <a href='https://x.org/a'>"
        "the log</a>.</p><p hidden>Not this.</p><h2>Key Lessons</h2>\n<p>Wind it &amp; wait.</p>\n",
        "protected": False,
    },
}


def test_html_in_a_record_is_read_as_a_browser_shows_it() -> None:
    practice = read(RENDERED)

    assert practice.title == "The Tide Desk – at the quay"
    assert practice.countries == ("NE",)
    assert [(section.kind.value, section.text) for section in practice.sections] == [
        ("summary", "It ticks in a café, see the log."),
        ("key_lessons", "Wind it & wait."),
    ]
    assert practice.sections[0].links == (Link(24, 31, "https://x.org/a"),)


def test_signs_of_html_in_plain_records_stay_as_they_are() -> None:
    practice = read({"title": "A &amp; B", "summary": "If a < b &lt; c, so it is."})

    assert (practice.title, practice.sections[0].text) == ("A &amp; B", "If a < b &lt; c, so it is.")


SECTION = {"kind": "summary", "heading": None, "text": "See the log."}


@pytest.mark.parametrize(
    "link", [[4, 11, "https://example.org"], {"start": 4, "end": 11, "url": "https://example.org"}]
)
def test_the_own_form_keeps_links_as_the_project_and_as_the_api_write_them(link: object) -> None:
    practice = read({**OWN_FORM, "sections": [{**SECTION, "links": [link]}]})

    assert practice.sections[0].links == (Link(4, 11, "https://example.org"),)


@pytest.mark.parametrize(
    "links",
    [
        [[4, 11, "javascript:alert(1)"]],
        [[4, 99, "https://example.org"]],
        [[4, 11, "https://example.org"], [6, 8, "https://example.org"]],
        [[-1, 3, "https://example.org"]],
        [[4, 11]],
    ],
)
def test_links_that_stand_at_no_words_or_lead_elsewhere_are_not_believed(links: list[object]) -> None:
    practice = read({**OWN_FORM, "sections": [{**SECTION, "links": links}]})

    assert [section.links for section in practice.sections] == [()]


def test_every_word_of_a_record_is_met() -> None:
    (item,) = read_json(json.dumps({"title": "Clock", "mood": {"calm": [1, None, "glad"]}}).encode(), "page.json")

    assert isinstance(item, Read)
    assert item.seen.split() == ["Clock", "1", "glad"]
