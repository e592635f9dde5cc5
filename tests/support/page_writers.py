"""One practice in every format that is read: what the round trips of the readers start from."""

from __future__ import annotations

import csv
import html
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Sequence

import xlsxwriter

from corpus.model import Amount, Dates, Practice, Section, SectionKind
from corpus.vocabularies.countries import country_name
from corpus.vocabularies.frameworks import OBJECTIVES, PRINCIPLES, SDGS

PRACTICE = Practice(
    practice_id="the-tide-clock-of-agadez",
    title="The Tide Clock of Agadez",
    url="https://example.org/practice/the-tide-clock-of-agadez",
    language="en",
    dates=Dates("2018", "2020", False, "2018 - 2020"),
    type="Service",
    countries=("NE", "CI"),
    regions=("West Africa", "Sahel"),
    primary_objectives=(7, 15),
    secondary_objectives=(23,),
    principles=(6, 8),
    sdgs=(8, 10),
    implementing=("International Organization for Migration (IOM)", "Tide Office of Agadez"),
    partners=("Harbour Bank", "Guild of Clockmakers"),
    donors=("Fund for Towns, Rivers and Roads", "European Union"),
    accountable=("City of Agadez",),
    amounts=(Amount(3e6, "EUR", "EUR 3 million"), Amount(4000.0, "CHF", "CHF 4'000")),
    submitted="2021-03-05",
    related=("The Sundial of Zinder", "The Hourglass of Diffa"),
    links=("https://example.org/log",),
    digest_of="The log of the tide office",
    extra={"Budget": "4,000 francs"},
    sections=(
        Section(
            SectionKind.SUMMARY,
            "Summary",
            "A clock on the market square tells the tide to people who are far from any sea.\n\n"
            "It is wound by hand, and rung for those who cannot see it:\n\n- by day\n- by night",
        ),
        Section(SectionKind.ORGANISATIONS, "Organizations", "The office and the guild share the work in equal parts."),
        Section(
            SectionKind.BENEFIT_AND_IMPACT,
            "Benefit and Impact",
            "Forty boats sailed on time.\n\nNobody missed the tide in 2019.",
        ),
        Section(SectionKind.KEY_LESSONS, "Key Lessons", "Wind it every morning, before the market opens."),
        Section(SectionKind.RECOMMENDATIONS, "Recommendations", "Begin with a small clock; a large one is heavy."),
        Section(SectionKind.INNOVATION, "Innovation", "No clock had told the tide so far from the sea."),
        Section(SectionKind.OTHER, "The Long Road", "It was carried through the desert on four camels, in two parts."),
        Section(SectionKind.ADDITIONAL_RESOURCES, "Additional Resources", "The log: https://example.org/log"),
        Section(SectionKind.MEDIA, "Media", "The clock on its first evening, with the mayor of the town."),
        Section(SectionKind.PEER_REVIEWER_FEEDBACK, "Peer Reviewer Feedback", "Careful work, and easy to repeat."),
    ),
)
"""Every field and every section that a page can have."""


def labelled(practice: Practice) -> dict[str, Sequence[str]]:
    """Write the values of a practice as a page of the repository does, by label."""

    def named(numbers: Iterable[int] | None, names: dict[int, str]) -> list[str]:
        return [f"{number} - {names[number]}" for number in numbers or ()]

    return {
        "Primary GCM Objectives": named(practice.primary_objectives, OBJECTIVES),
        "Secondary GCM Objectives": named(practice.secondary_objectives, OBJECTIVES),
        "GCM Guiding Principles": [PRINCIPLES[number] for number in practice.principles or ()],
        "Sustainable Development Goals (SDGs)": named(practice.sdgs, SDGS),
        "Dates": [practice.dates.as_written] if practice.dates else [],
        "Type of practice": [practice.type] if practice.type else [],
        "Country": [country_name(code) for code in practice.countries or ()],
        "Regions": practice.regions or (),
        "Main Implementing Organization(s)": practice.implementing or (),
        "Partner/Donor Organizations": practice.partners or (),
        "Funding Partners": practice.donors or (),
        "Accountable Organizations": practice.accountable or (),
        "Total Budget": [amount.as_written for amount in practice.amounts or ()],
        "Date submitted": [practice.submitted] if practice.submitted else [],
        "More Related Practices": practice.related or (),
    }


