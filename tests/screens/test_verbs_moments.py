"""When things are, through the keys: due dates, visits planned, moved and called off, and what is put off."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from servicedesk_tui.vocabulary.commands import PlanVisit
from servicedesk_tui.vocabulary.enums import Category, WaitingOn

from .conftest import OpenGlass, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]
ZONE = ZoneInfo("Europe/Copenhagen")


def in_days(days: int) -> date:
    """The date so many days from today."""
    return (datetime.now(ZONE) + timedelta(days=days)).date()


def at_nine(days: int) -> datetime:
    """Nine o'clock, so many days from today."""
    return datetime.combine(in_days(days), datetime.min.time().replace(hour=9), ZONE)


async def test_due_is_given_in_words_and_taken_off(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Boiler leak"]
    async with open_glass() as glass:
        await glass.press("D")
        await glass.answer("+3d")
        await glass.until(lambda: view_of(anna, task).card.due is not None)
        card = view_of(anna, task).card
        assert card.due
        assert card.due_is_day
        assert card.due.astimezone(ZONE).date() == in_days(3)
        await glass.until("u takes it back")
        await glass.press("D")
        assert "no due date" in glass.text
        await glass.answer("-")
        await glass.until(lambda: view_of(anna, task).card.due is None)


async def test_the_common_days_are_chosen_with_arrows_and_mean_a_date(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("D")
        assert "▌today" in glass.text
        await glass.press("down")
        assert "▌tomorrow" in glass.text
        await glass.press("enter")
        await glass.until(lambda: view_of(anna, tasks["Boiler leak"]).card.due is not None)
        due = view_of(anna, tasks["Boiler leak"]).card.due
        assert due
        assert due.astimezone(ZONE).date() == in_days(1)


async def test_a_visit_is_planned_for_its_owner_moved_and_called_off(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    task = tasks["Filter change"]
    async with open_glass() as glass:
        await glass.press("l", "P")
        await glass.answer(f"{in_days(7)} 9:00 90m")
        await glass.until(lambda: view_of(anna, task).planned_start is not None)
        view = view_of(anna, task)
        assert (view.planned_start, view.planned_end) == (at_nine(7), at_nine(7) + timedelta(minutes=90))
        assert view.card.category is Category.SCHEDULED
        await glass.until(lambda: glass.column("Scheduled") == ["Filter change"])
        assert glass.cursor == "Filter change"
        await glass.press("P")
        await glass.answer(f"{in_days(8)} 9:00")
        await glass.until(lambda: view_of(anna, task).planned_start == at_nine(8))
        assert view_of(anna, task).planned_end == at_nine(8) + timedelta(minutes=90)
        await glass.until(lambda: glass.app.board.columns.card.planned == at_nine(8))  # type: ignore[union-attr]
        await glass.press("P")
        assert "no visit" in glass.text
        await glass.answer("-")
        await glass.until(lambda: view_of(anna, task).planned_start is None)
        assert view_of(anna, task).card.category is Category.READY


async def test_a_visit_wants_a_time_of_day_and_an_unowned_task_a_visitor(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    task = tasks["Boiler leak"]
    async with open_glass() as glass:
        await glass.press("P")
        await glass.answer(f"{in_days(7)}")
        await glass.until("time of day")
        await glass.press("ctrl+u")
        await glass.answer(f"{in_days(7)} 9:00")
        await glass.until("Ada Ask")
        await glass.answer("ada")
        await glass.until(lambda: view_of(anna, task).card.owner == "ada")
        assert view_of(anna, task).planned_start == at_nine(7)


async def test_a_visit_over_another_one_warns(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("i")
        await glass.until("u takes it back")
        anna.do(PlanVisit(task=tasks["Boiler leak"], start=at_nine(7)))
        await glass.press("home")
        await glass.until(lambda: "Boiler leak" in glass.column("Scheduled"))
        await glass.press("h", "h", "home")
        assert glass.cursor == "Lift stuck"
        await glass.press("P")
        await glass.answer(f"{in_days(7)} 9:30")
        await glass.until("Anna Holm")
        await glass.answer("anna")
        await glass.until("anna has a visit to SD-1 then")


async def test_in_the_inbox_it_is_snoozed_and_woken(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Boiler leak"]
    async with open_glass() as glass:
        await glass.press("z")
        await glass.answer("tomorrow 8:00")
        await glass.until(lambda: view_of(anna, task).card.snoozed_until is not None)
        assert view_of(anna, task).card.category is Category.INBOX
        await glass.until(lambda: glass.app.board.columns.card.snoozed_until is not None)  # type: ignore[union-attr]
        await glass.press("z")
        assert "wake it" in glass.text
        await glass.answer("-")
        await glass.until(lambda: view_of(anna, task).card.snoozed_until is None)


async def test_elsewhere_it_waits_and_asks_on_whom(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Filter change"]
    async with open_glass() as glass:
        await glass.press("l", "z")
        await glass.answer("+3d")
        await glass.until("What does SD-4 wait for?")
        await glass.answer("supplier")
        await glass.until(lambda: view_of(anna, task).card.waiting_on is WaitingOn.SUPPLIER)
        card = view_of(anna, task).card
        assert card.waiting_until
        assert card.waiting_until.astimezone(ZONE).date() == in_days(3)
        assert (card.category, card.snoozed_until) == (Category.WAITING, None)


async def test_marked_tasks_of_both_kinds_are_snoozed_or_wait(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("space", "l", "space", "z")
        await glass.answer("tomorrow 8:00")
        await glass.until("What does SD-4 wait for?")
        await glass.answer("parts")
        await glass.until(lambda: view_of(anna, tasks["Filter change"]).card.waiting_on is WaitingOn.PARTS)
        assert view_of(anna, tasks["Boiler leak"]).card.snoozed_until is not None
        await glass.until(lambda: not glass.app.board.columns.marks)
