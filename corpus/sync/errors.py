"""Errors between here and a site."""

from __future__ import annotations

from corpus.errors import PracticeSearchError


class FetchError(PracticeSearchError):
    """A page that could not be brought."""


class AddressError(FetchError):
    """An address that is not fetched: another host, another scheme, or a machine of a private network."""


class SiteError(FetchError):
    """The site, rather than one page, seems to be the trouble.

    :param leave_alone: whether it asks not to be asked again for now.
    """

    def __init__(self, message: str, *, leave_alone: bool = False) -> None:
        super().__init__(message)
        self.leave_alone = leave_alone


class SyncError(PracticeSearchError):
    """A sync that stopped; what is kept stays as it is."""


class ListingError(SyncError):
    """A listing that was brought and cannot be used."""
