"""What each verb does, and what it implies, on both databases."""

from datetime import timedelta

import pytest

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.vocabulary.commands import (
    AddChecklistItem,
    AddNote,
    AssignTask,
    BlockTask,
    CloseTask,
    Command,
    CreateTask,
    EditTask,
    FinishTask,
    InvolvePerson,
    LinkTask,
    MoveTask,
    PrioritiseTask,
    ReopenTask,
    SaveDraft,
    SetDue,
    TagTask,
    TakeTask,
    TickChecklistItem,
    UnassignTask,
    UnblockTask,
    Undo,
    WaitTask,
)
from servicedesk_tui.vocabulary.desk_commands import AddCustomer, EditCustomer
from servicedesk_tui.vocabulary.enums import (
    Category,
    CloseReason,
    Level,
    LinkKind,
    OpenItems,
    Part,
    Priority,
    Tier,
    WaitingOn,
)
from servicedesk_tui.vocabulary.planning import ShiftWork
from servicedesk_tui.vocabulary.questions import (
    DraftQuestion,
    HistoryQuestion,
    MeQuestion,
    PeopleQuestion,
    TaskQuestion,
)
from servicedesk_tui.vocabulary.refusals import Invalid, Needs, NotAllowed, NotFound
from servicedesk_tui.vocabulary.staffing import LeavePerson
from servicedesk_tui.vocabulary.task_rows import TaskView

from ..conftest import OpenDesk


def add(desk: Desk, title: str = "Boiler dead", **fields: object) -> int:
    created = desk.do(CreateTask(title=title, **fields)).created  # type: ignore[arg-type]
    assert created is not None
    return created


def view(desk: Desk, task: int) -> TaskView:
    found = desk.ask(TaskQuestion(id=task))
    assert isinstance(found, TaskView)
    return found


def person(desk: Desk, login: str) -> int:
    return int(next(p.id for p in desk.ask(PeopleQuestion()) if p.login == login))


def category(desk: Desk, task: int) -> Category:
    return view(desk, task).card.category


def test_a_task_without_an_owner_lands_in_the_inbox(desk: Desk) -> None:
    card = view(desk, add(desk)).card
    assert (card.category, card.owner, card.priority) == (Category.INBOX, None, Priority.P3)


def test_a_task_with_an_owner_is_ready(desk: Desk) -> None:
    card = view(desk, add(desk, owner=person(desk, "bo"))).card
    assert (card.category, card.owner) == (Category.READY, "bo")


def test_giving_an_owner_takes_the_task_out_of_the_inbox(desk: Desk) -> None:
    task = add(desk)
    desk.do(AssignTask(task=task, owner=person(desk, "bo")))
    assert (category(desk, task), view(desk, task).card.owner) == (Category.READY, "bo")


def test_taking_the_owner_off_returns_the_task_to_the_inbox(desk: Desk) -> None:
    task = add(desk, owner=person(desk, "bo"))
    desk.do(MoveTask(task=task, status="doing"))
    desk.do(UnassignTask(task=task))
    assert (category(desk, task), view(desk, task).card.owner) == (Category.INBOX, None)


def test_an_unowned_task_cannot_leave_the_inbox_without_an_answer(desk: Desk) -> None:
    task = add(desk)
    with pytest.raises(Needs) as asked:
        desk.do(MoveTask(task=task, status="doing"))
    assert asked.value.field == "owner"
    assert person(desk, "bo") in [c.value for c in asked.value.choices]
    desk.do(MoveTask(task=task, status="doing", owner=person(desk, "bo")))
    assert (category(desk, task), view(desk, task).card.owner) == (Category.DOING, "bo")


def test_waiting_asks_what_for_and_forgets_it_afterwards(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk, owner=desk.me.id)
    with pytest.raises(Needs, match="wait for"):
        desk.do(MoveTask(task=task, status="waiting"))
    until = clock.now() + timedelta(days=4)
    desk.do(WaitTask(task=task, waiting_on=WaitingOn.PARTS, until=until, until_is_day=True))
    card = view(desk, task).card
    assert (card.category, card.waiting_on, card.waiting_until) == (Category.WAITING, WaitingOn.PARTS, until)
    desk.do(MoveTask(task=task, status="doing"))
    assert (view(desk, task).card.waiting_on, view(desk, task).card.waiting_until) == (None, None)


