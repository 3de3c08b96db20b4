"""The line before the write lock: one at a time, everybody in the end, and nobody waits for the dead."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from servicedesk_tui.store.turn import queue_file, turn

PATIENCE = 20.0


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    path.touch()
    path.chmod(0o660)
    return path


def nobody(_who: str) -> None:
    return None


def test_one_at_a_time_and_everybody_in_the_end(store: Path) -> None:
    came: list[int] = []
    threads = []

    def write(number: int, standing: threading.Event) -> None:
        standing.set()
        with turn(store, f"writer {number}", nobody, PATIENCE):
            came.append(number)

    with turn(store, "first", nobody, PATIENCE):
        for number in range(5):
            standing = threading.Event()
            threads.append(threading.Thread(target=write, args=(number, standing)))
            before = _in_line(store)
            threads[-1].start()
            standing.wait()
            while _in_line(store) == before:
                pass
        assert came == []
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(came) == list(range(5))


def _in_line(store: Path) -> int:
    """How many wait for the file's lock, by the system's own list."""
    inode = f":{store.with_name(store.name + '-queue').stat().st_ino} "
    return sum("->" in line and inode in line for line in Path("/proc/locks").read_text().splitlines())


def test_who_waits_is_told_on_whom(store: Path) -> None:
    told: list[str] = []
    heard = threading.Event()

    def hear(who: str) -> None:
        told.append(who)
        heard.set()

    def write() -> None:
        with turn(store, "bo", hear, PATIENCE):
            pass

    with turn(store, "anna", nobody, PATIENCE):
        waiting = threading.Thread(target=write)
        waiting.start()
        assert heard.wait(PATIENCE)
    waiting.join(PATIENCE)
    assert told == ["anna"]


def test_patience_ends_and_the_database_decides(store: Path) -> None:
    with turn(store, "anna", nobody, PATIENCE), turn(store, "bo", nobody, 1.1):
        pass
    with turn(store, "dina", nobody, PATIENCE):
        assert queue_file(store).read_text().strip() == "dina"


def test_a_process_that_was_killed_holds_nobody_up(store: Path) -> None:
    holding = (
        "import sys, time; from pathlib import Path; from servicedesk_tui.store.turn import turn\n"
        "with turn(Path(sys.argv[1]), 'gone', lambda who: None, 5): print('held', flush=True); time.sleep(60)"
    )
    told: list[str] = []
    with subprocess.Popen([sys.executable, "-c", holding, str(store)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        os.kill(child.pid, signal.SIGKILL)
        with turn(store, "anna", told.append, PATIENCE):
            pass
    assert told == []


def test_a_shared_store_has_a_shared_line(store: Path) -> None:
    with turn(store, "anna", nobody, PATIENCE):
        assert queue_file(store).stat().st_mode & 0o777 == 0o660
