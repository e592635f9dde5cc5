"""The hub of models and its cache on this machine: whether a model is there, told before a library tries for long."""

from __future__ import annotations

from index.errors import ModelError

_PATIENCE = 5.0
"""Seconds that the hub has to answer in."""
_OWNER = "sentence-transformers"
"""Whose a model is that is named without an owner."""
_ABSENT = (401, 403, 404)
"""HTTP statuses of a model that is not there, or not for everybody."""


def is_cached(name: str) -> bool:
    """Tell whether anything of a model is in the hub's cache on this machine."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    for repository in _repositories(name):
        try:
            snapshot_download(repository, local_files_only=True)  # nosec B615 # nothing is downloaded
        except (HFValidationError, LocalEntryNotFoundError):
            continue
        return True
    return False


def ensure_on_hub(name: str) -> None:
    """Ask the hub once whether it has a model.

    :raises ModelError: it has none of this name, or is not reached.
    """
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    api = HfApi()
    nowhere = f"{name!r} is no folder, nor in the hub's cache on this machine"
    for repository in _repositories(name):
        try:
            api.model_info(repository, timeout=_PATIENCE)
        except HFValidationError:
            raise ModelError(f"{nowhere}, and cannot be the name of a model on the hub.") from None
        except HfHubHTTPError as error:
            if error.response.status_code in _ABSENT:
                continue
        except Exception as error:  # of the network, by whatever library the hub's own goes through
            raise ModelError(f"{nowhere}, and the hub ({api.endpoint}) is not reached from here.") from error
        return
    raise ModelError(f"{nowhere}, and the hub ({api.endpoint}) has no model of this name that is open to all.")


def _repositories(name: str) -> list[str]:
    """List what a model is called on the hub, as sentence-transformers looks for it."""
    return [name] if "/" in name else [f"{_OWNER}/{name}", name]
