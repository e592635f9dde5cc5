from __future__ import annotations

from corpus import Passage, Practice, Section, SectionKind
from index.retrieval.hits import PassageHit
from service.answers.quotations.quotation import Quotation
from service.answers.quotations.redundancy import SelectedQuotation, drop_redundant

REACHED = "The programme reached 300 returning workers in the two northern districts."


def quotation(text: str, practice_id: str = "a", score: float = 1.0) -> Quotation:
    section = Section(SectionKind.SUMMARY, None, text)
    practice = Practice(practice_id, practice_id.upper(), (section,))
    passage = Passage(f"{practice_id}-1", practice_id, 0, 0, len(text), text, 9, "en")
    return Quotation(practice, PassageHit(passage, 1.0, 1.0, 1.0), section, 0, len(text), score)


def chosen(*ranked: Quotation, most: int = 5, most_each: int = 2, worth: float = 0.0) -> list[SelectedQuotation]:
    return drop_redundant(ranked, most=most, most_each=most_each, worth=worth)


def test_what_two_practices_say_is_shown_once_with_the_other_place() -> None:
    again = REACHED.replace("northern districts.", "Northern districts")

    (selection,) = chosen(quotation(REACHED), quotation(again, "b"), quotation(REACHED, "a"), quotation(again, "b"))

    assert selection.quotation.text == REACHED
    assert [other.practice.practice_id for other in selection.also_in] == ["b"]
    assert not selection.differs_in_numbers


def test_what_differs_in_numbers_stands_side_by_side() -> None:
    other, apart = REACHED.replace("300", "450"), "A house for women was opened."

    shown = chosen(quotation(REACHED), quotation(apart, "c"), quotation(other, "b", score=-9.0))

    assert [selection.quotation.text for selection in shown] == [REACHED, other, apart]
    assert [selection.differs_in_numbers for selection in shown] == [True, True, False]


def test_numbers_written_otherwise_are_the_same() -> None:
    (selection,) = chosen(
        quotation("It paid 1,036 euros to each worker."), quotation("It paid 1.036 euros to each worker.", "b")
    )

    assert len(selection.also_in) == 1


def test_few_are_shown_of_each_and_none_below_what_it_is_worth() -> None:
    texts = ["A house for women.", "The border was marked.", "Nurses were trained abroad.", "Mayors met in Quito."]
    ranked = [quotation(text, score=4.0 - number) for number, text in enumerate(texts)]

    assert [selection.quotation.text for selection in chosen(*ranked)] == texts[:2]
    assert len(chosen(*ranked, most_each=9, most=3)) == 3
    assert len(chosen(*ranked, most_each=9, worth=3.5)) == 1
    assert chosen() == []
