"""A program in a real pty: how long after a key its last byte comes, and how many bytes come."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from .settings import environment

QUIET = 0.06
"""A terminal that has been silent this long has shown all that a key brings, in seconds."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came after a key."""

    milliseconds: float
    count: int


class Probe:
    """One program at 120 x 40 cells."""

    def __init__(self, command: Sequence[str | Path], *, columns: int = 120, lines: int = 40) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], [str(part) for part in command], environment())
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: TracebackType | type[BaseException] | BaseException | None) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(self._screen.display)

    def wait_for(self, pattern: str, seconds: float = 60) -> float:
        """Milliseconds from the start until `pattern` is on the screen."""
        while not re.search(pattern, self.text):
            at, data = self._read(seconds)
            if not data:
                raise RuntimeError(f"{pattern!r} did not come:\n{self.text}")
            self._stream.feed(data)
        return (at - self.started) * 1000

    def settle(self, seconds: float = 1.0) -> int:
        """Read until the program has been silent for `seconds`; answers how many bytes came."""
        count = 0
        while data := self._read(seconds)[1]:
            self._stream.feed(data)
            count += len(data)
        return count

    def listen(self, seconds: float) -> int:
        """Read for so long; answers how many bytes came."""
        count, end = 0, time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            count += len(self._read(left)[1])
        return count

    def press(self, key: str) -> Reply:
        """Send a key and wait for all it brings."""
        start = last = time.perf_counter()
        os.write(self._fd, key.encode())
        chunks: list[bytes] = []
        while True:
            at, data = self._read(0.5 if not chunks else QUIET)
            if not data:
                break
            last = at
            chunks.append(data)
        everything = b"".join(chunks)
        self._stream.feed(everything)
        return Reply((last - start) * 1000, len(everything))

    def leave(self, key: str, seconds: float = 10) -> None:
        """Send the key that ends the program, and wait until it has."""
        os.write(self._fd, key.encode())
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            self._read(0.05)

    def _read(self, seconds: float) -> tuple[float, bytes]:
        if not select.select([self._fd], [], [], seconds)[0]:
            return time.perf_counter(), b""
        try:
            data = os.read(self._fd, 1 << 20)
        except OSError:
            data = b""
        return time.perf_counter(), data
