from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from corpus.loading.collect import BUILT_IN, read_file
from corpus.loading.inspection import inspect_file
from corpus.loading.sandbox import Sandbox
from corpus.parsing.coverage import measure_coverage, words_in
from corpus.parsing.results import Read
from corpus.readers import READERS
from corpus.vocabularies.page_labels import PAGE_FIELD_LABELS, SECTION_LABELS
from service.cli.app import app

PAGE = """Repository of Practices
The Tide Clock

Primary GCM Objectives
7 - Address and reduce vulnerabilities in migration
Dates
March 2018 - Present
Country:
Niger and Mali
Kosovo*
Regions:
none
Summary
A clock tells the tide.
Key Lessons
Innovation
- It needs no sea.
- It rings.
Date submitted:
12 March 2021
*References to Kosovo shall be understood to be in the context of a resolution.
Newsletter
"""


@pytest.fixture(scope="module")
def guard() -> Iterator[Sandbox]:
    with Sandbox() as guard:
        yield guard


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_each_field_is_shown_as_stated_none_or_unknown_with_what_the_page_wrote(page: Path) -> None:
    [found] = inspect_file(page).practices

    fields = {field.name: (field.state, field.values, field.as_written) for field in found.fields}
    assert fields["primary_objectives"] == (
        "stated",
        ("7. Address and reduce vulnerabilities in migration",),
        ("7 - Address and reduce vulnerabilities in migration",),
    )
    assert fields["dates"] == ("stated", ("2018-03 to ongoing",), ("March 2018 - Present",))
    assert fields["countries"] == ("stated", ("Niger (NE)", "Mali (ML)"), ("Niger and Mali", "Kosovo*"))
    assert fields["regions"] == ("none", (), ("none",))
    assert fields["submitted"] == ("stated", ("2021-03-12",), ("12 March 2021",))
    assert fields["sdgs"] == ("unknown", (), ())
    assert found.kept_as_written == {
        "countries": "Kosovo*",
        "footnote": "*References to Kosovo shall be understood to be in the context of a resolution.",
    }


def test_sections_furniture_and_labels_are_shown_and_every_word_is_placed(page: Path) -> None:
    [found] = inspect_file(page).practices

    assert [(s.kind, s.heading, s.words, s.begins) for s in found.sections] == [
        ("summary", "Summary", 5, "A clock tells the tide."),
        ("innovation", "Innovation", 6, "- It needs no sea. - It rings."),
    ]
    assert found.furniture == (
        "Repository of Practices",
        "*References to Kosovo shall be understood to be in the context of a resolution.",
        "Newsletter",
    )
    assert "Key Lessons" in found.labels
    assert (found.words, found.share, found.content_share, found.lost) == (len(words_in(PAGE)), 1.0, 1.0, ())


def test_a_word_that_is_nowhere_is_counted_and_named() -> None:
    [read] = READERS[".txt"](PAGE.encode(), "page.txt")
    assert isinstance(read, Read)

    counted = measure_coverage(Read(read.practice, read.furniture, seen="tide tide sea newsletter adrift", written={}))

    assert (counted.words, counted.furniture, counted.lost) == (5, 1, ("tide", "adrift"))
    assert (counted.share, counted.content_share) == (0.6, 0.5)


def test_the_command_prints_text_or_one_json_object(page: Path) -> None:
    text = CliRunner().invoke(app, ["inspect", str(page)])
    plain = CliRunner().invoke(app, ["inspect", str(page), "--json"])

    assert (text.exit_code, plain.exit_code) == (0, 0)
    assert "sdgs                  unknown" in text.stdout
    assert "dates                 2018-03 to ongoing  (as written: March 2018 - Present)" in text.stdout
    assert "are in some field, section or furniture;" in text.stdout
    [found] = json.loads(plain.stdout)["practices"]
    assert found["share"] == 1.0


