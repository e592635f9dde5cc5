"""The snapshot that serves, following the index folder."""

from __future__ import annotations

import logging
import threading

from corpus.errors import PracticeSearchError
from index.retrieval.searcher import Searcher
from index.snapshot.files import serving_id
from service.answers.model import Answer
from service.bootstrap import Bootstrap
from service.settings import Settings
from service.writer.writing import Writing

log = logging.getLogger(__name__)


class LiveIndex:
    """The searcher that serves, following the index folder.

    When a build switches snapshots, the new one is opened aside and then takes over: requests under way finish on the
    one they began with, and a damaged newcomer never replaces a good one.
    """

    def __init__(self, wiring: Bootstrap) -> None:
        self._wiring = wiring
        self._searcher: Searcher | None = None
        self._opening = threading.Lock()
        self._refused: str | None = None

    @property
    def settings(self) -> Settings:
        """The settings it serves by."""
        return self._wiring.settings

    @property
    def has_writer(self) -> bool:
        """Whether an answer writer is set."""
        return self._wiring.writer is not None

    def writing(self, answer: Answer, searcher: Searcher, base_url: str) -> Writing | None:
        """An answer to be written; ``None`` without an answer writer, or where there is nothing to write from."""
        return self._wiring.writing(answer, searcher, base_url)

    def searcher(self) -> Searcher:
        """The current searcher; opens the first one.

        :raises PracticeSearchError: there is none that can be opened.
        """
        if self._searcher is None:
            with self._opening:
                if self._searcher is None:
                    self._searcher = self._wiring.open_searcher()
            return self._searcher
        self._follow(self._searcher.snapshot.snapshot_id)
        return self._searcher

    def _follow(self, serving: str) -> None:
        try:
            named = serving_id(self._wiring.settings.index)
        except (PracticeSearchError, OSError):
            return
        if named not in (serving, self._refused) and self._opening.acquire(blocking=False):
            try:
                threading.Thread(target=self._switch, args=(named,), daemon=True).start()
            except RuntimeError:  # no thread to be had just now; the next request tries again
                self._opening.release()

    def _switch(self, named: str) -> None:
        try:
            self._searcher = self._wiring.open_searcher()
            log.info("Now serving snapshot %s.", self._searcher.snapshot.snapshot_id)
        except Exception:
            # whatever is wrong with the newcomer, the old one goes on serving and the log says why
            self._refused = named
            log.exception("Snapshot %s is not served.", named)
        finally:
            self._opening.release()
