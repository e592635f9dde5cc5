"""Elements of Office files by their local names: strict and transitional files differ in the namespaces only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Element = Any
"""An element of lxml, which has no types."""

DELETED = frozenset({"del", "moveFrom"})
"""What tracked changes took out of the text."""
_PROPERTIES = frozenset(
    {"pPr", "rPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "rubyPr"}
)
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
_TEXTS = {"t": None, "delText": None, "tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "p": "\n"}
_SAYING = frozenset({"t", "chart", "relIds", "OLEObject", "txbxContent", "txBody"})
"""What a rendering has to hold to be one that can be read."""
_OFF = ("0", "false", "off", "none")


def kind_of(element: Element) -> str:
    """Name an element without its namespace; a comment is nameless."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Look an attribute up by its name without the namespace; empty where it is not given."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def children(element: Element | None, name: str) -> Iterator[Element]:
    """List the children of a name."""
    if element is not None:
        yield from (part for part in element if kind_of(part) == name)


def child(element: Element | None, name: str) -> Element | None:
    """Find the first child of a name, or ``None``."""
    return next(children(element, name), None)


def value_of(element: Element | None, name: str) -> str | None:
    """Look up the value of a property that stands below an element; ``None`` where it is not given."""
    stated = child(element, name)
    return None if stated is None else attribute(stated, "val")


def number_of(element: Element | None, name: str) -> int | None:
    """Look up a property that is a whole number, not negative."""
    value = value_of(element, name)
    return int(value) if value is not None and value.isascii() and value.isdecimal() and len(value) < 10 else None


def is_on(value: str | None) -> bool:
    """Tell whether the value of a property switches it on: one that is given without a value does."""
    return value is not None and value not in _OFF


def shown_children(element: Element) -> Iterator[Element]:
    """List the children that hold text, with deletions; of several renderings the first that can be read."""
    for part in element:
        kind = kind_of(part)
        if kind == "AlternateContent":
            yield from shown_children(_rendering(part))
        elif kind and kind not in _PROPERTIES:
            yield part


def _rendering(alternatives: Element) -> Element:
    renderings = [part for part in alternatives if kind_of(part) in ("Choice", "Fallback")]
    says = (part for part in renderings if any(kind_of(inner) in _SAYING for inner in part.iter()))
    return next(says, renderings[0] if renderings else alternatives)


def all_text(element: Element) -> str:
    """Join the text of all runs in an element, with what has been deleted."""
    kinds = ((part, kind_of(part)) for part in element.iter())
    return "".join(_TEXTS[kind] or part.text or "" for part, kind in kinds if kind in _TEXTS).strip()


def inside(element: Element, name: str) -> Iterator[Element]:
    """List the nearest elements of a name: children, also those wrapped in content controls."""
    for part in shown_children(element):
        if kind_of(part) == name:
            yield part
        else:
            yield from inside(part, name) if kind_of(part) in _WRAPPERS else ()


def is_placeholder(element: Element) -> bool:
    """Tell whether an element is a field of a form in which nothing has been filled in."""
    return is_on(value_of(child(element, "sdtPr"), "showingPlcHdr"))


def is_contents(element: Element) -> bool:
    """Tell whether an element is the table of contents, as Word puts it in by itself."""
    part = child(child(element, "sdtPr"), "docPartObj")
    return value_of(part, "docPartGallery") == "Table of Contents"
