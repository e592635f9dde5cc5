from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
import typer
from click.testing import Result as Outcome
from typer.testing import CliRunner

from tests.relevance import __main__ as program
from tests.relevance.case import Case
from tests.relevance.check import Answered, Engine, Quoted, RefusedError, Result, check
from tests.relevance.engine import SearchEngine, word_for_word
from tests.relevance.reading import CASES, FLOORS, read_cases, read_floors
from tests.relevance.report import as_html, as_text, tally
from tests.relevance.wording import CaseError, ordinal, short_ordinal
from tests.support.asking import answer_in_passages

IDS = [f"p{number}" for number in range(1, 26)]
QUOTED = Quoted("p1", "In 2020 it helped 300 people.", verbatim=True)
FACTS = {"Index snapshot": "s-1"}


class Fake:
    """A search that gives what it is told to give, whatever is asked but the wordings it knows."""

    def __init__(
        self,
        ranking: Sequence[str] = IDS[:20],
        by_query: Mapping[str, Sequence[str]] | None = None,
        answered: Answered | None = None,
        refuses: str = "",
    ) -> None:
        self._ranking, self._by_query = ranking, by_query or {}
        self._answered, self._refuses = answered or Answered("found", [QUOTED]), refuses
        self.asked: list[object] = []

    def ranking(self, query: str, filters: Mapping[str, Sequence[str]]) -> Sequence[str]:
        self.asked.append(("ranking", query, filters))
        if self._refuses:
            raise RefusedError(self._refuses)
        return self._by_query.get(query, self._ranking)

    def answer(self, query: str, filters: Mapping[str, Sequence[str]]) -> Answered:
        self.asked.append(("answer", query, filters))
        return self._answered

    def related(self, practice_id: str) -> Sequence[str]:
        self.asked.append(("related", practice_id))
        return self._ranking


def case(**given: object) -> Case:
    asked = {} if {"queries", "related_to"} & set(given) else {"query": "words"}
    return Case.model_validate({"name": "A case", "group": "a class", "why": "It matters."} | asked | given)


def failures(engine: Engine, **given: object) -> list[str]:
    return list(check(case(**given), engine).failures)


# the checks, on rankings made up for them


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        ({"first": "p7"}, "expected first: p7; found seventh, first stands p1"),
        ({"first": "p14"}, "expected first: p14; found 14th, first stands p1"),
        ({"first": "p21"}, "expected first: p21; not in the first 20, first stands p1"),
        ({"include": ["p1", "p22"]}, "missing: p22 (not in the first 20)"),
        ({"include": ["p4"], "within": 3}, "missing: p4 (stands fourth, not in the first 3)"),
        ({"exclude": ["p3", "p25"]}, "forbidden p3 stands third"),
        ({"order": ["p5", "p2"]}, "p5 (5th) should stand before p2 (2nd)"),
        ({"order": ["p1", "p22", "p3"]}, "p22 (not in the first 20) should stand before p3"),
        ({"only": IDS[:18]}, f"expected only: {', '.join(IDS[:18])}; found 2 more, the best of them p19 (19th)"),
        ({"only": []}, "expected only: no practice; found 20 more, the best of them p1 (first)"),
        ({"outcome": "not_found"}, "expected outcome: not_found; it was found"),
        ({"quote_from": "p2"}, "expected a quotation from: p2; quoted was p1"),
        (
            {"quote_from": "p1", "quote_words": "400"},
            "expected a quotation from: p1, with the words “400”; quoted was “In 2020 it helped 300 people.”",
        ),
    ],
)
def test_a_failing_case_says_what_was_expected_and_what_happened(expected: dict[str, object], sentence: str) -> None:
    result = check(case(**expected), Fake())

    assert list(result.failures) == [sentence]
    assert not result.passed


@pytest.mark.parametrize(
    "expected",
    [
        {"first": "p1"},
        {"include": ["p1", "p3"], "within": 3},
        {"exclude": ["p4"], "within": 3},
        {"order": ["p2", "p5", "p21"]},
        {"only": IDS},
        {"outcome": ["partly", "found"]},
        {"quote_from": ["p2", "p1"], "quote_words": "300 people"},
        {"first": "p1", "include": ["p2"], "exclude": ["p25"], "outcome": "found"},
    ],
)
def test_a_case_passes_when_all_of_it_happens(expected: dict[str, object]) -> None:
    assert check(case(**expected), Fake()).passed


def test_every_expectation_that_is_missed_is_told() -> None:
    assert len(failures(Fake(), first="p2", include=["p22", "p23"], exclude=["p1"], outcome="partly")) == 5


