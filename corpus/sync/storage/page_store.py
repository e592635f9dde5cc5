"""What is known of each page, in one SQLite file beside the raw pages; every step of a sync is one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, fields
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from corpus.errors import LibraryError, PageError
from corpus.sync.storage.page_records import FetchOutcome, PageVersion, StoredPage, now
from corpus.sync.storage.raw_pages import RawPages
from corpus.sync.storage.schema import prepare_tables

FILE = "pages.sqlite"
"""The file that makes a folder a store of pages."""

_VERSION = ", ".join(f"v.{field.name}" for field in fields(PageVersion))
_PAGES = f"""SELECT p.address, first_seen, asked, p.round, outcome, reason, failing_since, withdrawn, moved_to,
    {_VERSION} FROM pages p LEFT JOIN versions v ON v.id = p.version"""  # nosec B608 # names of fields of ours


class PageStore:
    """The pages of one site. Times are ISO 8601 in UTC.

    The file uses SQLite's rollback journal: there is one writer, and unlike with a write-ahead log the one file is
    whole whenever nobody writes, so that it can be copied and read from a disk that cannot be written to.
    """

    def __init__(self, folder: Path, database: sqlite3.Connection) -> None:
        self.folder = folder
        self.raw = RawPages(folder / "raw")
        self._database = database

    @classmethod
    @contextmanager
    def open(cls, folder: Path) -> Iterator[PageStore]:
        """Open the store in a folder; a new one where there is none.

        :raises PageError: the file there is no such store, or damaged.
        """
        path = folder / FILE
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(path, timeout=60)) as database:
                try:
                    prepare_tables(database)
                except sqlite3.DatabaseError as error:
                    raise PageError(f"{path}: cannot be read as a store of pages: {error}.") from None
                yield cls(folder, database)
        except sqlite3.Error as error:
            cure = "Look for room on its disk, for the right to write there, and for another sync that runs."
            raise LibraryError(f"{path}: {error}. {cure}") from error

    def pages(self) -> list[StoredPage]:
        """List every page that was ever asked for, by address."""
        rows = self._database.execute(f"{_PAGES} ORDER BY p.address").fetchall()
        return [_page(row) for row in rows]

    def page(self, address: str) -> StoredPage | None:
        """Look up what is known of an address."""
        row = self._database.execute(f"{_PAGES} WHERE p.address = ?", (address,)).fetchone()
        return _page(row) if row else None

    def begin(self, listing: str, *, newer_than: str) -> tuple[int, bool]:
        """Begin a round, or continue an open one of the same listing that began after a time.

        :return: its number, and whether it had begun before.
        """
        with self._database as database:
            database.execute(
                "UPDATE rounds SET ended = 'given up' WHERE ended IS NULL AND (listing <> ? OR started <= ?)",
                (listing, newer_than),
            )
            open_round = database.execute("SELECT id FROM rounds WHERE ended IS NULL").fetchone()
            if open_round:
                return int(open_round[0]), True
            database.execute("DELETE FROM listing_pages")
            begun = database.execute("INSERT INTO rounds (listing, started) VALUES (?, ?)", (listing, now()))
            return begun.lastrowid or 0, False

    def end(self, round_id: int, how: str = "") -> None:
        """Close a round; what its listing held is not needed any more."""
        with self._database as database:
            database.execute("UPDATE rounds SET ended = ? WHERE id = ?", (how or now(), round_id))
            database.execute("DELETE FROM listing_pages")

    def listing_page(self, request: str) -> tuple[str, bytes] | None:
        """Look up a page of the listing that this round has fetched: where it was found, and its bytes."""
        rows = self._database.execute("SELECT address, body FROM listing_pages WHERE request = ?", (request,))
        return rows.fetchone()  # type: ignore[no-any-return]

    def keep_listing_page(self, request: str, address: str, body: bytes) -> None:
        """Remember a page of the listing until the round ends."""
        with self._database as database:
            database.execute("INSERT OR REPLACE INTO listing_pages VALUES (?, ?, ?)", (request, address, body))

    def listed(self, listing: str) -> dict[str, bool]:
        """List the pages with a text, not withdrawn, that a listing has named, and whether it did when last read."""
        rows = self._database.execute(
            "SELECT address, l.round = (SELECT max(round) FROM listed WHERE listing = l.listing)"
            " FROM listed l JOIN pages p USING (address)"
            " WHERE listing = ? AND version IS NOT NULL AND withdrawn IS NULL ORDER BY place, address",
            (listing,),
        )
        return {address: bool(last) for address, last in rows}

    def set_listed(self, listing: str, addresses: Iterable[str], round_id: int) -> None:
        """Note what a listing names; what it named before stays noted, to be asked for itself."""
        rows = [(listing, address, place, round_id) for place, address in enumerate(addresses)]
        with self._database as database:
            database.executemany("INSERT OR REPLACE INTO listed VALUES (?, ?, ?, ?)", rows)

    def keep_version(self, address: str, round_id: int, outcome: FetchOutcome, version: PageVersion) -> None:
        """Note a good response: the page is there, with this text from now on."""
        with self._database as database:
            number = database.execute(
                "INSERT INTO versions (address, round, sha256, fetched, content_type, title, text_sha256, laid_out,"
                " etag, last_modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (address, round_id, *astuple(version)),
            ).lastrowid
            self._set(address, round_id, outcome, version=number, failing_since=None, withdrawn=None)

    def confirm_version(self, address: str, round_id: int, etag: str | None, last_modified: str | None) -> None:
        """Note a good response with the text that is known already; what to ask with next time may differ."""
        with self._database as database:
            database.execute(
                "UPDATE versions SET etag = ?, last_modified = ? WHERE id = (SELECT version FROM pages"
                " WHERE address = ?)",
                (etag, last_modified, address),
            )
            self._set(address, round_id, FetchOutcome.UNCHANGED, failing_since=None, withdrawn=None)

    def mark_failed(self, address: str, round_id: int, reason: str) -> None:
        """Note a failure: what is kept stays, with the time since when it is not confirmed."""
        with self._database as database:
            self._set(address, round_id, FetchOutcome.FAILED, reason=reason)
            database.execute(
                "UPDATE pages SET failing_since = coalesce(failing_since, asked) WHERE address = ?", (address,)
            )

    def mark_moved(self, address: str, round_id: int, target: str) -> None:
        """Note that the page is now at another address, which is a page of its own."""
        with self._database as database:
            self._set(address, round_id, FetchOutcome.MOVED, moved_to=target)
            database.execute(  # so that it is asked for even when no listing names either of the two any more
                "INSERT OR IGNORE INTO listed SELECT listing, ?, 0, 0 FROM rounds WHERE id = ?", (target, round_id)
            )

    def mark_missing(self, address: str, round_id: int, reason: str) -> None:
        """Note that the site has no such page (any more); :meth:`withdraw` makes it final."""
        with self._database:
            self._set(address, round_id, FetchOutcome.WITHDRAWN, reason=reason)

    def withdraw(self, round_id: int) -> None:
        """Make final what the pages of a round are said to be: withdrawn, or moved to a page that is there."""
        with self._database as database:
            database.execute(
                "UPDATE pages SET withdrawn = coalesce(withdrawn, asked), failing_since = NULL"
                " WHERE round = ? AND outcome IN ('withdrawn', 'moved') AND version IS NOT NULL",
                (round_id,),
            )

    def repeated_texts(self, round_id: int) -> dict[str, list[str]]:
        """List the addresses where a round has found a text, for each text that is not laid out as a practice."""
        rows = self._database.execute(
            "SELECT text_sha256, address FROM versions WHERE round = ? AND NOT laid_out GROUP BY 1, 2 ORDER BY 1, 2",
            (round_id,),
        ).fetchall()
        return {text: [address for _, address in group] for text, group in groupby(rows, key=itemgetter(0))}

    def reject_text(self, text_sha256: str, round_id: int, reason: str) -> None:
        """Take back a text that is no practice: its pages failed, and the versions before count again."""
        with self._database as database:
            addresses = database.execute(
                "SELECT p.address FROM pages p JOIN versions v ON v.id = p.version"
                " WHERE v.round = ? AND v.text_sha256 = ?",
                (round_id, text_sha256),
            ).fetchall()
            database.execute(
                "UPDATE versions SET rejected = 1 WHERE round = ? AND text_sha256 = ?", (round_id, text_sha256)
            )
            for (address,) in addresses:
                self._set(address, round_id, FetchOutcome.FAILED, reason=reason)
                database.execute(
                    "UPDATE pages SET failing_since = coalesce(failing_since, asked), version ="
                    " (SELECT max(id) FROM versions v WHERE v.address = pages.address AND NOT rejected)"
                    " WHERE address = ?",
                    (address,),
                )

    def _set(self, address: str, round_id: int, outcome: FetchOutcome, **values: object) -> None:
        """Write what came of asking for a page, within a transaction."""
        time = now()
        values = {"reason": None, "moved_to": None} | values
        values |= {"asked": time, "round": round_id, "outcome": outcome}
        self._database.execute("INSERT OR IGNORE INTO pages (address, first_seen) VALUES (?, ?)", (address, time))
        names = ", ".join(f"{name} = ?" for name in values)
        update = f"UPDATE pages SET {names} WHERE address = ?"  # nosec B608 # names that the methods above write out
        self._database.execute(update, (*values.values(), address))


def damage_of_store(path: Path) -> str:
    """Say why the file of a store cannot be used, without changing it; empty where it can."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", timeout=1, uri=True)) as database:
            prepare_tables(database)
    except sqlite3.Error as error:
        return f"cannot be read as a store of pages: {error}"
    return ""


def _page(row: tuple[Any, ...]) -> StoredPage:
    address, first_seen, asked, round_id, outcome, reason, failing_since, withdrawn, moved_to, *version = row
    return StoredPage(
        address,
        first_seen,
        asked,
        round_id,
        FetchOutcome(outcome) if outcome else None,
        reason,
        failing_since,
        withdrawn,
        moved_to,
        PageVersion(*version) if version[0] else None,
    )
