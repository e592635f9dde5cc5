from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from service.bootstrap import Bootstrap

pytestmark = [pytest.mark.e2e, pytest.mark.model]

PRACTICES = Path(sys.executable).parent / "practices"
MAIN_QUESTION = "Which networks worked on counter-trafficking referral mechanisms?"


@pytest.fixture(scope="module")
def server(built_in: Bootstrap) -> Iterator[str]:
    """The real command, serving the built-in collection."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(PRACTICES), "serve", "--port", str(port), "--index", str(built_in.settings.index)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urlopen(f"{address}/readyz").close()
                break
            except URLError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(params=[(1200, True), (1200, False), (320, False)], ids=["wide", "wide, no JavaScript", "320 px"])
def page(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Page]:
    width, script = request.param
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script, base_url=server)
    page = context.new_page()
    hosts: set[str] = set()
    faults: list[str] = []
    page.on("request", lambda sent: hosts.add(sent.url.split("/")[2]))
    page.on("console", lambda message: faults.append(message.text))
    yield page
    assert hosts == {server.removeprefix("http://")}
    assert faults == []
    context.close()


def fits(page: Page) -> bool:
    """Whether nothing sticks out to the right; measured by the layout, so that it works without scripts too."""
    width = page.viewport_size["width"]
    boxes = [element.bounding_box() for element in page.locator("main *:visible").all()[:400]]
    return all(box is None or box["x"] + box["width"] <= width + 1 for box in boxes)


def test_from_the_box_to_the_sentence_in_context(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Ask a question").fill(MAIN_QUESTION)
    page.get_by_role("button", name="Search").click()

    quotation = page.locator("blockquote").first
    assert "National Referral Mechanism" in quotation.inner_text()
    assert fits(page)
    page.locator("figcaption a").first.click()

    target = page.locator(".passage:target")
    assert (
        page.get_by_role("heading", level=1).inner_text() == "Bangladesh United Nations Network on Migration (BDUNNM)"
    )
    assert "National Referral Mechanism" in target.inner_text()
    assert fits(page)


def test_a_keyboard_is_enough(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("remittances")
    page.keyboard.press("Enter")

    page.wait_for_url("**q=remittances**")
    assert page.locator(".matches > li").count() == 10


def test_what_is_not_here_is_said(page: Page) -> None:
    page.goto("/?q=How+do+penguins+raise+their+young%3F")

    assert page.get_by_role("heading", name="Not in this collection").is_visible()
    assert fits(page)


def test_a_search_can_be_narrowed_and_widened(page: Page) -> None:
    page.goto("/?q=children")
    page.get_by_text("Narrow the search").click()
    page.locator("summary", has_text="Country").click()
    page.get_by_role("checkbox", name=re.compile(r"^Niger \d")).check()
    page.get_by_role("button", name="Apply").click()

    assert "Niger" in page.locator(".chips").inner_text()
    assert all("Niger" in text for text in page.locator(".matches .facts").all_inner_texts())
    page.locator(".chips a").first.click()
    assert page.locator(".chips").count() == 0


def test_how_a_question_was_read_is_said_above_the_answer(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Ask a question").fill('Which HSP gave +"first aid" to childern?')
    page.get_by_role("button", name="Search").click()

    reading = page.get_by_role("list", name="How the question was read")
    assert reading.locator("li").count() == 3
    assert "Read “childern” as children." in reading.inner_text()
    assert fits(page)
    reading.get_by_role("link").click()
    assert "Humanitarian Service Points" in page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize("question", ["如何降低汇款成本？", "ما هي بدائل احتجاز الأطفال المهاجرين؟"])
def test_a_question_in_another_script_fits_the_page(page: Page, question: str) -> None:
    page.goto("/")
    page.get_by_label("Ask a question").fill(question)
    page.get_by_role("button", name="Search").click()

    assert page.locator(".matches > li").count() == 10
    assert page.get_by_label("Ask a question").input_value() == question
    assert fits(page)


def test_an_export_is_downloaded(page: Page) -> None:
    page.goto("/?q=detention")

    with page.expect_download() as download:
        page.get_by_role("link", name="RIS").click()

    assert download.value.suggested_filename == "practices.ris"
    assert "TY  - ELEC" in Path(download.value.path()).read_text(encoding="utf-8")
