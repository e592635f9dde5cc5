from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Practice, Section, SectionKind
from index.enrichment.near_duplicates import DuplicateGroups, Fingerprint, group_near_duplicates, near_pairs
from tests.support.hostile_texts import near_copies

TEXT = (
    "The programme trains young people on both sides of the border as welders, joiners and nurses, helps them to open "
    "a workshop of their own, and pays for the tools in the first year. It works with the chambers of trade of four "
    "towns and with the associations of those who have come back from abroad."
)


def practice(title: str, text: str) -> Practice:
    return Practice(title, title, (Section(SectionKind.SUMMARY, "Summary", text),))


def near(first: Practice, second: Practice) -> bool:
    own, other = Fingerprint.of(first), Fingerprint.of(second)
    assert own.is_near(other) is other.is_near(own)
    return own.is_near(other)


@pytest.mark.parametrize(
    "other",
    [
        practice("Youth employment - IOM", TEXT),
        practice("Another title altogether", TEXT.upper().replace(",", " -")),
        practice("Trades for Chad", TEXT.replace("nurses", "masons")),
        practice("Youth employment", " ".join(TEXT.split()[:30]) + " In 2020 the budget was raised by one third."),
        practice("Employment of youth", TEXT + " In 2020 the budget was raised by one third, up to the end of 2024."),
    ],
)
def test_a_programme_and_its_contracts_are_near_identical(other: Practice) -> None:
    assert near(practice("Youth employment", TEXT), other)


@pytest.mark.parametrize(
    "other",
    [
        practice("Youth employment in Chad", "A law on the asylum of children was drafted with two ministries."),
        practice("Youth employment", "A law on the asylum of children was drafted with two ministries of the country."),
        practice("Youth employment, phase 2", " ".join(TEXT.split()[:35]) + " " + TEXT[::-1]),
        practice("Emploi des jeunes", "Le programme forme des jeunes des deux côtés de la frontière à la soudure."),
        practice("Youth employment", ""),
    ],
)
def test_what_says_something_else_is_not(other: Practice) -> None:
    assert not near(practice("Youth employment", TEXT), other)


def test_chinese_is_compared_by_characters() -> None:
    text = "该项目为返乡移民提供职业培训和小额贷款并帮助他们在家乡重新开始生活，培训由地方政府与妇女协会共同组织"

    assert near(practice("项目", text), practice("别的名字", text.replace("家乡", "故乡")))
    assert not near(
        practice("项目", text), practice("别的名字", "国家当局与七个国际组织合作为无人陪伴的儿童制定了新的保护程序")
    )


def test_a_chain_of_small_differences_is_no_group() -> None:
    words = [f"word{number}" for number in range(400)]
    fingerprints = [Fingerprint.of(practice(f"T{at}", " ".join(words[at : at + 200]))) for at in range(0, 200, 10)]

    groups = group_near_duplicates(fingerprints)

    assert groups
    for first, *others in groups:
        assert others
        assert all(fingerprints[first].is_near(fingerprints[other]) for other in others)
    members = [member for group in groups for member in group]
    assert len(members) == len(set(members))


def test_each_of_many_identical_practices_is_in_the_one_group() -> None:
    fingerprints = [Fingerprint.of(practice(f"Contract {number}", TEXT)) for number in range(2000)]

    assert group_near_duplicates(fingerprints) == [list(range(2000))]


@given(st.lists(st.text(alphabet="ab ", max_size=20), max_size=8))
def test_groups_are_apart_and_each_member_is_like_the_first(texts: list[str]) -> None:
    fingerprints = [Fingerprint.of(practice("T", text)) for text in texts]

    groups = group_near_duplicates(fingerprints)

    members = [member for group in groups for member in group]
    assert len(members) == len(set(members))
    assert all(fingerprints[group[0]].is_near(fingerprints[member]) for group in groups for member in group[1:])


def test_a_few_words_that_stand_on_many_pages_make_no_group() -> None:
    pages = [practice(f"A page on {subject}", "To be completed.") for subject in ("housing", "law", "return", "law")]

    assert group_near_duplicates([Fingerprint.of(page) for page in pages]) == [[1, 3]]


def test_groups_know_the_others_and_tell_practices_apart() -> None:
    groups = DuplicateGroups(["a", "b", "c", "d"], [["c", "a"]])

    assert (groups.others("a"), groups.others("c"), groups.others("b")) == (["c"], ["a"], [])
    assert groups.labels[0] == groups.labels[2]
    assert len(set(groups.labels.tolist())) == 3


def test_an_id_or_a_capture_makes_no_difference() -> None:
    page = practice("Youth employment", TEXT)

    assert Fingerprint.of(replace(page, practice_id="other", url="https://example.org/x")) == Fingerprint.of(page)


@pytest.mark.parametrize("families", [1, 2, 40])
@pytest.mark.parametrize("varied", [False, True])
def test_the_work_for_copies_grows_with_them_and_no_faster(
    families: int, varied: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0
    likeness, same_title = Fingerprint.likeness, Fingerprint.same_title

    def counted_likeness(own: Fingerprint, other: Fingerprint) -> object:
        nonlocal compared
        compared += 1
        return likeness(own, other)

    def counted_title(own: Fingerprint, other: Fingerprint) -> bool:
        nonlocal compared
        compared += 1
        return same_title(own, other)

    monkeypatch.setattr(Fingerprint, "likeness", counted_likeness)
    monkeypatch.setattr(Fingerprint, "same_title", counted_title)
    work = []
    for count in (400, 800):
        fingerprints = [Fingerprint.of(page) for page in near_copies(count, families, varied)]
        compared = 0
        pairs = sum(1 for _ in near_pairs(fingerprints))
        work.append(compared + pairs)
        assert work[-1] <= 500 * count

    assert work[1] <= 2.5 * work[0]


def test_two_large_families_of_near_copies_are_one_group() -> None:
    fingerprints = [Fingerprint.of(page) for page in near_copies(1_000, 2, varied=False)]

    assert group_near_duplicates(fingerprints) == [list(range(1_000))]
