from __future__ import annotations

from pathlib import Path

import pytest

from index.facets.masks import Filters
from index.retrieval.searcher import Searcher
from service.answers.answerability.decision import TOPIC_BAR, Outcome, topic_probability
from service.answers.model import Answer
from service.bootstrap import Bootstrap
from service.cli.results import render_answer
from service.messages.reasons import render_all
from service.reasons import NamesChanged, Narrowing, NothingCloseWithin, NothingWithin, ReasonCode, Widening
from service.settings import Settings
from tests.support.asking import answer_in_passages, ask, features_of

pytestmark = pytest.mark.model

BASE = "https://search.example.org"
MAIN_QUESTION = "Which networks worked on counter-trafficking referral mechanisms?"
PARTLY = (
    "What budget does the African Union Border Programme have?",
    "How do drones help to find migrants at sea?",
    "Какие визы Казахстан выдаёт студентам?",
)


@pytest.fixture(scope="module")
def searcher(built_in: Bootstrap) -> Searcher:
    return built_in.open_engine().context.searcher


@pytest.fixture(scope="module")
def real_page(shared: Path, tmp_path_factory: pytest.TempPathFactory, built_in: Bootstrap) -> Searcher:
    """An index of the real practice page alone."""
    bootstrap = Bootstrap(Settings(index=tmp_path_factory.mktemp("page")), built_in.models)
    bootstrap.build([shared / "data/practices/000_aa12a39304dfbf2e.txt"])
    return bootstrap.open_engine().context.searcher


def assert_verbatim(result: Answer, searcher: Searcher) -> None:
    for statement in result.statements:
        section = searcher.snapshot.practices[statement.practice_id].sections[statement.section_index]
        assert section.text[statement.start : statement.end] == statement.text
        assert section.text[statement.before_start : statement.end] == statement.before + statement.text
        assert section.name == statement.section


def test_the_real_page_answers_the_main_question_with_the_sentence_about_the_mechanism(real_page: Searcher) -> None:
    result = answer_in_passages(MAIN_QUESTION, real_page, BASE)

    first = result.statements[0]
    assert result.outcome is Outcome.FOUND
    assert result.practices[0].practice.title == "Bangladesh United Nations Network on Migration (BDUNNM)"
    assert first.text.startswith(
        "IOM facilitated the discussions around the establishment of the National Referral Mechanism"
    )
    assert first.text.endswith("contribute to this development.")
    assert first.section == "Benefit and impact"
    assert first.source_url.startswith(
        f"{BASE}/practices/bangladesh-united-nations-network-on-migration-bdunnm?passage=p"
    )
    assert_verbatim(result, real_page)


def test_a_question_about_penguins_is_not_found_with_a_reason(real_page: Searcher, searcher: Searcher) -> None:
    for place in (real_page, searcher):
        result = answer_in_passages("How do penguins raise their young?", place, BASE)

        assert result.outcome is Outcome.NOT_FOUND
        assert "penguins" in render_all(result.why)
        assert result.statements == []
        assert result.practices


@pytest.mark.parametrize(
    ("question", "practice_id"),
    [
        (MAIN_QUESTION, "bangladesh-united-nations-network-migration-bdunnm"),
        (
            "What alternatives to detention exist for children?",
            "cross-regional-peer-learning-platform-on-alternatives-to-child-immigration",
        ),
        ("How are missing migrants identified in Italy?", "identifying-missing-migrants-in-italy"),
        (
            "¿Qué redes de fiscales investigan la trata de personas?",
            "red-iberoamericana-de-fiscales-especializados-en-trata-de-personas-y-trafico",
        ),
        ("campagnes de régularisation au Maroc", "campagnes-de-regularisation-du-maroc"),
    ],
)
def test_the_built_in_collection_answers_with_the_right_practice_first(
    searcher: Searcher, question: str, practice_id: str
) -> None:
    result = answer_in_passages(question, searcher, BASE)

    assert result.outcome is not Outcome.NOT_FOUND
    assert result.practices[0].practice.practice_id == practice_id
    assert result.statements[0].practice_id == practice_id
    assert_verbatim(result, searcher)


@pytest.mark.parametrize(
    "question",
    [
        "What is the boiling point of tungsten?",
        "Who won the chess world championship?",
        "Как пингвины растят птенцов?",
        "什么是钨的沸点？",
        '"words that nobody wrote" on migrants',
        "xqzt",
        "ваниль",
        "?!",
    ],
)
def test_questions_on_other_subjects_are_not_found(searcher: Searcher, question: str) -> None:
    result = answer_in_passages(question, searcher, BASE)

    assert result.outcome is Outcome.NOT_FOUND
    assert result.why
    assert result.statements == []


def test_an_answer_holds_the_question_as_it_was_read(searcher: Searcher) -> None:
    result = answer_in_passages('Which HSP gave +"first aid" to childern?', searcher, BASE)

    assert result.query == searcher.read('Which HSP gave +"first aid" to childern?')
    assert result.query.phrases == ("first aid",)
    assert all(
        "first aid" in hit.passage.text.casefold() for practice_hit in result.practices for hit in practice_hit.hits
    )
    assert_verbatim(result, searcher)


def test_quotations_tell_their_language(searcher: Searcher) -> None:
    for question in ("¿Qué redes de fiscales investigan la trata de personas?", MAIN_QUESTION):
        for statement in answer_in_passages(question, searcher, BASE).statements:
            by_id = {passage.passage_id: passage for passage in searcher.snapshot.passages}
            assert statement.language == by_id[statement.passage_id].language is not None


