"""Every kind of page against the rules of axe-core: WCAG 2.0 to 2.2, A and AA, and what it calls best practice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from corpus import BUILT_IN, Tombstone, collect
from index.build.builder import build_snapshot
from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app
from tests.support.servers.scripted_server import Scripted, saying, scripted_server
from tests.support.servers.server import served

pytestmark = [pytest.mark.e2e, pytest.mark.model]

GONE = Tombstone("a-lost-practice", "A lost practice", "https://example.org/lost", "2026-11-20T08:00:00Z")
PRACTICE = "zambia-s-national-referral-mechanism"
WRITTEN = "How many Venezuelan migrants could stay in Colombia with the special permit?"
PAGES = {
    "home": "/",
    "list, narrowed": "/?country=CO&region=Americas",
    "list, with operators": "/?country=not:NE&country=missing&start=2015-&organisation=all:IOM&organisation=all:UNICEF",
    "passage": "/?" + urlencode({"q": "Which networks worked on counter-trafficking referral mechanisms?"}),
    "passage, narrowed": "/?" + urlencode({"q": "referral mechanisms", "country": "ZM"}),
    "written": "/?" + urlencode({"q": WRITTEN}),
    "partly": "/?" + urlencode({"q": "How was the referral mechanism of Malaysia financed?"}),
    "not found": "/?" + urlencode({"q": "Which penguins moult first?"}),
    "set": "/?" + urlencode({"q": "Which practices in Africa are about remittances?"}),
    "count": "/?" + urlencode({"q": "How many practices are there in Asia?"}),
    "set, with a table": "/?" + urlencode({"q": "Which country has the most practices that are not in Asia?"}),
    "set, not all understood": "/?" + urlencode({"q": "Which practices in Niger are not evaluated?"}),
    "Arabic": "/?" + urlencode({"q": "ما هي بدائل احتجاز الأطفال؟"}),
    "too long": "/?" + urlencode({"q": "word " * 1000}),
    "practice": f"/practices/{PRACTICE}",
    "practice, passage gone": f"/practices/{PRACTICE}?passage=p-gone",
    "withdrawn": f"/practices/{GONE.practice_id}",
    "compared": f"/compare?id={PRACTICE}&id=bangladesh-united-nations-network-migration-bdunnm&q=Who+took+part",
    "nothing within": "/?" + urlencode({"q": "How are missing migrants identified?", "country": "JP"}),
    "word for word": "/word-for-word",
    "nowhere": "/nothing",
}
REFUSED = {"too long": 422, "withdrawn": 410, "nowhere": 404}


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with scripted_server() as server:
        yield server


@pytest.fixture(scope="module")
def address(built_in: Bootstrap, server: Scripted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built-in collection and a practice that its site has withdrawn, with a writer."""
    folder: Path = tmp_path_factory.mktemp("accessible")
    build_snapshot(folder, replace(collect([BUILT_IN]), withdrawn=[GONE]), built_in.models, built_in.budget)
    settings = Settings(index=folder, feedback=folder / "feedback", writer_url=server.url, writer_model="scripted")
    with served(create_app(LiveIndex(Bootstrap(settings, built_in.models)))) as address:
        yield address


@pytest.fixture(params=[(1200, "light"), (320, "dark")], ids=["wide, light", "320 px, dark"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    width, scheme = request.param
    # axe-core is put into the page, which the page itself forbids
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=address, bypass_csp=True
    )
    yield context.new_page()
    context.close()


def check(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_breaks_no_rule(page: Page, server: Scripted, kind: str) -> None:
    server.script = saying("The permit enabled 180,000 Venezuelan migrants to remain. [1]\n")
    response = page.goto(PAGES[kind])
    for details in page.locator("details").all():
        details.evaluate("details => details.open = true")

    assert response
    assert response.status == REFUSED.get(kind, 200)
    assert page.locator(".sentence").count() == (kind == "written")
    check(page)


def test_the_page_after_feedback_breaks_no_rule(page: Page) -> None:
    page.goto(PAGES["passage"])
    page.get_by_text("Did this answer help?").first.click()
    page.get_by_label("Yes, it helped").check()
    page.get_by_role("button", name="Send").click()

    assert "/feedback" in page.url
    check(page)
