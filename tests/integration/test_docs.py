"""The commands and the examples of the documents do what the documents say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from types import FrameType

import pytest
from fastapi.testclient import TestClient

from corpus.loading.collect import BUILT_IN
from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.web.app import create_app
from tests.support.documents import DOCUMENTS, ROOT, CodeBlock, code_blocks

CONTRIBUTING = ROOT / "CONTRIBUTING.md"
EXAMPLES = [block for block in code_blocks(CONTRIBUTING, "python") if block.path]
SHELL = [block for document in DOCUMENTS for block in code_blocks(document, "sh")]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, built_in: Bootstrap) -> Path:
    """A folder to run commands in: an index of the built-in collection, and a few pages of one's own."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(built_in.settings.index, folder / "index")
    pages = folder / "my-pages"
    pages.mkdir()
    for digest in sorted(BUILT_IN.glob("*.md"))[:3]:
        shutil.copy(digest, pages)
    shutil.copy(ROOT / "tests" / "data" / "pages" / "drupal.html", pages / "page.html")
    return folder


def run(block: CodeBlock, home: Path) -> subprocess.CompletedProcess[str]:
    variables = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PRACTICES_INDEX": str(home / "index"),
        "PRACTICES_FEEDBACK": str(home / "feedback.sqlite"),
    }
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.text],
        cwd=home,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.model
@pytest.mark.parametrize("block", [block for block in SHELL if not block.reason_not_run], ids=str)
def test_the_commands_of_a_document_run(block: CodeBlock, home: Path) -> None:
    done = run(block, home)

    assert done.returncode == 0, done.stderr
    assert done.stdout or done.stderr


def test_a_command_that_fails_in_the_middle_of_a_block_is_noticed(tmp_path: Path) -> None:
    block = CodeBlock(ROOT / "README.md", 1, "sh", "practices fly\ntrue\n")

    assert run(block, tmp_path).returncode == 2


@pytest.fixture(scope="module")
def copy_with_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with each file that a worked example of CONTRIBUTING.md adds, and nothing else changed."""
    folder = tmp_path_factory.mktemp("copy")
    for part in ("corpus", "index", "service", "tests", "pyproject.toml"):
        (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, folder / part)
    for block in EXAMPLES:
        path = folder / block.path
        assert not path.exists(), f"{block}: {block.path} is there already"
        path.write_text(block.text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "test", [block for block in EXAMPLES if Path(block.path).name.startswith("test_")], ids=lambda block: block.path
)
def test_a_worked_example_passes_its_own_test(test: CodeBlock, copy_with_examples: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test.path],
        cwd=copy_with_examples,
        env=os.environ | {"PYTHONPATH": str(copy_with_examples)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_the_examples_that_the_suites_run_are_those_of_contributing() -> None:
    suites = ROOT / "tests" / "support"
    copies = {"corpus/readers/notebook.py": "example_reader.py", "service/export/plain.py": "example_exporter.py"}

    for block in EXAMPLES:
        if block.path in copies:
            assert (suites / copies[block.path]).read_text(encoding="utf-8") == block.text


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_the_worked_examples_are_in_the_style_of_the_project(command: list[str], copy_with_examples: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "ruff", *command, *(block.path for block in EXAMPLES)],
        cwd=copy_with_examples,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_the_tour_names_files_that_a_question_passes(built_in: Bootstrap) -> None:
    contributing = CONTRIBUTING.read_text(encoding="utf-8")
    tour = contributing[contributing.index("## The two-minute tour") : contributing.index("## Where is")]
    steps = re.findall(r"^\| \d+ \| `([\w/.]+)` \|", tour, re.MULTILINE)
    passed: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            passed.add(frame.f_code.co_filename)

    threading.setprofile(note)
    try:
        with TestClient(create_app(LiveIndex(built_in))) as client:
            page = client.get("/", params={"q": "How are missing migrants identified?"})
    finally:
        threading.setprofile(None)

    assert "<mark>" in page.text
    assert len(steps) >= 15
    assert [step for step in steps if step.endswith(".py") and str(ROOT / step) not in passed] == []
