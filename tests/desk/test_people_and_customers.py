"""People and customers: names whatever the case, conflicts by field, and what follows for their tasks."""

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.commands import (
    AssignTask,
    Bulk,
    CloseTask,
    EditTask,
    FinishTask,
    MoveTask,
    ReopenTask,
    UnassignTask,
)
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, EditCustomer, EditPerson
from servicedesk_tui.vocabulary.enums import Category, CloseReason, Priority, Role, Tier
from servicedesk_tui.vocabulary.questions import CustomersQuestion, PeopleQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, Needs

from .. import stores
from ..conftest import OpenDesk
from .test_verbs import add, category, person, view


def customer(desk: Desk, name: str = "Nord & Co", tier: Tier = Tier.C) -> int:
    made = desk.do(AddCustomer(name=name, tier=tier)).created
    assert made is not None
    return made


@pytest.mark.parametrize("again", ["Østerlund", "ØSTERLUND", "østerlund"])
def test_a_customer_is_known_whatever_the_case_of_danish_letters(desk: Desk, again: str) -> None:
    customer(desk, "Østerlund")
    with pytest.raises(Invalid, match="already a customer"):
        desk.do(AddCustomer(name=again))
    other = customer(desk, "Ærø Kommune")
    with pytest.raises(Invalid, match="already a customer"):
        desk.do(EditCustomer(customer=other, fields={"name": again}))


def test_a_customer_is_found_whatever_the_case_of_danish_letters(
    sqlite_address: StoreAddress, clock: FrozenClock
) -> None:
    with stores.open_as(sqlite_address, "anna", clock) as desk:
        customer(desk, "Østerlund")
        assert [c.name for c in desk.ask(CustomersQuestion(text="øSTER"))] == ["Østerlund"]


def test_two_people_change_one_field_of_a_customer(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    row = customer(anna)
    dina.do(EditCustomer(customer=row, fields={"tier": Tier.A}, base={"tier": Tier.C}))
    anna.do(EditCustomer(customer=row, fields={"phone": "12 34"}, base={"phone": ""}))
    with pytest.raises(Conflict, match="dina changed the tier of Nord & Co meanwhile") as found:
        anna.do(EditCustomer(customer=row, fields={"tier": Tier.B}, base={"tier": Tier.C}))
    assert (found.value.theirs, found.value.who) == (Tier.A, "dina")
    anna.do(EditCustomer(customer=row, fields={"tier": Tier.B}, base={"tier": Tier.A}))


def test_two_people_change_one_field_of_a_person(open_desk: OpenDesk) -> None:
    anna, dina = open_desk("anna"), open_desk("dina")
    anna.do(EditPerson(person=dina.me.id, fields={"role": Role.ADMIN}))
    bo = person(anna, "bo")
    dina.do(
        EditPerson(person=bo, fields={"role": Role.LEAD, "team": "support"}, base={"role": Role.AGENT, "team": "field"})
    )
    for fields, base in (({"role": Role.VIEWER}, {"role": Role.AGENT}), ({"team": None}, {"team": "field"})):
        with pytest.raises(Conflict, match="of bo meanwhile") as found:
            anna.do(EditPerson(person=bo, fields=fields, base=base))
        assert found.value.field in fields
        anna.do(EditPerson(person=bo, fields=fields, base={found.value.field: found.value.theirs}))
    assert [(p.role, p.team) for p in anna.ask(PeopleQuestion()) if p.id == bo] == [(Role.VIEWER, None)]


def test_a_closed_task_of_somebody_who_left_goes_to_the_inbox_when_reopened(desk: Desk) -> None:
    bo = person(desk, "bo")
    first, second = add(desk, owner=bo), add(desk, owner=bo)
    desk.do(Bulk(command=FinishTask(task=0), tasks=(first, second)))
    desk.do(EditPerson(person=bo, fields={"active": False}))
    desk.do(ReopenTask(task=first))
    assert (category(desk, first), view(desk, first).card.owner) == (Category.INBOX, None)
    with pytest.raises(Needs, match="Who is to own SD-2"):
        desk.do(MoveTask(task=second, status="doing"))
    desk.do(MoveTask(task=second, status="doing", owner=desk.me.id))
    assert view(desk, second).card.owner == "anna"


def test_who_was_given_a_closed_task_keeps_it_when_it_is_reopened(desk: Desk) -> None:
    task = add(desk)
    desk.do(FinishTask(task=task))
    desk.do(AssignTask(task=task, owner=person(desk, "bo")))
    desk.do(ReopenTask(task=task))
    assert (category(desk, task), view(desk, task).card.owner) == (Category.READY, "bo")
    desk.do(UnassignTask(task=task))
    assert category(desk, task) is Category.INBOX


def test_a_reopened_task_has_the_priority_of_its_customers_tier_today(desk: Desk) -> None:
    row = customer(desk)
    task = add(desk, owner=desk.me.id, customer=row)
    desk.do(FinishTask(task=task))
    desk.do(EditCustomer(customer=row, fields={"tier": Tier.A}))
    desk.do(ReopenTask(task=task))
    assert view(desk, task).card.priority is Priority.P2


def test_a_task_that_was_done_after_all_forgets_why_it_was_closed(desk: Desk) -> None:
    task = add(desk, owner=desk.me.id)
    desk.do(CloseTask(task=task, reason=CloseReason.DUPLICATE))
    desk.do(FinishTask(task=task))
    assert view(desk, task).close_reason is None


def test_a_bulk_does_not_put_parents_in_a_circle_behind_another(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What leads up from the new parent is not among the tasks of the bulk; it is read under the lock."""
    anna, dina = open_desk("anna"), open_desk("dina")
    first, second, third = add(anna), add(anna), add(anna)
    anna.do(EditTask(task=second, fields={"parent": third}))
    begin, seen = type(anna)._begin, []

    def meddle(desk: Desk, session: object, *, locked: bool) -> object:
        seen.append(locked)
        return begin(desk, session, locked=locked)  # type: ignore[arg-type]

    monkeypatch.setattr(type(anna), "_begin", meddle)
    anna.do(Bulk(command=EditTask(task=0, fields={"parent": second}), tasks=(first,)))
    assert seen == [False, True]
    with pytest.raises(Invalid, match="own parent"):
        dina.do(Bulk(command=EditTask(task=0, fields={"parent": first}), tasks=(third,)))
