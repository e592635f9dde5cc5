from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.embedding.onnx.converted import Files, ModelSource, converted_files, recorded_files
from index.errors import ModelError
from tests.support.paths import ROOT

WEIGHTS = b"weights of a model"


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "weights.bin"
    path.write_bytes(WEIGHTS)
    return path


class Conversion:
    """Counts how often weights are converted."""

    def __init__(self, seconds: float = 0) -> None:
        self.runs = 0
        self._seconds = seconds

    def __call__(self, path: Path) -> Files:
        self.runs += 1
        time.sleep(self._seconds)
        return {"graph": path.read_bytes() * 2, "words": b"words"}


def source(weights: Path, convert: Callable[[Path], Files], sha256: str = "") -> ModelSource:
    return ModelSource("a-model", weights, sha256 or hashlib.sha256(WEIGHTS).hexdigest(), convert)


def test_a_model_is_converted_once(tmp_path: Path, weights: Path) -> None:
    convert = Conversion()

    first, second = (converted_files(source(weights, convert), tmp_path / "models") for _ in range(2))

    assert convert.runs == 1
    assert first == second
    assert {name: path.read_bytes() for name, path in second.items()} == {"graph": WEIGHTS * 2, "words": b"words"}


@pytest.mark.parametrize("damage", ["cut off", "one byte", "missing", "no sums"])
def test_damaged_files_are_made_again(
    tmp_path: Path, weights: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    convert = Conversion()
    graph = converted_files(source(weights, convert), tmp_path / "models")["graph"]
    if damage == "cut off":
        graph.write_bytes(WEIGHTS)
    elif damage == "one byte":
        graph.write_bytes(b"W" + graph.read_bytes()[1:])
    elif damage == "missing":
        graph.unlink()
    else:
        (graph.parent / "SHA256SUMS").write_text("nonsense", encoding="utf-8")

    again = converted_files(source(weights, convert), tmp_path / "models")["graph"]

    assert convert.runs == 2
    assert again.read_bytes() == WEIGHTS * 2
    assert str(graph.parent) in caplog.text


def test_a_changed_byte_is_named_though_size_and_time_are_as_they_were(tmp_path: Path, weights: Path) -> None:
    graph = converted_files(source(weights, Conversion()), tmp_path / "models")["graph"]
    before = graph.stat()
    graph.write_bytes(b"W" + graph.read_bytes()[1:])
    os.utime(graph, ns=(before.st_atime_ns, before.st_mtime_ns))

    faults = {file.path.name: file.fault for file in recorded_files(source(weights, Conversion()), tmp_path / "models")}

    assert faults["words"] == ""
    assert faults["graph"].startswith(f"{graph}: has been changed: its SHA-256 is ")
    assert f"Remove the folder {graph.parent}" in faults["graph"]


def test_other_weights_than_expected_are_an_error_that_names_them(tmp_path: Path, weights: Path) -> None:
    with pytest.raises(ModelError, match="Install the package again") as error:
        converted_files(source(weights, Conversion(), "0" * 64), tmp_path / "models")

    assert str(weights) in str(error.value)
    assert not list((tmp_path / "models").glob("a-model@*[!k]"))


def test_a_folder_that_cannot_be_written_is_an_error_that_names_the_setting(tmp_path: Path, weights: Path) -> None:
    (tmp_path / "models").write_text("a file", encoding="utf-8")

    with pytest.raises(ModelError, match="PRACTICES_MODELS"):
        converted_files(source(weights, Conversion()), tmp_path / "models")


def test_threads_that_need_a_model_at_once_convert_it_once(tmp_path: Path, weights: Path) -> None:
    convert = Conversion(seconds=0.3)
    threads = [
        threading.Thread(target=converted_files, args=(source(weights, convert), tmp_path / "models")) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert convert.runs == 1


def process(weights: Path, home: Path, convert: str) -> subprocess.Popen[str]:
    """Start a process that needs the model; ``convert`` is the body of its conversion, a generator of files."""
    program = f"""
import sys, time
from pathlib import Path
from index.embedding.onnx.converted import ModelSource, converted_files
class Files(dict):
    def items(self):
        {convert}
weights = Path(sys.argv[1])
source = ModelSource("a-model", weights, sys.argv[2], lambda _: Files(graph=b""))
print(converted_files(source, Path(sys.argv[3]))["graph"].read_bytes().decode())
"""
    sha256 = hashlib.sha256(WEIGHTS).hexdigest()
    arguments = [sys.executable, "-c", program, str(weights), sha256, str(home)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=ROOT, text=True)


def test_processes_that_need_a_model_at_once_convert_it_once(tmp_path: Path, weights: Path) -> None:
    runs = tmp_path / "runs"
    runs.mkdir()
    convert = f"import os; time.sleep(0.5); Path({str(runs)!r}, str(os.getpid())).touch(); yield 'graph', b'whole'"
    processes = [process(weights, tmp_path / "models", convert) for _ in range(3)]

    assert [running.communicate()[0] for running in processes] == ["whole\n"] * 3
    assert len(list(runs.iterdir())) == 1


def test_a_killed_conversion_leaves_nothing_half_made(tmp_path: Path, weights: Path) -> None:
    home = tmp_path / "models"
    killed = process(weights, home, "yield 'graph', b'half'; print('writing', flush=True); time.sleep(60)")
    assert killed.stdout is not None
    assert killed.stdout.readline() == "writing\n"
    killed.kill()
    killed.communicate()
    assert [path for path in home.rglob("*") if path.name == "graph"]  # it was killed in the middle

    files = converted_files(source(weights, Conversion()), home)

    assert files["graph"].read_bytes() == WEIGHTS * 2
    left = {path.name for path in home.rglob("*") if path.is_file()}
    assert left <= {*files, "SHA256SUMS", f"{source(weights, Conversion()).version}.lock"}
    assert not list(home.glob(".*"))


def test_a_conversion_that_fails_leaves_nothing(tmp_path: Path, weights: Path) -> None:
    def fails(_: Path) -> Files:
        raise ValueError("no such weights")

    with pytest.raises(ValueError, match="no such weights"):
        converted_files(source(weights, fails), tmp_path / "models")

    assert converted_files(source(weights, Conversion()), tmp_path / "models")["graph"].read_bytes() == WEIGHTS * 2


def test_a_full_disk_is_an_error_that_names_the_setting(
    tmp_path: Path, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ModelError, match=r"No space left.*PRACTICES_MODELS"):
        converted_files(source(weights, Conversion()), tmp_path / "models")

    monkeypatch.undo()
    assert converted_files(source(weights, Conversion()), tmp_path / "models")["words"].read_bytes() == b"words"


def test_models_of_other_weights_are_kept_beside_each_other(tmp_path: Path, weights: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"other weights")
    sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (weights, other)]

    first, second = (
        converted_files(source(path, Conversion(), sha256), tmp_path / "models")["graph"]
        for path, sha256 in zip((weights, other), sums, strict=True)
    )

    assert first.read_bytes() == WEIGHTS * 2
    assert second.read_bytes() == b"other weights" * 2


def test_nothing_is_said_on_the_terminal(tmp_path: Path, weights: Path, capfd: pytest.CaptureFixture[str]) -> None:
    converted_files(source(weights, Conversion()), tmp_path / "models")

    assert capfd.readouterr() == ("", "")
