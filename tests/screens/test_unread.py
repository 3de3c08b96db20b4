"""The sign of what somebody else changed: it goes when the task was looked at, on every terminal of mine."""

from typing import TYPE_CHECKING

from servicedesk_tui.vocabulary.commands import AddNote, AssignTask
from servicedesk_tui.vocabulary.questions import CardsQuestion

from .conftest import OpenGlass

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

SIGN = "●"


async def test_opening_a_task_that_somebody_else_changed_takes_its_sign_off(
    open_glass: OpenGlass, tasks: dict[str, int], anna: "Desk"
) -> None:
    async with open_glass("bo") as glass:
        bo = glass.app.session.me
        assert bo
        anna.do(AssignTask(task=tasks["Boiler leak"], owner=bo.id))
        await glass.until(lambda: f"SD-1 {SIGN}" in glass.text)
        await glass.press("number_sign", "1", "enter")
        await glass.until(lambda: glass.cursor == "Boiler leak")
        await glass.press("enter")
        await glass.until("Boiler leak")
        await glass.press("escape")
        await glass.until(lambda: "SD-1 " in glass.text and f"SD-1 {SIGN}" not in glass.text)
        anna.do(AddNote(task=tasks["Boiler leak"], body="the tenant called"))
        await glass.until(lambda: f"SD-1 {SIGN}" in glass.text)


async def test_what_i_changed_myself_is_not_unread(open_glass: OpenGlass, tasks: dict[str, int], anna: "Desk") -> None:
    anna.do(AssignTask(task=tasks["Boiler leak"], owner=anna.me.id))
    (card,) = anna.ask(CardsQuestion(ids=(tasks["Boiler leak"],)))
    assert not card.unread
