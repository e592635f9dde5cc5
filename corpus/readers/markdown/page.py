"""Markdown pages with values above their text: the form of the built-in collection."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.parsing.page import read_page
from corpus.parsing.record import take_fields
from corpus.parsing.results import Item, name_of, read_item
from corpus.parsing.titles import set_unrendered_aside, title_notes
from corpus.readers.markdown.footnotes import number_footnotes
from corpus.readers.markdown.front_matter import split_front_matter
from corpus.readers.markdown.lines import markdown_lines
from corpus.readers.registry import Reader
from corpus.text.decoding import decode
from corpus.text.templates import is_unrendered, without_templates


def read_markdown(data: bytes, source: str) -> Iterator[Item]:
    """Read the practice of a Markdown file: fields from the front matter, sections from the headings."""
    text, encoding = decode(data, source)
    values, text = split_front_matter(text, source)
    record = take_fields(values)
    text, templates = without_templates(text)
    marked_lines, struck = markdown_lines(number_footnotes(text))
    lines, notes = set_unrendered_aside(marked_lines, name_of(source))
    titles = record.written.pop("title", [])
    page = read_page(lines, next((title for title in titles if not is_unrendered(title)), None))
    page.written.setdefault("title", []).extend(title for title in titles if is_unrendered(title))
    for name, written in record.written.items():
        if (other := page.written.get(name, written)) != written:
            record.extra[f"{name} in the text"] = "; ".join(other)
        page.written[name] = written
    aside = [*templates, *struck]
    yield read_item(
        page.written,
        (*record.sections, *page.sections),
        source,
        identity=record.identity,
        extra=page.footnotes | record.extra,
        furniture=[*page.furniture, *aside],
        encoding=encoding,
        seen="\n".join([*(line.text for line in lines), *record.values, *aside]),
        labels=[*page.labels, record.identity],
        notes=[*notes, *title_notes(page, lines)],
        file_name=name_of(source),
    )


READER = Reader("Markdown", (".markdown", ".md"), read_markdown)
