"""Doctor: what is installed, which snapshot serves, every file and setting that the service needs, what is wrong."""

from __future__ import annotations

import platform
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any, get_args

from corpus.errors import PracticeSearchError
from index.embedding.embedder import Embedder
from index.embedding.model_roles import ModelRole
from index.embedding.prompts import Prompts
from index.snapshot.files import read_report
from service.bootstrap import Bootstrap
from service.cli.checks.check import Check
from service.cli.checks.index_folder import (
    check_index_folder,
    check_other_snapshots,
    check_room,
    open_serving,
    refused,
)
from service.cli.checks.links import check_links
from service.cli.checks.models import check_files_of_models, check_models, check_writer
from service.cli.checks.stores import check_feedback, check_pages, check_temporary_folder

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
    """The state of an installation; ``problems`` is empty when all is well."""

    versions: dict[str, str] = field(default_factory=dict)
    index: str = ""
    models: dict[str, ModelFound] = field(default_factory=dict)
    """By role."""
    reader: str = "none"
    """What confirms answers."""
    snapshot: str = ""
    manifest: dict[str, Any] = field(default_factory=dict)
    build_report: dict[str, Any] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    """Everything that was looked at."""
    problems: list[str] = field(default_factory=list)
    """What has to be mended, each in one line with its cure."""
    problem: str = ""
    """The first of them."""


def examine(bootstrap: Bootstrap) -> Findings:
    """Examine an installation once, to its end; what is wrong is said with what mends it, and nothing is changed."""
    settings = bootstrap.settings
    findings = Findings({"python": platform.python_version(), **{name: _version(name) for name in _PACKAGES}})
    findings.index = str(settings.index.resolve())
    findings.checks += [*check_index_folder(settings.index), *_check_models(bootstrap, findings)]
    _check_snapshots(bootstrap, findings)
    findings.checks += [
        *check_feedback(settings.feedback, settings.feedback_mb),
        *check_pages(settings.pages),
        *check_writer(settings),
        *check_links(settings),
        *check_temporary_folder(),
        *check_room({"index folder": settings.index, "feedback file": settings.feedback, "models": settings.models}),
    ]
    findings.problems = list(dict.fromkeys(check.says for check in findings.checks if check.level == "problem"))
    findings.problem = next(iter(findings.problems), "")
    return findings


def _check_models(bootstrap: Bootstrap, findings: Findings) -> list[Check]:
    """Check the models; they are loaded where their files are as they should be, as loading would mend some."""
    checks = list(check_files_of_models(bootstrap.settings))
    if _has_problem(checks):
        return checks
    checks += check_models(bootstrap)
    if not _has_problem(checks):
        models = {role: bootstrap.models.by_role(role) for role in get_args(ModelRole)}
        findings.models = {role: ModelFound.of(model) for role, model in models.items() if model}
        findings.reader = bootstrap.reader.name if bootstrap.reader else findings.reader
    return checks


def _check_snapshots(bootstrap: Bootstrap, findings: Findings) -> None:
    folder = bootstrap.settings.index
    snapshot, checks = open_serving(folder)
    findings.checks += checks
    if snapshot:
        findings.snapshot = snapshot.snapshot_id
        findings.manifest = {key: value for key, value in snapshot.manifest.items() if key != "files"}
        findings.build_report = read_report(folder, snapshot.snapshot_id)
        if findings.models:
            try:
                bootstrap.open_searcher(snapshot)
            except PracticeSearchError as error:
                findings.checks.append(refused(folder, str(error)))
    findings.checks += check_other_snapshots(folder)


def _has_problem(checks: list[Check]) -> bool:
    return any(check.level == "problem" for check in checks)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
