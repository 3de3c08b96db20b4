"""Work of people who are away goes to others and comes back; so does what was handed over until a moment."""

from collections import Counter
from datetime import timedelta

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import AssignTask, FinishTask, HandOver, Redo, Undo
from servicedesk_tui.vocabulary.enums import AbsenceKind, HandoverState
from servicedesk_tui.vocabulary.handing import AcceptHandOver, BringBack, CoverAbsence, CoverQuestion, DueBackQuestion
from servicedesk_tui.vocabulary.refusals import Invalid, Needs, NotAllowed
from servicedesk_tui.vocabulary.staffing import AddAbsence, EditAbsence, RemoveAbsence

from ..conftest import OpenDesk
from .test_handing import state, told
from .test_planning import assert_true
from .test_verbs import add, person, view

DAY = timedelta(days=1)


def away(desk: Desk, clock: FrozenClock, *, begins: timedelta = timedelta(0), substitute: str | None = None) -> int:
    """bo's absence of five days."""
    starts = clock.now() + begins
    stand_in = person(desk, substitute) if substitute else None
    done = desk.do(
        AddAbsence(
            person=person(desk, "bo"), starts=starts, ends=starts + 5 * DAY, kind=AbsenceKind.SICK, substitute=stand_in
        )
    )
    assert done.created is not None
    return done.created


def test_noting_an_absence_says_what_work_waits(desk: Desk, clock: FrozenClock) -> None:
    add(desk, owner=person(desk, "bo"))
    done = desk.do(AddAbsence(person=person(desk, "bo"), starts=clock.now(), ends=clock.now() + DAY))
    assert done.warnings == ("1 open task waits for bo; hand them over.",)


def test_the_substitute_is_suggested_for_each_open_task(desk: Desk, clock: FrozenClock) -> None:
    one, two = (add(desk, owner=person(desk, "bo")) for _ in range(2))
    desk.do(FinishTask(task=two))
    rows = desk.ask(CoverQuestion(absence=away(desk, clock, substitute="ada")))
    assert [(row.task, row.login, row.why) for row in rows] == [(one, "ada", "stands in")]


def test_during_an_absence_its_tasks_are_others_at_once_and_come_back_after_it(
    desk: Desk, clock: FrozenClock, open_desk: OpenDesk
) -> None:
    tasks = [add(desk, owner=person(desk, "bo")) for _ in range(3)]
    absence, ada = away(desk, clock), person(desk, "ada")
    done = desk.do(CoverAbsence(absence=absence, to=dict.fromkeys(tasks[:2], ada)))
    assert done.sentence == "You handed 2 tasks of bo over for as long as they are away"
    assert [view(desk, task).card.owner for task in tasks] == ["ada", "ada", "bo"]
    assert told(desk, "handover") == [("ada", "sick"), ("ada", "sick")]
    assert desk.do(BringBack()).batch is None
    desk.do(AssignTask(task=tasks[1], owner=person(desk, "dina")))
    clock.move(6 * DAY)
    done = open_desk("ada").do(BringBack())
    assert done.sentence == "2 tasks came back, as its time was over"
    assert [view(desk, task).card.owner for task in tasks] == ["bo", "dina", "bo"]
    assert state(desk, tasks[0]) is HandoverState.ENDED
    assert desk.do(BringBack()).batch is None
    assert_true(desk)


def test_before_an_absence_its_tasks_are_offered(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk, owner=person(desk, "bo"))
    absence = away(desk, clock, begins=2 * DAY)
    desk.do(CoverAbsence(absence=absence, to={task: person(desk, "ada")}))
    assert (view(desk, task).card.owner, view(desk, task).card.offered_to) == ("bo", "ada")
    desk.do(Undo())
    assert view(desk, task).card.offered_to is None
    desk.do(Redo())
    desk.do(AcceptHandOver(task=task))
    clock.move(8 * DAY)
    desk.do(BringBack())
    assert view(desk, task).card.owner == "bo"
    assert_true(desk)


def test_an_absence_that_ends_earlier_or_not_at_all_brings_the_work_back_then(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk, owner=person(desk, "bo"))
    absence = away(desk, clock)
    desk.do(CoverAbsence(absence=absence, to={task: person(desk, "ada")}))
    desk.do(EditAbsence(absence=absence, fields={"ends": clock.now() + DAY}))
    clock.move(DAY)
    assert desk.do(BringBack()).tasks == (task,)
    assert view(desk, task).card.owner == "bo"
    desk.do(CoverAbsence(absence=away(desk, clock, begins=DAY), to={task: person(desk, "ada")}))
    assert_true(desk)


