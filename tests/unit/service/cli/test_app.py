"""What is said on the terminal of what cannot be done."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.cli import app
from service.cli.app import writing_to
from service.errors import OutputError


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_a_file_that_is_not_there_is_said_to_be_not_there(tmp_path: Path) -> None:
    result = run("inspect", str(tmp_path / "clock.md"))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"practices: {tmp_path / 'clock.md'}: no such file.\n"


def test_a_folder_is_no_file_to_inspect(tmp_path: Path) -> None:
    assert run("inspect", str(tmp_path)).stderr == f"practices: {tmp_path}: is a folder; give one file of it.\n"


@pytest.mark.parametrize("arguments", [("ask", "Why?"), ("build",), ("diff",), ("serve",)])
def test_a_file_is_no_index_folder(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file = tmp_path / "index"
    file.touch()

    result = run(*arguments, "--index", str(file))

    assert result.exit_code == 1
    assert result.stderr == f"practices: {file}: is a file, not an index folder; give another place with --index.\n"


def test_a_port_that_is_taken_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        result = run("serve", "--index", str(tmp_path), "--host", "127.0.0.1", "--port", str(port))

    assert result.exit_code == 1
    assert result.stderr == (
        f"practices: cannot listen on http://127.0.0.1:{port}/: address already in use. "
        "Give another port with --port, or another --host.\n"
    )


def test_an_output_that_cannot_be_written_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as error, writing_to(tmp_path):
        tmp_path.write_bytes(b"")

    assert str(error.value) == f"{tmp_path}: cannot be written: is a directory. Give another place with -o."
