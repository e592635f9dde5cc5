from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Limit, Practice, Section, SectionKind, chunk_practice, default_counter
from corpus.text.chunking import chunk_text
from corpus.text.sentences import sentence_spans


class CharacterCounter:
    def count(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]


def characters(most: int) -> Limit:
    return Limit(CharacterCounter(), most)


def tokens(most: int) -> Limit:
    return Limit(default_counter(), most)


_RUN = re.compile(r"\S+")
quickly = settings(deadline=None, max_examples=50)
pieces = st.sampled_from(
    [
        "The tide came.",
        " Why? ",
        "\n",
        "\n\n",
        " ",
        "\u3000",
        "- item",
        "潮が来た。",
        "Dr. Ba",
        "e\u0301",
        "🕰",
        "x" * 45,
    ]
)
texts = st.one_of(st.text(max_size=120), st.lists(pieces, max_size=40).map("".join))
limit_sets = st.sampled_from(
    [[characters(30)], [tokens(12)], [tokens(16), characters(40)], [characters(25), tokens(9)]]
)


def practice(*sections: Section) -> Practice:
    return Practice("clock", "Clock", sections, language="en")


@quickly
@given(texts, limit_sets, st.sampled_from(["en", "fr", "zh", "ar", "xx", None]))
def test_spans_cover_a_text_in_order_without_gap_or_overlap(
    text: str, limits: list[Limit], language: str | None
) -> None:
    spans, _ = chunk_text(text, limits, language)

    assert "".join(text[start:end] for start, end in spans) == (text if text.strip() else "")
    edges = [0, *(end for _, end in spans)]
    assert [start for start, _ in spans] == edges[:-1]
    assert all(start < end for start, end in spans)


@quickly
@given(st.lists(texts, max_size=4), limit_sets)
def test_each_passage_is_an_exact_slice_within_every_limit(bodies: list[str], limits: list[Limit]) -> None:
    page = practice(*(Section(SectionKind.OTHER, None, body) for body in bodies))

    passages = chunk_practice(page, limits).passages

    for passage in passages:
        assert page.sections[passage.section].text[passage.start : passage.end] == passage.text
        assert all(limit.allows(passage.text) for limit in limits)
        assert passage.tokens == limits[0].counter.count([passage.text])[0]
        assert passage.practice_id == "clock"
    assert [(p.section, p.start) for p in passages] == sorted((p.section, p.start) for p in passages)


@quickly
@given(texts, limit_sets)
def test_only_runs_over_a_limit_are_cut_inside_and_each_is_counted(text: str, limits: list[Limit]) -> None:
    spans, cuts = chunk_text(text, limits, "en")

    sentences = sentence_spans(text, "en")
    runs = [(start + m.start(), start + m.end()) for start, end in sentences for m in _RUN.finditer(text[start:end])]
    too_long = [(start, end) for start, end in runs if not all(limit.allows(text[start:end]) for limit in limits)]
    inside = [end for _, end in spans if any(start < end < stop for start, stop in runs)]
    assert [end for end in inside if not any(start < end < stop for start, stop in too_long)] == []
    assert cuts == len(too_long)


def test_a_run_that_fits_is_not_cut_for_the_spaces_around_it() -> None:
    text = "  " + "x" * 19 + "    " + "y" * 19

    spans, cuts = chunk_text(text, [characters(20)])

    assert [text[start:end].strip() for start, end in spans if text[start:end].strip()] == ["x" * 19, "y" * 19]
    assert cuts == 0


def test_runs_over_the_limit_are_cut_at_the_limit_and_counted() -> None:
    text = "tick " + "x" * 45 + " tock " + "y" * 20

    spans, cuts = chunk_text(text, [characters(20)])

    assert [text[start:end] for start, end in spans] == ["tick ", "x" * 20, "x" * 20, "xxxxx tock ", "y" * 20]
    assert cuts == 1


def test_passages_end_where_a_reader_would_pause() -> None:
    text = "The tide came in at noon.\nThe boats went out. Nobody spoke.\nThen the bell rang twice."

    spans, cuts = chunk_text(text, [characters(40)])

    assert [text[start:end] for start, end in spans] == [
        "The tide came in at noon.\n",
        "The boats went out. Nobody spoke.\n",
        "Then the bell rang twice.",
    ]
    assert cuts == 0


def test_a_text_within_the_limits_is_one_passage_and_white_space_is_none() -> None:
    assert chunk_text("It ticks. It tocks.", [characters(20), tokens(20)]) == ([(0, 19)], 0)
    assert chunk_text(" \n\t", [characters(20)]) == ([], 0)


def test_a_very_long_run_is_cut_in_good_time() -> None:
    spans, cuts = chunk_text("ab" * 20_000, [tokens(254)])

    assert (spans[0][0], spans[-1][1], cuts) == (0, 40_000, 1)


kinds = st.sampled_from([SectionKind.OTHER, SectionKind.MEDIA])
page_sections = st.builds(Section, kinds, st.sampled_from([None, "A", "B"]), st.lists(pieces, max_size=8).map("".join))


@quickly
@given(st.lists(page_sections, max_size=6))
def test_passage_ids_are_unique_within_a_practice(sections: list[Section]) -> None:
    passages = chunk_practice(practice(*sections), [characters(25)]).passages

    assert len({passage.passage_id for passage in passages}) == len(passages)


@quickly
@given(st.lists(page_sections, max_size=5))
def test_passage_ids_survive_another_section_before_them(sections: list[Section]) -> None:
    new = Section(SectionKind.SUMMARY, None, "A new beginning.")

    before = chunk_practice(practice(*sections), [characters(25)]).passages
    after = chunk_practice(practice(new, *sections), [characters(25)]).passages

    assert [passage.passage_id for passage in after[1:]] == [passage.passage_id for passage in before]


def test_passage_ids_depend_on_practice_section_and_text() -> None:
    bodies = [Section(SectionKind.MEDIA, "A", "It ticks."), Section(SectionKind.MEDIA, "A", "It ticks.")]
    bodies += [Section(SectionKind.MEDIA, "B", "It ticks."), Section(SectionKind.OTHER, "A", "It ticks.")]

    here = chunk_practice(practice(*bodies), [tokens(20)]).passages
    there = chunk_practice(Practice("dial", "Dial", tuple(bodies)), [tokens(20)]).passages

    assert len({passage.passage_id for passage in here + there}) == 8