def test_finishing_asks_about_open_checklist_items(desk: Desk) -> None:
    task = add(desk, owner=desk.me.id)
    desk.do(AddChecklistItem(task=task, text="shut the valve"))
    desk.do(AddChecklistItem(task=task, text="take a photo"))
    desk.do(TickChecklistItem(task=task, item=view(desk, task).checklist[0].id))
    assert (view(desk, task).card.items_done, view(desk, task).card.items) == (1, 2)
    with pytest.raises(Needs, match="1 open"):
        desk.do(FinishTask(task=task))
    desk.do(FinishTask(task=task, open_items=OpenItems.TICK))
    assert category(desk, task) is Category.DONE
    assert all(i.done for i in view(desk, task).checklist)


def test_closing_asks_why_and_reopening_goes_back_to_where_it_was(desk: Desk) -> None:
    task = add(desk, owner=desk.me.id)
    desk.do(MoveTask(task=task, status="doing"))
    with pytest.raises(Needs):
        desk.do(CloseTask(task=task))
    desk.do(CloseTask(task=task, reason=CloseReason.DUPLICATE))
    assert (category(desk, task), view(desk, task).close_reason) == (Category.CANCELLED, "duplicate")
    desk.do(ReopenTask(task=task))
    assert (category(desk, task), view(desk, task).close_reason) == (Category.DOING, None)
    with pytest.raises(Invalid, match="already open"):
        desk.do(ReopenTask(task=task))


def test_priority_follows_impact_urgency_and_the_customers_tier(desk: Desk) -> None:
    customer = desk.do(AddCustomer(name="Acme", tier=Tier.A)).created
    task = add(desk, customer=customer)
    assert view(desk, task).card.priority is Priority.P2
    desk.do(PrioritiseTask(task=task, urgency=Level.HIGH))
    assert view(desk, task).card.priority is Priority.P2, "a tier alone makes no P1"
    desk.do(PrioritiseTask(task=task, impact=Level.HIGH))
    assert view(desk, task).card.priority is Priority.P1


def test_another_tier_gives_open_tasks_their_priority_anew(desk: Desk) -> None:
    customer = desk.do(AddCustomer(name="Acme", tier=Tier.C)).created
    assert customer is not None
    task = add(desk, customer=customer)
    desk.do(EditCustomer(customer=customer, fields={"tier": "A"}))
    assert view(desk, task).card.priority is Priority.P2


def test_due_orders_within_a_priority_and_can_be_cleared(desk: Desk, clock: FrozenClock) -> None:
    task = add(desk)
    far = view(desk, task).card.key
    desk.do(SetDue(task=task, due=clock.now(), is_day=True))
    assert view(desk, task).card.key < far
    assert view(desk, task).card.due_is_day
    desk.do(SetDue(task=task, due=None))
    assert (view(desk, task).card.due, view(desk, task).card.key) == (None, far)


def test_tags_are_one_word_in_lower_case(desk: Desk) -> None:
    task = add(desk, tags=("HVAC", "hvac"))
    desk.do(TagTask(task=task, add=("Varme",), remove=("hvac",)))
    assert view(desk, task).tags == ("varme",)
    with pytest.raises(Invalid, match="no tag"):
        desk.do(TagTask(task=task, add=("1st",)))


def test_a_task_cannot_block_itself_however_far_round(desk: Desk) -> None:
    first, second, third = add(desk, "a"), add(desk, "b"), add(desk, "c")
    with pytest.raises(Invalid, match="itself"):
        desk.do(BlockTask(task=first, by=first))
    desk.do(BlockTask(task=second, by=first))
    desk.do(BlockTask(task=third, by=second))
    with pytest.raises(Invalid, match="SD-3 → SD-1 → SD-2 → SD-3"):
        desk.do(BlockTask(task=first, by=third))
    assert view(desk, third).card.blocked == "SD-2"
    desk.do(UnblockTask(task=third, by=second))
    assert view(desk, third).card.blocked is None


def test_a_block_can_be_a_reason_in_words(desk: Desk) -> None:
    task = add(desk)
    with pytest.raises(Invalid, match="Say what blocks"):
        desk.do(BlockTask(task=task))
    desk.do(BlockTask(task=task, reason="no access"))
    assert view(desk, task).card.blocked == "no access"


