"""Handing work to another person or day: one batch, visits with it, undone whole; on both databases."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import AssignTask, FinishTask, PlanVisit, Undo
from servicedesk_tui.vocabulary.enums import Category
from servicedesk_tui.vocabulary.planning import ShiftQuestion, ShiftWork
from servicedesk_tui.vocabulary.questions import HistoryQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, NotAllowed

from ..conftest import OpenDesk
from ..stores import ZONE
from .test_verbs import add, category, person, view

WEDNESDAY = date(2026, 3, 4)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def admin(open_desk: OpenDesk) -> Desk:
    return open_desk("anna")


def test_work_goes_to_another_person_in_one_batch_with_its_visits(admin: Desk, clock: FrozenClock) -> None:
    bo, ada = person(admin, "bo"), person(admin, "ada")
    first, second = add(admin, "Boiler leak", owner=bo), add(admin, "Pump noise")
    admin.do(PlanVisit(task=first, start=at(WEDNESDAY, 10)))
    done = admin.do(ShiftWork(tasks=(first, second), person=ada))
    assert done.sentence == "You moved 2 tasks to ada"
    assert [view(admin, task).card.owner for task in (first, second)] == ["ada", "ada"]
    assert category(admin, second) is Category.READY
    assert view(admin, first).planned_start == at(WEDNESDAY, 10)
    admin.do(Undo())
    assert view(admin, first).card.owner == "bo"
    assert category(admin, second) is Category.INBOX


def test_a_visit_goes_to_another_day_at_its_time_of_day(admin: Desk) -> None:
    task = add(admin, "Boiler leak", owner=person(admin, "bo"))
    admin.do(PlanVisit(task=task, start=at(WEDNESDAY, 10, 30), minutes=45))
    admin.do(ShiftWork(tasks=(task,), person=person(admin, "bo"), day=date(2026, 3, 31)))
    found = view(admin, task)
    assert (found.planned_start, found.planned_end) == (at(date(2026, 3, 31), 10, 30), at(date(2026, 3, 31), 11, 15))
    assert "moved SD-1 to bo, tue 31 mar" in admin.ask(HistoryQuestion(limit=1))[0].sentence


def test_work_without_a_time_gets_the_first_free_one_of_the_day(admin: Desk) -> None:
    bo = person(admin, "bo")
    visited = add(admin, "Lift stuck", owner=bo)
    admin.do(PlanVisit(task=visited, start=at(WEDNESDAY, 8), minutes=90))
    tasks = [add(admin, title, owner=bo, estimate_minutes=60) for title in ("One", "Two")]
    admin.do(ShiftWork(tasks=tuple(tasks), person=bo, day=WEDNESDAY))
    assert [view(admin, task).planned_start for task in tasks] == [at(WEDNESDAY, 9, 30), at(WEDNESDAY, 10, 30)]
    assert {category(admin, task) for task in tasks} == {Category.SCHEDULED}


def test_a_day_without_room_is_warned_of(admin: Desk) -> None:
    bo = person(admin, "bo")
    visited = add(admin, "Lift stuck", owner=bo)
    admin.do(PlanVisit(task=visited, start=at(WEDNESDAY, 8), minutes=480))
    task = add(admin, "One", owner=bo, estimate_minutes=60)
    done = admin.do(ShiftWork(tasks=(task,), person=bo, day=WEDNESDAY))
    assert any("outside the hours of bo" in warning for warning in done.warnings)
    assert view(admin, task).planned_start == at(WEDNESDAY, 16)


def test_several_do_not_meet_each_other(admin: Desk) -> None:
    bo, ada = person(admin, "bo"), person(admin, "ada")
    tasks = [add(admin, f"Task {number}", owner=bo, estimate_minutes=120) for number in range(6)]
    moved = add(admin, "Lift stuck", owner=bo)
    admin.do(PlanVisit(task=moved, start=at(WEDNESDAY, 9), minutes=60))
    done = admin.do(ShiftWork(tasks=(*tasks, moved), person=ada, day=WEDNESDAY))
    views = [view(admin, task) for task in (moved, *tasks)]
    spans = sorted((one.planned_start, one.planned_end) for one in views if one.planned_start and one.planned_end)
    assert spans[0][0] == at(WEDNESDAY, 9)
    assert len(spans) == 7
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert any("outside the hours of ada" in warning for warning in done.warnings)


def test_a_day_that_is_over_is_refused_and_a_visit_that_is_written_down_afterwards_warned_of(admin: Desk) -> None:
    bo = person(admin, "bo")
    task = add(admin, "Boiler leak", owner=bo)
    with pytest.raises(Invalid, match="That day is over"):
        admin.do(ShiftWork(tasks=(task,), person=bo, day=date(2026, 3, 1)))
    done = admin.do(PlanVisit(task=task, start=at(date(2026, 3, 1), 9)))
    assert done.warnings[0] == "That time has passed."


def test_what_is_so_already_is_no_batch(admin: Desk) -> None:
    bo = person(admin, "bo")
    task = add(admin, "Boiler leak", owner=bo)
    assert admin.do(ShiftWork(tasks=(task,), person=bo)).batch is None


def test_what_somebody_changed_since_it_was_looked_at_is_a_conflict(admin: Desk, open_desk: OpenDesk) -> None:
    bo, ada, dina = person(admin, "bo"), person(admin, "ada"), open_desk("dina")
    first, second = add(admin, "Boiler leak", owner=bo), add(admin, "Pump noise", owner=bo)
    seen = admin.ask(ShiftQuestion(tasks=(first, second), person=ada)).seen
    dina.do(AssignTask(task=second, owner=person(admin, "anna")))
    move = ShiftWork(tasks=(first, second), person=ada, base=seen)
    with pytest.raises(Conflict, match="dina changed the owner of SD-2 meanwhile") as caught:
        admin.do(move)
    assert (caught.value.row, caught.value.base, caught.value.mine) == (second, bo, ada)
    assert view(admin, first).card.owner == "bo"
    admin.do(replace(move, base={**seen, second: {"owner": caught.value.theirs}}))
    assert [view(admin, task).card.owner for task in (first, second)] == ["ada", "ada"]


def test_a_visit_that_somebody_planned_elsewhere_meanwhile_is_a_conflict(admin: Desk, open_desk: OpenDesk) -> None:
    bo, dina = person(admin, "bo"), open_desk("dina")
    task = add(admin, "Boiler leak", owner=bo)
    seen = admin.ask(ShiftQuestion(tasks=(task,), person=bo, day=WEDNESDAY)).seen
    dina.do(PlanVisit(task=task, start=at(date(2026, 3, 5), 9)))
    with pytest.raises(Conflict, match="dina changed the visit of SD-1 meanwhile") as caught:
        admin.do(ShiftWork(tasks=(task,), person=bo, day=WEDNESDAY, base=seen))
    assert caught.value.mine == WEDNESDAY
    admin.do(ShiftWork(tasks=(task,), person=person(admin, "ada"), base={task: {"owner": bo}}))  # who only, not when
    assert view(admin, task).planned_start == at(date(2026, 3, 5), 9)


def test_before_a_move_is_done_it_is_said_what_of_it_has_passed(admin: Desk, clock: FrozenClock) -> None:
    bo = person(admin, "bo")
    task = add(admin, "Boiler leak", owner=bo)
    admin.do(PlanVisit(task=task, start=at(WEDNESDAY, 7), minutes=30))
    today = clock.now().astimezone(ZONE).date()
    early = admin.ask(ShiftQuestion(tasks=(task,), person=bo, day=today))
    assert "SD-1 would be at 07:00, and that has passed." in early.warnings
    assert "has passed" not in " ".join(admin.ask(ShiftQuestion(tasks=(task,), person=bo, day=WEDNESDAY)).warnings)
    late = admin.ask(ShiftQuestion(tasks=(task,), person=bo, day=today - timedelta(days=1)))
    assert late.warnings[0] == "That day is over; choose today or a day to come."


def test_closed_work_and_others_work_stay(admin: Desk, open_desk: OpenDesk) -> None:
    bo = person(admin, "bo")
    closed, others = add(admin, "Done", owner=bo), add(admin, "Lift", owner=admin.me.id)
    admin.do(FinishTask(task=closed))
    with pytest.raises(Invalid, match="is closed"):
        admin.do(ShiftWork(tasks=(closed,), person=bo))
    with pytest.raises(NotAllowed):
        open_desk("bo").do(ShiftWork(tasks=(others,), person=bo))
    with pytest.raises(Invalid, match="From 1 to"):
        admin.do(ShiftWork(tasks=(), person=bo))
