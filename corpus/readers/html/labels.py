"""Labels that the markup of an HTML page calls so: terms of a definition list, and the labels of Drupal's fields."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from corpus.vocabularies.page_labels import field_of, section_of

HTML_LABEL_LEVEL = 2
"""The level of a section that opens under a label: that of the sections of a page."""
_LABEL_CLASSES = {"field__label", "field-label", "views-label"}
_VALUE_CLASSES = {"field__item", "field-item", "field-content"}
_STATED_BY_PAGE = {"title", "url", "language"}
"""Fields that the page states itself, whatever a label says: a "Name" may be that of a person to write to."""


def is_label_element(node: LexborNode) -> bool:
    """Tell whether an element is the label of what follows it."""
    return node.tag == "dt" or bool(_LABEL_CLASSES & _classes(node))


def is_value_element(node: LexborNode) -> bool:
    """Tell whether an element is one value of a field, though it may be written inside a line."""
    return node.tag == "dd" or bool(_VALUE_CLASSES & _classes(node))


def field_of_label(label: str) -> str | None:
    """Look up the field that a label names where the markup says that it is one: there a bare "Partners" is enough."""
    name = field_of(label)
    return None if name in _STATED_BY_PAGE else name


def looks_like_label(text: str) -> bool:
    """Tell whether a text says what the one beside it is."""
    return text.endswith(":") or bool(field_of(text) or section_of(text))


def _classes(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").split())
