"""Elements of Office files by their local names: strict and transitional files differ in the namespaces only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Element = Any
"""An element of lxml, which has no types."""

_GONE = {
    "del",
    "moveFrom",
    "delText",
    "pPr",
    "rPr",
    "sectPr",
    "tblPr",
    "tblGrid",
    "trPr",
    "tcPr",
    "sdtPr",
    "sdtEndPr",
    "Fallback",
}
"""What has been deleted, and what is no text."""
_WRAPPERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo"}


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


def shown_children(element: Element) -> Iterator[Element]:
    """List the children that are shown: with tracked insertions, without deletions, one of several renderings."""
    for part in element:
        if kind_of(part) not in _GONE:
            yield part


def all_text(element: Element) -> str:
    """Join the text of all runs in an element."""
    return "".join(part.text or "" for part in element.iter() if kind_of(part) == "t")


def inside(element: Element, name: str) -> Iterator[Element]:
    """List the nearest elements of a name: children, also those wrapped in content controls."""
    for part in shown_children(element):
        if kind_of(part) == name:
            yield part
        else:
            yield from inside(part, name) if kind_of(part) in _WRAPPERS else ()


def is_placeholder(element: Element) -> bool:
    """Tell whether an element is a field of a form in which nothing has been filled in."""
    return child(child(element, "sdtPr"), "showingPlcHdr") is not None
