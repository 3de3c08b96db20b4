"""Time spent: one timer a person, entries by hand, and their sum, on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import Command, CreateTask, Undo
from servicedesk_tui.vocabulary.desk_commands import EditPerson
from servicedesk_tui.vocabulary.questions import HistoryQuestion, TaskQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, Needs, NotAllowed, NotFound
from servicedesk_tui.vocabulary.staffing import LeavePerson
from servicedesk_tui.vocabulary.task_rows import TaskView
from servicedesk_tui.vocabulary.timing import (
    EditTime,
    LogTime,
    RemoveTime,
    Running,
    StartTimer,
    StopTimer,
    TimerQuestion,
)

from ..conftest import OpenDesk
from .test_verbs import add, person

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def view(desk: Desk, task: int) -> TaskView:
    found: TaskView = desk.ask(TaskQuestion(id=task))
    return found


def leaves(who: int) -> Command:
    return EditPerson(person=who, fields={"active": False})


def said(desk: Desk, task: int) -> str:
    found: str = desk.ask(HistoryQuestion(task=task, limit=1))[0].sentence
    return found


def test_a_timer_runs_until_it_is_stopped_and_its_time_is_the_tasks(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    began = clock.now()
    desk.do(StartTimer(task=task))
    assert desk.ask(TimerQuestion()) == Running(task, 1, view(desk, task).card.title, began)
    clock.move(40 * MINUTE)
    desk.do(StopTimer(note="bled the radiators"))
    assert desk.ask(TimerQuestion()) is None
    assert view(desk, task).spent_minutes == 40
    assert [(one.login, one.started_at, one.ended_at) for one in view(desk, task).times] == [
        ("anna", began, clock.now())
    ]
    assert said(desk, task) == "anna spent 40 min on SD-1: bled the radiators"
    with pytest.raises(Invalid, match="No timer of yours runs"):
        desk.do(StopTimer())


def test_starting_another_stops_the_one_that_runs(desk: Desk, clock: FrozenClock) -> None:
    first, second = add(desk), add(desk)
    desk.do(StartTimer(task=first))
    clock.move(75 * MINUTE)
    desk.do(StartTimer(task=second))
    assert view(desk, first).spent_minutes == 75
    assert desk.ask(TimerQuestion()).task == second
    assert said(desk, second) == "anna started the timer for SD-2, and stopped it for SD-1 after 1 h 15 min"
    assert desk.do(StartTimer(task=second)).batch is None
    desk.do(Undo())
    assert desk.ask(TimerQuestion()).task == first
    assert view(desk, first).spent_minutes == 0


def test_everybody_has_a_timer_of_their_own(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    task = add(desk)
    bo = open_desk("bo")
    desk.do(StartTimer(task=task))
    clock.move(10 * MINUTE)
    bo.do(StartTimer(task=task))
    clock.move(10 * MINUTE)
    desk.do(StopTimer())
    bo.do(StopTimer())
    assert view(desk, task).spent_minutes == 30
    desk.do(Undo())
    assert view(desk, task).spent_minutes == 10


def test_one_that_ran_past_the_working_day_asks_until_when(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    desk.do(StartTimer(task=task))
    clock.move(8 * HOUR + 59 * MINUTE)
    assert desk.ask(TimerQuestion()).day_ended is not None
    clock.move(10 * HOUR)
    with pytest.raises(Needs, match="Until when did you work") as asked:
        desk.do(StopTimer())
    assert asked.value.field == "ended_at"
    end = asked.value.choices[0].value
    assert end - view(desk, task).times[0].started_at == 8 * HOUR
    desk.do(StopTimer(ended_at=end))
    assert view(desk, task).spent_minutes == 8 * 60


def test_a_little_overtime_is_not_asked_about(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    desk.do(StartTimer(task=task))
    clock.move(8 * HOUR + 59 * MINUTE)
    desk.do(StopTimer())
    assert view(desk, task).spent_minutes == 8 * 60 + 59


def test_what_was_stopped_at_once_was_no_time(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    desk.do(StartTimer(task=task))
    clock.move(timedelta(seconds=20))
    desk.do(StopTimer())
    assert (view(desk, task).spent_minutes, view(desk, task).times) == (0, ())
    desk.do(StartTimer(task=task))
    desk.do(StopTimer(ended_at=clock.now()))
    assert view(desk, task).times == ()


def test_time_is_entered_changed_taken_away_and_taken_back(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    desk.do(LogTime(task=task, minutes=90, note="on the phone"))
    entry = view(desk, task).times[0].id
    assert view(desk, task).spent_minutes == 90
    desk.do(EditTime(task=task, entry=entry, fields={"minutes": 45, "note": "on the phone, twice"}))
    assert view(desk, task).spent_minutes == 45
    assert said(desk, task) == "anna changed a time spent on SD-1, now 45 min: on the phone, twice"
    desk.do(RemoveTime(task=task, entry=entry))
    assert (view(desk, task).spent_minutes, view(desk, task).times) == (0, ())
    for left in (45, 90, 0):
        desk.do(Undo())
        assert view(desk, task).spent_minutes == left


def test_two_peoples_times_are_taken_back_apart(desk: Desk, open_desk: OpenDesk) -> None:
    task = add(desk)
    bo = open_desk("bo")
    desk.do(LogTime(task=task, minutes=30))
    bo.do(LogTime(task=task, minutes=15))
    desk.do(Undo())
    assert view(desk, task).spent_minutes == 15


def test_what_cannot_be_is_refused(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    task, other = add(desk), add(desk)
    desk.do(LogTime(task=task, minutes=30))
    entry = view(desk, task).times[0].id
    wrong = [
        (LogTime(task=task, minutes=0), "from a minute to 24 hours"),
        (LogTime(task=task, minutes=24 * 60 + 1), "from a minute to 24 hours"),
        (LogTime(task=task, minutes=5, ended_at=clock.now() + HOUR), "in the future"),
        (EditTime(task=task, entry=entry, fields={"ended_at": clock.now() + HOUR}), "not in the future"),
        (EditTime(task=task, entry=entry, fields={"started_at": None}), "a beginning and an end"),
        (EditTime(task=task, entry=entry, fields={"colour": 1}), "no field colour"),
    ]
    for command, why in wrong:
        with pytest.raises(Invalid, match=why):
            desk.do(command)
    with pytest.raises(NotFound, match="SD-2 has no such time"):
        desk.do(RemoveTime(task=other, entry=entry))
    with pytest.raises(NotAllowed):
        open_desk("bo").do(RemoveTime(task=task, entry=entry))
    desk.do(StartTimer(task=task))
    running = next(one.id for one in view(desk, task).times if one.ended_at is None)
    with pytest.raises(Invalid, match="still runs"):
        desk.do(EditTime(task=task, entry=running, fields={"minutes": 5}))


def test_parts_add_their_time_to_the_whole(desk: Desk) -> None:
    task = add(desk)
    part = desk.do(CreateTask(title="part", parent=task, owner=person(desk, "bo"))).created
    assert part is not None
    desk.do(LogTime(task=part, minutes=20))
    rollup = view(desk, task).rollup
    assert rollup is not None
    assert rollup.spent_minutes == 20


def test_an_agent_takes_back_their_own_time_on_a_colleagues_task(open_desk: OpenDesk, clock: FrozenClock) -> None:
    task = add(open_desk("dina"), owner=person(open_desk("dina"), "ada"))
    bo = open_desk("bo")
    bo.do(LogTime(task=task, minutes=30))
    bo.do(Undo())
    bo.do(StartTimer(task=task))
    clock.move(20 * MINUTE)
    bo.do(StopTimer())
    assert view(bo, task).spent_minutes == 20
    bo.do(Undo())
    assert bo.ask(TimerQuestion()).task == task
    bo.do(Undo())
    assert bo.ask(TimerQuestion()) is None


def test_a_night_shift_ends_in_the_morning(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    nights = dict.fromkeys(range(1, 8), ((22 * 60, 30 * 60),))
    desk.do(EditPerson(person=person(desk, "bo"), fields={"hours": nights, "zone": "Europe/Copenhagen"}))
    task, bo = add(desk), open_desk("bo")
    clock.move(datetime(2026, 3, 3, 0, 30, tzinfo=UTC) - clock.now())  # half past one at night, there
    bo.do(StartTimer(task=task))
    clock.move(3 * HOUR)
    bo.do(StopTimer())
    assert view(bo, task).spent_minutes == 180
    bo.do(StartTimer(task=task))
    clock.move(3 * HOUR)
    with pytest.raises(Needs) as asked:
        bo.do(StopTimer())
    assert asked.value.choices[0].value == datetime(2026, 3, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize("way", [lambda who: LeavePerson(person=who, to_inbox=True), leaves])
def test_who_leaves_stops_working(desk: Desk, open_desk: OpenDesk, clock: FrozenClock, way: Any) -> None:
    task, bo = add(desk), open_desk("bo")
    bo.do(StartTimer(task=task))
    clock.move(25 * MINUTE)
    desk.do(way(person(desk, "bo")))
    assert view(desk, task).spent_minutes == 25
    assert [one.ended_at for one in view(desk, task).times] == [clock.now()]


def test_two_who_change_one_time_are_in_conflict(desk: Desk, open_desk: OpenDesk) -> None:
    task = add(desk)
    desk.do(LogTime(task=task, minutes=30, note="drove"))
    entry = view(desk, task).times[0].id
    open_desk("dina").do(EditTime(task=task, entry=entry, fields={"note": "drove there"}))
    with pytest.raises(Conflict, match="dina changed"):
        desk.do(EditTime(task=task, entry=entry, fields={"note": "drove back"}, base={"note": "drove"}))
    assert view(desk, task).times[0].note == "drove there"
