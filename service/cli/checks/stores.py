"""The stores beside the index: the file of feedback, the pages of sync, the folder for temporary files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from corpus.sync.storage.page_store import FILE, damage_of_store
from service.cli.checks.check import Check, all_well, can_be_made, fail, nearest_existing, warn
from service.cli.checks.index_folder import in_megabytes
from service.errors import FeedbackFileError
from service.feedback.feedback_file import examine_file, is_open_to_others
from service.feedback.store import full_file

_FEEDBACK, _PAGES, _TEMPORARY = "feedback file", "pages of sync", "temporary folder"
_NEAR = 0.9
"""Of the cap; from there on the keeper is told."""


def check_feedback(path: Path, most_megabytes: int) -> Iterator[Check]:
    """Check that feedback can be kept: the file is ours, whole, free, private and below its cap."""
    if not path.exists():
        yield _not_there(
            _FEEDBACK, path, "PRACTICES_FEEDBACK to a file in a folder that can be", "made with the first feedback"
        )
        return
    try:
        size = examine_file(path)
    except FeedbackFileError as error:
        yield fail(_FEEDBACK, path, error)
        return
    most = most_megabytes * 1_000_000
    state = f"{in_megabytes(size)} of {most_megabytes} MB"
    if size > most - _ROOM_FOR_ONE:
        yield fail(_FEEDBACK, path, full_file(path, most_megabytes))
    elif size > _NEAR * most:
        yield warn(_FEEDBACK, path, f"{path}: is near its cap ({state}): {_BEFORE_IT_IS_FULL}")
    else:
        yield all_well(_FEEDBACK, path, state)
    if is_open_to_others(path):
        yield warn(
            _FEEDBACK, path, f"{path}: others than its owner have rights to it. Take them away with: chmod 600 {path}*"
        )


_ROOM_FOR_ONE = 20_000
"""Bytes of feedback that is ordinary."""
_BEFORE_IT_IS_FULL = (
    "raise PRACTICES_FEEDBACK_MB, or keep its judgments with `practices feedback export` and move it away."
)


def check_pages(folder: Path) -> Iterator[Check]:
    """Check the stores of pages, one a site; a folder that is not there holds none."""
    if not folder.exists():
        yield _not_there(_PAGES, folder, "PRACTICES_PAGES to a folder that can be", "made with the first sync")
        return
    if not folder.is_dir():
        yield fail(_PAGES, folder, f"{folder}: is a file. Set PRACTICES_PAGES to a folder, or move it away.")
        return
    stores = sorted(path for path in folder.glob(f"*/{FILE}"))
    for path in stores:
        if damage := damage_of_store(path):
            yield fail(
                _PAGES,
                path,
                f"{path}: {damage}. Move its folder away and run practices sync again; until then builds leave it out.",
            )
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield warn(_PAGES, folder, f"{folder}: cannot be written to, so that practices sync fails. Give that right.")
    yield all_well(_PAGES, folder, f"{len(stores)} sites")


def check_temporary_folder() -> Iterator[Check]:
    """Check that files can be written to the folder for temporary ones, which reading needs."""
    try:
        folder = tempfile.gettempdir()
        with closing(tempfile.TemporaryFile()) as file:
            file.write(b"x" * 4096)
            file.flush()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield fail(
            _TEMPORARY,
            os.environ.get("TMPDIR", ""),
            f"temporary files cannot be written: {reason}. Make room, or set TMPDIR to a folder that can be written.",
        )
    else:
        yield all_well(_TEMPORARY, folder, "can be written to")


def _not_there(what: str, path: Path, setting: str, when: str) -> Check:
    if can_be_made(path):
        return all_well(what, path, f"not there yet, {when}")
    return fail(
        what,
        path,
        f"{path}: is not there and cannot be made in {nearest_existing(path)}. Give whoever runs the service the right "
        f"to write there, or set {setting}.",
    )
