"""One writer at a time on both databases: BEGIN IMMEDIATE on SQLite, one advisory lock on PostgreSQL.

`reading` gives a consistent snapshot. `writing` gives the lock first. `take_lock` turns a reading session into a writing
one in place, for bulk verbs that read and think before they take the lock; what they read must then be checked again.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from .faults import StoreBusy, faults_in_words, in_words

ADVISORY_LOCK = 0x5344_5455
PATIENCE_SECONDS = 30.0

OnWait = Callable[[], None]


def _nobody_to_tell() -> None:
    return None


@contextmanager
def reading(engine: Engine, where: str) -> Iterator[Session]:
    """A session that only reads; ORM rows must not outlive it."""
    with faults_in_words(where), Session(engine, autoflush=False) as session:
        yield session
        session.rollback()


@contextmanager
def writing(engine: Engine, where: str, on_wait: OnWait = _nobody_to_tell) -> Iterator[Session]:
    """A session that holds the store's one write lock; commits at the end of the block, or leaves nothing."""
    with faults_in_words(where), Session(engine, autoflush=False, expire_on_commit=False) as session:
        if engine.dialect.name == "sqlite":
            _patiently(lambda: session.connection(execution_options={"desk_write": True}), session, on_wait, where)
        else:
            _lock_postgres(session, on_wait)
        yield session
        session.commit()


def take_lock(session: Session, where: str, on_wait: OnWait = _nobody_to_tell) -> None:
    """Make a session that has only read the store's one writer. Its objects stay; the store may have moved on."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        _lock_postgres(session, on_wait)
        return
    connection.exec_driver_sql("COMMIT")
    _patiently(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"), session, on_wait, where)


def _lock_postgres(session: Session, on_wait: OnWait) -> None:
    took = session.execute(text("SELECT pg_try_advisory_xact_lock(:k)"), {"k": ADVISORY_LOCK}).scalar_one()
    if not took:
        on_wait()
        session.execute(text(f"SET LOCAL lock_timeout = '{int(PATIENCE_SECONDS)}s'"))
        session.execute(text("SELECT pg_advisory_xact_lock(:k)"), {"k": ADVISORY_LOCK})


def _patiently(begin: Callable[[], object], session: Session, on_wait: OnWait, where: str) -> None:
    """Begin, again while another writer holds the lock, for as long as patience lasts."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            begin()
        except DBAPIError as error:
            if not isinstance(in_words(error, where), StoreBusy) or time.monotonic() > deadline:
                raise
            if not session.get_transaction():
                session.rollback()
            on_wait()
        else:
            return
