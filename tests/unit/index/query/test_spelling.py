from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import wordfreq
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.loading.collect import BUILT_IN, collect
from corpus.text.strings import fold
from index.query.spelling import MOST_EXAMINED, SpellingReader, SpellingReading
from index.query.word_statistics import WordStatistics

TEXTS = [
    ("The referral mechanism for victims of trafficking works. A referral needs a referral form.", "en"),
    ("Immigration and migration policy. Migration is old, immigration law is new, the policy is public.", "en"),
    ("A counter-trafficking unit, capacity building, and capacity building again; a case worker.", "en"),
    ("A multistakeholder dialogue in Zambia on strong institutions. The institutions of Zambia.", None),
    ("L'éducation et l'intégration des étrangers. L'éducation pour tous. La réinsertion.", "fr"),
    ("Миграционная политика и трудовая миграция. Политика, миграция.", "ru"),
]
WORDS = WordStatistics.from_texts(TEXTS)
VOCABULARY = SpellingReader(WORDS)

LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")


def slips_of(word: str) -> st.SearchStrategy[str]:
    """One letter left out, doubled, swapped with the next, or another one."""
    return st.integers(0, len(word) - 2).flatmap(
        lambda at: st.one_of(
            st.just(word[:at] + word[at + 1 :]),
            st.just(word[:at] + word[at] + word[at:]),
            st.just(word[:at] + word[at + 1] + word[at] + word[at + 2 :]),
            LETTERS.map(lambda letter: word[:at] + letter + word[at + 1 :]),
        )
    )


KNOWN = "referral mechanism victims trafficking migration policy education integration Zambia worker the for".split()


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("refferal mecanism", "referral mechanism"),  # two edits of doubled letters; a letter left out
        ("trafiking", "trafficking"),
        ("mechanissm", "mechanism"),  # a letter doubled
        ("polciy", "policy"),  # letters swapped
        ("meshanism", "mechanism"),  # another letter
        ("echanism", "mechanism"),  # the first letter left out
        ("emchanism", "mechanism"),  # the first letters swapped
        ("poliecy", "policy"),  # a letter too many
        ("mechanisn", "mechanism"),  # eight letters and more: the last one different
        ("stong", "strong"),  # five letters: left out inside
        ("Trafiking", "Trafficking"),
        ("(trafiking)?", "(trafficking)?"),
        ("the counter-trafiking unit", "the counter-trafficking unit"),
        ("éducaton", "éducation"),
        ("e\u0301ducaton", "éducation"),  # accents written apart
        ("миграцяи", "миграция"),
        ("trafiking  of\trefferal\n", "trafficking  of\treferral\n"),
        ("trafiking trafiking", "trafficking trafficking"),
    ],
)
def test_a_slip_is_mended(query: str, text: str) -> None:
    assert VOCABULARY.read(query).text == text


def test_doubled_letters_weigh_least() -> None:
    assert VOCABULARY.read("imigration").text == "immigration"
    trains = SpellingReader.from_texts([(text, "en") for text in ["training " * 9, "trafficking trafficking"]])
    assert trains.read("trafiking").text == "trafficking"


def test_of_equally_near_words_the_frequent_one_is_taken() -> None:
    for often, seldom in (("formation", "foumation"), ("foumation", "formation")):
        assert SpellingReader.from_texts([(f"{often} {often} {seldom}", "en")]).read("fomation").text == often


@pytest.mark.parametrize(
    "query",
    [
        "penguins blockchain taxidermy",  # words of the world, absent here
        "integration education etrangers",  # accents left out
        "ÉDUCATION Etrangers",
        "referrals policies mechanisms",  # inflections
        "what about whose dans pour",  # stop words
        "TRAFIKING UNHCR NGOs",  # acronyms
        "polciy2 2020",  # digits
        "polc",  # four letters: neither swapped nor doubled
        "holicy",  # another first letter
        "remigration unreferral",  # prefixes
        "doesn't didn’t",
        "移民政策 الهجرة μετανάστευση",
        "miграция",  # two scripts
        '"trafiking refferal" “trafiking” «trafiking» „trafiking“ 「trafiking」',
        "https://example.org/trafiking www.trafiking.org",
        "stronk",  # six letters, the last one different
        "éducatíon",  # accents do not matter where the letters are known
        "",
        " ",
    ],
)
def test_what_is_no_slip_for_sure_stays(query: str) -> None:
    assert VOCABULARY.read(query) == SpellingReading(query)


def test_an_accent_that_does_not_fit_tells_another_word() -> None:
    assert SpellingReader.from_texts([("termine termine", "fr")]).read("términoe").changes == ()


@pytest.mark.parametrize(
    ("collection", "written", "read_as"),
    [
        ("conversion", "conwetsion", "conversion"),  # v and r
        ("conversion conversions", "conwetsion", "conversion"),  # forms of one word
        ("conversion concession", "conwetsion", "conwetsion"),  # two words that are as near
        ("conversion conversion concession", "conwetsion", "conversion"),
        ("mechanic", "mechenyc", "mechenyc"),  # eight letters
        ("mechanic mechanic", "mechenyc", "mechanic"),
    ],
)
def test_two_edits_lead_to_a_word_that_occurs_once_where_no_other_is_near(
    collection: str, written: str, read_as: str
) -> None:
    assert SpellingReader.from_texts([(collection, "en")]).read(written).text == read_as


