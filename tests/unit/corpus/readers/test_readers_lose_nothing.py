from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import PageError
from corpus.model import Practice
from corpus.parsing.results import Problem, Read
from corpus.readers import READERS
from tests.support.suites.readers import LABELS, SITE_LINES

NAMES = [*LABELS, "id", "text", "sections", "objectives", "x"]
HEADINGS = "Summary|Key Lessons|Innovation|Organizations|Media|Country:|Regions:|Dates|Type of practice|SDGs".split("|")

words = st.from_regex(r"[a-zé]{2,8}", fullmatch=True)
prose = st.lists(words, min_size=1, max_size=30).map(lambda sentence: " ".join(sentence).capitalize() + ".")
phrases = st.lists(words, min_size=1, max_size=4).map(" ".join)
lines = st.one_of(
    prose, phrases, st.just(""), st.sampled_from(HEADINGS), st.sampled_from(SITE_LINES), phrases.map("- {}".format)
)
pages = st.lists(lines, min_size=1, max_size=25)
records = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)),
    max_leaves=12,
)
quickly = settings(deadline=None, max_examples=50)


def read(ending: str, data: bytes) -> list[Read | Problem]:
    try:
        return list(READERS[ending](data, f"page{ending}"))
    except PageError:
        return []


@quickly
@given(record=st.dictionaries(st.sampled_from(NAMES), records))
def test_no_record_raises_and_every_practice_can_be_stored(record: dict[str, object]) -> None:
    data = json.dumps({"title": "Clock", **record}).encode()

    for item in read(".json", data) + read(".jsonl", data) + read(".md", b"---\n" + data + b"\n---\n"):
        if isinstance(item, Read):
            stored = json.dumps(item.practice.to_dict(), ensure_ascii=False).encode()
            assert Practice.from_dict(json.loads(stored)) == item.practice


def all_words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def kept_words(item: Read) -> set[str]:
    practice = item.practice
    stated = (value for name, value in practice.to_dict().items() if name not in ("practice_id", "source", "sections"))
    headed = [f"{section.heading or ''}\n{section.text}" for section in practice.sections]
    dates = astuple(practice.dates) if practice.dates else ()
    return all_words("\n".join([*map(str, stated), *headed, *item.furniture, *map(str, dates)]))


def as_html(page: list[str]) -> str:
    return "<main>" + "".join(f"<p>{html.escape(line)}</p>\n" for line in page) + "</main>"


@pytest.mark.parametrize(
    ("ending", "write"),
    [(".txt", "\n".join), (".html", as_html), (".md", "\n\n".join)],
    ids=["text", "html", "markdown"],
)
@settings(deadline=None, max_examples=50)
@given(page=pages)
def test_every_word_of_a_page_is_kept_somewhere(
    ending: str, write: Callable[[list[str]], str], page: list[str]
) -> None:
    items = read(ending, write(page).encode())

    kept = set().union(*(kept_words(item) for item in items if isinstance(item, Read)))
    assert all_words("\n".join(line for line in page if line not in HEADINGS)) - kept == set()
