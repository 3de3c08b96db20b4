"""Visits reported from the field: how far they come, what follows for the task, who may say so, and the way back."""

from datetime import timedelta
from typing import Any

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.commands import (
    AddChecklistItem,
    AssignTask,
    FinishTask,
    PlanVisit,
    Redo,
    ReopenTask,
    Undo,
)
from servicedesk_tui.vocabulary.day import ReportVisit
from servicedesk_tui.vocabulary.enums import Category, OpenItems, VisitState
from servicedesk_tui.vocabulary.history_rows import Done
from servicedesk_tui.vocabulary.planning import AddVisit, CallOffVisit
from servicedesk_tui.vocabulary.questions import HistoryQuestion
from servicedesk_tui.vocabulary.refusals import Invalid, Needs, NotAllowed
from servicedesk_tui.vocabulary.task_rows import Planned

from ..conftest import OpenDesk
from ..truths import assert_derived_follows
from .test_verbs import add, category, person, view

HOUR = timedelta(hours=1)


@pytest.fixture
def task(desk: Desk, clock: FrozenClock) -> int:
    """bo's, whom a visit in an hour takes there."""
    task = add(desk, owner=person(desk, "bo"))
    desk.do(PlanVisit(task=task, start=clock.now() + HOUR, minutes=90))
    return task


def visit(desk: Desk, task: int) -> Planned:
    return next(iter(view(desk, task).visits))


def report(desk: Desk, task: int, state: VisitState, **more: Any) -> Done:
    return desk.do(ReportVisit(visit=visit(desk, task).id, state=state, **more))


def moments(desk: Desk, task: int) -> tuple[Any, ...]:
    with desk._engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT on_my_way_at, arrived_at, left_at FROM visit").one()
        return tuple(at is not None for at in row)


def test_a_visit_goes_its_way_with_its_times_and_the_task_begins_on_arrival(
    desk: Desk, open_desk: OpenDesk, task: int, clock: FrozenClock
) -> None:
    bo = open_desk("bo")
    assert report(bo, task, VisitState.ON_MY_WAY).sentence == "You set out for SD-1"
    assert (visit(bo, task).state, category(bo, task)) == (VisitState.ON_MY_WAY, Category.SCHEDULED)
    assert view(bo, task).card.planned is None
    clock.move(HOUR)
    assert report(bo, task, VisitState.ARRIVED).sentence == "You arrived at SD-1"
    assert (visit(bo, task).state, category(bo, task)) == (VisitState.ARRIVED, Category.DOING)
    assert report(bo, task, VisitState.ARRIVED).batch is None
    clock.move(HOUR)
    assert report(bo, task, VisitState.LEFT).sentence == "You left SD-1"
    assert (visit(bo, task).state, category(bo, task)) == (VisitState.LEFT, Category.DOING)
    assert moments(desk, task) == (True, True, True)
    lines = [line.sentence for line in bo.ask(HistoryQuestion(task=task, limit=3))]
    assert lines == ["bo left SD-1", "bo arrived at SD-1", "bo set out for SD-1"]
    with reading(desk._engine, "") as session:
        assert_derived_follows(session)


def test_undo_brings_all_of_it_back_step_by_step(desk: Desk, open_desk: OpenDesk, task: int) -> None:
    bo = open_desk("bo")
    planned = view(bo, task).card.planned
    for state in (VisitState.ON_MY_WAY, VisitState.ARRIVED):
        report(bo, task, state)
    report(bo, task, VisitState.LEFT, finish=True)
    assert category(bo, task) is Category.DONE
    assert bo.do(Undo()).sentence == "You took back: finished SD-1 and left"
    assert (visit(bo, task).state, category(bo, task)) == (VisitState.ARRIVED, Category.DOING)
    bo.do(Undo())
    assert (visit(bo, task).state, category(bo, task)) == (VisitState.ON_MY_WAY, Category.SCHEDULED)
    bo.do(Undo())
    assert (visit(bo, task).state, view(bo, task).card.planned) == (VisitState.PLANNED, planned)
    assert moments(desk, task) == (False, False, False)
    bo.do(Redo())
    assert visit(bo, task).state is VisitState.ON_MY_WAY


def test_who_makes_the_visit_but_has_not_the_task_reports_it_and_takes_that_back(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock
) -> None:
    task = add(desk, owner=person(desk, "bo"))
    start = clock.now() + HOUR
    desk.do(AddVisit(task=task, start=start, end=start + HOUR, person=person(desk, "ada")))
    ada = open_desk("ada")
    report(ada, task, VisitState.ARRIVED)
    assert category(ada, task) is Category.DOING
    with pytest.raises(NotAllowed, match="neither yours"):
        report(ada, task, VisitState.LEFT, finish=True)
    ada.do(Undo())
    assert (visit(ada, task).state, category(ada, task)) == (VisitState.PLANNED, Category.SCHEDULED)


