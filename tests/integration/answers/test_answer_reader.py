"""A reader confirms what is found, and puts first what it says answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import ModelError
from index.retrieval.searcher import Searcher
from service.answers.answerability.decision import Outcome
from service.answers.answerability.reading import CLOSEST
from service.answers.context import AnswerContext
from service.answers.model import Answer
from service.answers.passage_answer import answer_with_passages
from service.answers.reader.protocol import AnswerReader
from service.bootstrap import Bootstrap
from service.questions.understanding import interpret
from service.reasons import ReasonCode
from service.settings import Settings
from tests.support.asking import sentences_for
from tests.support.readers import ScriptedReader, write_tiny_reader

pytestmark = pytest.mark.model

ANSWERED = "When was Colombia's Special Stay Permit created?"
SENTENCE = "Colombia created a Special Stay Permit in 2017."


@pytest.fixture(scope="module")
def searcher(built_in: Bootstrap) -> Searcher:
    return built_in.open_engine().context.searcher


def read_by(reader: AnswerReader | None, question: str, searcher: Searcher) -> Answer:
    context = AnswerContext.of(searcher, "", reader)
    query = searcher.read(question)
    return answer_with_passages(query, interpret(query, context.gazetteer, searcher.snapshot.facets).plan, context)


def test_what_a_reader_confirms_is_found_and_comes_first(searcher: Searcher) -> None:
    reader = ScriptedReader({SENTENCE: 0.95})

    answer = read_by(reader, ANSWERED, searcher)

    assert answer.outcome is Outcome.FOUND
    assert answer.statements[0].text == SENTENCE
    assert 0 < len(reader.read) <= CLOSEST
    assert answer.confidence <= 0.95


def test_what_no_reader_confirms_is_not_found_however_close_it_is(searcher: Searcher) -> None:
    without = read_by(None, ANSWERED, searcher)

    answer = read_by(ScriptedReader({}), ANSWERED, searcher)

    assert without.outcome is Outcome.FOUND
    assert answer.outcome is Outcome.PARTLY
    assert answer.statements
    assert ReasonCode.ONLY_WEAK_MATCHES in {reason.code for reason in answer.why}


def test_another_sentence_that_is_confirmed_takes_the_first_place(searcher: Searcher) -> None:
    question = "What does the IRIS standard set up?"
    first, second = (quotation.text for quotation in sentences_for(question, searcher)[:2])

    answer = read_by(ScriptedReader({second: 0.9}, otherwise=0.3), question, searcher)

    assert first != second
    assert answer.statements[0].text == second


def test_a_sentence_is_read_with_the_one_before_it(searcher: Searcher) -> None:
    reader = ScriptedReader({})

    read_by(reader, ANSWERED, searcher)

    passages = [passage.text for passage in searcher.snapshot.passages]
    assert all(any("".join(text.split()) in "".join(passage.split()) for passage in passages) for text in reader.read)
    assert any(text.count(". ") for text in reader.read)


def test_a_question_that_is_about_something_else_is_not_found_whatever_is_read(searcher: Searcher) -> None:
    answer = read_by(ScriptedReader({}, otherwise=1.0), "How do penguins breed on the moon?", searcher)

    assert answer.outcome is Outcome.NOT_FOUND


def test_a_reader_that_is_not_there_is_told_with_the_setting_to_mend(built_in: Bootstrap) -> None:
    bootstrap = Bootstrap(Settings(index=built_in.settings.index, reader="no/such-reader"), built_in.models)

    with pytest.raises(ModelError, match=r"PRACTICES_READER=no/such-reader: .*Or unset PRACTICES_READER"):
        _ = bootstrap.open_engine().context


def test_a_reader_is_set_by_its_folder(built_in: Bootstrap, tmp_path: Path) -> None:
    folder = write_tiny_reader(tmp_path, "QuestionAnswering")
    bootstrap = Bootstrap(Settings(index=built_in.settings.index, reader=str(folder)), built_in.models)
    engine = bootstrap.open_engine()

    answer = engine.answer(engine.read(ANSWERED)).answer

    assert ReasonCode.READER_UNCALIBRATED in {reason.code for reason in answer.why}
