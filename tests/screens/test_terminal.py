"""The real program in a real pty: it paints, spares bytes, leaves the terminal sane and loses no draft."""

import io
import os
import pwd
import re
import signal
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from screens.frames import MOUSE_OFF, MOUSE_ON
from servicedesk_tui.clock import SystemClock
from servicedesk_tui.memory import remember
from servicedesk_tui.settings import THEMES, StoreAddress
from servicedesk_tui.vocabulary.commands import CreateTask
from servicedesk_tui.vocabulary.questions import DraftQuestion

from .. import stores
from ..terminal import Terminal

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

ME = pwd.getpwuid(os.getuid()).pw_name
STEP = 400
PATIENCE = 20.0
PAINTED = 12_000
TYPED = 150
FAULT = "import servicedesk_tui.screens.desk_screen as d; d.Minibuffer.paste = lambda self, text: 1 / 0\n"
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


def start(desk: "Desk", code: str = CODE) -> Terminal:
    """The program on `desk`; what it writes is kept."""
    terminal = Terminal(sys.executable, "-c", code, desk.where)
    terminal.child.logfile_read = io.BytesIO()
    return terminal


def bytes_of(terminal: Terminal, keys: str) -> int:
    """How much the terminal is sent after `keys`."""
    before = terminal.child.logfile_read.tell()
    terminal.type(keys)
    terminal._read()
    terminal._read()
    return int(terminal.child.logfile_read.tell() - before)


def spent_on(terminal: Terminal, keys: str) -> int:
    """How much the terminal is sent after `keys` until it is quiet."""
    spent = bytes_of(terminal, keys)
    while more := bytes_of(terminal, ""):
        spent += more
    return spent


def echoes(terminal: Terminal) -> bool:
    """True while the terminal echoes what is typed, as a shell wants it."""
    return bool(termios.tcgetattr(terminal.child.child_fd)[3] & termios.ECHO)


def last_words(terminal: Terminal) -> bytes:
    """What the program wrote until it ended, after it left its screen."""
    terminal.wait_for_end()
    return bytes(terminal.child.logfile_read.getvalue().rpartition(b"\x1b[?1049l")[2])


def test_it_paints_and_leaves_the_terminal_as_it_was(my_desk: "Desk") -> None:
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open")
        assert not echoes(terminal)
        terminal.type("Q")
        said = last_words(terminal)
        assert terminal.child.exitstatus == 0
        assert echoes(terminal)
        assert b"\x1b[?25h" in said
        assert b"SD-" not in said


def test_a_fault_of_ours_leaves_the_terminal_sane_and_keeps_the_draft(my_desk: "Desk") -> None:
    with start(my_desk, FAULT + CODE) as terminal:
        terminal.wait_for(r"40 open")
        terminal.type("nHalf a tas")
        terminal.wait_for("Half a tas")
        terminal.type("\x1b[200~pasted\x1b[201~")
        assert b"ZeroDivisionError" in last_words(terminal)
        assert echoes(terminal)
    assert my_desk.ask(DraftQuestion(key="add")) == "Half a tas"


def test_being_told_to_end_ends_it(my_desk: "Desk") -> None:
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open")
        os.kill(terminal.child.pid, signal.SIGTERM)
        assert terminal.wait_for_end() == 128 + signal.SIGTERM
        assert echoes(terminal)


def test_the_second_start_shows_the_last_board_before_the_store_is_open(my_desk: "Desk") -> None:
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open")
        terminal.type("Q")
        terminal.wait_for_end()
    Path(my_desk.where).write_bytes(b"this is no store any more" * 100)
    with start(my_desk) as terminal:
        terminal.wait_for(r"SD-1\b")
        terminal.wait_for(r"as of \d\d:\d\d")


