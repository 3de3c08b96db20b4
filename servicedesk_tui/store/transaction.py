"""One writer at a time on both databases: BEGIN IMMEDIATE on SQLite (in turn), one advisory lock on PostgreSQL.

`reading` gives a consistent snapshot. `writing` gives the lock first. `taking_lock` turns a reading session into a writing
one in place, for bulk verbs that read and think before they take the lock; what they read must then be checked again.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from .faults import StoreBusy, faults_in_words, in_words
from .turn import TELL_AFTER, OnWait, turn

ADVISORY_LOCK = 0x5344_5455
PATIENCE_SECONDS = 30.0
_NAME = "servicedesk "
_KEY = {"key": ADVISORY_LOCK}
_TRY = text("SELECT pg_try_advisory_xact_lock(:key)")
_HOLDER = text(
    "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
    " WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = :key AND l.database ="
    " (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def _nobody_to_tell(_who: str) -> None:
    return None


@contextmanager
def reading(engine: Engine, where: str) -> Iterator[Session]:
    """A session that only reads; ORM rows must not outlive it."""
    with faults_in_words(where), Session(engine, autoflush=False) as session:
        yield session
        session.rollback()


@contextmanager
def writing(engine: Engine, where: str, who: str = "", on_wait: OnWait = _nobody_to_tell) -> Iterator[Session]:
    """A session that holds the store's one write lock; commits at the end of the block, or leaves nothing. `who` is
    what others are told who wait meanwhile."""
    with faults_in_words(where), Session(engine, autoflush=False, expire_on_commit=False) as session:
        if engine.dialect.name == "sqlite":
            with _in_turn(engine, who, on_wait) as deadline:
                _patiently(lambda: session.connection(execution_options={"desk_write": True}), session, where, deadline)
                yield session
                session.commit()
        else:
            _lock_postgres(session, on_wait)
            yield session
            session.commit()


@contextmanager
def taking_lock(session: Session, where: str, who: str = "", on_wait: OnWait = _nobody_to_tell) -> Iterator[None]:
    """Make a session that has only read the store's one writer; commits at the end of the block. Its objects stay; the
    store may have moved on."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("COMMIT")
        with _in_turn(connection.engine, who, on_wait) as deadline:
            _patiently(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"), session, where, deadline)
            yield
            session.commit()
    else:
        _lock_postgres(session, on_wait)
        yield
        session.commit()


@contextmanager
def _in_turn(engine: Engine, who: str, on_wait: OnWait) -> Iterator[float]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    with turn(Path(str(engine.url.database)), who, on_wait, PATIENCE_SECONDS):
        yield deadline


def introduce(engine: Engine, who: str) -> None:
    """Tell a PostgreSQL server who this is, so that those who wait for us can say so."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("SELECT set_config('application_name', :name, false)"), {"name": f"{_NAME}{who}"})


def _lock_postgres(session: Session, on_wait: OnWait) -> None:
    if session.execute(_TRY, _KEY).scalar_one():
        return
    connection = session.connection()
    try:
        with connection.begin_nested():
            _wait_for_lock(connection, TELL_AFTER)
    except DBAPIError as error:
        if "lock timeout" not in str(error.orig):
            raise
        on_wait(str(connection.execute(_HOLDER, _KEY).scalar() or "").removeprefix(_NAME))
        _wait_for_lock(connection, PATIENCE_SECONDS - TELL_AFTER)


def _wait_for_lock(connection: Connection, seconds: float) -> None:
    connection.execute(text(f"SET LOCAL lock_timeout = '{int(seconds * 1000)}ms'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), _KEY)


def _patiently(begin: Callable[[], object], session: Session, where: str, deadline: float) -> None:
    """Begin, again while a writer who did not wait in line holds the lock, for as long as patience lasts."""
    while True:
        try:
            begin()
        except DBAPIError as error:
            if not isinstance(in_words(error, where), StoreBusy) or time.monotonic() > deadline:
                raise
            if not session.get_transaction():
                session.rollback()
        else:
            return
