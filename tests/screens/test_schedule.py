"""The schedule, through its keys, on the Monday of next week: what the desk then holds is asked elsewhere."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from textual import events

from screens import ahead, themes
from screens.schedule import ScheduleScreen
from servicedesk_tui.clock import SystemClock
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import CreateTask, PlanVisit, TagTask
from servicedesk_tui.vocabulary.day import ReportVisit
from servicedesk_tui.vocabulary.enums import AbsenceKind, Category, NoteKind, VisitState, WaitingOn
from servicedesk_tui.vocabulary.planning import MoveVisit, ScheduleQuestion
from servicedesk_tui.vocabulary.plans import Bar, ScheduleView
from servicedesk_tui.vocabulary.staffing import AddAbsence, SetSkill
from servicedesk_tui.vocabulary.task_rows import TaskView

from .. import stores
from ..stores import ZONE
from .conftest import Glass, OpenGlass, id_of, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]
_TODAY = datetime.now(ZONE).date()
MONDAY = _TODAY + timedelta(days=7 - _TODAY.weekday())


def at(hour: float, day: date = MONDAY) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(hours=hour)


def seen(desk: "Desk", day: date = MONDAY, days: int = 1) -> ScheduleView:
    view: ScheduleView = desk.ask(ScheduleQuestion(start=day, days=days))
    return view


def bars(desk: "Desk", login: str, day: date = MONDAY) -> list[Bar]:
    return [bar for row in seen(desk, day).rows for bar in row.bars if row.login == login]


def times(desk: "Desk", login: str, day: date = MONDAY) -> list[str]:
    """The visits of somebody, as `9:00-10:30`."""
    clock = "{0:%H:%M}-{1:%H:%M}"
    return [clock.format(bar.start.astimezone(ZONE), bar.end.astimezone(ZONE)) for bar in bars(desk, login, day)]


@pytest.fixture
def visits(anna: "Desk", tasks: Tasks) -> Tasks:
    """Two visits of bo on Monday and one of ada; the lift is not planned."""
    bo, ada = id_of(anna, "bo"), id_of(anna, "ada")
    anna.do(PlanVisit(task=tasks["Boiler leak"], start=at(9), minutes=90, person=bo))
    anna.do(PlanVisit(task=tasks["Pump noise"], start=at(13), minutes=60, person=bo))
    anna.do(PlanVisit(task=tasks["Filter change"], start=at(10), minutes=60, person=ada))
    return tasks


def screen(glass: Glass) -> ScheduleScreen:
    found = glass.app.screen
    assert isinstance(found, ScheduleScreen)
    return found


def on(glass: Glass) -> int | None:
    """The number of the task under the cursor."""
    planner = screen(glass).planner
    found = planner.bar or planner.unplanned
    return found.number if found else None


def shown(glass: Glass) -> tuple[date, ...]:
    """The days that were read."""
    view = screen(glass).planner.view
    return view.days if view else ()


async def go(glass: Glass, number: int | None = None) -> None:
    """To next Monday, the cursor on a visit."""
    await glass.press("3")
    await glass.until("unplanned")
    await glass.press("w", "pagedown", "w")
    await glass.until(lambda: shown(glass) == (MONDAY,))
    if number is not None:
        await put(glass, number)


async def put(glass: Glass, number: int) -> None:
    """The cursor on a visit."""
    await until_known(glass)
    visit = next(b.visit for row in screen(glass).planner.rows for b in row.bars if b.number == number)
    screen(glass).planner.go_to(visit, ZONE)
    screen(glass).moved()


async def until_known(glass: Glass) -> None:
    """Until the tasks of what is shown are known."""
    await glass.until(lambda: len(screen(glass)._cards) > 0)


async def test_the_cursor_goes_among_visits_and_opens_their_tasks(
    open_glass: OpenGlass, visits: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await go(glass)
        await glass.press("home")
        await glass.press("j", "j")
        await glass.until(lambda: on(glass) == 1)
        await glass.until("SD-1 Boiler leak")
        await glass.press("l")
        assert on(glass) == 3
        await glass.press("h")
        assert on(glass) == 1
        await glass.press("k")
        assert screen(glass).planner.row == 1
        await glass.press("G")
        assert screen(glass).planner.row == 4
        await glass.press("home")
        assert screen(glass).planner.row == 0
        await put(glass, 1)
        await glass.press("enter")
        await glass.until("added SD-1")
        await glass.press("J")
        await glass.until("added SD-3")
        await glass.press("q")
        await glass.until(lambda: on(glass) == 3)
        await glass.press("q")
        await glass.until("Inbox")


async def test_the_period_is_a_day_or_a_week_and_turns(open_glass: OpenGlass, visits: Tasks) -> None:
    async with open_glass() as glass:
        await go(glass, 1)
        await glass.press("pagedown")
        await glass.until(lambda: screen(glass).planner.start == MONDAY + timedelta(days=1))
        await glass.until("No visits.")
        await glass.press("pageup")
        await glass.until("Boiler leak")
        await glass.press("w")
        await glass.until("week ")
        await glass.until("▌09:00 Boil")
        await glass.press("T")
        await glass.until(lambda: screen(glass).planner.start == _TODAY - timedelta(days=_TODAY.weekday()))
        await glass.press("w")
        await glass.until(lambda: not screen(glass).planner.weeks)
        assert screen(glass).planner.start == _TODAY


async def test_a_weekend_says_that_nobody_works(open_glass: OpenGlass, visits: Tasks) -> None:
    async with open_glass() as glass:
        await go(glass)
        await glass.press("pageup")
        await glass.until("Nobody works then. PgDn goes on, T goes to today.")


async def test_a_visit_is_carried_in_time_and_to_somebody_else(
    open_glass: OpenGlass, visits: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await go(glass, 1)
        await glass.press("m")
        await glass.until("nothing speaks against it")
        await glass.press("right", "right", "l")
        await glass.until("09:45–11:15")
        await glass.press("greater_than_sign")
        await glass.until("09:45–11:30")
        assert times(anna, "bo") == ["09:00-10:30", "13:00-14:00"]
        await glass.press("enter")
        await glass.until(lambda: times(anna, "bo")[0] == "09:45-11:30")
        await glass.until("u takes it back")
        await glass.press("m", "k")
        await glass.until("overlaps SD-4 10:00–11:00")
        await glass.press("enter")
        await glass.until(lambda: len(times(anna, "ada")) == 2)
        await glass.until("u takes it back")
        await glass.press("u")
        await glass.until(lambda: len(times(anna, "ada")) == 1)


async def test_what_is_carried_and_left_stays_where_it_was(open_glass: OpenGlass, visits: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass, 1)
        before = glass.text
        await glass.press("m", "l", "l", "minus", "escape")
        await glass.until(lambda: screen(glass).planner.held is None)
        assert glass.text == before
        await glass.press("m", "enter")
        await glass.until("Left as it was.")
        assert times(anna, "bo")[0] == "09:00-10:30"


async def test_a_visit_that_is_under_way_is_not_picked_up(open_glass: OpenGlass, visits: Tasks, anna: "Desk") -> None:
    anna.do(ReportVisit(visit=bars(anna, "bo")[0].visit, state=VisitState.ON_MY_WAY))
    async with open_glass() as glass:
        await go(glass, 1)
        await glass.press("m")
        await glass.until("under way already, or over")
        assert screen(glass).planner.held is None


async def test_a_visit_is_carried_to_another_day(open_glass: OpenGlass, visits: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass, 1)
        await glass.press("m", "pagedown")
        await glass.until(lambda: shown(glass) != (MONDAY,))
        await glass.press("enter")
        tuesday = MONDAY + timedelta(days=1)
        await glass.until(lambda: times(anna, "bo", tuesday) == ["09:00-10:30"])
        await glass.until("u takes it back")
        await glass.press("w")
        await glass.until(lambda: screen(glass).planner.weeks and screen(glass).planner.bar is not None)
        await glass.press("m", "right", "enter")
        await glass.until(lambda: times(anna, "bo", MONDAY + timedelta(days=2)) == ["09:00-10:30"])


async def test_what_somebody_else_did_to_the_visit_meanwhile_is_asked_and_mine_can_be_chosen(
    open_glass: OpenGlass, visits: Tasks, anna: "Desk", sqlite_address: StoreAddress
) -> None:
    visit = bars(anna, "bo")[0].visit
    async with open_glass() as glass:
        await go(glass, 1)
        await glass.press("m", "k", "right")
        with stores.open_as(sqlite_address, "dina", SystemClock(), "hers") as dina:  # type: ignore[arg-type]
            dina.do(MoveVisit(visit=visit, start=at(11), end=at(12), person=id_of(anna, "dina")))
        await glass.press("enter")
        for changed in ("mine: mon 09:15", "mine: mon 10:45", "mine: ada"):
            await glass.until(changed)
            await glass.until("dina changed")
            await glass.press("enter")
        await glass.until(lambda: "09:15-10:45" in times(anna, "ada"))


async def test_it_is_said_what_speaks_against_it(open_glass: OpenGlass, visits: Tasks, anna: "Desk") -> None:
    away = AddAbsence(person=id_of(anna, "ada"), starts=at(8), ends=at(9.5), is_day=False, kind=AbsenceKind.SICK)
    anna.do(away)
    async with open_glass() as glass:
        await go(glass, 1)
        await glass.press("m", "k")
        await glass.until("ada is away (sick)")
        assert "overlaps SD-4" in glass.text
        await glass.press("j", *["left"] * 8)
        await glass.until("outside bo's working hours")
        await glass.press("escape")


async def test_a_visit_gets_longer_shorter_and_is_called_off(
    open_glass: OpenGlass, visits: Tasks, anna: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "LONGEST", 15.0)  # however busy the machine is
    async with open_glass() as glass:
        await go(glass, 1)
        for _quick in range(4):
            glass.app.screen.post_message(events.Key("greater_than_sign", ">"))
        await glass.until(lambda: times(anna, "bo")[0] == "09:00-11:30")
        await glass.until("You made bo's visit to SD-1 2 h 30 min long")
        for _quick in range(3):
            glass.app.screen.post_message(events.Key("less_than_sign", "<"))
        await glass.until(lambda: times(anna, "bo")[0] == "09:00-10:45")
        await glass.until("u takes it back")
        await glass.until("09:00–10:45")
        await glass.press("less_than_sign")
        await glass.until(lambda: times(anna, "bo")[0] == "09:00-10:30")
        await glass.until("u takes it back")
        await glass.until("09:00–10:30")
        await glass.press("N")
        await glass.until(lambda: times(anna, "bo") == ["13:00-14:00"])
        await glass.until("u takes it back")
        await glass.press("u")
        await glass.until(lambda: len(times(anna, "bo")) == 2)
        await glass.until(lambda: len(screen(glass).planner.rows[2].bars) == 2)
        await glass.press("U")
        await glass.until(lambda: len(times(anna, "bo")) == 1)


async def test_conflicts_are_listed_and_gone_to(open_glass: OpenGlass, visits: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass)
        await glass.press("exclamation_mark")
        assert "Nothing is wrong" in glass.line
        made = anna.do(CreateTask(title="Valve")).created or 0
        anna.do(PlanVisit(task=made, start=at(9.5), minutes=60, person=id_of(anna, "bo")))
        await glass.until("2 conflicts")
        await glass.press("exclamation_mark")
        await glass.until("Conflicts: enter goes there")
        assert "bo has a visit to SD-1 then" in glass.text
        await glass.press("down", "enter")
        await glass.until(lambda: on(glass) == 5)


async def test_unplanned_work_gets_a_free_time(open_glass: OpenGlass, visits: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass)
        await until_known(glass)
        await glass.press("o")
        await glass.until(lambda: on(glass) == 2)
        await glass.press("P")
        await glass.until("Visit for SD-2")
        await glass.until(lambda: "looking for free times" not in glass.text)
        first = glass.text.split("▌")[-1].split("\n")[0]
        assert "–" in first
        await glass.press("down", "up", "enter")
        await glass.until(lambda: view_of(anna, visits["Lift stuck"]).planned_start is not None)
        await glass.until("u takes it back")
        await glass.press("u")
        await glass.until(lambda: view_of(anna, visits["Lift stuck"]).planned_start is None)
        await glass.press("o")


async def test_a_visit_is_planned_in_words_for_somebody(open_glass: OpenGlass, visits: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass)
        await until_known(glass)
        await glass.press("o", "P")
        await glass.paste(f"{MONDAY} @lars")
        await glass.press("enter")
        await glass.until("A visit needs a time of day")
        await glass.press("ctrl+u")
        await glass.answer(f"{MONDAY} 9:00 @zoe")
        await glass.until("nobody called “zoe”")
        await glass.press("ctrl+u")
        await glass.answer(f"{MONDAY} 9:00 45m @lars")
        await glass.until(lambda: times(anna, "lars") == ["09:00-09:45"])
        await glass.until("u takes it back")
        await glass.press("o")
        await glass.until("Every open task has a visit.")


async def test_a_visit_gets_another_of_the_free_times_or_is_called_off(
    open_glass: OpenGlass, visits: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await go(glass, 1)
        await glass.press("P")
        await glass.until("Another time for the visit to SD-1")
        await glass.answer(f"{MONDAY} 15:00 30m @ada")
        await glass.until(lambda: times(anna, "ada") == ["10:00-11:00", "15:00-15:30"])
        assert times(anna, "bo") == ["13:00-14:00"]
        await glass.press("u")
        await glass.until(lambda: times(anna, "bo") == ["09:00-10:30", "13:00-14:00"])
        await put(glass, 1)
        await glass.press("P")
        await glass.answer("-")
        await glass.until(lambda: times(anna, "bo") == ["13:00-14:00"])


async def test_a_task_gets_a_further_visit(open_glass: OpenGlass, visits: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass, 1)
        await glass.press("P")
        await glass.until("Tab: a further visit")
        await glass.press("tab")
        await glass.until("A further visit to SD-1")
        await glass.answer(f"{MONDAY} 15:00 30m @ada")
        await glass.until(lambda: times(anna, "ada") == ["10:00-11:00", "15:00-15:30"])
        assert times(anna, "bo") == ["09:00-10:30", "13:00-14:00"]


async def test_the_verbs_of_tasks_work_on_the_visits_task(open_glass: OpenGlass, visits: Tasks, anna: "Desk") -> None:
    task = visits["Boiler leak"]

    def now() -> TaskView:
        return view_of(anna, task)

    async with open_glass() as glass:
        await go(glass, 1)

        async def verb(keys: str, answers: tuple[str, ...], so: Callable[[], bool]) -> None:
            await glass.press(*keys.split())
            for answer in answers:
                await glass.until(lambda: screen(glass).minibuffer.is_open)
                prompt = screen(glass).minibuffer.prompt
                await glass.answer(answer)
                await glass.until(lambda p=prompt: screen(glass).minibuffer.prompt is not p)  # type: ignore[misc]
            await glass.until(so)
            await glass.until(lambda: screen(glass)._cards[task].version == now().card.version)

        await verb("a", ("ada",), lambda: now().card.owner == "ada")
        await glass.press("A", *"bo", "enter")
        await glass.until("To bo")
        await glass.press(*"near the site", "ctrl+d")
        await glass.until(lambda: now().card.offered_to == "bo")
        await glass.until(lambda: screen(glass)._cards[task].version == now().card.version)
        await verb("i", (), lambda: now().card.owner == "anna")
        await verb("p 1", (), lambda: now().card.priority == 1)
        await verb("D", ("2027-05-04",), lambda: now().card.due_is_day)
        await verb("t", ("#pump",), lambda: now().tags == ("pump",))
        await verb("e", (", badly",), lambda: now().card.title == "Boiler leak, badly")
        await verb("comma n", ("isolate",), lambda: now().next_step == "isolate")
        await verb("c", ("called",), lambda: any(line.note for line in now().history))
        await verb("comma c", ("acme",), lambda: now().card.customer == "Acme Køl")
        await glass.press("C")
        await glass.answer("We come on Monday.")
        await glass.press("C")
        await glass.until(lambda: any(n.note and n.note.kind is NoteKind.UPDATE for n in now().history))
        await verb("s", ("doing",), lambda: now().status.category is Category.DOING)
        await verb("z", ("+3d", "parts"), lambda: now().card.waiting_on is WaitingOn.PARTS)
        await glass.press("r")
        await glass.answer("tomorrow 9:00 call Lise")
        await glass.until(lambda: [one.text for one in now().reminders] == ["call Lise"])
        await glass.press("d")
        await glass.until(lambda: now().status.category is Category.DONE)


async def test_a_filter_narrows_visits_and_work(open_glass: OpenGlass, visits: Tasks) -> None:
    async with open_glass() as glass:
        await go(glass, 1)
        await glass.press("slash")
        await glass.answer("pump")
        await glass.until(lambda: sum(len(row.bars) for row in screen(glass).planner.rows) == 1)
        await glass.press("escape")
        await glass.until(lambda: sum(len(row.bars) for row in screen(glass).planner.rows) == 3)
        await glass.press("escape")
        await glass.until("Inbox")


async def test_help_palette_commands_and_other_modes_are_a_key_away(open_glass: OpenGlass, visits: Tasks) -> None:
    async with open_glass() as glass:
        await go(glass, 1)
        await glass.press("question_mark")
        await glass.until("Pick the visit up")
        await glass.press("q")
        await glass.press("ctrl+p")
        await glass.write("call off")
        await glass.until("Call the visit off")
        await glass.press("escape")
        for command, shown in (("theme dark", "Unplanned"), ("tour", "sample desk"), ("person", "Add a person")):
            await glass.press("colon")
            await glass.answer(command)
            await glass.until(shown)
        await glass.press("escape")
        assert themes.current().name == "dark"
        themes.use("terminal")
        await glass.press("4")
        await glass.until("Workload")
        await glass.press("3")
        await glass.until("Schedule")
        await glass.press("colon")
        await glass.answer("people")
        await glass.until("Calendars")
        await glass.press("colon")
        await glass.answer("schedule")
        await glass.until("Schedule")
        await glass.press("1")
        await glass.until("Inbox")
        await glass.press("3")
        await glass.until("Schedule")
        await glass.press("Q")
        await glass.until(lambda: glass.app.return_code == 0)


async def test_a_narrow_terminal_lists_one_persons_visits(open_glass: OpenGlass, visits: Tasks) -> None:
    async with open_glass(size=(45, 20)) as glass:
        await go(glass, 1)
        await glass.until("‹ bo  Bo Berg ›")
        assert "▌09:00–10:30 SD-1 Boiler leak" in glass.text
        await glass.press("j")
        assert "▌13:00–14:00 SD-3" in glass.text
        assert glass.app.cursor_position.y == next(n for n, row in enumerate(glass.text.split("\n")) if "▌13" in row)
        await glass.press("h")
        await glass.until("‹ ada  Ada Ask ›")
        await glass.press("o")
        await glass.until("Unplanned  1")
        await glass.press("escape")
        await glass.until("‹ ada  Ada Ask ›")


async def test_a_skill_that_is_missing_is_said_before_it_is_put_down(
    open_glass: OpenGlass, visits: Tasks, anna: "Desk"
) -> None:
    anna.do(SetSkill(person=id_of(anna, "bo"), skill="pump", level=1))
    anna.do(TagTask(task=visits["Pump noise"], add=("pump",)))
    async with open_glass() as glass:
        await go(glass, 3)
        await glass.press("m")
        await glass.until("nothing speaks against it")
        await glass.press("j")
        await glass.until("does not have the skill pump that SD-3 asks for")
        await glass.press("h", "h", "h", "h", "k")
        await glass.until("nothing speaks against it")
        assert "does not have the skill" not in glass.text
        await glass.press("escape")
        assert bars(anna, "bo")


async def test_the_desk_has_nobody_to_show_until_it_is_read(open_glass: OpenGlass) -> None:
    async with open_glass() as glass:
        await glass.press("3")
        assert "Reading the schedule" in glass.text or "Unplanned" in glass.text
        await glass.until("Unplanned")
