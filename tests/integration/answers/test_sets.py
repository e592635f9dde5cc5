from __future__ import annotations

from statistics import mean

import pytest

from index.retrieval.searcher import Searcher
from service.answers.answerability.decision import Outcome
from service.bootstrap import Bootstrap
from service.engine import AnswerResult
from service.messages.reasons import render_all
from tests.bench import sets as bench
from tests.support.asking import ask

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def searcher(built_in: Bootstrap) -> Searcher:
    return built_in.open_engine().context.searcher


def asked(searcher: Searcher, question: str, **options: object) -> AnswerResult:
    return ask(question, searcher, "https://search.example.org", **options)  # type: ignore[arg-type]


def ids(result: AnswerResult) -> set[str]:
    return {hit.practice.practice_id for hit in result.answer.practices}


def test_sets_are_as_right_and_as_complete_as_they_have_been(searcher: Searcher) -> None:
    measured = list(bench.measure(searcher))
    held_out = [result for result in measured if result.number % 2 == 0]

    assert all(result.as_meant for result in measured)
    assert mean(result.precision for result in measured) >= 0.95
    assert mean(result.recall for result in measured) >= 0.92
    assert mean(result.precision for result in held_out) >= 0.92
    assert mean(result.recall for result in held_out) >= 0.88
    assert all(result.total == len(result.returned) for result in measured)
    wrong = {
        result.question for result in measured if result.gold_countries and result.gold_countries != result.countries
    }
    assert wrong <= {"Which countries regularized the stay of migrants?"}  # by its stem that is *regular*, too


def test_every_practice_of_a_set_has_one_sentence_word_for_word(searcher: Searcher) -> None:
    for question in ("Which practices provide medical care to migrants?", "List all practices in Niger."):
        result = asked(searcher, question, top=100)

        assert [statement.practice_id for statement in result.answer.statements] == [
            hit.practice.practice_id for hit in result.answer.practices
        ]
        for statement in result.answer.statements:
            section = searcher.snapshot.practices[statement.practice_id].sections[statement.section_index]
            assert section.text[statement.start : statement.end] == statement.text


def test_counts_are_over_the_whole_set_and_not_over_the_page(searcher: Searcher) -> None:
    few, many = (asked(searcher, "How many practices are there in Asia?", top=top) for top in (1, 100))

    assert (len(few.answer.practices), len(many.answer.practices)) == (1, 14)
    assert few.answer.counts == many.answer.counts
    assert few.answer.counts.practices == 14
    assert few.answer.counts.by_country["TH"] == 4
    assert few.answer.counts.by_year["2019"] == 5


def test_a_constraint_is_applied_and_can_be_switched_off(searcher: Searcher) -> None:
    question = "Which practices in West Africa give humanitarian assistance?"
    on, off = asked(searcher, question, top=100), asked(searcher, question, top=100, without=["region:Western Africa"])

    assert [condition.key for condition in on.plan.conditions] == ["region:Western Africa"]
    assert on.filters == {"region": ("Western Africa",)}
    assert off.plan.conditions == ()
    assert [condition.key for condition in off.plan.off] == ["region:Western Africa"]
    assert "West Africa" in off.interpretation.subject
    assert off.filters == {}


def test_a_filter_that_is_given_wins_over_the_question(searcher: Searcher) -> None:
    result = asked(searcher, "List all practices in Niger.", top=100, filters={"country": ("IT",)})

    assert ids(result) == {"identifying-missing-migrants-in-italy"}
    assert result.overruled == {"country"}


