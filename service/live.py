"""Live index: the snapshot that serves, following the index folder."""

from __future__ import annotations

import logging
import threading

from corpus.errors import PracticeSearchError
from index.snapshot.files import serving_id
from service.bootstrap import Bootstrap
from service.engine import Engine
from service.settings import Settings

log = logging.getLogger(__name__)


class LiveIndex:
    """The engine over the serving snapshot.

    When a build switches snapshots, the new one is opened aside and then takes over: requests under way finish on the
    one they began with, and a damaged newcomer never replaces a good one.
    """

    def __init__(self, bootstrap: Bootstrap) -> None:
        self._bootstrap = bootstrap
        self._engine: Engine | None = None
        self._opening = threading.Lock()
        self._refused: str | None = None

    @property
    def settings(self) -> Settings:
        """The settings it serves by."""
        return self._bootstrap.settings

    def engine(self) -> Engine:
        """Give the engine over the current snapshot; opens the first one, and loads the models for it.

        :raises PracticeSearchError: there is none that can be opened.
        """
        if self._engine is None:
            with self._opening:
                if self._engine is None:
                    self._engine = self._open()
            return self._engine
        self._follow(self._engine.snapshot.snapshot_id)
        return self._engine

    def _open(self) -> Engine:
        engine = self._bootstrap.open_engine()
        engine.context  # noqa: B018 -- models are loaded and compared with the snapshot before it serves
        return engine

    def _follow(self, serving: str) -> None:
        try:
            named = serving_id(self.settings.index)
        except (PracticeSearchError, OSError):
            return
        if named not in (serving, self._refused) and self._opening.acquire(blocking=False):
            try:
                threading.Thread(target=self._switch, args=(named,), daemon=True).start()
            except RuntimeError:  # no thread to be had just now; the next request tries again
                self._opening.release()

    def _switch(self, named: str) -> None:
        try:
            self._engine = self._open()
            log.info("Now serving snapshot %s.", self._engine.snapshot.snapshot_id)
        except Exception:
            # whatever is wrong with the newcomer, the old one goes on serving and the log says why
            self._refused = named
            log.exception("Snapshot %s is not served.", named)
        finally:
            self._opening.release()
