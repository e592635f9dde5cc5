"""A question is read once, and a text is split into words once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from index.lexical import analysed_text, analysis
from index.query.reader import QueryReader
from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.web.app import create_app
from service.web.pages.home import EXAMPLES

pytestmark = pytest.mark.model

MOST_ANALYSES = 300


@pytest.fixture(scope="module")
def client(built_in: Bootstrap) -> Iterator[TestClient]:
    with TestClient(create_app(LiveIndex(built_in))) as client:
        yield client


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is read as a query from now on."""
    texts: list[str] = []
    original = QueryReader.read
    monkeypatch.setattr(QueryReader, "read", lambda self, text: texts.append(text) or original(self, text))
    return texts


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is split into words, or given to an analyser, from now on."""
    texts: list[str] = []

    class Counted:
        def __init__(self, language: str, stopwords: bool) -> None:
            self._analyzer = original_analyzer(language, stopwords)

        def analyze(self, text: str) -> list[str]:
            texts.append(text)
            return self._analyzer.analyze(text)

    original_analyzer, original_words = analysis.analyzer, analysis.words_with_terms
    monkeypatch.setattr(analysis, "analyzer", lambda language, stopwords=True: Counted(language, stopwords))
    monkeypatch.setattr(
        analysed_text, "words_with_terms", lambda text, rules: texts.append(text) or original_words(text, rules)
    )
    return texts


@pytest.mark.parametrize("question", EXAMPLES)
@pytest.mark.parametrize("path", ["/", "/api/v1/answer", "/api/v1/search", "/api/v1/facets"])
def test_a_request_reads_its_question_once_and_nothing_else(
    client: TestClient, read: list[str], path: str, question: str
) -> None:
    assert client.get(path, params={"q": question}).status_code == 200

    assert read == [question]


@pytest.mark.parametrize("question", EXAMPLES)
def test_a_page_seen_again_analyses_next_to_nothing(client: TestClient, analysed: list[str], question: str) -> None:
    client.get("/", params={"q": question})
    analysed.clear()

    page = client.get("/", params={"q": question})

    assert "What the practices say" in page.text
    assert len(analysed) <= MOST_ANALYSES


@pytest.mark.parametrize("question", EXAMPLES)
def test_no_text_is_split_into_words_twice_in_a_request(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    split: list[tuple[str, str]] = []
    original = analysis.words_with_terms
    monkeypatch.setattr(
        analysed_text, "words_with_terms", lambda text, rules: split.append((text, rules)) or original(text, rules)
    )
    analysed_text.forget()

    client.get("/", params={"q": question})

    assert len(split) == len(set(split)) > 10
