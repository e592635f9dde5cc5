from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.errors import SettingsError
from service.settings import PREFIX, Settings, load_settings
from tests.support.paths import ROOT

README = ROOT / "README.md"


def test_every_setting_stands_in_the_readme_with_its_default_and_description() -> None:
    rows = dict(re.findall(r"^\| `(PRACTICES_\w+)` \| (.+) \|$", README.read_text(encoding="utf-8"), re.MULTILINE))

    expected = {
        PREFIX + name.upper(): f"`{field.default}` | {field.description}"
        for name, field in Settings.model_fields.items()
    }

    assert rows == expected


def test_the_environment_gives_the_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRACTICES_PORT", "9000")
    monkeypatch.setenv("PRACTICES_INDEX", "/srv/index")

    monkeypatch.setenv("PRACTICES_ACROSS_MODEL", "none")
    monkeypatch.setenv("PRACTICES_MODELS", "/models")
    monkeypatch.setenv("PRACTICES_RESCORE", "false")

    settings = load_settings()

    assert (settings.port, settings.index) == (9000, Path("/srv/index"))
    assert (settings.across_model, settings.models, settings.rescore) == ("none", Path("/models"), False)


def test_an_override_wins_over_the_environment_and_none_is_no_override(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRACTICES_PORT", "9000")

    assert load_settings(port=9001, host=None).port == 9001
    assert load_settings(port=None).port == 9000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PRACTICES_PORT", "eighty"),
        ("PRACTICES_PORT", "0"),
        ("PRACTICES_DENSE_WEIGHT", "1.5"),
        ("PRACTICES_BASE_URL", "search.example.org"),
        ("PRACTICES_BASE_URL", "https://user:word@search.example.org"),
        ("PRACTICES_FEEDBACK_MB", "0"),
        ("PRACTICES_LOG_LEVEL", "loud"),
        ("PRACTICES_RESCORE", "perhaps"),
        ("PRACTICES_TRUSTED_PROXIES", "10.88.0.1/16"),
        ("PRACTICES_TRUSTED_PROXIES", "proxy.local"),
    ],
)
def test_a_bad_value_is_named_with_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as error:
        load_settings()

    assert name in str(error.value)
    assert value in str(error.value)


def test_an_unknown_setting_is_an_error_that_lists_the_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRACTICES_INDEKS", "x")

    with pytest.raises(SettingsError, match=r"PRACTICES_INDEKS is not a setting.*PRACTICES_INDEX"):
        load_settings()


def test_links_follow_host_and_port_unless_an_address_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings(port=9001).public_url == "http://127.0.0.1:9001"
    assert load_settings(host="0.0.0.0").public_url == "http://127.0.0.1:8000"
    assert load_settings(host="::").public_url == load_settings(host="::1").public_url == "http://[::1]:8000"
    assert load_settings(host="fe80::1%eth0").public_url == "http://[fe80::1%25eth0]:8000"
    assert load_settings(base_url="https://search.example.org", port=9001).public_url == "https://search.example.org"


def test_an_empty_variable_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRACTICES_INDEX", "")

    assert load_settings().index == Path("var/index")
