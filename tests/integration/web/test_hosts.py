"""Hosts that may be named, proxies that are believed, sites that may read, all by settings."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.settings import Settings
from service.web.app import create_app
from service.web.server.running import server_options
from tests.support.servers.server import served


def app_with(built_in: Bootstrap, **settings: Any) -> FastAPI:
    return create_app(LiveIndex(Bootstrap(Settings(index=built_in.settings.index, **settings), built_in.models)))


@pytest.mark.parametrize(
    ("host", "status"),
    [("practices.example.org", 200), ("a.example.net", 200), ("127.0.0.1:8000", 200), ("evil.example", 400), ("", 400)],
)
def test_only_hosts_that_are_trusted_are_answered(built_in: Bootstrap, host: str, status: int) -> None:
    client = TestClient(app_with(built_in, trusted_hosts="practices.example.org, *.example.net"))

    assert client.get("/healthz", headers={"Host": host}).status_code == status


def test_no_address_in_an_answer_comes_from_the_host_that_a_client_names(built_in: Bootstrap) -> None:
    client = TestClient(app_with(built_in, base_url="https://practices.example.org"), follow_redirects=False)

    for path in ("/?q=detention", "/practices", "/practices/", "/api/v1/practices", "/api/v1/search/?q=a", "/static"):
        answer = client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
        assert "evil.example" not in answer.text + str(answer.headers)


def test_pages_of_sites_that_are_named_may_read_the_api(built_in: Bootstrap) -> None:
    client = TestClient(app_with(built_in, cors_origins="https://example.org"))

    named = client.get("/api/v1/practices?limit=1", headers={"Origin": "https://example.org"})
    other = client.get("/api/v1/practices?limit=1", headers={"Origin": "https://evil.example"})
    writing = client.options(
        "/api/v1/feedback", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    )

    assert named.headers["access-control-allow-origin"] == "https://example.org"
    assert "access-control-allow-origin" not in other.headers
    assert writing.status_code == 400


@pytest.mark.parametrize(("proxies", "seen"), [("", "127.0.0.1"), ("127.0.0.1", "192.0.2.7")])
def test_a_proxy_is_believed_only_where_it_is_trusted(
    built_in: Bootstrap, monkeypatch: pytest.MonkeyPatch, proxies: str, seen: str
) -> None:
    app = app_with(built_in)

    @app.get("/healthz/who")
    def who(request: Request) -> str:
        return request.client.host if request.client else ""

    with served(app, settings=Settings(trusted_proxies=proxies)) as address:
        answer = httpx2.get(f"{address}healthz/who", headers={"X-Forwarded-For": "192.0.2.7"})

    assert answer.json() == seen
    assert server_options(Settings())["proxy_headers"] is False
