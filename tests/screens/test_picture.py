"""The picture of the last board: there before the program is, marked with its time, and gone on from."""

import os
import pwd
import sys
import termios
from pathlib import Path

import pytest

from screens.cells import BLANK, Grid
from screens.frames import FrameSender
from screens.picture import draw_picture
from servicedesk_tui.clock import SystemClock
from servicedesk_tui.looks import Looks
from servicedesk_tui.memory import remember
from servicedesk_tui.picture import picture_path
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import CreateTask

from .. import stores
from ..terminal import Terminal

ME = pwd.getpwuid(os.getuid()).pw_name
LINE = "import sys; from servicedesk_tui.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A desk of my own with a few tasks."""
    from servicedesk_tui.desk.first_run import create_store

    address = StoreAddress(path=tmp_path / "mine.db", named=True)
    create_store(address, name="Mine", zone="Europe/Copenhagen", language="en", login=ME, person_name="Me")
    with stores.open_as(address, ME, SystemClock()) as desk:  # type: ignore[arg-type]
        for number in range(5):
            desk.do(CreateTask(title=f"Radiator number {number} is cold"))
    return tmp_path / "mine.db"


def start(store: Path, code: str = LINE, *, columns: int = 120, lines: int = 40) -> Terminal:
    return Terminal(sys.executable, "-c", code, "--store", str(store), columns=columns, lines=lines)


def run_once(store: Path) -> None:
    """A start and a quit, which leave the picture."""
    with start(store) as terminal:
        terminal.wait_for("5 open")
        terminal.type("Q")
        assert terminal.wait_for_end() == 0


def never_loads(module: str) -> str:
    """A program in which `module` waits for a word on the terminal before it is loaded."""
    return (
        "import sys, builtins, time, os\nreal = builtins.__import__\n"
        "def slow(name, *a, **k):\n"
        f"    if name == {module!r}:\n"
        "        while not os.path.exists(sys.argv[2] + '.go'): time.sleep(0.01)\n"
        "    return real(name, *a, **k)\n"
        "builtins.__import__ = slow\n" + LINE
    )


@pytest.mark.parametrize(("theme", "paper"), [("terminal", "default"), ("light", "eeeeee")])
def test_the_second_start_shows_it_before_anything_is_loaded(store: Path, theme: str, paper: str) -> None:
    remember("theme", theme)
    run_once(store)
    with start(store, never_loads("servicedesk_tui.screens.app")) as terminal:
        terminal.wait_for(r"as of \d\d:\d\d")
        terminal.wait_for(r"SD-2\b[^\n]*\n(.*\n)?.*Radiator")
        assert not termios.tcgetattr(terminal.child.child_fd)[3] & termios.ECHO
        terminal._read()  # the rest of the picture
        assert {terminal.screen.buffer[y][x].bg for y in range(40) for x in range(120)} == {paper}
        terminal.type("j")
        Path(f"{store}.go").touch()
        terminal.wait_for(rf"5 open .*{ME}")
        assert "as of" not in terminal.text
        terminal.wait_for("▌SD-2")
        terminal.type("Q")
        assert terminal.wait_for_end() == 0
        assert termios.tcgetattr(terminal.child.child_fd)[3] & termios.ECHO


def test_a_picture_is_of_one_look() -> None:
    looks = [Looks("dark", 256, True), Looks("light", 256, True), Looks("dark", 0, True), Looks("dark", 256, False)]
    paths = {picture_path(StoreAddress(url="x"), None, 80, 24, None, look) for look in looks}
    assert len(paths) == len(looks)


def test_another_size_has_no_picture_yet(store: Path) -> None:
    run_once(store)
    with start(store, columns=90, lines=30) as terminal:
        terminal.wait_for("5 open")
        terminal.wait_for("Radiator")


def test_a_program_that_fails_behind_it_leaves_the_terminal_as_it_was(store: Path) -> None:
    run_once(store)
    broken = "import servicedesk_tui.screens.app as a\na.run = lambda *x, **k: 1 / 0\n" + LINE
    with start(store, broken) as terminal:
        terminal.wait_for("ZeroDivisionError")
        terminal.wait_for_end()
        assert termios.tcgetattr(terminal.child.child_fd)[3] & termios.ECHO


def test_only_what_differs_from_the_picture_is_sent() -> None:
    sent: list[str] = []
    on_screen = Grid(20, 3)
    on_screen.read("\x1b[1;1Hsame line\x1b[2;1Hold")
    frames = FrameSender(sent.append, Grid(20, 3), on_screen)
    frames.write("\x1b[?1049h")
    frames.write("\x1b[1;1Hsame line\x1b[2;1Hnew")
    data = frames.take()
    assert "same" not in data
    assert "new" in data
    assert "1049" not in data


def test_a_picture_paints_what_the_terminal_showed() -> None:
    from rich.console import Console
    from rich.segment import Segment
    from textual.strip import Strip

    lines = Grid(12, 2)
    lines.read("\x1b[1;1Hlive figures\x1b[2;1H\x1b[1mæ 漢\x1b[0m x")
    console = Console(width=12, color_system="truecolor", force_terminal=True)
    frame = draw_picture(lines, Strip([Segment("as of 08:12")]), console)
    again = Grid(12, 2)
    again.read(frame)
    assert "".join(text for text, _sgr in again.lines[0]).strip() == "as of 08:12"
    assert [cell for cell in again.lines[1] if cell != BLANK] == [cell for cell in lines.lines[1] if cell != BLANK]
