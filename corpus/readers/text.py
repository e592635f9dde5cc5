"""Plain text: the two known captures of the site's pages, with and without the values of their labels."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from corpus.parsing.column_mapping import NO_MAPPING
from corpus.parsing.fields import Written
from corpus.parsing.page import Line, read_page, split_pages
from corpus.parsing.results import Item, name_of, read_item
from corpus.parsing.table_rows import find_sheet
from corpus.parsing.tables.grid import CellGrid, TableRow
from corpus.parsing.titles import set_unrendered_aside, title_notes
from corpus.readers.delimited import read_delimited
from corpus.readers.registry import Reader
from corpus.text.decoding import Encoding, decode
from corpus.vocabularies.page_labels import is_menu_start, is_site_name, page_field, site_section

_SEARCHED = 30
"""Lines of a text that may turn out to be the rows of a table."""


def read_text(data: bytes, source: str) -> Iterator[Item]:
    """Read the practices of a text file, one for each page in it; a table with tabs, as Excel saves it, by its rows."""
    text, encoding = decode(data, source)
    if _is_table(text):
        yield from read_delimited(data, source)
        return
    yield from read_lines(_mark_menus([Line(line) for line in text.split("\n")]), source, encoding, is_plain=True)


def read_lines(
    lines: Sequence[Line],
    source: str,
    encoding: Encoding,
    stated: Written | None = None,
    extra: Mapping[str, str] | None = None,
    *,
    is_plain: bool = False,
) -> Iterator[Item]:
    """Read the practices of a page in lines; one without a title line is named after its file.

    :param stated: values that the file states outside its text, for the first page in it; ``extra`` likewise.
    :param is_plain: whether its first line is its title because nothing in its format could call another one so.
    """
    for as_split in split_pages(lines):
        page_lines, notes = set_unrendered_aside(as_split, name_of(source))
        page = read_page(page_lines)
        page.written = (stated or {}) | page.written
        yield read_item(
            page.written,
            page.sections,
            source,
            extra=page.footnotes | dict(extra or {}),
            furniture=page.furniture,
            encoding=encoding,
            seen="\n".join(line.text for line in page_lines),
            labels=page.labels,
            notes=[*notes, *(() if is_plain else title_notes(page, page_lines))],
            file_name=name_of(source),
        )
        stated = extra = None


def _is_table(text: str) -> bool:
    """Tell whether lines are rows: most of the first ones have tabs, and name and fill the columns of practices."""
    lines = list(itertools.islice(filter(str.strip, text.split("\n")), _SEARCHED))
    if 2 * sum("\t" in line for line in lines) <= len(lines):
        return False
    sheet = find_sheet(CellGrid([TableRow(number, line.split("\t")) for number, line in enumerate(lines)]), NO_MAPPING)
    return sheet is not None and len(sheet.columns) > 1 and sheet.known > 1 and bool(sheet.records)


def _mark_menus(lines: list[Line]) -> list[Line]:
    """Mark what stands between "Skip to main content" and "Repository of Practices": the site's menu.

    The menu has an entry of that name too, so it is the last one before the first label of the page that ends it.
    """
    marked = list(lines)
    open_menu: int | None = None
    named = False
    for number, line in enumerate(lines):
        if is_menu_start(line.text):
            open_menu, named = number, False
        elif open_menu is not None and is_site_name(line.text):
            marked[open_menu:number] = [Line(menu.text, menu=True) for menu in lines[open_menu:number]]
            open_menu, named = number, True
        elif named and (site_section(line.text) or page_field(line.text)):
            open_menu, named = None, False
    return marked


READER = Reader("plain text", (".txt",), read_text)
