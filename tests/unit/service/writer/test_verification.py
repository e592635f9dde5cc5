"""Verification of claims, on pairs of a quotation and a claim that a person judged."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from corpus.model import Passage, Section, SectionKind
from service.writer.claim_parser import DraftClaim, parse_claims
from service.writer.compression import normalised_words
from service.writer.quotations import NumberedQuotation, claimable
from service.writer.verification import Fault, has_dangling_reference, verify_claim
from tests.support.paths import DATA

LINES = (DATA / "claims.jsonl").read_text(encoding="utf-8").splitlines()
PAIRS = [json.loads(line) for line in LINES]


def quoted(text: str, language: str = "en", number: int = 1) -> NumberedQuotation:
    section = Section(SectionKind.SUMMARY, None, text)
    passage = Passage("p-1", "p", 0, 0, len(text), text, 10, language)
    sentences = tuple(claimable(section, 0, len(text), language))
    return NumberedQuotation(number, text, passage, section, "A title", 0, len(text), "", sentences)


def alike(claim: str, sentences: Sequence[str], quotation: NumberedQuotation) -> list[float]:
    """Find every sentence close, so that the other parts of the verification have to tell."""
    return [1.0 for _ in sentences]


def checked(claim: str, *quotations: str, numbers: tuple[int, ...] = (1,)) -> Fault | tuple[int, ...]:
    given = [quoted(text, number=number) for number, text in enumerate(quotations, start=1)]
    return verify_claim(DraftClaim(claim, numbers), given, alike)


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if not pair["true"]], ids=lambda pair: pair["claim"])
def test_no_untrue_claim_stands_even_without_the_embedder(pair: dict) -> None:
    verdict = verify_claim(DraftClaim(pair["claim"], (1,)), [quoted(pair["quotation"], pair["language"])], alike)

    assert isinstance(verdict, Fault)


def test_most_true_claims_stand() -> None:
    true = [pair for pair in PAIRS if pair["true"]]
    standing = [
        pair
        for pair in true
        if verify_claim(DraftClaim(pair["claim"], (1,)), [quoted(pair["quotation"], pair["language"])], alike) == (1,)
    ]

    assert len(standing) == len(true) - 1, "only the one in other words is lost"


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        ("The project trained 500 officers in Niger.", Fault.NUMBER),
        ("The project trained 300 officers in Chad.", Fault.NAME),
        ("The project never trained 300 officers in Niger.", Fault.DENIED),
        ("The project taught 300 officers in Niger.", Fault.REWORDED),
        ("The project trained <b>300</b> officers in Niger.", Fault.MARKUP),
        ("The project trained 300 officers in Niger, see www.example.org.", Fault.MARKUP),
    ],
)
def test_the_fault_says_what_is_wrong(claim: str, fault: Fault) -> None:
    assert checked(claim, "The project trained 300 officers in Niger.") == fault


def test_only_the_numbers_of_quotations_that_say_it_are_kept() -> None:
    first, second = "The hotline is open day and night.", "The shelter has room for forty people."

    assert checked(first, first, second, numbers=(1, 2)) == (1,)
    assert checked(first, first, second, numbers=(2,)) == Fault.REWORDED
    assert checked(first, first, second, numbers=(1, 3)) == Fault.UNKNOWN_NUMBER
    assert checked(first, first, second, numbers=()) == Fault.UNNUMBERED


def test_a_claim_that_is_far_in_meaning_is_left_out() -> None:
    text = "The hotline is open day and night."

    assert verify_claim(DraftClaim(text, (1,)), [quoted(text)], lambda *_: [0.1]) == Fault.FAR


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The ministry failed to:\n- Open the ten shelters that it had promised.", []),
        ("The ministry failed to:\n\nOpen the ten shelters that it had promised.", []),
        ("1. Open the ten shelters that were promised.", []),
        ("open the ten shelters that were promised.", []),
        ("Who opened the ten shelters that were promised?", []),
        ("A heading without an end of its own", []),
        ("A migrant said: “All is well here.\nNobody was ever detained in it. We are glad.”", []),
        ("Ten shelters were opened. They are free.", ["Ten shelters were opened."]),
    ],
)
def test_what_says_nothing_by_itself_cannot_be_claimed(text: str, sentences: list[str]) -> None:
    assert list(quoted(text).sentences) == sentences


@pytest.mark.parametrize("text", ["They say “It is so. Nobody was ever detained.”", 'They say "It is so. Nobody was."'])
def test_a_sentence_within_speech_cannot_be_claimed_without_who_speaks(text: str) -> None:
    section = Section(SectionKind.SUMMARY, None, text)

    assert list(claimable(section, text.index("Nobody"), len(text), "en")) == []


def test_a_sentence_of_a_list_is_known_where_the_quotation_begins_behind_its_bullet() -> None:
    text = "The ministry failed to do this:\n- Open the ten shelters that it had promised."
    section = Section(SectionKind.SUMMARY, None, text)

    assert list(claimable(section, text.index("Open"), len(text), "en")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("First thing. [1]\nSecond thing [2].\n", [("First thing.", (1,)), ("Second thing", (2,))]),
        ("[1] First thing.\n[2] Second thing.\n", [("First thing.", (1,)), ("Second thing.", (2,))]),
        ("- First thing [1][3]\n* Second thing [1, 2]\n", [("First thing", (1, 3)), ("Second thing", (1, 2))]),
        ("First thing [1] and second thing [2].\n", [("First thing", (1,)), ("second thing", (2,))]),
        ("First thing.\n", [("First thing.", ())]),
        ("[1] One. Two.\n", [("One.", (1,)), ("Two.", (1,))]),
        ("\n \n[1]\n---\n", []),
        ("First thing [1]\nCut sho", [("First thing", (1,))]),
    ],
)
def test_claims_are_read_from_what_models_write(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    for pieces in ([text], list(text)):
        assert [(claim.text, claim.numbers) for claim in parse_claims(pieces) if claim] == expected


def test_numbers_are_compared_by_value_and_signs_by_kind() -> None:
    assert normalised_words("12 000 people") == normalised_words("12,000 people") == normalised_words("١٢٠٠٠ people")
    assert normalised_words("2.9 per cent") != normalised_words("29 per cent")
    assert normalised_words("“Blue Dots” – hubs.") == normalised_words("Blue Dots - hubs")
    assert normalised_words("people, who work") != normalised_words("people who work")


def test_a_claim_that_speaks_of_the_sentence_before_it_needs_it_there() -> None:
    first, second = "The desk gives permits to everybody.", "It is open on Sundays and free."
    quotation = quoted(f"{first} {second}")

    assert has_dangling_reference(second, quotation, "The shelter has forty beds for women.")
    assert has_dangling_reference(second, quotation, "")
    assert not has_dangling_reference(second, quotation, first)
    assert has_dangling_reference(
        "Out of it came a rule for all.", quoted("A study was made there. Out of it came a rule for all."), first
    )
    assert not has_dangling_reference(first, quotation, "The shelter has forty beds for women.")
