from __future__ import annotations

import re
from pathlib import Path

import pytest
import regex
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus import Limit, Practice, Section, SectionKind, default_counter
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.embedding.embedder import Embedder
from index.lexical.phrases import (
    demanding,
    holds,
    phrases_in,
    share_in_phrases,
    without_marks,
    without_outer_marks,
)
from index.retrieval.searcher import Searcher
from index.snapshot.snapshot import Snapshot

TEXTS = {
    "en": (
        "The National Referral Mechanism (NRM) of the coast\nwas agreed in 2019. It refers victims to shelters.",
        "Mechanism for national referral: the referral is national, the mechanism is not.",
        "Counter–trafficking units met. The state’s well-known “Blue Dots” cost $4.50 (50%) in C++ [sic].",
        "A national  referral\u00a0mechanism, and the worker's rights. Referral mechanisms exist. To be or not to be.",
        "Victims of trafficking were referred by the national referral mechanisms of the coast.",
        f"The migra\u00adtion policy has a code: {'x' * 70}.",
    ),
    "fr": ("Le réseau d’accueil des enfants à Côte d’Ivoire : l’accès aux soins. Un réseau sous-régional existe.",),
    "es": ("La red de fiscales contra la trata de personas. ¿Qué hizo la red? Nada más: la trata de personas sigue.",),
    "ru": ("Сеть прокуроров работает против торговли людьми. Торговля людьми запрещена в стране.",),
    "zh": ("该网络为移民儿童开设了一个中心。移民儿童的拘留替代办法得到推广。", "儿童和移民可以在中心得到帮助。"),
}


@pytest.fixture
def searcher(tmp_path: Path, hashing_embedder: Embedder) -> Searcher:
    """A practice for each text, and one that has a phrase in its title only."""
    practices = [
        Practice(
            f"{language}-{number}",
            f"Practice {language} {number}",
            (Section(SectionKind.SUMMARY, None, text),),
            language=language,
            countries=("NE",) if number % 2 else ("ML",),
        )
        for language, texts in TEXTS.items()
        for number, text in enumerate(texts)
    ]
    titled = Practice("titled", "The Blue Dots hubs", (Section(SectionKind.SUMMARY, None, "They help children."),))
    build_snapshot(
        tmp_path, Collection(practices=[*practices, titled]), hashing_embedder, Limit(default_counter(), 200)
    )
    return Searcher(Snapshot.open(tmp_path), hashing_embedder)


def plain(text: str) -> str:
    """Written out here anew: one case, single spaces, one kind of quote and of dash."""
    text = re.sub("[’‘]", "'", re.sub("[“”«»„]", '"', re.sub("[‑‐–—]", "-", text.replace("\u00ad", ""))))
    return " ".join(text.casefold().split())


def brute_force(searcher: Searcher, phrase: str) -> set[str]:
    """The passages that have a phrase, in their text or the title of their practice, by looking at all of them."""
    whole = plain(phrase)
    before = r"(?<!\w)" if re.match(r"\w", whole) and not re.match("[一-鿿]", whole) else ""
    after = r"(?!\w)" if re.search(r"\w$", whole) and not re.search("[一-鿿]$", whole) else ""
    pattern = re.compile(before + re.escape(whole) + after)
    snapshot = searcher.snapshot
    return {
        passage.passage_id
        for passage in snapshot.passages
        if pattern.search(plain(passage.text)) or pattern.search(plain(snapshot.practices[passage.practice_id].title))
    }


def found(searcher: Searcher, query: str, **filters: tuple[str, ...]) -> set[str]:
    hits = searcher.search(query, 100, passages_each=100, filters=filters)
    return {hit.passage.passage_id for practice in hits for hit in practice.hits}