def test_nothing_found_is_told_as_such() -> None:
    assert failures(Fake([]), first="p1") == ["expected first: p1; not in the first 20, nothing was found"]
    assert failures(Fake(answered=Answered("not_found", [])), quote_from="p1") == [
        "expected a quotation from: p1; quoted was nothing"
    ]


def test_wordings_are_compared_with_the_first_one() -> None:
    engine = Fake(by_query={"CTiP": ["p1", "p3", "p9", "p8", "p7", "p2"], "trata": ["p3", "p2", "p1"]})

    missed = failures(engine, queries=["counter-trafficking", "CTiP", "trata"], within=5, shared=3)

    assert missed == ["“CTiP”: same results: only 2 of 5 shared with “counter-trafficking”, expected 3"]


def test_each_wording_is_held_to_the_expectation() -> None:
    engine = Fake(by_query={"NRM": ["p2", "p1"]})

    assert failures(engine, queries=["mechanism", "NRM"], first="p1") == [
        "“NRM”: expected first: p1; found second, first stands p2"
    ]


def test_a_practice_related_to_itself_fails_the_case() -> None:
    assert failures(Fake(), related_to="p9", include=["p1"]) == [
        "expected never itself; it is called related to itself"
    ]
    assert failures(Fake(IDS[:8]), related_to="p9", include=["p1"]) == []


def test_a_quotation_that_does_not_stand_on_its_page_fails_the_case() -> None:
    answered = Answered("found", [QUOTED, Quoted("p3", "Made up.", verbatim=False)])

    assert failures(Fake(answered=answered), quote_from="p1") == ["not word for word from p3: “Made up.”"]


def test_what_the_search_cannot_do_fails_the_case_with_the_reason() -> None:
    engine = Fake(refuses="the search cannot be narrowed by region")

    assert failures(engine, filters={"region": "Africa"}, first="p1") == ["the search cannot be narrowed by region"]


def test_question_and_filters_reach_the_search_as_they_are_written() -> None:
    engine = Fake()

    check(case(filters={"objective": 9, "country": ["Niger", "Mali"]}, first="p1", outcome="found"), engine)
    check(case(related_to="p25", first="p1"), engine)

    filters = {"objective": ("9",), "country": ("Niger", "Mali")}
    assert engine.asked == [("ranking", "words", filters), ("answer", "words", filters), ("related", "p25")]


def test_places_are_told_in_words_and_in_figures() -> None:
    assert [ordinal(place) for place in (1, 10, 11)] == ["first", "tenth", "11th"]
    assert [short_ordinal(place) for place in (1, 2, 3, 4, 11, 12, 13, 21)] == (
        "1st 2nd 3rd 4th 11th 12th 13th 21st".split()
    )


# reading the files

GOOD = 'class = "one"\n[[case]]\nname = "A"\nwhy = "It matters."\nquery = "words"\nfirst = "p1"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("first", "frist"), "one.toml, case 'A': the key 'frist' is not known (did you mean 'first'?)."),
        (GOOD.replace("p1", "p11x"), "one.toml, case 'A': there is no practice 'p11x' (did you mean 'p11'?)."),
        (GOOD.replace("why", "# why"), "one.toml, case 'A': the key 'why' is missing."),
        (GOOD.replace("name", "# name"), "one.toml, case number 1: the key 'name' is missing."),
        (GOOD.replace("query", "# query"), "one.toml, case 'A': give one of: query, queries, related_to."),
        (GOOD.replace('"words"', '""'), "one.toml, case 'A': a query is empty."),
        (GOOD.replace("first", "# first"), "one.toml, case 'A': nothing is expected; give first, include"),
        (GOOD.replace('first = "p1"', "include = []"), "one.toml, case 'A': nothing is expected; give first, include"),
        (GOOD + 'include = [""]', "one.toml, case 'A': there is no practice ''."),
        (GOOD + 'filters = { contry = ["Niger"] }', "there is no filter 'contry' (did you mean 'country'?)."),
        (GOOD + 'outcome = "unknown"', "one.toml, case 'A': outcome is one or more of: found, partly, not_found."),
        (GOOD + "within = 5", "one.toml, case 'A': within belongs with include, exclude or shared."),
        (
            GOOD + 'include = ["p2"]\nwithin = 21',
            "'within' has the value 21: Input should be less than or equal to 20.",
        ),
        (GOOD + 'include = ["p2", "p3"]\nwithin = 1', "include names more practices than the first 1 can hold."),
        (GOOD + 'exclude = "p1"', "one.toml, case 'A': a practice is both wanted and excluded."),
        (GOOD + 'order = "p1"', "'order' has the value 'p1': Input should be a list in square brackets."),
        (GOOD + 'order = ["p1", "p1"]', "one.toml, case 'A': order needs two or more different practices."),
        (GOOD + "shared = 2", "one.toml, case 'A': shared compares several wordings; give queries."),
        (GOOD + 'quote_words = "x"', "one.toml, case 'A': quote_words needs quote_from."),
        (GOOD + 'group = "x"', "one.toml, case 'A': the key 'group' is not known."),
        (GOOD + GOOD.partition("\n")[2], "one.toml: the name 'A' is taken already, in one.toml."),
        (GOOD.replace("class", "clas"), "one.toml: 'clas' is not known (did you mean 'class'?)."),
        (GOOD.replace('"one"', "1"), 'one.toml: begin with a line class = "…" and put [[case]] above each case.'),
        ('class = "one"\ncase = ["A"]', "one.toml: put [[case]] above each case, not 'A'."),
        (GOOD + "order = [", "one.toml is not valid TOML: "),
        ("", "one.toml: begin with a line class"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "one.toml").write_text(text, encoding="utf-8")

    with pytest.raises(CaseError) as error:
        read_cases(tmp_path, IDS)

    assert message in str(error.value)


