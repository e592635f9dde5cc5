"""The error tree of the project, and how the errors of others become part of it.

    PracticeSearchError
    ├── PageError             a page or a record that cannot be read
    ├── LibraryError          a library failed at a file or a model
    ├── corpus.sync.errors.*  a page, a site or an address that cannot be fetched
    ├── index.errors.*        no snapshot, a damaged one, another model, a second build
    └── service.errors.*      an unknown practice, export format or setting

Every message says what is wrong, with which value, and what mends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

_PANIC = "PanicException"
"""What a library in Rust raises where it gives up; it is no :class:`Exception`."""
_LONGEST = 300


class PracticeSearchError(Exception):
    """Base of every error that the project raises on purpose; its text is fit to be shown to a user."""


class PageError(PracticeSearchError):
    """A page or record that cannot be read; the rest of the collection goes on."""


class LibraryError(PracticeSearchError):
    """A library that failed at what it was given: a file, a folder, a model."""


@contextmanager
def naming(place: object, cure: str, kind: type[PracticeSearchError] = LibraryError) -> Iterator[None]:
    """Turn whatever a library raises into an error of the project, in one line: the place, the reason, the cure.

    Libraries raise what they like, mostly without the path: FAISS a ``RuntimeError`` that quotes its own source,
    tantivy a ``ValueError``, a library in Rust a panic. Errors of the project pass as they are.

    :param place: the path, or what else was worked on; where the system names a file itself, that one is said.
    :param cure: a sentence; not said where memory or the right to a file is missing, which has a cure of its own.
    :param kind: what is raised.
    """
    try:
        yield
    except PracticeSearchError:
        raise
    except BaseException as error:
        if not is_failure(error):
            raise
        raise kind(_failed_at(place, cure, error)) from error


def is_failure(error: BaseException) -> bool:
    """Tell whether something went wrong, and is not that the program is asked to end."""
    return isinstance(error, Exception) or type(error).__name__ == _PANIC


def in_words(error: BaseException) -> str:
    """Say in one line what went wrong: an error of the project in its own words, any other with what it is."""
    said = " ".join(str(error).split())
    if isinstance(error, PracticeSearchError):
        return said
    if isinstance(error, MemoryError):
        return "there is not enough memory; give the process more"
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{error.filename}: {error.strerror.lower()}; look at that path and the rights to it."
    return f"{type(error).__name__}: {said[:_LONGEST]}" if said else type(error).__name__


def _failed_at(place: object, cure: str, error: BaseException) -> str:
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return in_words(error)
    if isinstance(error, MemoryError):
        return f"{place}: {in_words(error)}."
    return f"{place}: {in_words(error).rstrip('.')}. {cure}"
