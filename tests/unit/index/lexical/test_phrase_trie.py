from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical.phrase_trie import PhraseTrie, leftmost_longest

WORDS = st.lists(st.sampled_from("abc"), max_size=10)
FORMS = st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=4), max_size=6)


def trie_of(forms: Sequence[Sequence[str]]) -> PhraseTrie[int]:
    trie: PhraseTrie[int] = PhraseTrie()
    for number, words in enumerate(forms):
        trie.add(words, number)
    return trie


def test_the_longest_form_at_each_word_is_found_and_none_within_it() -> None:
    trie = trie_of([["new", "york"], ["york"], ["new", "york", "city"], ["city", "hall"]])

    matches = list(trie.find_all("a new york city hall in york".split()))

    assert matches == [(1, 4, 2), (6, 7, 1)]


def test_a_form_that_is_only_begun_is_passed_over() -> None:
    trie = trie_of([["new", "york", "city"], ["york"]])

    assert list(trie.find_all("new york".split())) == [(1, 2, 1)]
    assert trie.longest("new york".split(), 0) == (0, None)


def test_of_two_forms_under_the_same_words_the_first_is_kept() -> None:
    assert list(trie_of([["a"], ["a"]]).find_all(["a"])) == [(0, 1, 0)]


@given(forms=FORMS, words=WORDS)
@settings(max_examples=100, deadline=None)
def test_matches_are_those_of_a_naive_scan(forms: list[list[str]], words: list[str]) -> None:
    expected = []
    at = 0
    while at < len(words):
        fitting = [form for form in forms if words[at : at + len(form)] == form]
        if fitting:
            longest = max(fitting, key=len)
            expected.append((at, at + len(longest), forms.index(longest)))
            at += len(longest)
        else:
            at += 1

    assert list(trie_of(forms).find_all(words)) == expected


def test_a_scan_goes_on_behind_what_is_rejected() -> None:
    def second_letter_only(at: int) -> tuple[int, str | None]:
        return (at + 1, "b") if at == 1 else (at, None)

    assert list(leftmost_longest(3, second_letter_only)) == [(1, 2, "b")]
