"""`servicedesk worker` as a program: raises what is due, rings where no desk is open, and stops when it is told to."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from servicedesk_tui.demo import build
from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import CreateTask
from servicedesk_tui.vocabulary.reminding import InboxQuestion, NoticeKind, Preferences, SetPreferences, SetReminder

from .. import stores

PROGRAM = Path(os.environ.get("SERVICEDESK_PROGRAM") or Path(sys.executable).parent / "servicedesk")
PATIENCE = 30.0


@pytest.fixture
def store(tmp_path: Path) -> StoreAddress:
    """A small sample desk, whose people may be anybody."""
    address = StoreAddress(path=tmp_path / "desk.db", named=True)
    build(address, size=10)
    return address


def remind(store: StoreAddress, seconds: float) -> None:
    with Desk.open(store, as_login="anna") as desk:
        desk.do(SetPreferences(preferences=Preferences(on_call_until=datetime.now(UTC) + timedelta(days=1))))
        task = desk.do(CreateTask(title="Boiler leak", owner=desk.me.id)).created
        stores.remind_soon(desk, seconds, task=task, text="call Lise")


def reminded(store: StoreAddress) -> int:
    with Desk.open(store, as_login="anna") as desk:
        groups = desk.ask(InboxQuestion()).groups
    return sum(notice.kind is NoticeKind.REMINDER for group in groups for notice in group.notices)


def until(what: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)


def worker(store: StoreAddress, *options: str) -> "subprocess.Popen[str]":
    line = [str(PROGRAM), "--store", str(store), "--as", "anna", "worker", *options]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_once_does_what_is_due_and_ends(store: StoreAddress) -> None:
    remind(store, 0.2)
    time.sleep(1)
    one = worker(store, "--once")
    _out, err = one.communicate(timeout=PATIENCE)
    assert (one.returncode, err) == (0, "")
    assert reminded(store) == 1
    worker(store, "--once").communicate(timeout=PATIENCE)
    assert reminded(store) == 1


def test_two_workers_raise_once_ring_once_and_stop_when_told(
    store: StoreAddress, private_home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "heard"
    program = tmp_path / "told.py"
    program.write_text(f"import sys\nopen({str(out)!r}, 'a').write(sys.stdin.read())\n")
    config = private_home / "config" / "servicedesk"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text(f'notify_command = ["{sys.executable}", "{program}"]\n')
    workers = [worker(store) for _ in range(2)]
    for one in workers:
        assert one.stdout is not None
        assert one.stdout.readline() == "Looking after Nordvarme VVS as anna\n"
    remind(store, 1.0)
    until(out.exists)
    time.sleep(2.0)  # the other one would have had the time
    for one, how in zip(workers, (signal.SIGTERM, signal.SIGINT), strict=True):
        one.send_signal(how)
        _out, err = one.communicate(timeout=PATIENCE)
        assert (one.returncode, err) == (0, "")
    assert reminded(store) == 1
    told = [line for line in out.read_text().splitlines() if "call Lise" in line]
    assert len(told) == 1


def test_a_worker_without_a_store_says_so(tmp_path: Path) -> None:
    one = worker(StoreAddress(path=tmp_path / "none.db", named=True))
    _out, err = one.communicate(timeout=PATIENCE)
    assert one.returncode != 0
    assert "none.db" in err


def test_check_says_when_nobody_raises_what_is_due(store: StoreAddress) -> None:
    with Desk.open(store, as_login="anna") as desk:
        task = desk.do(CreateTask(title="Boiler leak", owner=desk.me.id)).created
        desk.do(SetReminder(task=task, at=datetime.now(UTC) + timedelta(hours=1)))
    long_ago = (datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M:%S.%f")
    import sqlite3

    with sqlite3.connect(str(store)) as connection:
        connection.execute("UPDATE reminder SET next_at = ?, at = ?", (long_ago, long_ago))
    connection.close()
    line = [str(PROGRAM), "--store", str(store), "--as", "anna", "check"]
    said = subprocess.run(line, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert said.returncode == 1
    assert "something has been due for 1 h" in said.stderr
    worker(store, "--once").communicate(timeout=PATIENCE)
    assert subprocess.run(line, capture_output=True, text=True, check=False, timeout=PATIENCE).returncode == 0
