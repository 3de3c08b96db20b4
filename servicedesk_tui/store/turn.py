"""Whose turn it is to write to an SQLite store: a queue before the database's own lock.

SQLite's waiting is a lottery: each process sleeps and tries again, and under load one may lose for ten seconds. Here the
operating system keeps the line (`flock` on a small file beside the store) and wakes the next one at once. It is about
fairness only: `BEGIN IMMEDIATE` still holds the store, whoever does not stand in line included. A process that dies
leaves the line by itself. The file also says who has the turn, for those who wait.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # a system without flock has the lottery
    fcntl = None  # type: ignore[assignment]

OnWait = Callable[[str], None]
"""Called with the login of whom one waits for, "" when it is not known."""

TELL_AFTER = 1.0
"""Seconds of waiting after which it is worth a word."""
_NAME_BYTES = 80


def queue_file(store: Path) -> Path:
    """Where the line stands for a store."""
    return store.with_name(f"{store.name}-queue")


@contextmanager
def turn(store: Path, who: str, on_wait: OnWait, patience: float) -> Iterator[None]:
    """Hold the turn to write to `store`; after `patience` seconds go on without it, to the database's own lock."""
    line = _open(store) if fcntl else None
    if line is None:
        yield
        return
    try:
        if _take(line, on_wait, patience):
            _sign(line, who)
        yield
    finally:
        os.close(line)


def _open(store: Path) -> int | None:
    """The line's file, made with the store's own permissions; None where it cannot be."""
    path = queue_file(store)
    try:
        with suppress(FileNotFoundError):
            return os.open(path, os.O_RDWR | os.O_CLOEXEC)
        found = store.stat()
        line = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with suppress(PermissionError):
            os.fchown(line, -1, found.st_gid)
            os.fchmod(line, found.st_mode & 0o666)
    except OSError:
        return None
    return line


def _take(line: int, on_wait: OnWait, patience: float) -> bool:
    """Wait in line. A thread does the waiting, since `flock` has no time limit."""
    with suppress(BlockingIOError):
        fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    place = _Place(os.dup(line))
    for seconds, tell in ((TELL_AFTER, True), (patience - TELL_AFTER, False)):
        if place.came(seconds):
            return True
        if tell:
            on_wait(_signed(line))
    return place.gave_up()


class _Place:
    """A place in the line, held by a thread."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._wanted = True
        threading.Thread(target=self._wait, name="turn", daemon=True).start()

    def came(self, seconds: float) -> bool:
        """True once it is our turn."""
        return self._done.wait(seconds)

    def gave_up(self) -> bool:
        """Leave the line; True when the turn came just then after all."""
        with self._lock:
            self._wanted = False
            return self._done.is_set()

    def _wait(self) -> None:
        try:
            fcntl.flock(self._line, fcntl.LOCK_EX)
            with self._lock:
                if self._wanted:
                    self._done.set()
                else:
                    fcntl.flock(self._line, fcntl.LOCK_UN)
        finally:
            # The lock belongs to the open file that both descriptors share: it stays until the other is closed.
            os.close(self._line)


def _sign(line: int, who: str) -> None:
    with suppress(OSError):
        os.pwrite(line, who.encode()[:_NAME_BYTES].ljust(_NAME_BYTES), 0)


def _signed(line: int) -> str:
    try:
        return os.pread(line, _NAME_BYTES, 0).decode(errors="replace").strip()
    except OSError:
        return ""
