"""Hostile files through all stages of a build: ``python -m tests.bench.hostile [--files 5000] [--seed 1]``.

Random bytes, truncated files of every registered format, deep nesting, wrong endings, bombs, absurd PDF pages, huge
lines, invalid encodings and NULs. Prints what became of them, the slowest, and the peak memory of this process and of
its workers. No file may crash the reading, take longer than 10 seconds or more than 1 GiB. What was read then becomes
an index, with vectors of hashed words: no practice may end the build. Each stage alone: :mod:`tests.bench.stages`.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import resource
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path

from corpus import Limit, Practice, default_counter
from corpus.loading.collect import Collection
from corpus.loading.sandbox import Sandbox
from corpus.parsing.results import Problem
from corpus.readers import READERS
from index.build.builder import build_snapshot
from index.snapshot.snapshot import Snapshot
from tests.support.hashing_embedder import HashingEmbedder

Make = Callable[[random.Random], bytes]

PAGE = (
    "Repository of Practices\nThe Tide Clock\nDates\n2018 - 2020\nCountry:\nNiger\nSummary\nIt ticks for everybody at "
    "the coast.\nKey Lessons\nWind it daily.\n\n- early\n- late\n\nNewsletter\n"
)
RECORD = json.dumps({"title": "The Tide Clock", "country": "Niger", "summary": "It ticks.", "dates": "2018"})
MANY = (50, 900, 5_000, 100_000)


def word_file(text: str = PAGE) -> bytes:
    """Make a real Word file with a heading, a form and a list."""
    import docx

    document = docx.Document()
    document.add_heading("The Tide Clock", 0)
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("Country", "Niger", "Summary", "It ticks."), strict=True):
        cell.text = words
    for line in text.split("\n"):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_file(lines: int = 60, size: tuple[float, float] = (595, 842)) -> bytes:
    """Make a real PDF of two pages."""
    from reportlab.pdfgen import canvas

    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=size)
    for _ in range(2):
        page.setFont("Helvetica-Bold", 18)
        page.drawString(72, 780, "The Tide Clock")
        page.setFont("Helvetica", 10)
        for number in range(lines):
            page.drawString(72, 760 - 12 * number, f"It ticks for everybody at the coast, line {number}.")
        page.showPage()
    page.save()
    return stream.getvalue()


def zip_of(members: dict[str, bytes]) -> bytes:
    """Make a zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def workbook() -> bytes:
    """Make a real spreadsheet, one practice a row."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for row, values in enumerate([["Title", "Country", "Summary"], ["The Tide Clock", "Niger", "It ticks."]]):
            sheet.write_row(row, 0, values)
    return stream.getvalue()


REAL: dict[str, Callable[[], bytes]] = {
    ".csv": lambda: b"title,country,summary\nThe Tide Clock,Niger,It ticks.\n",
    ".doc": word_file,
    ".docm": word_file,
    ".docx": word_file,
    ".htm": lambda: f"<html><main><h1>Clock</h1><p>{PAGE}</p><table><tr><td>a<td>b</table></main></html>".encode(),
    ".html": lambda: f"<html><main><h1>Clock</h1><h2>Summary</h2><ul><li>{PAGE}</ul></main></html>".encode(),
    ".json": lambda: f"[{RECORD},{RECORD}]".encode(),
    ".jsonl": lambda: f"{RECORD}\n{RECORD}\n".encode(),
    ".markdown": lambda: b"---\ntitle: Clock\ncountry: [Niger]\n---\n\n## Summary\n\nIt *ticks*.\n",
    ".md": lambda: b"---\ntitle: Clock\n---\n\n## Summary\n\n- It ticks.\n  - Daily [here](http://x.org).\n",
    ".pdf": pdf_file,
    ".txt": PAGE.encode,
    ".xlsx": workbook,
    ".zip": lambda: zip_of({"a.txt": PAGE.encode(), "b/c.json": RECORD.encode()}),
}
"""A good file of each format; a format without one here gets those of the others."""


def random_bytes(chance: random.Random) -> bytes:
    """Noise of any length."""
    return chance.randbytes(chance.choice((1, 10, 500, 20_000, 500_000)))


def random_text(chance: random.Random) -> bytes:
    """Characters of any script, controls and marks among them."""
    codes = (chance.choice((chance.randrange(0x250), chance.randrange(0xD800), 10)) for _ in range(5_000))
    return "".join(map(chr, codes)).encode()


def truncated(chance: random.Random) -> bytes:
    """Make a good file of some format, cut, with bytes changed, doubled or with a part left out."""
    data = bytearray(chance.choice(list(REAL.values()))())
    at, to = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    kind = chance.randrange(4)
    if kind == 0:
        return bytes(data[:at])
    if kind == 1:
        return bytes(data[:at] + data[to:])
    if kind == 2:
        return bytes(data[:to] + data[at:])
    for _ in range(chance.randrange(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def deep(chance: random.Random) -> bytes:
    """Nesting without end, in one notation or another."""
    times = chance.choice(MANY)
    opening, middle, closing = chance.choice(
        [
            ("<div>", "x", "</div>"),
            ("<ul><li>", "x", ""),
            ("<table><tr><td>", "x", ""),
            ("<b><a href='http://x'>", "x", ""),
            ("<header>", "<h1>x</h1>", "</header>"),
            ("<svg><p>", "x", ""),
            ("[", "1", "]"),
            ('{"a":', "1", "}"),
            ("> ", "x", ""),
            ("- ", "x", ""),
            ("*a _b ", "x", "_ *"),
            ("[a](", "x", ")"),
            ("![", "x", "](y)"),
            ("`", "x", ""),
            ("<!--", "x", ""),
        ]
    )
    return (opening * times + middle + closing * times).encode()


def deep_front_matter(chance: random.Random) -> bytes:
    """YAML that nests, refers to itself, or is hard to construct."""
    times = chance.choice((50, 900, 20_000))
    block = chance.choice(
        [
            "a: " + "[" * times + "]" * times,
            "".join(f"{' ' * level}a:\n" for level in range(min(times, 900))),
            "a: &a [x,x]\n" + "".join(f"b{n}: &b{n} [*a,*a]\n" for n in range(20)),
            "a: !!python/object/apply:os.system [x]",
            "a: 0x" + "f" * times,
            "a: " + ":".join(["59"] * times),
            "a: " + "- " * times,
            "? " * times,
            "a: !!float " + "9" * times,
            "a: " + "{a: " * times,
        ]
    )
    return f"---\n{block}\n---\n\n# Clock\n\ntext\n".encode()


def huge_line(chance: random.Random) -> bytes:
    """Megabytes without a line end."""
    unit = chance.choice(
        ["a", "ab ", ": ", "1,", "- ", "( ", "\t", "é", "[", "|", "#", "\\", "&lt;", "-", "_", "~~~", "."]
    )
    return (unit * (chance.choice((50_000, 1_000_000, 4_000_000)) // len(unit))).encode()


def many_lines(chance: random.Random) -> bytes:
    """Very many small lines or elements."""
    unit = chance.choice(
        '\n|a\n|Summary\n|Country: Niger\n|- a\n|# a\n|<p>a|<br>|{}\n|{"title":"a"}\n|<h1>A|<a href=x>a</a>|'
        "Skip to main content\n|Repository of Practices\nA\n|[a]: b\n|> a\n|a,b\n".split("|")
    )
    return (unit * (chance.choice((20_000, 200_000, 1_000_000)) // len(unit))).encode()


def mixed_encoding(chance: random.Random) -> bytes:
    """Bytes that are in no encoding, or in one that they do not say."""
    text = PAGE * chance.choice((1, 50))
    return chance.choice(
        [
            text.encode("utf-16"),
            text.encode("utf-16-le"),
            text.encode("utf-32"),
            text.encode() + b"\xff\xfe\xc3(" * 200,
            b"\xff\xfe" + text.encode(),
            "é à ü ñ ç\n".encode("latin-1") * 5_000,
            b"\xef\xbb\xbf" * 3 + text.encode(),
            b"<meta charset=utf-16>" + text.encode(),
            b"<meta charset=unicode_escape>" + b"\\ud800" * 100,
            bytes(range(128, 256)) * 4_000,
        ]
    )


def with_nulls(chance: random.Random) -> bytes:
    """Make a good text with NULs in it, or nothing else."""
    return chance.choice(
        [b"\0" * 100_000, PAGE.replace("\n", "\0\n").encode(), b"{\0}" * 5_000, b"\0\1" + PAGE.encode()]
    )


def bomb(chance: random.Random) -> bytes:
    """Make archives and Office files that unpack to very much."""
    size = chance.choice((2**24, 2**28, 2**30))
    part = chance.choice(
        [" ", "<w:p><w:r><w:t>x</w:t></w:r></w:p>", "<w:tbl>", "<w:sdt><w:sdtContent>", "<row><c><v>1</v></c></row>"]
    )
    packed, length = _packed(part, size)
    name = chance.choice(
        ["word/document.xml", "xl/worksheets/sheet1.xml", "word/styles.xml", "a.txt", "[Content_Types].xml"]
    )
    good = chance.choice([word_file(), workbook(), zip_of({"z.txt": b"x"})])
    return _with_member(good, name, packed, length)


@lru_cache
def _packed(part: str, size: int) -> tuple[bytes, int]:
    """Deflate a part again and again; return how many bytes that stands for, too."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = (part * (2**20 // len(part) + 1)).encode()
    times = size // len(block)
    return b"".join(packer.compress(block) for _ in range(times)) + packer.flush(), times * len(block)


