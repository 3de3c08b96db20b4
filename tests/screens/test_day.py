"""My day on the glass: what is in it, reporting a visit by one key each, and the way back; on a telephone and on a wall."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from screens.day import DayScreen
from servicedesk_tui.clock import SystemClock
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import AddChecklistItem, AssignTask, HandOver, SetDue, WaitTask
from servicedesk_tui.vocabulary.enums import Category, VisitState, WaitingOn
from servicedesk_tui.vocabulary.planning import AddVisit
from servicedesk_tui.vocabulary.questions import CustomersQuestion
from servicedesk_tui.vocabulary.reminding import SetReminder

from .. import stores
from .conftest import Glass, OpenGlass, id_of, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]
HOUR = timedelta(hours=1)


def now() -> datetime:
    return SystemClock().now()


def give(desk: "Desk", task: int, login: str = "anna") -> int:
    desk.do(AssignTask(task=task, owner=id_of(desk, login)))
    return task


def send(desk: "Desk", task: int, ahead: timedelta, login: str = "anna") -> None:
    """Somebody has the task, and goes there."""
    give(desk, task, login)
    start = now() + ahead
    desk.do(AddVisit(task=task, start=start, end=start + HOUR, person=id_of(desk, login)))


def visit_state(desk: "Desk", task: int) -> VisitState:
    return view_of(desk, task).visits[0].state


def offer(address: StoreAddress, task: int, note: str = "") -> None:
    """lars offers what he has to anna."""
    with stores.open_as(address, "lars", SystemClock(), "his") as lars:  # type: ignore[arg-type]
        lars.do(HandOver(task=task, to=id_of(lars, "anna"), note=note))


async def to_my_day(glass: Glass, seen: str) -> None:
    await glass.press("g", "m")
    await glass.until(seen)


async def test_an_empty_day_says_what_to_do_next(open_glass: OpenGlass) -> None:
    async with open_glass("bo") as glass:
        await to_my_day(glass, "g o shows what nobody has")
        await glass.press("w")
        await glass.until("No visit of today is on this line")
        await glass.press("q")
        await glass.until("Inbox")


async def test_a_visit_is_reported_by_one_key_each_and_all_of_it_is_taken_back(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    task = tasks["Boiler leak"]
    send(anna, task, timedelta(minutes=-1))
    async with open_glass() as glass:
        await to_my_day(glass, "not begun")
        await glass.press("w")
        await glass.until("You set out for SD-1")
        await glass.until("on the way")
        await glass.press("v")
        await glass.until("arrived")
        assert view_of(anna, task).card.category is Category.DOING
        await glass.press("w")
        await glass.until("It is “arrived” already")
        await glass.press("d")
        await glass.until("You finished SD-1 and left")
        await glass.until("1 made")
        assert view_of(anna, task).card.category is Category.DONE
        await glass.press("u")
        await glass.until("You took back")
        await glass.press("u", "u")
        await glass.until("not begun")
        assert visit_state(anna, task) is VisitState.PLANNED
        await glass.press("U")
        await glass.until("on the way")


async def test_done_asks_what_becomes_of_open_lines(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Boiler leak"]
    send(anna, task, timedelta(minutes=-1))
    anna.do(AddChecklistItem(task=task, text="Order the valve"))
    async with open_glass() as glass:
        await to_my_day(glass, "not begun")
        await glass.press("v", "d")
        await glass.until("has 1 open checklist items")
        await glass.press("enter")
        await glass.until("and ticked its 1 open item")
        assert visit_state(anna, task) is VisitState.LEFT
        assert view_of(anna, task).card.category is Category.DONE


async def test_one_leaves_without_being_done_and_a_visit_to_come_is_no_part_of_done(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    first, second = tasks["Boiler leak"], tasks["Lift stuck"]
    send(anna, first, timedelta(minutes=-1))
    send(anna, second, timedelta(minutes=1))
    async with open_glass() as glass:
        await to_my_day(glass, "not begun")
        await glass.press("L")
        await glass.until("You left SD-1")
        assert view_of(anna, first).card.category is Category.SCHEDULED
        if view_of(anna, second).visits[0].start > now():
            await glass.press("home", "d")
            await glass.until("You finished SD-2")
            assert visit_state(anna, second) is VisitState.PLANNED


async def test_what_is_due_waits_or_is_offered_is_there_with_its_reason(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", sqlite_address: StoreAddress
) -> None:
    due, waits, offered = (tasks[title] for title in ("Boiler leak", "Lift stuck", "Filter change"))
    give(anna, due)
    anna.do(SetDue(task=due, due=now() - 3 * HOUR))
    give(anna, waits)
    anna.do(WaitTask(task=waits, waiting_on=WaitingOn.PARTS, until=now() - HOUR))
    offer(sqlite_address, offered, "near the site")
    give(anna, tasks["Pump noise"])
    async with open_glass() as glass:
        await to_my_day(glass, "late by 3 h")
        for said in (
            "1 late",
            "Wakes today",
            "parts",
            "Offered to you",
            "from lars",
            "near the site",
            "What next",
            "not due",
        ):
            assert said in glass.text, said
        await glass.press("tab", "tab")
        await glass.press("y")
        await glass.until("You accepted SD-4")
        await glass.until(lambda: "Offered to you" not in glass.text)
        assert view_of(anna, offered).card.owner == "anna"


async def test_what_is_offered_is_returned_with_a_word(
    open_glass: OpenGlass, tasks: Tasks, sqlite_address: StoreAddress
) -> None:
    offer(sqlite_address, tasks["Filter change"])
    async with open_glass() as glass:
        await to_my_day(glass, "Offered to you")
        await glass.press("N")
        await glass.answer("no time")
        await glass.until("You returned SD-4")


async def test_the_timer_runs_and_stops(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    give(anna, tasks["Boiler leak"])
    async with open_glass() as glass:
        await to_my_day(glass, "What next")
        await glass.press("t")
        await glass.until("You started the timer for SD-1")
        await glass.until("Now")
        await glass.press("t")
        await glass.until(lambda: "Now" not in glass.text)


async def test_a_task_is_opened_from_its_line_and_the_next_one_from_there(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    for title in ("Boiler leak", "Lift stuck"):
        give(anna, tasks[title])
    async with open_glass() as glass:
        await to_my_day(glass, "Lift stuck")
        await glass.press("G", "home", "j", "k", "enter")
        await glass.until("owner")
        assert "Boiler leak" in glass.text
        await glass.press("J")
        await glass.until("Lift stuck")
        await glass.press("q")
        await glass.until("What next")
        await glass.press("escape")
        await glass.until("Inbox")


async def test_what_others_change_is_there_at_once_and_the_cursor_stays(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    give(anna, tasks["Lift stuck"])
    async with open_glass() as glass:
        await to_my_day(glass, "Lift stuck")
        give(anna, tasks["Boiler leak"])
        anna.do(SetDue(task=tasks["Boiler leak"], due=now() - HOUR))
        await glass.until("late by 1 h")
        await glass.until(lambda: [one.title for one in glass.app.screen.targets()] == ["Lift stuck"])  # type: ignore[attr-defined]


async def test_the_verbs_of_tasks_work_on_a_line(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = give(anna, tasks["Boiler leak"])
    async with open_glass() as glass:
        await to_my_day(glass, "Boiler leak")
        await glass.press("p", "1")
        await glass.until("urgent: P1")
        await glass.press("D")
        await glass.answer("+1h")
        await glass.until("due in 59 m")
        await glass.press("r")
        await glass.answer("tomorrow 9:00 ring")
        await glass.until("set a reminder")
        await glass.press("c")
        await glass.answer("key is in the van")
        await glass.press("C")
        await glass.until("has no customer to tell")
        await glass.press("e")
        await glass.answer("s too")
        await glass.until("Boiler leaks too")
        await glass.press("P")
        await glass.answer("fri 9:00")
        await glass.until("visit to SD-1")
        await glass.press("z")
        await glass.answer("+3d")
        await glass.press("enter")
        await glass.until(lambda: view_of(anna, task).card.category is Category.WAITING)
        await glass.press("s")
        await glass.answer("ready")
        await glass.until(lambda: view_of(anna, task).card.category is Category.READY)
        await glass.press("comma", "n")
        await glass.answer("ring first")
        await glass.until(lambda: view_of(anna, task).next_step == "ring first")
        await glass.press("i")
        await glass.press("A")
        await glass.answer("bo")
        await glass.press("ctrl+d")
        await glass.until(lambda: view_of(anna, task).card.offered_to == "bo")
        await glass.press("a")
        await glass.answer("bo")
        await glass.until(lambda: view_of(anna, task).card.owner == "bo")


async def test_a_reminder_is_seen_to_and_its_task_stays_open(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    soon = now() + timedelta(seconds=90)  # today still, but for the last minutes of it
    anna.do(SetReminder(task=tasks["Boiler leak"], at=soon, text="Ring Lise"))
    anna.do(SetReminder(at=soon, text="Coffee"))
    anna.do(SetReminder(at=soon, text="Look at the mail", every="FREQ=DAILY"))
    async with open_glass() as glass:
        await to_my_day(glass, "Ring Lise")
        screen = glass.app.screen
        assert isinstance(screen, DayScreen)
        for words in ("Ring Lise", "Coffee"):
            await glass.press("home")
            while screen.reminder is None or screen.reminder.text != words:
                await glass.press("j")
            await glass.until("space seen to")
            await glass.press("space")
            await glass.until(lambda words=words: words not in {one.text for one in screen.view.reminders})  # type: ignore[union-attr, misc]
        assert view_of(anna, tasks["Boiler leak"]).card.category.is_open
        await glass.press("home", "space")
        await glass.until("It comes again and again")
        await glass.press("u")
        await glass.until("Coffee")


async def test_on_a_narrow_screen_a_reminder_of_anybodys_task_names_its_key(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    bo = id_of(anna, "bo")
    anna.do(SetReminder(task=tasks["Filter change"], person=bo, at=now() + timedelta(seconds=90), text="Ring Lise"))
    async with open_glass("bo", size=(45, 20)) as glass:
        await to_my_day(glass, "Ring Lise")
        await glass.until(lambda: glass.line.startswith(" space seen to  enter open"))


async def test_it_is_reached_from_every_screen_and_from_it_every_other(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        for there in ((), ("enter",), ("4",), ("3",), ("g", "w"), ("g", "b"), ("g", "m")):
            await glass.press("1", *there)
            await glass.press("colon")
            await glass.answer("day")
            await glass.until("My day")
        for key, seen in (("3", "Schedule"), ("4", "Workload"), ("1", "Inbox")):
            await glass.press(key)
            await glass.until(seen)
            await to_my_day(glass, "My day")
        await glass.press("colon")
        await glass.answer("people")
        await glass.until("6 people")
        await to_my_day(glass, "My day")
        await glass.press("colon")
        await glass.answer("shift")
        await glass.until("There is no shift hand-over yet")
        await to_my_day(glass, "My day")
        await glass.press("ctrl+p", "escape", "question_mark")
        await glass.until("Where you work")
        await glass.press("escape", "colon")
        await glass.answer("theme dark")
        await glass.press("colon")
        await glass.answer("person")
        await glass.press("escape", "colon")
        await glass.answer("tour")
        await glass.press("escape", "g", "m")
        await glass.until("My day")
        await glass.press("Q")


def fill(anna: "Desk", tasks: Tasks, count: int = 32) -> None:
    """A full day: a visit on, another to come, and more that is due than a telephone shows."""
    from servicedesk_tui.vocabulary.commands import CreateTask

    customer = anna.ask(CustomersQuestion())[0].id
    send(anna, tasks["Filter change"], timedelta(minutes=-5))
    for number in range(count):
        title = f"Due number {number} [/] with a title that is as long as titles of tasks are now and then"
        me = id_of(anna, "anna")
        anna.do(CreateTask(title=title, owner=me, customer=customer, due=now() - (number + 1) * HOUR))


@pytest.mark.parametrize("size", [(45, 20), (80, 24), (120, 40), (200, 50), (30, 8)])
async def test_it_keeps_to_one_screen_and_shows_all_of_it_on_a_key(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", size: tuple[int, int]
) -> None:
    fill(anna, tasks)
    async with open_glass(size=size) as glass:
        await to_my_day(glass, "Due number 31" if size[0] > 30 else "more")
        lines = glass.text.split("\n")
        assert all(len(line) <= size[0] for line in lines)
        if size[1] > 10:
            assert "Now" in glass.text
            assert "Due today" in glass.text
        await glass.press("G")
        if size in ((45, 20), (80, 24)):
            assert "more" in glass.text
            await glass.press("f", "G")
            await glass.until("Due number 0")
            await glass.press("f")
            await glass.until("more")


async def test_hostile_words_are_only_words(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    from servicedesk_tui.vocabulary.commands import CreateTask

    anna.do(CreateTask(title="[/] [@click=app.quit]x[/] [bold]y", owner=id_of(anna, "anna")))
    async with open_glass() as glass:
        await to_my_day(glass, "[/] [@click=app.quit]x[/] [bold]y")


async def test_somebody_elses_day_is_theirs(open_glass: OpenGlass, tasks: Tasks, sqlite_address: StoreAddress) -> None:
    with stores.open_as(sqlite_address, "anna", SystemClock(), "elsewhere") as desk:  # type: ignore[arg-type]
        give(desk, tasks["Boiler leak"], "bo")
    async with open_glass("ada") as glass:
        await to_my_day(glass, "Nothing is due today")
