"""Who has which task open, and who writes on it: a word to each other, never a lock.

It is kept aside, so that a heartbeat wakes nobody: on SQLite in a small file of its own beside the store, on PostgreSQL in an
unlogged table that is made when it is first used. Nothing depends on it: what goes wrong with it is passed over in silence.
"""

import os
import sqlite3
import time
import uuid
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.notes import Present

BEAT = 8.0
"""Seconds between two heartbeats."""
GONE = 30.0
"""Seconds after which whoever was not heard of is gone."""
_WAIT = 0.5
_TABLE = (
    "CREATE {kind} TABLE IF NOT EXISTS presence (place VARCHAR(64) PRIMARY KEY, login VARCHAR(64) NOT NULL, "
    "terminal VARCHAR(200) NOT NULL, task BIGINT, writes INTEGER NOT NULL, since DOUBLE PRECISION NOT NULL, "
    "beat DOUBLE PRECISION NOT NULL)"
)
_BEAT = (
    "INSERT INTO presence (place, login, terminal, task, writes, since, beat) "
    "VALUES ({0}, {0}, {0}, {0}, {0}, {0}, {0}) ON CONFLICT (place) DO UPDATE SET login = excluded.login, "
    "since = CASE WHEN presence.task = excluded.task THEN presence.since ELSE excluded.since END, "
    "task = excluded.task, writes = excluded.writes, beat = excluded.beat"
)
_THERE = (
    "SELECT task, login, since, writes, terminal FROM presence WHERE place <> {0} AND task IS NOT NULL AND beat > {0}"
)


def presence_file(store: Path) -> Path:
    """Where it is kept beside a store in a file."""
    return store.with_name(f"{store.name}-presence")


class Presence:
    """This terminal's word on where it is, and what the others say. Belongs to the thread that made it."""

    def __init__(self, address: StoreAddress, login: str, terminal: str = "") -> None:
        self._address = address
        self._login = login
        self._terminal = terminal
        self._place = uuid.uuid4().hex
        self._is_ready = False

    def beat(self, task: int | None, *, writes: bool = False) -> tuple[Present, ...]:
        """Say which task is open here, and hear of the others'."""
        now = time.time()
        mine = (self._place, self._login, self._terminal, task, int(writes), now, now)
        told = self._tell(
            (_BEAT, mine),
            ("DELETE FROM presence WHERE beat < {0}", (now - 3600,)),
            (_THERE, (self._place, now - GONE)),
        )
        found = (
            Present(int(row[0]), str(row[1]), datetime.fromtimestamp(row[2], UTC), bool(row[3]), str(row[4]))
            for row in told
        )
        return tuple(sorted(found, key=lambda one: (one.task, one.login, one.since)))

    def leave(self) -> None:
        """Be nowhere."""
        if self._is_ready:
            self._tell(("DELETE FROM presence WHERE place = {0}", (self._place,)))

    def _tell(self, *statements: tuple[str, tuple[Any, ...]]) -> list[Any]:
        """Carry statements out together; the rows of the last. Nothing when that cannot be."""
        with suppress(Exception):
            return self._on_postgres(statements) if self._address.url else self._on_sqlite(statements)
        return []

    def _on_sqlite(self, statements: Iterable[tuple[str, tuple[Any, ...]]]) -> list[Any]:
        assert self._address.path is not None
        path = presence_file(self._address.path)
        if not path.exists():
            _make(path, self._address.path)
        rows: list[Any] = []
        with closing(sqlite3.connect(path, timeout=_WAIT, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("BEGIN IMMEDIATE")
            if not self._is_ready:
                connection.execute(_TABLE.format(kind=""))
            for statement, values in statements:
                rows = connection.execute(statement.format("?"), values).fetchall()
            connection.execute("COMMIT")
        self._is_ready = True
        return rows

    def _on_postgres(self, statements: Iterable[tuple[str, tuple[Any, ...]]]) -> list[Any]:
        import psycopg

        rows: list[Any] = []
        with psycopg.connect(
            _plain(self._address.url), connect_timeout=2, application_name="servicedesk presence"
        ) as connection:
            if not self._is_ready:
                there = connection.execute("SELECT to_regclass('presence')").fetchone()
                if not there or there[0] is None:
                    connection.execute(_TABLE.format(kind="UNLOGGED"))
            for statement, values in statements:
                cursor = connection.execute(statement.format("%s"), values)
                rows = cursor.fetchall() if cursor.description else []
        self._is_ready = True
        return rows


def _plain(url: str) -> str:
    """The URL as the server's own library reads it, whichever way it was written."""
    return f"postgresql://{url.partition('://')[2]}"


def _make(path: Path, store: Path) -> None:
    """The file, with the store's own group and permissions: whoever may write to the store may say where they are."""
    found = store.stat()
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        with suppress(PermissionError):
            os.chown(path, -1, found.st_gid)
            path.chmod(found.st_mode & 0o666)
