"""The tables of a store of pages."""

from __future__ import annotations

import sqlite3

_FORMAT = 1
_SQL = """
CREATE TABLE pages (
    address TEXT PRIMARY KEY,
    first_seen TEXT NOT NULL,
    asked TEXT,           -- when it was last asked for
    round INTEGER,        -- in which round that was, and what came of it
    outcome TEXT,
    reason TEXT,
    failing_since TEXT,
    withdrawn TEXT,
    moved_to TEXT,
    version INTEGER REFERENCES versions (id)  -- the last good one
);
CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    round INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    fetched TEXT NOT NULL,
    content_type TEXT NOT NULL,
    title TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    laid_out INTEGER NOT NULL,
    etag TEXT,
    last_modified TEXT,
    rejected INTEGER NOT NULL DEFAULT 0  -- found not to be the page after all
);
CREATE INDEX versions_of_a_round ON versions (round);
CREATE TABLE rounds (id INTEGER PRIMARY KEY, listing TEXT NOT NULL, started TEXT NOT NULL, ended TEXT);
CREATE TABLE listing_pages (request TEXT PRIMARY KEY, address TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE listed (listing TEXT, address TEXT, place INTEGER, round INTEGER, PRIMARY KEY (listing, address));
"""


def prepare_tables(database: sqlite3.Connection) -> None:
    """Make the tables of a new file; check that another one holds them, undamaged.

    :raises sqlite3.DatabaseError: it is damaged, or of another format.
    """
    database.execute("PRAGMA synchronous = FULL")
    (format_number,) = database.execute("PRAGMA user_version").fetchone()
    if format_number == 0 and not database.execute("SELECT 1 FROM sqlite_master").fetchone():
        database.executescript(f"BEGIN;{_SQL}PRAGMA user_version = {_FORMAT};COMMIT")
    elif format_number != _FORMAT:
        raise sqlite3.DatabaseError(f"its format is {format_number}, this version reads {_FORMAT}")
    if database.execute("PRAGMA quick_check").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("it is damaged")
