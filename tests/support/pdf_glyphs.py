"""PDF pages whose every glyph is placed by hand, with the text that its font gives it, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import reportlab
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFontFile

WIDTH = 0.5
"""Width of every glyph, in type sizes."""
_FONT = Path(reportlab.__file__).with_name("fonts") / "Vera.ttf"
"""What the glyphs look like is all one, but PDFium passes over text without any shape."""


@dataclass(frozen=True, slots=True)
class Set:
    """Glyphs set one after the other from a place to the right: ``texts`` are what their font calls each."""

    x: float
    y: float
    texts: Sequence[str | None]
    size: float = 10.0
    turn: tuple[int, int, int, int] = (1, 0, 0, 1)
    actual: str | None = None
    """What the file says that they stand for as a whole (``/ActualText``)."""


def pdf_of(*pages: Sequence[Set], extra: str = "", box: str = "0 0 600 800", page_extra: str = "") -> bytes:
    """Write a PDF of one font whose glyphs are numbered as they come."""
    numbers = _Numbers()
    contents = [_content(page, numbers) for page in pages]
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /DescendantFonts [4 0 R]"
        " /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /CIDToGIDMap /Identity"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /DW {round(1000 * WIDTH)} /FontDescriptor << /Type /FontDescriptor /FontName /Plain /Flags 4"
        " /FontBBox [0 -200 500 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80"
        " /FontFile2 6 0 R >> >>",
        _stream(_to_unicode(numbers)),
        _stream(_FONT.read_bytes().decode("latin-1")),
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {8 + 2 * number} 0 R"
            f" /Resources << /Font << /F 3 0 R >> >> {page_extra} >>"
        )
        objects.append(_stream(content))
    return _file(objects)


class _Numbers(dict[str | None, int]):
    """The glyph that is taken for each text, and one for those without; all are narrow."""

    def __missing__(self, text: str | None) -> int:
        font = TTFontFile(str(_FONT))
        narrow = sorted({glyph for code, glyph in font.charToGlyph.items() if _is_narrow(font, code)})
        self[text] = narrow[len(self)]
        return self[text]


def _is_narrow(font: TTFontFile, code: int) -> bool:
    return chr(code).isalnum() and 250 < font.charWidths[code] < 650


def _content(page: Sequence[Set], numbers: _Numbers) -> str:
    lines: list[str] = []
    for run in page:
        codes = "".join(f"{numbers[text]:04X}" for text in run.texts)
        turn = " ".join(map(str, run.turn))
        if run.actual is not None:
            lines.append(f"/Span << /ActualText <FEFF{run.actual.encode('utf-16-be').hex().upper()}> >> BDC")
        lines.append(f"BT /F {run.size:g} Tf {turn} {run.x:.3f} {run.y:.3f} Tm <{codes}> Tj ET")
        lines += ["EMC"] if run.actual is not None else []
    return "\n".join(lines)


def _to_unicode(numbers: _Numbers) -> str:
    known = [(number, text) for text, number in numbers.items() if text is not None]
    lines = [f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>" for number, text in known]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Plain def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{mapped}\nendcmap end end"
    )


def _stream(content: str) -> str:
    return f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    data = b"%PDF-1.7\n"
    starts: list[int] = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


@st.composite
def rtl_lines(draw: st.DrawFn) -> list[str]:
    """Draw the words of a line that reads from right to left: Arabic or Hebrew words, Latin ones, numbers.

    No number stands before a Latin word, which would look as if it stood behind it.
    """
    letters = draw(st.sampled_from(["ابتجدرسصعقلمنهوي", "אבגדהוזחטלמנסרשת"]))
    native = st.text(letters, min_size=1, max_size=6)
    latin = st.text("aeimnoIOM", min_size=1, max_size=5)
    number = st.from_regex(r"[1-9][0-9]{0,3}(,[0-9]{3})?", fullmatch=True)
    words = draw(st.lists(st.one_of(native, native, latin, number), min_size=1, max_size=9))
    kept = [draw(native), *words, draw(native)]
    return [word for word, after in pairwise([*kept, ""]) if not (word[0].isdigit() and after[:1].isascii())]


def shown_from_left(words: Sequence[str]) -> str:
    """Write words of a line that reads from right to left as it shows them (UAX #9, rules W7, N1)."""
    runs: list[str] = []
    latin = False
    for word in words:
        is_native = not word.isascii()
        if latin and not is_native:
            runs[-1] += f" {word}"
            continue
        runs.append(word[::-1] if is_native else word)
        latin = not is_native and not word[0].isdigit()
    return " ".join(reversed(runs))