def test_a_good_file_is_read_and_a_name_is_unique_across_files(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(GOOD, encoding="utf-8")

    assert read_cases(tmp_path, IDS) == [
        Case(name="A", group="one", why="It matters.", query="words", first="p1"),
    ]

    (tmp_path / "two.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(CaseError, match=r"two\.toml: the name 'A' is taken already, in one\.toml"):
        read_cases(tmp_path, IDS)


def test_a_folder_without_cases_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="There are no cases in"):
        read_cases(tmp_path, IDS)


def test_floors_are_of_classes_that_exist(tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text("all = 3\norder = 2\n", encoding="utf-8")
    assert read_floors(floors, {"order"}) == {"all": 3, "order": 2}

    floors.write_text("oder = 2\n", encoding="utf-8")
    with pytest.raises(CaseError, match=r"there is no class 'oder' \(did you mean 'order'\?\)"):
        read_floors(floors, {"order"})

    floors.write_text("order = 0.5\n", encoding="utf-8")
    with pytest.raises(CaseError, match="whole number"):
        read_floors(floors, {"order"})


# the reports


@pytest.fixture
def made_up() -> list[Result]:
    return [
        Result(case(first="p1"), ()),
        Result(case(name="<b>Bold</b>", group="other", queries=["اتجار", "x & y"], first="p2"), ("it was <late>",)),
    ]


def test_the_tally_counts_by_class_and_in_all(made_up: list[Result]) -> None:
    lines = tally(made_up, {"all": 2, "a class": 1})

    assert [(line.group, line.passed, line.total, line.floor, line.holds) for line in lines] == [
        ("a class", 1, 1, 1, True),
        ("other", 0, 1, 0, True),
        ("all", 1, 2, 2, False),
    ]


def test_the_terminal_shows_the_failures_and_the_table(made_up: list[Result]) -> None:
    text = as_text(made_up, {"all": 2})

    assert "other: <b>Bold</b>\n    it was <late>\n" in text
    assert [line.split() for line in text.splitlines()[-3:]] == [
        ["a", "class", "1/1", "0"],
        ["other", "0/1", "0"],
        ["all", "1/2", "2", "below", "its", "floor"],
    ]


class Outline(HTMLParser):
    """The tags of a page in order, and its addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attributes:
            if name in ("src", "href"):
                self.addresses.append(value or "")
            if name == "id":
                self.anchors.add(f"#{value}")


def test_the_page_stands_alone_and_escapes_what_it_shows(made_up: list[Result]) -> None:
    page = as_html(made_up, {"all": 2}, FACTS)
    outline = Outline()
    outline.feed(page)

    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "it was &lt;late&gt;" in page
    assert "x &amp; y" in page
    assert "<b>" not in page
    assert not {"script", "link", "img", "iframe"} & set(outline.tags)
    assert outline.addresses
    assert set(outline.addresses) <= outline.anchors


def test_the_page_has_headings_in_order_and_says_in_words_what_passes(made_up: list[Result]) -> None:
    page = as_html(made_up, {"all": 2}, FACTS)
    outline = Outline()
    outline.feed(page)
    levels = [int(tag[1]) for tag in outline.tags if tag[0] == "h" and tag[1:].isdigit()]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert outline.tags.count("caption") == outline.tags.count("table") == 1
    assert "<strong>1 of 2 cases pass.</strong>" in page
    assert "✓ passes" in page
    assert "✗ fails" in page
    assert "s-1" in page


# the cases themselves, against the search over the built-in collection


@pytest.fixture(scope="module")
def results(built_in) -> list[Result]:
    engine = SearchEngine(built_in.open_engine().context.searcher)
    cases = read_cases(CASES, engine.searcher.snapshot.practices)
    read_floors(FLOORS, {case.group for case in cases})
    return [check(case, engine) for case in cases]


@pytest.mark.model
@pytest.mark.parametrize("group", tomllib.loads(FLOORS.read_text(encoding="utf-8")))
def test_as_many_cases_pass_as_the_floor_asks_for(results: list[Result], group: str) -> None:
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    line = next(line for line in tally(results, floors) if line.group == group)

    assert line.holds, as_text([result for result in results if group in ("all", result.case.group)], floors)


@pytest.mark.model
def test_the_cases_are_many_and_of_many_kinds(results: list[Result]) -> None:
    cases = [result.case for result in results]

    assert len(cases) >= 60
    assert len({case.group for case in cases}) >= 10


@pytest.mark.model
def test_every_practice_of_the_collection_is_wanted_by_a_case(results: list[Result], built_in) -> None:
    cases = [result.case for result in results]
    wanted = {
        practice_id for case in cases for practice_id in (case.first, *case.include, *case.order, *case.quote_from)
    }

    assert set(built_in.open_engine().context.searcher.snapshot.practices) - wanted == set()


@pytest.mark.model
def test_a_quotation_with_another_word_is_not_word_for_word(built_in) -> None:
    searcher = built_in.open_engine().context.searcher
    statement = answer_in_passages("human trafficking", searcher, "").statements[0]
    practices = searcher.snapshot.practices

    assert word_for_word(statement, practices)
    assert not word_for_word(replace(statement, text=statement.text + " indeed"), practices)
    assert not word_for_word(replace(statement, start=statement.start + 1), practices)


@pytest.mark.model
def test_filters_reach_the_search_and_unknown_ones_are_not_passed_over(built_in) -> None:
    engine = SearchEngine(built_in.open_engine().context.searcher)

    assert engine.ranking("migrants", {"country": ["Colombia"], "language": ["en"]}) == [
        "colombia-s-special-stay-permit"
    ]
    with pytest.raises(RefusedError, match="cannot be narrowed by atmosphere"):
        engine.ranking("migrants", {"atmosphere": ["calm"]})
    with pytest.raises(RefusedError, match="'Atlantis' is not known"):
        engine.ranking("migrants", {"country": ["Atlantis"]})


@pytest.fixture
def command(built_in, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Runs the command on one case, for the missing migrants of Italy."""
    app = typer.Typer()
    app.command()(program.main)
    (tmp_path / "floors.toml").write_text("all = 1\n", encoding="utf-8")
    (tmp_path / "cases").mkdir()
    monkeypatch.setattr(program, "CASES", tmp_path / "cases")
    monkeypatch.setattr(program, "FLOORS", tmp_path / "floors.toml")

    def run(expected: str, *options: str) -> Outcome:
        text = GOOD.replace("words", "missing migrants in Italy").replace('first = "p1"', expected)
        (tmp_path / "cases/one.toml").write_text(text, encoding="utf-8")
        places = ["--index", str(built_in.settings.index), "--output", str(tmp_path / "page/relevance.html")]
        return CliRunner().invoke(app, [*places, *options])

    return run


@pytest.mark.model
def test_the_command_writes_the_page_and_its_status_follows_the_floors(command, tmp_path: Path) -> None:
    good = command('first = "identifying-missing-migrants-in-italy"')
    page = (tmp_path / "page/relevance.html").read_text(encoding="utf-8")

    assert good.exit_code == 0, good.output
    assert "1/1" in good.output
    assert "<strong>1 of 1 cases pass.</strong>" in page

    bad = command('first = "europass-portal"')

    assert bad.exit_code == 1
    assert "expected first: europass-portal; " in bad.output
    assert "first stands identifying-missing-migrants-in-italy" in bad.output


@pytest.mark.model
def test_the_command_names_a_mistake_and_lists_the_ids(command) -> None:
    wrong = command('frist = "europass-portal"')
    listed = command('first = "europass-portal"', "--ids")

    assert wrong.exit_code == 1
    assert "one.toml, case 'A': the key 'frist' is not known" in wrong.output
    assert listed.exit_code == 0
    assert "europass-portal\n    Europass portal\n" in listed.output
    assert len(listed.output.splitlines()) == 120
