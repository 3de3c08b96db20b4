"""Snoozing, handing over, and planning visits: what each does, what it implies, and what takes it back."""

from datetime import timedelta

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.models import Absence
from servicedesk_tui.store.transaction import reading, writing
from servicedesk_tui.vocabulary.commands import (
    AddNote,
    AssignTask,
    Bulk,
    CreateTask,
    FinishTask,
    InvolvePerson,
    MoveTask,
    PlanVisit,
    Redo,
    SnoozeTask,
    TakeTask,
    Undo,
)
from servicedesk_tui.vocabulary.enums import Category, Part
from servicedesk_tui.vocabulary.questions import EffectsQuestion, HistoryQuestion, PeopleQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, Needs, NotAllowed

from ..conftest import OpenDesk
from ..truths import assert_all
from .test_verbs import add, category, person, view


def said(desk: Desk) -> str:
    """The latest sentence of the history."""
    return str(desk.ask(HistoryQuestion(limit=1))[0].sentence)


def words(desk: Desk, batch: int | None) -> list[str]:
    assert batch is not None
    return [effect.words for effect in desk.ask(EffectsQuestion(batch=batch))]


def assert_true(desk: Desk) -> None:
    with reading(desk._engine, "") as session:
        assert_all(session)


# -- snoozing ---------------------------------------------------------------------------------------------------------------


def test_an_inbox_task_is_put_aside_and_woken(desk: Desk, clock: FrozenClock) -> None:
    task, until = add(desk), clock.now() + timedelta(days=2)
    done = desk.do(SnoozeTask(task=task, until=until))
    assert done.sentence == "You snoozed SD-1 until Wednesday 08:00"
    assert words(desk, done.batch) == ["snoozed until – → wed 08:00"]
    assert view(desk, task).card.snoozed_until == until
    assert desk.do(SnoozeTask(task=task, until=until)).batch is None
    assert desk.do(SnoozeTask(task=task, until=None)).sentence == "You woke SD-1"
    assert view(desk, task).card.snoozed_until is None
    desk.do(Undo())
    assert view(desk, task).card.snoozed_until == until


