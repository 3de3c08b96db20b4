"""Several changes of one task at once, on both databases: all of them or none, one batch, one undo."""

from datetime import timedelta

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import AssignTask, EditTask, FinishTask, SetDue, TagTask, Undo
from servicedesk_tui.vocabulary.questions import HistoryQuestion, TaskQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid
from servicedesk_tui.vocabulary.revising import ReviseTask

from .test_verbs import add, person


def test_all_of_it_is_one_batch_and_one_undo(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    before = desk.ask(TaskQuestion(id=task))
    due = clock.now() + timedelta(days=1)
    changes = (
        EditTask(task=task, fields={"title": "Lift", "next_step": "ring"}),
        AssignTask(task=task, owner=person(desk, "bo")),
        SetDue(task=task, due=due),
        TagTask(task=task, add=("pump",)),
    )
    done = desk.do(ReviseTask(task=task, changes=changes))
    assert done.batch is not None
    view = desk.ask(TaskQuestion(id=task))
    assert (view.card.title, view.card.owner, view.card.due, view.tags, view.next_step) == (
        "Lift", "bo", due, ("pump",), "ring",
    )  # fmt: skip
    line = desk.ask(HistoryQuestion(task=task, limit=1))[0]
    assert line.sentence == "anna changed the next step, the title, the owner, the due date, the tags of SD-1"
    assert len(desk.ask(HistoryQuestion(task=task))) == 2
    desk.do(Undo())
    after = desk.ask(TaskQuestion(id=task))
    assert (after.card.title, after.card.owner, after.card.due, after.tags) == (before.card.title, None, None, ())


def test_what_cannot_be_refuses_all_of_it(desk: Desk) -> None:
    task = add(desk)
    good = EditTask(task=task, fields={"title": "Lift"})
    with pytest.raises(Invalid):
        desk.do(ReviseTask(task=task, changes=(good, EditTask(task=task, fields={"estimate_minutes": -1}))))
    with pytest.raises(Invalid, match="by itself"):
        desk.do(ReviseTask(task=task, changes=(good, FinishTask(task=task))))
    other = add(desk)
    with pytest.raises(Invalid, match="by itself"):
        desk.do(ReviseTask(task=task, changes=(good, EditTask(task=other, fields={"title": "x"}))))
    assert desk.ask(TaskQuestion(id=task)).card.title != "Lift"


def test_what_somebody_else_changed_meanwhile_is_a_conflict_and_other_fields_are_not(desk: Desk) -> None:
    task = add(desk)
    title = desk.ask(TaskQuestion(id=task)).card.title
    desk.do(EditTask(task=task, fields={"title": "Theirs"}))
    mine = EditTask(task=task, fields={"title": "Mine", "next_step": "ring"}, base={"title": title, "next_step": ""})
    with pytest.raises(Conflict) as conflict:
        desk.do(ReviseTask(task=task, changes=(mine,)))
    assert (conflict.value.field, conflict.value.theirs) == ("title", "Theirs")
    other = EditTask(task=task, fields={"next_step": "ring"}, base={"next_step": ""})
    desk.do(ReviseTask(task=task, changes=(other,)))
    view = desk.ask(TaskQuestion(id=task))
    assert (view.card.title, view.next_step) == ("Theirs", "ring")


def test_what_already_is_changes_nothing(desk: Desk) -> None:
    task = add(desk)
    title = desk.ask(TaskQuestion(id=task)).card.title
    assert desk.do(ReviseTask(task=task, changes=(EditTask(task=task, fields={"title": title}),))).batch is None
