from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.lexical.bm25_index import LexicalIndex

# tantivy keeps the length of a field in one byte, exact up to 40 tokens only: the texts compared here are shorter.
_WORDS = "river bridge market teacher doctor valley sailor garden window engine paper silver".split()
_TEXTS = [
    " ".join(_WORDS[(start * step + start) % len(_WORDS)] for step in range(3 + (start * 7) % 36))
    for start in range(30)
]


def lexical(folder: Path, texts: Sequence[str], language: str | None = "en", **facets: list[str]) -> LexicalIndex:
    LexicalIndex.build(
        folder,
        (
            (text, language, {name: (values[number],) for name, values in facets.items()})
            for number, text in enumerate(texts)
        ),
    )
    return LexicalIndex.open(folder)


def bm25(query: Sequence[str], texts: Sequence[str]) -> dict[int, float]:
    documents = [text.split() for text in texts]
    mean = sum(map(len, documents)) / len(documents)
    scores: Counter[int] = Counter()
    for word in query:
        holding = sum(word in document for document in documents)
        idf = math.log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))
        for number, document in enumerate(documents):
            if count := document.count(word):
                length = 1 - 0.75 + 0.75 * len(document) / mean
                scores[number] += idf * count * (1.2 + 1) / (count + 1.2 * length)
    return dict(scores)


@pytest.mark.parametrize("query", ["river", "bridge market", "silver silver paper", "engine zebra"])
def test_scores_are_bm25(tmp_path: Path, query: str) -> None:
    assert max(len(text.split()) for text in _TEXTS) <= 40
    index = lexical(tmp_path, _TEXTS, "xx")

    ordinals, scores = index.search(query, 100)

    assert dict(zip(ordinals.tolist(), scores.tolist(), strict=True)) == pytest.approx(
        bm25(query.split(), _TEXTS), rel=1e-5
    )
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


def test_top_cuts_the_list_at_its_best(tmp_path: Path) -> None:
    index = lexical(tmp_path, _TEXTS)

    whole, cut = index.search("river bridge", 100), index.search("river bridge", 3)

    assert [part.tolist() for part in cut] == [part[:3].tolist() for part in whole]


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("en", "Networks were training migrants", "a network to train the migrant"),
        ("fr", "Des réseaux formaient les travailleurs migrants", "réseau travailleuse"),
        ("es", "Las trabajadoras recibieron capacitaciones", "capacitación del trabajador"),
        ("ru", "Мигрантам помогали работники центра", "помощь мигрантов, работник"),
        ("ar", "خدمات للمهاجرين", "المهاجرون"),
        ("de", "Straße der Übergabe", "UBERGABE"),
        (None, "Networks of unknown language", "network"),
        ("en", "Côte d'Ivoire, São Tomé and Perú", "cote peru"),
        ("es", "La migracion", "migración"),
        ("en", "Cote and Peru", "Côté Perú"),
    ],
)
def test_words_match_across_forms_case_and_accents(tmp_path: Path, language: str | None, text: str, query: str) -> None:
    index = lexical(tmp_path, [text, "zzz qqq"], language)

    ordinals, scores = index.search(query, 5)

    assert ordinals.tolist() == [0]
    assert scores[0] > 0


def test_each_language_is_stemmed_by_its_own_rules_in_one_index(tmp_path: Path) -> None:
    passages = [("The workers were trained", "en"), ("Les travailleuses formées", "fr"), ("Работники центра", "ru")]
    LexicalIndex.build(tmp_path, ((text, language, {}) for text, language in passages))
    index = LexicalIndex.open(tmp_path)

    assert index.languages == ["en", "fr", "ru"]
    for ordinal, query in enumerate(["training worker", "travailleuse", "работников"]):
        assert index.search(query, 5)[0].tolist() == [ordinal]
    assert (index.document_frequency("worker", "en"), index.document_frequency("worker", "fr")) == (1, 0)