def test_relating_is_the_same_both_ways(desk: Desk) -> None:
    first, second = add(desk, "a"), add(desk, "b")
    desk.do(LinkTask(task=first, other=second, kind=LinkKind.RELATES))
    assert desk.do(LinkTask(task=second, other=first, kind=LinkKind.RELATES)).batch is None
    assert [(link.number, link.outward) for link in view(desk, second).links] == [(1, False)]


def test_a_parent_cannot_be_below_its_child(desk: Desk) -> None:
    above, below = add(desk, "a"), add(desk, "b")
    desk.do(EditTask(task=below, fields={"parent": above}))
    with pytest.raises(Invalid, match="SD-1 › SD-2 › SD-1"):
        desk.do(EditTask(task=above, fields={"parent": below}))


def test_another_customers_contact_does_not_come_along(desk: Desk) -> None:
    first, second = (desk.do(AddCustomer(name=n)).created for n in ("Acme", "Falck"))
    task = add(desk, customer=first)
    desk.do(EditTask(task=task, fields={"customer": second}))
    assert (view(desk, task).card.customer, view(desk, task).contact) == ("Falck", None)


def test_what_already_is_makes_no_history(desk: Desk) -> None:
    task = add(desk, owner=desk.me.id)
    before = len(desk.ask(HistoryQuestion()))
    for command in (
        TakeTask(task=task),
        MoveTask(task=task, status="ready"),
        EditTask(task=task, fields={"title": "Boiler dead"}),
    ):
        assert desk.do(command).batch is None
    assert len(desk.ask(HistoryQuestion())) == before


def test_watching_and_collaborating(desk: Desk) -> None:
    task = add(desk)
    desk.do(InvolvePerson(task=task, part=Part.WATCHER))
    desk.do(InvolvePerson(task=task, part=Part.COLLABORATOR, person=person(desk, "bo")))
    assert [(i.login, i.part) for i in view(desk, task).involved] == [("bo", Part.COLLABORATOR), ("anna", Part.WATCHER)]


def test_a_draft_is_kept_quietly_and_dropped_when_empty(desk: Desk) -> None:
    before = len(desk.ask(HistoryQuestion()))
    desk.do(SaveDraft(key="note:1", body="half a thou"))
    desk.do(SaveDraft(key="note:1", body="half a thought"))
    assert desk.ask(DraftQuestion(key="note:1")) == "half a thought"
    assert len(desk.ask(HistoryQuestion())) == before
    desk.do(SaveDraft(key="note:1", body=""))
    assert desk.ask(DraftQuestion(key="note:1")) == ""


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("[/] [@click=app.quit]x[/]", "[/] [@click=app.quit]x[/]"),
        ("red \x1b[31malert\x1b[0m", "red alert"),
        ("title\x1b]0;owned\x07 set", "title0;owned set"),
        ("abc\u202egnp.exe", "abc gnp.exe"),
        ("  two\n lines \t", "two lines"),
        ("👩‍🔧 ventilation 🚿", "👩‍🔧 ventilation 🚿"),
    ],
)
def test_user_text_is_kept_but_its_controls_are_not(desk: Desk, title: str, kept: str) -> None:
    task = add(desk, title)
    assert "\x1b" not in view(desk, task).card.title
    if "owned" not in title:
        assert view(desk, task).card.title == kept


@pytest.mark.parametrize("title", ["", "   ", "\x00\x1b", "x" * 10_000])
def test_an_impossible_title_is_refused_and_nothing_is_made(desk: Desk, title: str) -> None:
    with pytest.raises(Invalid):
        desk.do(CreateTask(title=title))
    with pytest.raises(NotFound):
        desk.ask(TaskQuestion(number=1))


def test_a_number_is_never_given_twice(desk: Desk) -> None:
    add(desk)
    desk.do(Undo())
    assert view(desk, add(desk)).card.number == 2


def test_a_note_is_in_the_history_with_its_text(desk: Desk) -> None:
    task = add(desk)
    desk.do(AddNote(task=task, body="pilot light is fine\n[/]"))
    assert [line.note.body for line in view(desk, task).history if line.note] == ["pilot light is fine\n[/]"]


# -- whose a task is --------------------------------------------------------------------------------------------------------


