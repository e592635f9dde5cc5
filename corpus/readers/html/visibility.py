"""What a reader of the page sees of it in a browser: what is hidden, raised and lowered.

Hidden is what the markup, the page's own style sheets or a closed dialog keep from everybody's eyes. Words for screen
readers alone are hidden too: a quotation must be found on the page by whoever looks for it; but a heading or a label
among them stays, for it says what the text below it is. What a control of the page opens is not hidden.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.readers.html.controls import Controls, find_controls, is_beside_the_page
from corpus.readers.html.elements import BLOCK_TAGS, HEADING_LEVELS, UNSEEN_TAGS, walk
from corpus.readers.html.labels import is_label_element
from corpus.readers.html.media_queries import applies_on_screen
from corpus.readers.html.selectors import StyledElement
from corpus.readers.html.structure import Content, Structure, count_contents
from corpus.readers.html.stylesheet import Style, Stylesheet
from corpus.text.strings import squeezed
from corpus.vocabularies.page_labels import field_of, section_of

_TABLE_TAGS = frozenset("table caption thead tbody tfoot tr".split())
"""Kept though for screen readers alone: rows that name the columns of a table."""
_SCREEN_READERS = re.compile(
    r"(?:\w+-)?(?:sr-only|visually-?hidden|(?:screen-?)?reader-(?:text|only)|show-for-sr|element-invisible)(?:-\w+)?"
)
_ICON = re.compile(r"(?:^|[\W_])(?:icons?|glyphicon|material-symbols\w*|fa[bsrl]?)(?:$|[\W_])")
_SHOWS_BLOCK = frozenset(("block", "flex", "grid", "table", "list-item", "flow-root"))
_HIDING = frozenset(("hidden", "d-none"))
"""Classes that hide by the custom of style sheets that are not at hand, unless another one shows on a wide screen."""
_ON_WIDE = re.compile(r"(?:\w+-)?(?:sm|md|lg|xl|xxl|2xl)[:-]\w[\w-]*")
_MOVED_OUT = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|rem)")
_NO_HEIGHT = re.compile(r"0(?:px|em|rem|%)?")
_LENGTH = re.compile(r"(-?)(?=[.\d]*[1-9])[.\d]+(?:px|em|ex|rem|%|pt)")
_MARK_CLASSES = re.compile(r"(?:\w+[-_])?(?:sup(?:erscript)?|foot-?note-?ref\w*|note-?ref|fn-?ref)", re.IGNORECASE)


@dataclass(slots=True)
class Visibility:
    """How the elements of a page are shown, by ``mem_id``; those that need no word are left out."""

    structure: Structure
    controls: Controls
    hidden: dict[int, bool] = field(default_factory=dict)
    """Elements with which something hidden begins, or something shown inside it."""
    scripts: dict[int, str] = field(default_factory=dict)
    """Elements that are raised or lowered: ``sup`` or ``sub``, and ``mark`` where only figures in it would be."""
    blocks: dict[int, bool] = field(default_factory=dict)
    """Elements whose style makes them a block, or part of the line."""


def see(tree: LexborHTMLParser, body: LexborNode) -> Visibility:
    """Look at a page as a browser with a wide screen shows it."""
    structure = count_contents(body)
    shown = Visibility(structure, find_controls(body, structure))
    sheet = Stylesheet()
    for node in tree.css("style"):
        if applies_on_screen(node.attributes.get("media") or ""):
            sheet.add(node.text())
    ancestors = [_element(holder) for holder in (body.parent,) if holder is not None and holder.tag == "html"]
    states = [(False, False)]
    """Of each open element: whether it is gone with all in it, and whether it is invisible."""
    for node, tag, is_opening in walk(body):
        if tag == "-text":
            continue
        if not is_opening:
            ancestors.pop()
            states.pop()
            continue
        element = _element(node)
        style = sheet.style_of(element, ancestors)
        state = _state(node, element, style, shown, states[-1])
        if any(state) != any(states[-1]):
            shown.hidden[node.mem_id] = any(state)
        if not any(state):
            _place(node, element, style, shown)
        ancestors.append(element)
        states.append(state)
    return shown


def _element(node: LexborNode) -> StyledElement:
    attributes: Mapping[str, str | None] = node.attributes
    classes = frozenset((attributes.get("class") or "").split())
    return StyledElement(node.tag or "", attributes.get("id") or "", classes, attributes)


def _state(
    node: LexborNode, element: StyledElement, style: Style, shown: Visibility, outer: tuple[bool, bool]
) -> tuple[bool, bool]:
    gone, invisible = outer
    if gone or element.tag in ("html", "body"):
        return gone, invisible
    if style.get("visibility") == "visible":
        invisible = False
    content = shown.structure[node.mem_id]
    if _is_unseen(node, element, style, content) and not content.mains:
        return True, invisible
    is_closed = _is_closed(element, style) or (_is_decoration(element, content) and not content.headings)
    is_invisible = style.get("visibility") in ("hidden", "collapse")
    is_for_readers = _is_for_screen_readers(element, style) and not _names_a_part(node, element, content)
    if not (is_closed or is_invisible or is_for_readers) or content.mains or shown.controls.is_panel(node):
        return False, invisible
    return is_closed or is_for_readers, is_invisible or invisible


def _is_unseen(node: LexborNode, element: StyledElement, style: Style, content: Content) -> bool:
    """Tell whether an element is none of the text though it may be drawn.

    What is struck through, closed dialogs, and signs that lead to the place where they stand.
    """
    attributes = element.attributes
    struck = f"{style.get('text-decoration')} {style.get('text-decoration-line')}"
    if element.tag in UNSEEN_TAGS or "line-through" in struck:
        return True
    if element.tag == "dialog" or attributes.get("role") in ("dialog", "alertdialog") or "modal" in element.classes:
        return is_beside_the_page(node) and "open" not in attributes
    return element.tag == "a" and (attributes.get("href") or "").startswith("#") and content.text > content.letters == 0


def _is_closed(element: StyledElement, style: Style) -> bool:
    hidden = element.attributes.get("hidden", "until-found")
    if (hidden or "").lower() != "until-found" or "none" in (style.get("display"), style.get("content-visibility")):
        return True
    if not _HIDING.isdisjoint(element.classes) and "display" not in style:
        return not any(map(_ON_WIDE.fullmatch, element.classes))
    height = style.get("max-height", style.get("height", ""))
    overflow = style.get("overflow", style.get("overflow-y", ""))
    return bool(_NO_HEIGHT.fullmatch(height)) and overflow in ("hidden", "clip")


def _is_decoration(element: StyledElement, content: Content) -> bool:
    """Tell what is hidden from screen readers because it says nothing: a block of its own, an icon, a sign.

    Words inside a sentence that are so hidden are seen, and the sentence is not whole without them.
    """
    if element.attributes.get("aria-hidden") != "true":
        return False
    is_icon = element.tag == "i" or any(map(_ICON.search, element.classes))
    return element.tag in BLOCK_TAGS or is_icon or not content.letters


def _is_for_screen_readers(element: StyledElement, style: Style) -> bool:
    if any(map(_SCREEN_READERS.fullmatch, element.classes)):
        return not any(name.startswith("not-") for name in element.classes)
    if style.get("position") not in ("absolute", "fixed"):
        return False
    is_clipped = style.get("clip", "").startswith("rect(") or re.match(
        r"inset\((?:50|100)%", style.get("clip-path", "")
    )
    return bool(is_clipped) or any(_MOVED_OUT.fullmatch(style.get(edge, "")) for edge in ("left", "top"))


def _names_a_part(node: LexborNode, element: StyledElement, content: Content) -> bool:
    """Tell whether an element names the page, a section, a field or the columns of a table."""
    if element.tag == "h1" or element.tag in _TABLE_TAGS:
        return True
    if element.tag not in HEADING_LEVELS and not is_label_element(node):
        return False
    words = squeezed(node.text()) if content.is_short else ""
    return bool(section_of(words) or field_of(words))


def _place(node: LexborNode, element: StyledElement, style: Style, shown: Visibility) -> None:
    """Note what stands above or below the line, or makes a line of its own against its tag."""
    display = style.get("display", "")
    if display in _SHOWS_BLOCK and element.tag not in BLOCK_TAGS:
        shown.blocks[node.mem_id] = True
    elif display in ("inline", "inline-block", "contents") and element.tag == "div":
        shown.blocks[node.mem_id] = False
    if element.tag in BLOCK_TAGS:
        return
    if script := _script(node, element, style):
        shown.scripts[node.mem_id] = script


def _script(node: LexborNode, element: StyledElement, style: Style) -> str:
    if element.tag in ("sup", "sub"):
        return element.tag
    if node.parent is not None and node.parent.tag in ("msup", "msub") and node.prev is not None:
        return "sup" if node.parent.tag == "msup" else "sub"
    height = style.get("vertical-align", "")
    length = _LENGTH.fullmatch(height)
    if height in ("super", "sub"):
        return "sup" if height == "super" else "sub"
    if length or height == "text-top":
        return "sub" if length and length[1] else "sup"
    is_place = element.tag == "a" and (element.attributes.get("href") or "").startswith("#")
    is_named = element.attributes.get("role") == "doc-noteref" or any(map(_MARK_CLASSES.fullmatch, element.classes))
    return "mark" if is_place or is_named else ""
