from __future__ import annotations

import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate
from selectolax.lexbor import LexborHTMLParser

from index.embedding.model_roles import Models
from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, models: Models) -> TestClient:
    """A service over one PDF of two pages."""
    home = tmp_path_factory.mktemp("source-pages")
    styles = getSampleStyleSheet()
    stream = io.BytesIO()
    SimpleDocTemplate(stream).build(
        [
            Paragraph("The Tide Clock Desk", styles["Title"]),
            Paragraph("Summary", styles["Heading2"]),
            Paragraph("The desk in the harbour tells fishing families when the sea rises.", styles["BodyText"]),
            PageBreak(),
            Paragraph("Key lessons", styles["Heading2"]),
            Paragraph("Volunteers repaired the brass telescope with money from the lighthouse.", styles["BodyText"]),
        ]
    )
    (home / "desk.pdf").write_bytes(stream.getvalue())
    bootstrap = Bootstrap(Settings(index=home / "index"), models)
    bootstrap.build([Path(home / "desk.pdf")])
    return TestClient(create_app(LiveIndex(bootstrap)))


def test_an_answer_tells_the_page_of_each_quotation_and_passage(client: TestClient) -> None:
    answer = client.get("/api/v1/answer", params={"q": "Who repaired the brass telescope?"}).json()

    assert answer["statements"][0]["text"].startswith("Volunteers repaired")
    assert answer["statements"][0]["page"] == 2
    (practice,) = answer["practices"]
    assert {(passage["section"], passage["page"]) for passage in practice["passages"]} == {
        ("Summary", 1),
        ("Key lessons", 2),
    }


def test_the_page_is_shown_beside_the_name_of_the_section(client: TestClient) -> None:
    shown = LexborHTMLParser(client.get("/", params={"q": "Who repaired the brass telescope?"}).text)

    assert shown.css_first("figcaption a").text().startswith("Key lessons, page 2 of The Tide Clock Desk")
    assert shown.css_first(".passage-hit .section a").text().startswith("Key lessons, page 2 of The Tide Clock Desk")
