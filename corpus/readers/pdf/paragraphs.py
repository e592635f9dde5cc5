"""Paragraphs of printed pages: their lines as one, without the hyphens of line ends."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Link
from corpus.parsing.page import Line
from corpus.parsing.titles import SENTENCE_END
from corpus.readers.pdf.hyphens import DocumentWords
from corpus.readers.pdf.pieces import Piece, moved_links


def join_paragraph(pieces: Sequence[Piece], words: DocumentWords) -> Line:
    """Join the lines of a paragraph to one, with the pages that it goes over and its links."""
    parts: list[str] = []
    links: list[Link] = []
    pages: list[tuple[int, int]] = []
    length = 0
    for number, piece in enumerate(pieces):
        if not pages or piece.page != pages[-1][1]:
            pages.append((length, piece.page))
        following = pieces[number + 1].text if number + 1 < len(pieces) else None
        parts.append(piece.text if following is None else words.join(piece.text, following))
        links += moved_links((link._replace(end=min(link.end, len(parts[-1]))) for link in piece.links), length)
        length += len(parts[-1])
    return Line("".join(parts), pages=tuple(pages), links=tuple(links))


def is_mid_sentence(upper: Piece, lower: Piece) -> bool:
    """Tell whether a line goes on with the sentence above, which has not ended: it begins with a small letter."""
    return lower.text[0].islower() and not SENTENCE_END.search(upper.text)