def test_a_file_that_cannot_be_read_says_why_and_fails(tmp_path: Path) -> None:
    (tmp_path / "page.json").write_text("{", encoding="utf-8")

    result = CliRunner().invoke(app, ["inspect", str(tmp_path / "page.json")])

    assert result.exit_code == 1
    assert "PROBLEM: " in result.stdout
    assert "not valid JSON" in result.stdout
    assert "no practice could be read" in result.stderr


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.md")), ids=lambda path: path.stem[:40])
def test_every_word_of_the_built_in_collection_is_placed(path: Path, guard: Sandbox) -> None:
    [item] = read_file(path, guard)

    assert isinstance(item, Read)
    assert measure_coverage(item).lost == ()
    assert measure_coverage(item).words > 50


def test_every_word_of_the_real_pages_and_projects_is_placed(shared: Path, guard: Sandbox) -> None:
    for path in sorted((shared / "data" / "practices").iterdir()):
        counted = [measure_coverage(item) for item in read_file(path, guard) if isinstance(item, Read)]

        assert counted
        assert Counter(word for one in counted for word in one.lost) == {}


words = st.from_regex(r"[a-zé]{2,8}", fullmatch=True)
phrases = st.lists(words, min_size=1, max_size=4).map(" ".join)
prose = st.lists(words, min_size=1, max_size=30).map(lambda found: " ".join(found).capitalize() + ".")
values = st.sampled_from(
    ["Niger, Mali and Chad", "2018 - Present", "7, 8 & 23", "IOM (IOM)", "Law", "12 March 2021", "Kosovo*"]
)
headings = (
    st.sampled_from(sorted(SECTION_LABELS)) | phrases.map(str.title) | st.sampled_from(["1. Summary", "II. Media:"])
)
labels = st.sampled_from(sorted(PAGE_FIELD_LABELS)) | st.sampled_from(["Country: Niger", "Dates:", "Pays : Mali"])
Part = tuple[str, list[str]]
parts: st.SearchStrategy[Part] = st.one_of(
    st.tuples(st.just("heading"), headings.map(lambda text: [text])),
    st.tuples(st.just("label"), st.tuples(labels, values).map(list)),
    st.tuples(st.just("label"), labels.map(lambda text: [text])),
    st.tuples(st.just("list"), st.lists(phrases, min_size=1, max_size=4)),
    st.tuples(st.just("prose"), prose.map(lambda text: [text])),
    st.tuples(st.just("prose"), phrases.map(lambda text: [text])),
)


def as_text(title: str, page: list[Part]) -> str:
    items = {"list": "- {}".format}
    return "\n".join([title, *("\n" + "\n".join(map(items.get(kind, str), lines)) for kind, lines in page)])


def as_markdown(title: str, page: list[Part]) -> str:
    items = {"list": "- {}".format, "heading": "## {}".format, "label": "**{}**\n".format}
    return "\n\n".join([f"# {title}", *("\n".join(map(items.get(kind, str), lines)) for kind, lines in page)])


def as_html(title: str, page: list[Part]) -> str:
    tags = {"list": "<ul>{}</ul>", "heading": "{}", "label": "<dl>{}</dl>", "prose": "{}"}
    marks = {"list": "li", "heading": "h2", "label": "dt", "prose": "p"}
    body = (
        tags[kind].format("".join(f"<{marks[kind]}>{html.escape(line)}</{marks[kind]}>" for line in lines))
        for kind, lines in page
    )
    return f"<nav>Home</nav><main><h1>{html.escape(title)}</h1>{''.join(body)}</main>"


@pytest.mark.parametrize(
    ("ending", "write"), [(".txt", as_text), (".md", as_markdown), (".html", as_html)], ids=["text", "markdown", "html"]
)
@settings(deadline=None, max_examples=200)
@given(page=st.lists(parts, max_size=15))
def test_every_word_of_a_generated_page_is_placed_as_often_as_it_stands_there(
    ending: str, write: Callable[[str, list[Part]], str], page: list[Part]
) -> None:
    items = list(READERS[ending](write("The Tide Clock", page).encode(), f"page{ending}"))

    reads = [item for item in items if isinstance(item, Read)]
    written = Counter(words_in(" ".join(["The Tide Clock", *(line for _, lines in page for line in lines)])))
    met = Counter(word for read in reads for word in words_in(read.seen))
    assert written - met == Counter()
    assert [measure_coverage(read).lost for read in reads] == [()] * len(reads)
