"""What only a real terminal shows: the person's own editor over the board, and the clipboard (OSC 52)."""

import base64
import io
import os
import pwd
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from servicedesk_tui.clock import SystemClock
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import CreateTask, EditTask

from .. import stores
from ..terminal import Terminal
from .conftest import view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

ME = pwd.getpwuid(os.getuid()).pw_name
CODE = """
import sys
from pathlib import Path
from servicedesk_tui.screens.app import run
from servicedesk_tui.settings import StoreAddress
sys.exit(run(StoreAddress(path=Path(sys.argv[1]), named=True)))
"""
WRITES = """#!/bin/sh
echo "EDITING $(sed -n 's/^title: //p' "$1")"
while [ ! -e "{go}" ]; do sleep 0.05; done
sed -i 's/^title: .*/title: Boiler leak, cellar/; s/^owner: .*/owner: me/; s/^due: .*/due: {due}/' "$1"
printf 'Water on the floor.\\nSecond time.\\n' >> "$1"
"""


@pytest.fixture
def my_desk(tmp_path: Path) -> Iterator["Desk"]:
    """A desk of my own with two tasks."""
    from servicedesk_tui.desk.first_run import create_store

    address = StoreAddress(path=tmp_path / "mine.db", named=True)
    create_store(address, name="Mine", zone="Europe/Copenhagen", language="en", login=ME, person_name="Me")
    with stores.open_as(address, ME, SystemClock()) as desk:  # type: ignore[arg-type]
        desk.do(CreateTask(title="Boiler leak"))
        desk.do(CreateTask(title="Lift stuck"))
        yield desk


def an_editor(folder: Path, script: str, due: str = "2031-03-04") -> dict[str, str]:
    """A tiny editor, as the person's own."""
    editor = folder / "editor.sh"
    editor.write_text(
        script.replace("{go}", str(folder / "go")).replace("{due}", due).replace("owner: me", f"owner: {ME}")
    )
    editor.chmod(0o755)
    return {"EDITOR": str(editor), "VISUAL": ""}


def start(desk: "Desk", env: dict[str, str] | None = None) -> Terminal:
    """The program on `desk`; what it writes is kept."""
    terminal = Terminal(sys.executable, "-c", CODE, desk.where, env=env)
    terminal.child.logfile_read = io.BytesIO()
    terminal.wait_for(r"2 open +\S")
    return terminal


def edit_outside(terminal: Terminal) -> None:
    """Open the task under the cursor in the editor."""
    terminal.type("e")
    terminal.wait_for("Title of SD-1")
    terminal.type("\t")


def test_title_and_text_are_written_in_ones_own_editor(my_desk: "Desk", tmp_path: Path) -> None:
    with start(my_desk, an_editor(tmp_path, WRITES)) as terminal:
        edit_outside(terminal)
        terminal.wait_for("EDITING Boiler leak")
        assert "Lift stuck" not in terminal.text, "the screen is the editor's meanwhile"
        (tmp_path / "go").touch()
        terminal.wait_for("title: Boiler leak → Boiler leak, cellar")
        for said in (f"owner: - → {ME}", "due: - → 2031-03-04", r"\+Water on the floor\."):
            terminal.wait_for(said)
        assert view_of(my_desk, 1).card.title == "Boiler leak"
        terminal.type("\r")
        terminal.wait_for("u takes it back")
        terminal.wait_for(r"▌Boiler leak, cellar")
        terminal.wait_for("Lift stuck")
        assert "EDITING" not in terminal.text
        view = view_of(my_desk, 1)
        assert (view.card.title, view.description) == ("Boiler leak, cellar", "Water on the floor.\nSecond time.")
        assert (view.card.owner, view.card.due_is_day) == (ME, True)
        terminal.type("h")
        terminal.wait_for("▌Lift stuck")
        terminal.type("u")
        terminal.wait_for("Boiler leak ")
        view = view_of(my_desk, 1)
        assert (view.description, view.card.owner, view.card.due) == ("", None, None)
        terminal.type("Q")
        assert terminal.wait_for_end() == 0


def test_a_title_that_was_changed_meanwhile_asks_mine_or_theirs(my_desk: "Desk", tmp_path: Path) -> None:
    with start(my_desk, an_editor(tmp_path, WRITES)) as terminal:
        edit_outside(terminal)
        terminal.wait_for("EDITING Boiler leak")
        my_desk.do(EditTask(task=1, fields={"title": "Boiler leaks badly"}))
        (tmp_path / "go").touch()
        terminal.wait_for("title: Boiler leak → ")
        terminal.type("\r")
        terminal.wait_for("theirs: Boiler leaks badly")
        terminal.wait_for("mine: Boiler leak, cellar")
        terminal.type("\r")
        terminal.wait_for("u takes it back")
        view = view_of(my_desk, 1)
        assert (view.card.title, view.description) == ("Boiler leak, cellar", "Water on the floor.\nSecond time.")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("#!/bin/sh\nexit 3\n", "ended with an error"),
        ('#!/bin/sh\n: > "$1"\n', "Line 1: the fields begin with a line ---"),
        ("#!/bin/sh\ntrue\n", "Nothing was changed."),
        ("#!/no/such/program\n", "cannot be started"),
    ],
)
def test_an_editor_that_fails_changes_nothing_and_the_board_comes_back(
    my_desk: "Desk", tmp_path: Path, script: str, said: str
) -> None:
    with start(my_desk, an_editor(tmp_path, script)) as terminal:
        edit_outside(terminal)
        terminal.wait_for(said)
        terminal.wait_for("▌Boiler leak")
        assert view_of(my_desk, 1).card.title == "Boiler leak"
        terminal.type("j")
        terminal.wait_for("▌Lift stuck")


def test_what_cannot_be_read_names_its_line_and_is_gone_on_with(my_desk: "Desk", tmp_path: Path) -> None:
    (tmp_path / "go").touch()
    with start(my_desk, an_editor(tmp_path, WRITES, due="soonish")) as terminal:
        edit_outside(terminal)
        terminal.wait_for("Line 7, due: “soonish” is not a date")
        assert view_of(my_desk, 1).card.title == "Boiler leak"
        (tmp_path / "editor.sh").write_text("#!/bin/sh\nsed -i 's/soonish/2031-03-04/' \"$1\"\n")
        edit_outside(terminal)
        terminal.wait_for("due: - → 2031-03-04")
        terminal.type("e")
        terminal.wait_for("u takes it back")
        assert view_of(my_desk, 1).description == "Water on the floor.\nSecond time."


def test_an_interrupt_is_the_editors_and_not_the_programs(my_desk: "Desk", tmp_path: Path) -> None:
    with start(my_desk, an_editor(tmp_path, WRITES)) as terminal:
        edit_outside(terminal)
        terminal.wait_for("EDITING Boiler leak")
        terminal.type("\x03")
        terminal.wait_for("ended with an error")
        terminal.type("j")
        terminal.wait_for("▌Lift stuck")
        assert view_of(my_desk, 1).card.title == "Boiler leak"


def test_reference_and_title_reach_the_terminals_clipboard(my_desk: "Desk") -> None:
    with start(my_desk) as terminal:
        terminal.type("  ,y")
        terminal.wait_for("on the clipboard")
        written = terminal.child.logfile_read.getvalue()
        found = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)", written)
        assert [base64.b64decode(one).decode() for one in found] == ["SD-1 Boiler leak\nSD-2 Lift stuck"]