def as_text(practice: Practice) -> bytes:
    """Write the capture of a page of the site that keeps the values of its labels."""
    parts = ["Skip to main content\nAbout\n\nRepository of Practices", practice.title]
    parts += ["\n".join([label, *values]) for label, values in _facts(practice)]
    parts += [f"{section.heading}\n\n{section.text}" for section in practice.sections]
    return "\n\n".join([*parts, "Newsletter\nSubscribe to our newsletter.\n"]).encode()


def as_markdown(practice: Practice) -> bytes:
    """Write front matter and headings."""
    front = {
        "title": practice.title,
        "url": practice.url,
        "language": practice.language,
        **{label: list(values) for label, values in _facts(practice)},
        "links": list(practice.links or ()),
        "digest of": practice.digest_of,
        **practice.extra,
    }
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in front.items()]
    body = [f"## {section.heading}\n\n{section.text}" for section in practice.sections]
    return "\n".join(["---", *lines, "---", f"# {practice.title}", "", "\n\n".join(body), ""]).encode()


def as_drupal_html(practice: Practice) -> bytes:
    """Write a page with a menu, whose fields are marked as Drupal marks them."""
    fields = [
        f'<div class="field"><div class="field__label">{html.escape(label)}</div><div class="field__items">'
        + "".join(f'<div class="field__item"><a href="/taxonomy/term/1">{html.escape(v)}</a></div>' for v in values)
        + "</div></div>"
        for label, values in _facts(practice)
    ]
    return _page(practice, "\n".join(fields))


def as_list_html(practice: Practice) -> bytes:
    """Write a page whose fields are a definition list."""
    terms = [
        f"<dt>{html.escape(label)}</dt>" + "".join(f"<dd>{html.escape(value)}</dd>" for value in values)
        for label, values in _facts(practice)
    ]
    return _page(practice, f"<dl>{''.join(terms)}</dl>")


def as_table_html(practice: Practice) -> bytes:
    """Write a page whose fields are a table of labels and values."""
    rows = [
        f"<tr><th>{html.escape(label)}</th><td>{'<br>'.join(map(html.escape, values))}</td></tr>"
        for label, values in _facts(practice)
    ]
    return _page(practice, f"<table>{''.join(rows)}</table>")


def as_own_json(practice: Practice) -> bytes:
    """Write what ``Practice.to_dict`` gives."""
    return json.dumps(practice.to_dict()).encode()


def as_record_json(practice: Practice) -> bytes:
    """Write a record as a person would write."""
    return json.dumps(_record(practice)).encode()


def as_csv(practice: Practice, delimiter: str = ",") -> bytes:
    """Write one row below the names of its columns."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(_rows([practice]))
    return out.getvalue().encode()


def as_tsv(practice: Practice) -> bytes:
    """Write the same with tabs."""
    return as_csv(practice, "\t")


def as_workbook(practice: Practice) -> bytes:
    """Write one row of a sheet, below a title line."""
    return workbook({"Practices": [["Practices of the tide office"], [], *_rows([practice])]})


def as_docx(practice: Practice) -> bytes:
    """Write a Word form: a table of labels and values, then headings, paragraphs and lists."""
    import docx  # here, like reportlab below: not every collection has such files

    document = docx.Document()
    document.add_heading(practice.title, 0)
    facts = _facts(practice)
    table = document.add_table(len(facts), 2)
    for row, (label, values) in zip(table.rows, facts, strict=True):
        row.cells[0].text, row.cells[1].text = label, "\n".join(values)
    for section in practice.sections:
        document.add_heading(section.heading or "", 1)
        for line in filter(None, section.text.split("\n")):
            document.add_paragraph(line.removeprefix("- "), "List Bullet" if line.startswith("- ") else None)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(practice: Practice) -> bytes:
    """Write two pages or more with headings in larger letters."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate

    style = getSampleStyleSheet()
    style["BodyText"].spaceBefore = style["BodyText"].leading  # an empty line between paragraphs
    flow = [Paragraph(html.escape(practice.title), style["Title"])]
    for label, values in _facts(practice):
        flow.append(Paragraph(html.escape(label), style["Heading3"]))
        flow += [Paragraph(html.escape(value), style["BodyText"]) for value in values]
    for section in practice.sections:
        flow.append(Paragraph(html.escape(section.heading or ""), style["Heading1"]))
        for block in section.text.split("\n\n"):
            lines = [Paragraph(html.escape(line.removeprefix("- ")), style["BodyText"]) for line in block.split("\n")]
            flow += [ListFlowable(lines, bulletType="bullet", start="•")] if block.startswith("- ") else lines
    out = io.BytesIO()
    SimpleDocTemplate(out).build(flow)
    return out.getvalue()


