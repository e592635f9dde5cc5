"""What the HTML standard says of elements, and the walk through a page that every pass takes.

Every element is part of a line but those that the standard's rendering section calls blocks
(https://html.spec.whatwg.org/multipage/rendering.html): an unknown or custom element never cuts a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

UNREAD_TAGS = frozenset("script style template head input -comment".split())
"""Elements that hold no text of the page."""
UNSEEN_TAGS = frozenset(
    # never shown; shown only where a file or a script fails; the parts of a control that is closed
    "noscript noembed noframes datalist title desc metadata defs symbol annotation annotation-xml "
    "video audio canvas object select textarea rt rp rtc del s strike".split()
)
"""Elements that nobody reads as text of the page.

The reading of a ruby would stand inside the word that it is for, and what is struck through says what is no longer so.
"""
BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol "
    "optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp".split()
)
HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}


def walk(root: LexborNode) -> Iterator[tuple[LexborNode, str, bool]]:
    """Walk through an element and all it holds, without recursion: pages nest deeply.

    :return: each element as it opens and as it closes (node, tag, whether it opens); texts only open.
    """
    end = root.mem_id
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or ""
        if tag not in UNREAD_TAGS:
            yield node, tag, True
            if tag != "-text":
                if node.first_child is not None:
                    node = node.first_child
                    continue
                yield node, tag, False
        while node.mem_id != end and node.next is None and node.parent is not None:
            node = node.parent
            yield node, node.tag or "", False
        if node.mem_id == end:
            return
        node = node.next


def tokens(node: LexborNode, name: str = "class") -> list[str]:
    """Split an attribute that lists names."""
    return (node.attributes.get(name) or "").split()
