"""Stores for tests: one filled template on each database, copied for every test.

PostgreSQL's is a private cluster on a unix socket, made when the first test asks for it and gone with the run. Without
PostgreSQL's programs that half is skipped, with a line in the summary; SERVICEDESK_TEST_POSTGRES=required makes it fail.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.desk_commands import AddPerson
from servicedesk_tui.vocabulary.enums import Role
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.reminding import SetReminder

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

SKIPPED = "PostgreSQL half skipped"
SWITCH = "SERVICEDESK_TEST_POSTGRES"
ZONE = ZoneInfo("Europe/Copenhagen")
START = datetime(2026, 3, 2, 8, 0, tzinfo=ZONE)
"""A Monday morning: where a test's clock stands."""

PEOPLE = (
    AddPerson(login="dina", name="Dina Dahl", role=Role.DISPATCHER),
    AddPerson(login="lars", name="Lars Lund", role=Role.LEAD, team="field"),
    AddPerson(login="bo", name="Bo Berg", role=Role.AGENT, team="field"),
    AddPerson(login="ada", name="Ada Ask", role=Role.AGENT, team="field"),
    AddPerson(login="vera", name="Vera Vig", role=Role.VIEWER),
)
MEMORY = "/dev/shm"
"""Where files are kept in memory, on machines that have such a place."""
SERVER_OPTIONS = {
    "listen_addresses": "''",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "60",
}


def fill(address: StoreAddress) -> None:
    """Make a store with anna as its administrator and one person of every other role."""
    from servicedesk_tui.desk.first_run import create_store

    clock = FrozenClock(START)
    create_store(
        address, name="Nordvarme", zone=ZONE.key, language="en", login="anna", person_name="Anna Holm", clock=clock
    )
    with open_as(address, "anna", clock) as desk:
        for command in PEOPLE:
            desk.do(command)


def open_as(address: StoreAddress, login: str, clock: FrozenClock, terminal: str = "") -> "Desk":
    """A desk on the store, as if the operating system's user were `login`, at a terminal of that name."""
    from servicedesk_tui.desk import Desk, identity

    with patch.object(identity, "account", lambda: login):
        return Desk.open(address, terminal=terminal or f"test-{login}", clock=clock)


def find_server_programs() -> Path | None:
    """The folder that holds initdb and pg_ctl: on the PATH, else Debian's newest."""
    on_path = shutil.which("initdb")
    if on_path and shutil.which("pg_ctl"):
        return Path(on_path).parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return debian[-1].parent if debian else None


def require_server_programs() -> Path:
    """Where PostgreSQL's programs are; without them the test is skipped, or fails where they are required."""
    programs = find_server_programs()
    if programs is None and os.environ.get(SWITCH) == "required":
        pytest.fail(f"PostgreSQL is required ({SWITCH}) and its programs were not found")
    if programs is None:
        pytest.skip(f"{SKIPPED}: initdb and pg_ctl were not found")
    return programs


def remind_soon(desk: "Desk", seconds: float = 0.03, **fields: Any) -> None:
    """A reminder whose moment comes in so many seconds, or later on a machine on which that has passed before it was set."""
    while True:
        try:
            desk.do(SetReminder(at=datetime.now(UTC) + timedelta(seconds=seconds), **fields))
        except Invalid:
            seconds *= 4
        else:
            return


class Cluster:
    """A private PostgreSQL server and the template database in it."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder, self._numbers = programs, folder, count(1)
        self._owner = _plain_user()
        if self._owner is not None:
            os.chown(folder, *self._owner)

    def start(self) -> None:
        """Lay the cluster and start its server."""
        self._run("initdb", "-D", "data", "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        settings = {**SERVER_OPTIONS, "unix_socket_directories": f"'{self._folder}'"}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")

    def stop(self) -> None:
        """Stop the server at once; its files are thrown away."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")

    def address(self, name: str) -> StoreAddress:
        """The database of that name."""
        return StoreAddress(url=f"postgresql://desk@/{name}?host={self._folder}", named=True)

    def create(self, template: str = "template0") -> StoreAddress:
        """A new database, copied from `template`."""
        name = f"t{next(self._numbers)}"
        # Copied file by file, which costs next to nothing where files are kept in memory.
        self.tell(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.address(name)

    @staticmethod
    def name_of(address: StoreAddress) -> str:
        """The name of an address's database."""
        return str(urlsplit(address.url).path[1:])

    def drop(self, address: StoreAddress) -> None:
        """Throw a database away, whoever is still connected."""
        self.tell(f"DROP DATABASE {self.name_of(address)} WITH (FORCE)")

    def tell(self, statement: str) -> None:
        """Carry out one statement as the cluster's owner."""
        import psycopg

        with psycopg.connect(self.address("postgres").url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def _run(self, program: str, *arguments: str) -> None:
        user, group = self._owner or (None, None)
        done = subprocess.run(
            [self._programs / program, *arguments],
            cwd=self._folder, user=user, group=group, extra_groups=[] if user else None,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            log = self._folder / "log"
            raise RuntimeError(f"{program} failed: {done.stderr}{log.read_text() if log.exists() else ''}")


def _plain_user() -> tuple[int, int] | None:
    """Whom the server runs as when we are root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return entry.pw_uid, entry.pw_gid


@contextmanager
def run_cluster(programs: Path) -> Iterator[Cluster]:
    """A running cluster, in a folder whose path is short enough for a socket."""
    folder = Path(tempfile.mkdtemp(prefix="desk-pg-", dir=MEMORY if os.access(MEMORY, os.W_OK) else "/tmp"))
    cluster = Cluster(programs, folder)
    try:
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
