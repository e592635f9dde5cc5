"""What a question and the start of the service import: nothing that takes seconds and is not needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from service.bootstrap import Bootstrap

HEAVY = "{'torch', 'transformers', 'sentence_transformers'}"
TELL = f"print(sorted({HEAVY} & set(sys.modules)))"
COMMAND = f"""
import sys
from service.cli import app

app(sys.argv[1:], standalone_mode=False)
{TELL}
"""
SERVICE = f"""
import sys
from pathlib import Path
from fastapi.testclient import TestClient
from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.settings import load_settings
from service.web.app import create_app

with TestClient(create_app(LiveIndex(Bootstrap(load_settings(index=Path(sys.argv[1])))))) as client:
    shown = [client.get("/readyz"), *(client.get("/", params={{"q": question}}) for question in sys.argv[2:])]
assert [response.status_code for response in shown] == [200] * len(sys.argv[1:])
{TELL}
"""
QUESTIONS = ["remittances by mobile phone", "Comment les enfants migrants sont-ils protégés ?"]
"""One for each of the two models."""

pytestmark = pytest.mark.model


def last_line(folder: Path, code: str, *arguments: str) -> str:
    """Run code in a process of its own; what is imported here does not count."""
    command = [sys.executable, "-c", code, *arguments]
    shown = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert shown.returncode == 0, shown.stderr
    return shown.stdout.splitlines()[-1]


@pytest.mark.parametrize(("command", "question"), list(zip(["search", "ask"], QUESTIONS, strict=True)))
def test_a_question_on_the_command_line_imports_no_torch(
    built_in: Bootstrap, tmp_path: Path, command: str, question: str
) -> None:
    index = str(built_in.settings.index)

    assert last_line(tmp_path, COMMAND, command, question, "--index", index) == "[]"


def test_the_service_starts_and_answers_without_torch(built_in: Bootstrap, tmp_path: Path) -> None:
    assert last_line(tmp_path, SERVICE, str(built_in.settings.index), *QUESTIONS) == "[]"
