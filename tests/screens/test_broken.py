"""A fault of ours in a thread behind the glass ends the program and says what it was: nothing is left waiting in silence."""

import io
import os
import pwd
import sys
import termios
from pathlib import Path

import pytest

from servicedesk_tui.settings import StoreAddress

from ..terminal import Terminal

ME = pwd.getpwuid(os.getuid()).pw_name
CODE = """
import sys
from pathlib import Path
import servicedesk_tui.desk as d
{fault}
from servicedesk_tui.screens.app import run
from servicedesk_tui.settings import StoreAddress
sys.exit(run(StoreAddress(path=Path(sys.argv[1]), named=True)))
"""


@pytest.mark.parametrize(
    ("fault", "keys"),
    [
        ("d.Desk.do = lambda *a, **k: 1 / 0", "nBoiler leak\r"),
        ("d.Desk.ask = lambda *a, **k: 1 / 0", ""),
        ("d.Desk.open = lambda *a, **k: 1 / 0", ""),
        ("d.Desk.listen = lambda *a, **k: 1 / 0", ""),
    ],
    ids=["writer", "reader", "opening", "listener"],
)
def test_a_fault_in_a_thread_ends_the_program_and_is_said(tmp_path: Path, fault: str, keys: str) -> None:
    from servicedesk_tui.desk.first_run import create_store

    store = tmp_path / "mine.db"
    address = StoreAddress(path=store, named=True)
    create_store(address, name="Mine", zone="Europe/Copenhagen", language="en", login=ME, person_name="Me")
    with Terminal(sys.executable, "-c", CODE.format(fault=fault), str(store)) as terminal:
        terminal.child.logfile_read = io.BytesIO()
        if keys:
            terminal.wait_for(r"0 open +\S")
            terminal.type(keys)
        status = terminal.wait_for_end()
        said = terminal.child.logfile_read.getvalue().rpartition(b"\x1b[?1049l")[2]
        assert b"ZeroDivisionError" in said
        assert status != 0
        assert termios.tcgetattr(terminal.child.child_fd)[3] & termios.ECHO
