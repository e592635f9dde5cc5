"""Questions in six languages, short and long forms, slips and quoted phrases over the built-in collection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from corpus.text.language import UN_LANGUAGES
from index.embedding.model_roles import Models
from index.errors import OtherModelError
from index.lexical.phrases import holds
from index.retrieval.searcher import Searcher
from index.snapshot.snapshot import Snapshot
from service.answers.answerability.decision import Outcome
from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.web.app import create_app
from tests.support.asking import answer_in_passages

pytestmark = pytest.mark.model

BASE = "http://127.0.0.1:8000"
DETENTION = "cross-regional-peer-learning-platform-on-alternatives-to-child-immigration"
REMITTANCES = "technological-developments-in-mobile-payments"
SKILLS = "mutual-recognition-of-skills-in-asean"
IDENTITY_CARD = "identification-document-of-new-york-city-idnyc"
PROSECUTORS = "red-iberoamericana-de-fiscales-especializados-en-trata-de-personas-y-trafico"


@pytest.fixture(scope="module")
def searcher(built_in: Bootstrap) -> Searcher:
    return built_in.open_engine().context.searcher


@pytest.fixture(scope="module")
def client(built_in: Bootstrap) -> Iterator[TestClient]:
    with TestClient(create_app(LiveIndex(built_in))) as client:
        yield client


def first_ten(searcher: Searcher, query: str) -> list[str]:
    return [hit.practice.practice_id for hit in searcher.search(query, 10)]


@pytest.mark.parametrize(
    ("language", "question", "practice_id"),
    [
        ("es", "¿Qué alternativas a la detención hay para los niños migrantes?", DETENTION),
        ("fr", "Quelles alternatives à la détention existent pour les enfants ?", DETENTION),
        ("ru", "Какие есть альтернативы содержанию детей-мигрантов под стражей?", DETENTION),
        ("ar", "ما هي بدائل احتجاز الأطفال المهاجرين؟", DETENTION),
        ("zh", "有哪些替代拘留移民儿童的办法？", DETENTION),
        ("es", "tarjeta de identificación para los habitantes de Nueva York", IDENTITY_CARD),
        ("fr", "Comment identifie-t-on les migrants disparus en Italie ?", "identifying-missing-migrants-in-italy"),
        ("ru", "Как признаются профессиональные навыки в странах АСЕАН?", SKILLS),
        ("ar", "كيف يمكن تخفيض تكلفة التحويلات المالية؟", REMITTANCES),
        ("zh", "如何降低汇款成本？", REMITTANCES),
    ],
)
def test_a_question_in_another_language_finds_an_english_practice(
    searcher: Searcher, language: str, question: str, practice_id: str
) -> None:
    assert searcher.snapshot.practices[practice_id].language == "en"

    practice_hits = searcher.search(question, 10)

    assert searcher.read(question).language == language
    assert practice_id in [hit.practice.practice_id for hit in practice_hits]
    assert all(hit.multilingual for practice_hit in practice_hits for hit in practice_hit.hits)


@pytest.mark.parametrize(
    ("question", "language", "practice_id"),
    [
        ("regularisation campaigns in Morocco", "fr", "campagnes-de-regularisation-du-maroc"),
        (
            "West African network for the protection of children",
            "fr",
            "reseau-afrique-de-l-ouest-pour-la-protection-des-enfants",
        ),
        (
            "free movement of people in West Africa",
            "fr",
            "projet-fmm-sur-la-libre-circulation-et-la-migration-en-afrique-de-l-ouest",
        ),
        ("consular identity card for Mexicans abroad", "es", "matricula-consular-de-mexico"),
        ("network of prosecutors against trafficking in Latin America", "es", PROSECUTORS),
        (
            "income generation for migrants in Colombia",
            "es",
            "estrategia-de-generacion-de-ingresos-para-los-migrantes-en-colombia",
        ),
    ],
)
def test_an_english_question_finds_the_french_and_spanish_practices(
    searcher: Searcher, question: str, language: str, practice_id: str
) -> None:
    assert searcher.snapshot.practices[practice_id].language == language

    hits_by_id = {hit.practice.practice_id: hit for hit in searcher.search(question, 10)}

    assert searcher.read(question).is_in_main_language
    assert hits_by_id[practice_id].hits[0].multilingual
    assert hits_by_id[practice_id].hits[0].passage.language == language


def test_the_first_model_judges_english_for_english_and_the_second_everything_else(searcher: Searcher) -> None:
    for question in ("trafficking in persons", "la trata de personas en la región", "торговля людьми"):
        native = searcher.read(question).is_in_main_language
        for practice_hit in searcher.search(question, 60):
            for hit in practice_hit.hits:
                assert hit.multilingual is not (native and hit.passage.language in ("en", None))


def test_every_passage_carries_a_language_and_it_is_that_of_its_page(searcher: Searcher) -> None:
    snapshot = searcher.snapshot

    wrong = [
        passage.text
        for passage in snapshot.passages
        if passage.language != snapshot.practices[passage.practice_id].language
    ]

    assert {passage.language for passage in snapshot.passages} == {"en", "es", "fr"}
    assert wrong == []
    assert (snapshot.speaks("fr"), snapshot.speaks("ru")) == (True, False)


def test_the_api_tells_the_language_of_question_passages_and_quotations(client: TestClient) -> None:
    question = "¿Qué redes de fiscales investigan la trata de personas?"
    body = client.get("/api/v1/answer", params={"q": question, "without": "kind"}).json()  # not as a set: nearest ones

    assert body["reading"]["language"] == "es"
    assert body["statements"][0]["language"] == "es"
    passages = [passage for match in body["practices"] for passage in match["passages"]]
    assert {"es", "en"} <= {passage["language"] for passage in passages}
    assert all(passage["across"] for passage in passages)


def test_the_page_tags_passages_with_their_language(client: TestClient) -> None:
    text = client.get("/", params={"q": "regularisation campaigns in Morocco"}).text

    assert '<p class="text" dir="auto" lang="fr">' in text
    assert '<p class="text" dir="auto" lang="en">' in text


ACRONYMS = [
    ("IDNYC", "Identification Document of New York City", IDENTITY_CARD),
    (
        "OUMWA",
        "Office of the Undersecretary for Migrant Workers' Affairs",
        "philippines-coordination-of-assistance-to-nationals-oumwa",
    ),
    ("HSP", "Humanitarian Service Points", "humanitarian-service-points-hsp-migrants-transit"),
    ("IRIS", "International Recruitment Integrity System", "international-recruitment-integrity-system"),
    (
        "CIOP",
        "Comprehensive Information and Orientation Programme",
        "comprehensive-information-and-orientation-programme",
    ),
]


@pytest.mark.parametrize(("short", "long", "practice_id"), ACRONYMS, ids=[short for short, _, _ in ACRONYMS])
def test_short_and_long_form_find_the_same_practice_first(
    searcher: Searcher, short: str, long: str, practice_id: str
) -> None:
    for question in (short, long, short.lower(), long.lower(), f"What is the {short}?", f"What is the {long}?"):
        assert first_ten(searcher, question)[0] == practice_id, question


@pytest.mark.parametrize(("short", "long", "practice_id"), ACRONYMS, ids=[short for short, _, _ in ACRONYMS])
def test_the_answer_names_the_other_form_and_a_practice_that_defines_it(
    client: TestClient, short: str, long: str, practice_id: str
) -> None:
    for question, other in ((short, long), (long, short)):
        body = client.get("/api/v1/answer", params={"q": f"What is the {question}?"}).json()

        (expansion,) = body["reading"]["expansions"]
        practice = client.get(f"/api/v1/practices/{expansion['practice_id']}").json()
        text = " ".join([practice["title"], *(section["text"] for section in practice["sections"])])
        assert (expansion["written"], expansion["other"]) == (question, other)
        assert holds(text, f"{long} ({short})") or holds(text, f"{short} ({long})")
        assert f"/practices/{expansion['practice_id']}" in client.get("/", params={"q": question}).text


def test_slips_are_mended_told_and_found(searcher: Searcher, client: TestClient) -> None:
    body = client.get("/api/v1/search", params={"q": "alternatives to detenton for childern"}).json()
    right = client.get("/api/v1/search", params={"q": "alternatives to detention for children"}).json()

    assert body["reading"]["text"] == "alternatives to detention for children"
    assert body["reading"]["changes"] == [
        {"written": "detenton", "read_as": "detention"},
        {"written": "childern", "read_as": "children"},
    ]
    assert body["practices"] == right["practices"]
    assert (right["reading"]["changes"], right["reading"]["phrases"]) == ([], [])
    page = client.get("/", params={"q": "alternatives to detenton"}).text
    assert "Read “detenton” as <strong>detention</strong>" in page


def test_a_slip_in_quotation_marks_is_taken_as_written(client: TestClient) -> None:
    body = client.get("/api/v1/answer", params={"q": '"detenton of childern"'}).json()

    assert body["reading"]["changes"] == []
    assert body["reading"]["phrases"] == ["detenton of childern"]
    assert (body["outcome"], body["practices"], body["statements"]) == ("not_found", [], [])


@pytest.mark.parametrize(
    "phrase",
    [
        "national referral mechanism",
        "NATIONAL  Referral\nmechanism",
        "trata de personas",
        "civil society",
        "migrants'",
        "l'Afrique de l'Ouest",
        "the",
        "2019",
        "(IOM)",
    ],
)
def test_a_quoted_phrase_finds_exactly_the_passages_that_have_it(searcher: Searcher, phrase: str) -> None:
    snapshot = searcher.snapshot
    expected = {
        passage.passage_id
        for passage in snapshot.passages
        if holds(passage.text, phrase) or holds(snapshot.practices[passage.practice_id].title, phrase)
    }

    practice_hits = searcher.search(f'"{phrase}"', 100, passages_each=100)

    assert expected
    assert {hit.passage.passage_id for practice_hit in practice_hits for hit in practice_hit.hits} == expected


def test_a_phrase_narrows_search_answer_facets_export_and_page_alike(client: TestClient) -> None:
    query = {"q": 'who refers victims by a "national referral mechanism"?', "top": 100}

    search_result = client.get("/api/v1/search", params=query).json()
    answered = client.get("/api/v1/answer", params=query).json()
    counted = client.get("/api/v1/facets", params=query).json()
    exported = client.get("/api/v1/export", params=query | {"format": "ris"}).text
    page = client.get("/", params={"q": query["q"]}).text

    ids = [match["practice_id"] for match in search_result["practices"]]
    assert 0 < len(ids) < 10
    assert [match["practice_id"] for match in answered["practices"]] == ids
    assert counted["practices"] == exported.count("TY  - ") == len(ids)
    assert all(
        holds(passage["text"], "national referral mechanism") or holds(match["title"], "national referral mechanism")
        for match in search_result["practices"]
        for passage in match["passages"]
    )
    assert (
        "Only passages that hold “national referral mechanism” word for word, or whose practice has it in its title."
        in page
    )
    country = {"country": search_result["practices"][0]["countries"][0]}
    narrowed = client.get("/api/v1/search", params=query | country).json()["practices"]
    assert [match["practice_id"] for match in narrowed] == [
        match["practice_id"] for match in search_result["practices"] if country["country"] in match["countries"]
    ]


@pytest.mark.parametrize(
    "phrase", ["a phrase that nobody wrote here", "移民", "referral national mechanism", "n.tional"]
)
def test_a_phrase_nobody_has_is_not_found(searcher: Searcher, phrase: str) -> None:
    result = answer_in_passages(f'"{phrase}"', searcher, BASE)

    assert (result.outcome, result.practices, result.statements) == (Outcome.NOT_FOUND, [], [])
    assert result.why
    assert searcher.search(f'children and "{phrase}"', 10) == []


def test_a_phrase_in_a_language_of_few_passages_is_looked_for_by_meaning(
    searcher: Searcher, client: TestClient
) -> None:
    question = "Кто помогает детям в рамках «национального механизма»?"

    reading = client.get("/api/v1/search", params={"q": question}).json()["reading"]

    assert (reading["phrases"], reading["loose_phrases"]) == ([], ["национального механизма"])
    assert reading["absent_phrases"] == ["национального механизма"]
    assert searcher.search(question, 3)
    assert "it was looked for by its meaning" in client.get("/", params={"q": question}).text


def test_a_demanded_phrase_is_a_condition_in_any_language(searcher: Searcher) -> None:
    question = "Кто помогает детям в рамках +«национального механизма»?"

    assert searcher.read(question).phrases == ("национального механизма",)
    assert searcher.search(question, 3) == []


def test_the_page_links_to_the_question_that_demands_a_phrase(client: TestClient) -> None:
    question = 'What helps children & families on their route to get "first aid" and shelter in Niger?'

    page = LexborHTMLParser(client.get("/", params={"q": question, "year": "2015-2022"}).text)
    (link,) = page.css(".reading a")
    demanding = client.get(link.attributes["href"])
    read = client.get("/api/v1/search", params={"q": question.replace('"first', '+"first')}).json()["reading"]

    assert "“first aid” counted a little more than the other words" in page.css_first(".reading").text()
    assert "Only passages that hold “first aid” word for word" in demanding.text
    assert "year=2015-2022" in link.attributes["href"]
    assert (read["phrases"], read["loose_phrases"]) == (["first aid"], [])


def test_a_phrase_that_is_held_counts_whatever_the_language_of_the_question(searcher: Searcher) -> None:
    query = searcher.read("Кто работает с «national referral mechanism»?")

    assert (query.phrases, query.loose_phrases) == (("national referral mechanism",), ())


def test_a_snapshot_made_with_both_models_does_not_open_with_one(built_in: Bootstrap) -> None:
    bootstrap = Bootstrap(built_in.settings, Models(built_in.models.main, None))

    with pytest.raises(OtherModelError, match="Set PRACTICES_ACROSS_MODEL back"):
        _ = bootstrap.open_engine().context


def test_the_setting_none_leaves_the_second_model_out(built_in: Bootstrap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.bootstrap.load_embedder", lambda *_: built_in.models.main)
    settings = built_in.settings.model_copy(update={"across_model": "none"})

    assert Bootstrap(settings).models == Models(built_in.models.main, None, rescore=True)
    with pytest.raises(OtherModelError, match=r"but none is set\. Set PRACTICES_ACROSS_MODEL back, or rebuild with: "):
        _ = Bootstrap(settings).open_engine().context


def test_another_model_than_the_default_judges_everything_unless_told_otherwise(
    built_in: Bootstrap, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("service.bootstrap.load_embedder", lambda name, _: asked.append(name) or built_in.models.main)
    other = built_in.settings.model_copy(update={"model": "other"})

    assert Bootstrap(other).models.multilingual is None
    assert Bootstrap(other.model_copy(update={"across_model": "second"})).models.multilingual is built_in.models.main
    assert Bootstrap(other.model_copy(update={"rescore": False})).models.gives_tokens is False
    assert asked == ["other", "other", "second", "other"]


def test_without_rescoring_a_snapshot_with_tokens_is_searched_all_the_same(
    built_in: Bootstrap, searcher: Searcher
) -> None:
    plain = Searcher(Snapshot.open(built_in.settings.index), replace(built_in.models, rescore=False))
    question = "Which networks worked on counter-trafficking referral mechanisms?"

    query = plain.read(question)

    assert plain.snapshot.tokens is not None
    assert plain.embed(query).tokens is None
    assert searcher.embed(query).tokens is not None
    assert first_ten(plain, question)[0] == "bangladesh-united-nations-network-migration-bdunnm"
    assert answer_in_passages(question, plain, BASE).outcome is Outcome.FOUND
    assert [hit.score for hit in plain.search(question)] != [hit.score for hit in searcher.search(question)]


def test_the_languages_of_the_united_nations_are_all_asked_here() -> None:
    (marker,) = (
        mark
        for mark in test_a_question_in_another_language_finds_an_english_practice.pytestmark
        if mark.name == "parametrize"
    )

    assert {language for language, _, _ in marker.args[1]} | {"en"} == set(UN_LANGUAGES)
