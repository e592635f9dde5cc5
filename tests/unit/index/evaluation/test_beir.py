from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.errors import TestCollectionError
from index.evaluation.beir import read_beir

DOCUMENTS = [
    {"_id": "d1", "title": "Harbours", "text": "Ships meet.", "metadata": {}},
    {"_id": "d2", "title": "", "text": "No title."},
    {"_id": "d3", "title": "No text", "text": ""},
    {"_id": "d4", "text": "Title missing."},
    {"_id": "d5", "title": "Text missing"},
    {"_id": 6, "title": None, "text": None},
]
QUERIES = [{"_id": "q1", "text": "ships"}, {"_id": "q2", "text": "titles"}, {"_id": "q3", "text": "not judged"}]
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq2\td2\t-1\nq2\td4\t1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "qrels").mkdir()
    for name, records in (("corpus", DOCUMENTS), ("queries", QUERIES)):
        lines = "".join(f"{json.dumps(record)}\n" for record in records)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    for split in ("test", "dev"):
        (tmp_path / "qrels" / f"{split}.tsv").write_text(QRELS, encoding="utf-8")
    return tmp_path


def test_a_good_folder_gives_its_practices_judged_queries_and_judgements(folder: Path) -> None:
    read = read_beir(folder)

    assert read.queries == {"q1": "ships", "q2": "titles"}
    assert read.qrels == {"q1": {"d1": 2, "d2": 0}, "q2": {"d2": -1, "d4": 1}}
    assert [(p.practice_id, p.title, [s.text for s in p.sections]) for p in read.collection.practices] == [
        ("d1", "Harbours", ["Ships meet."]),
        ("d2", "", ["No title."]),
        ("d3", "", ["No text"]),
        ("d4", "", ["Title missing."]),
        ("d5", "", ["Text missing"]),
        ("6", "", [""]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        QRELS.partition("\n")[2],
        QRELS.replace("\n", "\r\n"),
        "\ufeff" + QRELS,
        QRELS + "\n\n",
        "q1\t0\td1\t2\nq1\t0\td2\t0\nq2\t0\td2\t-1\nq2\t0\td4\t1",
        QRELS.replace("\t2\n", "\t2.0\n"),
    ],
    ids=["no header", "other line ends", "byte order mark", "blank lines", "four columns", "decimals"],
)
def test_judgements_are_the_same_however_they_are_written(folder: Path, text: str) -> None:
    (folder / "qrels" / "test.tsv").write_text(text, encoding="utf-8", newline="")

    assert read_beir(folder).qrels == {"q1": {"d1": 2, "d2": 0}, "q2": {"d2": -1, "d4": 1}}


def test_the_split_is_chosen(folder: Path) -> None:
    (folder / "qrels" / "dev.tsv").write_text("q3\td1\t1\n", encoding="utf-8")

    assert read_beir(folder, "dev").queries == {"q3": "not judged"}


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(TestCollectionError) as error:
        read_beir(folder)

    assert f"{folder / name} is missing" in str(error.value)


def test_a_missing_split_lists_the_splits_there_are(folder: Path) -> None:
    with pytest.raises(TestCollectionError, match=r"train\.tsv is missing; .* folder: dev, test\. .*--split"):
        read_beir(folder, "train")

    for path in (folder / "qrels").iterdir():
        path.unlink()
    with pytest.raises(TestCollectionError, match="the splits of this folder: none"):
        read_beir(folder)


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl"])
@pytest.mark.parametrize(
    "line",
    [b"{", b"[1]", b"7", b"null", b'"_id"', b'{"text": "x"}', b'{"_id": "\xff"}', b'{"_id": "d9"'],
    ids=["brace", "list", "number", "null", "string", "no id", "not UTF-8", "cut"],
)
def test_a_malformed_record_is_named_with_its_line(folder: Path, name: str, line: bytes) -> None:
    with (folder / name).open("ab") as file:
        file.write(b"\n" + line + b"\n")
    number = len((folder / name).read_bytes().splitlines())

    with pytest.raises(TestCollectionError) as error:
        read_beir(folder)

    assert f"{folder / name}:{number}: " in str(error.value)


@pytest.mark.parametrize(
    "line",
    [b"q1", b"q1\t1", b"q1 d1 1", b"q1\td1\tgood", b"q1\td1\t", b"q1\td1\tnan", b"q1\td1\tinf", b"q\xff\td1\t1"],
)
def test_a_malformed_judgement_is_named_with_its_line(folder: Path, line: bytes) -> None:
    with (folder / "qrels" / "test.tsv").open("ab") as file:
        file.write(line + b"\n")

    with pytest.raises(TestCollectionError) as error:
        read_beir(folder)

    assert f"{folder / 'qrels' / 'test.tsv'}:6: " in str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("corpus.jsonl", "", "holds no document"),
        ("queries.jsonl", "", "2 judged queries are missing, first 'q1'"),
        ("qrels/test.tsv", "", "judges no query"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n", "judges no query"),
    ],
)
def test_a_file_with_nothing_of_use_is_named(folder: Path, name: str, content: str, message: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")

    with pytest.raises(TestCollectionError) as error:
        read_beir(folder)

    assert str(folder / name) in str(error.value)
    assert message in str(error.value)


def test_half_characters_in_texts_and_ids_are_replaced(folder: Path) -> None:
    (folder / "corpus.jsonl").write_text(r'{"_id": "d\ud800", "title": "\udfff", "text": "x\ud83d"}', encoding="utf-8")

    (practice,) = read_beir(folder).collection.practices

    assert (practice.practice_id, practice.title, practice.sections[0].text) == ("d\ufffd", "\ufffd", "x\ufffd")


@pytest.fixture
def spanish(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same queries in another language, in a folder without a corpus."""
    folder = tmp_path_factory.mktemp("spanish")
    (folder / "qrels").mkdir()
    (folder / "queries.jsonl").write_text(
        '{"_id": "q1", "text": "barcos"}\n{"_id": "q2", "text": "títulos"}\n', "utf-8"
    )
    (folder / "qrels" / "test.tsv").write_text("q1\td1\t1\nq2\td4\t2\n", encoding="utf-8")
    return folder


def test_queries_and_judgements_may_be_those_of_another_folder(folder: Path, spanish: Path) -> None:
    read = read_beir(folder, asked_in=spanish)

    assert read.queries == {"q1": "barcos", "q2": "títulos"}
    assert read.qrels == {"q1": {"d1": 1}, "q2": {"d4": 2}}
    assert read.collection.practices == read_beir(folder).collection.practices


@pytest.mark.parametrize("name", ["queries.jsonl", "qrels/test.tsv"])
def test_what_the_other_folder_lacks_is_named_there(folder: Path, spanish: Path, name: str) -> None:
    (spanish / name).unlink()

    with pytest.raises(TestCollectionError) as error:
        read_beir(folder, asked_in=spanish)

    assert f"{spanish / name} is missing" in str(error.value)


def test_the_other_folder_has_splits_and_queries_of_its_own(folder: Path, spanish: Path) -> None:
    with pytest.raises(TestCollectionError, match="the splits of this folder: test"):
        read_beir(folder, "dev", spanish)

    (spanish / "queries.jsonl").write_text('{"_id": "q1", "text": "barcos"}\n', encoding="utf-8")
    with pytest.raises(TestCollectionError, match=f"{spanish}.*1 judged queries are missing, first 'q2'"):
        read_beir(folder, asked_in=spanish)
