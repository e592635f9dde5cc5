"""Which part of an HTML page is the page, where its markup does not say so: asked of trafilatura.

What trafilatura takes for the text only points to the element that holds it. That element is then read whole, so that
what the library leaves out of it (tables, lists of links, a lead) is not lost; what is outside of it is furniture.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from corpus.readers.html.lines import UNREAD_TAGS
from corpus.readers.html.tables import is_data_table
from corpus.text.strings import squeezed

_SHORTEST = 40
"""Characters; a shorter text may stand in menus too."""
_LEAST = 200
"""Characters that must be found; less says nothing of where the page is."""
_SHARE = 0.75
"""Of what is found; the rest may be a teaser or a footer. On the pages of the tests any value from 0.6 to 0.8 does."""
_MENU_NAMES = re.compile(
    r"(?:^|[\W_])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|masthead|share|social|cookies?|consent|"
    r"banner|related|recommended|popular|promo|advert|teaser|newsletter|subscribe|comments?|pager|pagination|login|"
    r"search|toc|toolbar|skip|editsection|foot|imprint|copyright)(?:$|[\W_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Main:
    """The elements that hold the page, and those in them that are menus, by ``mem_id``."""

    inside: frozenset[int]
    menus: frozenset[int]


def find_main(text: str, body: LexborNode, marked: LexborNode | None, title: str) -> Main | None:
    """Find the main part of a page; ``None`` where it cannot be told.

    :param marked: the part that the markup calls the main one, which holds where it has the text.
    :param title: the title of the page, which stands in the part or, in the site's own header, above it.
    """
    main_text = _main_text(text)
    heading = _heading(body, title)
    above = squeezed(heading.text()) if heading else title
    texts = ((node, squeezed(node.text_content or "")) for node in _texts(body))
    kept = [node for node, text in texts if text in main_text and text != above]
    weights: Counter[int] = Counter()
    for node in kept:
        weights.update({holder.mem_id: len(node.text_content or "") for holder in _holders(node)})
    if weights[body.mem_id] < _LEAST:
        return None
    if marked is None or weights[marked.mem_id] < weights[body.mem_id] / 2:
        marked = _fullest(kept, weights, weights[body.mem_id] * _SHARE)
    main = _with_heading(_out_of_tables(marked), heading, body)
    inside = {node.mem_id for node in _with_others(main, kept)}
    if heading is not None and not any(holder.mem_id in inside for holder in _holders(heading)):
        inside.add(heading.mem_id)
    menus = (node.mem_id for node in body.css("[class], [id]") if not weights[node.mem_id] and _is_named_menu(node))
    return Main(frozenset(inside), frozenset(menus))


def _heading(body: LexborNode, title: str) -> LexborNode | None:
    """Find the element that holds the title: the only first heading, or what says the same as the title."""
    first = body.css("h1")
    if len(first) == 1:
        return first[0]
    texts = (node for node in body.traverse(include_text=True) if node.tag == "-text")
    return next((node.parent for node in texts if title and squeezed(node.text_content or "") == title), None)


def _fullest(kept: list[LexborNode], weights: Counter[int], least: float) -> LexborNode:
    """Find the smallest element that holds most of the text."""
    holders = {holder.mem_id: holder for node in kept for holder in _holders(node) if weights[holder.mem_id] >= least}
    return max(holders.values(), key=lambda holder: len(list(_holders(holder))))


def _out_of_tables(main: LexborNode) -> LexborNode:
    """Widen the main part to what holds the table of data that it is part of, if it is."""
    tables = [holder for holder in _holders(main) if holder.tag == "table" and is_data_table(holder)]
    return tables[-1].parent or main if tables else main


def _with_heading(main: LexborNode, heading: LexborNode | None, body: LexborNode) -> LexborNode:
    """Widen the main part to hold the title and what stands between; unless that would be the whole site."""
    if heading is None:
        return main
    around = {holder.mem_id for holder in _holders(main)}
    both = next((holder for holder in _holders(heading) if holder.mem_id in around), main)
    added = len(both.text()) - len(main.text())
    return main if both.mem_id == body.mem_id or added > len(main.text()) else both


def _with_others(main: LexborNode, kept: list[LexborNode]) -> Iterator[LexborNode]:
    """List the main part and, for a page in several blocks, its neighbours that are no menus."""
    yield main
    around = list(_holders(main))
    shared = {holder.mem_id: level for level, holder in enumerate(around)}
    top = 0
    for node in kept:
        beside = list(itertools.takewhile(lambda holder: holder.mem_id not in shared, _holders(node)))
        if beside and not any(map(_is_named_menu, beside)):
            top = max(top, shared[beside[-1].parent.mem_id] if beside[-1].parent else 0)
    for inner, holder in itertools.pairwise(around[: top + 1]):
        yield from (child for child in holder.iter() if child.mem_id != inner.mem_id and not _is_like_menu(child))


def _is_like_menu(node: LexborNode) -> bool:
    """Tell whether an element is a menu by its name, or is made of links."""
    linked = sum(len(squeezed(link.text())) for link in node.css("a"))
    return _is_named_menu(node) or linked > len(squeezed(node.text())) / 2


def _main_text(text: str) -> str:
    import trafilatura  # here: it takes half a second, and many collections never need it

    return squeezed(trafilatura.extract(text, include_comments=False) or "")


def _texts(body: LexborNode) -> Iterator[LexborNode]:
    """List the texts of a page that are long enough to tell them from menus."""
    for node in body.traverse(include_text=True):
        is_read = node.tag == "-text" and node.parent is not None and node.parent.tag not in UNREAD_TAGS
        if is_read and len(squeezed(node.text_content or "")) >= _SHORTEST:
            yield node


def _holders(node: LexborNode) -> Iterator[LexborNode]:
    """Walk from an element through those that hold it, from the inside out."""
    current: LexborNode | None = node
    while current is not None:
        yield current
        current = current.parent


def _is_named_menu(node: LexborNode) -> bool:
    return any(_MENU_NAMES.search(node.attributes.get(key) or "") for key in ("class", "id"))
