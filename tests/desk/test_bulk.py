"""One verb for many tasks: one batch, each judged by itself, one question for all."""

import threading
from contextlib import AbstractContextManager
from typing import Any

import pytest

from servicedesk_tui.desk import Desk
from servicedesk_tui.desk import desk as desk_module
from servicedesk_tui.store import transaction
from servicedesk_tui.vocabulary.commands import AddNote, Bulk, EditTask, FinishTask, MoveTask, TagTask, TakeTask
from servicedesk_tui.vocabulary.enums import Category, WaitingOn
from servicedesk_tui.vocabulary.questions import HistoryQuestion
from servicedesk_tui.vocabulary.refusals import Invalid, Needs

from ..conftest import OpenDesk
from .test_verbs import add, category, person, view


def test_those_that_may_pass_and_the_others_say_why(open_desk: OpenDesk) -> None:
    anna, bo = open_desk("anna"), open_desk("bo")
    mine = add(bo, "mine", owner=bo.me.id)
    hers = add(anna, "hers", owner=anna.me.id)
    done = bo.do(Bulk(command=MoveTask(task=0, status="doing"), tasks=(mine, hers, 999)))
    assert done.tasks == (mine,)
    assert [d.task for d in done.declined] == [hers, 999]
    assert "SD-2" in done.declined[0].reason
    assert "2 were passed over" in done.sentence
    assert (category(bo, mine), category(bo, hers)) == (Category.DOING, Category.READY)


def test_all_or_nothing_changes_nothing(open_desk: OpenDesk) -> None:
    anna, bo = open_desk("anna"), open_desk("bo")
    mine, hers = add(bo, "mine", owner=bo.me.id), add(anna, "hers", owner=anna.me.id)
    with pytest.raises(Invalid, match="Nothing was changed"):
        bo.do(Bulk(command=MoveTask(task=0, status="doing"), tasks=(mine, hers), all_or_nothing=True))
    assert category(bo, mine) is Category.READY


def test_a_question_is_asked_once_for_all(desk: Desk) -> None:
    tasks = tuple(add(desk, f"Task {i}", owner=desk.me.id) for i in range(3))
    with pytest.raises(Needs):
        desk.do(Bulk(command=MoveTask(task=0, status="waiting"), tasks=tasks))
    desk.do(Bulk(command=MoveTask(task=0, status="waiting", waiting_on=WaitingOn.PARTS), tasks=tasks))
    assert {category(desk, t) for t in tasks} == {Category.WAITING}


@pytest.mark.parametrize(
    "command", [TagTask(task=0, add=("new",)), AddNote(task=0, body="same for all"), TakeTask(task=0)]
)
def test_verbs_that_add_rows_work_in_bulk_too(desk: Desk, command: TagTask | AddNote | TakeTask) -> None:
    tasks = tuple(add(desk, f"Task {i}") for i in range(3))
    done = desk.do(Bulk(command=command, tasks=tasks))
    assert done.tasks == tasks
    assert len(desk.ask(HistoryQuestion())) == 1 + 5 + 3 + 1, "the desk, its people, the tasks, one batch for all"
    assert view(desk, tasks[2]).history[0].sentence.count("SD-3") == 1


def test_a_bulk_meets_a_change_made_between_reading_and_locking(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads and decides without the lock. What another did meanwhile is seen, and all is decided again."""
    anna, dina = open_desk("anna"), open_desk("dina")
    tasks = tuple(add(anna, f"Task {i}", owner=anna.me.id) for i in range(3))
    taking_lock = transaction.taking_lock
    meddled = threading.Event()

    def meddle(*args: Any) -> AbstractContextManager[None]:
        if not meddled.is_set():
            meddled.set()
            dina.do(FinishTask(task=tasks[1]))
        return taking_lock(*args)

    monkeypatch.setattr(desk_module, "taking_lock", meddle)
    done = anna.do(Bulk(command=EditTask(task=0, fields={"next_step": "call"}), tasks=tasks))
    assert meddled.is_set()
    assert done.tasks == tasks
    assert (category(anna, tasks[1]), view(anna, tasks[1]).next_step) == (Category.DONE, "call")


def test_a_limit_is_warned_of_once(desk: Desk) -> None:
    from servicedesk_tui.models import Status
    from servicedesk_tui.store.transaction import writing

    with writing(desk._engine, "") as session:
        doing = session.get(Status, 4)
        assert doing is not None
        doing.wip_limit = 2
    tasks = tuple(add(desk, f"Task {i}", owner=person(desk, "bo")) for i in range(3))
    done = desk.do(Bulk(command=MoveTask(task=0, status="doing"), tasks=tasks))
    assert done.warnings == ("Doing now holds 3, its limit is 2.",)
