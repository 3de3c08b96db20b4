"""Taking back and doing again, through the keys: the latest change, and any of the list."""

from typing import TYPE_CHECKING

from servicedesk_tui.vocabulary.commands import AssignTask, EditTask
from servicedesk_tui.vocabulary.questions import UndoQuestion

from .conftest import Glass, OpenGlass, id_of, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]
INBOX = ("Boiler leak", "Lift stuck", "Pump noise")


def choices(glass: Glass) -> list[str]:
    """What stands over the bottom line, under the rule."""
    lines = glass.text.split("\n")
    rules = [n for n, line in enumerate(lines) if line.strip() and not line.strip("─ ")]
    return [line.strip() for line in lines[rules[-1] + 1 : -1]]


async def due_by_hand(glass: Glass, text: str) -> None:
    """Give the task under the cursor a due day."""
    await glass.press("D")
    await glass.answer(text)
    await glass.until("u takes it back")


async def test_undo_and_redo_say_what_and_how_much(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("v", "v", "i")
        await glass.until(lambda: len(glass.column("Ready")) == 4)
        await glass.press("u")
        await glass.until("You took back: took 3 tasks")
        await glass.until(lambda: len(glass.column("Inbox")) == 3)
        assert {view_of(anna, tasks[title]).card.owner for title in INBOX} == {None}
        await glass.press("U")
        await glass.until("You did again: took 3 tasks")
        assert {view_of(anna, tasks[title]).card.owner for title in INBOX} == {"anna"}
        await glass.press("U")
        await glass.until("There is nothing to redo.")


async def test_undo_refuses_what_somebody_else_changed_since(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("i")
        await glass.until("u takes it back")
        anna.do(AssignTask(task=tasks["Boiler leak"], owner=id_of(anna, "bo")))
        await glass.until(lambda: glass.app.board.columns.card.owner == "bo")  # type: ignore[union-attr]
        await glass.press("u")
        await glass.until("Not taken back")
        assert view_of(anna, tasks["Boiler leak"]).card.owner == "bo"


async def test_the_list_says_what_each_did_and_takes_the_third_back(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await due_by_hand(glass, "2027-05-04")
        await glass.press("j", "comma", "k")
        await glass.answer("photo")
        await glass.until("u takes it back")
        await glass.press("j")
        await due_by_hand(glass, "2027-05-05")
        await glass.press("g", "u")
        await glass.until("▌set the due date of SD-3")
        text = "\n".join(choices(glass))
        assert "Pump noise" in text, "the effects of the chosen one are shown"
        await glass.press("j", "down")
        await glass.until("▌set the due date of SD-1")
        assert "Boiler leak" in "\n".join(choices(glass))
        await glass.press("enter")
        await glass.until(lambda: view_of(anna, tasks["Boiler leak"]).card.due is None)
        assert view_of(anna, tasks["Pump noise"]).card.due is not None
        await glass.until("You took back")
        await glass.press("g", "u")
        await glass.until(lambda: any("taken back" in line and "SD-1" in line for line in choices(glass)))


async def test_what_was_done_at_another_terminal_is_marked_and_can_be_taken_back(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(EditTask(task=tasks["Boiler leak"], fields={"title": "Boiler leaks"}))
    async with open_glass() as glass:
        await glass.press("g", "u")
        await glass.until(lambda: choices(glass)[0].endswith("at another terminal"))
        await glass.press("enter")
        await glass.until(lambda: view_of(anna, tasks["Boiler leak"]).card.title == "Boiler leak")


async def test_the_list_counts_what_it_does_not_show_of_a_bulk(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        for number in range(3):
            await glass.press("n")
            await glass.answer(f"Another {number}")
            await glass.until("u takes it back")
            await glass.until(lambda n=number: glass.cursor == f"Another {n}")  # type: ignore[misc]
        await glass.press("v", "v", "plus")
        await glass.until("6 tasks")
        await glass.press("g", "u")
        await glass.until("and 2 more tasks")


async def test_any_other_key_leaves_the_list_and_changes_nothing(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        before = anna.ask(UndoQuestion())
        await glass.press("g", "u")
        await glass.until("enter takes it back")
        await glass.press("x")
        assert not glass.app.board.minibuffer.is_open
        assert [line.batch for line in anna.ask(UndoQuestion())] == [line.batch for line in before]


async def test_one_who_changed_nothing_has_an_empty_list(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass("ada") as glass:
        await glass.press("g", "u")
        await glass.until("You changed nothing yet.")
        await glass.press("enter")
        assert not glass.app.board.minibuffer.is_open