def practices_found(searcher: Searcher, query: str, **filters: tuple[str, ...]) -> list[str]:
    return sorted(hit.practice.practice_id for hit in searcher.search(query, 100, filters=filters))


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("no quotes", ()),
        ('"one phrase"', ("one phrase",)),
        ('a "first one" and a "second  one"', ("first one", "second one")),
        (
            "“typographic” «guillemets» „deutsch“ „polski” 「中文」",
            ("typographic", "guillemets", "deutsch", "polski", "中文"),
        ),
        ("« espaces insécables\u00a0»", ("espaces insécables",)),
        ('"twice" "twice"', ("twice",)),
        ('"unbalanced', ()),
        ('unbalanced"', ()),
        ('"balanced" and "not', ("balanced",)),
        ('"" " " "?!"', ()),
        ('"2019"', ("2019",)),
        ("the worker's 'single' ones", ()),
        ('"a\nb"', ("a b",)),
        ("《难民》 『移民』 ｢a｣ ‹b› »c« ”d” ＂e＂", ("难民", "移民", "a", "b", "c", "d", "e")),
        ("the «first» and the «second»", ("first", "second")),
    ],
)
def test_phrases_stand_between_quotation_marks_and_hold_a_word(query: str, phrases: tuple[str, ...]) -> None:
    assert phrases_in(query) == phrases


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ('a "b c" d', "a b c d"),
        ("“b” «c»", "b c"),
        ('"open', '"open'),
        ("plain", "plain"),
        ('"?!"', "?!"),
        ("a « b  c » d", "a b c d"),
        ("a + « b » +c + d", "a b c + d"),
    ],
)
def test_marks_are_taken_off_and_the_words_stay(query: str, text: str) -> None:
    assert without_marks(query) == text


@pytest.mark.parametrize(
    "query",
    [
        *('+"b c"', "a+“b c” d", "+«b c»", "x +„b c“", "+「b c」", '＋"b c"', '(+"b c")', '"a" +"b c" and "d"'),
        *('+ "b c"', 'as a + "b c"', '+ " b  c "', "+\u00a0« b c »", "＋ 『b c』"),  # with spaces
    ],
)
def test_a_plus_before_the_opening_mark_demands_a_phrase(query: str) -> None:
    assert phrases_in(query, demanded=True) == ("b c",)
    assert "+" not in without_marks(query)


@pytest.mark.parametrize("query", ['"b c"', '"+b c"', '"b c"+', 'C++"b c"', 'C+ "b c"', "+'b c'"])
def test_no_other_plus_demands_a_phrase(query: str) -> None:
    assert phrases_in(query, demanded=True) == ()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("+detention of children", ("detention",)),
        ("children in +detention?", ("detention",)),
        ("+counter-trafficking and +Côte-d’Ivoire", ("counter-trafficking", "Côte-d’Ivoire")),
        ("(+detention) ＋移民", ("detention", "移民")),
        ('+b "c d"', ("b",)),
        ("cash + vouchers", ()),  # a sum
        ("cash+vouchers LGBTQI+ 18+ C++x ++x", ()),
        ("+5 % since +2019, +41 22 555", ()),
        ('"+b c"', ()),
    ],
)
def test_a_plus_at_a_word_demands_the_word(query: str, words: tuple[str, ...]) -> None:
    assert phrases_in(query, demanded=True) == words


DOUBLE_MARKS = regex.findall(r"[\p{Quotation_Mark}--[‘’‚‛'＇]]", "".join(map(chr, range(0x10000))), regex.V1)


def test_every_mark_of_unicode_that_is_no_apostrophe_opens_or_closes_a_phrase() -> None:
    for mark in {*DOUBLE_MARKS, *"《》〈〉"} - {"⹂"}:  # a mark of old manuscripts
        others = [*DOUBLE_MARKS, *"《》〈〉"]
        assert any(phrases_in(f"{mark}a{other}") or phrases_in(f"{other}a{mark}") for other in others), mark


@given(st.text('ab +-"“”«»„「」《』', max_size=30))
def test_a_phrase_begins_and_ends_without_spaces(query: str) -> None:
    for phrase in phrases_in(query):
        assert phrase == " ".join(phrase.split())
        assert not set(phrase) <= set(" +-")
        assert phrase in " ".join(without_marks(query).split())


@given(st.text('ab +"“”«»„「」', max_size=30))
@example('C++"a"')
@example("„“a”")
@example('""a"')
def test_a_query_can_be_made_to_demand_any_of_its_phrases(query: str) -> None:
    for phrase in phrases_in(query):
        demanded = demanding(query, phrase)

        assert phrase in phrases_in(demanded, demanded=True)
        assert phrases_in(demanded) == phrases_in(query)
        assert without_marks(demanded).replace(" ", "") == without_marks(query).replace(" ", "")
        assert demanding(demanded, phrase) == demanded


