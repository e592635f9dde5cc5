"""The models: their files by checksum, then whether they load; the reader and the writer, where they are set."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from corpus.errors import PracticeSearchError
from index.embedding.registry import MODEL_FILES, multilingual_name
from service.bootstrap import Bootstrap
from service.cli.checks.check import Check, all_well, can_be_made, fail
from service.settings import PREFIX, Settings

_MODEL, _FILES, _READER, _WRITER = "model", "model files", "reader", "writer"
_PATIENCE = 3.0
"""Seconds that the writer's server has to take a connection in."""


def check_files_of_models(settings: Settings) -> Iterator[Check]:
    """Compare the files of the models that are set with their checksums, before any is loaded and mended."""
    names = (settings.model, multilingual_name(settings.across_model, settings.model))
    for name in filter(None, names):
        if name not in MODEL_FILES:
            yield all_well(_FILES, name, "not compared: no checksums are known of a model that is not packaged")
            continue
        try:
            files = MODEL_FILES[name](settings.models)
        except PracticeSearchError as error:
            yield fail(_FILES, name, error)
            continue
        faults = [fail(_FILES, file.path, fault) for file in files if (fault := file.fault)]
        yield from faults or [all_well(_FILES, name, f"{len(files)} files as their checksums say")]
    if not settings.models.exists() and not can_be_made(settings.models):
        yield fail(
            _FILES,
            settings.models,
            f"{settings.models}: is not there and cannot be made, so that the packaged models cannot be converted. "
            f"Give whoever runs the service the right to make it, or set {PREFIX}MODELS to another folder.",
        )


def check_models(bootstrap: Bootstrap) -> Iterator[Check]:
    """Load the models and the reader."""
    try:
        note = bootstrap.models.note
        yield all_well(_MODEL, bootstrap.models.main.name, note or "loaded")
    except PracticeSearchError as error:
        yield fail(_MODEL, bootstrap.settings.model, error)
    try:
        if bootstrap.reader:
            yield all_well(_READER, bootstrap.reader.name, "loaded")
    except PracticeSearchError as error:
        yield fail(_READER, bootstrap.settings.reader, error)


def check_writer(settings: Settings) -> Iterator[Check]:
    """Check that the server of the answer writer is one, and takes connections; nothing is asked of it."""
    if not settings.writer_url:
        yield all_well(_WRITER, "none", "none is set")
        return
    variable = f"{PREFIX}WRITER_URL={settings.writer_url}"
    try:
        parts = urlsplit(settings.writer_url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with socket.create_connection((parts.hostname or "", port), timeout=_PATIENCE):
            yield all_well(_WRITER, settings.writer_url, f"takes connections; its model is {settings.writer_model}")
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error).lower()
        yield fail(
            _WRITER,
            settings.writer_url,
            f"{variable}: is not reached: {reason}. Start that server or mend the address; without it answers are "
            "quoted and not written.",
        )