def helpers(desk: Desk, task: int) -> set[str]:
    return {one.login for one in view(desk, task).involved if one.part is Part.COLLABORATOR}


def test_an_agent_takes_what_nobody_has_and_gives_away_what_is_theirs(desk: Desk, open_desk: OpenDesk) -> None:
    bo, ada = open_desk("bo"), person(desk, "ada")
    free, others = add(desk), add(desk, owner=ada)
    with pytest.raises(NotAllowed, match="An agent may not give SD-1 to anybody"):
        bo.do(AssignTask(task=free, owner=ada))
    with pytest.raises(NotAllowed, match="An agent may not take over what ada has"):
        bo.do(TakeTask(task=others))
    with pytest.raises(NotAllowed, match="An agent may not give away what ada has"):
        bo.do(UnassignTask(task=others))
    with pytest.raises(NotAllowed, match="An agent may not take over what ada has"):
        bo.do(ShiftWork(tasks=(others,), person=bo.me.id))
    bo.do(TakeTask(task=free))
    bo.do(AssignTask(task=free, owner=ada))
    bo.do(Undo())
    assert view(desk, free).card.owner == "bo"
    bo.do(UnassignTask(task=free))
    bo.do(Undo())
    assert view(desk, free).card.owner == "bo"


def test_who_helps_on_a_task_may_not_say_whose_it_is(desk: Desk, open_desk: OpenDesk) -> None:
    task, bo = add(desk, owner=person(desk, "ada")), open_desk("bo")
    desk.do(InvolvePerson(task=task, person=bo.me.id, part=Part.COLLABORATOR))
    with pytest.raises(NotAllowed, match="may not take over what ada has"):
        bo.do(TakeTask(task=task))
    with pytest.raises(NotAllowed, match="may not give away what ada has"):
        bo.do(MoveTask(task=task, status="inbox"))
    desk.do(UnassignTask(task=task))
    with pytest.raises(NotAllowed, match="may not give SD-1 to anybody"):
        bo.do(MoveTask(task=task, status="doing", owner=person(desk, "ada")))
    bo.do(MoveTask(task=task, status="doing", owner=bo.me.id))
    assert view(desk, task).card.owner == "bo"


def test_a_lead_takes_over_within_the_team(desk: Desk, open_desk: OpenDesk) -> None:
    lars = open_desk("lars")
    teams, others = add(desk, owner=person(desk, "bo")), add(desk, owner=person(desk, "dina"))
    lars.do(TakeTask(task=teams))
    assert view(desk, teams).card.owner == "lars"
    with pytest.raises(NotAllowed, match="A lead may not take over what dina has"):
        lars.do(TakeTask(task=others))


def test_what_somebody_may_is_told_by_its_own_name(desk: Desk, open_desk: OpenDesk) -> None:
    rights = {login: open_desk(login).ask(MeQuestion()).rights for login in ("bo", "lars")}
    assert {"take", "give"} <= rights["bo"]
    assert "take_over" not in rights["bo"]
    assert {"take", "give", "take_over"} <= rights["lars"]


@pytest.mark.parametrize("how", ["assign", "take", "unassign", "inbox", "shift"])
def test_who_had_a_task_helps_on(desk: Desk, how: str) -> None:
    ada = person(desk, "ada")
    task = add(desk, owner=person(desk, "bo"))
    commands: dict[str, Command] = {
        "assign": AssignTask(task=task, owner=ada),
        "take": TakeTask(task=task),
        "unassign": UnassignTask(task=task),
        "inbox": MoveTask(task=task, status="inbox"),
        "shift": ShiftWork(tasks=(task,), person=ada),
    }
    desk.do(commands[how])
    assert helpers(desk, task) == {"bo"}
    desk.do(AssignTask(task=task, owner=person(desk, "bo")))
    assert "bo" not in helpers(desk, task)
    desk.do(Undo())
    desk.do(Undo())
    assert (helpers(desk, task), view(desk, task).card.owner) == (set(), "bo")


def test_who_leaves_the_desk_helps_on_no_task(desk: Desk, open_desk: OpenDesk) -> None:
    task, bo = add(desk, owner=person(desk, "bo")), person(desk, "bo")
    open_desk("anna").do(LeavePerson(person=bo, tasks_to=person(desk, "ada")))
    assert (view(desk, task).card.owner, helpers(desk, task)) == ("ada", set())
