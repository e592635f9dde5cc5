"""Doctor: what is installed, which snapshot serves, and what is wrong."""

from __future__ import annotations

import platform
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, get_args

from corpus.errors import PracticeSearchError
from index.embedding.embedder import Embedder
from index.embedding.model_roles import ModelRole
from index.embedding.prompts import Prompts
from index.errors import IndexFolderError, NoSnapshotError
from index.snapshot.files import read_report, serving_id
from service.bootstrap import Bootstrap

_PACKAGES = ("practice-search", "torch", "sentence-transformers", "faiss-cpu", "tantivy", "tiktoken", "fastapi")


@dataclass(frozen=True, slots=True)
class ModelFound:
    """An embedding model: what it says of itself."""

    name: str
    languages: list[str] | None
    """Those that it was trained on; ``None``: not known."""
    tokens: int
    """The most that it takes of a text in one piece."""
    prompts: Prompts

    @classmethod
    def of(cls, model: Embedder) -> ModelFound:
        """Describe a model."""
        languages = None if model.languages is None else sorted(model.languages)
        return cls(model.name, languages, model.limit.tokens, model.prompts)


@dataclass(slots=True)
class Findings:
    """The state of an installation; ``problem`` is empty when all is well."""

    versions: dict[str, str] = field(default_factory=dict)
    index: str = ""
    models: dict[str, ModelFound] = field(default_factory=dict)
    """By role."""
    reader: str = "none"
    """What confirms answers."""
    snapshot: str = ""
    manifest: dict[str, Any] = field(default_factory=dict)
    build_report: dict[str, Any] = field(default_factory=dict)
    problem: str = ""


def examine(bootstrap: Bootstrap) -> Findings:
    """Examine an installation once; what is wrong is said with the command that mends it."""
    findings = Findings({"python": platform.python_version(), **{name: _version(name) for name in _PACKAGES}})
    findings.index = str(bootstrap.settings.index.resolve())
    try:
        models = {role: bootstrap.models.by_role(role) for role in get_args(ModelRole)}
        findings.models = {role: ModelFound.of(model) for role, model in models.items() if model}
        findings.reader = bootstrap.reader.name if bootstrap.reader else findings.reader
        snapshot = bootstrap.open_engine().context.snapshot
    except IndexFolderError as error:
        findings.problem = _refused(bootstrap.settings.index, error)
        return findings
    except PracticeSearchError as error:
        findings.problem = str(error)
        return findings
    findings.snapshot = snapshot.snapshot_id
    findings.manifest = {key: value for key, value in snapshot.manifest.items() if key != "files"}
    findings.build_report = read_report(bootstrap.settings.index, snapshot.snapshot_id)
    return findings


def _refused(folder: Path, error: IndexFolderError) -> str:
    """Say which snapshot a service refuses here, and why."""
    return str(error) if isinstance(error, NoSnapshotError) else f"{serving_id(folder)} is not served: {error}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
