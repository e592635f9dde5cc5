from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from corpus import Limit, Practice, default_counter
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.build.report import BuildReport
from index.embedding.embedder import Embedder
from index.embedding.model_roles import Models
from index.errors import (
    IndexFolderError,
    NoSnapshotError,
    OtherModelError,
)
from index.retrieval.searcher import Searcher
from index.snapshot.files import build_command, cache_file, serving_id
from index.snapshot.integrity import FORMAT
from index.snapshot.snapshot import Snapshot
from tests.support.snapshot_examples import (
    ACROSS,
    ACROSS_TOKENS,
    FILES,
    PLAIN,
    TOKENS,
    models_of_every_kind,
    practices_in_two_languages,
)

BUDGET = Limit(default_counter(), 100)
Make = Callable[..., BuildReport]


def build(folder: Path, practices: list[Practice], models: Models | Embedder) -> BuildReport:
    collection = Collection(practices=practices)
    return build_snapshot(folder, collection, models, BUDGET, sources=["/pages/a b"], cache=cache_file(folder))


@pytest.fixture
def models() -> Models:
    return models_of_every_kind()


@pytest.fixture
def practices() -> list[Practice]:
    return practices_in_two_languages()


@pytest.fixture
def make(tmp_path: Path, practices: list[Practice], models: Models) -> Make:
    """Builds the small practices, or others, into ``tmp_path / "index"``."""

    def call(others: list[Practice] | None = None, models: Models | Embedder = models) -> BuildReport:
        return build(tmp_path / "index", practices if others is None else others, models)

    return call


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "index"
    build(folder, practices_in_two_languages(), models_of_every_kind())
    return folder


@pytest.fixture
def folder(tmp_path: Path, built_once: Path) -> Path:
    """A copy of the index of the small practices, to be damaged and built again."""
    return shutil.copytree(built_once, tmp_path / "index")


def home(folder: Path) -> Path:
    return folder / "snapshots" / serving_id(folder)


def file_of(folder: Path, name: str) -> Path:
    (path,) = home(folder).glob(name)
    return path


def flip(path: Path, share: float, bit: int = 0) -> None:
    data = bytearray(path.read_bytes()) or bytearray(1)  # to an empty file a byte is added
    data[round(share * (len(data) - 1))] ^= 1 << bit
    path.write_bytes(data)


def refusal(folder: Path) -> str:
    with pytest.raises(IndexFolderError) as error:
        Snapshot.open(folder)
    assert "practices build" in str(error.value)
    return str(error.value)


def titles(folder: Path) -> set[str]:
    return {practice.title for practice in Snapshot.open(folder).practices.values()}


def test_the_files_flipped_below_are_all_the_files_of_a_snapshot(folder: Path) -> None:
    named = {file_of(folder, name) for name in FILES}

    assert {path for path in home(folder).rglob("*") if path.is_file()} == named


@pytest.mark.parametrize(
    ("rescore", "with_across", "files"),
    [
        (False, False, PLAIN),
        (True, False, PLAIN + TOKENS),
        (False, True, PLAIN + ACROSS),
        (True, True, PLAIN + TOKENS + ACROSS + ACROSS_TOKENS),
    ],
)
def test_a_snapshot_holds_what_its_models_give_and_its_manifest_says_so(
    tmp_path: Path, make: Make, models: Models, rescore: bool, with_across: bool, files: list[str]
) -> None:
    given = Models(models.main, models.multilingual if with_across else None, rescore)

    make(models=given)
    snapshot = Snapshot.open(tmp_path / "index")

    names = {path.relative_to(home(tmp_path / "index")).as_posix() for path in home(tmp_path / "index").rglob("*.*")}
    names |= {name for name in ("dense", "across") if (home(tmp_path / "index") / name).is_file()}
    assert {name for name in names if not name.startswith("lexical/")} == set(files)
    assert snapshot.manifest["model"] == {"name": "hashing", "dimension": 64, "limit": 254}
    assert snapshot.manifest["across"] == (
        {"name": "other-model", "dimension": 64, "limit": 254} if with_across else None
    )
    assert snapshot.manifest["tokens"] is rescore is (snapshot.tokens is not None)
    assert snapshot.manifest["open_until"] == datetime.now(UTC).year
    assert (snapshot.dense.multilingual is not None) is with_across
    assert (snapshot.multilingual_tokens is not None) is (rescore and with_across)
    assert snapshot.centring is None
    assert (snapshot.multilingual_centring is not None) is with_across


