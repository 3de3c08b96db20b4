"""What one line can say of a new task beside its title."""

from datetime import timedelta

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import CreateTask, Undo
from servicedesk_tui.vocabulary.desk_commands import AddCustomer
from servicedesk_tui.vocabulary.enums import Category, Kind, WaitingOn
from servicedesk_tui.vocabulary.questions import CustomersQuestion, FactsQuestion, IdsQuestion
from servicedesk_tui.vocabulary.refusals import Invalid, Needs, NotAllowed, NotFound
from servicedesk_tui.vocabulary.task_rows import TaskFacts

from ..conftest import OpenDesk
from .test_verbs import person


def facts(desk: Desk, task: int | None) -> TaskFacts:
    found: TaskFacts = desk.ask(FactsQuestion(ids=(task or 0,)))[0]
    return found


def test_a_visit_is_planned_and_the_task_scheduled(desk: Desk, clock: FrozenClock) -> None:
    start = clock.now() + timedelta(days=2)
    made = desk.do(CreateTask(title="Service", owner=person(desk, "bo"), at=start, estimate_minutes=90)).created
    said = facts(desk, made)
    assert (said.planned_start, said.planned_end) == (start, start + timedelta(minutes=90))
    assert said.category is Category.SCHEDULED


def test_a_visit_needs_somebody_and_the_right_to_plan_one(open_desk: OpenDesk, clock: FrozenClock) -> None:
    anna, bo = open_desk("anna"), open_desk("bo")
    with pytest.raises(Needs) as caught:
        anna.do(CreateTask(title="Service", at=clock.now()))
    assert caught.value.field == "owner"
    assert "SD-0" not in caught.value.message
    with pytest.raises(NotAllowed):
        bo.do(CreateTask(title="Service", owner=bo.me.id, at=clock.now()))
    assert anna.ask(IdsQuestion(filter="")) == ()


def test_a_new_customer_comes_with_its_task_and_goes_with_it(desk: Desk) -> None:
    made = desk.do(CreateTask(title="No heat", new_customer="Nordby Skole", new_phone="22 33 44 55")).created
    assert (facts(desk, made).customer, facts(desk, made).kind) == ("Nordby Skole", Kind.CUSTOMER)
    assert desk.ask(CustomersQuestion())[0].phones == ("22334455",)
    desk.do(Undo())
    assert desk.ask(CustomersQuestion()) == ()


def test_a_new_customer_that_is_known_is_refused_whole(desk: Desk) -> None:
    known = desk.do(AddCustomer(name="Acme")).created
    for command in (
        CreateTask(title="x", new_customer="ACME"),
        CreateTask(title="x", new_customer="Other", customer=known),
    ):
        with pytest.raises(Invalid):
            desk.do(command)
    assert desk.ask(IdsQuestion(filter="")) == ()


def test_what_blocks_it_is_named_by_number(desk: Desk) -> None:
    first = desk.do(CreateTask(title="Order the pump")).created
    made = desk.do(CreateTask(title="Mount it", blocked_by=(facts(desk, first).number,))).created
    assert facts(desk, made).blocked == "SD-1"
    assert desk.ask(IdsQuestion(filter="is:blocked")) == (made,)
    with pytest.raises(NotFound, match="SD-99"):
        desk.do(CreateTask(title="Mount it", blocked_by=(99,)))


def test_what_comes_again_is_kept_with_its_rule(desk: Desk) -> None:
    made = desk.do(CreateTask(title="Yearly service", every="FREQ=MONTHLY;INTERVAL=6")).created
    again = desk.do(CreateTask(title="Yearly service", every="FREQ=YEARLY")).created
    assert set(desk.ask(IdsQuestion(filter="is:recurring"))) == {made, again}
    desk.do(Undo())
    assert desk.ask(IdsQuestion(filter="is:recurring")) == (made,)
    with pytest.raises(Invalid):
        desk.do(CreateTask(title="x", every="FREQ=SOMETIMES"))


def test_a_new_task_may_wait_once_it_is_said_for_what(desk: Desk) -> None:
    bo = person(desk, "bo")
    with pytest.raises(Needs) as caught:
        desk.do(CreateTask(title="x", owner=bo, status="waiting"))
    assert caught.value.field == "waiting_on"
    made = desk.do(CreateTask(title="x", owner=bo, status="waiting", waiting_on=WaitingOn.PARTS)).created
    assert facts(desk, made).waiting_on is WaitingOn.PARTS