def test_until_a_day_is_until_it_begins(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    desk.do(SnoozeTask(task=task, until=clock.now() + timedelta(days=1, hours=9), is_day=True))
    assert view(desk, task).card.snoozed_until == clock.now() + timedelta(days=1)  # eight in the morning
    with pytest.raises(Invalid, match="still to come"):
        desk.do(SnoozeTask(task=task, until=clock.now() + timedelta(hours=9), is_day=True))


def test_leaving_the_inbox_ends_a_snooze_and_undo_brings_it_back(desk: Desk, clock: FrozenClock) -> None:
    task, until = add(desk), clock.now() + timedelta(days=2)
    desk.do(SnoozeTask(task=task, until=until))
    desk.do(TakeTask(task=task))
    assert view(desk, task).card.snoozed_until is None
    desk.do(Undo())
    assert view(desk, task).card.snoozed_until == until
    assert_true(desk)


def test_only_what_is_in_the_inbox_is_snoozed_and_only_until_later(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock
) -> None:
    task, mine = add(desk), add(desk, owner=desk.me.id)
    with pytest.raises(Invalid, match="SD-2 is not in the inbox; past it a task waits"):
        desk.do(SnoozeTask(task=mine, until=clock.now() + timedelta(days=1)))
    with pytest.raises(Invalid, match="still to come"):
        desk.do(SnoozeTask(task=task, until=clock.now()))
    with pytest.raises(NotAllowed):
        open_desk("bo").do(SnoozeTask(task=task, until=clock.now() + timedelta(days=1)))
    with pytest.raises(Conflict, match="changed the snooze of SD-1"):
        desk.do(SnoozeTask(task=task, until=clock.now() + timedelta(days=1), base={"until": clock.now()}))


# -- planning visits --------------------------------------------------------------------------------------------------------


def test_a_visit_of_the_owner_schedules_the_task(desk: Desk, clock: FrozenClock) -> None:
    task, start = add(desk, owner=person(desk, "bo"), estimate_minutes=90), clock.now() + timedelta(days=1)
    done = desk.do(PlanVisit(task=task, start=start))
    assert done.sentence == "You planned bo's visit to SD-1, Tuesday 08:00"
    assert words(desk, done.batch) == ["Ready → Scheduled, visit of bo – → tomorrow 08:00"]
    now = view(desk, task)
    assert (now.card.category, now.card.planned) == (Category.SCHEDULED, start)
    assert (now.planned_start, now.planned_end) == (start, start + timedelta(minutes=90))
    desk.do(Undo())
    assert (view(desk, task).card.category, view(desk, task).card.planned) == (Category.READY, None)
    desk.do(Redo())
    assert view(desk, task).card.planned == start
    assert_true(desk)


def test_the_next_visit_is_moved_and_stays_as_long_as_it_was(desk: Desk, clock: FrozenClock) -> None:
    task, start = add(desk, owner=person(desk, "bo")), clock.now() + timedelta(days=1)
    desk.do(PlanVisit(task=task, start=start, minutes=25))
    done = desk.do(PlanVisit(task=task, start=start + timedelta(hours=3)))
    assert done.sentence == "You moved bo's visit to SD-1, Tuesday 11:00"
    assert words(desk, done.batch) == ["visit of bo tomorrow 08:00 → tomorrow 11:00"]
    now = view(desk, task)
    assert (now.planned_start, now.planned_end) == (
        start + timedelta(hours=3),
        start + timedelta(hours=3, minutes=25),
    )
    assert desk.do(PlanVisit(task=task, start=start + timedelta(hours=3))).batch is None
    desk.do(Undo())
    assert view(desk, task).card.planned == start
    assert_true(desk)


def test_somebody_else_may_visit_too_and_the_task_is_planned_for_the_first(desk: Desk, clock: FrozenClock) -> None:
    bo, ada = person(desk, "bo"), person(desk, "ada")
    task, start = add(desk, owner=bo), clock.now() + timedelta(days=2)
    desk.do(PlanVisit(task=task, start=start))
    desk.do(PlanVisit(task=task, start=start - timedelta(days=1), person=ada))
    assert (view(desk, task).card.owner, view(desk, task).card.planned) == ("bo", start - timedelta(days=1))
    desk.do(PlanVisit(task=task, start=None, person=ada))
    assert (category(desk, task), view(desk, task).card.planned) == (Category.SCHEDULED, start)
    desk.do(Undo())
    assert view(desk, task).card.planned == start - timedelta(days=1)
    assert_true(desk)


def test_calling_off_the_only_visit_makes_a_scheduled_task_ready(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk, owner=person(desk, "bo"))
    assert desk.do(PlanVisit(task=task, start=None)).batch is None
    desk.do(PlanVisit(task=task, start=clock.now() + timedelta(days=1)))
    done = desk.do(PlanVisit(task=task, start=None))
    assert done.sentence == "You called off bo's visit to SD-1"
    assert words(desk, done.batch) == ["Scheduled → Ready, the visit of bo called off"]
    now = view(desk, task)
    assert (now.card.category, now.card.planned, now.planned_start) == (Category.READY, None, None)
    desk.do(PlanVisit(task=task, start=clock.now() + timedelta(days=1)))
    desk.do(MoveTask(task=task, status="doing"))
    desk.do(PlanVisit(task=task, start=None))
    assert category(desk, task) is Category.DOING
    assert_true(desk)


def test_whoever_visits_a_task_that_nobody_has_owns_it(desk: Desk, clock: FrozenClock) -> None:
    task, start = add(desk), clock.now() + timedelta(days=1)
    with pytest.raises(Needs, match="Who is to own SD-1") as asked:
        desk.do(PlanVisit(task=task, start=start))
    assert asked.value.field == "person"
    desk.do(PlanVisit(task=task, start=start, person=person(desk, "ada")))
    assert (category(desk, task), view(desk, task).card.owner) == (Category.SCHEDULED, "ada")
    desk.do(Undo())
    assert (category(desk, task), view(desk, task).card.owner) == (Category.INBOX, None)


def test_an_overlap_or_an_absence_is_a_warning(desk: Desk, clock: FrozenClock) -> None:
    bo, start = person(desk, "bo"), clock.now() + timedelta(days=1)
    first, second, third = (add(desk, owner=bo) for _ in range(3))
    assert desk.do(PlanVisit(task=first, start=start)).warnings == ()
    overlap = desk.do(PlanVisit(task=second, start=start + timedelta(minutes=59)))
    assert overlap.warnings == ("bo has a visit to SD-1 then, tomorrow 08:00.",)
    assert desk.do(PlanVisit(task=second, start=start + timedelta(minutes=60))).warnings == ()
    desk.do(FinishTask(task=first))
    assert desk.do(PlanVisit(task=third, start=start)).warnings == ()
    both = desk.do(Bulk(command=PlanVisit(task=0, start=start + timedelta(days=1)), tasks=(second, third)))
    assert both.warnings == ("bo has a visit to SD-2 then, wed 08:00.",)
    created = desk.do(CreateTask(title="Fourth", owner=bo, at=start + timedelta(days=1)))
    assert len(created.warnings) == 2
    with writing(desk._engine, "") as session:
        session.add(Absence(person_id=bo, starts_at=start + timedelta(days=5), ends_at=start + timedelta(days=6)))
    away = desk.do(PlanVisit(task=third, start=start + timedelta(days=5, hours=1)))
    assert away.warnings == ("bo is away then.",)


def test_who_is_away_now_is_said_of_people(desk: Desk, clock: FrozenClock) -> None:
    bo, now = person(desk, "bo"), clock.now()
    with writing(desk._engine, "") as session:
        for first, last in ((-1, 2), (-2, 1), (3, 4)):
            start, end = now + timedelta(days=first), now + timedelta(days=last)
            session.add(Absence(person_id=bo, starts_at=start, ends_at=end))
    rows = {row.login: row for row in desk.ask(PeopleQuestion())}
    assert (rows["bo"].away, rows["bo"].away_until) == ("holiday", now + timedelta(days=2))
    assert rows["ada"].away is None


def test_planning_takes_its_own_right_and_an_open_task(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    start = clock.now() + timedelta(days=1)
    task, closed = add(desk, owner=person(desk, "bo")), add(desk)
    desk.do(FinishTask(task=closed))
    with pytest.raises(NotAllowed, match="may not plan visits"):
        open_desk("bo").do(PlanVisit(task=task, start=start))
    assert open_desk("lars").do(PlanVisit(task=task, start=start)).batch
    with pytest.raises(Invalid, match="SD-2 is closed; reopen it first"):
        desk.do(PlanVisit(task=closed, start=start))
    with pytest.raises(Invalid, match="takes a minute at least"):
        desk.do(PlanVisit(task=task, start=start, minutes=0))
    with pytest.raises(Conflict, match="changed the visit of SD-1"):
        desk.do(PlanVisit(task=task, start=start + timedelta(days=1), base={"start": None}))


def test_undo_is_refused_once_somebody_moved_the_visit(desk: Desk, open_desk: OpenDesk, clock: FrozenClock) -> None:
    task, start = add(desk, owner=person(desk, "bo")), clock.now() + timedelta(days=1)
    desk.do(PlanVisit(task=task, start=start))
    open_desk("dina").do(PlanVisit(task=task, start=start + timedelta(hours=1)))
    with pytest.raises(Invalid, match="dina has worked on SD-1 since"):
        desk.do(Undo())
    desk.do(AddNote(task=task, body="As agreed"))
    desk.do(InvolvePerson(task=task, part=Part.WATCHER))
    desk.do(AssignTask(task=task, owner=person(desk, "ada")))
    assert view(desk, task).card.planned == start + timedelta(hours=1)
    assert_true(desk)
