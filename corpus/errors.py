"""The error tree of the project.

    PracticeSearchError
    ├── PageError             a page or a record that cannot be read
    ├── corpus.sync.errors.*  a page, a site or an address that cannot be fetched
    ├── index.errors.*        no snapshot, a damaged one, another model, a second build
    └── service.errors.*      an unknown practice, export format or setting

Every message says what is wrong, with which value, and what mends it.
"""


class PracticeSearchError(Exception):
    """Base of every error that the project raises on purpose; its text is fit to be shown to a user."""


class PageError(PracticeSearchError):
    """A page or record that cannot be read; the rest of the collection goes on."""