def test_the_owner_and_a_dispatcher_report_for_somebody_else_and_others_do_not(
    desk: Desk, open_desk: OpenDesk, task: int
) -> None:
    with pytest.raises(NotAllowed, match="That is the visit of bo"):
        report(open_desk("ada"), task, VisitState.ON_MY_WAY)
    with pytest.raises(NotAllowed, match="A viewer may not write"):
        report(open_desk("vera"), task, VisitState.ON_MY_WAY)
    dina = open_desk("dina")
    assert report(dina, task, VisitState.ON_MY_WAY).sentence == "You noted that bo set out for SD-1"
    said = report(dina, task, VisitState.LEFT, finish=True).sentence
    assert said == "You finished SD-1, and bo left"
    dina.do(Undo())
    desk.do(AssignTask(task=task, owner=person(desk, "ada")))
    assert report(open_desk("ada"), task, VisitState.ARRIVED).sentence == "You noted that bo arrived at SD-1"


def test_done_asks_what_becomes_of_open_lines_and_is_one_batch(desk: Desk, open_desk: OpenDesk, task: int) -> None:
    desk.do(AddChecklistItem(task=task, text="Order the valve"))
    bo = open_desk("bo")
    report(bo, task, VisitState.ARRIVED)
    with pytest.raises(Needs) as needs:
        report(bo, task, VisitState.LEFT, finish=True)
    assert needs.value.field == "open_items"
    assert visit(bo, task).state is VisitState.ARRIVED
    done = report(bo, task, VisitState.LEFT, finish=True, open_items=OpenItems.TICK)
    assert done.sentence == "You finished SD-1 and left, and ticked its 1 open item"
    bo.do(Undo())
    assert [item.done for item in view(bo, task).checklist] == [False]
    assert visit(bo, task).state is VisitState.ARRIVED


def test_a_step_may_be_left_out_but_none_goes_back(desk: Desk, open_desk: OpenDesk, task: int) -> None:
    bo = open_desk("bo")
    with pytest.raises(Invalid, match="Nobody was there yet: the visit begins today 09:00"):
        report(bo, task, VisitState.LEFT)
    report(bo, task, VisitState.ARRIVED)
    with pytest.raises(Invalid, match=r"It is “arrived” already .today 08:00.; undo takes that back"):
        report(bo, task, VisitState.ON_MY_WAY)
    for state in (VisitState.PLANNED, VisitState.CANCELLED):
        with pytest.raises(Invalid, match="on the way, arrived or left"):
            report(bo, task, state)
    with pytest.raises(Invalid, match="Who is done there leaves"):
        report(bo, task, VisitState.ARRIVED, finish=True)


def test_a_visit_that_was_called_off_or_whose_task_is_closed_is_not_begun(
    desk: Desk, open_desk: OpenDesk, task: int, clock: FrozenClock
) -> None:
    bo, number = open_desk("bo"), visit(desk, task).id
    bo.do(FinishTask(task=task))
    with pytest.raises(Invalid, match="SD-1 is closed; reopen it first"):
        bo.do(ReportVisit(visit=number, state=VisitState.ON_MY_WAY))
    clock.move(2 * HOUR)
    bo.do(ReportVisit(visit=number, state=VisitState.LEFT))
    bo.do(Undo())
    bo.do(ReopenTask(task=task))
    desk.do(CallOffVisit(visit=number))
    with pytest.raises(Invalid, match="was called off"):
        bo.do(ReportVisit(visit=number, state=VisitState.ARRIVED))


def test_the_next_visit_is_what_is_planned_once_one_is_on(desk: Desk, task: int, clock: FrozenClock) -> None:
    later = clock.now() + 5 * HOUR
    desk.do(AddVisit(task=task, start=later, end=later + HOUR))
    first = min(view(desk, task).visits, key=lambda one: one.start)
    desk.do(ReportVisit(visit=first.id, state=VisitState.ON_MY_WAY))
    assert view(desk, task).card.planned == later
    desk.do(Undo())
    assert view(desk, task).card.planned == clock.now() + HOUR


def test_the_history_says_which_visit_came_how_far(desk: Desk, task: int) -> None:
    report(desk, task, VisitState.ON_MY_WAY)
    [line] = desk.ask(HistoryQuestion(task=task, limit=1))
    assert "visit today 09:00 of bo: on the way" in line.details