def test_an_absence_that_is_removed_withdraws_what_was_only_offered(desk: Desk, clock: FrozenClock) -> None:
    one, two = (add(desk, owner=person(desk, "bo")) for _ in range(2))
    absence = away(desk, clock, begins=DAY)
    desk.do(CoverAbsence(absence=absence, to={task: person(desk, "ada") for task in (one, two)}))
    desk.do(AcceptHandOver(task=two))
    desk.do(RemoveAbsence(absence=absence))
    assert (view(desk, one).card.offered_to, view(desk, two).card.owner) == (None, "ada")
    desk.do(Undo())
    assert view(desk, one).card.offered_to == "ada"
    desk.do(Redo())
    desk.do(BringBack())
    assert view(desk, two).card.owner == "bo"
    assert_true(desk)


def test_what_was_handed_over_until_a_moment_comes_back_by_itself(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk, owner=person(desk, "bo"))
    desk.do(HandOver(task=task, to=person(desk, "ada"), until=clock.now() + DAY))
    clock.move(DAY)
    assert desk.do(BringBack()).batch is None  # not accepted
    desk.do(AcceptHandOver(task=task))
    assert desk.do(BringBack()).sentence == "SD-1 came back, as its time was over"
    assert view(desk, task).card.owner == "bo"
    assert sorted(told(desk, "ended")) == [("ada", ""), ("bo", "")]
    assert_true(desk)


def test_what_came_back_by_itself_is_not_the_last_thing_i_did(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk, owner=person(desk, "bo"))
    desk.do(HandOver(task=task, to=person(desk, "ada"), until=clock.now() + DAY))
    desk.do(AcceptHandOver(task=task))
    other = add(desk)
    clock.move(DAY)
    assert desk.ask(DueBackQuestion()) == 1
    batch = desk.do(BringBack()).batch
    assert desk.ask(DueBackQuestion()) == 0
    with pytest.raises(Needs, match="added SD-2"):
        desk.do(Undo())
    desk.do(Undo(batch=batch))
    assert (view(desk, task).card.owner, view(desk, other).card.owner) == ("ada", None)
    assert_true(desk)


def test_who_may_not_give_covers_nothing_and_who_is_back_is_not_covered(
    desk: Desk, clock: FrozenClock, open_desk: OpenDesk
) -> None:
    task, ada = add(desk, owner=person(desk, "bo")), open_desk("ada")
    absence = away(desk, clock)
    with pytest.raises(NotAllowed, match="An agent may not give away what bo has"):
        ada.do(CoverAbsence(absence=absence, to={task: ada.me.id}))
    clock.move(6 * DAY)
    with pytest.raises(Invalid, match="bo is back already"):
        desk.do(CoverAbsence(absence=absence, to={task: ada.me.id}))


def test_what_was_handed_on_from_hand_to_hand_goes_back_the_way_it_came(
    desk: Desk, clock: FrozenClock, open_desk: OpenDesk
) -> None:
    ada, bo, lars = (person(desk, login) for login in ("ada", "bo", "lars"))
    task = add(desk, owner=ada)
    for to, days in ((bo, 2), (lars, 1)):
        desk.do(HandOver(task=task, to=to, until=clock.now() + days * DAY))
        desk.do(AcceptHandOver(task=task))
    clock.move(3 * DAY)  # nobody looked meanwhile
    open_desk("dina").do(BringBack())
    assert view(desk, task).card.owner == "ada"
    assert desk.ask(DueBackQuestion()) == 0
    assert_true(desk)


def test_what_is_suggested_for_one_task_leaves_less_room_for_the_next(desk: Desk, clock: FrozenClock) -> None:
    for _ in range(12):
        add(desk, owner=person(desk, "bo"), estimate_minutes=8 * 60, due=clock.now() + 4 * DAY)
    rows = desk.ask(CoverQuestion(absence=away(desk, clock)))
    suggested = Counter(row.login for row in rows)
    assert suggested["bo"] == 0
    assert len(suggested) > 2
    assert max(suggested.values()) <= 5  # nobody works more than five days of eight hours until then