def as_zip(practice: Practice) -> bytes:
    """Write an archive with a record in a folder, beside what a system put there."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/page.json", as_record_json(practice))
        archive.writestr("__MACOSX/folder/._page.json", b"junk")
    return out.getvalue()


def as_notebook(practice: Practice) -> bytes:
    """Write a notebook page, the made-up format of the worked example in CONTRIBUTING.md."""
    facts = ["\n".join([label, *values]) for label, values in _facts(practice)]
    sections = [f"* {section.heading}\n{section.text}" for section in practice.sections]
    return "\n\n".join([f"= {practice.title}", *facts, *sections]).encode()


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    """Write an Excel workbook with these cells, all of them text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell)
    return out.getvalue()


Writer = Callable[[Practice], bytes]

WRITERS: dict[str, tuple[str, Writer]] = {
    "text": (".txt", as_text),
    "markdown": (".md", as_markdown),
    "html with fields": (".html", as_drupal_html),
    "html with a list": (".html", as_list_html),
    "html with a table": (".html", as_table_html),
    "own json": (".json", as_own_json),
    "own json lines": (".jsonl", as_own_json),
    "json record": (".json", as_record_json),
    "csv": (".csv", as_csv),
    "tsv": (".tsv", as_tsv),
    "xlsx": (".xlsx", as_workbook),
    "docx": (".docx", as_docx),
    "docx named doc": (".doc", as_docx),
    "pdf": (".pdf", as_pdf),
    "zip": (".zip", as_zip),
}
"""A file ending and a writer for each form in which a practice can come."""

UNSTATED: dict[str, set[str]] = {
    "text": {"url", "language", "digest_of", "extra"},
    "docx": {"url", "language", "digest_of", "extra"},
    "docx named doc": {"url", "language", "digest_of", "extra"},
    "pdf": {"url", "language", "digest_of", "extra"},
    "html with fields": {"digest_of", "extra"},
    "html with a list": {"digest_of", "extra"},
    "html with a table": {"digest_of", "extra"},
}
"""The fields that a form has no place for."""


def _facts(practice: Practice) -> list[tuple[str, Sequence[str]]]:
    return [(label, values) for label, values in labelled(practice).items() if values]


def _page(practice: Practice, fields: str) -> bytes:
    sections = "\n".join(
        f"<h2>{html.escape(section.heading or '')}</h2>{_blocks(section.text)}" for section in practice.sections
    )
    return (
        f'<!doctype html><html lang="{practice.language}"><head><meta charset="utf-8">'
        f'<link rel="canonical" href="{practice.url}"><title>{html.escape(practice.title)} | Network</title></head>'
        f'<body><nav><a href="/">Home</a></nav><main><h1>{html.escape(practice.title)}</h1>{fields}{sections}</main>'
        "<footer>Contact us</footer></body></html>"
    ).encode()


def _blocks(text: str) -> str:
    blocks = []
    for block in text.split("\n\n"):
        items = [html.escape(line.removeprefix("- ")) for line in block.split("\n")]
        blocks.append(
            f"<ul><li>{'</li><li>'.join(items)}</li></ul>" if block.startswith("- ") else f"<p>{items[0]}</p>"
        )
    return "".join(blocks)


def _record(practice: Practice) -> dict[str, object]:
    facts = {label: list(values) for label, values in labelled(practice).items()}
    return {
        "id": practice.practice_id,
        "title": practice.title,
        "url": practice.url,
        "language": practice.language,
        **facts,
        "links": list(practice.links or ()),
        "digest of": practice.digest_of,
        **practice.extra,
        "sections": [
            {"heading": section.heading or section.kind.title, "text": section.text} for section in practice.sections
        ],
    }


def _rows(practices: Sequence[Practice]) -> list[list[str]]:
    """List the names of the columns, and a row for each practice; a text of no known section is called "Other"."""
    rows: list[dict[str, str]] = []
    for practice in practices:
        cells = {
            name: "; ".join(value) if isinstance(value, list) else str(value or "")
            for name, value in _record(practice).items()
            if name != "sections"
        }
        texts = {section.kind.title: section.text for section in practice.sections}
        rows.append(cells | texts)
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [names, *([row.get(name, "") for name in names] for row in rows)]
