"""Which part of an HTML page is the page, where its markup does not say so: asked of trafilatura.

What trafilatura takes for the text only points to the element that holds it. That element is then read whole, so that
what the library leaves out of it (tables, lists of links, a lead) is not lost; what is outside of it is furniture.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from corpus.readers.html.elements import walk
from corpus.readers.html.menus import is_named_menu
from corpus.readers.html.structure import Structure
from corpus.readers.html.tables import is_data_table
from corpus.text.strings import squeezed

_SHORTEST = 40
"""Characters; a shorter text may stand in menus too."""
_LEAST = 200
"""Characters that must be found; less says nothing of where the page is."""
_SHARE = 0.75
"""Of what is found; the rest may be a teaser or a footer. On the pages of the tests any value from 0.6 to 0.8 does."""


@dataclass(frozen=True, slots=True)
class Main:
    """The elements that hold the page, and those in them that are menus, by ``mem_id``."""

    inside: frozenset[int]
    menus: frozenset[int]


def find_main(text: str, body: LexborNode, marked: LexborNode | None, title: str, structure: Structure) -> Main | None:
    """Find the main part of a page; ``None`` where it cannot be told.

    :param marked: the part that the markup calls the main one, which holds where it has the text.
    :param title: the title of the page, which stands in the part or, in the site's own header, above it.
    :param structure: what the elements of the page hold.
    """
    main_text = _main_text(text)
    heading = _heading(body, title)
    above = squeezed(heading.text()) if heading else title
    weights = _weigh(body, main_text, above)
    if weights[body.mem_id] < _LEAST:
        return None
    if marked is None or weights[marked.mem_id] < weights[body.mem_id] / 2:
        marked = _fullest(body, weights, weights[body.mem_id] * _SHARE)
    main = _with_heading(_out_of_tables(marked, structure), heading, body)
    inside = {node.mem_id for node in _with_others(main, body, weights)}
    if heading is not None and not any(holder.mem_id in inside for holder in _holders(heading)):
        inside.add(heading.mem_id)
    menus = (node.mem_id for node in body.css("[class], [id]") if not weights[node.mem_id] and is_named_menu(node))
    return Main(frozenset(inside), frozenset(menus))


def _heading(body: LexborNode, title: str) -> LexborNode | None:
    """Find the element that holds the title: the only first heading, or what says the same as the title."""
    first = body.css("h1")
    if len(first) == 1:
        return first[0]
    texts = (node for node in body.traverse(include_text=True) if node.tag == "-text")
    return next((node.parent for node in texts if title and squeezed(node.text_content or "") == title), None)


def _weigh(body: LexborNode, main_text: str, above: str) -> Counter[int]:
    """Count the characters of the main text that each text of a page and each element holds, by ``mem_id``."""
    weights: Counter[int] = Counter()
    for node, tag, is_opening in walk(body):
        if tag == "-text":
            text = squeezed(node.text_content or "")
            if len(text) >= _SHORTEST and text in main_text and text != above:
                weights[node.mem_id] = len(node.text_content or "")
        is_done = (tag == "-text" or not is_opening) and node.mem_id in weights and node.mem_id != body.mem_id
        if is_done and node.parent is not None:
            weights[node.parent.mem_id] += weights[node.mem_id]
    return weights


def _fullest(body: LexborNode, weights: Counter[int], least: float) -> LexborNode:
    """Find the smallest element that holds most of the text."""
    fullest = body
    while True:
        inner = (child for child in fullest.iter() if weights[child.mem_id] >= least)
        if (narrower := next(inner, None)) is None:
            return fullest
        fullest = narrower


def _out_of_tables(main: LexborNode, structure: Structure) -> LexborNode:
    """Widen the main part to what holds the table of data that it is part of, if it is."""
    holders = (holder for holder in _holders(main) if holder.tag == "table" and holder.mem_id in structure)
    tables = [holder for holder in holders if is_data_table(holder, structure[holder.mem_id])]
    return tables[-1].parent or main if tables else main


def _with_heading(main: LexborNode, heading: LexborNode | None, body: LexborNode) -> LexborNode:
    """Widen the main part to hold the title and what stands between; unless that would be the whole site."""
    if heading is None:
        return main
    around = {holder.mem_id for holder in _holders(main)}
    both = next((holder for holder in _holders(heading) if holder.mem_id in around), main)
    added = len(both.text()) - len(main.text())
    return main if both.mem_id == body.mem_id or added > len(main.text()) else both


def _with_others(main: LexborNode, body: LexborNode, weights: Counter[int]) -> Iterator[LexborNode]:
    """List the main part and, for a page in several blocks, its neighbours that are no menus."""
    yield main
    around = list(_holders(main))
    top = _top_level(body, {holder.mem_id: level for level, holder in enumerate(around)}, weights)
    for inner, holder in itertools.pairwise(around[: top + 1]):
        yield from (child for child in holder.iter() if child.mem_id != inner.mem_id and not _is_like_menu(child))


def _top_level(body: LexborNode, levels: dict[int, int], weights: Counter[int]) -> int:
    """Find the outermost holder of the main part that directly holds main text elsewhere, outside menus."""
    top = 0
    places = [(0, False)]
    """Of each open element: the level of the innermost holder of the main part, and whether a menu is open in it."""
    for node, tag, is_opening in walk(body):
        if tag == "-text":
            level, is_in_menu = places[-1]
            if weights[node.mem_id] and not is_in_menu:
                top = max(top, level)
        elif not is_opening:
            places.pop()
        elif node.mem_id in levels:
            places.append((levels[node.mem_id], False))
        else:
            level, is_in_menu = places[-1]
            places.append((level, is_in_menu or is_named_menu(node)))
    return top


def _is_like_menu(node: LexborNode) -> bool:
    """Tell whether an element is a menu by its name, or is made of links."""
    linked = sum(len(squeezed(link.text())) for link in node.css("a"))
    return is_named_menu(node) or linked > len(squeezed(node.text())) / 2


def _main_text(text: str) -> str:
    import trafilatura  # here: it takes half a second, and many collections never need it

    return squeezed(trafilatura.extract(text, include_comments=False) or "")


def _holders(node: LexborNode) -> Iterator[LexborNode]:
    """Walk from an element through those that hold it, from the inside out."""
    current: LexborNode | None = node
    while current is not None:
        yield current
        current = current.parent
