from __future__ import annotations

import fnmatch
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.deploy_files import DEPLOY, ROOT


class Instruction(NamedTuple):
    name: str
    text: str


def instructions() -> list[list[Instruction]]:
    """Read the instructions of the container file, a list for each stage; what stands before the first is left out."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    lines = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    stages: list[list[Instruction]] = []
    for line in filter(str.strip, lines):
        name, _, rest = line.strip().partition(" ")
        if name == "FROM":
            stages.append([])
        if stages:
            stages[-1].append(Instruction(name, re.sub(r"\s+", " ", rest)))
    return stages


BUILD, FINAL = instructions()


def texts(stage: list[Instruction], name: str) -> list[str]:
    return [instruction.text for instruction in stage if instruction.name == name]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for text in texts(FINAL, "ENV") for pair in text.split(" "))


def test_what_is_copied_exists_and_is_let_through() -> None:
    sources = [source.rstrip("/") for text in texts(BUILD, "COPY") for source in text.split()[:-1]]
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = {line[1:] for line in lines if line.startswith("!")}

    assert [source for source in sources if not (ROOT / source).exists()] == []
    assert set(sources) == let_through


@pytest.mark.parametrize("path", [".git", ".venv", "var", "tests", "deploy", "shared"])
def test_nothing_else_gets_into_the_context(path: str) -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    kept = [line[1:] for line in patterns if line.startswith("!") and fnmatch.fnmatch(path, line[1:])]

    assert patterns[0] == "*"
    assert kept == []


def test_it_runs_as_a_user_without_rights() -> None:
    [user] = texts(FINAL, "USER")
    names = [instruction.name for instruction in FINAL]

    assert re.fullmatch(r"[1-9]\d{4}:[1-9]\d{4}", user), "a number, which Kubernetes can tell from root"
    assert "COPY" not in names[names.index("USER") :]


def test_the_final_stage_has_no_compiler_and_fetches_nothing() -> None:
    steps = " ".join(texts(FINAL, "RUN"))

    assert re.findall(r"apt-get|curl|wget|pip|gcc|build-essential", steps) == []
    assert texts(FINAL, "COPY") == ["--from=build /opt/practices /opt/practices"]


def test_what_is_written_lies_on_a_volume() -> None:
    [volumes] = texts(FINAL, "VOLUME")
    folders = [Path(folder) for folder in json.loads(volumes)]
    values = environment()
    written = [Path(values[f"PRACTICES_{name}"]) for name in ("INDEX", "MODELS", "FEEDBACK", "PAGES")]

    assert [path for path in written if not any(path.is_relative_to(folder) for folder in folders)] == []
    assert [folder for folder in folders if str(folder) not in texts(FINAL, "RUN")[0]] == [], "or root would own it"


def test_the_health_check_runs_and_tells_up_from_down(tmp_path: Path) -> None:
    [check] = texts(FINAL, "HEALTHCHECK")
    port = environment()["PRACTICES_PORT"]
    [_, *arguments] = json.loads(check[check.index("[") :])
    program = "from http.server import *; import pathlib, sys; pathlib.Path('healthz').write_text('ok'); "
    program += (
        "server = HTTPServer(('127.0.0.1', 0), SimpleHTTPRequestHandler); print(server.server_port, flush=True); "
    )
    program += "server.serve_forever()"
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        free = server.stdout.readline().strip()
        here = [argument.replace(f":{port}/", f":{free}/") for argument in arguments]

        assert here != arguments
        through_proxy = os.environ | {"http_proxy": "http://127.0.0.1:9"}  # podman hands on the one of the machine
        up = subprocess.run([sys.executable, *here], env=through_proxy, check=False)
        server.kill()
    down = subprocess.run([sys.executable, *here], stderr=subprocess.DEVNULL, check=False)

    assert (up.returncode, down.returncode) == (0, 1)
