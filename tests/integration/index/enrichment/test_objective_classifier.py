from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.vocabularies.frameworks import OBJECTIVES
from index.embedding.centring import Centring
from index.embedding.embedder import Embedder
from index.embedding.model_roles import Models
from index.embedding.transformer_embedder import TransformerEmbedder
from index.enrichment.objective_classifier import (
    MOST_OBJECTIVES,
    THRESHOLD,
    InferredObjective,
    ObjectiveClassifier,
)

pytestmark = pytest.mark.model

ENGLISH = {
    1: "A new module of the household survey\nThe statistics office asked every household about relatives abroad and "
    "published the figures by age and sex, so that ministries can plan on the basis of facts.",
    4: "Identity cards for citizens abroad\nA mobile team registered births and issued passports and identity "
    "documents to people who had never held any proof of who they are.",
    6: "No fees for workers\nEmployers now pay what agencies charge for hiring, and inspectors check the contracts "
    "and wages of migrant workers on farms.",
    8: "Naming the missing\nForensic doctors compare samples from relatives with bodies found in the desert, so that "
    "families learn what became of migrants who disappeared on the way.",
    10: "Together against human trafficking\nPolice, prosecutors and shelters agreed how victims of exploitation are "
    "recognized, protected and helped to testify against those who sold them.",
    13: "Out of the cells\nFamilies without papers are no longer detained; they live in flats with a case worker until "
    "their case is decided, as an alternative to immigration detention.",
    15: "Clinics for everybody\nPatients are treated and vaccinated whatever their papers say, and their children go "
    "to the school nearby; health staff do not report them.",
    17: "Words matter\nJournalists learned to report without stereotypes, and a campaign answered hate speech and "
    "racism against foreigners.",
    20: "Cheaper money home\nA website compares what it costs to send remittances, and workers who open a bank account "
    "pay lower fees on each transfer.",
    21: "A new start after coming back\nReturnees receive counselling and a small grant for a shop, so that their "
    "reintegration in the village lasts.",
    22: "Pensions that travel\nUnder the social security agreement, years of contributions in both countries count "
    "together and the pension is paid abroad.",
}
OTHERS = {
    "fr": {
        4: "Des papiers pour tous\nLe consulat délivre des passeports et inscrit les naissances à l’état civil.",
        10: "Ensemble contre la traite\nPolice et associations repèrent et protègent les victimes d’exploitation.",
        13: "Sans barreaux\nLes familles ne sont plus placées en rétention, elles logent dans des appartements.",
        20: "L’argent du pays\nUn site compare le coût des envois de fonds et ouvre des comptes bancaires.",
    },
    "es": {
        8: "Nombres para los ausentes\nMédicos forenses comparan muestras para identificar a migrantes desaparecidos.",
        10: "Juntos contra la trata\nPolicías y asociaciones detectan y protegen a las víctimas de explotación.",
        13: "Sin rejas\nLas familias ya no son detenidas: viven en pisos, una alternativa a la detención migratoria.",
        20: "Dinero a casa\nUna página compara el costo de las remesas y ayuda a abrir cuentas bancarias.",
    },
}
COOKERY = (
    "Onion soup\nSlice the onions thinly and let them brown in butter for half an hour. Add stock, simmer, put bread "
    "and cheese on top and bake until golden."
)
ELSEWHERE = [
    COOKERY,
    "Telescopes\nAstronomers measured the light of distant galaxies in a survey of the southern sky and published the "
    "data.",
    "Repairing a bicycle\nRemove the wheel, patch the tube, check the brakes and oil the chain; no great skill is "
    "needed.",
    "Le jardin en hiver\nOn taille les rosiers, on couvre les légumes et on nettoie les outils avant le gel.",
]
"""Some with a word that elsewhere gives an objective away."""


@pytest.fixture(scope="module")
def english(embedder: TransformerEmbedder) -> ObjectiveClassifier:
    return ObjectiveClassifier(embedder)


@pytest.fixture(scope="module")
def across(models: Models) -> Embedder:
    assert models.multilingual is not None
    return models.multilingual


@pytest.fixture(scope="module")
def centring(across: Embedder) -> Centring:
    return Centring.of(across)


@pytest.fixture(scope="module")
def multilingual(across: Embedder, centring: Centring) -> ObjectiveClassifier:
    return ObjectiveClassifier(across, centring)


def _guess(guesser: ObjectiveClassifier, embedder: Embedder, texts: Sequence[str]) -> list[InferredObjective]:
    return guesser.guess(embedder.embed_passages(texts), texts)


def _guess_across(
    guesser: ObjectiveClassifier, embedder: Embedder, centring: Centring, text: str, language: str
) -> list[InferredObjective]:
    return guesser.guess(centring.centre_passages(embedder.embed_passages([text]), [language]), [text])


@pytest.mark.parametrize("objective", ENGLISH)
def test_an_obvious_paragraph_is_told(
    english: ObjectiveClassifier, embedder: TransformerEmbedder, objective: int
) -> None:
    guesses = _guess(english, embedder, [ENGLISH[objective]])

    assert guesses[0].objective == objective
    assert len(guesses) <= MOST_OBJECTIVES
    assert all(THRESHOLD <= guess.score <= 1 for guess in guesses)
    assert sum(guess.score for guess in guesses) <= 1


@pytest.mark.parametrize(("language", "objective"), [(code, n) for code, texts in OTHERS.items() for n in texts])
def test_an_obvious_paragraph_is_told_in_other_languages(
    multilingual: ObjectiveClassifier, across: Embedder, centring: Centring, language: str, objective: int
) -> None:
    guesses = _guess_across(multilingual, across, centring, OTHERS[language][objective], language)

    assert guesses[0].objective == objective


@pytest.mark.parametrize("text", ELSEWHERE)
def test_nothing_is_told_of_what_has_nothing_to_do_with_migration(
    english: ObjectiveClassifier,
    embedder: TransformerEmbedder,
    multilingual: ObjectiveClassifier,
    across: Embedder,
    centring: Centring,
    text: str,
) -> None:
    language = "fr" if text.startswith("Le ") else "en"

    assert _guess(english, embedder, [text]) == []
    assert _guess_across(multilingual, across, centring, text, language) == []


def test_a_few_passages_on_the_subject_tell_it_among_many_on_something_else(
    english: ObjectiveClassifier, embedder: TransformerEmbedder
) -> None:
    others = [f"{COOKERY} Serves {number}." for number in range(2, 8)]

    guesses = _guess(english, embedder, [*others, ENGLISH[20], *[f"{ENGLISH[20]} Again." for _ in range(2)]])

    assert [guess.objective for guess in guesses] == [20]


def test_all_scores_are_shares_in_descending_order(english: ObjectiveClassifier, embedder: TransformerEmbedder) -> None:
    scores = english.scores(embedder.embed_passages([ENGLISH[8]]), [ENGLISH[8]])

    assert sorted(guess.objective for guess in scores) == list(OBJECTIVES)
    assert [guess.score for guess in scores] == sorted((guess.score for guess in scores), reverse=True)
    assert 0.5 < sum(guess.score for guess in scores) <= 1 + 0.0005 * len(OBJECTIVES)  # each is rounded to 3 digits
