"""Panels that a control of the page opens: accordions, tabs, what is collapsed. Closed, they are still of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from corpus.readers.html.elements import HEADING_LEVELS, tokens
from corpus.readers.html.structure import Structure
from corpus.text.strings import squeezed

_CONTROLS = "[aria-controls], [aria-expanded], [data-target], [data-bs-target], [role=tab], a[href^='#']"
_OPENS_OTHERS = frozenset(("modal", "dropdown", "offcanvas", "popover", "tooltip", "lightbox"))
"""What a control opens beside or above the page."""
_OTHER_ROLES = frozenset(("dialog", "alertdialog", "tooltip", "menu", "listbox", "alert", "status"))
_OTHER_CLASSES = _OPENS_OTHERS | {"dialog", "popup"}
_PANEL_CLASSES = re.compile(
    r"(?:^|[\W_])(?:accordions?|collaps(?:e|ed|ible|ing)|tab-?pan(?:e|el)|faqs?|spoiler)(?:$|[\W_])", re.IGNORECASE
)
_OPENER_CLASSES = re.compile(
    rf"{_PANEL_CLASSES.pattern}|(?:^|[\W_])(?:toggles?|expand\w*|panel)(?:$|[\W_])", re.IGNORECASE
)
_NAMES_A_PANEL = frozenset((*HEADING_LEVELS, "button", "dt", "summary"))


@dataclass(frozen=True, slots=True)
class Controls:
    """The controls of a page: the panels that they open, by id, each with the words of its control."""

    names: dict[str, str]
    structure: Structure

    def has_heading(self, tab: LexborNode) -> bool:
        """Tell whether the words of a tab stand above what it opens."""
        return any(self.names.get(place.removeprefix("#")) for place in _places(tab))

    def is_panel(self, node: LexborNode) -> bool:
        """Tell whether a closed element is opened by a control of the page.

        A control names it, or stands right before it and says that it opens something; or both it and the heading
        before it are called so.
        """
        if is_beside_the_page(node):
            return False
        role = node.attributes.get("role")
        before = _before(node)
        return (
            role == "tabpanel"
            or (node.attributes.get("id") or "") in self.names
            or bool(_PANEL_CLASSES.search(node.attributes.get("class") or ""))
            or (before is not None and _opens(before, node))
        )

    def name_of(self, panel: LexborNode) -> str:
        """Give the words of the tab that opens a panel, for which they stand as a heading."""
        return (
            self.names.get(panel.attributes.get("id") or "", "") if panel.attributes.get("role") == "tabpanel" else ""
        )


def find_controls(body: LexborNode, structure: Structure) -> Controls:
    """Find what the controls of a page open."""
    names: dict[str, str] = {}
    for control in body.css(_CONTROLS):
        attributes = control.attributes
        kind = attributes.get("data-bs-toggle") or attributes.get("data-toggle") or ""
        content = structure.get(control.mem_id)
        if kind in _OPENS_OTHERS or attributes.get("aria-haspopup") not in (None, "false") or content is None:
            continue
        is_heading = control.tag in HEADING_LEVELS or (
            control.parent is not None and control.parent.tag in HEADING_LEVELS
        )
        is_name = attributes.get("role") == "tab" and content.is_short and not is_heading
        for place in _places(control):
            names.setdefault(place.removeprefix("#"), squeezed(control.text()) if is_name else "")
    names.pop("", None)
    return Controls(names, structure)


def _places(control: LexborNode) -> Iterator[str]:
    """List what a control opens, by ids."""
    yield from tokens(control, "aria-controls")
    for key in ("data-bs-target", "data-target", "href"):
        yield from (place for place in tokens(control, key) if place.startswith("#"))


def is_beside_the_page(node: LexborNode) -> bool:
    """Tell whether an element opens above the page or beside it: a dialog, a hint, the menu of a button."""
    if node.tag == "dialog" or node.attributes.get("role") in _OTHER_ROLES:
        return True
    return not _OTHER_CLASSES.isdisjoint(tokens(node))


def is_opener(node: LexborNode) -> bool:
    """Tell whether a control shows and hides a part of the page."""
    attributes = node.attributes
    kind = attributes.get("data-bs-toggle") or attributes.get("data-toggle") or ""
    is_menu = attributes.get("aria-haspopup") not in (None, "false") or kind in _OPENS_OTHERS
    return not is_menu and ("aria-expanded" in attributes or kind == "collapse")


def _before(node: LexborNode) -> LexborNode | None:
    """Find the element before one."""
    before = node.prev
    for _ in range(3):  # white space and comments
        if before is None or not (before.tag or "-").startswith("-"):
            return before
        before = before.prev
    return None


def _opens(before: LexborNode, node: LexborNode) -> bool:
    """Tell whether an element opens the one after it: it says so, or is the heading of what is called a panel."""
    first = before.first_child
    while first is not None and first.tag == "-text" and not (first.text_content or "").strip():
        first = first.next
    if is_opener(before) or (first is not None and is_opener(first)):
        return True
    called = (holder.attributes.get("class") or "" for holder in (before, node, node.parent) if holder is not None)
    return before.tag in _NAMES_A_PANEL and bool(_OPENER_CLASSES.search(" ".join(called)))
