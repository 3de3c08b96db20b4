"""Every screen and every verb keeps to its budget of bytes, in a real terminal: with the frame differ, and where Textual alone
is held to anything, without it. A screen or an action without a row in the table fails."""

import importlib
import pkgutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.screen import ModalScreen

import screens
from screens.desk_screen import DeskScreen
from screens.list_screen import ListScreen
from servicedesk_tui.actions import Scope, actions_in

from ..terminal import Terminal
from .byte_table import ESC, GROUPS, KINDS, OVER, PLAIN
from .counting import Measured, play, promise, sample_desk, sent, sent_by, start

SCREEN_OF = {
    Scope.TASK: "TaskScreen", Scope.WORKLOAD: "WorkloadScreen", Scope.SCHEDULE: "ScheduleScreen", Scope.PEOPLE: "PeopleScreen",
    Scope.SHIFT: "ShiftScreen", Scope.INBOX: "InboxScreen", Scope.DAY: "DayScreen",
    Scope.LINE: "Line",
}  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return sample_desk(tmp_path_factory.mktemp("sample")).read_bytes()


@pytest.fixture
def desk(sample: bytes, tmp_path: Path) -> Path:
    """A sample desk of one's own."""
    path = tmp_path / "desk.db"
    path.write_bytes(sample)
    return path


@pytest.fixture
def painted(desk: Path) -> Iterator[Terminal]:
    with start(desk, "differ") as terminal:
        sent_by(terminal, "")
        yield terminal


def faults(measured: list[Measured], kind: str) -> list[str]:
    """What is over its budget, sent nothing at all, or did not do what it says."""
    found = []
    for row, step, size, changed in measured:
        most = KINDS[step.kind].most if kind == "differ" else KINDS[step.kind].plain
        said = f"{row.screen} {row.action} {step.keys!r} ({step.kind}): {size} of {most} B"
        if most is not None and size > most:
            found.append(said)
        if not size:
            found.append(f"{said}: nothing happened")
        if (step.kind == "changes") is not changed:
            found.append(f"{said}: {'changed' if changed else 'nothing was changed'}")
    return found


@pytest.mark.parametrize("group", GROUPS)
def test_every_row_keeps_to_its_budget(painted: Terminal, desk: Path, group: str) -> None:
    measured = list(play(painted, desk, GROUPS[group]))
    assert faults(measured, "differ") == [], painted.text


@pytest.mark.parametrize("row", OVER, ids=lambda row: f"{row.screen}-{row.action}")
def test_leaving_keeps_to_its_budget(painted: Terminal, desk: Path, row: tuple[str, ...]) -> None:
    assert faults(list(play(painted, desk, (row,))), "differ") == []  # type: ignore[arg-type]
    assert painted.wait_for_end() == 0


def test_textual_alone_keeps_to_its_budget_too(desk: Path) -> None:
    """Steps, pages and keys of lines are cheap by how they are drawn, not by the frame differ alone."""
    with start(desk, "plain") as terminal:
        sent_by(terminal, "")
        measured = [one for one in play(terminal, desk, PLAIN) if KINDS[one.step.kind].plain is not None]
        assert len(measured) > 20
        assert faults(measured, "plain") == []


def test_the_first_paint_and_what_comes_after_it(painted: Terminal) -> None:
    assert 0 < sent(painted) <= KINDS["first paint"].most
    before = sent(painted)
    end = time.monotonic() + 1.2
    while time.monotonic() < end:
        painted._read()
    assert sent(painted) - before == KINDS["idle"].most, "an idle program sends nothing"


@pytest.mark.parametrize("before", ["", "0", "\r", "?", "a", "/@", ESC])
def test_wherever_it_stands_an_idle_program_sends_nothing(painted: Terminal, before: str) -> None:
    sent_by(painted, before)
    was, end = sent(painted), time.monotonic() + 1.0
    while time.monotonic() < end:
        painted._read()
    assert sent(painted) == was


def test_a_minute_that_goes_by_is_cheap(desk: Path) -> None:
    """Twenty minutes in five seconds: each repaints what it changed, and some change something."""
    promise(desk, minutes=58)
    with start(desk, "differ", rate=240) as terminal:
        sent_by(terminal, "")
        spent, end = [], time.monotonic() + 5
        while time.monotonic() < end:
            was = sent(terminal)
            terminal._read()
            spent.append(sent(terminal) - was)
        assert any(spent), "no minute changed anything"
        assert max(spent) <= KINDS["minute"].most, spent


def below(parent: Any) -> set[type]:
    """The classes that derive from one, however far."""
    return {kind for child in parent.__subclasses__() for kind in (child, *below(child))}


def test_every_screen_has_a_row() -> None:
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        importlib.import_module(module.name)
    kinds = below(DeskScreen) | below(ModalScreen)
    found = {kind.__name__ for kind in kinds if kind.__module__.startswith("screens.") and kind is not ListScreen}
    assert found == {row.screen for rows in (*GROUPS.values(), OVER) for row in rows} - {"Line"}


@pytest.mark.parametrize("scope", list(Scope))
def test_every_action_has_a_row(scope: Scope) -> None:
    screen = SCREEN_OF.get(scope, "BoardScreen")
    rows = {row.action for rows in (*GROUPS.values(), OVER) for row in rows if row.screen == screen}
    assert {action.id for action in actions_in(scope)} - rows == set()
