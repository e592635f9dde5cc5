"""Errors of the service: what a caller can get wrong."""

from __future__ import annotations

from contextlib import AbstractContextManager

from corpus.errors import PracticeSearchError, naming
from corpus.model import Tombstone
from index.errors import IndexFolderError, ModelError


class SettingsError(PracticeSearchError):
    """A setting has a value that it cannot have, or does not exist."""


class RequestError(PracticeSearchError):
    """A request that cannot be answered as it is put."""


class PlanError(RequestError):
    """A plan that is given and cannot be carried out."""


class ParameterError(RequestError):
    """A parameter that does not exist, or that holds more than is read of it."""


class OutputError(PracticeSearchError):
    """A file that cannot be written, or a port that cannot be listened on."""


class NotServedError(IndexFolderError):
    """No snapshot serves: there is one, which is not open yet or cannot be opened."""


class UnknownPracticeError(PracticeSearchError):
    """No practice has this id."""


class TooOftenError(PracticeSearchError):
    """More requests come than can be taken.

    :param seconds: after which one more can be.
    """

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class FeedbackFileError(PracticeSearchError):
    """The file of feedback cannot be used as it is; the text is the keeper's, as it names the file."""


class FeedbackRefusedError(PracticeSearchError):
    """Feedback cannot be kept just now; the text is for readers, and names no file."""


class ForeignFormError(PracticeSearchError):
    """A form that is not one of our own pages'."""


class WithdrawnPracticeError(PracticeSearchError):
    """A practice that its site has withdrawn."""

    def __init__(self, tombstone: Tombstone) -> None:
        self.tombstone = tombstone
        super().__init__(
            f"“{tombstone.title}” is no longer on its site, which was noticed on {tombstone.withdrawn[:10]}. "
            f"It stood at {tombstone.url}."
        )


def naming_reader(name: str) -> AbstractContextManager[None]:
    """Turn what a library raises while a reader of answers works into an error that names it.

    :raises ModelError: the library failed.
    """
    return naming(f"The reader {name}", "Try again; if it stays so, set another PRACTICES_READER, or none.", ModelError)