def test_passages_carry_the_language_they_are_in(folder: Path) -> None:
    snapshot = Snapshot.open(folder)

    languages = [passage.language for passage in snapshot.passages]

    assert [passage.language for passage in snapshot.passages_of("practice-anchor")] == ["fr", "en", "en"]
    assert languages.count("en") == len(languages) - 1
    assert (snapshot.speaks("fr"), snapshot.speaks("es")) == (True, False)


def test_a_passage_in_another_language_has_no_vector_of_the_first_model_and_no_tokens(folder: Path) -> None:
    snapshot = Snapshot.open(folder)
    foreign = [number for number, passage in enumerate(snapshot.passages) if passage.language == "fr"]
    everything = np.arange(len(snapshot.passages))
    assert snapshot.tokens is not None
    assert snapshot.dense.multilingual is not None

    without_vector = np.flatnonzero(~snapshot.dense.main.vectors.any(axis=1)).tolist()
    interaction = snapshot.tokens.interact(np.ones((1, 64), np.float32), everything)

    assert foreign == without_vector == np.flatnonzero(interaction == 0).tolist() == [27]
    assert snapshot.dense.multilingual.vectors.any(axis=1).all()


def test_what_the_pages_define_is_read_from_the_snapshot(folder: Path) -> None:
    (expansion,) = Snapshot.open(folder).reader.read("the NRM").expansions

    assert (expansion.written, expansion.other, expansion.practice_id) == (
        "NRM",
        "National Referral Mechanism",
        "practice-harbour",
    )


@pytest.mark.parametrize("name", FILES)
def test_one_flipped_bit_anywhere_is_found_and_named(folder: Path, name: str) -> None:
    path = file_of(folder, name)
    whole = path.read_bytes()

    for share, bit in [(0.0, 0), (0.0, 7), (0.31, 5), (0.5, 3), (0.77, 6), (1.0, 0), (1.0, 7)]:
        flip(path, share, bit)
        assert str(path) in refusal(folder)
        path.write_bytes(whole)

    assert len(Snapshot.open(folder).practices) == 10


@pytest.mark.parametrize("name", FILES)
def test_building_again_mends_a_snapshot(folder: Path, make: Make, name: str) -> None:
    before = serving_id(folder)
    flip(file_of(folder, name), 0.5)

    report = make()

    assert not report.unchanged
    assert serving_id(folder) == report.snapshot != before
    assert len(Snapshot.open(folder).practices) == 10


def test_a_flipped_bit_in_current_is_found_and_mended(folder: Path, make: Make) -> None:
    pointer = folder / "current"
    whole = pointer.read_bytes()

    for position in range(len(whole)):
        for bit in (0, 2, 6, 7):
            flip(pointer, position / (len(whole) - 1), bit)
            assert str(pointer) in refusal(folder)
            pointer.write_bytes(whole)
    flip(pointer, 0.5)
    make()

    assert len(Snapshot.open(folder).practices) == 10


@pytest.mark.parametrize("content", ["", "\n", "..", "/", "x" * 5_000, "\0", "../../elsewhere"])
def test_a_current_that_names_no_snapshot_is_found_and_mended(folder: Path, make: Make, content: str) -> None:
    (folder / "current").write_text(content, encoding="utf-8")

    assert len(refusal(folder)) < 500
    make()

    assert len(Snapshot.open(folder).practices) == 10


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_found_and_named(folder: Path, name: str) -> None:
    path = file_of(folder, name)
    path.unlink()

    assert path.name in refusal(folder)


@pytest.mark.parametrize("name", ["notes.txt", "lexical/foreign.term", "more/deep.json", ".hidden"])
def test_a_foreign_file_is_found_and_named(folder: Path, name: str) -> None:
    path = home(folder) / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x", encoding="utf-8")

    assert f"{path} does not belong to the snapshot" in refusal(folder)


def test_the_message_gives_the_command_with_the_paths_it_was_built_from(folder: Path) -> None:
    file_of(folder, "dense.npy").unlink()

    assert refusal(folder).endswith(f"Mend it with: practices build '/pages/a b' --index {folder}")
    assert build_command(Path("var/index")) == "practices build"


@pytest.mark.parametrize("manifest", [{"format": 0, "sources": []}, {"format": FORMAT + 1}, {}])
def test_another_format_is_found_named_and_replaced(folder: Path, make: Make, manifest: dict[str, object]) -> None:
    data = json.dumps(manifest).encode()
    other = f"20200101T000000Z-{hashlib.sha256(data).hexdigest()[:12]}"
    (folder / "snapshots" / other).mkdir()
    (folder / "snapshots" / other / "manifest.json").write_bytes(data)
    (folder / "current").write_text(f"{other}\n", encoding="utf-8")

    assert f"{other}/manifest.json has format {manifest.get('format')}, this version reads {FORMAT}" in refusal(folder)
    assert not make().unchanged


