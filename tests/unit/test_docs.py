from __future__ import annotations

import importlib
import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.support.documents import DOCUMENTS, ROOT, code_blocks, exists, prose, relative

README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
FOLDERS = ("corpus", "index", "service")

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=relative)


def anchors(document: Path) -> set[str]:
    """The anchors of the headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@every_document
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#\s]*)(?:#([^)\s]+))?\)", prose(document))

    broken = [path for path, _ in links if path and not (document.parent / path).exists()]
    targets = [(document.parent / path if path else document, anchor) for path, anchor in links if anchor]
    lost = [anchor for target, anchor in targets if anchor not in anchors(target)]

    assert (broken, lost) == ([], [])


@every_document
def test_every_path_that_is_named_exists(document: Path) -> None:
    named = re.findall(rf"(?<![\w./-])(?:{'|'.join(FOLDERS)}|tests|notebooks)/[\w./-]*\w/?", prose(document))
    to_be_made = {block.path for block in code_blocks(document)}

    assert [path for path in named if path not in to_be_made and not exists(path, document)] == []


@every_document
def test_every_module_that_is_named_can_be_imported(document: Path) -> None:
    text = prose(document)
    for name in re.findall(rf"`((?:{'|'.join(FOLDERS)})(?:\.\w+)+)`", text):
        module, _, attribute = name.rpartition(".")
        try:
            importlib.import_module(name)
        except ModuleNotFoundError:
            assert hasattr(importlib.import_module(module), attribute), name
    for name in re.findall(r"-m (tests(?:\.\w+)+)", text):
        assert (ROOT / f"{name.replace('.', '/')}.py").exists() or (ROOT / name.replace(".", "/")).is_dir(), name


@every_document
def test_every_path_in_a_picture_exists(document: Path) -> None:
    for block in code_blocks(document, "mermaid"):
        labels = "\n".join(re.findall(r"[\[({|\"]+([^\[\](){}|\"]+)", block.text)).replace("<br>", "\n")
        paths = re.findall(r"(?<![\w./-])(?:\w+/[\w./]*|\w+\.py)", labels)

        assert paths, "a picture of the flow names the places that it passes"
        assert [path for path in paths if not exists(path, document)] == [], str(block)


@every_document
def test_every_block_says_its_language_and_every_block_is_closed(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    blocks = list(code_blocks(document))

    assert [str(block) for block in blocks if not block.language] == []
    assert text.count("```") == 2 * len(blocks)


@pytest.mark.parametrize("document", [README, *(ROOT / folder / "README.md" for folder in FOLDERS)], ids=relative)
def test_the_flow_of_each_room_is_a_picture_before_anything_else(document: Path) -> None:
    blocks = [block.language for block in code_blocks(document)]

    assert "mermaid" in blocks[:1] if document != README else "mermaid" in blocks


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_table_of_a_room_names_every_folder_in_it(folder: str) -> None:
    packages = {relative(init.parent) + "/" for init in (ROOT / folder).glob("*/__init__.py")}
    rows = set(re.findall(r"^\| `([\w/]+/)` \|", (ROOT / folder / "README.md").read_text(), re.MULTILINE))

    assert packages - rows == set()


def test_make_knows_every_target_that_is_named() -> None:
    texts = [document.read_text(encoding="utf-8") for document in (README, CONTRIBUTING)]
    targets = sorted({target for text in texts for target in re.findall(r"(?:^|`)make (\w+)", text, re.MULTILINE)})

    planned = subprocess.run(["make", "-n", *targets], cwd=ROOT, capture_output=True, text=True, check=False)

    assert {"serve", "test", "lint"} <= set(targets)
    assert planned.returncode == 0, planned.stderr


def test_the_languages_have_their_files_where_contributing_says() -> None:
    section = CONTRIBUTING.read_text(encoding="utf-8").split("### A language")[1].split("\n### ")[0]
    named = re.findall(r"`([\w/*]+)/<language>\.toml`", section)
    there = {relative(file.parent) for folder in FOLDERS for file in (ROOT / folder).rglob("es.toml")}

    assert [folder for folder in sorted(there) if not any(fnmatch(folder, pattern) for pattern in named)] == []
    assert [pattern for pattern in named if not any(fnmatch(folder, pattern) for folder in there)] == []


def test_every_decision_has_its_date_and_its_choice() -> None:
    entries = re.split(r"^### ", (ROOT / "DECISIONS.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]

    assert len(entries) > 40
    for entry in entries:
        assert re.match(r".+\n\d{4}-\d\d-\d\d\. ", entry), entry
        assert "**Choice:**" in entry, entry
