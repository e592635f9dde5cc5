from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from service.errors import RequestError
from service.export import EXPORT_FORMATS, find_export_format, list_export_formats
from service.export.registry import discover_formats
from tests.support.export_examples import EXAMPLE, SEARCH
from tests.support.paths import DATA, ROOT

PLAIN = ROOT / "tests/support/example_exporter.py"


def package_of(folder: Path, name: str, *modules: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    (folder / name).mkdir()
    (folder / name / "__init__.py").touch()
    (folder / name / "helpers.py").write_text("FORMAT = 'not a format'\n")
    for module in modules:
        shutil.copy(PLAIN, folder / name / f"{module}.py")
    monkeypatch.syspath_prepend(folder)
    return importlib.import_module(name)


@pytest.mark.parametrize("name", EXPORT_FORMATS)
def test_each_format_matches_its_golden_file(name: str) -> None:
    export_format = find_export_format(name)
    golden = DATA / f"matches.{export_format.extension}"

    assert export_format.export([EXAMPLE], SEARCH) == golden.read_bytes().decode("utf-8"), "make golden rewrites it"


@pytest.mark.parametrize("name", EXPORT_FORMATS)
def test_each_format_runs_the_conformance_suite(name: str) -> None:
    tests = Path(__file__).with_name(f"test_{name}.py").read_text(encoding="utf-8")

    assert f"from service.export.{name} import FORMAT" in tests
    assert "(ExporterConformance):" in tests


def test_a_file_beside_the_others_is_a_format_on_offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = package_of(tmp_path, "one_format", "plain", monkeypatch=monkeypatch)

    formats = discover_formats(package)

    assert {name: export_format.label for name, export_format in formats.items()} == {"plain": "Plain text"}


def test_two_formats_of_one_name_are_an_error_that_names_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = package_of(tmp_path, "two_formats", "first", "second", monkeypatch=monkeypatch)

    with pytest.raises(ValueError, match=r"two_formats\.first and two_formats\.second .* 'plain'; give one"):
        discover_formats(package)


def test_extensions_and_labels_tell_the_formats_apart() -> None:
    formats = EXPORT_FORMATS.values()

    assert len({export_format.extension for export_format in formats}) == len(formats)
    assert len({export_format.label for export_format in formats}) == len(formats)


def test_the_formats_are_listed_for_a_sentence_the_most_used_first() -> None:
    assert list_export_formats() == "ris, bibtex or csv"


def test_an_unknown_format_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(RequestError, match="'endnote' is no export format; the formats are: bibtex, csv, ris"):
        find_export_format("endnote")
