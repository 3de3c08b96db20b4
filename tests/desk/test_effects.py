"""What a batch did in words, what followed from it, and the list of what can be taken back."""

from datetime import timedelta

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.locale import speaking
from servicedesk_tui.vocabulary.commands import (
    AddChecklistItem,
    AddNote,
    Bulk,
    CreateTask,
    EditTask,
    FinishTask,
    LinkTask,
    PrioritiseTask,
    Redo,
    SetDue,
    TagTask,
    TakeTask,
    TickChecklistItem,
    Undo,
    UnlinkTask,
    WaitTask,
)
from servicedesk_tui.vocabulary.desk_commands import AddCustomer
from servicedesk_tui.vocabulary.enums import Level, LinkKind, OpenItems, WaitingOn
from servicedesk_tui.vocabulary.history_rows import Effect
from servicedesk_tui.vocabulary.questions import EffectsQuestion, TagsQuestion, UndoQuestion
from servicedesk_tui.vocabulary.rows import TagRow
from servicedesk_tui.vocabulary.staffing import TeamsQuestion

from ..conftest import OpenDesk
from .test_verbs import add, category, person, view


def effects(desk: Desk, batch: int | None) -> tuple[Effect, ...]:
    assert batch is not None
    found: tuple[Effect, ...] = desk.ask(EffectsQuestion(batch=batch))
    return found


def words(desk: Desk, batch: int | None) -> str:
    [effect] = effects(desk, batch)
    return effect.words


def test_each_change_is_said_with_what_was_before(desk: Desk, clock: FrozenClock) -> None:
    made = desk.do(CreateTask(title="Boiler", tags=("pump",)))
    assert effects(desk, made.batch) == (Effect(1, "Boiler", "added"),)
    task = made.created or 0
    friday = clock.now() + timedelta(days=4)
    assert words(desk, desk.do(SetDue(task=task, due=friday)).batch) == "due – → fri 08:00"
    assert words(desk, desk.do(SetDue(task=task, due=friday, is_day=True)).batch) == "due fri 08:00 → fri"
    assert words(desk, desk.do(SetDue(task=task, due=None)).batch) == "due fri → –"
    assert words(desk, desk.do(TakeTask(task=task)).batch) == "Inbox → Ready, owner – → anna"
    said = words(desk, desk.do(PrioritiseTask(task=task, impact=Level.HIGH, urgency=Level.LOW)).batch)
    assert said == "impact medium → high, urgency medium → low"
    assert words(desk, desk.do(TagTask(task=task, add=("lift",), remove=("pump",))).batch) == "+lift, -pump"
    assert words(desk, desk.do(AddNote(task=task, body="Hello")).batch) == "+note"
    said = words(desk, desk.do(EditTask(task=task, fields={"description": "Cold", "title": "Boiler dead"})).batch)
    assert sorted(said.split(", ")) == ["the description changed", "title “Boiler” → “Boiler dead”"]
    assert words(desk, desk.do(AddChecklistItem(task=task, text="shut the valve")).batch) == "+“shut the valve”"
    item = view(desk, task).checklist[0].id
    assert words(desk, desk.do(TickChecklistItem(task=task, item=item)).batch) == "“shut the valve” ticked"
    said = words(desk, desk.do(WaitTask(task=task, waiting_on=WaitingOn.PARTS, until=friday, until_is_day=True)).batch)
    assert said == "Ready → Waiting, waits for – → parts, until – → fri"
    other = add(desk, "Tank")
    assert words(desk, desk.do(LinkTask(task=task, other=other, kind=LinkKind.BLOCKS)).batch) == "+blocks SD-2"
    assert words(desk, desk.do(UnlinkTask(task=task, other=other, kind=LinkKind.BLOCKS)).batch) == "-blocks SD-2"
    finished = desk.do(FinishTask(task=task, open_items=OpenItems.LEAVE))
    assert words(desk, finished.batch) == "Waiting → Done, waits for parts → –, until fri → –"
    with speaking("da"):
        assert "→" in words(desk, finished.batch)


