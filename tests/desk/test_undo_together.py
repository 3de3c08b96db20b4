"""Taking back while others work: what no longer fits is refused whole, what follows is computed anew."""

from datetime import timedelta
from typing import Any

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.commands import (
    AddChecklistItem,
    AddNote,
    AssignTask,
    BlockTask,
    EditTask,
    FinishTask,
    LinkTask,
    MoveTask,
    PrioritiseTask,
    Redo,
    ReopenTask,
    TagTask,
    TickChecklistItem,
    UnassignTask,
    Undo,
    UnlinkTask,
)
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, EditCustomer, EditPerson
from servicedesk_tui.vocabulary.enums import Category, Level, LinkKind, Priority, Tier
from servicedesk_tui.vocabulary.notes import EditNote
from servicedesk_tui.vocabulary.questions import CustomersQuestion
from servicedesk_tui.vocabulary.refusals import Invalid
from servicedesk_tui.vocabulary.staffing import SetSetting, SettingsQuestion

from .. import truths
from ..conftest import OpenDesk
from .test_notes import latest, write
from .test_verbs import add, category, person, view


def rows(desk: Desk, table: str) -> list[dict[str, Any]]:
    with reading(desk._engine, "") as session:
        return truths.rows(session, table)


def test_a_parent_does_not_come_back_into_a_circle(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    first = add(anna)
    second = add(anna)
    anna.do(EditTask(task=first, fields={"parent": second}))
    anna.do(EditTask(task=first, fields={"parent": None}))
    dina.do(EditTask(task=second, fields={"parent": first}))
    with pytest.raises(Invalid, match="SD-1 › SD-2 › SD-1"):
        anna.do(Undo())
    assert view(anna, first).parent is None


@pytest.mark.parametrize("kind", [LinkKind.BLOCKS, LinkKind.FOLLOWS])
def test_a_link_does_not_come_back_into_a_circle(open_desk: OpenDesk, kind: LinkKind) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    first, second = add(anna), add(anna)
    anna.do(LinkTask(task=first, other=second, kind=kind))
    anna.do(UnlinkTask(task=first, other=second, kind=kind))
    dina.do(LinkTask(task=second, other=first, kind=kind))
    with pytest.raises(Invalid, match="in a circle"):
        anna.do(Undo())
    assert [line.outward for line in view(anna, first).links] == [False]


def test_an_owner_does_not_come_back_into_the_inbox(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    task = add(anna, owner=person(anna, "bo"))
    anna.do(FinishTask(task=task))
    anna.do(UnassignTask(task=task))
    dina.do(ReopenTask(task=task))
    with pytest.raises(Invalid, match="SD-1 was changed since"):
        anna.do(Undo())
    assert (category(anna, task), view(anna, task).card.owner) == (Category.INBOX, None)


def test_no_task_is_left_open_with_nobody(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    task = add(anna, owner=person(anna, "bo"))
    anna.do(FinishTask(task=task))
    dina.do(UnassignTask(task=task))
    with pytest.raises(Invalid, match="SD-1 was changed since"):
        anna.do(Undo())
    assert (category(anna, task), view(anna, task).card.owner) == (Category.DONE, None)


def test_a_task_does_not_come_back_to_somebody_who_left(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    task, ada = add(dina, owner=person(dina, "ada")), person(dina, "ada")
    dina.do(AssignTask(task=task, owner=person(dina, "bo")))
    anna.do(EditPerson(person=ada, fields={"active": False}))
    with pytest.raises(Invalid, match="ada is no longer active"):
        dina.do(Undo())
    assert view(anna, task).card.owner == "bo"


def test_nobody_leaves_with_open_tasks_by_an_undo(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    ada = person(anna, "ada")
    gone = anna.do(EditPerson(person=ada, fields={"active": False}))
    back = anna.do(EditPerson(person=ada, fields={"active": True}))
    assert gone.sentence == "You noted that ada works here no longer"
    assert back.sentence == "You noted that ada works here again"
    task = add(dina, owner=ada)
    with pytest.raises(Invalid, match="ada still owns 1 open tasks"):
        anna.do(Undo())
    assert view(anna, task).card.owner == "ada"


def test_a_customer_is_not_taken_back_with_what_another_changed(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    customer = anna.do(AddCustomer(name="Nord & Co")).created
    assert customer is not None
    dina.do(EditCustomer(customer=customer, fields={"tier": Tier.A}))
    with pytest.raises(Invalid, match="dina has worked on Nord & Co since"):
        anna.do(Undo())
    assert [c.tier for c in anna.ask(CustomersQuestion())] == [Tier.A]


def test_a_customers_name_does_not_come_back_beside_its_like(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    customer = anna.do(AddCustomer(name="Østerlund")).created
    assert customer is not None
    anna.do(EditCustomer(customer=customer, fields={"name": "Østerlund VVS"}))
    dina.do(AddCustomer(name="ØSTERLUND"))
    with pytest.raises(Invalid, match="already a customer called Østerlund"):
        anna.do(Undo())
    assert {c.name for c in anna.ask(CustomersQuestion())} == {"Østerlund VVS", "ØSTERLUND"}


def test_a_line_is_not_taken_back_with_another_persons_tick(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    task = add(anna)
    anna.do(AddChecklistItem(task=task, text="shut the valve"))
    dina.do(TickChecklistItem(task=task, item=view(dina, task).checklist[0].id))
    with pytest.raises(Invalid, match="dina has worked on SD-1 since"):
        anna.do(Undo())
    assert [line.done for line in view(anna, task).checklist] == [True]


def test_a_note_is_not_taken_back_with_what_another_wrote_in_it(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    task = add(dina)
    note = write(dina, task, "The valve leaks")
    anna.do(EditNote(task=task, note=note, fields={"body": "The left valve leaks"}))
    with pytest.raises(Invalid, match="anna has worked on SD-1 since"):
        dina.do(Undo())
    assert latest(dina, task).body == "The left valve leaks"


def test_a_setting_is_not_taken_back_with_what_another_made_of_it(open_desk: OpenDesk) -> None:
    anna, again = open_desk("anna"), open_desk("anna", "second")
    anna.do(SetSetting(key="untouched_hours", value=24))
    again.do(SetSetting(key="untouched_hours", value=48))
    with pytest.raises(Invalid, match="anna has worked on it since"):
        anna.do(Undo())
    assert anna.ask(SettingsQuestion())["untouched_hours"] == 48


def test_a_tag_that_others_took_up_is_no_hindrance(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    first, second = add(anna), add(anna)
    anna.do(TagTask(task=first, add=("pump",)))
    dina.do(TagTask(task=second, add=("pump",)))
    anna.do(Undo())
    assert (view(anna, first).tags, view(anna, second).tags) == ((), ("pump",))
    dina.do(Undo())
    anna.do(Redo())
    assert (view(anna, first).tags, view(anna, second).tags) == (("pump",), ())


def test_an_agent_redoes_what_an_agent_may(open_desk: OpenDesk) -> None:
    bo = open_desk("bo")
    for command in (AddCustomer(name="Nord & Co"), TagTask(task=add(bo, owner=bo.me.id), add=("new",))):
        bo.do(command)
        bo.do(Undo())
        assert bo.do(Redo()).batch is not None


def test_an_agent_takes_back_a_block_by_somebody_elses_task(open_desk: OpenDesk) -> None:
    anna, bo = open_desk("anna"), open_desk("bo")
    hers, mine = add(anna, owner=anna.me.id), add(bo, owner=bo.me.id)
    bo.do(BlockTask(task=mine, by=hers))
    assert view(bo, mine).card.blocked is not None
    last = bo.since(0)[-1].seq
    bo.do(Undo())
    assert view(bo, mine).card.blocked is None
    assert {item.ref for item in anna.since(last)} == {hers, mine}, "both ends are told"
    bo.do(Redo())
    assert view(bo, mine).card.blocked is not None


def test_a_creation_comes_back_with_what_a_rule_did_to_it(desk: Desk) -> None:
    task = add(desk)
    cause = rows(desk, "batch")[-1]["id"]
    desk.do(PrioritiseTask(task=task, urgency=Level.HIGH), cause=cause)
    desk.do(Undo())
    desk.do(Redo())
    assert view(desk, task).card.urgency is Level.HIGH


def test_a_creation_comes_back_with_the_owner_a_rule_gave(desk: Desk) -> None:
    task = add(desk)
    cause = rows(desk, "batch")[-1]["id"]
    desk.do(AssignTask(task=task, owner=person(desk, "bo")), cause=cause)
    desk.do(Undo())
    desk.do(Redo())
    assert (category(desk, task), view(desk, task).card.owner) == (Category.READY, "bo")


def test_another_tier_is_taken_back_with_its_priorities(open_desk: OpenDesk) -> None:
    dina = open_desk("dina")
    customer = dina.do(AddCustomer(name="Nord & Co")).created
    assert customer is not None
    task = add(dina, customer=customer)
    dina.do(EditCustomer(customer=customer, fields={"tier": Tier.A, "phone": "+45 70 10 20 30"}))
    assert view(dina, task).card.priority is Priority.P2
    last = dina.since(0)[-1].seq
    dina.do(Undo())
    assert view(dina, task).card.priority is Priority.P3
    assert rows(dina, "customer")[0]["phone_digits"] == ""
    assert ("task", task) in {(item.topic, item.ref) for item in dina.since(last)}
    dina.do(Redo())
    assert (view(dina, task).card.priority, rows(dina, "customer")[0]["phone_digits"]) == (Priority.P2, "4570102030")


def test_a_visit_comes_back_with_its_task(desk: Desk, clock: FrozenClock) -> None:
    start = clock.now() + timedelta(days=2)
    task = add(desk, owner=person(desk, "bo"), at=start)
    desk.do(Undo())
    desk.do(Redo())
    assert view(desk, task).card.planned == start


def test_the_history_says_what_came_along_as_it_was(open_desk: OpenDesk) -> None:
    """The status before closing is nobody's quarrel, but another one when dina's finishing is taken back."""
    anna, dina = open_desk("anna"), open_desk("dina")
    task = add(anna, owner=anna.me.id)
    dina.do(FinishTask(task=task))
    anna.do(ReopenTask(task=task))
    anna.do(MoveTask(task=task, status="doing"))
    anna.do(FinishTask(task=task))
    dina.do(Undo())
    dina.do(Redo())
    anna.do(ReopenTask(task=task))
    assert category(anna, task) is Category.DOING
    with reading(anna._engine, "") as session:
        truths.assert_all(session)


def test_a_version_never_counts_backwards(desk: Desk) -> None:
    task = add(desk)
    desk.do(AddNote(task=task, body="a note"))
    desk.do(Undo())
    before = view(desk, task).card.version
    desk.do(Undo())
    desk.do(Redo())
    assert view(desk, task).card.version > before


def test_a_hand_over_that_others_made_again_is_not_taken_back(open_desk: OpenDesk, clock: FrozenClock) -> None:
    """Who had the task became its owner again since, and so no longer helps as dina's hand-over left them."""
    anna, dina = open_desk("anna"), open_desk("dina")
    bo, ada = person(anna, "bo"), person(anna, "ada")
    task = add(anna, owner=bo)
    for desk, owner in ((dina, ada), (anna, bo), (anna, ada)):
        clock.move(timedelta(minutes=1))
        desk.do(AssignTask(task=task, owner=owner))
    with pytest.raises(Invalid, match="no longer there"):
        dina.do(Undo())
    with reading(anna._engine, "") as session:
        truths.assert_all(session)


def test_the_way_back_ends_in_the_empty_desk(desk: Desk) -> None:
    task = add(desk, tags=("pump",), description="long\ntext")
    desk.do(EditTask(task=task, fields={"description": "another"}))
    desk.do(Undo())
    desk.do(Undo())
    desk.do(Redo())
    with reading(desk._engine, "") as session:
        truths.assert_all(session)
