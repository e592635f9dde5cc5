"""A client may ask so often, is told what is left to it, and others are not concerned."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from service.bootstrap import Bootstrap
from service.errors import SettingsError
from service.live import LiveIndex
from service.settings import Settings, load_settings
from service.web.app import create_app
from service.web.http.rate_limits import Quota, RateWindow


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def client_from(app: object, address: str) -> TestClient:
    return TestClient(app, client=(address, 50000))  # type: ignore[arg-type]


@pytest.fixture
def app(built_in: Bootstrap) -> object:
    settings = Settings(index=built_in.settings.index, rate_limit="3/hour;100/day")
    return create_app(LiveIndex(Bootstrap(settings, built_in.models)))


def test_a_client_is_told_what_is_left_and_refused_beyond(app: object) -> None:
    client = client_from(app, "192.0.2.1")

    answers = [client.get("/api/v1/practices?limit=1") for _ in range(5)]
    page = client.get("/")

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[0].headers["ratelimit-policy"] == '"3600s";q=3;w=3600, "86400s";q=100;w=86400'
    assert answers[0].headers["ratelimit"].startswith('"3600s";r=2;t=3600, "86400s";r=99;t=')
    assert answers[4].headers["ratelimit"].startswith('"3600s";r=0;')
    assert 0 < int(answers[4].headers["retry-after"]) <= 3600
    assert answers[4].json()["detail"].startswith("No more than 3 requests in 3600 seconds")
    assert page.status_code == 429
    assert "No more than 3 requests" in page.text
    assert "style-src 'self'" in page.headers["content-security-policy"]


def test_other_clients_and_health_are_not_concerned(app: object) -> None:
    client = client_from(app, "192.0.2.1")
    for _ in range(5):
        client.get("/api/v1/practices?limit=1")

    assert client.get("/healthz").status_code == client.get("/metrics").status_code == 200
    assert client_from(app, "192.0.2.2").get("/api/v1/practices?limit=1").status_code == 200


def test_a_network_of_addresses_is_one_client(app: object) -> None:
    for host in range(3):
        assert client_from(app, f"2001:db8::{host}").get("/api/v1/practices?limit=1").status_code == 200

    assert client_from(app, "2001:db8::ffff").get("/api/v1/practices?limit=1").status_code == 429


def test_a_window_ends_for_all_at_once() -> None:
    clock = Clock()
    window = RateWindow(2, 60, clock)

    taken = [window.take("a") for _ in range(3)]
    clock.now += 150
    later = window.take("a")

    assert taken == [Quota(2, 60, 1, 60), Quota(2, 60, 0, 60), Quota(2, 60, -1, 60)]
    assert later == Quota(2, 60, 1, 30)


@pytest.mark.parametrize("written", ["60", "0/minute", "60/fortnight", "-1/hour", "60/minute,5/second", "60/minute;"])
def test_a_limit_that_cannot_be_read_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("PRACTICES_RATE_LIMIT", written)

    with pytest.raises(SettingsError, match="PRACTICES_RATE_LIMIT has the value"):
        load_settings()


def test_without_a_limit_there_are_no_headers(built_in: Bootstrap) -> None:
    answer = TestClient(create_app(LiveIndex(built_in))).get("/api/v1/practices?limit=1")

    assert "ratelimit" not in answer.headers
