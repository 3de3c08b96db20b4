"""What can be wrong with a store: one clear sentence, and nothing changed, nothing made."""

import os
import resource
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.desk.first_run import create_store
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store import faults
from servicedesk_tui.store.backup import back_up
from servicedesk_tui.store.faults import file_system_of, masked
from servicedesk_tui.vocabulary.commands import AddNote, CreateTask
from servicedesk_tui.vocabulary.questions import HistoryQuestion, ListQuestion
from servicedesk_tui.vocabulary.refusals import Refusal, StoreMissing, StoreRefusal

from ..stores import START, Cluster, open_as
from .accounts import NOBODY, act_as, public_folder, require_root


def refusal_of(address: StoreAddress) -> str:
    """The one sentence with which opening is refused."""
    with pytest.raises(StoreRefusal) as caught:
        Desk.open(address)
    assert caught.value.status == 1
    assert "\n" not in caught.value.message
    return caught.value.message


def titles(desk: Desk) -> list[str]:
    return [card.title for card in desk.ask(ListQuestion())]


def put(path: Path, content: bytes) -> StoreAddress:
    path.write_bytes(content)
    return StoreAddress(path=path, named=True)


# -- files that are no store -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"", b"Dear customer, " * 400, b"\x00" * 5000, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_another_file_is_no_store_and_is_left_alone(tmp_path: Path, content: bytes) -> None:
    address = put(tmp_path / "letter.txt", content)
    assert "not a service desk's store" in refusal_of(address)
    assert address.path is not None
    assert address.path.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_another_programs_database_is_no_store_and_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "cats.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE task (name)")
    before = path.read_bytes()
    assert "not a service desk's store" in refusal_of(StoreAddress(path=path))
    assert path.read_bytes() == before


