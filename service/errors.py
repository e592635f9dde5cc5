"""What a caller of the service can get wrong."""

from __future__ import annotations

from corpus.errors import PracticeSearchError


class SettingsError(PracticeSearchError):
    """A setting has a value that it cannot have, or does not exist."""


class RequestError(PracticeSearchError):
    """A request that cannot be answered as it is put."""


class UnknownPracticeError(PracticeSearchError):
    """No practice has this id."""


class TooOftenError(PracticeSearchError):
    """More requests come than can be taken."""


class ForeignFormError(PracticeSearchError):
    """A form that is not one of our own pages'."""