@pytest.mark.parametrize(
    ("collection", "language", "query"),
    [
        ("destination revision investigation", "en", "destitution remission instigation"),
        ("Nigerian Zealand Sonora Quito", "en", "is it Nigerien, in Zeeland, Sonoma or Quinto"),
        ("funnel apparatus cancer", "en", "fennel, asparagus, canker"),
        ("converting", "en", "conversing"),
        ("mercado", "es", "un marcado hecho"),
        ("transfers consulates", "fr", "transferts de fonds, consulats"),
        ("destination destination", "fr", "destitution"),
        ("consulates", "en", "consulats"),  # in another language of the same letters
        ("миграции", "ru", "миграций"),
    ],
)
def test_a_word_that_exists_is_not_changed(collection: str, language: str, query: str) -> None:
    reader = SpellingReader.from_texts([(f"{collection} {collection}", language)])

    assert reader.read(query, language) == SpellingReading(query)


def _listed_words(language: str) -> list[str]:
    by_frequency = wordfreq.read_cBpack(wordfreq.available_languages("best")[language])
    return [word for words in by_frequency[:701] for word in words if word.isalpha() and len(word) > 3]


LISTED = {language: _listed_words(language) for language in ("en", "es", "fr", "ru")}


@settings(max_examples=300)
@given(
    data=st.data(),
    language=st.sampled_from(sorted(LISTED)),
    only_within=st.booleans(),
    asked=st.sampled_from(sorted(LISTED)),
)
def test_no_word_that_exists_is_changed_whatever_the_collection(
    data: st.DataObject, language: str, only_within: bool, asked: str
) -> None:
    word = data.draw(st.sampled_from(LISTED[language]))
    near = data.draw(st.lists(slips_of(word), min_size=1, max_size=4))
    written = data.draw(st.sampled_from([word, word.capitalize(), fold(word)]))
    reader = SpellingReader.from_texts([(f"{other} {other}", language) for other in near])

    reading = reader.read(f"what of {written}", asked, only_within=only_within)

    assert fold(reading.text).replace(" ", "") == fold(f"what of {word}").replace(" ", "")


@given(data=st.data())
def test_a_changed_word_is_a_name_only_where_small_letters_could_stand(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from("refferal Refferal of Migrants. trafiking Trafiking? The".split())))
    reading = VOCABULARY.read(" ".join(words))

    assert set(reading.names) <= {written for written, _ in reading.changes if written[0].isupper()}
    assert not reading.names or any(word.islower() for word in words)
    assert not words or words[0] not in reading.names or words[0] in words[1:]


@pytest.fixture(scope="module")
def mostly_english() -> WordStatistics:
    """The built-in collection, which knows English better than French."""
    practices = collect([BUILT_IN]).practices
    return WordStatistics.from_texts(
        (text, practice.language)
        for practice in practices
        for text in (practice.title, *(section.text for section in practice.sections))
    )


@given(data=st.data(), language=st.sampled_from(["fr", "es"]))
def test_whatever_is_written_becomes_no_word_of_another_language(
    mostly_english: WordStatistics, data: st.DataObject, language: str
) -> None:
    word = data.draw(st.sampled_from([word for word in mostly_english.counts if len(word) > 5]))
    at = data.draw(st.integers(1, len(word) - 2))
    slip = data.draw(
        st.sampled_from([word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[: at - 1] + word[at:]])
    )

    reading = SpellingReader(mostly_english).read(slip, language, only_within=True)

    assert all(mostly_english.has_term(part, language) for _, read_as in reading.changes for part in read_as.split())
    assert not (reading.changes and reading.cognates)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("shelters in Zambbia", ("Zambbia",)),
        ("help. Zambbia has shelters", ()),  # a sentence begins with it
        ("Zambbia has shelters", ()),
        ("¿Zambbia has shelters?", ()),
        ("Shelters In Zambbia", ()),  # every word has a capital
        ("shelters in zambbia", ()),
        ("a Countertrafficking unit", ()),  # the letters stay
    ],
)
def test_a_changed_word_may_be_another_name_where_only_names_have_a_capital(query: str, names: tuple[str, ...]) -> None:
    reading = VOCABULARY.read(query)

    assert reading.changes
    assert reading.names == names


def test_the_nearest_word_of_another_language_is_to_be_searched_for_as_well() -> None:
    reading = VOCABULARY.read("trafickinng de réinserttion", "fr", only_within=True)

    assert reading.text == "trafickinng de réinsertion"
    assert reading.cognates == ("trafficking",)


def test_a_word_that_exists_stays_and_its_cognate_is_searched_for_as_well() -> None:
    collection = SpellingReader.from_texts([("alternatives, alternatives", "en"), ("la casa", "es")])

    reading = collection.read("las alternativas", "es", only_within=True)

    assert (reading.text, reading.cognates) == ("las alternativas", ("alternatives",))


