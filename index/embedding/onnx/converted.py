"""Models converted for ONNX Runtime: made once from their weights, kept in a folder, made again where damaged."""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from index.embedding.model_files import ModelFile
from index.errors import ModelError

_log = logging.getLogger(__name__)
_FORMAT = 2
"""Of the files; another one is made beside them."""

Files = Mapping[str, bytes]
"""The content of each file, by its name."""


@dataclass(frozen=True, slots=True)
class ModelSource:
    """Where the weights of a model come from, and how to convert them."""

    name: str
    weights: Path
    sha256: str
    """Of the weights; what they were measured with."""
    convert: Callable[[Path], Files]
    cure: str = "Install the package again."
    """Of other weights."""

    @property
    def version(self) -> str:
        """Identifies weights and format: two embedders of one version give the same vectors."""
        return f"{self.name}@{self.sha256[:12]}.{_FORMAT}"


def converted_files(source: ModelSource, home: Path) -> Mapping[str, Path]:
    """Give the files of a converted model; they are made where there are none yet, or not as they were made.

    One process converts and the others wait for it. Files are written whole before they get their names.

    :param home: the folder that all converted models are kept in.
    :raises ModelError: the weights are not those that are expected, or the folder cannot be written.
    """
    if files := _whole(source, home):
        return files
    folder = home / source.version
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / f"{source.version}.lock"):
            return _whole(source, home) or _convert(source, folder)
    except OSError as error:
        raise ModelError(
            f"The model {source.name} is converted once into {folder}, which cannot be written ({error}). "
            "Make room there or make it writable, or set PRACTICES_MODELS to another folder."
        ) from error


def _convert(source: ModelSource, folder: Path) -> Mapping[str, Path]:
    with source.weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != source.sha256:
        raise ModelError(
            f"The weights of {source.name} in {source.weights} are not those it was measured with: their SHA-256 is "
            f"{digest[:12]}…, not {source.sha256[:12]}…. {source.cure}"
        )
    for abandoned in folder.parent.glob(f".{source.version}-*"):  # by a process that was killed: none else has the lock
        shutil.rmtree(abandoned, ignore_errors=True)
    _log.info("Preparing the model %s in %s; this takes some seconds, once.", source.name, folder)
    files = source.convert(source.weights)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{source.version}-") as scratch:
        made = Path(scratch) / "made"
        made.mkdir()
        for name, content in files.items():
            (made / name).write_bytes(content)
        sums = [f"{hashlib.sha256(content).hexdigest()}  {len(content)}  {name}\n" for name, content in files.items()]
        (made / _SUMS).write_text("".join(sums), encoding="utf-8")
        if folder.exists():
            folder.rename(Path(scratch) / "damaged")
        made.rename(folder)
    return {name: folder / name for name in files}


_SUMS = "SHA256SUMS"


def recorded_files(source: ModelSource, home: Path) -> list[ModelFile]:
    """List the files of a converted model with their checksums as they were made; none where it was not converted.

    :raises ModelError: what was converted has no list that can be read.
    """
    folder = home / source.version
    cure = f"Remove the folder {folder}; it is made again when the model is next loaded."
    try:
        rows = [line.split("  ") for line in (folder / _SUMS).read_text(encoding="utf-8").splitlines()]
        return [ModelFile(folder / name, digest, cure) for digest, _, name in rows]
    except FileNotFoundError:
        if not folder.exists():
            return []
        raise ModelError(f"{folder / _SUMS}: is missing. {cure}") from None
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder / _SUMS}: cannot be read: {error}. {cure}") from error


def _whole(source: ModelSource, home: Path) -> Mapping[str, Path]:
    """List the files of a converted model where all are as they were made; none otherwise."""
    try:
        files = recorded_files(source, home)
    except ModelError as error:
        _log.warning("%s", error)
        return {}
    faults = [fault for file in files if (fault := file.fault)]
    for fault in faults:
        _log.warning("%s", fault)
    return {} if faults else {file.path.name: file.path for file in files}
