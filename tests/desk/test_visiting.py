"""Single visits: planned, moved, called off, what speaks against them, and how the schedule shows them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import (
    AssignTask,
    Bulk,
    FinishTask,
    HandOver,
    MoveTask,
    Redo,
    TagTask,
    TakeTask,
    TaskCommand,
    UnassignTask,
    Undo,
)
from servicedesk_tui.vocabulary.enums import AbsenceKind, Category
from servicedesk_tui.vocabulary.handing import AcceptHandOver
from servicedesk_tui.vocabulary.planning import AddVisit, CallOffVisit, MoveVisit, ScheduleQuestion
from servicedesk_tui.vocabulary.plans import Bar, ScheduleRow, ScheduleView
from servicedesk_tui.vocabulary.questions import HistoryQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, Needs, NotAllowed
from servicedesk_tui.vocabulary.staffing import AddAbsence, SetSetting, SetSkill

from ..conftest import OpenDesk
from .test_planning import assert_true, words
from .test_verbs import category, person, view
from .test_workload import MONDAY, at, office, task

__all__ = ["office"]


def schedule(desk: Desk, **asked: Any) -> ScheduleView:
    found = desk.ask(ScheduleQuestion(**{"start": MONDAY, "days": 5, **asked}))
    assert isinstance(found, ScheduleView)
    return found


def row(desk: Desk, login: str, **asked: Any) -> ScheduleRow:
    return next(row for row in schedule(desk, **asked).rows if row.login == login)


def bars(desk: Desk, login: str, **asked: Any) -> tuple[Bar, ...]:
    return row(desk, login, **asked).bars


def plan(desk: Desk, one: int, start: str, end: str, who: str | None = None, **more: Any) -> tuple[str, ...]:
    command = AddVisit(task=one, start=at(start), end=at(end), person=person(desk, who) if who else None, **more)
    return desk.do(command).warnings


# -- planning ---------------------------------------------------------------------------------------------------------------


def test_a_task_has_visits_of_several_people_and_is_planned_when_the_first_begins(office: Desk) -> None:
    one = task(office, "bo")
    done = office.do(AddVisit(task=one, start=at("4 09:00"), end=at("4 11:00")))
    assert done.sentence == "You planned bo's visit to SD-1, Wednesday 09:00"
    office.do(AddVisit(task=one, start=at("3 09:00"), end=at("3 10:30"), person=person(office, "ada")))
    assert view(office, one).card.planned == at("3 09:00")
    assert (category(office, one), view(office, one).card.owner) == (Category.SCHEDULED, "bo")
    assert [(bar.number, bar.start, bar.end) for bar in bars(office, "ada")] == [(1, at("3 09:00"), at("3 10:30"))]
    office.do(Undo())
    assert view(office, one).card.planned == at("4 09:00")
    office.do(Redo())
    assert len(bars(office, "ada")) == 1
    assert_true(office)


def test_the_visitor_becomes_the_owner_of_what_nobody_has(office: Desk) -> None:
    one = task(office)
    with pytest.raises(Needs) as asked:
        plan(office, one, "3 09:00", "3 10:00")
    assert asked.value.field == "person"
    plan(office, one, "3 09:00", "3 10:00", "bo")
    assert (category(office, one), view(office, one).card.owner) == (Category.SCHEDULED, "bo")
    assert_true(office)


def test_a_visit_is_moved_in_time_and_to_somebody_else(office: Desk) -> None:
    one = task(office, "bo")
    plan(office, one, "3 09:00", "3 10:00")
    [bar] = bars(office, "bo")
    done = office.do(MoveVisit(visit=bar.visit, start=at("4 13:00"), end=at("4 15:00")))
    assert done.sentence == "You moved bo's visit to SD-1, Wednesday 13:00"
    assert words(office, done.batch) != []
    done = office.do(MoveVisit(visit=bar.visit, person=person(office, "ada")))
    assert done.sentence == "You moved bo's visit to SD-1 to ada, Wednesday 13:00"
    assert (bars(office, "bo"), len(bars(office, "ada"))) == ((), 1)
    assert view(office, one).card.owner == "bo"
    assert view(office, one).card.planned == at("4 13:00")
    assert office.do(MoveVisit(visit=bar.visit, start=at("4 13:00"))).batch is None
    office.do(Undo())
    office.do(Undo())
    assert [b.start for b in bars(office, "bo")] == [at("3 09:00")]
    assert_true(office)


def test_a_visit_that_is_called_off_leaves_the_task_ready_and_undo_brings_it_back(office: Desk) -> None:
    one = task(office, "bo")
    plan(office, one, "3 09:00", "3 10:00")
    plan(office, one, "5 09:00", "5 10:00")
    first, second = (bar.visit for bar in bars(office, "bo"))
    assert office.do(CallOffVisit(visit=first)).sentence == "You called off bo's visit to SD-1"
    assert (category(office, one), view(office, one).card.planned) == (Category.SCHEDULED, at("5 09:00"))
    office.do(CallOffVisit(visit=second))
    assert (category(office, one), view(office, one).card.planned) == (Category.READY, None)
    assert office.do(CallOffVisit(visit=second)).batch is None
    with pytest.raises(Invalid, match="called off"):
        office.do(MoveVisit(visit=second, start=at("5 08:00")))
    office.do(Undo())
    assert (category(office, one), view(office, one).card.planned) == (Category.SCHEDULED, at("5 09:00"))
    assert office.ask(HistoryQuestion(limit=2))[1].sentence == "anna called off bo's visit to SD-1"
    assert_true(office)


def test_what_was_moved_meanwhile_is_a_conflict(office: Desk, open_desk: OpenDesk) -> None:
    one = task(office, "bo")
    plan(office, one, "3 09:00", "3 10:00")
    [bar] = bars(office, "bo")
    seen = (bar.start, bar.end, person(office, "bo"))
    open_desk("dina").do(MoveVisit(visit=bar.visit, start=at("3 08:00"), base=seen))
    with pytest.raises(Conflict, match="dina changed the start of the visit of SD-1 meanwhile"):
        office.do(MoveVisit(visit=bar.visit, start=at("3 09:30"), base=seen))
    office.do(MoveVisit(visit=bar.visit, person=person(office, "ada"), base=seen))  # another field


def test_visits_are_for_those_who_plan(office: Desk, open_desk: OpenDesk) -> None:
    one = task(office, "bo")
    with pytest.raises(NotAllowed):
        plan(open_desk("bo"), one, "3 09:00", "3 10:00")
    plan(open_desk("lars"), one, "3 09:00", "3 10:00")
    [bar] = bars(office, "bo")
    with pytest.raises(NotAllowed):
        open_desk("bo").do(CallOffVisit(visit=bar.visit))
    with pytest.raises(Invalid, match="minute at least"):
        plan(office, one, "3 10:00", "3 10:00")
    with pytest.raises(Invalid, match="needs a time zone"):
        office.do(AddVisit(task=one, start=datetime(2026, 3, 3, 9), end=at("3 10:00")))
    office.do(FinishTask(task=one))
    with pytest.raises(Invalid, match="closed"):
        plan(office, one, "3 09:00", "3 10:00")


# -- what speaks against one ------------------------------------------------------------------------------------------------


def test_what_is_wrong_with_a_visit_is_warned_of_blocked_or_let_be_by_setting(office: Desk) -> None:
    bo, ada = person(office, "bo"), person(office, "ada")
    office.do(AddAbsence(person=bo, starts=at("4 00:00"), ends=at("5 00:00"), kind=AbsenceKind.SICK))
    office.do(SetSkill(person=ada, skill="gas"))
    first, second = task(office, "bo"), task(office, "bo")
    office.do(TagTask(task=second, add=("gas",)))
    assert plan(office, first, "3 09:00", "3 10:00") == ()
    cases = {
        "on_overlap": ("3 09:30", "3 10:30", "bo has a visit to SD-1 then, tomorrow 09:00."),
        "on_absence": ("4 09:00", "4 10:00", "bo is away then."),
        "on_outside_hours": ("5 07:00", "5 09:00", "It is outside the hours of bo."),
    }
    for setting, (start, end, said) in cases.items():
        office.do(SetSetting(key="on_missing_skill", value="allow"))
        assert plan(office, second, start, end) == (said,)
        office.do(Undo())
        office.do(SetSetting(key=setting, value="block"))
        with pytest.raises(Invalid) as refused:
            plan(office, second, start, end)
        assert refused.value.message == said
        office.do(SetSetting(key=setting, value="allow"))
        assert plan(office, second, start, end) == ()
        office.do(Undo())
        office.do(SetSetting(key="on_missing_skill", value="warn"))
    assert plan(office, second, "5 11:30", "5 13:00") == ("bo lacks the skill gas.",)  # over lunch is within hours
    assert plan(office, second, "5 13:00", "5 14:00", "ada") == ()
    assert_true(office)


def test_the_way_between_two_visits_has_to_fit(office: Desk) -> None:
    north, south = (task(office, "bo", new_customer=name) for name in ("Acme", "Falck"))
    assert plan(office, north, "3 09:00", "3 10:00") == ()
    assert plan(office, south, "3 10:10", "3 11:00") == ("Only 10 m between it and SD-1; the way takes 20 m.",)
    assert [bar.conflicts for bar in bars(office, "bo")] == [
        ("Only 10 m between it and SD-2; the way takes 20 m.",),
        ("Only 10 m between it and SD-1; the way takes 20 m.",),
    ]
    assert [bar.travel for bar in bars(office, "bo")] == [0, 20]
    assert schedule(office).conflicts == 2


# -- the schedule -----------------------------------------------------------------------------------------------------------


def test_the_schedule_shows_hours_absences_and_people_with_me_first(office: Desk, open_desk: OpenDesk) -> None:
    office.do(AddAbsence(person=person(office, "bo"), starts=at("2 10:00"), ends=at("4 00:00"), is_day=False))
    seen = schedule(open_desk("lars"), days=1)
    assert next((r.login, r.is_me) for r in seen.rows) == ("lars", True)
    bo = next(r for r in seen.rows if r.login == "bo")
    assert [(s.start, s.end) for s in bo.hours] == [(at("2 08:00"), at("2 12:00")), (at("2 12:30"), at("2 16:30"))]
    assert [(s.start, s.end, s.away) for s in bo.absences] == [(at("2 10:00"), at("3 00:00"), AbsenceKind.HOLIDAY)]
    assert [r.login for r in schedule(office, person=person(office, "bo")).rows] == ["bo"]


def test_a_filter_narrows_the_visits_and_what_is_not_planned(office: Desk) -> None:
    one, other = task(office, "bo", title="Pump"), task(office, "bo", title="Valve")
    plan(office, one, "3 09:00", "3 10:00")
    plan(office, other, "3 11:00", "3 12:00")
    task(office, "bo", title="Pump again")
    assert [bar.title for bar in bars(office, "bo", filter="pump")] == ["Pump"]
    assert [u.title for u in schedule(office, filter="pump").unplanned] == ["Pump again"]


def test_what_is_not_planned_stands_by_what_next_and_says_why(office: Desk, clock: FrozenClock) -> None:
    now = clock.now()
    from servicedesk_tui.vocabulary.enums import Level

    late = task(office, title="late", due=now + timedelta(minutes=30))
    soon = task(office, title="soon", due=now + timedelta(hours=3))
    today = task(office, title="today", due=at("2 17:00"), due_is_day=True)
    urgent = task(office, title="urgent", impact=Level.HIGH, urgency=Level.HIGH)
    rest = task(office, title="rest", due=at("5 12:00"), estimate_minutes=90)
    never = task(office, title="never")
    planned = task(office, "bo", title="planned")
    plan(office, planned, "3 09:00", "3 10:00")
    clock.set((now + timedelta(hours=1)).astimezone(UTC))
    found = schedule(office).unplanned
    assert [u.task for u in found] == [late, soon, today, urgent, rest, never]
    assert [u.why for u in found] == [
        "late since today 08:30", "due soon: today 11:00", "due today", "urgent: P1", "due thu 12:00", "not due",
    ]  # fmt: skip
    assert (found[4].minutes, found[5].minutes) == (90, 90)  # the median
    assert len(schedule(office, unplanned=2).unplanned) == 2


def test_a_visit_is_shown_on_the_day_of_whoever_makes_it(office: Desk) -> None:
    from servicedesk_tui.vocabulary.desk_commands import EditPerson

    office.do(EditPerson(person=person(office, "bo"), fields={"zone": "America/New_York"}))
    one = task(office, "bo")
    plan(office, one, "3 04:00", "3 05:00")  # the evening before, there
    assert [bar.number for bar in bars(office, "bo", start=MONDAY, days=1)] == [1]
    assert bars(office, "bo", start=MONDAY + timedelta(days=1), days=1) == ()


def test_a_visit_that_has_not_begun_goes_to_the_new_owner_and_others_visits_stay(
    office: Desk, clock: FrozenClock
) -> None:
    one = task(office, "bo")
    plan(office, one, "2 09:00", "2 11:00")
    plan(office, one, "3 09:00", "3 10:00")
    plan(office, one, "4 09:00", "4 10:00", "lars")
    clock.move(timedelta(hours=2))  # the first one is under way by now
    done = office.do(AssignTask(task=one, owner=person(office, "ada")))
    assert done.sentence == "You gave SD-1 to ada; the visit Tuesday 09:00 goes with it"
    assert words(office, done.batch) == ["owner bo → ada, +@bo (collaborator), visit tomorrow 09:00 bo → ada"]
    assert [[bar.start for bar in bars(office, login)] for login in ("bo", "ada", "lars")] == [
        [at("2 09:00")],
        [at("3 09:00")],
        [at("4 09:00")],
    ]
    office.do(Undo())
    assert (len(bars(office, "bo")), bars(office, "ada")) == (2, ())
    office.do(Redo())
    assert_true(office)


def test_visits_go_along_when_a_task_is_taken_over_or_handed_over(office: Desk) -> None:
    one = task(office, "bo")
    plan(office, one, "3 09:00", "3 10:00")
    office.do(TakeTask(task=one))
    assert len(bars(office, "anna")) == 1
    office.do(HandOver(task=one, to=person(office, "ada"), note="Holiday"))
    assert len(bars(office, "anna")) == 1
    done = office.do(AcceptHandOver(task=one))
    assert done.sentence.endswith("; the visit Tuesday 09:00 goes with it")
    assert (bars(office, "anna"), len(bars(office, "ada"))) == ((), 1)
    assert_true(office)


def test_what_is_wrong_with_a_visit_that_goes_along_is_warned_of_or_refused(office: Desk) -> None:
    ada, one, two = person(office, "ada"), task(office, "bo"), task(office, "ada")
    plan(office, one, "3 09:00", "3 10:00")
    plan(office, two, "3 09:30", "3 10:30")
    assert any("has a visit to SD-2 then" in said for said in office.do(AssignTask(task=one, owner=ada)).warnings)
    office.do(Undo())
    office.do(SetSetting(key="on_overlap", value="block"))
    with pytest.raises(Invalid, match="has a visit to SD-2 then"):
        office.do(AssignTask(task=one, owner=ada))
    assert (view(office, one).card.owner, len(bars(office, "bo"))) == ("bo", 1)


def test_a_bulk_takes_all_visits_along_and_tells_them_together(office: Desk) -> None:
    tasks = tuple(task(office, "bo") for _ in range(3))
    for number, one in enumerate(tasks[1:], 3):
        plan(office, one, f"{number} 09:00", f"{number} 10:00")
    done = office.do(Bulk(command=AssignTask(task=0, owner=person(office, "ada")), tasks=tasks))
    assert done.sentence == "You gave 3 tasks to ada; the visits Tuesday 09:00, Wednesday 09:00 go along"
    assert len(bars(office, "ada")) == 2
    assert_true(office)


@pytest.mark.parametrize("command", [UnassignTask(task=0), MoveTask(task=0, status="inbox")])
def test_with_nobody_to_do_it_the_owners_visits_are_called_off(office: Desk, command: TaskCommand) -> None:
    one = task(office, "bo")
    plan(office, one, "3 09:00", "3 10:00")
    plan(office, one, "4 09:00", "4 10:00", "lars")
    done = office.do(replace(command, task=one))
    assert done.sentence.endswith("; the visit Tuesday 09:00 is called off")
    assert (bars(office, "bo"), len(bars(office, "lars"))) == ((), 1)
    assert (view(office, one).card.planned, category(office, one)) == (at("4 09:00"), Category.INBOX)
    office.do(Undo())
    assert (view(office, one).card.planned, view(office, one).card.owner) == (at("3 09:00"), "bo")
    assert_true(office)
