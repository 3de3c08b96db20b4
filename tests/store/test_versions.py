"""Schemas of other versions: a newer one is refused, an older one upgraded after a backup, and whoever was open when
that happened reads on but writes no more."""

import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from servicedesk_tui.clock import FrozenClock, SystemClock
from servicedesk_tui.desk import Desk, identity
from servicedesk_tui.desk.first_run import create_store
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store import backup, opening, schema
from servicedesk_tui.store.engine import open_engine
from servicedesk_tui.vocabulary.commands import Bulk, Command, CreateTask, FinishTask, SaveDraft, SetDue, TakeTask, Undo
from servicedesk_tui.vocabulary.questions import ListQuestion
from servicedesk_tui.vocabulary.refusals import OutOfDate, StoreRefusal
from servicedesk_tui.vocabulary.reminding import InboxQuestion, NoticeKind, RaiseDue

from ..conftest import OpenDesk
from ..stores import open_as
from .older import make_older

NOW = schema.VERSION
NEXT = f'''"""A later schema, for tests."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{NOW + 1:04}", "{NOW:04}", None, None
def upgrade():
    with op.batch_alter_table("task") as table:
        table.add_column(sa.Column("mood", sa.String(20), nullable=False, server_default="calm"))
    op.create_table("moods", sa.Column("id", sa.Integer(), primary_key=True))
'''


def look(address: StoreAddress, query: str) -> list[tuple[object, ...]]:
    engine = open_engine(address, SystemClock())
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return rows


def set_version(address: StoreAddress, version: int) -> None:
    """What a newer program does to a store when it upgrades it."""
    engine = open_engine(address, SystemClock())
    with engine.begin() as connection:
        statement = (
            f"PRAGMA user_version = {version}" if address.path else f"UPDATE meta SET schema_version = {version}"
        )
        connection.exec_driver_sql(statement)
    engine.dispose()


def become_newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migration: str = NEXT) -> None:
    """Make this program one schema further on."""
    migrations = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / f"v{NOW + 1:04}_mood.py").write_text(migration)
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    for module in (schema, opening):
        monkeypatch.setattr(module, "VERSION", NOW + 1)
    monkeypatch.chdir(tmp_path)


def test_a_newer_schema_is_refused_and_left_alone(store_address: StoreAddress) -> None:
    set_version(store_address, 99)
    with pytest.raises(
        StoreRefusal, match=rf"made by a newer servicedesk \(schema 99; this one knows {schema.VERSION}\)"
    ):
        Desk.open(store_address)
    with pytest.raises(StoreRefusal, match="already"):
        _found_again(store_address)


def _found_again(address: StoreAddress) -> None:
    create_store(address, name="N", zone="UTC", language="en", login="anna", person_name="Anna")


def test_whoever_is_open_while_the_store_is_upgraded_reads_on_and_writes_no_more(open_desk: OpenDesk) -> None:
    desk = open_desk("anna")
    task = desk.do(CreateTask(title="Before")).created
    assert task is not None
    set_version(desk._address, schema.VERSION + 1)
    commands: tuple[Command, ...] = (
        CreateTask(title="After"),
        TakeTask(task=task),
        Bulk(command=FinishTask(task=0), tasks=(task,)),
        SaveDraft(key=f"note:{task}", body="half a"),
        Undo(),
    )
    for command in commands:
        with pytest.raises(OutOfDate, match="Quit and start again; nothing was changed"):
            desk.do(command)
    assert [(card.title, card.version) for card in desk.ask(ListQuestion(all=True))] == [("Before", 1)]
    set_version(desk._address, schema.VERSION)
    assert desk.do(TakeTask(task=task)).tasks == (task,)


