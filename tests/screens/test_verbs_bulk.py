"""Verbs on several tasks at once, and again: marks, one question for all, what is passed over, and `.`."""

from typing import TYPE_CHECKING

import pytest

from servicedesk_tui.vocabulary.commands import AddChecklistItem, AssignTask, CreateTask
from servicedesk_tui.vocabulary.enums import Category, Level, WaitingOn
from servicedesk_tui.vocabulary.questions import UndoQuestion

from .conftest import Glass, OpenGlass, id_of, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]
INBOX = ("Boiler leak", "Lift stuck", "Pump noise")


async def said(glass: Glass) -> None:
    """Wait until a change was said to be done."""
    await glass.until("u takes it back")


async def test_one_question_is_asked_for_all_of_them(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    for title in INBOX[:2]:
        anna.do(AssignTask(task=tasks[title], owner=id_of(anna, "ada")))
    async with open_glass() as glass:
        await glass.press("l", "v", "v", "s")
        assert "3 tasks" in glass.line
        await glass.answer("waiting")
        await glass.until("wait for?")
        await glass.answer("parts")
        await said(glass)
        assert "3 tasks" in glass.line
        changed = (*INBOX[:2], "Filter change")
        assert {view_of(anna, tasks[title]).card.waiting_on for title in changed} == {WaitingOn.PARTS}
        assert anna.ask(UndoQuestion(limit=1))[0].tasks == 3
        await glass.press("u")
        await glass.until(lambda: len(glass.column("Ready")) == 3)
        assert glass.column("Waiting") == []


async def test_tasks_that_others_own_are_passed_over_with_the_reason(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(AssignTask(task=tasks["Lift stuck"], owner=id_of(anna, "bo")))
    async with open_glass("bo") as glass:
        await glass.press("l", "v", "v", "d")
        await glass.until("1 was passed over · u takes it back · ")
        assert "may not change SD-4" in glass.line
        assert view_of(anna, tasks["Lift stuck"]).card.category is Category.DONE
        assert view_of(anna, tasks["Filter change"]).card.category is Category.READY
        await glass.until(lambda: list(glass.app.board.columns.marks) == [tasks["Filter change"]])


async def test_a_range_goes_from_the_last_mark_then_the_column_then_the_board(
    open_glass: OpenGlass, tasks: Tasks
) -> None:
    async with open_glass() as glass:
        marks = glass.app.board.columns.marks
        await glass.press("space", "v")
        assert set(marks) == {tasks["Boiler leak"], tasks["Lift stuck"]}
        await glass.press("v")
        assert set(marks) == {tasks[title] for title in INBOX}
        await glass.press("v")
        await glass.until(lambda: set(marks) == set(tasks.values()))
        assert "4 marked" in glass.text
        await glass.press("escape")
        assert not marks


async def test_marking_again_takes_the_mark_off(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("space", "k", "space")
        assert not glass.app.board.columns.marks
        assert glass.cursor == "Lift stuck"


async def test_several_are_finished_together_and_what_is_open_of_them_is_asked_once(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    for title in INBOX[:2]:
        anna.do(AddChecklistItem(task=tasks[title], text="photo"))
    async with open_glass() as glass:
        await glass.press("v", "v", "d")
        await glass.until("open checklist item")
        await glass.press("enter")
        await glass.until(lambda: all(view_of(anna, tasks[t]).card.category is Category.DONE for t in INBOX))
        assert all(item.done for title in INBOX for item in view_of(anna, tasks[title]).checklist)


async def test_urgency_is_set_not_toggled_on_a_mixed_selection(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(CreateTask(title="Burst pipe", urgency=Level.HIGH))
    async with open_glass() as glass:
        await glass.until("Burst pipe")
        await glass.press("G", "space", "space", "minus")
        await said(glass)
        urgencies = {view_of(anna, tasks[title]).card.urgency for title in INBOX}
        assert Level.LOW in urgencies


# -- again ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "answers", "field", "wanted"),
    [
        ("a", ["ada"], "owner", "ada"),
        ("i", [], "owner", "anna"),
        ("p", ["1"], "urgency", Level.HIGH),
        ("plus", [], "urgency", Level.HIGH),
        ("D", ["2027-05-04"], "due_is_day", True),
        ("d", [], "category", Category.DONE),
        ("z", ["tomorrow 8:00"], "category", Category.INBOX),
        (", n", ["isolate the pump"], "next_step", "isolate the pump"),
        (", c", ["acme"], "customer", "Acme Køl"),
        (", b", ["no key"], "blocked", "no key"),
        (", k", ["photo"], "items", 1),
    ],
)
async def test_a_change_is_done_again_to_the_task_under_the_cursor(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", keys: str, answers: list[str], field: str, wanted: object
) -> None:
    async with open_glass() as glass:
        await glass.press(*keys.replace(",", "comma").split())
        for answer in answers:
            if keys == "p":
                await glass.press(answer)
            else:
                await glass.answer(answer)
        await said(glass)
        assert getattr(view_of(anna, tasks["Boiler leak"]).card, field) == wanted
        await glass.until(lambda: not glass.app.board.looking.is_stale)
        glass.app.board.columns.go_to(tasks["Pump noise"])
        await glass.press("full_stop")
        await glass.until(lambda: "SD-3" in glass.line)
        card = view_of(anna, tasks["Pump noise"]).card
        assert getattr(card, field) == wanted
        if keys == "z":
            assert card.snoozed_until == view_of(anna, tasks["Boiler leak"]).card.snoozed_until is not None


async def test_an_answered_question_is_not_asked_again(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(AssignTask(task=tasks["Boiler leak"], owner=id_of(anna, "ada")))
    async with open_glass() as glass:
        await glass.press("l", "home", "s")
        await glass.answer("waiting")
        await glass.until("wait for?")
        await glass.answer("parts")
        await glass.until(lambda: len(glass.column("Waiting")) == 1)
        await glass.press("h", "h", "h")
        assert len(glass.column("Ready")) == 1
        await glass.press("full_stop")
        await glass.until(lambda: len(glass.column("Waiting")) == 2)
        both = (tasks["Boiler leak"], tasks["Filter change"])
        assert [view_of(anna, task).card.waiting_on for task in both] == [WaitingOn.PARTS] * 2


async def test_tags_and_notes_are_done_again_to_the_marked_ones(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("t")
        await glass.answer("#pump #cellar")
        await said(glass)
        await glass.press("j", "space", "space", "full_stop")
        await glass.until(lambda: all(set(view_of(anna, tasks[t]).tags) == {"pump", "cellar"} for t in INBOX))
        await glass.until(lambda: not glass.app.board.columns.marks)
        await glass.press("c")
        await glass.answer("called them")
        await said(glass)
        await glass.press("l", "full_stop")
        await glass.until(lambda: any(line.note for line in view_of(anna, tasks["Filter change"]).history))


async def test_what_a_customer_was_told_is_not_told_another_without_a_second_key(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    """A customer-visible verb needs a second key, repeated or not."""
    other = anna.do(CreateTask(title="Other customer's", owner=id_of(anna, "bo"), new_customer="Nordby Skole")).created
    assert other
    async with open_glass() as glass:
        await glass.press("l", "home", "C")
        await glass.answer("Lars comes at two.")
        await glass.press("C")
        await said(glass)
        glass.app.board.columns.go_to(other)
        await glass.press("full_stop")
        text = await glass.until("For Nordby Skole to see:")
        assert "“Lars comes at two.”" in text
        await glass.press("x")
        assert all(line.note is None for line in view_of(anna, other).history)
        await glass.press("full_stop")
        await glass.until("For Nordby Skole to see:")
        await glass.press("C")
        await glass.until(lambda: view_of(anna, other).history[0].note is not None)
        glass.app.board.columns.go_to(tasks["Boiler leak"])
        await glass.press("full_stop")
        assert "SD-1 has no customer to tell" in glass.line


async def test_a_title_is_nothing_to_do_again(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("full_stop")
        assert "Nothing was changed yet" in glass.line
        await glass.press("e")
        await glass.answer(" badly")
        await said(glass)
        await glass.press("j", "full_stop")
        assert "Nothing was changed yet" in glass.line
        assert view_of(anna, tasks["Lift stuck"]).card.title == "Lift stuck"
