"""The installed program in a real terminal. SERVICEDESK_PROGRAM names another one than this environment's."""

import os
import subprocess
import sys
from pathlib import Path

import servicedesk_tui

from .terminal import Terminal

PROGRAM = Path(os.environ.get("SERVICEDESK_PROGRAM") or Path(sys.executable).parent / "servicedesk")


def test_it_says_its_version() -> None:
    said = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True, timeout=30)
    assert servicedesk_tui.__version__ in said.stdout


def test_the_sample_desk_paints_tasks_and_quits_cleanly() -> None:
    with Terminal(PROGRAM, "demo", "--size", "200") as terminal:
        terminal.wait_for(r"SD-\d+", seconds=60)
        terminal.type("Q")
        assert terminal.wait_for_end() == 0
