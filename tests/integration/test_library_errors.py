"""Whatever a library raises ends in one line that names the place and the cure, with status 1."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import onnxruntime
import pytest
import safetensors.numpy
from onnxruntime.capi.onnxruntime_pybind11_state import Fail
from safetensors import SafetensorError
from typer.testing import CliRunner, Result

import index.build.sqlite_cache as sqlite_cache
from service.cli import app
from tests.support.failing import PanicException, TantivyModule, raising, replaceable_tantivy
from tests.support.paths import MODELS

pytestmark = pytest.mark.model

FAISS = RuntimeError("Error in faiss::FileIOReader at io.cpp:69: Error: 'f' failed: could not open\nNo such file")
TANTIVY = ValueError("An IO error occurred: 'Input/output error (os error 5)'")
PANIC = PanicException("called `Option::unwrap()` on a `None` value")
ONNX = Fail("[ONNXRuntimeError] : 1 : FAIL : Non-zero status code returned\nwhile running MatMul node")
SQLITE = sqlite3.OperationalError("disk I/O error")
NUMPY = ValueError("cannot reshape array of size 3 into shape (30,384)")
WEIGHTS = SafetensorError("Error while deserializing header: incomplete metadata, file not fully covered")


@dataclass(frozen=True)
class Boundary:
    """A call of a library, which fails with an error of its own, and the place that is to be named."""

    owner: Any
    call: str
    error: BaseException
    place: str


FAISS_WRITES = Boundary(faiss, "write_index", FAISS, "/dense")
FAISS_READS = Boundary(faiss, "read_index", FAISS, "/dense")
FAISS_SEARCHES = Boundary(faiss, "knn", FAISS, "/dense")
NUMPY_WRITES = Boundary(np, "save", NUMPY, "/dense")
NUMPY_READS = Boundary(np, "load", NUMPY, MODELS.name)
NUMPY_READS_VECTORS = Boundary(np, "load", NUMPY, "/dense")
NO_MEMORY_FOR_VECTORS = Boundary(np, "load", MemoryError(), "/dense")
NO_MEMORY = Boundary(np, "load", MemoryError(), MODELS.name)
ONNX_OPENS = Boundary(onnxruntime, "InferenceSession", ONNX, "encoder.onnx")
ONNX_RUNS = Boundary(onnxruntime.InferenceSession, "run", ONNX, "encoder.onnx")
SQLITE_OPENS = Boundary(sqlite_cache.sqlite3, "connect", SQLITE, "vectors.prepared.sqlite")
TANTIVY_MAKES = Boundary(TantivyModule, "made", TANTIVY, "/lexical")
TANTIVY_PANICS = Boundary(TantivyModule, "made", PANIC, "/lexical")
TANTIVY_OPENS = Boundary(TantivyModule, "opened", TANTIVY, "/lexical")
TANTIVY_SEARCHES = Boundary(TantivyModule, "searched", TANTIVY, "/lexical")
SEARCH_PANICS = Boundary(TantivyModule, "searched", PANIC, "/lexical")

CASES = [
    *(("build", boundary) for boundary in (FAISS_WRITES, NUMPY_WRITES, NUMPY_READS, NO_MEMORY, ONNX_OPENS, ONNX_RUNS)),
    *(("build", boundary) for boundary in (SQLITE_OPENS, TANTIVY_MAKES, TANTIVY_PANICS)),
    *(("ask", boundary) for boundary in (FAISS_READS, FAISS_SEARCHES, NUMPY_READS_VECTORS, NO_MEMORY_FOR_VECTORS)),
    *(("ask", boundary) for boundary in (ONNX_OPENS, ONNX_RUNS)),
    *(("ask", boundary) for boundary in (TANTIVY_OPENS, TANTIVY_SEARCHES, SEARCH_PANICS)),
    *(("serve", boundary) for boundary in (FAISS_READS, FAISS_SEARCHES, NUMPY_READS_VECTORS, ONNX_OPENS, ONNX_RUNS)),
    *(("serve", boundary) for boundary in (TANTIVY_OPENS, TANTIVY_SEARCHES)),
]
PAGE = "---\ntitle: Cheaper remittances\ncountry: Niger\n---\n\n## Summary\n\nMobile phones made remittances cheaper.\n"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "page.md").write_text(PAGE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, pages: Path) -> Path:
    folder = tmp_path_factory.mktemp("built") / "index"
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("PRACTICES_ACROSS_MODEL", "none")
        assert CliRunner().invoke(app, ["build", str(pages), "--index", str(folder)]).exit_code == 0
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, built: Path, pages: Path) -> Callable[[str], Result]:
    """Run a command over a copy of an index of one page, with the main model alone."""
    monkeypatch.setenv("PRACTICES_ACROSS_MODEL", "none")
    monkeypatch.setenv("PRACTICES_MODELS", str(MODELS))
    folder = tmp_path / "index"

    def call(command: str) -> Result:
        if command == "build":
            return CliRunner().invoke(app, ["build", str(pages), "--index", str(folder)])
        shutil.copytree(built, folder)
        more = ["How were remittances made cheaper?"] if command == "ask" else ["--port", "18573"]
        return CliRunner().invoke(app, [command, *more, "--index", str(folder)])

    return call


def assert_one_line(result: Result, *words: str) -> None:
    assert result.exit_code == 1, result.output
    (line,) = result.stderr.splitlines()
    assert line.startswith("practices: ")
    assert "Traceback" not in result.output
    assert [word for word in words if word not in line] == []


@pytest.mark.parametrize(
    ("command", "boundary"), CASES, ids=lambda value: value if isinstance(value, str) else f"{value.call}-{value.place}"
)
def test_what_a_library_raises_is_one_line_with_the_place_and_the_cure(
    run: Callable[[str], Result], monkeypatch: pytest.MonkeyPatch, command: str, boundary: Boundary
) -> None:
    owner = replaceable_tantivy(monkeypatch) if boundary.owner is TantivyModule else boundary.owner
    monkeypatch.setattr(owner, boundary.call, raising(boundary.error))

    result = run(command)

    cures = {"MemoryError": "give the process more"}
    assert_one_line(result, boundary.place, cures.get(type(boundary.error).__name__, " "))
    assert any(word in result.stderr for word in ("uild", "give", "elete", "nstall"))


def test_weights_that_cannot_be_read_are_named(
    run: Callable[[str], Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PRACTICES_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(safetensors.numpy, "load_file", raising(WEIGHTS))

    assert_one_line(run("build"), "all-MiniLM-L6-v2", str(tmp_path / "models"), "deserializing header", "nstall")


def test_a_file_that_pdfium_cannot_read_is_named(tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n%%EOF\n")

    for command in (["inspect", str(page)], ["build", str(page), "--index", str(tmp_path / "index")]):
        assert_one_line(CliRunner().invoke(app, command), str(page))


def test_a_failed_build_leaves_what_served_and_nothing_half_made(
    run: Callable[[str], Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert run("build").exit_code == 0
    before = {path for path in (tmp_path / "index").rglob("*") if "cache" not in path.parts}
    monkeypatch.setattr(faiss, "write_index", raising(FAISS))
    (tmp_path / "index" / "current").write_text("none\n", encoding="utf-8")  # so that it is built anew

    assert run("build").exit_code == 1
    assert {path for path in (tmp_path / "index").rglob("*") if "cache" not in path.parts} == before


def test_what_nobody_foresaw_is_one_line_and_its_place_is_logged_for_debugging(
    run: Callable[[str], Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.bootstrap.Bootstrap.open_engine", raising(ZeroDivisionError("division by zero")))

    assert_one_line(run("ask"), "ZeroDivisionError: division by zero", "PRACTICES_LOG_LEVEL=debug")
