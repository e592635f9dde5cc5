from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx2
import huggingface_hub
import pytest
from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

from index.embedding.hub import ensure_on_hub, is_cached
from index.errors import ModelError


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Exception]], list[str]]:
    """Replace the hub by one that fails for each model as told, and has all others; gives the models asked for."""

    def replace(failures: dict[str, Exception]) -> list[str]:
        asked: list[str] = []

        def model_info(_: object, repository: str, timeout: float) -> None:
            asked.append(repository)
            assert timeout < 10
            if repository in failures:
                raise failures[repository]

        monkeypatch.setattr(huggingface_hub.HfApi, "model_info", model_info)
        return asked

    return replace


def status(code: int) -> HfHubHTTPError:
    return HfHubHTTPError(str(code), response=httpx2.Response(code, request=httpx2.Request("GET", "https://hub")))


@pytest.mark.parametrize("failure", [httpx2.ConnectError("no route"), OfflineModeIsEnabled("offline"), OSError("down")])
def test_a_hub_that_is_not_reached_is_an_error_after_the_first_try(hub, failure: Exception) -> None:
    asked = hub({"sentence-transformers/nonsense": failure})

    with pytest.raises(ModelError, match=r"'nonsense' is no folder, .* and the hub \(https://.*\) is not reached"):
        ensure_on_hub("nonsense")
    assert len(asked) == 1


@pytest.mark.parametrize("code", [401, 403, 404])
def test_a_model_that_the_hub_lacks_is_an_error(hub, code: int) -> None:
    asked = hub({"sentence-transformers/nonsense": status(code), "nonsense": status(code)})

    with pytest.raises(ModelError, match="has no model of this name"):
        ensure_on_hub("nonsense")
    assert asked == ["sentence-transformers/nonsense", "nonsense"]


@pytest.mark.parametrize(
    "failures", [{}, {"sentence-transformers/bert": status(404)}, {"sentence-transformers/bert": status(503)}]
)
def test_what_the_hub_has_or_may_have_is_none(hub, failures: dict[str, Exception]) -> None:
    hub(failures)

    ensure_on_hub("bert")


@pytest.mark.parametrize("name", ["/no/such/folder", "a b", "a/b/c"])
def test_what_can_be_no_name_is_an_error(name: str) -> None:
    assert not is_cached(name)
    with pytest.raises(ModelError, match="cannot be the name of a model"):
        ensure_on_hub(name)


def test_what_is_in_the_cache_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    home = tmp_path / "models--sentence-transformers--bert"
    (home / "snapshots" / "0a1b").mkdir(parents=True)
    (home / "refs").mkdir()
    (home / "refs" / "main").write_text("0a1b")

    assert is_cached("bert")
    assert is_cached("sentence-transformers/bert")
    assert not is_cached("other/bert")