@pytest.mark.parametrize("end", ["quit", "told to end", "fault"])
def test_the_mouse_is_listened_to_until_the_end_whatever_it_is(
    my_desk: "Desk", monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"):
        monkeypatch.delenv(name, raising=False)
    with start(my_desk, FAULT + CODE) as terminal:
        terminal.wait_for(r"40 open +\S")
        assert MOUSE_ON in sent(terminal)
        terminal.type("\x1b[<0;5;10M\x1b[<0;5;10m")
        spent_on(terminal, "")
        if end == "quit":
            terminal.type("Q")
        elif end == "told to end":
            os.kill(terminal.child.pid, signal.SIGTERM)
        else:
            terminal.type("n\x1b[200~pasted\x1b[201~")
        terminal.wait_for_end()
        assert sent(terminal).rindex(MOUSE_OFF) > sent(terminal).rindex(MOUSE_ON)
        assert echoes(terminal)


def test_over_ssh_the_mouse_is_left_to_the_terminal(my_desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open +\S")
        terminal.type("Q")
        terminal.wait_for_end()
        assert "?1000" not in sent(terminal)


def sent(terminal: Terminal) -> str:
    """All that the terminal was sent."""
    return str(terminal.child.logfile_read.getvalue().decode(errors="replace"))


@pytest.mark.parametrize("theme", THEMES)
def test_a_step_of_the_cursor_spares_the_line(my_desk: "Desk", theme: str) -> None:
    remember("theme", theme)
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open +\S")
        spent_on(terminal, "j")
        steps = [bytes_of(terminal, "j") for _ in range(4)]
        assert all(0 < step <= STEP for step in steps), steps
        assert bytes_of(terminal, "") == 0


@pytest.mark.parametrize("theme", THEMES)
def test_a_board_is_painted_in_few_bytes_and_colours_end_with_it(my_desk: "Desk", theme: str) -> None:
    remember("theme", theme)
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open +\S")
        assert spent_on(terminal, "") + terminal.child.logfile_read.tell() <= PAINTED
        paper = {"dark": "1c1c1c", "light": "eeeeee", "contrast": "080808"}.get(theme, "default")
        assert {cell.bg for y in range(40) for cell in map(terminal.screen.buffer[y].__getitem__, range(120))} == {
            paper
        }
        terminal.type("Q")
        last_words(terminal)
        assert (terminal.screen.cursor.attrs.fg, terminal.screen.cursor.attrs.bg) == ("default", "default")


def test_where_no_colour_is_wanted_none_is_sent(my_desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    remember("theme", "dark")
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open +\S")
        for key in "jlh?x":
            spent_on(terminal, key)
        terminal.type("Q")
        terminal.wait_for_end()
        codes = {code for sgr in re.findall("\x1b\\[([\\d;]*)m", sent(terminal)) for code in sgr.split(";")}
        assert codes <= {"", "0", "1", "2", "4", "7", "22", "24", "27"}
        assert {"1", "7"} <= codes


def test_a_terminal_that_goes_away_loses_no_draft(my_desk: "Desk") -> None:
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open")
        terminal.type("nHalf a tas")
        terminal.wait_for("Half a tas")
        os.kill(terminal.child.pid, signal.SIGHUP)
        terminal.wait_for_end()
    assert my_desk.ask(DraftQuestion(key="add")) == "Half a tas"


def test_being_told_to_go_on_changes_nothing(my_desk: "Desk") -> None:
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open")
        threads = Path(f"/proc/{terminal.child.pid}/task")
        terminal.type("nHalf a tas")
        terminal.wait_for("Half a tas")
        before = len(list(threads.iterdir()))
        os.kill(terminal.child.pid, signal.SIGCONT)
        terminal.type("k for two")
        terminal.wait_for("Half a task for two")
        assert len(list(threads.iterdir())) <= before


def test_a_terminal_that_hangs_up_ends_it(my_desk: "Desk") -> None:
    """Its programs are told that they are left, and to go on, at once."""
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open")
        terminal.child.ptyproc.fileobj.close()
        end = time.monotonic() + PATIENCE
        while terminal.child.isalive():
            assert time.monotonic() < end, "it goes on without a terminal"
            time.sleep(0.05)
        assert terminal.child.exitstatus == 128 + signal.SIGHUP


def test_a_byte_that_is_no_text_and_a_paste_with_escapes_are_no_keys(my_desk: "Desk") -> None:
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open")
        terminal.type("n")
        terminal.child.send(b"k\xf8k ")
        terminal.child.send(b"\x1b[200~\x1b[31mError\x1b[0m in \x1blog\x1b[201~ di")
        terminal.wait_for("Error in log di")
        os.kill(terminal.child.pid, signal.SIGHUP)
        terminal.wait_for_end()
    assert my_desk.ask(DraftQuestion(key="add")) == "k\ufffdk Error in log di"


def test_another_size_is_painted_whole(my_desk: "Desk") -> None:
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open")
        terminal.screen.resize(24, 80)
        terminal.screen.erase_in_display(2)
        terminal.child.setwinsize(24, 80)
        terminal.wait_for(r"Waiting|3›|4›")
        text = terminal.wait_for(r"40 open[^\n]*\n[^\n]*Inbox") and terminal.text
        assert "SD-1 " in text
        assert "enter open" in text.split("\n")[23]


@pytest.mark.parametrize(
    ("opening", "text", "rows"),
    [("/", "@me due:<=e", 3), ("n", "Leak @me !1 #p", 4), (":", "assign @me", 3), ("#", "99", 8)],
)
def test_a_key_of_a_line_costs_little_beside_what_it_finds(my_desk: "Desk", opening: str, text: str, rows: int) -> None:
    """What stands over the line and its `rows` is what was found."""
    with start(my_desk) as terminal:
        terminal.wait_for(r"40 open +\S")
        spent_on(terminal, opening)
        found: list[int] = []
        for character in text:
            before = terminal.screen.display[:-rows]
            spent = spent_on(terminal, character)
            if terminal.screen.display[:-rows] == before:
                found.append(spent)
        assert len(found) >= 2
        assert max(found) <= TYPED, found
        assert bytes_of(terminal, "") == 0