def _with_member(archive: bytes, name: str, packed: bytes, length: int) -> bytes:
    """Make an archive in which one member is replaced by raw deflated bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        info = zipfile.ZipInfo(name)
        new.writestr(info, packed)
        info.compress_type, info.file_size = zipfile.ZIP_DEFLATED, length
    data = bytearray(stream.getvalue())
    at = info.header_offset  # the local header says the same as the directory
    data[at + 8 : at + 10] = (8).to_bytes(2, "little")
    data[at + 22 : at + 26] = length.to_bytes(4, "little")
    return bytes(data)


def hostile_pdf(chance: random.Random) -> bytes:
    """PDFs with absurd pages, pages that contain themselves, huge streams, and very many objects."""
    kind = chance.randrange(6)
    if kind == 0:
        return pdf_file(5, (chance.choice((0.1, 1e7, 1e30)), chance.choice((0.1, 1e7))))
    if kind == 1:
        return _pdf(b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>", b"")
    if kind == 2:
        return _pdf(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"/X Do " * 100_000, b"/XObject<</X 4 0 R>>")
    if kind == 3:
        return _pdf(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"BT /F 9 Tf (x) Tj ET " * chance.choice((1_000, 500_000)))
    if kind == 4:
        return _pdf(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"q " * 3_000_000)
    return re.sub(rb"\d+ 0 R", lambda _: b"%d 0 R" % chance.randrange(12), pdf_file())


def _pdf(pages: bytes, content: bytes, resources: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        pages,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<" + font + resources + b">>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<"
        + font
        + resources
        + b">>/Filter/FlateDecode/Length %d>>"
        b"\nstream\n" % len(packed) + packed + b"\nendstream",
    ]
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        data
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF" % len(data)
    )


def hostile_word(chance: random.Random) -> bytes:
    """Word files whose XML nests, goes in circles, or is none."""
    times = chance.choice((10, 200, 240, 5_000))
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    opening, closing = chance.choice(
        [
            ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
            ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
            ("<w:ins>", "</w:ins>"),
            ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
            ("<w:link w:val='x'>", "</w:link>"),
        ]
    )
    with zipfile.ZipFile(io.BytesIO(word_file())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    body = opening * times + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + closing * times
    entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    body += "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"
    xml = f"{chance.choice(['', entity])}<w:document {names}><w:body>{body}</w:body></w:document>"
    members[chance.choice(["word/document.xml", "word/styles.xml", "word/numbering.xml"])] = xml.encode()
    return zip_of(members)


MAKERS: list[Make] = [
    random_bytes,
    random_text,
    truncated,
    truncated,
    truncated,
    deep,
    deep,
    deep_front_matter,
    huge_line,
    many_lines,
    mixed_encoding,
    with_nulls,
    hostile_pdf,
    hostile_word,
]
FILES_A_BUILD = 250
BOMBS_IN = 60
"""One file of so many is a bomb; to make one takes as long as to read it."""


def hostile_files(folder: Path, files: int, seed: int) -> Iterator[Path]:
    """So many hostile files in a folder, the same for the same seed; their endings are right, or any."""
    chance = random.Random(seed)
    likely = {hostile_pdf: [".pdf"], hostile_word: [".docx", ".docm"], deep_front_matter: [".md", ".markdown"]}
    for number in range(files):
        make = bomb if number % BOMBS_IN == 7 else chance.choice(MAKERS)
        endings = sorted(READERS) if chance.random() < 0.3 else likely.get(make, sorted(READERS))
        path = folder / f"{number:05}-{make.__name__}{chance.choice(endings)}"
        path.write_bytes(make(chance))
        yield path


def outcome(path: Path, guard: Sandbox) -> tuple[str, float, list[Practice]]:
    """Tell what became of one file, in a few words, the seconds that it took, and what was read."""
    started = time.perf_counter()
    items = list(guard.read(READERS[path.suffix], path, path.name))
    seconds = time.perf_counter() - started
    kinds = {
        re.sub(r"[^a-z ].*", "", item.reason[:60].lower()) if isinstance(item, Problem) else "read" for item in items
    }
    practices = [item.practice for item in items if not isinstance(item, Problem)]
    return ", ".join(sorted(kinds)) or "nothing", seconds, practices


def build(practices: Sequence[Practice], folder: Path) -> tuple[float, list[str]]:
    """Take practices through all stages of a build; return the CPU seconds, and what a stage could not take."""
    numbered = [replace(practice, practice_id=f"p{number}") for number, practice in enumerate(practices)]
    started = time.process_time()
    report = build_snapshot(folder, Collection(numbered), HashingEmbedder(), Limit(default_counter(), 200))
    Snapshot.open(folder)
    return time.process_time() - started, [f"{problem['source']}: {problem['reason']}" for problem in report.problems]


def main() -> None:
    """Make the files, read them, build an index of what was read, and say what became of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=5_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    outcomes: Counter[str] = Counter()
    slowest: list[tuple[float, str, str]] = []
    builds: list[tuple[float, int, int]] = []
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as index, Sandbox() as guard:
        paths = hostile_files(Path(folder), chosen.files, chosen.seed)
        while some := list(islice(paths, FILES_A_BUILD)):
            read: list[Practice] = []
            for path in some:
                kind, seconds, practices = outcome(path, guard)
                read += practices
                outcomes[kind] += 1
                slowest = sorted([(seconds, path.name, kind), *slowest], reverse=True)[:15]
                path.unlink()
            seconds, untaken = build(read, Path(index))
            builds.append((seconds, len(read), sum(len(section.text) for p in read for section in p.sections)))
            problems += untaken
    for kind, count in outcomes.most_common():
        print(f"{count:6}  {kind}")
    print("slowest to read:")
    for seconds, name, kind in slowest:
        print(f"{seconds:8.2f} s  {name}  {kind}")
    print(f"builds of {FILES_A_BUILD} files each, the slowest first:")
    for seconds, count, characters in sorted(builds, reverse=True)[:5]:
        print(f"{seconds:8.2f} s  {count} practices, {characters / 1e6:.2f} million characters")
    print(f"not taken by a stage: {len(problems)}", *problems[:5], sep="\n")
    for who, whose in (("this process", resource.RUSAGE_SELF), ("a worker at most", resource.RUSAGE_CHILDREN)):
        print(f"peak memory of {who}: {resource.getrusage(whose).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
