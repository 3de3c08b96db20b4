"""One's day, the figures of a prompt and the board as text, from a shell."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from servicedesk_tui.cli import prompt
from servicedesk_tui.clock import FrozenClock, SystemClock
from servicedesk_tui.settings import StoreAddress, account
from servicedesk_tui.vocabulary.commands import FinishTask
from servicedesk_tui.vocabulary.day import MOST, WARN, Figures, FiguresQuestion
from servicedesk_tui.vocabulary.enums import OPEN

from .. import stores
from ..desk.test_day import scatter
from ..desk.test_verbs import add, person
from ..terminal import Terminal
from .shell import Shell


def at(**ahead: float) -> str:
    """A moment as a shell takes it."""
    return f"{datetime.now(UTC) + timedelta(**ahead):%Y-%m-%d %H:%M}"


@pytest.fixture
def filled(either: Shell) -> Shell:
    """Something late of bo's, something of nobody's, something that is offered to anna."""
    either.tell("add", "Late one @bo due:2020-03-02")
    either.tell("add", "Nobody has it")
    either.tell("add", "A rest @anna")
    either.tell("add", "To be offered @bo")
    either.by("bo").tell("handover", "4", "--to", "anna", "--note", "near the site")
    return either


def test_a_day_is_told_part_by_part_and_as_json(filled: Shell) -> None:
    rows = filled.tell("today").rows
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("offered", "SD-4", "To be offered"),
        ("next", "SD-3", "A rest"),
    ]
    assert [(row[0], row[2]) for row in filled.tell("today", "@bo").rows] == [("due", "SD-1"), ("next", "SD-4")]
    found = filled.tell("today", "@bo", "--json").json
    assert (found["login"], found["due"][0]["number"], found["due"][0]["bucket"]) == ("bo", 1, 0)
    assert found["visits"] == []
    assert "no “zoe”" in filled.refusal("today", "@zoe") or filled.refusal("today", "@zoe")


def test_a_visit_says_where_and_when(either: Shell) -> None:
    either.tell("customer", "add", "Acme", "--phone", "11223344")
    either.tell("add", "Boiler leak @anna for:Acme")
    either.tell("setting", "set", "on_outside_hours", "allow")  # whatever time it is
    soon = datetime.now(stores.ZONE) + timedelta(minutes=2)
    either.tell("visit", "add", "1", "--at", f"{soon:%Y-%m-%d %H:%M}", "--for", "1m")
    row = either.tell("today").rows[0]
    assert row[2:4] == ["SD-1", "Boiler leak"]
    assert "Acme · 11223344" in row[4]


def test_a_day_without_anything_says_what_to_do(shell: Shell) -> None:
    assert shell.tell("today").out == ""
    assert "servicedesk list is:unowned" in shell("today", terminal=True).out


# -- the prompt --------------------------------------------------------------------------------------------------------


def test_the_prompt_counts_the_desk_or_what_is_mine(filled: Shell) -> None:
    assert filled.tell("prompt").out == "1 late · 1 unowned\n"
    assert filled.tell("prompt", "--mine").out == "1 offered\n"
    assert filled.by("bo").tell("prompt", "--mine").out == "1 late\n"
    assert filled.refusal("prompt", "--nine", status=2).startswith("There is no option --nine")


def test_the_prompt_says_nothing_where_there_is_nothing_to_say_or_no_store(shell: Shell, tmp_path: Path) -> None:
    assert shell.tell("prompt").out == ""
    assert Shell(str(tmp_path / "none.db")).tell("prompt").out == ""
    assert not (tmp_path / "none.db").exists()
    assert shell.tell("add", "prompt", "him").status == 0


def test_the_prompt_leaves_what_it_cannot_read_to_the_desk(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no store at all, but long enough to be taken for something" * 20)
    assert Shell(str(tmp_path / "text.db"))("prompt").status != 0
    assert "This desk knows no zoe" in shell.by("zoe").refusal("prompt")


def test_the_prompt_speaks_danish_when_it_is_asked_to(filled: Shell) -> None:
    assert filled.tell("prompt", "--lang", "da").out.startswith("1 ")


def test_what_is_written_for_speed_is_what_the_desk_says() -> None:
    assert tuple(prompt._OPEN.split("'")[1::2]) == tuple(category.value for category in OPEN)
    assert (prompt.MOST, timedelta(hours=prompt.WARN_HOURS)) == (MOST, WARN)


@pytest.mark.parametrize("seed", range(4))
def test_the_file_is_counted_as_the_desk_counts(sqlite_address: StoreAddress, clock: FrozenClock, seed: int) -> None:
    with stores.open_as(sqlite_address, "anna", clock) as desk:
        scatter(desk, clock, Random(seed), 50)
        clock.move(timedelta(minutes=seed * 17))
        bo = person(desk, "bo")
    with (
        stores.open_as(sqlite_address, "bo", clock) as desk,
        closing(sqlite3.connect(str(sqlite_address.path))) as file,
    ):
        for mine in (False, True):
            found: Figures = desk.ask(FiguresQuestion(mine=mine))
            counted = prompt.count(file, clock.now(), bo if mine else None)
            assert counted == (found.late, found.soon, found.unowned, found.offered)


HEAVY = (
    "typer",
    "sqlalchemy",
    "sqlmodel",
    "pydantic",
    "textual",
    "rich",
    "click",
    "dateparser",
    "servicedesk_tui.desk",
)


def test_the_prompt_loads_nothing_heavy(sqlite_address: StoreAddress) -> None:
    with closing(sqlite3.connect(str(sqlite_address.path))) as store:
        store.execute("UPDATE person SET login = ? WHERE login = 'anna'", (account(),))
        store.commit()
    said = (
        "import sys; from servicedesk_tui.cli import main; status = main(['prompt', '--store', sys.argv[1]]); "
        "import json; print(json.dumps([status, sorted(sys.modules)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", said, str(sqlite_address.path)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    status, modules = json.loads(done.stdout.splitlines()[-1])
    assert status == 0
    assert [name for name in modules if name.startswith(HEAVY)] == []


# -- the board ---------------------------------------------------------------------------------------------------------


def test_the_board_is_printed_once(filled: Shell) -> None:
    filled.tell("view", "add", "Bo", "@bo")
    said = filled.tell("board").out
    assert "Inbox" in said
    assert "SD-2 Nobody has it" in said
    assert "!! 2 mar 2020" in said
    seen = filled.tell("board", "Bo").out
    assert "SD-1 Late one" in seen
    assert "SD-2" not in seen
    assert filled.refusal("board", "Nonesuch").startswith("There is no view called Nonesuch")
    assert filled.refusal("board", "--watch", status=2).startswith("--watch needs a terminal")


@pytest.mark.parametrize(
    ("columns", "said"), [(45, "6 not shown"), (60, "not shown"), (100, "not shown: ")], ids=lambda value: str(value)
)
def test_a_narrow_wall_says_that_columns_are_left_out(
    sqlite_address: StoreAddress, clock: FrozenClock, columns: int, said: str
) -> None:
    from servicedesk_tui.cli.wall import _read
    from servicedesk_tui.cli.wall_text import board_lines

    with stores.open_as(sqlite_address, "anna", clock) as desk:
        (head, names, *_rest) = board_lines(_read(desk, None), columns, 20, stores.ZONE)
        assert said in head
        assert len(head) == columns
        assert names.startswith("Inbox")


def test_a_board_on_the_wall_draws_what_changed_and_rings_for_what_becomes_late(
    sqlite_address: StoreAddress, clock: FrozenClock, capsys: pytest.CaptureFixture[str]
) -> None:
    from servicedesk_tui.cli.wall import Wall

    with stores.open_as(sqlite_address, "anna", clock) as desk:
        wall = Wall(desk, None)
        due = add(desk, "Boiler leak", due=clock.now() + timedelta(minutes=5))
        wall.draw()
        first = capsys.readouterr().out
        assert "SD-1 Boiler leak" in first
        assert "\a" not in first
        wall.draw()
        assert capsys.readouterr().out == ""
        clock.move(timedelta(minutes=6))
        wall.draw()
        late = capsys.readouterr().out
        assert late.count("\a") == 1
        assert "SD-1 is late now" in late
        assert len(late) < len(first) / 2
        wall.draw()
        assert "\a" not in capsys.readouterr().out
        desk.do(FinishTask(task=due))
        wall.draw()
        assert "\a" not in capsys.readouterr().out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_board_on_the_wall_follows_others_and_stops_when_it_is_told_to(
    sqlite_address: StoreAddress, number: signal.Signals
) -> None:
    me = account()
    with closing(sqlite3.connect(str(sqlite_address.path))) as store:
        store.execute("UPDATE person SET login = ? WHERE login = 'anna'", (me,))
        store.commit()
    program = "import sys; from servicedesk_tui.cli import main; sys.exit(main(sys.argv[1:]))"
    line = ("-c", program, "board", "--watch", "--store", str(sqlite_address.path))
    with Terminal(sys.executable, *line) as terminal:
        terminal.wait_for("Inbox")
        with stores.open_as(sqlite_address, "bo", SystemClock()) as bo:  # type: ignore[arg-type]
            add(bo, "Heard of at once")
        terminal.wait_for("Heard of at once")
        terminal.child.kill(number)
        assert terminal.wait_for_end() == 0
        assert "Traceback" not in terminal.text
