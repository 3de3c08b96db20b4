"""The schema's version: which one this program speaks, which one a store has, and the way from one to the other."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from servicedesk_tui.locale import _
from servicedesk_tui.models.search import TRIGRAMS
from servicedesk_tui.vocabulary.refusals import OutOfDate, StoreRefusal

from .engine import APPLICATION_ID
from .faults import faults_in_words
from .indexing import analyse, rebuild
from .transaction import ADVISORY_LOCK

VERSION = 8
"""The schema this program reads and writes: the number of the newest migration."""

SEARCH_SINCE = 2
"""The schema whose searched texts are still as this program keeps them; older stores have theirs made anew."""

MIGRATIONS = Path(__file__).parent / "migrations"


def version_of(connection: Connection) -> int:
    """The store's schema version; 0 when there is no desk in the database yet."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if not inspect(connection).has_table("meta"):
        return 0
    return int(connection.execute(text("SELECT schema_version FROM meta")).scalar_one())


def quick_version(connection: Connection) -> int:
    """`version_of` for a store that is known to have a desk: one cheap statement."""
    ask = "PRAGMA user_version" if connection.dialect.name == "sqlite" else "SELECT schema_version FROM meta"
    return int(connection.exec_driver_sql(ask).scalar_one())


def refuse_other_version(connection: Connection) -> None:
    """Every write checks this: a program still open when the store was upgraded reads on, but no longer writes."""
    if quick_version(connection) != VERSION:
        raise OutOfDate(
            _(
                "The store was upgraded by a newer servicedesk while this one was open. Quit and start again; nothing was changed."
            )
        )


def check_on_opening(engine: Engine, where: str) -> int:
    """The version found; refuses a foreign database and a newer schema."""
    with faults_in_words(where), engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
            if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
                raise StoreRefusal(_("{where} is an SQLite file, but not a service desk's store.").format(where=where))
        found = version_of(connection)
    if found > VERSION:
        raise StoreRefusal(
            _(
                "{where} was made by a newer servicedesk (schema {found}; this one knows {known}). Upgrade this program."
            ).format(where=where, found=found, known=VERSION)
        )
    return found


def upgrade(engine: Engine, where: str) -> None:
    """Bring the store to `VERSION` in one transaction, as its one writer."""
    with faults_in_words(where), engine.connect().execution_options(desk_write=True) as connection:
        if connection.dialect.name == "sqlite":
            # Rebuilding a table drops it first; its children must not mind. Cannot be changed inside a transaction.
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            if connection.dialect.name != "sqlite":
                connection.execute(text("SELECT pg_advisory_xact_lock(:k)"), {"k": ADVISORY_LOCK})
            found = version_of(connection)
            migrate(connection)
            if found < SEARCH_SINCE:
                rebuild(connection)
            analyse(connection)
        if connection.dialect.name == "sqlite":
            connection.connection.cursor().execute("PRAGMA foreign_keys = ON")


def migrate(connection: Connection) -> None:
    """Carry out the migrations that the store lacks, in the transaction under way."""
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name != "sqlite":
        _ready_trigrams(connection)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    _set_version(connection)


def _ready_trigrams(connection: Connection) -> None:
    """PostgreSQL's own extension for finding parts of words: part of every server, and its owner may add it."""
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(TRIGRAMS)
    except DBAPIError as error:
        if not connection.execute(text("SELECT has_schema_privilege(current_schema(), 'CREATE')")).scalar():
            return  # nor may they make tables, which is refused in its own words
        why = str(error.orig).splitlines()[0]
        raise StoreRefusal(
            _(
                "Search needs PostgreSQL's extension pg_trgm ({why}). Ask who looks after the server to run, in this"
                " database: {line}"
            ).format(why=why, line=f"{TRIGRAMS};")
        ) from None


def _set_version(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
        return
    updated = connection.execute(text("UPDATE meta SET schema_version = :v"), {"v": VERSION})
    if not updated.rowcount:
        connection.execute(text("INSERT INTO meta (schema_version) VALUES (:v)"), {"v": VERSION})
