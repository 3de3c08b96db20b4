"""A real terminal for a real program: a pty with an emulator behind it."""

import os
import re
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pexpect
import pyte


class Terminal:
    """Runs a program in a pty of `columns` x `lines` and keeps what its screen shows."""

    def __init__(
        self,
        program: Path | str,
        *arguments: str,
        columns: int = 120,
        lines: int = 40,
        env: dict[str, str] | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        # pytest's workers set COLUMNS and LINES, which programs believe before they ask the terminal.
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        settings = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **(env or {})}
        self.child: Any = pexpect.spawn(
            str(program), list(arguments), dimensions=(lines, columns), env=settings, timeout=1, encoding=None
        )  # fmt: skip
        # Keys are sent to a program that has painted: it need not be waited for, as one that asks for a password does.
        self.child.delaybeforesend = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: TracebackType | type[BaseException] | BaseException | None) -> None:
        self.child.close(force=True)

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(self.screen.display)

    def type(self, keys: str) -> None:
        """Send keys."""
        self.child.send(keys.encode())

    def wait_for(self, pattern: str, seconds: float = 30) -> str:
        """What `pattern` matched on the screen; an error that shows the screen when it does not come in time."""
        end = time.monotonic() + seconds
        while not (found := re.search(pattern, self.text)):
            if time.monotonic() > end or not self._read():
                raise AssertionError(f"{pattern!r} did not come; the screen shows:\n{self.text}")
        return found.group()

    def wait_for_end(self, seconds: float = 20) -> int:
        """The exit status, once the program has ended."""
        end = time.monotonic() + seconds
        while self._read():
            if time.monotonic() > end:
                raise AssertionError(f"the program did not end; the screen shows:\n{self.text}")
        self.child.wait()
        status: int = self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus
        return status

    def _read(self) -> bool:
        """Take in what the program wrote; False once it has ended."""
        try:
            self._stream.feed(self.child.read_nonblocking(65536, timeout=0.2))
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        return True
