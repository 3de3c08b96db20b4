"""What is said when the task under the cursor goes somewhere else."""

from typing import TYPE_CHECKING

from servicedesk_tui.vocabulary.commands import AssignTask, CloseTask, TagTask
from servicedesk_tui.vocabulary.enums import CloseReason

from .conftest import OpenGlass

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


async def test_a_task_that_another_terminal_took_out_of_the_view_is_said_to_have_left(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    for title in ("Boiler leak", "Lift stuck"):
        anna.do(TagTask(task=tasks[title], add=("heat",)))
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("#heat")
        await glass.press("enter")
        await glass.until(lambda: glass.column("Inbox") == ["Boiler leak", "Lift stuck"])
        anna.do(TagTask(task=tasks["Boiler leak"], remove=("heat",)))
        await glass.until("SD-1 left this view: Inbox, nobody.")
        assert glass.cursor == "Lift stuck"


async def test_a_task_that_goes_to_another_column_is_followed_and_said(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("S", "o")
        await glass.until("Nobody")
        await glass.press("home")
        assert glass.cursor == "Boiler leak"
        anna.do(AssignTask(task=tasks["Boiler leak"], owner=anna.me.id))
        await glass.until("SD-1 is now in anna.")
        assert glass.cursor == "Boiler leak"


async def test_a_task_that_is_closed_while_columns_are_people_is_said_to_be_closed(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("S", "o")
        await glass.until("Nobody")
        await glass.press("home")
        anna.do(CloseTask(task=tasks["Boiler leak"], reason=CloseReason.DUPLICATE))
        await glass.until("SD-1 is now in Closed.")
        assert glass.cursor == "Lift stuck"
