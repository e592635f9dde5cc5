"""ExcelStyles of an Excel workbook: the number format and the weight of each."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.readers.word.xml import Element, attribute, child, children
from corpus.readers.workbook.number_formats import BUILT_IN_FORMATS


@dataclass(frozen=True, slots=True)
class ExcelStyles:
    """The formats of cells, by the number that a cell gives."""

    codes: tuple[str, ...]
    bold: tuple[bool, ...]

    def code(self, style: int) -> str:
        """Return the number format of a style."""
        return self.codes[style] if style < len(self.codes) else "General"

    def is_bold(self, style: int) -> bool:
        """Tell whether a style is bold."""
        return style < len(self.bold) and self.bold[style]

    def hides_text(self, style: int) -> bool:
        """Tell whether a format shows nothing of a text: ``;;;``."""
        return self.code(style).replace(" ", "") == ";;;"


def read_styles(root: Element | None) -> ExcelStyles:
    """Read the part of a package that holds the styles; without one, all cells are plain."""
    if root is None:
        return ExcelStyles((), ())
    codes = {
        int(n): attribute(f, "formatCode")
        for f in children(child(root, "numFmts"), "numFmt")
        if (n := attribute(f, "numFmtId")).isdecimal()
    }
    fonts = [_is_on(child(font, "b")) for font in children(child(root, "fonts"), "font")]
    styles = list(children(child(root, "cellXfs"), "xf"))
    numbers = [_whole(attribute(style, "numFmtId")) for style in styles]
    weights = [_whole(attribute(style, "fontId")) for style in styles]
    return ExcelStyles(
        tuple(codes.get(number) or BUILT_IN_FORMATS.get(number, "General") for number in numbers),
        tuple(weight < len(fonts) and fonts[weight] for weight in weights),
    )


def _is_on(element: Element | None) -> bool:
    return element is not None and attribute(element, "val") not in ("0", "false")


def _whole(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 10 else 0
