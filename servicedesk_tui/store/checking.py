"""Looking whether a store is whole: the database itself, and what searching reads against the rows it comes from."""

import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select, text

from servicedesk_tui.clock import SystemClock
from servicedesk_tui.locale import _
from servicedesk_tui.settings import StoreAddress

from .engine import open_engine
from .faults import masked
from .indexing import TEXTS, analyse, differences, rebuild
from .transaction import reading, writing

SOUND_SQLITE = (3, 51, 3)
"""Older ones can, very rarely, damage a file that several processes write."""
SAMPLE = 2_000
"""So many texts of each table are looked up in SQLite's index of them."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; a fault makes the store wrong, anything else is worth a word."""

    sentence: str
    is_fault: bool = True


def check_store(address: StoreAddress) -> list[Finding]:
    """All that is found in the store at `address`; it is only read."""
    engine, where = open_engine(address, SystemClock()), masked(str(address))
    try:
        with reading(engine, where) as session:
            connection = session.connection()
            found = list(_in_database(connection)) if address.path is not None else []
            found += _in_search(connection)
    finally:
        engine.dispose()
    return [*found, *(_around_file(address.path) if address.path is not None else ())]


def fix_search(address: StoreAddress, who: str) -> None:
    """Make what searching reads anew, and let the database look at its tables again."""
    engine: Engine = open_engine(address, SystemClock())
    try:
        with writing(engine, masked(str(address)), who) as session:
            rebuild(session.connection())
            analyse(session.connection())
    finally:
        engine.dispose()


def _in_database(connection: Connection) -> Iterator[Finding]:
    for (said,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_SHOWN})"):
        if said != "ok":
            yield Finding(_("The database is damaged: {what}. Go back to a backup.").format(what=said))
    for row in list(connection.exec_driver_sql("PRAGMA foreign_key_check"))[:_SHOWN]:
        yield Finding(
            _("Row {row} of {table} refers to a row of {other} that is not there.").format(
                row=row[1], table=row[0], other=row[2]
            )
        )


def _in_search(connection: Connection) -> Iterator[Finding]:
    found = differences(connection)
    if found:
        yield Finding(
            _(
                "Search is not as it should be: {missing} texts are missing, {other} are others, {left} are left over."
                " Mend it with: servicedesk check --fix"
            ).format(missing=found.missing, other=found.other, left=found.left_over)
        )
    elif connection.dialect.name == "sqlite" and not all(_is_indexed(connection, table.name) for table in TEXTS):
        yield Finding(_("The index of search is damaged. Mend it with: servicedesk check --fix"))


def _is_indexed(connection: Connection, name: str) -> bool:
    """True when a sample of the texts, spread over all, is found by how each begins and ends."""
    table = next(table for table in TEXTS if table.name == name)
    count = connection.execute(select(func.count()).select_from(table)).scalar_one()
    step = count // SAMPLE | 1  # odd, so that it meets every kind of text
    sample = select(table.c.id, table.c.body).where(table.c.id % step == 0).limit(2 * SAMPLE)
    look = text(f"SELECT count(*) FROM {name}_index WHERE {name}_index MATCH :part AND rowid = :id")
    for row_id, body in connection.execute(sample).all():
        for part in {body[:12], body[-12:]}:
            if len(part) > 2 and not connection.execute(look, {"part": f'"{part}"', "id": row_id}).scalar_one():
                return False
    return True


def _around_file(path: Path) -> Iterator[Finding]:
    if sqlite3.sqlite_version_info < SOUND_SQLITE:
        yield Finding(
            _(
                "This Python has SQLite {version}. Before 3.51.3 a file that several programs write at once can, very"
                " rarely, be damaged; keep backups, or upgrade."
            ).format(version=sqlite3.sqlite_version),
            is_fault=False,
        )
    folder = path.resolve().parent.stat()
    if not folder.st_mode & stat.S_ISGID or not folder.st_mode & stat.S_IWGRP:
        return
    for file in (path, *(path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-shm", "-queue"))):
        if file.exists() and (file.stat().st_gid != folder.st_gid or file.stat().st_mode & 0o060 != 0o060):
            yield Finding(
                _("{file} lies in a shared folder, but is not the group's to write. Mend it with: {line}").format(
                    file=file, line=f"chgrp --reference={path.parent} {file} && chmod 660 {file}"
                )
            )