def test_words_are_missed_only_in_a_language_that_the_collection_speaks(searcher: Searcher) -> None:
    russian = features_of("Как пингвины растят птенцов?", searcher)
    english = features_of("How do penguins raise their young?", searcher)

    assert russian.absent == ()
    assert "penguins" in english.absent
    assert russian.main is None
    assert russian.multilingual is not None
    assert russian.multilingual["term_coverage"] == 0
    assert topic_probability(russian) < TOPIC_BAR


def test_words_are_not_missed_where_another_language_answers(searcher: Searcher) -> None:
    """Of 171 passages 15 are Spanish: that none of them says *semana* tells nothing of the English ones."""
    for question in ("¿Cuántos euros por semana recibe el cuidador?", "¿Cómo crían los pingüinos a sus crías?"):
        assert searcher.snapshot.speaks("es")
        assert searcher.read(question).language == "es"
        assert features_of(question, searcher).absent == ()


@pytest.mark.parametrize("question", PARTLY)
def test_what_is_partly_found_says_what_is_missing(searcher: Searcher, question: str) -> None:
    result = answer_in_passages(question, searcher, BASE)

    assert result.outcome is Outcome.PARTLY
    assert result.statements
    assert {reason.code for reason in result.why} - {ReasonCode.MODEL_UNCALIBRATED}


def test_filters_that_leave_nothing_say_how_much_there_is_without_them(searcher: Searcher) -> None:
    question = "How are missing migrants identified?"
    nowhere = {"country": ("JP",), "year": ("1990",)}
    japan, year = Narrowing("country", ("JP",)), Narrowing("year", ("1990",))
    total = len(searcher.snapshot.practices)

    (alone,) = in_sentences(question, searcher, {"country": ("JP",)}).why
    (both,) = in_sentences(question, searcher, nowhere).why

    assert alone == NothingWithin("practice", (japan,), (Widening((japan,), total),))
    assert both == NothingWithin("practice", (japan, year), (Widening((japan, year), total),))


def test_filters_that_leave_nothing_close_say_that_there_is_more_without_them(searcher: Searcher) -> None:
    question, filters = "How can remittances be made cheaper?", {"country": ("CO",)}
    anywhere = in_sentences(question, searcher, {})

    narrowed = in_sentences(question, searcher, filters)

    quoted = {statement.practice_id for statement in anywhere.statements}
    assert anywhere.outcome is not Outcome.NOT_FOUND
    assert narrowed.outcome is Outcome.NOT_FOUND
    assert narrowed.why == (NothingCloseWithin((Narrowing("country", ("CO",)),), len(quoted)),)
    assert all("CO" in (hit.practice.countries or ()) for hit in narrowed.practices)


def test_filters_are_not_blamed_for_what_is_nowhere(searcher: Searcher) -> None:
    narrowed = in_sentences("How do penguins raise their young?", searcher, {"country": ("NE",)})

    assert narrowed.why == in_sentences("How do penguins raise their young?", searcher, {}).why


def in_sentences(question: str, searcher: Searcher, filters: Filters) -> Answer:
    return ask(question, searcher, filters=filters, without=["kind"]).answer


def test_counts_are_over_the_practices_quoted(searcher: Searcher) -> None:
    result = answer_in_passages(MAIN_QUESTION, searcher, BASE)

    quoted = {statement.practice_id for statement in result.statements}
    assert result.counts.practices == len(quoted)


def test_no_sentence_is_quoted_twice_and_few_from_one_practice(searcher: Searcher) -> None:
    result = answer_in_passages("human trafficking", searcher, BASE)

    texts = [statement.text for statement in result.statements]
    assert len(set(texts)) == len(texts) <= 5
    for practice_id in {statement.practice_id for statement in result.statements}:
        assert sum(statement.practice_id == practice_id for statement in result.statements) <= 2


@pytest.mark.parametrize(
    "question", ["How are returning migrants supported in Bangladehs?", "Which practices in Bangladehs help workers?"]
)
def test_what_may_be_another_name_is_answered_in_part_at_most(searcher: Searcher, question: str) -> None:
    answer = ask(question, searcher, BASE).answer

    assert ask(question.replace("Bangladehs", "Bangladesh"), searcher, BASE).answer.outcome is Outcome.FOUND
    assert answer.outcome is Outcome.PARTLY
    assert answer.why[-1] == NamesChanged((("Bangladehs", "Bangladesh"),))


@pytest.mark.parametrize(("name", "here"), [("Sonoma", "Sonora"), ("Zeeland", "Zealand"), ("Quinto", "Quito")])
def test_a_name_that_the_collection_lacks_is_answered_with_no_other(searcher: Searcher, name: str, here: str) -> None:
    query = searcher.read(f"How do cities in {name} help migrants who return?")

    assert (query.changes, searcher.read(here).changes) == ((), ())


def test_the_terminal_names_three_practices_at_most_where_nothing_is_found(searcher: Searcher) -> None:
    lines = render_answer(ask("How do penguins raise their young?", searcher)).splitlines()

    named = lines[lines.index("Nearest practices:") + 1 : lines.index("", lines.index("Nearest practices:"))]
    assert lines[0].startswith("Not found: ")
    assert [line.strip()[:2] for line in named] == ["1.", "2.", "3."]


def test_the_terminal_quotes_what_a_sentence_leans_on(searcher: Searcher) -> None:
    result = ask("What alternatives to detention exist for children?", searcher, without=["kind"])
    leaning = [statement for statement in result.answer.statements if statement.before]

    assert leaning
    assert all(f"“{statement.before}{statement.text}”" in render_answer(result) for statement in leaning)


def test_the_terminal_has_the_heading_of_the_page(searcher: Searcher) -> None:
    assert "\nClosest sentences: The question asks for a sum" in render_answer(ask(PARTLY[0], searcher))