def test_a_set_question_can_be_answered_with_sentences(searcher: Searcher) -> None:
    result = asked(searcher, "Which networks worked on counter-trafficking?", without=["kind"])

    assert (result.answer.kind, result.practice_set, result.filters) == ("passage", None, {})
    assert len(result.answer.practices) == 10


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (
            "How many practices are there in Japan?",
            "No practice of the collection states country Japan; without this condition: 60 practices.",
        ),
        (
            "Which practices ran in 1990?",
            "No practice of the collection states year 1990; without this condition: 60 practices.",
        ),
        (
            "Which networks in Niger fight trafficking?",
            "No network of the collection that states country Niger is about “fight trafficking”; without this "
            "condition: 2 networks.",
        ),
        ("Which practices are about penguins?", "No practice of the collection is about “penguins”."),
    ],
)
def test_an_empty_set_says_why_and_what_is_nearest(searcher: Searcher, question: str, why: str) -> None:
    result = asked(searcher, question)

    assert (result.answer.outcome, render_all(result.answer.why)) == (Outcome.NOT_FOUND, why)
    assert result.answer.counts.practices == 0
    assert result.answer.statements == []
    assert result.answer.practices


@pytest.mark.parametrize(
    "question",
    [
        "Which practices protect elephants?",
        "How many practices train astronauts?",
        "Which practices teach chess to children?",
        "Which practices build railways?",
        "Which practices support beekeepers?",
        "Which practices recruit submarine crews?",
    ],
)
def test_nothing_is_about_what_no_page_names_though_its_verb_is_everywhere(searcher: Searcher, question: str) -> None:
    result = asked(searcher, question)

    assert result.answer.outcome is not Outcome.FOUND
    assert result.practice_set is not None
    assert result.practice_set.topic is not None
    assert result.practice_set.topic.practice_ids == ()


def test_a_verb_that_no_page_has_leaves_a_set_but_nothing_sure(searcher: Searcher) -> None:
    usual, rare = (asked(searcher, f"Which practices {verb} refugees?", top=100) for verb in ("support", "bamboozle"))

    assert usual.answer.outcome is Outcome.FOUND
    assert rare.answer.outcome is Outcome.PARTLY
    assert ids(rare) & ids(usual)


def test_who_works_in_both_of_two_countries_may_do_so_apart(searcher: Searcher) -> None:
    joint = asked(searcher, "Which organisations work in both Niger and Libya?")
    either = asked(searcher, "Which organisations work in Niger or Libya?")

    assert (joint.answer.outcome, joint.plan.not_understood) != (Outcome.FOUND, ())
    assert "Niger and Libya" in joint.plan.not_understood
    assert either.plan.not_understood == ()


def test_organisations_are_those_that_the_practices_of_the_set_state(searcher: Searcher) -> None:
    result = asked(searcher, "Who funded the programmes in Libya?", top=100)

    stated = {name for practice_id in ids(result) for name in searcher.snapshot.practices[practice_id].partners or ()}
    assert {unit.label for unit in result.units} == stated
    assert result.units[0].label.startswith("EU")
    assert len(result.units[0].practices) == 2


@pytest.mark.parametrize(
    ("question", "practice_id"),
    [
        ("Which practices support migrants from Venezuela in Colombia?", "colombia-s-special-stay-permit"),
        ("¿Qué prácticas hay sobre remesas?", "technological-developments-in-mobile-payments"),
        ("Quelles pratiques concernent les soins de santé au Niger ?", "medical-assistance-provided-migrants-niger"),
        ("Какие практики касаются пропавших мигрантов?", "proyecto-frontera"),
        ("哪些国家有关于侨民的做法？", "undp-five-pillar-approach-engage-diasporas-local-development"),
        ("ما هي الممارسات المتعلقة بالاتجار بالأشخاص؟", "protect-project"),
    ],
)
def test_questions_beside_the_sixty_find_what_they_ask_for(searcher: Searcher, question: str, practice_id: str) -> None:
    result = asked(searcher, question, top=100)

    assert result.interpretation.kind == "list"
    assert practice_id in ids(result)


def test_a_question_for_a_passage_goes_its_own_way(searcher: Searcher) -> None:
    result = asked(searcher, "How are missing migrants identified in Italy?")

    assert (result.answer.kind, result.units, result.filters) == ("passage", [], {})
    assert result.answer.counts.practices == len({statement.practice_id for statement in result.answer.statements})
