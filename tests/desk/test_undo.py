"""Taking back and doing again: whole or not at all, mine only, and never over somebody else's work."""

from datetime import timedelta

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import (
    AddNote,
    AssignTask,
    Bulk,
    EditTask,
    FinishTask,
    MoveTask,
    PrioritiseTask,
    Redo,
    SetDue,
    TagTask,
    TakeTask,
    Undo,
)
from servicedesk_tui.vocabulary.enums import Category, Level, Priority
from servicedesk_tui.vocabulary.questions import TaskQuestion, UndoQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, Needs, NotAllowed, NotFound

from ..conftest import OpenDesk
from .test_verbs import add, category, person, view


def test_undo_restores_every_field_and_redo_brings_it_back(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk, owner=desk.me.id, tags=("hvac",))
    desk.do(SetDue(task=task, due=clock.now() + timedelta(days=1)))
    before = view(desk, task)
    desk.do(MoveTask(task=task, status="doing"))
    desk.do(Undo())
    after = view(desk, task)
    assert (after.card.category, after.status_since, after.card.key) == (
        Category.READY,
        before.status_since,
        before.card.key,
    )
    desk.do(Redo())
    assert category(desk, task) is Category.DOING


def test_undo_walks_back_to_nothing_and_redo_forward_again(desk: Desk) -> None:
    task = add(desk, tags=("hvac", "pump"))
    desk.do(TakeTask(task=task))
    desk.do(AddNote(task=task, body="a note"))
    desk.do(FinishTask(task=task))
    for _ in range(4):
        desk.do(Undo())
    with pytest.raises(NotFound):
        view(desk, task)
    for _ in range(4):
        desk.do(Redo())
    again = view(desk, task)
    assert (again.card.number, again.card.category, again.tags) == (1, Category.DONE, ("hvac", "pump"))
    assert [line.note.body for line in again.history if line.note] == ["a note"]


def test_something_new_ends_redo(desk: Desk) -> None:
    task = add(desk)
    desk.do(TakeTask(task=task))
    desk.do(Undo())
    desk.do(TagTask(task=task, add=("new",)))
    with pytest.raises(Invalid, match="nothing to redo"):
        desk.do(Redo())


def test_undo_refuses_when_someone_changed_the_same_field(open_desk: OpenDesk, clock: FrozenClock) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    task = add(anna, owner=anna.me.id)
    anna.do(PrioritiseTask(task=task, urgency=Level.HIGH))
    clock.move(timedelta(minutes=2))
    dina.do(PrioritiseTask(task=task, urgency=Level.LOW))
    clock.move(timedelta(minutes=2))
    with pytest.raises(Conflict, match="dina changed the urgency of SD-1 2 min ago"):
        anna.do(Undo())
    assert view(anna, task).card.urgency is Level.LOW


