from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.acronyms import Acronym
from index.query.acronyms import Acronyms, Expansion
from index.query.reader import Query, QueryReader
from index.query.spelling import SpellingReader

TEXTS = [
    ("Alternatives to detention for children. Counter-trafficking units and a national referral mechanism.", "en"),
    ("Detention of children is avoided. The web site of the mechanism, and its website.", "en"),
    ("Les enfants migrants sont accueillis par un réseau.", "fr"),
]
ACRONYMS = [
    Acronym("NRM", "National Referral Mechanism", "zambia", 0, 0, 0),
    Acronym("ATD", "alternatives to detention", "platform", 0, 0, 0),
    Acronym("EU", "European Union", "europass", 0, 0, 0),
]
LANGUAGES = {"en": 20, "fr": 2}
ODD = [
    "",
    " \n\t ",
    "?!…",
    "the of and",
    "\0\x01\x1b[31m\x7f",
    "\ud800",
    "🚢🧑‍🤝‍🧑",
    "\u202eright to left\u202c",
    "移民 migrants мигранты المهاجرون",
    'AND OR NOT +-*?~^:()[]{}"\\/',
    '"',
    '"""',
    '"“«„',
    '"unbalanced “quotes»',
    "(a|b)*[c-",
    "x" * 10_000,
    "word " * 2_000,
    '"' * 10_000,
    "«" * 5_000 + "»" * 5_000,
    "e\u0301" * 5_000,
]


@pytest.fixture(scope="module")
def reader() -> QueryReader:
    return QueryReader(SpellingReader.from_texts(TEXTS), Acronyms(ACRONYMS), LANGUAGES)


def test_a_plain_query_is_read_as_it_is_written(reader: QueryReader) -> None:
    assert reader.read("alternatives for children") == Query(
        "alternatives for children", "alternatives for children", "en"
    )


def test_slips_are_mended_and_told_but_not_within_quotation_marks(reader: QueryReader) -> None:
    query = reader.read('detenton of "childern" and childern')

    assert query.text == "detention of childern and children"
    assert query.written == 'detenton of "childern" and childern'
    assert query.changes == (("detenton", "detention"), ("childern", "children"))
    assert (query.phrases, query.loose_phrases) == ((), ("childern",))


@pytest.mark.parametrize(
    ("written", "phrases", "loose"),
    [
        ('"referral mechanism"', ("referral mechanism",), ()),
        ('What is the "referral mechanism"?', ("referral mechanism",), ()),
        ('children "detention"', ("detention",), ()),
        ('Which alternatives to "detention" exist for children?', (), ("detention",)),
        ('Which alternatives to +"detention" exist for children?', ("detention",), ()),
        (
            '+"children" and "referral" among the alternatives to detention in every country',
            ("children",),
            ("referral",),
        ),
        ('Which "alternatives to detention" have "children"?', ("alternatives to detention", "children"), ()),
        ("Quels «réseaux» accueillent des enfants migrants ?", (), ("réseaux",)),
        ("Quels +« réseaux » accueillent des enfants migrants ?", ("réseaux",), ()),
        ("哪些网络帮助移民儿童和他们的家庭，例如「中心」？", (), ("中心",)),
        ("哪些网络帮助移民儿童和他们的家庭，例如＋「中心」？", ("中心",), ()),
        ("كيف تحمي المراكز «الأطفال» المهاجرين وعائلاتهم في البلاد؟", (), ("الأطفال",)),
        ("كيف تحمي المراكز +«الأطفال» المهاجرين وعائلاتهم في البلاد؟", ("الأطفال",), ()),
        ("كيف تحمي المراكز \u200f+\u200f«الأطفال» المهاجرين وعائلاتهم؟", ("الأطفال",), ()),
    ],
)
def test_a_phrase_is_a_condition_where_half_of_the_query_is_quoted_or_a_plus_demands_it(
    reader: QueryReader, written: str, phrases: tuple[str, ...], loose: tuple[str, ...]
) -> None:
    query = reader.read(written)

    assert (query.phrases, query.loose_phrases) == (phrases, loose)
    assert "+" not in query.text


