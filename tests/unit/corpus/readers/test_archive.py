from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from corpus import PageError
from corpus.parsing.results import Problem, Read
from corpus.readers import READERS
from corpus.readers.archive import read_archive
from corpus.readers.zip_limits import Budget, open_archive

PAGE = b"# Clock\n\nIt ticks.\n"


def packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(data: bytes) -> list[Read | Problem]:
    return list(READERS[".zip"](data, "all.zip"))


def places(items: list[Read | Problem]) -> list[str]:
    return [item.practice.source if isinstance(item, Read) else f"{item.source}: {item.reason}" for item in items]


def test_files_of_any_format_are_read_with_their_place_in_the_archive() -> None:
    items = read(
        packed(
            {
                "folder/page.md": PAGE,
                "untitled.md": b"## Key Lessons\n\nWind it.\n",
                "table/t.csv": b"Name of it;Land\nBell;Niger\n",
                "table/mapping.toml": b'[columns]\n"Name of it" = "title"\nLand = "countries"\n',
                "__MACOSX/folder/._page.md": b"junk",
                "folder/.DS_Store": b"junk",
                "notes.xyz": b"x",
                "bad.json": b"{",
            }
        )
    )

    assert [place[:43] for place in places(items)] == [
        "all.zip!folder/page.md",
        "all.zip!untitled.md",
        "all.zip!table/t.csv:2",
        "all.zip!notes.xyz: files of type '.xyz' are",
        "all.zip!bad.json: not valid JSON: Expecting",
    ]
    assert [item.practice.title for item in items if isinstance(item, Read)] == ["Clock", "untitled", "Bell"]


def test_an_archive_in_an_archive_is_read_and_one_in_that_is_not() -> None:
    inner = packed({"a.md": PAGE, "deep.zip": packed({"b.md": PAGE})})

    assert places(read(packed({"inner.zip": inner}))) == [
        "all.zip!inner.zip!a.md",
        "all.zip!inner.zip!deep.zip: an archive in an archive in an archive is not read; unpack it.",
    ]


def test_a_file_that_cannot_be_unpacked_is_named_and_the_rest_goes_on() -> None:
    data = bytearray(packed({"a.md": PAGE, "b.md": PAGE, "c.md": PAGE}))
    at = data.index(b"b.md") + len("b.md")
    data[at : at + 4] = b"\xff\xff\xff\xff"
    locked = data.rindex(b"c.md") - 46 + 8  # the flags of its entry in the directory
    data[locked] |= 1

    first, second, third = places(read(bytes(data)))

    assert first == "all.zip!a.md"
    assert second.startswith("all.zip!b.md: 'b.md' cannot be unpacked")
    assert third == "all.zip!c.md: 'c.md' is encrypted; unpack it with its password."


@pytest.mark.parametrize("data", [b"", b"words", b"PK\3\4 and no more", b"PK\5\6" + bytes(18)])
def test_what_is_no_archive_or_empty_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(PageError, match=r"all\.zip: (not a zip archive that can be read|the archive holds no files)"):
        read(data)


def test_a_file_made_to_fill_the_memory_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(PageError, match=r"'b\.txt' unpacks from [\d,]+ to 20,000,000 bytes"):
        read(packed({"a.md": PAGE, "b.txt": b"0" * 20_000_000}))


@pytest.mark.parametrize(
    ("budget", "reason"),
    [(Budget(members=2), "holds too many files"), (Budget(size=40), "unpacks to too much")],
    ids=["members", "bytes"],
)
def test_an_archive_and_those_in_it_share_one_budget(budget: Budget, reason: str) -> None:
    with pytest.raises(PageError, match=reason):
        list(read_archive(packed({"a.md": PAGE, "b.md": PAGE, "c.md": PAGE}), "all.zip", budget))


def test_no_more_is_unpacked_than_an_archive_says() -> None:
    data = packed({"a.md": b"word " * 1000})
    lying = data.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))

    with open_archive(lying, "all.zip") as archive:
        assert archive.infolist()[0].file_size == 50
    assert places(read(lying))[0].startswith("all.zip!a.md: 'a.md' cannot be unpacked")
