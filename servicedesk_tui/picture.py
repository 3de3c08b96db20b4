"""The last board as the terminal showed it, painted before anything is loaded: the desk is on the screen at once.

It is marked with its time, and what comes after is compared with it, so that only what changed since is sent. A picture
is for one terminal: its size, its colours, its language. Standard library only; whoever has no picture waits a moment.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .looks import Looks, looks
from .memory import keep as keep
from .settings import StoreAddress, cache_folder

SHAPE = 1
ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
SHOW_CURSOR = "\x1b[?25h"
_TERMINAL = ("TERM", "COLORTERM")


@dataclass(slots=True)
class Painted:
    """What stands on the terminal. `taken_over` is set by whoever paints on from there, and leaves the terminal."""

    frame: str
    width: int
    height: int
    taken_over: bool = False


def picture_path(
    address: StoreAddress, as_login: str | None, width: int, height: int, language: str | None, look: Looks
) -> Path:
    """The file for one store, person, terminal and look."""
    terminal = [f"{name}={os.environ.get(name, '')}" for name in _TERMINAL]
    key = "\0".join([str(address), as_login or "", language or "", f"{width}x{height}", str(look), *terminal])
    return cache_folder() / f"picture-{hashlib.sha256(key.encode()).hexdigest()[:24]}.json"


def keep_picture(path: Path, frame: str) -> None:
    """Keep a frame; a cache folder that cannot be written is left alone. Only its owner may read it."""
    keep(path, json.dumps({"shape": SHAPE, "frame": frame}))


def _read(path: Path) -> str:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return str(found["frame"]) if found["shape"] == SHAPE else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


@contextmanager
def painted(address: StoreAddress, as_login: str | None, language: str | None) -> Iterator[Painted | None]:
    """The last picture on the terminal while the program is loaded, and the terminal as it was afterwards."""
    terminal = sys.__stderr__
    frame = ""
    if terminal is not None and sys.stdin.isatty() and terminal.isatty():
        with suppress(OSError):
            width, height = os.get_terminal_size(terminal.fileno())
            frame = _read(picture_path(address, as_login, width, height, language, looks()))
    if not frame or terminal is None:
        yield None
        return
    with _quiet_keys():
        shown = Painted(frame, width, height)
        terminal.write(f"{ENTER}{frame}")
        terminal.flush()
        try:
            yield shown
        finally:
            if not shown.taken_over:
                with suppress(OSError):
                    terminal.write(f"{LEAVE}{SHOW_CURSOR}")
                    terminal.flush()


@contextmanager
def _quiet_keys() -> Iterator[None]:
    """Keys typed meanwhile wait for the program, and are not echoed over the picture."""
    import termios

    stdin = sys.stdin.fileno()
    before = termios.tcgetattr(stdin)
    quiet = termios.tcgetattr(stdin)
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(stdin, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        with suppress(termios.error):  # of a terminal that is gone
            termios.tcsetattr(stdin, termios.TCSADRAIN, before)
