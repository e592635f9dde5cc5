from __future__ import annotations

import json
import os
import subprocess

import pytest

from tests.support.deploy_files import DEPLOY, program

FILE = DEPLOY / "caddy/Caddyfile"


@pytest.fixture(scope="module")
def adapted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What Caddy makes of the example, and would run."""
    environment = os.environ | {"HOME": str(tmp_path_factory.mktemp("caddy"))}
    quiet = {"capture_output": True, "text": True, "check": False, "env": environment}
    validated = subprocess.run([program("caddy"), "validate", "--adapter", "caddyfile", "--config", FILE], **quiet)
    assert validated.returncode == 0, validated.stderr
    made = subprocess.run([program("caddy"), "adapt", "--adapter", "caddyfile", "--config", FILE], **quiet)
    assert "not formatted" not in made.stderr
    return json.loads(made.stdout)


def handlers(value: object, kind: str) -> list[dict[str, object]]:
    """Find the handlers of a kind, however deep."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    here = [value] if isinstance(value, dict) and value.get("handler") == kind else []
    return here + [handler for part in inside for handler in handlers(part, kind)]


def test_silent_clients_are_let_go(adapted) -> None:
    [server] = adapted["apps"]["http"]["servers"].values()

    seconds = {
        name: server[name] / 1e9 for name in ("read_timeout", "read_header_timeout", "write_timeout", "idle_timeout")
    }
    assert seconds == {"read_timeout": 10, "read_header_timeout": 10, "write_timeout": 90, "idle_timeout": 30}


def test_a_body_is_cut_off_above_what_the_service_refuses_itself(adapted) -> None:
    assert [handler["max_size"] for handler in handlers(adapted, "request_body")] == [262_144]


def test_metrics_and_readiness_are_for_the_inside_and_come_before_the_proxy(adapted) -> None:
    [server] = adapted["apps"]["http"]["servers"].values()
    routes = json.dumps(server)

    assert '"path": ["/metrics", "/readyz"]' in routes
    assert routes.index('"status_code": 404') < routes.index('"reverse_proxy"')


def test_requests_are_not_logged(adapted) -> None:
    [server] = adapted["apps"]["http"]["servers"].values()

    assert "logs" not in server
    assert adapted["logging"]["logs"]["default"]["exclude"] == ["http.log.error"]
