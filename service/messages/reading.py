"""Messages about how a query was read: what else was looked for, and what its quotation marks did."""

from __future__ import annotations

from collections.abc import Iterator

from index.query.reader import Query


def describe_reading(query: Query) -> Iterator[str]:
    """Say in a sentence each what a query was read as that it does not say itself; nothing where that is nothing."""
    for written, read_as in query.changes:
        yield f"Read “{written}” as “{read_as}”. To look for it as you wrote it, put it in quotation marks."
    for expansion in query.expansions:
        yield (
            f"Also looked for “{expansion.other}”: {expansion.practice_id} says that it is the same as "
            f"“{expansion.written}”."
        )
    for phrase in query.phrases:
        yield describe_phrase(phrase)
    for phrase in query.loose_phrases:
        how = "" if phrase in query.absent_phrases else f' To demand it, write +"{phrase}".'
        yield f"{describe_loose_phrase(phrase, query)}{how}"


def describe_phrase(phrase: str) -> str:
    """Say that a phrase is a condition."""
    return f"Only passages that hold “{phrase}” word for word, or whose practice has it in its title."


def describe_loose_phrase(phrase: str, query: Query) -> str:
    """Say what a phrase does that is none."""
    if phrase in query.absent_phrases:
        return f"Nothing here holds “{phrase}” word for word; it was looked for by its meaning."
    return (
        f"“{phrase}” counted a little more than the other words; passages that do not hold it word for word are found "
        "too."
    )
