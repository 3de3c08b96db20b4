"""Checklists: lines as they are pasted, edited and put in order; lines that stand for tasks; open ones when a task is done."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicedesk_tui.clock import FrozenClock
from servicedesk_tui.desk import Desk
from servicedesk_tui.settings import StoreAddress
from servicedesk_tui.vocabulary.checklists import (
    AddChecklistItems,
    EditChecklistItem,
    MoveChecklistItem,
    RemoveChecklistItem,
)
from servicedesk_tui.vocabulary.commands import (
    AddChecklistItem,
    Bulk,
    CloseTask,
    CreateTask,
    FinishTask,
    MoveTask,
    Redo,
    ReopenTask,
    TickChecklistItem,
    Undo,
)
from servicedesk_tui.vocabulary.enums import Category, CloseReason, OpenItems
from servicedesk_tui.vocabulary.questions import HistoryQuestion
from servicedesk_tui.vocabulary.refusals import Conflict, Invalid, Needs, NotAllowed, NotFound
from servicedesk_tui.vocabulary.staffing import SetSetting
from servicedesk_tui.vocabulary.task_rows import ChecklistRow

from ..conftest import OpenDesk
from .hanging import assert_true, everything, texts
from .test_verbs import add, category, person, view


def put(desk: Desk, task: int, *lines: str) -> tuple[ChecklistRow, ...]:
    desk.do(AddChecklistItems(task=task, lines=lines))
    return view(desk, task).checklist


def said(desk: Desk, task: int) -> list[str]:
    return [line.sentence for line in desk.ask(HistoryQuestion(task=task))]


def is_open(desk: Desk, task: int) -> bool:
    return category(desk, task).is_open


# -- adding ------------------------------------------------------------------------------------------------------------


def test_pasted_lines_lose_bullets_numbers_and_boxes_and_keep_their_ticks(desk: Desk) -> None:
    task = add(desk)
    lines = (
        "- shut the valve",
        "* [x] photo",
        "2) [ ] order part",
        "☑ ring them",
        "",
        "3 bolts",
        "• test",
        "[X] drain",
    )
    found = put(desk, task, *lines)
    assert [(item.text, item.done) for item in found] == [
        ("shut the valve", False), ("photo", True), ("order part", False), ("ring them", True), ("3 bolts", False),
        ("test", False), ("drain", True),
    ]  # fmt: skip
    assert said(desk, task)[0] == "anna added 7 lines to the checklist of SD-1: shut the valve, …"


def test_who_does_a_line_and_by_when_stand_at_its_end(desk: Desk) -> None:
    task = add(desk)
    found = put(
        desk, task, "order part @ada due:tomorrow", 'ring them due:"fri 14:00" @me', r"mail to \@bo", "ask @bo first"
    )
    assert [(item.text, item.assignee) for item in found] == [
        ("order part", "ada"), ("ring them", "anna"), ("mail to @bo", None), ("ask @bo first", None)
    ]  # fmt: skip
    assert found[0].due is not None
    assert found[0].due.date() == datetime(2026, 3, 3, tzinfo=UTC).date()
    assert found[1].due == datetime(2026, 3, 6, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("order part @nils", "Line 2: There is nobody behind @nils."),
        ("order part due:whenever", "Line 2: due:whenever is not a date"),
        ("order part @bo @ada", "Line 2: @bo says again what was said before."),
        ("SD-99", "Line 2: There is no SD-99."),
        ("@bo", "Line 2: The text must not be empty."),
        ("x" * 301, "Line 2: The text has 301 characters; 300 is the most."),
    ],
)
def test_a_line_that_cannot_be_is_named_and_nothing_is_added(desk: Desk, line: str, why: str) -> None:
    task = add(desk)
    with pytest.raises(Invalid) as refused:
        desk.do(AddChecklistItems(task=task, lines=("shut the valve", line, "test")))
    assert refused.value.message.startswith(why)
    assert view(desk, task).checklist == ()


def test_nothing_or_too_much_is_refused_in_words(desk: Desk) -> None:
    task = add(desk)
    with pytest.raises(Invalid, match="at least one line"):
        desk.do(AddChecklistItems(task=task, lines=("", "  ")))
    with pytest.raises(Invalid, match="201 lines; 200"):
        desk.do(AddChecklistItems(task=task, lines=("a",) * 201))


def test_lines_of_others_are_not_mine_to_change(desk: Desk, open_desk: OpenDesk) -> None:
    task = add(desk, owner=person(desk, "anna"))
    (item,) = put(desk, task, "shut the valve")
    vera = open_desk("vera")
    for command in (
        AddChecklistItems(task=task, lines=("more",)),
        EditChecklistItem(task=task, item=item.id, fields={"text": "other"}),
        MoveChecklistItem(task=task, item=item.id, other=item.id),
        RemoveChecklistItem(task=task, item=item.id),
    ):
        with pytest.raises(NotAllowed):
            vera.do(command)


def test_a_line_of_another_task_is_not_found(desk: Desk) -> None:
    task, other = add(desk), add(desk)
    (item,) = put(desk, other, "shut the valve")
    with pytest.raises(NotFound):
        desk.do(RemoveChecklistItem(task=task, item=item.id))


# -- editing and order -------------------------------------------------------------------------------------------------


def test_a_line_is_edited_and_undo_brings_back_what_it_was(
    desk: Desk, store_address: StoreAddress, clock: FrozenClock
) -> None:
    task = add(desk)
    (item,) = put(desk, task, "order part @bo due:fri")
    before = everything(store_address, clock)
    due = clock.now() + timedelta(days=9)
    fields = {"text": "order two parts", "assignee": person(desk, "ada"), "due": due}
    done = desk.do(EditChecklistItem(task=task, item=item.id, fields=fields))
    (now,) = view(desk, task).checklist
    assert (now.text, now.assignee, now.due) == ("order two parts", "ada", due)
    assert done.sentence.startswith("You changed who does it, the due date, the text of “order two parts”")
    line = desk.ask(HistoryQuestion(task=task))[0]
    assert line.details == ("“order part” → “order two parts”, for @bo → @ada, due fri → 11 mar",)
    desk.do(Undo())
    assert everything(store_address, clock) == before
    desk.do(Redo())
    assert view(desk, task).checklist == (now,)
    assert_true(store_address, clock)


def test_a_line_that_somebody_else_changed_meanwhile_is_a_conflict(desk: Desk, open_desk: OpenDesk) -> None:
    task = add(desk)
    (item,) = put(desk, task, "order part")
    open_desk("dina").do(EditChecklistItem(task=task, item=item.id, fields={"text": "order two parts"}))
    with pytest.raises(Conflict) as conflict:
        desk.do(
            EditChecklistItem(task=task, item=item.id, fields={"text": "order no part"}, base={"text": "order part"})
        )
    assert (conflict.value.who, conflict.value.theirs) == ("dina", "order two parts")


def test_a_line_has_no_other_fields_and_nobody_who_left_does_it(desk: Desk) -> None:
    task = add(desk)
    (item,) = put(desk, task, "order part")
    with pytest.raises(Invalid, match="no field done; text, assignee, due, linked"):
        desk.do(EditChecklistItem(task=task, item=item.id, fields={"done": True}))
    with pytest.raises(NotFound):
        desk.do(EditChecklistItem(task=task, item=item.id, fields={"assignee": 999}))


def test_a_line_is_taken_off_and_undo_puts_it_back_where_it_was(
    desk: Desk, store_address: StoreAddress, clock: FrozenClock
) -> None:
    task = add(desk)
    found = put(desk, task, "one", "two @bo", "three")
    before = everything(store_address, clock)
    done = desk.do(RemoveChecklistItem(task=task, item=found[1].id))
    assert done.sentence == "You took “two” off the checklist of SD-1"
    assert texts(desk, task) == ["one", "three"]
    desk.do(Undo())
    assert everything(store_address, clock) == before
    assert_true(store_address, clock)


MOVES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=12)


@settings(max_examples=12)
@given(moves=MOVES)
def test_reordering_neither_loses_nor_doubles_a_line(desk: Desk, moves: list[tuple[int, int, bool]]) -> None:
    task = add(desk)
    items = put(desk, task, *"abcdef")
    order = list("abcdef")
    for what, where, below in moves:
        desk.do(MoveChecklistItem(task=task, item=items[what].id, other=items[where].id, below=below))
        if what != where:
            order.remove(items[what].text)
            order.insert(order.index(items[where].text) + below, items[what].text)
        assert texts(desk, task) == order


def test_a_move_is_told_and_taken_back(desk: Desk, store_address: StoreAddress, clock: FrozenClock) -> None:
    task = add(desk)
    items = put(desk, task, "one", "two", "three")
    before = everything(store_address, clock)
    done = desk.do(MoveChecklistItem(task=task, item=items[2].id, other=items[0].id))
    assert done.sentence == "You moved “three” in the checklist of SD-1"
    assert texts(desk, task) == ["three", "one", "two"]
    assert desk.do(MoveChecklistItem(task=task, item=items[2].id, other=items[0].id)).batch is None
    desk.do(Undo())
    assert everything(store_address, clock) == before


# -- lines that stand for tasks ----------------------------------------------------------------------------------------


def finish(desk: Desk, task: int) -> None:
    desk.do(FinishTask(task=task))


def move(desk: Desk, task: int) -> None:
    desk.do(MoveTask(task=task, status="done"))


def bulk(desk: Desk, task: int) -> None:
    desk.do(Bulk(command=FinishTask(task=0), tasks=(task, add(desk, owner=person(desk, "bo")))))


@pytest.mark.parametrize("close", [finish, move, bulk])
def test_a_line_that_stands_for_a_task_is_ticked_when_that_is_done_however_it_is_done(
    desk: Desk, store_address: StoreAddress, clock: FrozenClock, close: Any
) -> None:
    part, whole = add(desk, "Order the valve", owner=person(desk, "bo")), add(desk)
    (item,) = put(desk, whole, f"- SD-{view(desk, part).card.number}")
    assert (item.text, item.linked, item.done) == ("Order the valve", 1, False)
    close(desk, part)
    assert view(desk, whole).checklist[0].done
    line = desk.ask(HistoryQuestion(task=whole))[0]
    assert line.sentence in ("anna finished SD-1", "anna moved SD-1 to Done", "anna finished 2 tasks")
    assert line.details == ("“Order the valve” ticked",)
    desk.do(Undo())
    assert not view(desk, whole).checklist[0].done
    desk.do(Redo())
    assert view(desk, whole).checklist[0].done
    desk.do(ReopenTask(task=part))
    assert not view(desk, whole).checklist[0].done
    assert_true(store_address, clock)


def test_nobody_needs_a_right_over_the_checklist_to_finish_a_task_or_take_that_back(
    desk: Desk, open_desk: OpenDesk
) -> None:
    part, whole = add(desk, owner=person(desk, "bo")), add(desk, owner=person(desk, "anna"))
    put(desk, whole, "SD-1")
    bo = open_desk("bo")
    with pytest.raises(NotAllowed):
        bo.do(AddChecklistItem(task=whole, text="mine"))
    bo.do(FinishTask(task=part))
    assert view(desk, whole).checklist[0].done
    bo.do(Undo())
    assert not view(desk, whole).checklist[0].done
    assert is_open(desk, part)


def test_a_task_that_is_done_already_ticks_its_line_and_a_closed_one_does_not(desk: Desk) -> None:
    done, closed, whole = add(desk, owner=desk.me.id), add(desk), add(desk)
    desk.do(FinishTask(task=done))
    desk.do(CloseTask(task=closed, reason=CloseReason.NOT_NEEDED))
    assert [item.done for item in put(desk, whole, "SD-1", "#2")] == [True, False]


def test_taking_back_a_finish_opens_a_line_that_came_after_it(
    desk: Desk, store_address: StoreAddress, clock: FrozenClock, open_desk: OpenDesk
) -> None:
    part, whole = add(desk, owner=desk.me.id), add(desk)
    finished = desk.do(FinishTask(task=part)).batch
    dina = open_desk("dina")
    assert put(dina, whole, "SD-1")[0].done
    desk.do(Undo(batch=finished))
    assert not view(desk, whole).checklist[0].done
    desk.do(Redo())
    assert view(desk, whole).checklist[0].done
    assert_true(store_address, clock)


def test_a_tick_that_somebody_took_off_since_does_not_stand_in_the_way_of_taking_back(
    desk: Desk, open_desk: OpenDesk, store_address: StoreAddress, clock: FrozenClock
) -> None:
    part, whole, gone = add(desk, owner=desk.me.id), add(desk), add(desk)
    (item,), (other,) = put(desk, whole, "SD-1"), put(desk, gone, "SD-1")
    desk.do(FinishTask(task=part))
    dina = open_desk("dina")
    dina.do(TickChecklistItem(task=whole, item=item.id, done=False))
    dina.do(RemoveChecklistItem(task=gone, item=other.id))
    desk.do(Undo())
    assert is_open(desk, part)
    assert not view(desk, whole).checklist[0].done
    dina.do(Undo())
    assert [row.done for row in view(desk, gone).checklist] == [True]
    assert_true(store_address, clock)


def test_a_line_taken_off_while_its_task_was_done_is_ticked_when_it_comes_back(
    desk: Desk, open_desk: OpenDesk, store_address: StoreAddress, clock: FrozenClock
) -> None:
    part, whole = add(desk, owner=desk.me.id), add(desk)
    (item,) = put(desk, whole, "SD-1")
    dina = open_desk("dina")
    dina.do(RemoveChecklistItem(task=whole, item=item.id))
    desk.do(FinishTask(task=part))
    dina.do(Undo())
    assert [row.done for row in view(desk, whole).checklist] == [True]
    assert_true(store_address, clock)


def test_lines_do_not_go_in_a_circle(desk: Desk) -> None:
    first, second, third = add(desk), add(desk), add(desk)
    put(desk, first, "SD-2")
    put(desk, second, "SD-3")
    with pytest.raises(Invalid, match="cannot stand for SD-1 itself"):
        desk.do(AddChecklistItems(task=first, lines=("SD-1",)))
    with pytest.raises(Invalid, match="circle: SD-3 → SD-1 → SD-2 → SD-3"):
        desk.do(AddChecklistItems(task=third, lines=("SD-1",)))
    (item,) = put(desk, third, "plain")
    with pytest.raises(Invalid, match="circle"):
        desk.do(EditChecklistItem(task=third, item=item.id, fields={"linked": first}))


# -- open ones when a task is done -------------------------------------------------------------------------------------


def test_a_task_with_open_items_asks_by_default_and_says_what_was_answered(desk: Desk) -> None:
    tasks = [add(desk, owner=desk.me.id) for _ in range(2)]
    for task in tasks:
        put(desk, task, "one", "two", "[x] three")
    with pytest.raises(Needs) as needs:
        desk.do(FinishTask(task=tasks[0]))
    assert needs.value.field == "open_items"
    desk.do(FinishTask(task=tasks[0], open_items=OpenItems.LEAVE))
    desk.do(FinishTask(task=tasks[1], open_items=OpenItems.TICK))
    assert said(desk, tasks[0])[0] == "anna finished SD-1, with 2 open items left"
    assert said(desk, tasks[1])[0] == "anna finished SD-2, and ticked its 2 open items"


def test_a_desk_may_let_open_items_be(desk: Desk) -> None:
    desk.do(SetSetting(key="open_items_on_close", value="allow"))
    task = add(desk, owner=desk.me.id)
    put(desk, task, "one")
    desk.do(FinishTask(task=task))
    assert (category(desk, task), view(desk, task).checklist[0].done) == (Category.DONE, False)
    assert said(desk, task)[0] == "anna finished SD-1, with 1 open item left"


@pytest.mark.parametrize("answer", [None, OpenItems.LEAVE])
def test_a_desk_may_refuse_open_items_and_no_way_goes_round(desk: Desk, answer: OpenItems | None) -> None:
    desk.do(SetSetting(key="open_items_on_close", value="refuse"))
    task, plain = add(desk, owner=desk.me.id), add(desk, owner=desk.me.id)
    put(desk, task, "one", "two")
    for command in (
        FinishTask(task=task, open_items=answer),
        MoveTask(task=task, status="done", open_items=answer),
        Bulk(command=FinishTask(task=0, open_items=answer), tasks=(task,)),
    ):
        with pytest.raises(Invalid, match="SD-1 has 2 open checklist items"):
            desk.do(command)
    done = desk.do(Bulk(command=FinishTask(task=0, open_items=answer), tasks=(task, plain)))
    assert (done.tasks, [one.task for one in done.declined]) == ((plain,), [task])
    desk.do(FinishTask(task=task, open_items=OpenItems.TICK))
    assert [item.done for item in view(desk, task).checklist] == [True, True]


def test_the_setting_is_one_of_three(desk: Desk) -> None:
    with pytest.raises(Invalid, match="allow, ask, refuse"):
        desk.do(SetSetting(key="open_items_on_close", value="perhaps"))


def test_tasks_and_their_lines_finished_in_one_bulk(desk: Desk) -> None:
    """Whoever is named first is done first, and ticks its line before the whole is asked."""
    part, whole = add(desk, owner=desk.me.id), add(desk, owner=desk.me.id)
    put(desk, whole, "SD-1")
    done = desk.do(Bulk(command=FinishTask(task=0), tasks=(part, whole)))
    assert set(done.tasks) == {part, whole}
    assert desk.do(CreateTask(title="after")).created


def test_closing_without_doing_says_what_is_left_open(desk: Desk) -> None:
    task = add(desk)
    put(desk, task, "one", "[x] two")
    desk.do(CloseTask(task=task, reason=CloseReason.NOT_NEEDED))
    assert said(desk, task)[0] == "anna closed SD-1: not needed, with 1 open item left"
