from __future__ import annotations

from collections.abc import Iterator

import pytest

from service.bootstrap import Bootstrap
from tests.load.answers import digest, record
from tests.load.memory import growth_per_hour
from tests.load.mix import WEIGHTS, Address, addresses
from tests.load.steps import load
from tests.support.servers.command import ServedCommand, served_by_command

PATHS = (
    Address("home", "/"),
    Address("answer", "/api/v1/answer?q=alternatives+to+detention"),
    Address("answer page", "/?q=remesas"),
    Address("export", "/api/v1/export?q=remesas&format=ris"),
)


@pytest.fixture(scope="module")
def server(built_in: Bootstrap) -> Iterator[ServedCommand]:
    with served_by_command(built_in.settings.index) as server:
        yield server


@pytest.mark.e2e
@pytest.mark.model
def test_clients_get_the_answers_that_they_got_before(server: ServedCommand) -> None:
    expected = record(server.url, PATHS)

    step = load(server, PATHS, clients=2, seconds=4, expected={"before": expected})

    assert set(step.statuses) == {"200"}
    assert step.wrong == []
    assert step.snapshots == {"before": step.statuses["200"]}
    assert 0 < step.p50 <= step.p99
    assert 0 < step.memory_before <= step.memory_peak


@pytest.mark.e2e
@pytest.mark.model
def test_an_answer_of_no_snapshot_and_an_error_are_named(server: ServedCommand) -> None:
    asked = (Address("home", "/"), Address("search", "/api/v1/search"))
    expected = record(server.url, asked) | {"/": digest(200, b"another page")}

    step = load(server, asked, clients=1, seconds=3, expected={"before": expected})

    assert set(step.wrong) == {"neither snapshot's answer: /"}
    assert step.broken.keys() == {"422"}


def test_everything_is_asked_for_in_six_languages() -> None:
    asked = addresses(["a", "b"])

    assert {address.kind for address in asked} == WEIGHTS.keys()
    assert len({address.path for address in asked}) == len(asked)
    for word in ("missing+migrants", "disparus", "desaparecidos", "%D8%A7", "%D0%BA", "%E5%A6%82"):
        assert any(word in address.path for address in asked), word


def test_answers_are_compared_without_the_time_that_they_took() -> None:
    assert digest(200, b'{"a":1,"took_ms":12.5}') == digest(200, b'{"a":1,"took_ms":3.1}')
    assert digest(200, b'{"a":1,"took_ms":12.5}') != digest(200, b'{"a":2,"took_ms":12.5}')
    assert digest(200, b"") != digest(404, b"")


def test_growth_is_that_of_the_second_half() -> None:
    looks = [(second, 100.0 * second) for second in range(60)] + [
        (60 + second, 6000.0 + second) for second in range(60)
    ]

    assert growth_per_hour(looks) == pytest.approx(3600)
