"""Word files written by hand, part by part: what no library writes, but Word and other programs do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape

from corpus.model import Section
from corpus.parsing.results import Item, Problem, Read
from corpus.readers.word.document import read_docx

_SCHEMAS = "http://schemas.openxmlformats.org"
_NAMESPACES = {
    "w": f"{_SCHEMAS}/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "r": f"{_SCHEMAS}/officeDocument/2006/relationships",
    "m": f"{_SCHEMAS}/officeDocument/2006/math",
    "mc": f"{_SCHEMAS}/markup-compatibility/2006",
    "wp": f"{_SCHEMAS}/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": f"{_SCHEMAS}/drawingml/2006/main",
    "c": f"{_SCHEMAS}/drawingml/2006/chart",
    "dgm": f"{_SCHEMAS}/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
NAMES = " ".join(f'xmlns:{name}="{address}"' for name, address in _NAMESPACES.items())
_PACKAGE = f"{_SCHEMAS}/package/2006/relationships"
_KINDS = f"{_SCHEMAS}/officeDocument/2006/relationships"


class Part(NamedTuple):
    """A part of the file that the document refers to as ``id``."""

    kind: str
    """``styles``, ``aFChunk``, ``chart`` …"""
    content: str | bytes
    """XML may use the prefixes of :data:`NAMES` as ``{names}``."""
    address: str = ""
    """The address that it links to as ``rId1``."""


def word_file(body: str, parts: Mapping[str, Part] | None = None) -> bytes:
    """Write a file with a body and parts, by their names below ``word/``; the first is ``rId1``, and so on."""
    stream = io.BytesIO()
    parts = parts or {}
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_KINDS}/{part.kind}" Target="{name}"/>'
        for number, (name, part) in enumerate(parts.items(), 1)
    )
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a" Type="{_KINDS}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>')
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for name, part in parts.items():
            link = f'<Relationship Id="rId1" Type="{_KINDS}/hyperlink" Target="{part.address}" TargetMode="External"/>'
            archive.writestr(
                f"word/_rels/{name}.rels",
                f'<Relationships xmlns="{_PACKAGE}">{link if part.address else ""}</Relationships>',
            )
            content = part.content
            archive.writestr(f"word/{name}", content.replace("{names}", NAMES) if isinstance(content, str) else content)
    return stream.getvalue()


def run(text: str, properties: str = "") -> str:
    """Write a run."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """Write a paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(text: str, properties: str = "") -> str:
    """Write a cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def table(*rows: str) -> str:
    """Write a table of rows, each of which is the cells in it, or a whole row."""
    written = (row if row.startswith(("<w:tr>", "<w:sdt>")) else f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(written)}</w:tbl>"


def page(*content: str) -> str:
    """Write a page: a title, a summary, and what stands in it."""
    title = paragraph(run("Mobile clinics"), '<w:outlineLvl w:val="0"/>')
    return title + paragraph(run("Summary"), '<w:outlineLvl w:val="1"/>') + "".join(content)


def items_of(body: str, parts: Mapping[str, Part] | None = None) -> list[Item]:
    """Read a page with a title and a summary in which something stands."""
    return list(read_docx(word_file(page(body), parts), "form.docx"))


def read_body(body: str, parts: Mapping[str, Part] | None = None) -> Read:
    """Read such a page that is one practice and no problem."""
    (item,) = items_of(body, parts)
    assert isinstance(item, Read)
    return item


def text_of(body: str, parts: Mapping[str, Part] | None = None) -> str:
    """Read what stands in the sections of such a page."""
    return "\n".join(section.text for section in sections_of(items_of(body, parts)))


def sections_of(items: list[Item]) -> list[Section]:
    """List the sections of all practices."""
    return [section for item in items if isinstance(item, Read) for section in item.practice.sections]


def problems_of(items: list[Item]) -> list[Problem]:
    """List the problems among what was read."""
    return [item for item in items if isinstance(item, Problem)]
