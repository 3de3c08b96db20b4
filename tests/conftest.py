"""What every test may ask for: a frozen clock, a fresh store on each database, desks opened on it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from hypothesis import HealthCheck

from servicedesk_tui import locale
from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.settings import StoreAddress

from . import stores

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from servicedesk_tui.desk import Desk

OpenDesk = Callable[..., "Desk"]
# How long an example takes is a matter of what else the machine does; a desk is shared by the examples of a test on purpose.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the settings, stores and caches of the person who runs it, nor speaks their language."""
    home = tmp_path_factory.mktemp("home")
    for name in [
        n for n in os.environ if n.startswith("SERVICEDESK_") and n not in (stores.SWITCH, "SERVICEDESK_PROGRAM")
    ]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("SERVICEDESK_SCHEDULER", "off")  # what looks after the desk is asked for by the tests of it
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    locale.speak("en")
    return home


@pytest.fixture(scope="session", autouse=True)
def _compile_once() -> Iterator[None]:
    """Each test has a database of its own, and with it an engine and a dialect. What one of them has compiled is the same for
    every other of its kind, and compiling is a third of what a test of the desk takes."""
    from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
    from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
    from sqlalchemy.util import LRUCache

    from servicedesk_tui.store import engine as module

    shared: dict[str, LRUCache[Any, Any]] = {name: LRUCache(5000) for name in ("sqlite", "postgresql")}
    remember = module._remember

    def remembered(engine: "Engine") -> "Engine":
        engine._compiled_cache = shared[engine.dialect.name]
        return remember(engine)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_remember", remembered)
        for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
            patch.setattr(kind, "__hash__", lambda self: hash(type(self)))
            patch.setattr(kind, "__eq__", lambda self, other: type(self) is type(other))
        yield


@pytest.fixture
def clock() -> FrozenClock:
    """A clock that stands at Monday 2 March 2026, eight o'clock in Copenhagen."""
    return FrozenClock(stores.START)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    stores.fill(StoreAddress(path=path, named=True))
    return path


@pytest.fixture
def sqlite_address(sqlite_template: Path, tmp_path: Path) -> StoreAddress:
    """A fresh store in a file."""
    path = tmp_path / "desk.db"
    shutil.copyfile(sqlite_template, path)
    return StoreAddress(path=path, named=True)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[stores.Cluster]:
    with stores.run_cluster(stores.require_server_programs()) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgres_template(postgres_cluster: stores.Cluster) -> str:
    postgres_cluster.tell("CREATE DATABASE filled")
    stores.fill(postgres_cluster.address("filled"))
    return "filled"


@pytest.fixture
def postgres_address(postgres_cluster: stores.Cluster, postgres_template: str) -> Iterator[StoreAddress]:
    """A fresh store in a database of its own."""
    address = postgres_cluster.create(postgres_template)
    yield address
    postgres_cluster.drop(address)


@pytest.fixture
def empty_postgres(postgres_cluster: stores.Cluster) -> Iterator[StoreAddress]:
    """A new database with nothing in it."""
    address = postgres_cluster.create()
    yield address
    postgres_cluster.drop(address)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_address(request: pytest.FixtureRequest) -> StoreAddress:
    """A fresh store with its people, once on each database."""
    address: StoreAddress = request.getfixturevalue(f"{request.param}_address")
    return address


@pytest.fixture
def open_desk(store_address: StoreAddress, clock: FrozenClock) -> Iterator[OpenDesk]:
    """Opens desks on the test's store: `open_desk("bo", terminal="second")`; closed when the test ends."""
    opened: list[Desk] = []

    def open_as(login: str = "anna", terminal: str = "") -> "Desk":
        opened.append(stores.open_as(store_address, login, clock, terminal))
        return opened[-1]

    yield open_as
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(open_desk: OpenDesk) -> "Desk":
    """The desk as anna, its administrator."""
    return open_desk("anna")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly when only half of the store's tests ran."""
    skipped = [r for r in terminalreporter.getreports("skipped") if stores.SKIPPED in str(r.longrepr)]
    if skipped:
        terminalreporter.write_line(
            f"{stores.SKIPPED}: initdb and pg_ctl were not found ({len(skipped)} tests). "
            "Install PostgreSQL's server programs to run them.",
            yellow=True,
        )