def test_undo_goes_through_when_someone_changed_another_field(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    task = add(anna, owner=anna.me.id)
    anna.do(MoveTask(task=task, status="doing"))
    dina.do(EditTask(task=task, fields={"title": "Boiler dead again"}))
    anna.do(Undo())
    assert (category(anna, task), view(anna, task).card.title) == (Category.READY, "Boiler dead again")


def test_undoing_a_creation_refuses_when_others_have_worked_on_it(open_desk: OpenDesk) -> None:
    anna, bo = open_desk("anna"), open_desk("bo")
    task = add(anna)
    bo.do(AddNote(task=task, body="I know this one"))
    with pytest.raises(Invalid, match="bo has worked on SD-1"):
        anna.do(Undo())
    assert view(anna, task).card.number == 1
    bo.do(Undo())
    anna.do(Undo())
    with pytest.raises(NotFound):
        view(anna, task)


def test_a_bulk_is_taken_back_whole_or_not_at_all(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    tasks = tuple(add(anna, f"Task {i}", owner=anna.me.id) for i in range(5))
    anna.do(Bulk(command=MoveTask(task=0, status="doing"), tasks=tasks))
    dina.do(MoveTask(task=tasks[3], status="ready"))
    with pytest.raises(Conflict):
        anna.do(Undo())
    assert [category(anna, t) for t in tasks] == [Category.DOING] * 3 + [Category.READY, Category.DOING]
    dina.do(Undo())
    assert "5 tasks" in anna.do(Undo()).sentence
    assert {category(anna, t) for t in tasks} == {Category.READY}


def test_undo_takes_with_it_what_followed_from_it(desk: Desk) -> None:
    task = add(desk, owner=desk.me.id)
    cause = desk.do(MoveTask(task=task, status="doing")).batch
    desk.do(TagTask(task=task, add=("started",)), cause=cause)
    desk.do(PrioritiseTask(task=task, urgency=Level.HIGH), cause=cause)
    desk.do(Undo())
    found = view(desk, task)
    assert (found.card.category, found.tags, found.card.urgency) == (Category.READY, (), Level.MEDIUM)
    desk.do(Redo())
    found = view(desk, task)
    assert (found.card.category, found.tags, found.card.urgency) == (Category.DOING, ("started",), Level.HIGH)


def test_another_terminals_batch_is_shown_and_asked_for(open_desk: OpenDesk) -> None:
    here, there = open_desk("anna", terminal="one"), open_desk("anna", terminal="two")
    task = add(there, owner=there.me.id)
    batch = there.do(MoveTask(task=task, status="doing")).batch
    with pytest.raises(Needs, match=r"moved SD-1 to Doing.*another terminal") as asked:
        here.do(Undo())
    assert (asked.value.field, asked.value.choices[0].value) == ("batch", batch)
    here.do(Undo(batch=batch))
    assert category(here, task) is Category.READY


def test_an_old_batch_is_asked_for(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    desk.do(TakeTask(task=task))
    clock.move(timedelta(hours=2))
    with pytest.raises(Needs, match="took SD-1, 2 h ago"):
        desk.do(Undo())


def test_nobody_takes_back_what_somebody_else_did(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    task = add(anna)
    batch = anna.do(TakeTask(task=task)).batch
    with pytest.raises(Invalid, match="nothing to undo"):
        dina.do(Undo())
    with pytest.raises(NotAllowed):
        dina.do(Undo(batch=batch))


def test_an_agent_can_take_back_giving_a_task_away(open_desk: OpenDesk) -> None:
    bo = open_desk("bo")
    task = add(bo, owner=bo.me.id)
    bo.do(AssignTask(task=task, owner=person(bo, "ada")))
    bo.do(Undo())
    assert view(bo, task).card.owner == "bo"


def test_a_lead_can_take_back_giving_to_another_team_what_nobody_had(open_desk: OpenDesk) -> None:
    lars = open_desk("lars")
    task = add(lars)
    lars.do(AssignTask(task=task, owner=person(lars, "dina")))
    lars.do(Undo())
    assert view(lars, task).card.owner is None


def test_counters_follow_undo_and_redo(desk: Desk, clock: FrozenClock) -> None:
    from servicedesk_tui.models import Task
    from servicedesk_tui.store.transaction import reading

    def slips(task: int) -> int:
        with reading(desk._engine, "") as session:
            row = session.get(Task, task)
            assert row is not None
            return row.slips

    task = add(desk, due=clock.now())
    desk.do(SetDue(task=task, due=clock.now() + timedelta(days=1)))
    desk.do(SetDue(task=task, due=clock.now() + timedelta(days=2)))
    assert slips(task) == 2
    desk.do(Undo())
    assert slips(task) == 1
    desk.do(Redo())
    assert slips(task) == 2


def test_priority_is_computed_anew(desk: Desk) -> None:
    task = add(desk, impact=Level.HIGH, urgency=Level.HIGH)
    desk.do(PrioritiseTask(task=task, impact=Level.LOW))
    assert view(desk, task).card.priority is Priority.P3
    desk.do(Undo())
    assert view(desk, task).card.priority is Priority.P1


def test_the_undo_list_names_my_latest_and_marks_what_was_taken_back(desk: Desk) -> None:
    task = add(desk)
    desk.do(TakeTask(task=task))
    desk.do(Undo())
    lines = desk.ask(UndoQuestion())
    assert [(line.label, line.undone) for line in lines[:2]] == [("took SD-1", True), ("added SD-1", False)]
    assert [line.undone for line in desk.ask(TaskQuestion(id=task)).history] == [False, True, False]
