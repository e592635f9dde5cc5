"""Diagrams (SmartArt): the texts of their boxes in order, each below the one it hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.readers.word.xml import Element, all_text, attribute, child, children, is_on, kind_of
from corpus.text.strings import squeezed

_OF_CONTENT = ("", "node", "asst", "sibTrans", "parTrans")
"""Types of points that can hold a text of the author's; the others say how the diagram is drawn."""
_DEEPEST = 8


def diagram_lines(root: Element) -> Iterator[str]:
    """Write the boxes of a diagram as a list, indented by their depth."""
    points = {attribute(point, "modelId"): point for point in children(child(root, "ptLst"), "pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for link in children(child(root, "cxnLst"), "cxn"):
        if attribute(link, "type") in ("", "parOf"):
            order = attribute(link, "srcOrd")
            place = int(order) if order.isdecimal() and len(order) < 10 else 0
            below.setdefault(attribute(link, "srcId"), []).append((place, attribute(link, "destId")))
    tops = [(0, name) for name, point in points.items() if attribute(point, "type") == "doc"]
    waiting = [*((0, name) for name in reversed(points)), *tops]
    said: set[str] = set()
    while waiting:
        depth, name = waiting.pop()
        if name in said or name not in points:
            continue
        said.add(name)
        if text := _text(points[name]):
            yield f"{'  ' * min(max(depth - 1, 0), _DEEPEST)}- {text}"
        waiting += [(depth + 1, lower) for _, lower in sorted(below.get(name, ()), reverse=True)]


def _text(point: Element) -> str:
    properties = child(point, "prSet")
    is_hint = properties is not None and is_on(attribute(properties, "phldr") or None)
    body = child(point, "t")
    if body is None or is_hint or attribute(point, "type") not in _OF_CONTENT:
        return ""
    return squeezed(all_text(body))


def shape_lines(body: Element) -> Iterator[str]:
    """Write the paragraphs of a shape that is drawn, not written."""
    yield from filter(None, (squeezed(all_text(part)) for part in body.iter() if kind_of(part) == "p"))
