"""Live index: the snapshot that serves, following the index folder."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from corpus.errors import in_words, is_failure
from index.errors import NoSnapshotError
from index.snapshot.files import file_states, serving_id
from service.bootstrap import Bootstrap
from service.engine import Engine
from service.errors import NotServedError
from service.rehearsal import rehearse
from service.retries import Retries
from service.settings import Settings

log = logging.getLogger(__name__)

_LOOK = 1.0
"""Seconds between two looks at the folder, and until a snapshot that was refused is tried for the second time."""
_LONGEST_PAUSE = 20.0
"""Seconds between two tries at the most, so that what has become whole serves within a minute."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A snapshot that the folder names and that is not served."""

    snapshot_id: str
    """Empty where the folder names none."""
    reason: str
    since: datetime

    def __str__(self) -> str:
        what = f"Snapshot {self.snapshot_id!r} is not served" if self.snapshot_id else "Nothing new is served"
        return f"{what} (since {self.since:%Y-%m-%d %H:%M:%S} UTC, tried again by itself): {self.reason}"


class LiveIndex:
    """The engine over the serving snapshot.

    When a build switches snapshots, the new one is opened aside and then takes over: requests under way finish on the
    one they began with, and a newcomer that cannot be opened never replaces a good one. It is tried again, as its files
    may still be on their way, or memory have been short.
    """

    def __init__(self, bootstrap: Bootstrap, *, look: float = _LOOK, longest_pause: float = _LONGEST_PAUSE) -> None:
        """:param look: seconds between two looks at the folder, and ``longest_pause`` between two tries."""
        self._bootstrap = bootstrap
        self._look_every = look
        self._engine: Engine | None = None
        self._opening = threading.Lock()
        self._retries = Retries(look, longest_pause)
        self._named = ""
        self._watcher: threading.Thread | None = None
        self._is_watched = False
        self._stop = threading.Event()
        self.refused: Refusal | None = None
        """What the folder names and is not served; ``None`` where it is."""

    @property
    def settings(self) -> Settings:
        """The settings it serves by."""
        return self._bootstrap.settings

    def engine(self) -> Engine:
        """Give the engine over the snapshot that serves; opens the first one where nobody watches the folder.

        :raises NoSnapshotError: nothing has been built yet.
        :raises NotServedError: there is none that can be opened.
        """
        if self._is_watched:
            self._watch()
        elif self._engine is None:
            self.look()
        if engine := self._engine:
            return engine
        refused = self.refused
        if refused is None:
            raise NotServedError("The index is being opened; ask again in a moment.")
        raise NotServedError(refused.reason) if refused.snapshot_id else NoSnapshotError(refused.reason)

    @contextmanager
    def following(self) -> Iterator[None]:
        """Watch the folder, without waiting for requests, and serve what it names from then on."""
        self._is_watched = True
        self._watch()
        try:
            yield
        finally:
            self._is_watched = False
            self._stop.set()

    def look(self) -> None:
        """Open the snapshot that the folder names where another one serves and it is time to try; never raises."""
        with self._opening:
            try:
                named = serving_id(self.settings.index)
            except Exception as error:  # no folder, or none that can be read
                self._refuse("", error)
                return
            if self._engine and self._engine.snapshot.snapshot_id == named:
                self.refused = None
                return
            if named != self._named:
                self._named = named
                self._retries.forget()
            state = file_states(self.settings.index, named)
            if self._retries.is_due(state):
                self._try(named, state)

    def _try(self, named: str, state: tuple[object, ...]) -> None:
        try:
            engine = self._bootstrap.open_engine()
            rehearse(engine)
        except BaseException as error:
            if not is_failure(error):
                raise
            self._retries.failed(state)
            self._refuse(named, error)
        else:
            self._engine, self.refused = engine, None
            self._retries.forget()
            log.info("Now serving snapshot %s.", engine.snapshot.snapshot_id)

    def _refuse(self, named: str, error: BaseException) -> None:
        """Keep why a snapshot is not served, as words: an error would keep what was opened of it in memory."""
        reason = in_words(error)
        if self.refused and self.refused.snapshot_id == named:
            self.refused = replace(self.refused, reason=reason)
        else:
            self.refused = Refusal(named, reason, datetime.now(UTC))
            if self._is_watched:  # else whoever asked is told
                log.warning("%s", self.refused)
        log.debug("The reason:", exc_info=error)

    def _watch(self) -> None:
        """See to it that a thread looks; where none is to be had just now, the next request tries again."""
        if self._watcher and self._watcher.is_alive():
            return
        self._stop = threading.Event()
        watcher = threading.Thread(target=self._follow, args=(self._stop,), name="live-index", daemon=True)
        try:
            watcher.start()
        except RuntimeError:
            return
        self._watcher = watcher

    def _follow(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self.look()
            stop.wait(self._look_every)
