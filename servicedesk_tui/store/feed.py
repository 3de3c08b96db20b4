"""The feed: what other terminals should look at again. Every commit appends to it; readers follow by its seq.

SQLite: `PRAGMA data_version` says in microseconds whether anybody else committed. PostgreSQL: LISTEN on a connection of
its own, with catch-up by seq. A file's modification time is never asked.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, delete, func, insert, select, text
from sqlmodel import Session

from servicedesk_tui.models import Feed
from servicedesk_tui.vocabulary.rows import FeedItem

CHANNEL = "servicedesk_feed"
KEEP = timedelta(days=1)
MANY = 200
POLL_SECONDS = 0.15
Rest = Callable[[float], object]

_feed: Any = Feed.__table__  # type: ignore[attr-defined]


def append(session: Session, items: Sequence[tuple[str, int]], now: datetime) -> None:
    """Add (topic, row id) pairs; more than `MANY` of a topic become one item that says "many" (ref 0)."""
    by_topic: dict[str, list[int]] = {}
    for topic, ref in items:
        by_topic.setdefault(topic, []).append(ref)
    rows = [
        {"at": now, "topic": topic, "ref": ref}
        for topic, refs in by_topic.items()
        for ref in (sorted(set(refs)) if len(refs) <= MANY else [0])
    ]
    if not rows:
        return
    session.execute(insert(_feed), rows)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"NOTIFY {CHANNEL}"))


def prune(session: Session, now: datetime) -> None:
    """Drop items older than a day."""
    session.execute(delete(_feed).where(_feed.c.at < now - KEEP))


def position(connection: Connection | Session) -> int:
    """The newest seq. A pruned feed keeps counting from where it was."""
    newest = connection.execute(select(func.max(_feed.c.seq))).scalar_one()
    return int(newest or 0)


def since(connection: Connection | Session, seq: int, limit: int = 1000) -> tuple[FeedItem, ...]:
    """The items after `seq`, oldest first."""
    query = select(_feed.c.seq, _feed.c.topic, _feed.c.ref).where(_feed.c.seq > seq).order_by(_feed.c.seq).limit(limit)
    return tuple(FeedItem(*row) for row in connection.execute(query))


class Mark(NamedTuple):
    """A row of the feed as it stands there. That a row of its seq is there says less: a restored store counts on from where
    it was saved."""

    seq: int
    at: datetime
    topic: str
    ref: int


_MARK = select(_feed.c.seq, _feed.c.at, _feed.c.topic, _feed.c.ref)


def newest(session: Session) -> Mark | None:
    """Where the feed ends; None when nothing is in it."""
    row = session.execute(_MARK.order_by(_feed.c.seq.desc()).limit(1)).first()
    return None if row is None else Mark(*row)


def following(session: Session, mark: Mark, limit: int) -> list[Mark] | None:
    """What came after `mark`, oldest first; None when that is more than `limit`, or when nobody can say: the feed was pruned
    past it, or set back."""
    query = _MARK.where(_feed.c.seq >= mark.seq).order_by(_feed.c.seq).limit(limit + 2)
    found = [Mark(*row) for row in session.execute(query)]
    return found[1:] if found[:1] == [mark] and len(found) <= limit + 1 else None


class Listener:
    """Waits for others' commits on a connection of its own. `rest` takes up to so many seconds, less when there is something
    to look at."""

    def __init__(self, engine: Engine, rest: Rest = time.sleep) -> None:
        self._rest = rest
        self._connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._sqlite = engine.dialect.name == "sqlite"
        if not self._sqlite:
            self._connection.execute(text(f"LISTEN {CHANNEL}"))
        self.seq = position(self._connection)
        self._version = self._data_version()

    def _data_version(self) -> int:
        if not self._sqlite:
            return 0
        cursor = self._connection.connection.cursor()
        return int(cursor.execute("PRAGMA data_version").fetchone()[0])

    def wait(self, is_over: Callable[[], bool]) -> tuple[FeedItem, ...]:
        """Block until something was committed (its items) or `is_over` (nothing)."""
        while not is_over():
            if self._moved():
                items = since(self._connection, self.seq)
                if items:
                    self.seq = items[-1].seq
                    return items
        return ()

    def _moved(self) -> bool:
        if not self._sqlite:
            raw: Any = self._connection.connection.driver_connection
            return any(True for _note in raw.notifies(timeout=POLL_SECONDS, stop_after=1))
        version = self._data_version()
        if version == self._version:
            self._rest(POLL_SECONDS)
            return False
        self._version = version
        return True

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()
