"""The real program in a real pty: it paints, spares bytes, leaves the terminal sane and loses no draft."""

import os
import pwd
import signal
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from servicedesk_tui.clock import SystemClock
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import CreateTask
from servicedesk_tui.vocabulary.questions import DraftQuestion

from .. import stores
from ..terminal import Terminal

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

ME = pwd.getpwuid(os.getuid()).pw_name
STEP = 400
CODE = """
import sys
from pathlib import Path
from servicedesk_tui.screens.app import run
from servicedesk_tui.settings import StoreAddress
sys.exit(run(StoreAddress(path=Path(sys.argv[1]), named=True)))
"""


@pytest.fixture
def my_desk(tmp_path: Path) -> Iterator["Desk"]:
    """A desk of my own with enough tasks to scroll."""
    from servicedesk_tui.desk.first_run import create_store

    address = StoreAddress(path=tmp_path / "mine.db", named=True)
    create_store(address, name="Mine", zone="Europe/Copenhagen", language="en", login=ME, person_name="Me")
    with stores.open_as(address, ME, SystemClock()) as desk:  # type: ignore[arg-type]
        for number in range(40):
            desk.do(CreateTask(title=f"Radiator number {number} is cold"))
        yield desk


def start(desk: "Desk", **options: int) -> Terminal:
    """The program on `desk`."""
    return Terminal(sys.executable, "-c", CODE, desk.where, **options)


def bytes_of(terminal: Terminal, keys: str) -> int:
    """What the terminal is sent after `keys`."""
    counted = 0
    feed = terminal._stream.feed

    def count(data: bytes) -> None:
        nonlocal counted
        counted += len(data)
        feed(data)

    terminal._stream.feed = count
    terminal.type(keys)
    terminal._read()
    terminal._read()
    terminal._stream.feed = feed
    return counted


def test_it_paints_and_quits_cleanly(my_desk: "Desk") -> None:
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open")
        before = termios.tcgetattr(terminal.child.child_fd)
        assert not before[3] & termios.ECHO
        terminal.type("Q")
        assert terminal.wait_for_end() == 0
        assert "SD-" not in terminal.text or not terminal.screen.cursor.hidden


def test_the_second_start_shows_the_last_board_before_the_store_is_open(my_desk: "Desk") -> None:
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open")
        terminal.type("Q")
        terminal.wait_for_end()
    Path(my_desk.where).write_bytes(b"this is no store any more" * 100)
    with start(my_desk) as terminal:
        terminal.wait_for(r"SD-1\b")
        terminal.wait_for(r"as of \d\d:\d\d")


def test_a_step_of_the_cursor_spares_the_line(my_desk: "Desk") -> None:
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open")
        terminal.type("j")
        terminal._read()
        steps = [bytes_of(terminal, "j") for _ in range(4)]
        assert all(0 < step <= STEP for step in steps), steps
        assert bytes_of(terminal, "") == 0


def test_a_terminal_that_goes_away_loses_no_draft(my_desk: "Desk") -> None:
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open")
        terminal.type("nHalf a tas")
        terminal.wait_for("Half a tas")
        os.kill(terminal.child.pid, signal.SIGHUP)
        terminal.wait_for_end()
    assert my_desk.ask(DraftQuestion(key="add")) == "Half a tas"


def test_another_size_is_painted_whole(my_desk: "Desk") -> None:
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open")
        terminal.screen.resize(24, 80)
        terminal.screen.reset()
        terminal.child.setwinsize(24, 80)
        terminal.wait_for(r"Waiting|3›|4›")
        text = terminal.wait_for(r"40 open[^\n]*\n[^\n]*Inbox") and terminal.text
        assert "SD-1 " in text
        assert "enter open" in text.split("\n")[23]