@pytest.mark.parametrize(
    ("query", "language", "share"),
    [
        ("no phrase", "en", 0),
        ('"national referral mechanism"', "en", 1),
        ('what is the "national referral mechanism"?', "en", 1),
        ('"unidentified bodies" shipwrecks', "en", 2 / 3),
        ('who gave "first aid" to children at the coast?', "en", 2 / 5),
        ('"alternatives to detention" for children', "en", 2 / 3),
        ('"to be or not to be"', "en", 1),
        ('policies "to be or not to be"', "en", 6 / 7),
        ('"first aid" and "first aid" for children', "en", 2 / 3),
        ("les enfants du «réseau d'accueil»", "fr", 2 / 3),
        ("移民儿童「中心」", "zh", 1 / 4),
        ("?!", "en", 0),
    ],
)
def test_the_share_in_phrases_is_one_of_words_that_carry_meaning(query: str, language: str, share: float) -> None:
    assert share_in_phrases(query, language) == pytest.approx(share)


@pytest.mark.parametrize(
    ("text", "phrase", "whether"),
    [
        ("The National\nReferral  Mechanism", "national referral mechanism", True),
        ("national referral mechanisms", "national referral mechanism", False),
        ("international referral", "national referral", False),
        ("the state’s counter–trafficking unit", "state's counter-trafficking", True),
        ("counter trafficking", "counter-trafficking", False),
        ("referral, national", "referral national", False),
        ("Côte d’Ivoire", "côte d'ivoire", True),
        ("Côte d'Ivoire", "cote d'ivoire", False),
        ("Co\u0302te", "côte", True),
        ("在中心得到帮助", "中心", True),
        ("C++ (50%)", "C++", True),
        ("C++ (50%)", "(50%)", True),
        ("it is “the best” one", 'is "the best" one', True),
        ("a.b", "a b", False),
        ("axb", "a.b", False),
        ("in 2019", "201", False),
        ("", "a", False),
    ],
)
def test_word_for_word_but_for_case_space_quotes_and_dashes(text: str, phrase: str, whether: bool) -> None:
    assert holds(text, phrase) is whether


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"national referral mechanism"', ["en-0", "en-3"]),
        ("“NATIONAL  referral\tmechanism”", ["en-0", "en-3"]),
        ('who has a "national referral mechanism" for "victims"?', ["en-0"]),
        ('"counter-trafficking"', ["en-2"]),
        ('"state\'s well-known"', ["en-2"]),
        ("«réseau d'accueil»", ["fr-0"]),
        ('"trata de personas"', ["es-0"]),
        ('"торговля людьми"', ["ru-0"]),
        ('"移民儿童"', ["zh-0"]),
        ("「中心」", ["zh-0", "zh-1"]),
        ('"该"', ["zh-0"]),
        ('"广。"', ["zh-0"]),
        ('"migration policy"', ["en-5"]),
        ('"migra\u00adtion policy"', ["en-5"]),
        ('"' + "x" * 70 + '"', ["en-5"]),
        ('"s rights"', ["en-3"]),
        ('"to be or not to be"', ["en-3"]),
        ('"Blue Dots"', ["en-2", "titled"]),
        ('"(NRM)"', ["en-0"]),
        ('"$4.50 (50%) in C++ [sic]."', ["en-2"]),
        ('"refers victims" "blue dots"', []),
        ('"referral national mechanism"', []),
        ('"a phrase nobody wrote"', []),
        ('"nat.onal referral"', []),
        ('"national.*mechanism"', []),
        ('"(?i)national"', []),
        ('"\\bnational\\b"', []),
        ('"national|victims"', []),
        ('"[n]ational"', []),
        ('"national^2 referral~1"', []),
    ],
)
def test_only_practices_that_have_the_phrases_are_found(searcher: Searcher, query: str, expected: list[str]) -> None:
    assert practices_found(searcher, query) == expected


LONG = "Which units of the coast met victims of trafficking and gave them {} in shelters?"


