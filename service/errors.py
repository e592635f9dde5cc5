"""Errors of the service: what a caller can get wrong."""

from __future__ import annotations

from corpus.errors import PracticeSearchError
from corpus.model import Tombstone


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


class UnknownPracticeError(PracticeSearchError):
    """No practice has this id."""


class TooOftenError(PracticeSearchError):
    """More requests come than can be taken."""


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
