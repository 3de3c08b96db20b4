"""The installed program in a real terminal. SERVICEDESK_PROGRAM names another one than this environment's."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import servicedesk_tui

from .terminal import Terminal

PROGRAM = Path(os.environ.get("SERVICEDESK_PROGRAM") or Path(sys.executable).parent / "servicedesk")

READY = r"(overdue|unowned|untouched) +\w+ *\n"
"""The end of the top line once the desk is open and read."""


def test_it_says_its_version() -> None:
    said = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True, timeout=30)
    assert servicedesk_tui.__version__ in said.stdout


def test_the_sample_desk_paints_tasks_and_quits_cleanly() -> None:
    with Terminal(PROGRAM, "demo", "--size", "200") as terminal:
        terminal.wait_for(r"SD-\d+", seconds=60)
        terminal.type("Q")
        assert terminal.wait_for_end() == 0


def test_a_lost_connection_in_the_middle_of_a_note_leaves_a_draft_that_is_offered_again(tmp_path: Path) -> None:
    store = str(tmp_path / "desk.db")
    made = [str(PROGRAM), "demo", "--size", "60", "--no-open", "--store", store]
    subprocess.run(made, check=True, timeout=120, stdout=subprocess.DEVNULL)
    with Terminal(PROGRAM, "--store", store) as terminal:
        terminal.wait_for(READY, seconds=60)
        terminal.type("lc")
        terminal.wait_for("Note on SD-")
        terminal.type("first line\t")
        terminal.wait_for("Only the team sees this")
        terminal.type("\rcut off in the midd")
        terminal.wait_for("in the midd")
        terminal.child.kill(signal.SIGHUP)
        terminal.wait_for_end()
    with Terminal(PROGRAM, "--store", store) as terminal:
        terminal.wait_for(READY, seconds=60)
        terminal.type("lc")
        terminal.wait_for("cut off in the midd")
        assert "Only the team sees this" in terminal.text
        assert "first line" in terminal.text
        terminal.type("le\x04")
        terminal.wait_for("You wrote a note on SD-")


def test_a_killed_program_leaves_what_was_written_up_to_the_last_pause(tmp_path: Path) -> None:
    store = str(tmp_path / "desk.db")
    made = [str(PROGRAM), "demo", "--size", "60", "--no-open", "--store", store]
    subprocess.run(made, check=True, timeout=120, stdout=subprocess.DEVNULL)
    with Terminal(PROGRAM, "--store", store) as terminal:
        terminal.wait_for(READY, seconds=60)
        terminal.type("lc\t")
        terminal.wait_for("Only the team sees this")
        terminal.type("kept\rup to here")
        terminal.wait_for("up to here")
        kept = [str(PROGRAM), "draft", "list", "--store", store]
        end = time.monotonic() + 20
        while "up to here" not in subprocess.run(kept, capture_output=True, text=True, check=True, timeout=30).stdout:
            assert time.monotonic() < end, "no draft was kept"
        terminal.child.kill(signal.SIGKILL)
        terminal.wait_for_end()
    with Terminal(PROGRAM, "--store", store) as terminal:
        terminal.wait_for(READY, seconds=60)
        terminal.type("lc")
        terminal.wait_for("up to here")


def test_a_terminal_that_does_not_know_its_size_is_a_usual_one(tmp_path: Path) -> None:
    store = str(tmp_path / "desk.db")
    made = [str(PROGRAM), "demo", "--size", "60", "--no-open", "--store", store]
    subprocess.run(made, check=True, timeout=120, stdout=subprocess.DEVNULL)
    with Terminal(PROGRAM, "--store", store) as terminal:
        terminal.child.setwinsize(0, 0)
        terminal.wait_for(r"SD-\d+", seconds=60)
        terminal.type("Q")
        assert terminal.wait_for_end() == 0
