"""Statuses: their names and limits, and who is warned when one holds more."""

import pytest

from servicedesk_tui.desk import Desk
from servicedesk_tui.locale import speaking
from servicedesk_tui.vocabulary.commands import AssignTask, Bulk, CreateTask, FinishTask, MoveTask, ReopenTask, Undo
from servicedesk_tui.vocabulary.desk_commands import EditStatus
from servicedesk_tui.vocabulary.questions import BoardQuestion, HistoryQuestion, StatusesQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, NotAllowed
from servicedesk_tui.vocabulary.rows import StatusRow

from ..conftest import OpenDesk
from .test_verbs import add, person


def status(desk: Desk, key: str) -> StatusRow:
    found: tuple[StatusRow, ...] = desk.ask(StatusesQuestion())
    return next(s for s in found if s.key == key)


def test_a_status_is_called_and_limited_otherwise_and_undo_takes_it_back(desk: Desk) -> None:
    doing = status(desk, "doing")
    seq = desk.since(0)[-1].seq
    done = desk.do(EditStatus(status=doing.id, fields={"name_en": "In hand", "name_da": "I gang nu", "wip_limit": 3}))
    assert done.sentence == "You changed the Danish name, the English name, the limit of the status In hand"
    assert [item.topic for item in desk.since(seq)] == ["setting"]
    assert (status(desk, "doing").name, status(desk, "doing").wip_limit) == ("In hand", 3)
    column = next(c for c in desk.ask(BoardQuestion()).columns if c.status == "doing")
    assert (column.name, column.limit) == ("In hand", 3)
    with speaking("da"):
        assert status(desk, "doing").name == "I gang nu"
    assert desk.do(EditStatus(status=doing.id, fields={"wip_limit": 3})).batch is None
    desk.do(EditStatus(status=doing.id, fields={"wip_limit": None}))
    assert status(desk, "doing").wip_limit is None
    desk.do(Undo())
    assert status(desk, "doing").wip_limit == 3
    seq = desk.since(0)[-1].seq
    desk.do(Undo())
    assert (status(desk, "doing").name, status(desk, "doing").wip_limit) == (doing.name, doing.wip_limit)
    assert [item.topic for item in desk.since(seq)] == ["setting"]
    assert desk.ask(HistoryQuestion(limit=1))[0].sentence.startswith("anna took back: changed the Danish name")


@pytest.mark.parametrize("limit", [0, -1, 10_000, 2.5, "3", True])
def test_a_limit_is_a_number_of_tasks(desk: Desk, limit: object) -> None:
    with pytest.raises(Invalid, match="A limit is a number of tasks from 1 to 9999, or none"):
        desk.do(EditStatus(status=status(desk, "doing").id, fields={"wip_limit": limit}))


def test_what_cannot_be_is_refused(desk: Desk, open_desk: OpenDesk) -> None:
    doing = status(desk, "doing")
    with pytest.raises(Invalid, match="The English name must not be empty"):
        desk.do(EditStatus(status=doing.id, fields={"name_en": " "}))
    with pytest.raises(Invalid, match="There is already a status called ready"):
        desk.do(EditStatus(status=doing.id, fields={"name_en": "ready"}))
    with pytest.raises(Invalid, match="A status has no field category; name_en, name_da, wip_limit can be set"):
        desk.do(EditStatus(status=doing.id, fields={"category": "done"}))
    with pytest.raises(NotAllowed, match="may not change settings"):
        open_desk("dina").do(EditStatus(status=doing.id, fields={"wip_limit": 3}))
    desk.do(EditStatus(status=doing.id, fields={"wip_limit": 3}))
    with pytest.raises(Conflict, match="anna changed the limit of Doing meanwhile"):
        desk.do(EditStatus(status=doing.id, fields={"wip_limit": 5}, base={"wip_limit": doing.wip_limit}))


def test_whatever_brings_a_task_in_warns_of_a_full_status(desk: Desk) -> None:
    bo = person(desk, "bo")
    for key, limit in (("doing", 2), ("ready", 1)):
        desk.do(EditStatus(status=status(desk, key).id, fields={"wip_limit": limit}))
    tasks = [add(desk, owner=bo) for _ in range(2)]
    assert desk.do(CreateTask(title="Third", owner=bo)).warnings == ("Ready now holds 3, its limit is 1.",)
    assert desk.do(MoveTask(task=tasks[0], status="doing")).warnings == ()
    both = desk.do(Bulk(command=MoveTask(task=0, status="doing"), tasks=(tasks[1], 3)))
    assert both.warnings == ("Doing now holds 3, its limit is 2.",)
    for expected in ((), ("Ready now holds 2, its limit is 1.",)):
        assert desk.do(AssignTask(task=add(desk), owner=bo)).warnings == expected  # a move on the board by owner
    desk.do(FinishTask(task=tasks[0]))
    assert desk.do(ReopenTask(task=tasks[0])).warnings == ("Doing now holds 3, its limit is 2.",)


def test_a_limit_below_what_there_is_warns_at_once(desk: Desk) -> None:
    for _ in range(2):
        add(desk)
    done = desk.do(EditStatus(status=status(desk, "inbox").id, fields={"wip_limit": 1}))
    assert done.warnings == ("Inbox now holds 2, its limit is 1.",)