def test_a_damaged_page_is_said_where_it_is_met(sqlite_address: StoreAddress, clock: FrozenClock) -> None:
    assert sqlite_address.path is not None
    with open_as(sqlite_address, "anna", clock) as desk:
        desk.do(CreateTask(title="Before"))
    with closing(sqlite3.connect(sqlite_address.path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'person'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with sqlite_address.path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    assert "is damaged" in refusal_of(sqlite_address)


def test_a_folder_a_pipe_and_a_path_through_a_file_are_no_store(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    for name, said in (
        ("", "is a folder"),
        ("pipe", "no file"),
        ("file/desk.db", "cannot be reached"),
        ("loop", "reached"),
    ):
        assert said in refusal_of(StoreAddress(path=tmp_path / name))
    assert said in refusal_of(StoreAddress(path=tmp_path / ("x" * 300)))


def test_a_mistyped_path_is_never_made(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match=r"servicedesk init --store .*/typo/desk\.db"):
        Desk.open(StoreAddress(path=tmp_path / "typo" / "desk.db", named=True))
    assert list(tmp_path.iterdir()) == []


def test_a_path_with_signs_is_the_very_file(tmp_path: Path) -> None:
    address = StoreAddress(path=tmp_path / "what? #1 %41" / "desk.db", named=True)
    create_store(address, name="N", zone="UTC", language="en", login="anna", person_name="Anna")
    back_up(address, tmp_path / "copy?.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy?.db", "what? #1 %41"]
    with open_as(StoreAddress(path=tmp_path / "copy?.db"), "anna", FrozenClock(START)) as desk:
        assert desk.me.desk_name == "N"


# -- permissions -------------------------------------------------------------------------------------------------------


def test_a_store_of_others_is_refused_to_an_account_that_may_not_use_it(sqlite_address: StoreAddress) -> None:
    require_root()
    assert sqlite_address.path is not None
    with public_folder() as folder:
        path = folder / "desk.db"
        shutil.copyfile(sqlite_address.path, path)
        path.chmod(0o600)
        assert "may not be read and written by you" in act_as(NOBODY, lambda: Desk.open(StoreAddress(path=path)))
        path.chmod(0o666)
        assert "may not be written by you" in act_as(NOBODY, lambda: Desk.open(StoreAddress(path=path)))
        folder.chmod(0o700)
        assert "cannot be reached: Permission denied" in act_as(NOBODY, lambda: Desk.open(StoreAddress(path=path)))
        assert [found.name for found in folder.iterdir()] == ["desk.db"]


def test_a_store_is_not_made_where_one_may_not_write() -> None:
    require_root()
    with public_folder() as folder:
        for path in (folder / "desk.db", folder / "new" / "desk.db"):
            said = act_as(NOBODY, lambda path=path: _found(StoreAddress(path=path)))  # type: ignore[misc]
            assert said == f"refused: {path} cannot be made: Permission denied."
        assert list(folder.iterdir()) == []


def _found(address: StoreAddress, group: str | None = None) -> None:
    create_store(address, name="N", zone="UTC", language="en", login="anna", person_name="Anna", group=group)


# -- full disks --------------------------------------------------------------------------------------------------------


def test_a_full_disk_leaves_the_command_undone(sqlite_address: StoreAddress, clock: FrozenClock) -> None:
    with open_as(sqlite_address, "anna", clock) as desk:
        task = desk.do(CreateTask(title="Before")).created
        assert task is not None
        with desk._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreRefusal, match=r"disk of .* is full\. Nothing was changed"):
            desk.do(AddNote(task=task, body="x" * 90_000))
        assert not [line for line in history(desk) if "note" in line]
        with desk._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        desk.do(AddNote(task=task, body="x" * 90_000))
    assert_sound(sqlite_address)


def history(desk: Desk) -> list[str]:
    return [line.sentence for line in desk.ask(HistoryQuestion())]


def assert_sound(address: StoreAddress) -> None:
    assert address.path is not None
    with closing(sqlite3.connect(address.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """The operating system's own limit: a write past it fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_write_the_system_refuses_leaves_the_command_undone(sqlite_address: StoreAddress, clock: FrozenClock) -> None:
    with open_as(sqlite_address, "anna", clock) as desk:
        with files_no_longer_than(20_000), pytest.raises(StoreRefusal, match="Nothing was changed"):
            desk.do(CreateTask(title="Long", description="x" * 90_000))
        assert titles(desk) == []
        assert desk.do(CreateTask(title="After")).created == 1
    assert_sound(sqlite_address)


def test_a_store_that_does_not_fit_is_not_made(tmp_path: Path) -> None:
    with files_no_longer_than(100_000), pytest.raises(StoreRefusal):
        _found(StoreAddress(path=tmp_path / "a" / "b" / "desk.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_does_not_fit_leaves_nothing(sqlite_address: StoreAddress, tmp_path: Path) -> None:
    with files_no_longer_than(100_000), pytest.raises(StoreRefusal, match="No backup was made"):
        back_up(sqlite_address, tmp_path / "copy.db")
    assert list(tmp_path.glob("copy*")) == []


def test_a_backup_does_not_overwrite_and_is_nobody_elses_to_read(sqlite_address: StoreAddress, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    back_up(sqlite_address, target)
    assert target.stat().st_mode & 0o077 == 0
    before = target.read_bytes()
    with pytest.raises(StoreRefusal, match="already there"):
        back_up(sqlite_address, target)
    assert target.read_bytes() == before


# -- network file systems ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_file_system_is_refused_with_advice(
    kind: str, sqlite_address: StoreAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mount(monkeypatch, tmp_path, kind)
    assert f"on a network file system ({kind})" in refusal_of(sqlite_address)
    with pytest.raises(StoreRefusal, match="use PostgreSQL"):
        _found(StoreAddress(path=tmp_path / "new" / "desk.db"))
    assert not (tmp_path / "new").exists()


def mount(monkeypatch: pytest.MonkeyPatch, place: Path, kind: str) -> None:
    """Make the system say that `place` is a file system of that kind."""
    table = place.parent / f"{place.name}-mounts"
    escaped = str(place).replace(" ", "\\040")
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {escaped} {kind} rw 0 0\n")
    monkeypatch.setattr(faults, "MOUNTS", table)


def test_the_innermost_mount_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "team share"
    mount(monkeypatch, place, "nfs")
    assert file_system_of(place / "desk.db") == "nfs"
    assert file_system_of(tmp_path / "team sharer" / "desk.db") == "ext4"
    monkeypatch.setattr(faults, "MOUNTS", tmp_path / "nothing")
    assert file_system_of(place) == ""


# -- PostgreSQL --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://u:secret@127.0.0.1:1/x", "Nothing answers at postgresql://u:***@127.0.0.1:1/x."),
        ("postgresql://u:se@cret@127.0.0.1:1/x", "a machine that cannot be found"),
        ("postgresql://u@127.0.0.1:1/x?password=secret", "Nothing answers at"),
        ("postgresql:///x?host=/nowhere&password=secret", "Nothing answers at"),
        ("postgresql://u:secret@127.0.0.1:port/x", "is not a database's address"),
        ("postgresql://u:secret@127.0.0.1:1/x?nonsense=1", "is not a database's address"),
    ],
)
def test_a_wrong_address_is_said_without_its_password(url: str, said: str) -> None:
    message = refusal_of(StoreAddress(url=url, named=True))
    assert said in message
    assert "secret" not in message
    assert "cret" not in message


def test_a_password_is_masked_wherever_it_stands() -> None:
    for url in ("postgresql://u:p:w@h/d", "postgresql://u:p@w@h/d", "postgresql://h/d?user=u&PASSWORD=pw&x=1"):
        assert "***" in masked(url)
        assert "pw" not in masked(url).replace("PASSWORD", "")
    assert masked("postgresql://u@h/d") == "postgresql://u@h/d"
    assert masked("/home/a:b@c/desk.db") == "/home/a:b@c/desk.db"


@pytest.mark.postgres
def test_a_wrong_password_database_or_role_is_said_in_a_sentence(
    postgres_address: StoreAddress, postgres_cluster: Cluster
) -> None:
    ask_for_password(postgres_cluster, "locked", "right")
    assert "refuses the name or the password" in refusal_of(with_user(postgres_address, "locked:wrong"))
    assert "wrong" not in refusal_of(with_user(postgres_address, "locked:wrong"))
    assert "wants a password" in refusal_of(with_user(postgres_address, "locked"))
    assert "does not exist" in refusal_of(with_user(postgres_address, "stranger"))
    assert "does not exist" in refusal_of(postgres_cluster.address("no_such"))


def with_user(address: StoreAddress, user: str) -> StoreAddress:
    return StoreAddress(url=address.url.replace("//desk@", f"//{user}@"), named=True)


def ask_for_password(cluster: Cluster, role: str, password: str) -> None:
    """Let the server ask that role for a password."""
    import psycopg

    with psycopg.connect(cluster.address("postgres").url, autocommit=True) as server:
        rules = server.execute("SELECT current_setting('hba_file')").fetchone()
        assert rules is not None
        lines = Path(rules[0]).read_text()
        server.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{password}'".encode())
        Path(rules[0]).write_text(f"local all {role} scram-sha-256\n{lines}")
        loaded = "SELECT pg_conf_load_time()"
        before = server.execute(loaded).fetchone()
        server.execute("SELECT pg_reload_conf()")
        while server.execute(loaded).fetchone() == before:
            pass


@pytest.mark.postgres
def test_an_empty_database_has_no_desk_yet(empty_postgres: StoreAddress) -> None:
    with pytest.raises(StoreMissing, match="servicedesk init"):
        Desk.open(empty_postgres)


@pytest.mark.postgres
def test_a_database_of_something_else_is_not_touched(empty_postgres: StoreAddress) -> None:
    import psycopg

    with psycopg.connect(empty_postgres.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE task (cat text)")
    with pytest.raises(StoreRefusal, match="a database of its own"):
        _found(empty_postgres)
    with psycopg.connect(empty_postgres.url) as connection:
        tables = connection.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        assert tables.fetchall() == [("task",)]


@pytest.mark.postgres
def test_a_role_that_may_not_make_tables_is_refused(empty_postgres: StoreAddress, postgres_cluster: Cluster) -> None:
    postgres_cluster.tell("CREATE ROLE guest LOGIN")
    with pytest.raises(StoreRefusal, match="may not work in that database"):
        _found(with_user(empty_postgres, "guest"))


@pytest.mark.postgres
@pytest.mark.parametrize("statement", ["INSERT INTO task", "INSERT INTO batch", "INSERT INTO change"])
def test_a_server_gone_in_mid_work_leaves_nothing_half_written(
    statement: str, postgres_address: StoreAddress, postgres_cluster: Cluster, clock: FrozenClock
) -> None:
    with open_as(postgres_address, "anna", clock) as desk, open_as(postgres_address, "bo", clock) as other:
        end = partial(end_connections, postgres_cluster, "servicedesk anna")
        with after_statement(desk, statement, end), pytest.raises(StoreRefusal, match=r"connection to .* was lost"):
            desk.do(CreateTask(title="Lost"))
        assert titles(other) == []
        assert "Lost" not in " ".join(history(other))
        desk.do(CreateTask(title="Again"))
        assert titles(other) == ["Again"]


@contextmanager
def after_statement(desk: Desk, beginning: str, act: Callable[[], None]) -> Iterator[None]:
    """Do `act` once, after the first statement that begins so."""

    def see(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(beginning):
            event.remove(desk._engine, "after_cursor_execute", see)
            act()

    event.listen(desk._engine, "after_cursor_execute", see)
    yield
    assert not event.contains(desk._engine, "after_cursor_execute", see), f"no {beginning} was seen"


def end_connections(cluster: Cluster, name: str) -> None:
    cluster.tell(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = '{name}'")


def test_without_the_extra_the_way_to_install_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "servicedesk-tui[postgres]" in refusal_of(StoreAddress(url="postgresql:///x", named=True))


def test_a_fault_of_ours_is_not_dressed_up(sqlite_address: StoreAddress, clock: FrozenClock) -> None:
    with open_as(sqlite_address, "anna", clock) as desk, desk._engine.connect() as connection:
        with pytest.raises(OperationalError) as caught:
            connection.exec_driver_sql("SELECT nothing FROM nowhere")
        assert faults.in_words(caught.value, "x") is None
    assert not isinstance(caught.value, Refusal)