def test_a_query_of_stop_words_only_looks_for_these(tmp_path: Path) -> None:
    index = lexical(tmp_path, ["To be or not to be", "A market garden"])

    assert index.search("to be or not to be", 5)[0].tolist() == [0]


def test_stop_words_beside_content_words_count_for_nothing(tmp_path: Path) -> None:
    index = lexical(tmp_path, ["What is to be done about the others", "A market garden"])

    assert index.search("What is there about the market?", 5)[0].tolist() == [1]


@pytest.mark.parametrize("query", ["", "   ", "?!…", "🚢", "\0"])
def test_a_query_without_words_finds_nothing(tmp_path: Path, query: str) -> None:
    ordinals, scores = lexical(tmp_path, _TEXTS).search(query, 5)

    assert (ordinals.tolist(), scores.tolist()) == ([], [])


@pytest.mark.parametrize(
    "query",
    [
        '"river',
        "river)(",
        "[river TO *}",
        "river AND",
        "NOT river OR",
        "+river -bridge ~3 ^2",
        "text_en:river",
        "facet_country:NE river",
        "river\\",
        "river \0bridge",
        "/river/ *",
        "river \ud800",
        "river " * 1_667,
        "river " + "x" * 10_000,
        "river " + " ".join(f"w{number}" for number in range(1_500)),
    ],
)
def test_a_hostile_query_never_raises_and_is_read_as_words(tmp_path: Path, query: str) -> None:
    index = lexical(tmp_path, ["A bridge", "The river bank"])

    assert 1 in index.search(query, 5)[0].tolist()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"country": ("NE",)}, [0, 2]),
        ({"country": ("NE", "BD")}, [0, 1, 2]),
        ({"country": ("NE", "BD"), "type": ("b",)}, [1, 2]),
        ({"country": ("ne",)}, []),
        ({"country": ("FR",)}, []),
        ({"country": ('NE" OR "BD',)}, []),
    ],
)
def test_filters_are_any_within_a_facet_and_all_across_and_leave_scores_alone(
    tmp_path: Path, filters: dict[str, tuple[str, ...]], expected: list[int]
) -> None:
    texts = ["river bank", "river bridge", "river garden market", "river"]
    index = lexical(tmp_path, texts, country=["NE", "BD", "NE", "ML"], type=["a", "b", "b", "b"])
    free = dict(zip(*(part.tolist() for part in index.search("river", 9)), strict=True))

    ordinals, scores = index.search("river", 9, filters)

    assert sorted(ordinals.tolist()) == expected
    assert scores.tolist() == [free[ordinal] for ordinal in ordinals.tolist()]


def test_an_index_tells_whether_it_was_built_with_the_values_of_a_filter(tmp_path: Path) -> None:
    index = lexical(tmp_path, ["river bank", "river bridge"], region=["Africa", "Western Africa"])

    assert index.knows_values({"region": ("Africa", "Western Africa")})
    assert not index.knows_values({"region": ("Africa", "Sahel")})


def test_no_filter_lets_everything_through(tmp_path: Path) -> None:
    index = lexical(tmp_path, ["river bank", "river bridge"], country=["NE", "BD"])

    for nothing in (None, {}):
        assert sorted(index.search("river", 9, nothing)[0].tolist()) == [0, 1]


def test_in_other_languages_only_content_words_are_looked_for(tmp_path: Path) -> None:
    passages = [("Der Hund ist in Niamey", "de"), ("The chair of a committee in Niamey", "en"), ("la chaire", "fr")]
    LexicalIndex.build(tmp_path, ((text, language, {}) for text, language in passages))
    index = LexicalIndex.open(tmp_path)

    assert sorted(index.search("où est la chair", 5, language="fr")[0].tolist()) == [1, 2]
    assert index.search("ist die in", 5, language="en")[0].tolist() == [0]
    assert sorted(index.search("Niamey", 5, language="ar")[0].tolist()) == [0, 1]
    assert index.search("la", 5, language="en")[0].tolist() == [2]


