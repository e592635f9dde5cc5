from __future__ import annotations

import numpy as np
import pytest

from corpus import Practice, Section, SectionKind
from corpus.model import Passage
from index.dense.token_spans import PassageTokens
from index.query.reader import Query
from index.retrieval.hits import PassageHit
from index.retrieval.searcher import Searcher
from service.answers.quotations.counting import CountedThing
from service.answers.quotations.quotation import Quotation, candidate_quotations

TEXT = "Children get 15 hours of school. More than 80 mayors and 12 schools took part in 2019."


def quotations() -> list[Quotation]:
    section = Section(SectionKind.SUMMARY, "Summary", TEXT)
    passage = Passage("p-1", "p", 0, 0, len(TEXT), TEXT, 20, "en")
    return list(candidate_quotations(Practice("p", "P", (section,), language="en"), PassageHit(passage, 1.0, 0.5, 0.5)))


def tokens(close_to: str) -> PassageTokens:
    """Tokens, one a word, of which those of one word point where the question's do."""
    starts = [at for at in range(len(TEXT)) if TEXT[at].isalnum() and (at == 0 or TEXT[at - 1] == " ")]
    rows = np.array([[1.0, 0.0] if TEXT.startswith(close_to, at) else [0.0, 1.0] for at in starts], np.float32)
    return PassageTokens(rows, starts, np.array([1, 0], np.float32), np.array([[1, 0]], np.float32))


def counted(query: Query) -> CountedThing | None:
    """What a question asks the number of, which its only token stands for."""
    thing = CountedThing.of(query, [0])
    return thing and CountedThing(thing.terms, (0,), thing.own)


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("How many local leaders are there?", {"local", "leader"}),
        ("Combien de maires ont participé ?", {"mair"}),
        ("When did they take part?", None),
        ("How much does Ireland pay a week?", None),  # a name is not counted
    ],
)
def test_what_is_counted_stands_behind_how_many(searcher: Searcher, question: str, terms: set[str] | None) -> None:
    thing = counted(searcher.read(question))

    assert (thing and set(thing.terms)) == terms


def test_the_same_word_beside_a_number_is_counted(searcher: Searcher) -> None:
    thing = counted(searcher.read("How many mayors took part?"))

    assert thing is not None
    assert [thing.closeness(quotation, tokens("nothing")) for quotation in quotations()] == [0.0, 1.0]


def test_another_word_counts_for_what_its_tokens_are_close_to(searcher: Searcher) -> None:
    thing = counted(searcher.read("How many heads of towns took part?"))

    assert thing is not None
    assert [thing.closeness(quotation, tokens("mayors")) for quotation in quotations()] == [0.0, 1.0]


def test_a_number_of_the_question_is_no_answer(searcher: Searcher) -> None:
    thing = counted(searcher.read("How many mayors came to the 80 schools?"))

    assert thing is not None
    assert "80" in thing.own
