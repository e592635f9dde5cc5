"""Which elements of a page are menus: what leads elsewhere, and what the site says on every page."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from corpus.readers.html.controls import Controls, is_opener
from corpus.readers.html.elements import BLOCK_TAGS, HEADING_LEVELS
from corpus.readers.html.structure import Content
from corpus.text.strings import squeezed
from corpus.vocabularies.page_labels import field_of, section_of

_FRAMES = frozenset("aside header footer form".split())
"""Around a page, menus; in it, text as any other."""
_NAMED_FURNITURE = re.compile(
    r"(?:^|[\W_])(?:cookies?|share|sharing|social|addtoany|addthis|breadcrumbs?|skip|editsection)(?:$|[\W_])",
    re.IGNORECASE,
)
_MENU_NAMES = re.compile(
    r"(?:^|[\W_])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|masthead|share|social|cookies?|consent|"
    r"banner|related|recommended|popular|promo|advert|teaser|newsletter|subscribe|comments?|pager|pagination|login|"
    r"search|toc|toolbar|skip|editsection|foot|imprint|copyright)(?:$|[\W_])",
    re.IGNORECASE,
)


def is_named_menu(node: LexborNode) -> bool:
    """Tell whether the class or the id of an element calls it a menu or what stands with menus."""
    return any(_MENU_NAMES.search(node.attributes.get(key) or "") for key in ("class", "id"))


def is_menu(node: LexborNode, content: Content, page: Content, *, in_article: bool) -> bool:
    """Tell whether an element is a menu by its tag, its name and what it holds.

    :param content: what it holds.
    :param page: what the whole page holds.
    :param in_article: whether it stands in what the markup calls the main part or an article.
    """
    tag = node.tag or ""
    if tag == "nav":
        return True
    is_most = content.has_prose and content.text > page.text / 2
    if content.mains or is_most:
        return False
    if tag in _FRAMES:
        return _is_frame(node, tag, content, in_article=in_article)
    return _is_named_furniture(node, content)


def _is_frame(node: LexborNode, tag: str, content: Content, *, in_article: bool) -> bool:
    if tag == "footer" and node.parent is not None and node.parent.tag == "blockquote":
        return False
    if tag != "aside" and content.headings:
        return False
    is_text = in_article and tag != "form" and content.has_prose and not content.is_made_of_links
    return not is_text or is_named_menu(node)


def _is_named_furniture(node: LexborNode, content: Content) -> bool:
    """Tell a notice on cookies, or a bar of links to share a page by."""
    names = " ".join(filter(None, (node.attributes.get("class"), node.attributes.get("id"))))
    called = _NAMED_FURNITURE.search(names) if names else None
    if called is None or node.tag in HEADING_LEVELS:
        return False
    return "cookie" in called[0].lower() or (bool(content.text) and content.is_made_of_links)


def is_menu_button(button: LexborNode, holder: Content | None, content: Content, controls: Controls) -> bool:
    """Tell whether a button is no part of the text: outside a sentence, and not the heading of a part that it opens.

    :param holder: what the element around it holds.
    """
    parent = button.parent
    is_in_line = parent is not None and (parent.tag == "p" or parent.tag not in BLOCK_TAGS) and parent.tag != "form"
    if is_in_line and holder is not None and holder.text > content.text and holder.has_prose:
        return False
    below = button.next
    while below is not None and below.tag == "-text" and not (below.text_content or "").strip():
        below = below.next
    if below is not None and controls.is_panel(below):
        return False
    words = squeezed(button.text()) if content.is_short else ""
    return not (is_opener(button) and (section_of(words) or field_of(words)))