def test_no_index_is_an_error_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshotError, match=re.escape(f"practices build --index {tmp_path}")):
        Snapshot.open(tmp_path)


def test_another_model_is_an_error_that_names_both(folder: Path, other_embedder: Embedder) -> None:
    message = r"model hashing, but other-model is set\. Set PRACTICES_MODEL back.*practices build '/pages/a b'"
    with pytest.raises(OtherModelError, match=message):
        Searcher(Snapshot.open(folder), Models(other_embedder, other_embedder))


def test_a_model_across_languages_that_is_missing_or_too_much_is_an_error_that_names_its_setting(
    folder: Path, make: Make, models: Models
) -> None:
    message = r"model other-model, but none is set\. Set PRACTICES_ACROSS_MODEL back.*practices build '/pages/a b'"
    with pytest.raises(OtherModelError, match=message):
        Searcher(Snapshot.open(folder), models.main)

    make(models=models.main)
    message = r"model none, but other-model is set\. Set PRACTICES_ACROSS_MODEL back"
    with pytest.raises(OtherModelError, match=message):
        Searcher(Snapshot.open(folder), models)


def test_one_embedder_alone_builds_and_searches(tmp_path: Path, make: Make, hashing_embedder: Embedder) -> None:
    for given in (hashing_embedder, Models(hashing_embedder)):
        make(models=given)
        searcher = Searcher(Snapshot.open(tmp_path / "index"), given)

        assert searcher.search("a new kind of violin")[0].practice.practice_id == "practice-violin"
        assert searcher.search("les travailleurs migrants de la ville")[0].practice.practice_id == "practice-anchor"


def test_tokens_may_be_left_aside_or_missing(folder: Path, make: Make, models: Models) -> None:
    plain = Models(models.main, models.multilingual, rescore=False)
    query = "a new kind of violin was tried"

    with_tokens = Searcher(Snapshot.open(folder), models).search(query)
    left_aside = Searcher(Snapshot.open(folder), plain).search(query)
    make(models=plain)
    missing = Searcher(Snapshot.open(folder), models).search(query)

    assert left_aside == missing
    assert {hits[0].practice.practice_id for hits in (with_tokens, missing)} == {"practice-violin"}
    assert with_tokens != missing


def test_building_with_another_model_makes_another_snapshot(
    folder: Path, make: Make, models: Models, other_embedder: Embedder
) -> None:
    ids = [serving_id(folder)]
    for given in (Models(models.main), Models(models.main, rescore=False), Models(other_embedder), models):
        report = make(models=given)

        assert not report.unchanged
        assert Snapshot.open(folder).manifest["model"]["name"] == given.main.name
        ids.append(report.snapshot)

    assert len({snapshot_id.rpartition("-")[2] for snapshot_id in ids}) == len(ids)


def test_a_model_that_is_new_embeds_everything_and_one_that_was_there_nothing(
    folder: Path, make: Make, models: Models, hashing_embedder: Embedder
) -> None:
    hashing_embedder.name = "third-model"

    first, second = make(models=hashing_embedder), make(models=models)

    assert (first.embedded, first.reused) == (30, 0)
    assert (second.embedded, second.reused) == (0, 30)


def test_without_a_cache_everything_is_embedded_anew_even_where_nothing_changed(
    folder: Path, practices: list[Practice], models: Models
) -> None:
    before = serving_id(folder)

    report = build_snapshot(folder, Collection(practices=practices), models, BUDGET)

    assert (report.unchanged, report.embedded) == (False, report.passages)
    assert serving_id(folder) != before


def test_an_unchanged_rebuild_keeps_the_snapshot(folder: Path, make: Make) -> None:
    before = serving_id(folder)
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    report = make()

    assert (report.snapshot, report.unchanged, report.embedded, report.reused) == (before, True, 0, 30)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == files


def test_every_change_of_a_practice_makes_a_new_snapshot(folder: Path, make: Make, practices: list[Practice]) -> None:
    first = practices[0]
    changes = [
        replace(first, title="Another title"),
        replace(first, countries=None),
        replace(first, countries=()),
        replace(first, extra={"note": "new"}),
        replace(first, sections=first.sections[::-1]),
    ]

    ids = [serving_id(folder), *(make([change, *practices[1:]]).snapshot for change in changes)]

    assert len(set(ids)) == len(ids)
