from __future__ import annotations

import io
import zipfile

from corpus.parsing.results import Item
from corpus.readers.workbook import read_workbook
from tests.support.sheets import furniture_of, practices_of

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
_STYLES = """<office:automatic-styles>
<number:date-style style:name="N1"><number:month/><number:year/></number:date-style>
<style:style style:name="month" style:data-style-name="N1"/>
<style:style style:name="away"><style:table-properties table:display="false"/></style:style>
<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>
</office:automatic-styles>"""


def text(words: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{words}</text:p></table:table-cell>'


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def table(name: str, *rows: str, more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}</table:table>'


def read(*tables: str) -> list[Item]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {_NAMES}>{_STYLES}<office:body><office:spreadsheet>"
            f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>",
        )
    return list(read_workbook(out.getvalue(), "file.ods"))


def test_merged_cells_hidden_rows_links_and_dates_are_read_as_they_are_shown() -> None:
    covered = "<table:covered-table-cell/>"
    items = read(
        table(
            "S",
            '<table:table-column table:number-columns-repeated="4"/>',
            row(text("Title"), text("Country"), text("Start"), text("Summary")),
            row(
                text('<text:a xlink:href="https://example.org/clock">Clock</text:a>'),
                text("Niger", 'table:number-rows-spanned="2"'),
                '<table:table-cell table:style-name="month" office:value-type="date" office:date-value="2019-03-01">'
                "<text:p>Mar 19</text:p></table:table-cell>",
                text('It saw 320<text:span text:style-name="up">1</text:span> people.'),
            ),
            row(text("Dial"), covered, "<table:table-cell/>", text("It shows.")),
            row(text("Withdrawn"), more='table:visibility="filter"'),
            row(
                '<table:table-cell table:number-columns-repeated="16384"/>', more='table:number-rows-repeated="1000000"'
            ),
        ),
        table("Drafts", row(text("Secret")), more='table:style-name="away"'),
    )

    first, second = practices_of(items)
    assert first.dates is not None
    assert (first.title, first.url, first.dates.start) == ("Clock", "https://example.org/clock", "2019-03")
    assert (first.countries, second.countries) == (("NE",), ("NE",))
    assert first.sections[0].text == "It saw 320 [1] people."
    assert furniture_of(items) == ["Secret", "Withdrawn"]


def test_numbers_are_shown_with_their_unit() -> None:
    cells = [
        '<table:table-cell office:value-type="float" office:value="18"><text:p>18 months</text:p></table:table-cell>',
        '<table:table-cell office:value-type="float" office:value="1200"><text:p>1,200</text:p></table:table-cell>',
        '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>',
    ]
    (practice,) = practices_of(
        read(table("S", row(text("Title"), text("Lasts"), text("Cost"), text("Share")), row(text("Clock"), *cells)))
    )

    assert practice.extra == {"Lasts": "18 months", "Share": "50%"}
    assert [amount.as_written for amount in practice.amounts or ()] == ["1200"]
