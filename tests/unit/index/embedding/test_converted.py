from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.embedding.onnx.converted import Files, ModelSource, converted_files
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


@pytest.mark.parametrize("damage", ["cut off", "missing", "no sums"])
def test_damaged_files_are_made_again(tmp_path: Path, weights: Path, damage: str) -> None:
    convert = Conversion()
    graph = converted_files(source(weights, convert), tmp_path / "models")["graph"]
    if damage == "cut off":
        graph.write_bytes(WEIGHTS)
    elif damage == "missing":
        graph.unlink()
    else:
        (graph.parent / "SHA256SUMS").write_text("nonsense", encoding="utf-8")

    again = converted_files(source(weights, convert), tmp_path / "models")["graph"]

    assert convert.runs == 2
    assert again.read_bytes() == WEIGHTS * 2


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


def test_a_killed_conversion_leaves_nothing_half_made(tmp_path: Path, weights: Path) -> None:
    program = f"""
import hashlib, time
from pathlib import Path
from index.embedding.onnx.converted import ModelSource, converted_files
class Slow(dict):
    def items(self):
        yield "graph", b"half"
        print("writing", flush=True)
        time.sleep(60)
weights = Path({str(weights)!r})
source = ModelSource("a-model", weights, hashlib.sha256(weights.read_bytes()).hexdigest(), lambda _: Slow())
converted_files(source, Path({str(tmp_path / "models")!r}))
"""
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    process.kill()
    process.communicate()

    files = converted_files(source(weights, Conversion()), tmp_path / "models")

    assert files["graph"].read_bytes() == WEIGHTS * 2