def test_an_older_file_is_backed_up_then_upgraded(
    sqlite_address: StoreAddress, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_as(sqlite_address, "anna", clock) as desk:
        desk.do(CreateTask(title="Before"))
    become_newer(tmp_path, monkeypatch)
    with open_as(sqlite_address, "anna", clock) as desk:
        assert desk.do(CreateTask(title="After")).created == 2
    assert look(sqlite_address, "SELECT mood FROM task") == [("calm",), ("calm",)]
    assert look(sqlite_address, "PRAGMA user_version") == [(NOW + 1,)]
    assert look(sqlite_address, "PRAGMA foreign_key_check") == []
    [kept] = tmp_path.glob(f"desk.db.v{NOW}-*.backup")
    assert kept.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (NOW,)
        assert connection.execute("SELECT title FROM task").fetchall() == [("Before",)]
    with open_as(sqlite_address, "anna", clock):
        assert len(list(tmp_path.glob("*.backup"))) == 1


def test_an_upgrade_that_fails_leaves_the_old_schema_and_the_backup(
    sqlite_address: StoreAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    become_newer(tmp_path, monkeypatch, f"{NEXT}    raise RuntimeError('half way')\n")
    with pytest.raises(RuntimeError, match="half way"):
        Desk.open(sqlite_address)
    assert look(sqlite_address, "PRAGMA user_version") == [(NOW,)]
    assert "mood" not in str(look(sqlite_address, "SELECT sql FROM sqlite_master"))
    assert len(list(tmp_path.glob("*.backup"))) == 1


def test_without_a_backup_there_is_no_upgrade(
    sqlite_address: StoreAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    become_newer(tmp_path, monkeypatch)

    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(backup, "_copy_sqlite", refuse)
    with pytest.raises(StoreRefusal, match=r"No backup was made at .*: database or disk is full"):
        Desk.open(sqlite_address)
    assert look(sqlite_address, "PRAGMA user_version") == [(NOW,)]


@pytest.mark.postgres
def test_an_older_database_is_dumped_then_upgraded(
    postgres_address: StoreAddress, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    become_newer(tmp_path, monkeypatch)
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed")
    with open_as(postgres_address, "anna", clock) as desk:
        desk.do(CreateTask(title="After"))
    assert look(postgres_address, "SELECT mood FROM task") == [("calm",)]
    assert look(postgres_address, "SELECT schema_version FROM meta") == [(NOW + 1,)]
    [dump] = tmp_path.glob(f"servicedesk.v{NOW}-*.dump")
    assert dump.read_bytes().startswith(b"PGDMP")
    assert dump.stat().st_mode & 0o077 == 0


@pytest.mark.postgres
def test_without_pg_dump_an_older_database_is_left_and_the_line_is_said(
    postgres_address: StoreAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    become_newer(tmp_path, monkeypatch)
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(StoreRefusal, match=r"run: pg_dump --format=custom --file=.* 'postgresql://"):
        Desk.open(postgres_address)
    assert look(postgres_address, "SELECT schema_version FROM meta") == [(NOW,)]


def test_the_password_is_not_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "$@ and $PGPASSWORD" > "$LOG"\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("LOG", str(tmp_path / "log"))
    with pytest.raises(StoreRefusal, match="pg_dump made no backup"):
        backup.back_up(StoreAddress(url="postgresql://u:pa%40ss@h:5/d?sslmode=require"), tmp_path / "dump")
    said = (tmp_path / "log").read_text()
    assert "postgresql://u@h:5/d?sslmode=require and pa@ss" in said


def test_threads_that_open_an_older_store_at_once_upgrade_it_once(
    sqlite_address: StoreAddress, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The glass opens a desk in three threads: each found the old schema, and two backups got into each other's way."""
    with open_as(sqlite_address, "anna", clock) as desk:
        desk.do(CreateTask(title="Before"))
    become_newer(tmp_path, monkeypatch)
    monkeypatch.setattr(identity, "account", lambda: "anna")
    start = threading.Barrier(6)

    def open_one(_number: int) -> int:
        start.wait()
        with Desk.open(sqlite_address, terminal="t", clock=clock) as one:
            return len(one.ask(ListQuestion(all=True)))

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(open_one, range(6))) == [1] * 6
    assert len(list(tmp_path.glob("desk.db.v*.backup"))) == 1


def test_who_upgrades_is_told_of_nothing_that_is_past(
    store_address: StoreAddress,
    open_desk: OpenDesk,
    clock: FrozenClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)  # where the copy from before the upgrade goes
    later = datetime(2040, 1, 1, tzinfo=UTC)
    with open_as(store_address, "anna", clock) as desk:
        for due in (clock.now() + timedelta(hours=1), later):
            task = desk.do(CreateTask(title="Boiler", owner=desk.me.id)).created
            assert task is not None
            desk.do(SetDue(task=task, due=due))
    make_older(store_address, 7)
    clock.set(later + timedelta(minutes=1))
    desk = open_desk("anna")
    desk.do(RaiseDue())
    told = [notice for group in desk.ask(InboxQuestion()).groups for notice in group.notices]
    assert [(notice.kind, notice.number) for notice in told] == [(NoticeKind.DUE, 2)]