def test_a_phrase_that_is_less_than_half_of_a_query_leaves_nothing_out(searcher: Searcher) -> None:
    bare, loose, demanded = (LONG.format(words) for words in ("blue dots", '"blue dots"', '+"blue dots"'))

    assert practices_found(searcher, loose) == practices_found(searcher, bare)
    assert practices_found(searcher, demanded) == ["en-2", "titled"]
    assert practices_found(searcher, LONG.format('+"a phrase nobody wrote"')) == []


def test_passages_that_have_a_loose_phrase_rise(searcher: Searcher) -> None:
    def lexical(words: str) -> dict[str, float]:
        hits = searcher.search(LONG.format(words), 100, channel="lexical")
        return {hit.practice.practice_id: hit.score for hit in hits}

    for language, words in (("en", "referral mechanism"), ("es", "trata de personas"), ("zh", "移民儿童")):
        bare, loose = lexical(words), lexical(f'"{words}"')
        risen = {practice_id for practice_id in bare if loose[practice_id] > bare[practice_id]}

        assert risen
        assert risen <= {practice_id for practice_id in bare if practice_id.startswith(language)}
        assert loose.keys() == bare.keys()


def test_the_reading_tells_the_loose_phrases_that_nothing_holds(searcher: Searcher) -> None:
    query = searcher.read(LONG.format('"blue dots" or "red dots"'))

    assert (query.phrases, query.loose_phrases, query.absent_phrases) == ((), ("blue dots", "red dots"), ("red dots",))


@pytest.mark.parametrize("channel", ["dense", "lexical", "fused"])
def test_every_channel_keeps_to_the_phrase(searcher: Searcher, channel) -> None:
    hits = searcher.search('"national referral mechanism" of the coast', 50, channel=channel)

    assert sorted(hit.practice.practice_id for hit in hits) == ["en-0", "en-3"]


def test_a_phrase_and_filters_hold_together(searcher: Searcher) -> None:
    query = '"national referral mechanism"'

    assert practices_found(searcher, query, country=("NE",)) == ["en-3"]
    assert practices_found(searcher, query, country=("ML", "NE")) == ["en-0", "en-3"]
    assert practices_found(searcher, query, country=("BD",)) == []
    assert practices_found(searcher, query, language=("fr",)) == []
    assert practices_found(searcher, '"移民"', country=("ML",), language=("zh",)) == ["zh-0"]


@st.composite
def slices(draw: st.DrawFn) -> str:
    """Consecutive words of a text; of a Chinese one consecutive characters."""
    language = draw(st.sampled_from(sorted(TEXTS)))
    text = draw(st.sampled_from(TEXTS[language]))
    parts = list(text) if language == "zh" else text.split()
    first = draw(st.integers(0, len(parts) - 1))
    last = draw(st.integers(first + 1, min(len(parts), first + 6)))
    return ("" if language == "zh" else " ").join(parts[first:last])


PARTS = "national referral mechanism the to be 移民 儿童 NRM ( ) + . * de la".split()


def searchable(phrase: str) -> bool:
    return bool(re.search(r"\w", phrase)) and not re.search(r"[\"“”«»„「」]", phrase)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(phrase=slices().filter(searchable), shout=st.booleans())
def test_a_phrase_taken_from_a_passage_finds_all_passages_that_have_it_and_no_other(
    searcher: Searcher, phrase: str, shout: bool
) -> None:
    written = phrase.upper() if shout else phrase

    expected = brute_force(searcher, phrase)

    assert expected
    assert found(searcher, f'"{written}"') == expected


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(PARTS), min_size=1).filter(lambda words: searchable(" ".join(words))))
def test_any_words_in_quotes_find_exactly_the_passages_that_have_them(searcher: Searcher, words: list[str]) -> None:
    phrase = " ".join(words)

    assert found(searcher, f'"{phrase}"') == brute_force(searcher, phrase)


@pytest.mark.parametrize("marks", ['""', "“”", "«»", "「」"])
def test_a_whole_question_between_marks_is_no_phrase(marks: str) -> None:
    assert without_outer_marks(f" {marks[0]}Who signed it?{marks[1]} ") == "Who signed it?"


@pytest.mark.parametrize(
    "query", ['"last resort"', '+"Who signed it?"', '"Who" signed "it?"', 'who said "why?"', "", '"', "Who signed it?"]
)
def test_other_marks_stay(query: str) -> None:
    assert without_outer_marks(query) == query