@pytest.mark.parametrize(
    ("query", "text", "joined"),
    [
        ("countertrafficking", "counter trafficking", []),
        ("Countertrafficking!", "Counter trafficking!", []),
        ("capacitybuilding", "capacity building", []),  # twice side by side
        ("caseworker", "caseworker", []),  # once only
        ("counter trafficking", "counter trafficking", []),
        ("multi stakeholder", "multi stakeholder", ["multistakeholder"]),
        ("multi-stakeholder", "multi-stakeholder", ["multistakeholder"]),
        ("multi, stakeholder", "multi, stakeholder", []),
        ("traf ficking", "traf ficking", ["trafficking"]),
        ("édu cation", "édu cation", ["éducation"]),
        ('"multi stakeholder"', '"multi stakeholder"', []),
    ],
)
def test_words_written_together_or_apart(query: str, text: str, joined: list[str]) -> None:
    reading = VOCABULARY.read(query)

    assert (reading.text, list(reading.joined)) == (text, joined)


def test_stop_words_are_joined_by_a_hyphen_only() -> None:
    words = SpellingReader.from_texts([("online information", "en")])

    assert words.read("in formation on line on-line").joined == ("online",)


def test_changes_are_listed_once_in_order_of_the_query() -> None:
    reading = VOCABULARY.read("refferal by a countertrafficking unit, refferal")

    assert reading.text == "referral by a counter trafficking unit, referral"
    assert reading.changes == (("refferal", "referral"), ("countertrafficking", "counter trafficking"))


def test_only_so_many_unknown_words_are_examined() -> None:
    odd = [f"qx{chr(97 + n // 26)}{chr(97 + n % 26)}zzvv" for n in range(MOST_EXAMINED)]

    assert VOCABULARY.read(" ".join([*odd[1:], "trafiking"])).changes == (("trafiking", "trafficking"),)
    assert VOCABULARY.read(" ".join([*odd, "trafiking"])).changes == ()


def test_saved_and_loaded_it_is_the_same(tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    VOCABULARY.save(first)
    SpellingReader.from_texts(TEXTS).save(second)

    assert WordStatistics.load(first) == WORDS
    assert first.read_bytes() == second.read_bytes()
    assert SpellingReader.load(first).read("refferal mecanism").text == "referral mechanism"


def test_rare_neighbours_are_forgotten_where_there_are_very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.query.word_statistics._MOST_PAIRS_COUNTED", 4)
    texts = [("cash transfer cash transfer red-green", "en"), ("one two three four five six seven", "en")]

    assert WordStatistics.from_texts(texts).pairs == {"cashtransfer": "cash transfer", "redgreen": "red green"}


def test_an_empty_collection_changes_nothing() -> None:
    assert SpellingReader.from_texts([]).read("refferal mecanism") == SpellingReading("refferal mecanism")


def test_threads_share_it() -> None:
    with ThreadPoolExecutor(8) as pool:
        readings = set(pool.map(VOCABULARY.read, ["refferal mecanism"] * 200))

    assert {reading.text for reading in readings} == {"referral mechanism"}


@given(st.text(alphabet=st.characters(), max_size=80))
@example("\ud800 trafiking \x00")
@example("(.*+?[\\]^$|" * 900)
@example("“" * 10_000)
@example("😀мigraция e\u0301\u0301 \u202e" * 500)
@example("\u0345\u0345\u0345\u0345 ªªªª ŉŉŉŉ")
@example("x" * 10_000)
def test_any_text_can_be_read(query: str) -> None:
    reading = VOCABULARY.read(query)

    assert (reading.text == query) == (not reading.changes)
    assert all(written in query and as_read in reading.text for written, as_read in reading.changes)
    assert all(word in WORDS.counts or word in WORDS.spellings for word in map(fold, reading.joined))


@given(st.lists(st.sampled_from(KNOWN), max_size=20), st.sampled_from([" ", ", ", "? ", " - ", "\n"]))
def test_known_words_stay_as_they_are(words: list[str], gap: str) -> None:
    query = gap.join(words)

    assert VOCABULARY.read(query) == SpellingReading(query)


@given(st.text(st.characters(exclude_characters='"“”„«»', exclude_categories=["Cs"]), max_size=60))
def test_phrases_in_quotes_stay_as_they_are(phrase: str) -> None:
    for left, right in ('""', "“”", "«»"):
        quoted = f"{left}{phrase}{right}"

        assert VOCABULARY.read(f"refferal {quoted}, mecanism").text == f"referral {quoted}, mechanism"


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Who signed AB629?", "Who signed AB 629?"),
        ("Who signed ab629?", "Who signed ab 629?"),
        ("What is in 629ab?", "What is in 629 ab?"),
        ("Who signed AB630?", "Who signed AB630?"),
        ("Who signed XY629?", "Who signed XY629?"),
        ("the platform R4V", "the platform R4V"),
        ("room 6b", "room 6b"),
    ],
)
def test_a_code_written_as_one_is_read_as_the_two_that_the_collection_has(query: str, text: str) -> None:
    reader = SpellingReader.from_texts([("Assembly Bill AB-629 became law.", "en")])

    assert reader.read(query, "en").text == text
