"""Handing tasks over: offered with context, whose it was until it is accepted, returned with a word, withdrawn, taken back."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.models import Notification, Person
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.store.transaction import reading
from servicedesk_tui.vocabulary.commands import (
    AssignTask,
    Bulk,
    FinishTask,
    HandOver,
    InvolvePerson,
    PlanVisit,
    Redo,
    ReopenTask,
    TakeTask,
    TaskCommand,
    UnassignTask,
    Undo,
)
from servicedesk_tui.vocabulary.desk_commands import EditPerson
from servicedesk_tui.vocabulary.enums import Category, HandoverState, NoteKind, Part
from servicedesk_tui.vocabulary.handing import AcceptHandOver, ReturnHandOver, WithdrawHandOver
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, Needs, NotAllowed
from servicedesk_tui.vocabulary.staffing import LeavePerson

from .. import stores
from ..conftest import OpenDesk
from ..stores import ZONE
from .test_planning import assert_true, said, words
from .test_verbs import add, category, person, view


def told(desk: Desk, kind: str) -> list[tuple[str, str]]:
    """Who was told what, of a kind of notification."""
    with reading(desk._engine, "") as session:
        query = select(Person.login, Notification.text).join(Notification, Notification.person_id == Person.id)  # type: ignore[call-overload]
        rows = session.execute(query.where(Notification.kind == kind).order_by(Notification.id))
        return [(row[0], row[1]) for row in rows]


def state(desk: Desk, task: int) -> HandoverState | None:
    found = view(desk, task).handover
    return found.state if found else None


# -- offering ---------------------------------------------------------------------------------------------------------------


def test_a_task_that_is_offered_stays_whose_it_was_and_carries_its_context(desk: Desk, open_desk: OpenDesk) -> None:
    ada = person(desk, "ada")
    task = add(desk, owner=person(desk, "bo"))
    done = open_desk("bo").do(
        HandOver(task=task, to=ada, note="I am on course", done="Pump off", next="Order valve", watch="Dog bites")
    )
    assert done.sentence == "You offered SD-1 to ada"
    assert words(desk, done.batch) == ["offered to ada, +hand-over"]
    now = view(desk, task)
    assert (now.card.owner, now.card.offered_to, now.card.offered_at) == ("bo", "ada", now.handover and now.handover.at)
    assert now.handover is not None
    assert (now.handover.before, now.handover.to, now.handover.given_by) == ("bo", "ada", "bo")
    assert (now.handover.why, now.handover.done, now.handover.next) == ("I am on course", "Pump off", "Order valve")
    note = now.history[0].note
    assert note is not None
    assert note.kind is NoteKind.HANDOVER
    assert note.body == "why: I am on course\ndone: Pump off\nnext: Order valve\nwatch: Dog bites"
    assert told(desk, "handover") == [("ada", "I am on course")]
    assert said(desk) == "bo offered SD-1 to ada"
    assert_true(desk)


def test_a_note_names_the_day_until_which_it_is_for_whoever_reads_it_later(desk: Desk) -> None:
    one = add(desk, owner=desk.me.id)
    until = datetime(2026, 3, 3, 17, tzinfo=ZONE)
    desk.do(HandOver(task=one, to=person(desk, "ada"), note="Course", next="Order valve", until=until))
    note = view(desk, one).history[0].note
    assert note is not None
    assert note.body.endswith("until: Tuesday 3 March 2026 17:00")


def test_a_reason_alone_is_the_note_as_it_is_and_nothing_said_is_no_note(desk: Desk) -> None:
    one, two = (add(desk, owner=person(desk, "bo")) for _ in range(2))
    desk.do(HandOver(task=one, to=person(desk, "ada"), note="Valve is stuck;\nneeds two people"))
    desk.do(HandOver(task=two, to=person(desk, "ada")))
    note = view(desk, one).history[0].note
    assert note is not None
    assert note.body == "Valve is stuck;\nneeds two people"
    assert view(desk, two).history[0].note is None


def test_the_receiver_accepts_and_who_had_it_helps_on_with_the_visits_gone_along(
    desk: Desk, open_desk: OpenDesk, clock: FrozenClock
) -> None:
    bo, ada = person(desk, "bo"), person(desk, "ada")
    task = add(desk, owner=bo)
    desk.do(PlanVisit(task=task, start=clock.now() + timedelta(days=1), person=bo))
    desk.do(HandOver(task=task, to=ada, note="Yours"))
    assert view(desk, task).visits[0].login == "bo"
    theirs = open_desk("ada")
    done = theirs.do(AcceptHandOver(task=task))
    assert done.sentence.startswith("You accepted SD-1 from bo; the visit ")
    now = view(desk, task)
    assert (now.card.owner, now.card.offered_to, now.visits[0].login) == ("ada", None, "ada")
    assert [(i.login, i.part) for i in now.involved] == [("bo", Part.COLLABORATOR)]
    assert (state(desk, task), now.hand_offs) == (HandoverState.ACCEPTED, 1)
    theirs.do(Undo())
    now = view(desk, task)
    assert (now.card.owner, now.card.offered_to, now.visits[0].login) == ("bo", "ada", "bo")
    theirs.do(Redo())
    assert view(desk, task).card.owner == "ada"
    assert_true(desk)


def test_a_dispatcher_accepts_for_whom_it_was_offered_to_and_says_so(desk: Desk) -> None:
    task = add(desk, owner=person(desk, "bo"))
    desk.do(HandOver(task=task, to=person(desk, "ada")))
    assert desk.do(AcceptHandOver(task=task)).sentence == "You accepted SD-1 for ada"
    assert view(desk, task).card.owner == "ada"


def test_it_is_returned_with_a_word_and_whose_it_was_is_told(desk: Desk, open_desk: OpenDesk) -> None:
    task = add(desk, owner=person(desk, "bo"))
    open_desk("bo").do(HandOver(task=task, to=person(desk, "ada"), note="Yours"))
    theirs = open_desk("ada")
    with pytest.raises(Needs, match="Why is SD-1 returned"):
        theirs.do(ReturnHandOver(task=task, word=" "))
    done = theirs.do(ReturnHandOver(task=task, word="No room before Friday"))
    assert done.sentence == "You returned SD-1 to bo: No room before Friday"
    now = view(desk, task)
    assert (now.card.owner, now.card.offered_to, state(desk, task)) == ("bo", None, HandoverState.RETURNED)
    assert now.handover is not None
    assert now.handover.word == "No room before Friday"
    assert told(desk, "returned") == [("bo", "No room before Friday")]
    theirs.do(Undo())
    assert state(desk, task) is HandoverState.OFFERED
    assert_true(desk)


def test_what_nobody_has_is_the_receivers_at_once_and_goes_back_to_the_inbox_when_returned(
    desk: Desk, open_desk: OpenDesk
) -> None:
    task = add(desk)
    desk.do(HandOver(task=task, to=person(desk, "bo"), note="Please"))
    now = view(desk, task)
    assert (category(desk, task), now.card.owner, now.card.offered_to) == (Category.READY, "bo", "bo")
    bo = open_desk("bo")
    done = bo.do(ReturnHandOver(task=task, word="Not mine"))
    assert done.sentence == "You returned SD-1: Not mine"
    assert (category(desk, task), view(desk, task).card.owner, view(desk, task).involved) == (Category.INBOX, None, ())
    bo.do(Undo())
    assert (category(desk, task), state(desk, task)) == (Category.READY, HandoverState.OFFERED)
    bo.do(AcceptHandOver(task=task))
    assert (view(desk, task).card.owner, state(desk, task)) == ("bo", HandoverState.ACCEPTED)
    assert_true(desk)


def test_to_myself_it_is_taken_over_at_once(desk: Desk) -> None:
    task = add(desk, owner=person(desk, "bo"))
    done = desk.do(HandOver(task=task, to=desk.me.id, note="I am nearer"))
    assert done.sentence == "You handed SD-1 over to anna"
    assert (view(desk, task).card.owner, state(desk, task)) == ("anna", HandoverState.ACCEPTED)
    desk.do(Undo())
    assert (view(desk, task).card.owner, state(desk, task)) == ("bo", None)
    assert_true(desk)


def test_to_whom_has_it_already_nothing_is_handed_over(desk: Desk) -> None:
    task = add(desk, owner=desk.me.id)
    assert desk.do(HandOver(task=task, to=desk.me.id)).batch is None
    with pytest.raises(Invalid, match="SD-1 is anna's already; write a note instead"):
        desk.do(HandOver(task=task, to=desk.me.id, note="Hello"))


def test_another_offer_takes_the_place_of_the_open_one(desk: Desk, open_desk: OpenDesk) -> None:
    task, bo, ada = add(desk, owner=desk.me.id), person(desk, "bo"), person(desk, "ada")
    desk.do(HandOver(task=task, to=bo))
    desk.do(HandOver(task=task, to=ada))
    assert view(desk, task).card.offered_to == "ada"
    with pytest.raises(NotAllowed):
        open_desk("bo").do(AcceptHandOver(task=task))
    desk.do(Undo())
    assert view(desk, task).card.offered_to == "bo"
    desk.do(Redo())
    assert view(desk, task).card.offered_to == "ada"
    assert_true(desk)


def test_an_offer_is_withdrawn_by_whose_the_task_is(desk: Desk, open_desk: OpenDesk) -> None:
    task, bo = add(desk, owner=person(desk, "bo")), open_desk("bo")
    bo.do(HandOver(task=task, to=person(desk, "ada")))
    with pytest.raises(NotAllowed, match="An agent may not change SD-1"):
        open_desk("ada").do(WithdrawHandOver(task=task))
    assert bo.do(WithdrawHandOver(task=task)).sentence == "You withdrew the offer of SD-1"
    assert (view(desk, task).card.offered_to, state(desk, task)) == (None, HandoverState.WITHDRAWN)
    with pytest.raises(Invalid, match="SD-1 is not offered to anybody"):
        bo.do(WithdrawHandOver(task=task))
    bo.do(Undo())
    assert view(desk, task).card.offered_to == "ada"
    assert_true(desk)


@pytest.mark.parametrize("way", ["assign", "take", "unassign", "finish"])
def test_what_is_given_otherwise_or_closed_is_offered_no_longer(desk: Desk, way: str) -> None:
    task = add(desk, owner=person(desk, "bo"))
    desk.do(HandOver(task=task, to=person(desk, "ada")))
    commands = {
        "assign": AssignTask(task=task, owner=person(desk, "dina")),
        "take": TakeTask(task=task),
        "unassign": UnassignTask(task=task),
        "finish": FinishTask(task=task),
    }
    desk.do(commands[way])
    assert (view(desk, task).card.offered_to, state(desk, task)) == (None, HandoverState.WITHDRAWN)
    desk.do(Undo())
    assert (view(desk, task).card.owner, view(desk, task).card.offered_to) == ("bo", "ada")
    assert_true(desk)


# -- rights, conflicts, many ------------------------------------------------------------------------------------------------


def test_only_who_may_give_a_task_offers_it_and_only_the_receiver_answers(desk: Desk, open_desk: OpenDesk) -> None:
    task, bo, ada = add(desk, owner=desk.me.id), open_desk("bo"), person(desk, "ada")
    with pytest.raises(NotAllowed, match="An agent may not give away what anna has"):
        bo.do(HandOver(task=task, to=ada))
    with pytest.raises(NotAllowed, match="An agent may not take over what anna has"):
        bo.do(HandOver(task=task, to=bo.me.id))
    with pytest.raises(Conflict, match="changed the owner of SD-1 meanwhile"):
        desk.do(HandOver(task=task, to=ada, base={"owner": bo.me.id}))
    with pytest.raises(Invalid, match="SD-1 is not offered to anybody"):
        bo.do(AcceptHandOver(task=task))
    desk.do(HandOver(task=task, to=ada))
    for answer in (AcceptHandOver(task=task), ReturnHandOver(task=task, word="no")):
        with pytest.raises(NotAllowed, match="An agent may not give away what anna has"):
            bo.do(answer)


def test_a_closed_task_is_not_offered_and_no_moment_past_ends_a_hand_over(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk, owner=desk.me.id)
    with pytest.raises(Invalid, match="a moment that is still to come"):
        desk.do(HandOver(task=task, to=person(desk, "bo"), until=clock.now()))
    desk.do(FinishTask(task=task))
    with pytest.raises(Invalid, match="SD-1 is closed; reopen it first"):
        desk.do(HandOver(task=task, to=person(desk, "bo")))


def test_many_are_offered_and_accepted_in_one_batch_each(desk: Desk, open_desk: OpenDesk) -> None:
    bo, ada = person(desk, "bo"), person(desk, "ada")
    tasks = tuple(add(desk, owner=owner) for owner in (bo, bo, desk.me.id, None))
    desk.do(HandOver(task=tasks[0], to=person(desk, "dina")))
    done = desk.do(Bulk(command=HandOver(task=0, to=ada, note="Holiday"), tasks=tasks))
    assert (len(done.tasks), done.sentence) == (4, "You offered 4 tasks to ada")
    assert {view(desk, t).card.offered_to for t in tasks} == {"ada"}
    theirs = open_desk("ada")
    done = theirs.do(Bulk(command=AcceptHandOver(task=0), tasks=tasks))
    assert (len(done.tasks), done.sentence) == (4, "You accepted 4 tasks")
    assert {view(desk, t).card.owner for t in tasks} == {"ada"}
    theirs.do(Undo())
    assert [view(desk, t).card.owner for t in tasks] == ["bo", "bo", "anna", "ada"]
    desk.do(Undo())
    assert [view(desk, t).card.offered_to for t in tasks] == ["dina", None, None, None]
    assert told(desk, "handover") == [("dina", "")]
    assert_true(desk)


def test_accepted_back_and_forth_counts_hand_offs_and_a_bounce(desk: Desk) -> None:
    bo, ada = person(desk, "bo"), person(desk, "ada")
    task = add(desk, owner=bo)
    for to in (ada, bo):
        desk.do(HandOver(task=task, to=to))
        desk.do(AcceptHandOver(task=task))
    assert (view(desk, task).hand_offs, view(desk, task).bounces) == (2, 1)
    assert_true(desk)


# -- what stands in the way of taking back ----------------------------------------------------------------------------------


def test_an_offer_that_was_accepted_is_not_taken_back(desk: Desk, open_desk: OpenDesk) -> None:
    task = add(desk, owner=desk.me.id)
    desk.do(HandOver(task=task, to=person(desk, "bo")))
    open_desk("bo").do(AcceptHandOver(task=task))
    with pytest.raises(Invalid, match="Not taken back: bo has worked on SD-1 since"):
        desk.do(Undo())


def test_no_offer_comes_back_for_a_task_that_was_closed_meanwhile(desk: Desk, open_desk: OpenDesk) -> None:
    task, bo = add(desk, owner=desk.me.id), open_desk("bo")
    desk.do(HandOver(task=task, to=bo.me.id))
    bo.do(ReturnHandOver(task=task, word="No"))
    desk.do(FinishTask(task=task))
    with pytest.raises(Invalid, match="Not taken back: SD-1 is offered to bo; withdraw that first"):
        bo.do(Undo())


def test_no_owner_comes_back_under_an_offer_that_another_made(desk: Desk, open_desk: OpenDesk) -> None:
    task = add(desk, owner=desk.me.id)
    desk.do(FinishTask(task=task))
    desk.do(ReopenTask(task=task))
    open_desk("dina").do(HandOver(task=task, to=person(desk, "bo")))
    with pytest.raises(Invalid, match="Not taken back: SD-1 is offered to bo; withdraw that first"):
        desk.do(Undo())
    assert_true(desk)


@pytest.mark.parametrize("way", [EditPerson, LeavePerson])
def test_who_leaves_is_offered_nothing_any_more(desk: Desk, way: type) -> None:
    task, bo = add(desk, owner=desk.me.id), person(desk, "bo")
    desk.do(HandOver(task=task, to=bo))
    desk.do(LeavePerson(person=bo) if way is LeavePerson else EditPerson(person=bo, fields={"active": False}))
    assert state(desk, task) is HandoverState.WITHDRAWN
    desk.do(Undo())
    assert state(desk, task) is HandoverState.OFFERED
    assert_true(desk)


WHO, TO = ("anna", "dina", "dina", "dina"), ("bo", "ada", "bo", "ada")


def test_two_who_offer_at_once_leave_one_offer_and_two_who_answer_one_answer(
    desk: Desk, store_address: StoreAddress, clock: FrozenClock
) -> None:
    task = add(desk, owner=desk.me.id)
    to = {login: person(desk, login) for login in ("bo", "ada")}

    def told(own: Desk, command: TaskCommand) -> bool:
        try:
            own.do(command)
        except Invalid:
            return False
        return True

    with ExitStack() as opened, ThreadPoolExecutor(4) as pool:
        # Opened one after the other: who sits here is patched for the whole process.
        desks = [opened.enter_context(stores.open_as(store_address, who, clock, f"t{n}")) for n, who in enumerate(WHO)]
        offers = [
            pool.submit(told, own, HandOver(task=task, to=to[login])) for own, login in zip(desks, TO, strict=True)
        ]
        assert all(offer.result() for offer in offers)
        receiver = view(desk, task).card.offered_to
        answers = (AcceptHandOver(task=task), ReturnHandOver(task=task, word="No"), WithdrawHandOver(task=task))
        said = [pool.submit(told, own, answer) for own, answer in zip(desks[1:], answers, strict=True)]
        assert sum(one.result() for one in said) == 1
    assert receiver in to
    assert_true(desk)


def test_who_may_not_give_a_task_withdraws_no_offer_that_would_take_it_away(desk: Desk, open_desk: OpenDesk) -> None:
    task = add(desk)
    desk.do(HandOver(task=task, to=person(desk, "bo")))
    desk.do(InvolvePerson(task=task, person=person(desk, "ada"), part=Part.COLLABORATOR))
    with pytest.raises(NotAllowed):
        open_desk("ada").do(WithdrawHandOver(task=task))
    assert view(desk, task).card.owner == "bo"


def test_whom_the_context_names_is_told(desk: Desk) -> None:
    task = add(desk)
    desk.do(HandOver(task=task, to=person(desk, "lars"), note="@bo knows this"))
    assert told(desk, "mention") == [("bo", "@bo knows this")]


def test_a_return_that_is_taken_back_was_not_told(desk: Desk, open_desk: OpenDesk) -> None:
    task = add(desk, owner=person(desk, "ada"))
    desk.do(HandOver(task=task, to=person(desk, "bo")))
    bo = open_desk("bo")
    bo.do(ReturnHandOver(task=task, word="I am away"))
    assert told(desk, "returned") != []
    bo.do(Undo())
    assert told(desk, "returned") == []
