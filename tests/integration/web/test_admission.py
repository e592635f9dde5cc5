"""So many requests are worked on at once, so many wait, others are told at once; health is answered whatever comes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app
from tests.support.servers.server import served

AT_ONCE, WAITING = 2, 3


class SlowWork:
    """Work that ends when it is told to; what began is counted."""

    def __init__(self) -> None:
        self.may_end = threading.Event()
        self.begun = 0

    def __call__(self) -> str:
        self.begun += 1
        self.may_end.wait(20)
        return "done"


@pytest.fixture
def work() -> SlowWork:
    return SlowWork()


@pytest.fixture
def address(built_in: Bootstrap, work: SlowWork) -> Iterator[str]:
    settings = Settings(index=built_in.settings.index, concurrency=AT_ONCE, queue=WAITING)
    app: FastAPI = create_app(LiveIndex(Bootstrap(settings, built_in.models)))
    app.get("/work")(work)
    with served(app) as address:
        yield address
        work.may_end.set()


def reaches(condition: str, wanted: int, work: SlowWork, address: str) -> bool:
    """Wait until so many have begun, or wait."""
    for _ in range(200):
        figures = httpx2.get(f"{address}metrics").text
        if (work.begun if condition == "begun" else gauge(figures, "practices_waiting")) == wanted:
            return True
        time.sleep(0.05)
    return False


def gauge(figures: str, name: str) -> float:
    return float(next(line.split()[1] for line in figures.splitlines() if line.startswith(f"{name} ")))


def test_beyond_those_that_wait_a_reader_is_told_at_once(address: str, work: SlowWork) -> None:
    with ThreadPoolExecutor(AT_ONCE + WAITING) as readers:
        asked = [readers.submit(httpx2.get, f"{address}work", timeout=30) for _ in range(AT_ONCE + WAITING)]
        assert reaches("begun", AT_ONCE, work, address)
        assert reaches("waiting", WAITING, work, address)

        refused = httpx2.get(f"{address}api/v1/search?q=detention")
        page = httpx2.get(f"{address}?q=detention")
        assert httpx2.get(f"{address}healthz").text == "ok\n"
        work.may_end.set()
        wait(asked)

    assert refused.status_code == page.status_code == 503
    assert refused.headers["content-type"] == "application/problem+json"
    assert page.headers["content-type"].startswith("text/html")
    assert "please try again in 5 seconds" in page.text
    assert refused.headers["retry-after"] == page.headers["retry-after"] == "5"
    assert [answer.result().status_code for answer in asked] == [200] * (AT_ONCE + WAITING)
    assert 'practices_refused_total{limit="queue"} 2.0' in httpx2.get(f"{address}metrics").text


def test_who_leaves_while_waiting_is_not_worked_for(address: str, work: SlowWork) -> None:
    with ThreadPoolExecutor(AT_ONCE) as readers:
        asked = [readers.submit(httpx2.get, f"{address}work", timeout=30) for _ in range(AT_ONCE)]
        assert reaches("begun", AT_ONCE, work, address)
        for _ in range(WAITING):
            with suppress(httpx2.TimeoutException):
                httpx2.get(f"{address}work", timeout=0.3)
        assert reaches("waiting", 0, work, address)
        work.may_end.set()
        wait(asked)

    assert httpx2.get(f"{address}work").text == '"done"'
    assert work.begun == AT_ONCE + 1


def test_a_place_is_free_again_after_an_error(address: str) -> None:
    for _ in range(AT_ONCE + WAITING + 1):
        assert httpx2.get(f"{address}api/v1/practices/none").status_code == 404


def test_figures_are_by_route_and_outcome_and_hold_no_question(built_in: Bootstrap) -> None:
    client = TestClient(create_app(LiveIndex(built_in)))
    client.get("/", params={"q": "What is the airspeed of a swallow?"})
    client.get("/api/v1/answer", params={"q": "How many practices in Niger?"})
    client.get("/api/v1/practices/no-such-practice")
    client.get("/no-such-page")

    figures = client.get("/metrics").text

    assert 'practices_requests_total{route="/",status="200"} 1.0' in figures
    assert 'practices_requests_total{route="/api/v1/practices/{practice_id}",status="404"} 1.0' in figures
    assert 'practices_requests_total{route="none",status="404"} 1.0' in figures
    assert 'practices_answers_total{kind="count",outcome="found"} 1.0' in figures
    assert 'practices_request_seconds_count{route="/"} 1.0' in figures
    assert not any(word in figures for word in ("swallow", "Niger", "no-such", "testclient"))
