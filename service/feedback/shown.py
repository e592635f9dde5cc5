"""What readers were shown, with its words: those of statements that the snapshot has, no others, and not without end.

A client names spans. Were the words of any span kept, a small request could have whole sections written down again and
again; so words are kept of statements that are quoted, each once, and in proportion to what was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.text.statements import start_of_statement_before, statement_spans
from index.snapshot.snapshot import Snapshot
from service.feedback.store import ShownStatement

_MOST_WORDS = 8
"""Bytes of words that are kept for each byte sent; a page sends some 100 bytes for a statement of 200."""


def statements_with_words(
    statements: Iterable[ShownStatement], snapshot: Snapshot, sent: int
) -> Iterator[ShownStatement]:
    """Yield each statement once, with its words where the snapshot still has it and there is room for them.

    :param sent: bytes that a client sent beside the statements themselves.
    """
    kept = list(dict.fromkeys(statements))
    room = _MOST_WORDS * (sent + sum(_bytes_of(statement) for statement in kept))
    told = set()
    for statement in kept:
        text = _words(statement, snapshot)
        key = (statement.passage_id, statement.end)
        if not text or key in told or len(text.encode()) > room:
            yield statement
            continue
        told.add(key)
        room -= len(text.encode())
        yield replace(statement, text=text)


def _words(statement: ShownStatement, snapshot: Snapshot) -> str:
    """Give the words of a statement, with the one before it where its span takes that in; empty if it is none."""
    ordinal = snapshot.ordinals.get(statement.passage_id)
    passage = None if ordinal is None else snapshot.passages[ordinal]
    if passage is None or passage.practice_id != statement.practice_id:
        return ""
    starts = {passage.start + end: passage.start + start for start, end in statement_spans(passage)}
    start = starts.get(statement.end)
    if start is None:
        return ""
    text = snapshot.practices[passage.practice_id].sections[passage.section].text
    if statement.start not in (start, start_of_statement_before(text, passage, start)):
        return ""
    return text[statement.start : statement.end]


def _bytes_of(statement: ShownStatement) -> int:
    return len(f"{statement.practice_id} {statement.passage_id} {statement.start} {statement.end}".encode())
