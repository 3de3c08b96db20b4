"""Opening a database: SQLite by file, PostgreSQL by URL, each with the settings the desk relies on."""

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.pool import QueuePool

from servicedesk_tui.clock import Clock, SystemClock
from servicedesk_tui.locale import _
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.refusals import StoreRefusal

from .faults import masked, refuse_network_file_system, refuse_unusable_file

BUSY_SECONDS = 5
APPLICATION_ID = 0x5344_5455  # "SDTU": what `PRAGMA application_id` says of our files


def open_engine(address: StoreAddress, clock: Clock, *, create: bool = False) -> Engine:
    """An engine with one connection for `address`; a missing SQLite file is refused unless `create`."""
    if address.url:
        return _postgres(address.url)
    assert address.path is not None
    refuse_unusable_file(address.path, create=create, named=address.named)
    refuse_network_file_system(address.path)
    return _sqlite(address.path, clock)


def _sqlite(path: Path, clock: Clock) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # our own BEGIN, below: the driver's would be deferred
        connection.create_function("desk_now", 0, lambda: stamp(clock.now()))
        connection.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows only A to Z
        for setting in ("foreign_keys = ON", "synchronous = NORMAL", "temp_store = MEMORY", "cache_size = -16000"):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("desk_write") else "BEGIN")

    return _remember(engine)


# What is looked for decides how: one plan for all words would be wrong for most, and compiling it takes longer than reading.
# No disk of today reads four times slower here and there than in a row, which is what the server supposes.
_OPTIONS = "-c timezone=UTC -c plan_cache_mode=force_custom_plan -c jit=off -c random_page_cost=1.1"


def _postgres(url: str) -> Engine:
    try:
        engine = create_engine(
            postgres_url(url),
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 10, "application_name": "servicedesk", "options": _OPTIONS},
        )
        return _remember(engine)
    except ModuleNotFoundError:
        raise StoreRefusal(
            _("PostgreSQL needs the extra: pipx install 'servicedesk-tui[postgres]' (or uv tool install).")
        ) from None
    except Exception as error:
        raise StoreRefusal(_("{url} is not a database's address: {why}.").format(url=masked(url), why=error)) from None


def postgres_url(url: str) -> str:
    """`url` with psycopg 3 as its driver, whichever way it was written."""
    _scheme, _sep, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}"


def interrupt(engine: Engine) -> None:
    """Stop the statement that the engine's one connection is running, from another thread."""
    raw = _RAW.get(id(engine))
    if raw is None:
        return
    if engine.dialect.name == "sqlite":
        raw.interrupt()
    else:
        raw.cancel_safe(timeout=1)


_RAW: dict[int, Any] = {}
"""The driver's own connection of each engine, which is what can be interrupted."""


def _remember(engine: Engine) -> Engine:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        _RAW[id(engine)] = connection

    @event.listens_for(engine, "close")
    def closed(_connection: Any, _record: Any) -> None:
        _RAW.pop(id(engine), None)

    return engine


def _lower(text: Any) -> Any:
    return text.lower() if isinstance(text, str) else text


def stamp(at: datetime) -> str:
    """A moment in UTC as SQLite keeps it, so that it compares with columns."""
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def store_now(connection: Connection, clock: Clock) -> datetime:
    """The store's one time: the desk's clock on a file; on PostgreSQL the server's, so that machines whose clocks
    differ still agree. A clock that is not the system's (a test's, the sample desk's) is always obeyed."""
    if connection.dialect.name == "sqlite" or not isinstance(clock, SystemClock):
        return clock.now()
    now: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return now


def make_file(path: Path) -> None:
    """Make an empty store file: ours by its application id, with write-ahead logging, which it then stays in."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
