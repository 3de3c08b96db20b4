"""The command line on a real desk, driven by keys."""

from typing import TYPE_CHECKING

import pytest

from screens.commanding import find_command, read_line, unknown
from servicedesk_tui.actions import Scope, commands_in
from servicedesk_tui.locale import speaking
from servicedesk_tui.vocabulary.questions import DraftQuestion, TaskQuestion

from .conftest import OpenGlass

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


async def test_a_command_with_words_acts_on_the_task_under_the_cursor(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("colon")
        await glass.write("assign @bo")
        await glass.press("enter")
        await glass.until(lambda: "Boiler leak" in glass.column("Ready"))
        await glass.press("colon")
        await glass.write("undo")
        await glass.press("enter")
        await glass.until(lambda: "Boiler leak" in glass.column("Inbox"))


async def test_it_acts_on_the_marked_tasks_and_says_how_many(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("space", "space", "colon")
        assert "2 tasks" in glass.text
        await glass.write("take")
        await glass.press("enter")
        await glass.until(lambda: len(glass.column("Ready")) == 3)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("priority !1", "priority", 1),
        ("tag #pump -#old", "tags", ("pump",)),
        ("note water on the floor", "note", "water on the floor"),
    ],
)
async def test_words_are_read_as_the_command_takes_them(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", line: str, field: str, value: object
) -> None:
    async with open_glass() as glass:
        await glass.press("colon")
        await glass.write(line)
        await glass.press("enter")
        await glass.until("u takes it back")
        view = anna.ask(TaskQuestion(id=tasks["Boiler leak"]))
        found = {"priority": view.card.priority, "tags": view.tags, "note": view.history[0].note}
        assert (found[field].body if field == "note" else found[field]) == value


async def test_without_words_it_asks_as_the_key_does(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("colon")
        await glass.write("assign")
        await glass.press("enter")
        await glass.until("Ada Ask")
        assert "SD-1 to" in glass.line


async def test_an_unknown_command_is_answered_with_the_nearest(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("colon")
        await glass.write("asign @bo")
        await glass.press("enter")
        assert "There is no command asign. Did you mean assign?" in glass.text
        assert glass.app.board.minibuffer.is_open


async def test_an_unknown_person_stays_to_be_mended(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("colon")
        await glass.write("assign @boo")
        await glass.press("enter")
        assert "Did you mean @bo?" in glass.text
        assert glass.app.board.minibuffer.is_open


async def test_what_was_written_comes_back_with_up_and_after_a_restart(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("colon")
        await glass.write("tag #pump")
        await glass.press("enter", "colon", "up")
        assert "tag #pump" in glass.line
        await glass.press("down")
        assert "tag #pump" not in glass.line
        await glass.until(lambda: anna.ask(DraftQuestion(key="commands")) == "tag #pump")
    async with open_glass() as glass:
        await glass.until(lambda: glass.app.session.recall.lines == ["tag #pump"])
        await glass.press("colon", "up")
        assert "tag #pump" in glass.line


async def test_words_are_completed_for_what_the_command_takes(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("colon", "a", "s")
        await glass.until("Give the task an owner")
        await glass.press("tab")
        assert "assign" in glass.line
        await glass.write("ad")
        await glass.until("Ada Ask")
        await glass.press("tab")
        assert "assign @ada" in glass.line or "assign ada" in glass.line


async def test_filter_add_and_go_work_from_it(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("colon")
        await glass.write("filter lift")
        await glass.press("enter")
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck"])
        await glass.press("escape", "colon")
        await glass.write("add Door stuck @bo")
        await glass.press("enter")
        await glass.until(lambda: "Door stuck" in glass.column("Ready"))
        await glass.press("colon")
        await glass.write("3")
        await glass.press("enter")
        await glass.until(lambda: glass.cursor == "Pump noise")


async def test_an_open_task_has_it_too(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("enter")
        await glass.until("impact")
        await glass.press("colon")
        await glass.write("assign @bo")
        await glass.press("enter")
        await glass.until("gave SD-1 to bo")


async def test_a_filter_that_names_nobody_is_not_put_in_force(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("colon")
        await glass.write("filter @boo")
        await glass.press("enter")
        await glass.until("Did you mean @bo?")
        assert glass.app.board.through.filter.text == ""
        assert len(glass.column("Inbox")) == 3


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (45, 20)])
async def test_every_line_speaks_danish(open_glass: OpenGlass, tasks: Tasks, size: tuple[int, int]) -> None:
    async with open_glass(size=size, language="da") as glass:
        await glass.press("slash")
        assert "Filter" in glass.line
        await glass.write("zzz")
        await glass.press("enter")
        await glass.until("Intet her passer.")
        await glass.press("escape", "g")
        await glass.until("gemte visninger")
        await glass.press("escape", "colon")
        await glass.write("tildel @b")
        await glass.until("@bo")
        await glass.press("escape", "number_sign")
        assert "Gå til" in glass.line
        await glass.press("escape", "n")
        await glass.write("Utæt for:zebra")
        await glass.until("ny kunde")


def test_lines_are_read_in_parts() -> None:
    line = read_line("  assign  @bo ")
    assert (line.verb, line.words, line.start) == ("assign", "@bo", 10)
    assert read_line("").verb == ""


def test_commands_answer_to_their_label_in_the_language_in_force() -> None:
    with speaking("da"):
        found = find_command("tildel", Scope.BOARD)
        assert found is not None
        assert found.command == "assign"
        assert "Mente du assign?" in unknown("asign", Scope.BOARD)


def test_every_command_has_its_own_name() -> None:
    for scope in (Scope.BOARD, Scope.TASK):
        names = [action.command for action in commands_in(scope)]
        assert len(set(names)) == len(names)
        assert "assign" in names
