"""What is markup of a Markdown page, and what is its text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Practice
from corpus.parsing.coverage import measure_coverage
from corpus.parsing.results import Problem, Read
from corpus.readers.html.page import read_html
from corpus.readers.jsonlines import read_json
from corpus.readers.markdown import read_markdown
from corpus.readers.text import read_text
from tests.support.growth import grows_in_proportion

WORDS = st.lists(st.text("abcdefgh", min_size=3, max_size=8), min_size=1, max_size=6).map(" ".join)


def read_page(text: str, source: str = "folder/page.md") -> Read:
    (item,) = read_markdown(text.encode(), source)
    assert isinstance(item, Read)
    return item


def read(text: str) -> Practice:
    return read_page(text).practice


def summary(text: str) -> str:
    return read(f"# Clock\n\n## Summary\n\n{text}\n").sections[0].text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("The <b>clock</b> ticks &amp; <span style='color:red'>rings</span>.", "The clock ticks & rings."),
        ("By day<br>and night.", "By day\nand night."),
        ("It ticks.<!-- ask Kofi -->", "It ticks."),
        ("<!--\n## Internal\n\nNot for print.\n-->\nIt ticks.", "It ticks."),
        ("<!-- never closed\nIt ticks.", "never closed\nIt ticks."),
        ("<table><tr><th>Town</th><th>Year</th></tr><tr><td>Zinder</td><td>2019</td></tr></table>",
         "Town: Zinder; Year: 2019"),
        ("A box costs 320<sup>1</sup> francs.", "A box costs 320 [1] francs."),
        ("The roof has 40 m<sup>2</sup>.", "The roof has 40 m²."),
        ("~~Three~~ Four boats.", "Four boats."),
        ("**重点：**内容很多。", "重点：内容很多。"),
        ("A 5\\* clock, 2 * 3 big.", "A 5* clock, 2 * 3 big."),
        ("- [x] wound\n- [ ] oiled", "- ☑ wound\n- ☐ oiled"),
        ("See [the log][1].\n\n[1]: https://example.org/log", "See the log."),
        ("It costs 320[^1] francs[^why].\n\n[^why]: By hand.\n[^1]: In 2021.",
         "It costs 320 [1] francs [2].\n\n[2] By hand.\n\n[1] In 2021."),
        ("A mark[^none] without a note.", "A mark[^none] without a note."),
        ("```\na[^1] = {{ b }}\n```", "a[^1] ="),
    ],
)  # fmt: skip
def test_the_text_stays_and_the_markup_goes(written: str, text: str) -> None:
    assert summary(written) == text


@given(WORDS, WORDS, st.sampled_from(["b", "i", "em", "strong", "span", "u", "small", "kbd", "a href='x'"]))
def test_a_tag_in_a_sentence_changes_nothing_of_it(first: str, second: str, tag: str) -> None:
    assert summary(f"{first} <{tag}>{second}</{tag.split()[0]}> end.") == f"{first} {second} end."


@given(st.integers(1, 999), st.text("abc019", min_size=1, max_size=4))
def test_a_footnote_never_joins_the_figure_before_it(figure: int, name: str) -> None:
    text = summary(f"It costs {figure}[^{name}] francs.\n\n[^{name}]: In 2021.")

    assert text.startswith(f"It costs {figure} [1] francs.")


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "Clock"\ncountry: Niger\ntags: [a, b]\n---\n',
        '+++\ntitle = "Clock"\ncountry = "Niger"\ntags = ["a", "b"]\n+++\n',
        '{\n"title": "Clock",\n"country": "Niger",\n"tags": ["a", "b"]\n}\n',
    ],
)
def test_front_matter_of_each_kind_gives_the_same(front: str) -> None:
    practice = read(f"{front}\n## Summary\n\nIt ticks.\n")

    assert (practice.title, practice.countries, practice.extra["tags"]) == ("Clock", ("NE",), '["a", "b"]')


@pytest.mark.parametrize("text", ["{not json}\n# Clock\n", "{}\n# Clock\n", '{"a": 1} is a set.\n# Clock\n'])
def test_a_brace_that_opens_no_front_matter_is_text(text: str) -> None:
    assert text.split("\n")[0] in read(text).sections[0].text


def test_toml_that_cannot_be_read_is_refused_with_the_reason() -> None:
    with pytest.raises(Exception, match=r"page\.md: the front matter is not valid TOML: "):
        list(read_markdown(b"+++\ntitle = \n+++\n", "page.md"))


def test_templates_are_set_aside_and_counted() -> None:
    item = read_page("# Clock\n\n## Summary\n\n{% include banner.html %}\nIt ticks.\n\n{{< figure src='a.png' >}}\n")

    assert item.practice.sections[0].text == "It ticks."
    assert item.furniture == ("{% include banner.html %}", "{{< figure src='a.png' >}}")
    assert measure_coverage(item).lost == ()


TEMPLATES = ["{{ page.title }}", "{% block title %}", "<%= title %>", "${title}", "[% title %]", "<?= $title ?>"]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(
    "page",
    [
        "---\ntitle: {}\n---\n\n# The Tide Clock\n\n## Summary\n\nIt ticks.\n",
        "# {}\n\nThe Tide Clock\n\n## Summary\n\nIt ticks.\n",
    ],
)
def test_a_title_that_is_a_template_counts_as_none_and_that_is_said(page: str, template: str) -> None:
    item = read_page(page.format(template))

    assert (item.practice.title, item.practice.sections[-1].text) == ("The Tide Clock", "It ticks.")
    assert item.notes[0] == f"folder/page.md: its title {template!r} is a template that was never filled in."
    assert measure_coverage(item).lost == ()


@pytest.mark.parametrize("template", TEMPLATES)
def test_pages_of_all_formats_take_no_template_for_a_title(template: str) -> None:
    (html,) = read_html(
        f"<h1>{template.replace('<', '&lt;')}</h1><h2>Summary</h2><p>It ticks.</p>".encode(), "a/tide.html"
    )
    (text,) = read_text(f"{template}\n\nThe Tide Clock\n\nSummary\n\nIt ticks.\n".encode(), "a/tide.txt")
    (record,) = read_json(b'{"title": "%s", "text": "It ticks."}' % template.encode(), "a/tide.json")

    assert isinstance(html, Read)
    assert isinstance(text, Read)
    assert isinstance(record, Problem)
    assert (html.practice.title, text.practice.title) == ("tide", "The Tide Clock")
    assert html.notes == (
        f"a/tide.html: its title {template!r} is a template that was never filled in.",
        "a/tide.html: it has no title; named after its file.",
    )
    assert "is a template that was never filled in. no title found" in record.reason


def test_a_page_without_a_title_is_named_after_its_file_and_that_is_said() -> None:
    item = read_page("## Summary\n\nIt ticks.\n", "folder/tide-clock.md")

    assert (item.practice.title, item.notes) == (
        "tide-clock",
        ("folder/tide-clock.md: it has no title; named after its file.",),
    )


def test_a_first_line_that_no_markup_calls_a_title_is_taken_for_one_and_that_is_said() -> None:
    item = read_page("The Tide Clock\n\n## Summary\n\nIt ticks.\n")

    assert item.practice.title == "The Tide Clock"
    assert item.notes == ("folder/page.md: no heading is marked as its title; its first line was taken.",)


@given(st.text("# *_~`[]^:<>!-\n\\abé{}%1|", max_size=80))
def test_no_word_of_a_page_is_lost_whatever_its_markup(text: str) -> None:
    for item in read_markdown(f"# Clock\n\n{text}".encode(), "page.md"):
        if isinstance(item, Read):
            assert measure_coverage(item).lost == ()


@pytest.mark.parametrize(
    "unit", ["a[^1] ", "<b>a</b> ", "**a：**b ", "{{ a }} ", "~~a~~ ", "<!-- ", "{{ ", "[^a]: b\n", "[ "]
)
def test_reading_takes_time_in_proportion_to_the_page(unit: str) -> None:
    def read(count: int) -> None:
        list(read_markdown(f"# Clock\n\n## Summary\n\n{unit * count}\n\n[^1]: b".encode(), "page.md"))

    assert grows_in_proportion(read, 2000)
