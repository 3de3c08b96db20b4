"""The real program in tmux and GNU screen, as several kinds of terminal: it starts, moves, quits, and leaves no trace."""

import os
import pwd
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from servicedesk_tui.clock import SystemClock
from servicedesk_tui.memory import remember
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import CreateTask

from .. import stores

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]
ME = pwd.getpwuid(os.getuid()).pw_name
PATIENCE = 30


class Pane:
    """One pane of a tmux server of its own, 80 by 24."""

    def __init__(self, folder: Path, command: str) -> None:
        self._tmux = ["tmux", "-S", str(folder / "tmux.socket"), "-f", "/dev/null"]
        self._tell("new-session", "-d", "-x", "80", "-y", "24", command)

    def type(self, *keys: str) -> None:
        """Send keys."""
        self._tell("send-keys", *keys)

    def text(self, *, coloured: bool = False) -> str:
        """What the pane shows."""
        return self._tell("capture-pane", "-p", *(["-e"] if coloured else []))

    def state(self) -> str:
        """Whether a mouse is listened to, and the other screen is shown."""
        return self._tell("display", "-p", "#{mouse_any_flag}#{mouse_button_flag}#{alternate_on}").strip()

    def until(self, seen: Callable[[str], bool]) -> str:
        """Wait until what the pane shows is so."""
        end = time.monotonic() + PATIENCE
        while not seen(text := self.text()):
            assert time.monotonic() < end, text
            time.sleep(0.05)
        return text

    def end(self) -> None:
        """End the server."""
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)

    def _tell(self, *words: str) -> str:
        return subprocess.run(
            [*self._tmux, *words], check=True, capture_output=True, text=True, timeout=PATIENCE
        ).stdout


@pytest.fixture
def store(tmp_path: Path) -> Path:
    from servicedesk_tui.desk.first_run import create_store

    address = StoreAddress(path=tmp_path / "mine.db", named=True)
    create_store(address, name="Mine", zone="Europe/Copenhagen", language="en", login=ME, person_name="Me")
    with stores.open_as(address, ME, SystemClock()) as desk:  # type: ignore[arg-type]
        for number in range(5):
            desk.do(CreateTask(title=f"Radiator {number} is cold"))
    return tmp_path / "mine.db"


@pytest.fixture
def open_pane(tmp_path: Path) -> Iterator[Callable[[str], Pane]]:
    opened: list[Pane] = []

    def open_it(command: str) -> Pane:
        opened.append(Pane(tmp_path, command))
        return opened[-1]

    yield open_it
    for pane in opened:
        pane.end()


def program(store: Path, term: str, locale: str = "C.UTF-8") -> str:
    """The command that runs it there, and says afterwards how it ended."""
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    home = " ".join(f"{name}={shlex.quote(os.environ[name])}" for name in names)
    line = f"env -u SSH_TTY -u SSH_CONNECTION -u SSH_CLIENT {home} TERM={term} COLORTERM= LC_ALL={locale}"
    return f"{line} {sys.executable} -m servicedesk_tui.cli --store {shlex.quote(str(store))}; echo ended $?; sleep 60"


@pytest.mark.parametrize("theme", ["terminal", "dark"])
@pytest.mark.parametrize(
    ("term", "locale", "sign"),
    [
        ("tmux-256color", "C.UTF-8", "▌"),
        ("screen-256color", "C.UTF-8", "▌"),
        ("xterm-256color", "C.UTF-8", "▌"),
        ("vt100", "C", ">"),
    ],
)
def test_it_starts_moves_and_quits_in_tmux(
    store: Path, open_pane: Callable[[str], Pane], term: str, locale: str, sign: str, theme: str
) -> None:
    remember("theme", theme)
    pane = open_pane(program(store, term, locale))
    pane.until(lambda text: "5 open" in text and f"  {ME}" in text and f"{sign}SD-1 " in text)
    pane.type("j")
    pane.until(lambda text: f"{sign}SD-2 " in text and f"{sign}SD-1 " not in text)
    coloured = "48;5;234" in pane.text(coloured=True)
    assert coloured == (theme == "dark" and term != "vt100")
    assert pane.state()[2] == "1"
    pane.type("Q")
    text = pane.until(lambda text: "ended 0" in text)
    assert "SD-" not in text
    assert pane.state() == "000"


def test_it_starts_moves_and_quits_in_gnu_screen(tmp_path: Path, store: Path, open_pane: Callable[[str], Pane]) -> None:
    """As GNU screen is without settings, it has no other screen to go back to."""
    if shutil.which("screen") is None:
        pytest.skip("GNU screen is not installed")
    settings = tmp_path / "screenrc"
    settings.write_text("startup_message off\ndefutf8 on\n", encoding="ascii")
    remember("theme", "dark")
    inner = shlex.quote(program(store, "screen-256color"))
    pane = open_pane(
        f"TERM=xterm-256color SCREENDIR={tmp_path} screen -c {settings} -U -T screen-256color sh -c {inner}"
    )
    pane.until(lambda text: "5 open" in text and f"  {ME}" in text and "▌SD-1 " in text)
    pane.type("j")
    pane.until(lambda text: "▌SD-2 " in text and "▌SD-1 " not in text)
    pane.type("Q")
    text = pane.until(lambda text: "ended 0" in text)
    assert "SD-" not in text
