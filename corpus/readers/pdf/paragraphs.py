"""Paragraphs of printed pages: their lines as one, without the hyphens of line ends."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.parsing.titles import SENTENCE_END
from corpus.readers.pdf.hyphens import DocumentWords
from corpus.readers.pdf.pieces import Piece


def join_paragraph(pieces: Sequence[Piece], words: DocumentWords) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Join the lines of a paragraph.

    :return: the text, and the pages that it goes over as (offset, page number).
    """
    parts: list[str] = []
    pages: list[tuple[int, int]] = []
    length = 0
    for number, piece in enumerate(pieces):
        if not pages or piece.page != pages[-1][1]:
            pages.append((length, piece.page))
        following = pieces[number + 1].text if number + 1 < len(pieces) else None
        parts.append(piece.text if following is None else words.join(piece.text, following))
        length += len(parts[-1])
    return "".join(parts), tuple(pages)


def is_mid_sentence(upper: Piece, lower: Piece) -> bool:
    """Tell whether a line goes on with the sentence above, which has not ended: it begins with a small letter."""
    return lower.text[0].islower() and not SENTENCE_END.search(upper.text)
