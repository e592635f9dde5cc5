"""What can be wrong with an index; each message names the value and the command that mends it."""

from __future__ import annotations

from corpus.errors import PracticeSearchError


class IndexFolderError(PracticeSearchError):
    """The index folder cannot be used as it is."""


class NoSnapshotError(IndexFolderError):
    """There is no index yet."""


class DamagedSnapshotError(IndexFolderError):
    """A file of a snapshot is missing, changed, or does not belong there."""


class UnknownSnapshotError(PracticeSearchError):
    """No snapshot on disk has this id."""


class OtherModelError(IndexFolderError):
    """The index was made with another embedding model than the one that is to ask it."""


class BuildRunningError(IndexFolderError):
    """Another process is building into the same folder."""


class FewerPracticesError(IndexFolderError):
    """A build read much less than what already serves, or not all of what it was given."""


class FullDiskError(IndexFolderError):
    """There is no room to write what is to be written."""


class FacetValueError(PracticeSearchError):
    """A value is none of its facet; the message names it and says what is."""


class ModelError(PracticeSearchError):
    """The embedding model cannot be loaded."""


class TestCollectionError(PracticeSearchError):
    """A test collection is not in BEIR layout."""

    __test__ = False
