"""ExcelStyles of an OpenDocument spreadsheet, as far as they tell what cells say and what is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.readers.word.xml import Element, attribute, child, kind_of


@dataclass(slots=True)
class OpenStyles:
    """ExcelStyles by their names."""

    hidden_tables: set[str] = field(default_factory=set)
    bold: set[str] = field(default_factory=set)
    positions: dict[str, str] = field(default_factory=dict)
    """Of text: ``superscript`` or ``subscript``."""
    data_styles: dict[str, str] = field(default_factory=dict)
    """The format of the numbers of a cell's style."""
    date_parts: dict[str, frozenset[str]] = field(default_factory=dict)
    """What a format of dates shows: ``day``, ``month``, ``year``, ``hours``."""


def read_open_styles(roots: Iterable[Element]) -> OpenStyles:
    """Read the styles of the parts of a package; those of the content go before others of the same name."""
    styles = OpenStyles()
    for root in roots:
        for element in root.iter():
            if kind_of(element) == "date-style":
                styles.date_parts[attribute(element, "name")] = frozenset(map(kind_of, element))
            elif kind_of(element) == "style":
                _read_style(element, styles)
    return styles


def _read_style(element: Element, styles: OpenStyles) -> None:
    name = attribute(element, "name")
    table, text = child(element, "table-properties"), child(element, "text-properties")
    if table is not None and attribute(table, "display") == "false":
        styles.hidden_tables.add(name)
    if data := attribute(element, "data-style-name"):
        styles.data_styles[name] = data
    if text is None:
        return
    if attribute(text, "font-weight") in ("bold", "700", "800", "900"):
        styles.bold.add(name)
    position = attribute(text, "text-position").split(" ")[0]
    if position and position not in ("0%", "normal"):
        styles.positions[name] = "subscript" if position.startswith(("sub", "-")) else "superscript"