def test_a_word_that_exists_stays_in_a_language_that_the_collection_knows_less() -> None:
    reader = QueryReader(SpellingReader.from_texts(TEXTS), Acronyms([]), {"en": 20, "fr": 10})

    query = reader.read("Quels réseaux aident les enfants en detenttion ?")

    assert query.is_at_home
    assert (query.language, query.changes, query.alike) == ("fr", (), ("detention",))


def test_slips_stay_in_a_language_that_little_of_the_collection_is_in(reader: QueryReader) -> None:
    query = reader.read("¿Qué es la detencion de los niños?")

    assert (query.text, query.language, query.changes) == ("¿Qué es la detencion de los niños?", "es", ())


def test_an_acronym_is_told_with_its_other_form_and_the_practice_that_defines_it(reader: QueryReader) -> None:
    assert reader.read("Which NRM?").expansions == (Expansion("NRM", "National Referral Mechanism", "zambia"),)
    assert reader.read("national referral mechanisms").expansions == (
        Expansion("national referral mechanisms", "NRM", "zambia"),
    )


@pytest.mark.parametrize(
    ("query", "meaning", "also"),
    [
        ("Which NRM?", "Which NRM? (National Referral Mechanism)", ("National Referral Mechanism",)),
        ("national referral mechanism", "national referral mechanism", ("NRM",)),
        (
            "NRM and ATD",
            "NRM and ATD (National Referral Mechanism; alternatives to detention)",
            ("National Referral Mechanism", "alternatives to detention"),
        ),
        ("european union", "european union", ()),
        ("web site", "web site", ("website",)),
        ("ALTERNATIVES TO DETENTION FOR CHILDREN", "alternatives to detention for children", ("ATD",)),
        ("children", "children", ()),
    ],
)
def test_the_model_gets_long_forms_and_the_word_search_all_that_are_long_enough(
    reader: QueryReader, query: str, meaning: str, also: tuple[str, ...]
) -> None:
    read = reader.read(query)

    assert (read.text_to_embed, read.also) == (meaning, also)


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("Which networks worked on referral?", "en"),
        ("¿Qué redes trabajan contra la trata?", "es"),
        ("Quels réseaux protègent les enfants ?", "fr"),
        ("Как помочь жертвам торговли людьми?", "ru"),
        ("كيف يمكن حماية الأطفال المهاجرين؟", "ar"),
        ("如何保护移民儿童？", "zh"),
        ("Bangladesh", "en"),
        ("2019", "en"),
        ("", "en"),
    ],
)
def test_a_query_has_a_language_english_where_nothing_tells(reader: QueryReader, query: str, language: str) -> None:
    read = reader.read(query)

    assert read.language == language
    assert read.is_in_main_language is (language == "en")


def test_quotation_marks_do_not_change_the_language(reader: QueryReader) -> None:
    assert reader.read("«réseau» d'enfants «migrants»").language == reader.read("réseau d'enfants migrants").language


@pytest.mark.parametrize("query", ODD)
def test_odd_queries_are_read_quickly(reader: QueryReader, query: str) -> None:
    started = time.perf_counter()

    read = reader.read(query)

    assert time.perf_counter() - started < 5
    read.text.encode()
    assert read.written == query
    assert all(phrase in " ".join(read.text.split()) for phrase in read.phrases)


@given(st.text() | st.text("\"“”«»„「」 ab'NRM*+?()[]"))
def test_any_text_can_be_read_and_reads_the_same_again(query: str) -> None:
    reader = QueryReader(SpellingReader.from_texts(TEXTS), Acronyms(ACRONYMS), LANGUAGES)

    read = reader.read(query)

    assert read == reader.read(query)
    assert all(phrase in " ".join(read.text.split()) for phrase in read.phrases)


def test_an_empty_collection_reads_too() -> None:
    reader = QueryReader(SpellingReader.from_texts([]), Acronyms([]), {})

    assert reader.read('Which "NRM"?') == Query('Which "NRM"?', "Which NRM?", "en", ("NRM",))