def test_a_bulk_is_told_task_by_task_up_to_a_limit(desk: Desk) -> None:
    tasks = tuple(add(desk, f"t{n}") for n in range(5))
    batch = desk.do(Bulk(command=TagTask(task=0, add=("pump",)), tasks=tasks)).batch
    assert [(e.number, e.words) for e in effects(desk, batch)] == [(n, "+pump") for n in range(1, 6)]
    assert len(desk.ask(EffectsQuestion(batch=batch or 0, limit=2))) == 2
    assert effects(desk, 999_999) == ()
    assert effects(desk, desk.do(AddCustomer(name="Acme")).batch) == ()


def test_what_rules_did_because_of_it_comes_after_and_goes_with_it(desk: Desk) -> None:
    task = add(desk, owner=desk.me.id)
    first = desk.do(TagTask(task=task, add=("pump",)))
    second = desk.do(EditTask(task=task, fields={"next_step": "Order one"}), cause=first.batch)
    desk.do(FinishTask(task=task), cause=second.batch)
    assert [(e.words, e.by_rule) for e in effects(desk, first.batch)] == [
        ("+pump", False),
        ("next step – → “Order one”, Ready → Done", True),
    ]
    assert desk.ask(UndoQuestion(limit=1))[0].batch == first.batch
    desk.do(Undo(batch=first.batch))
    assert (view(desk, task).tags, view(desk, task).next_step, category(desk, task)) == ((), "", "ready")
    assert [e.by_rule for e in effects(desk, first.batch)] == [False]


def test_what_was_made_and_taken_back_is_still_told(desk: Desk) -> None:
    made = desk.do(CreateTask(title="Boiler"))
    undone = desk.do(Undo())
    assert effects(desk, made.batch) == (Effect(0, "", "added"),)
    assert effects(desk, undone.batch) == (Effect(1, "Boiler", "taken away"),)


def test_every_line_of_the_list_can_be_taken_back_and_done_again(desk: Desk, open_desk: OpenDesk) -> None:
    elsewhere = open_desk("anna", terminal="elsewhere")
    tasks = [add(desk, f"t{n}") for n in range(30)]
    for number, task in enumerate(tasks):
        (elsewhere if number % 2 else desk).do(TagTask(task=task, add=("pump",)))
    lines = desk.ask(UndoQuestion())
    assert len(lines) == 50
    assert [line.here for line in lines[:4]] == [False, True, False, True]
    for line in reversed(lines[:30]):
        desk.do(Undo(batch=line.batch))
    assert all(line.undone for line in desk.ask(UndoQuestion(limit=30)))
    assert not any(view(desk, task).tags for task in tasks)
    oldest = lines[29].batch
    desk.do(Redo(batch=oldest))
    assert view(desk, tasks[0]).tags == ("pump",)
    for line in lines[30:]:
        if line.label != "added SD-1":
            desk.do(Undo(batch=line.batch))


def test_the_list_holds_nothing_that_cannot_be_named(desk: Desk) -> None:
    labels = [line.label for line in desk.ask(UndoQuestion(limit=100))]
    assert "opened the desk" not in labels
    for line in desk.ask(UndoQuestion(limit=100)):
        desk.do(Undo(batch=line.batch))


def test_tags_by_their_open_tasks_and_teams_by_name(desk: Desk) -> None:
    first, second = add(desk, tags=("pump", "lift")), add(desk, tags=("pump", "acid"))
    desk.do(FinishTask(task=second))
    assert desk.ask(TagsQuestion()) == (TagRow("lift", 1), TagRow("pump", 1), TagRow("acid", 0))
    desk.do(TagTask(task=first, remove=("lift",)))
    assert desk.ask(TagsQuestion(limit=2)) == (TagRow("pump", 1), TagRow("acid", 0))
    assert [team.name for team in desk.ask(TeamsQuestion())] == ["field"]
    assert person(desk, "bo")