def test_without_a_language_every_word_is_looked_for_everywhere(tmp_path: Path) -> None:
    index = lexical(tmp_path, ["In the bank", "A river"], "en")

    assert index.search("und river", 5)[0].tolist() == index.search("und river", 5, language="de")[0].tolist() == [1]


def test_other_ways_to_say_it_weigh_half(tmp_path: Path) -> None:
    index = lexical(tmp_path, _TEXTS, "xx")
    river, bridge = bm25(["river"], _TEXTS), bm25(["bridge"], _TEXTS)

    ordinals, scores = index.search("river", 100, language="xx", also=("bridge",))

    assert dict(zip(ordinals.tolist(), scores.tolist(), strict=True)) == pytest.approx(
        {number: river.get(number, 0) + bridge.get(number, 0) / 2 for number in river.keys() | bridge.keys()}, rel=1e-5
    )


def test_other_ways_to_say_it_are_enough(tmp_path: Path) -> None:
    index = lexical(tmp_path, ["A national referral mechanism", "A market"])

    assert index.search("NRM", 5)[0].tolist() == []
    assert index.search("NRM", 5, also=("National Referral Mechanism", "xyz"))[0].tolist() == [0]
    assert index.search("", 5, also=("market",))[0].tolist() == [1]


@pytest.mark.parametrize("chosen", [[], [0], [3, 1], [5, 7, 29], list(range(30))])
def test_only_the_passages_within_take_part_with_the_scores_they_had(tmp_path: Path, chosen: list[int]) -> None:
    index = lexical(tmp_path, _TEXTS, country=["NE", "BD"] * 15)
    free = dict(zip(*(part.tolist() for part in index.search("river bridge", 99)), strict=True))
    within = np.array(chosen, np.int64)

    ordinals, scores = index.search("river bridge", 99, within=within)
    narrowed, _ = index.search("river bridge", 99, {"country": ("NE",)}, within=within)

    assert dict(zip(ordinals.tolist(), scores.tolist(), strict=True)) == pytest.approx(
        {ordinal: score for ordinal, score in free.items() if ordinal in chosen}, rel=1e-5
    )
    assert set(narrowed.tolist()) == {ordinal for ordinal in ordinals.tolist() if ordinal % 2 == 0}


def test_passages_with_all_words_have_them_in_any_form_and_order(tmp_path: Path) -> None:
    passages = [
        ("The mechanism of national referral", "en"),
        ("National referrals, no more", "en"),
        ("mécanisme national", "fr"),
        ("Национальный механизм", "ru"),
        ("移民儿童的中心", "zh"),
        ("To be or not to be", "en"),
    ]
    LexicalIndex.build(tmp_path, ((text, language, {}) for text, language in passages))
    index = LexicalIndex.open(tmp_path)

    assert index.with_all_words("referral mechanisms national").tolist() == [0]
    assert index.with_all_words("National").tolist() == [0, 1, 2]
    assert index.with_all_words("национальные механизмы").tolist() == [3]
    assert index.with_all_words("儿童的").tolist() == [4]
    assert index.with_all_words("to be or not").tolist() == [5]
    assert index.with_all_words("national zebra").tolist() == []


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = lexical(tmp_path, [])

    assert index.search("river", 5)[0].tolist() == []
    assert index.search("river", 5, language="fr", also=("bank",), within=np.zeros(0, np.int64))[0].tolist() == []
    assert index.with_all_words("river").tolist() == []
    assert index.languages == []


@pytest.mark.parametrize("text", ["مُهاجِر", "प्रवासी श्रमिक", "Łódź café", "ab_cd e-f 12,5 №7", "移民 网络"])
def test_words_for_marking_are_the_words_of_the_index(text: str) -> None:
    from index.lexical.analysis import analyzer, words_with_terms

    assert [term for _, _, term in words_with_terms(text, "xx")] == analyzer("xx").analyze(text)
