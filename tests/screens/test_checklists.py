"""The checklist, links and parts on a task's page: written, pasted, edited, put in order, taken off; duplicates and splits."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from screens import words
from screens.card import FULL, LINE, SHORT, Look, draw_card
from screens.task import TaskScreen
from servicedesk_tui.locale.dates import zone
from servicedesk_tui.vocabulary.checklists import AddChecklistItems
from servicedesk_tui.vocabulary.commands import AddNote, CreateTask, LinkTask, SnoozeTask
from servicedesk_tui.vocabulary.enums import Category, LinkKind

from .conftest import Glass, OpenGlass, id_of, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]
LEAK = "Boiler leak"


async def opened(glass: Glass, seen: str = "added SD-1") -> TaskScreen:
    """The task under the cursor."""
    await glass.press("enter")
    await glass.until(seen)
    assert isinstance(glass.app.screen, TaskScreen)
    return glass.app.screen


def lines(desk: "Desk", task: int) -> list[str]:
    return [item.text for item in view_of(desk, task).checklist]


async def test_several_pasted_lines_are_added_at_once(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await opened(glass)
        await glass.press("comma", "k")
        await glass.paste("- shut the valve\r\n- [x] photo\r\n3. order part @bo\r\n")
        await glass.until("You added 3 lines to the checklist of SD-1: shut the valve")
        assert lines(anna, tasks[LEAK]) == ["shut the valve", "photo", "order part"]
        await glass.until("@bo")
        await glass.press("u")
        await glass.until(lambda: lines(anna, tasks[LEAK]) == [])


async def test_a_line_is_written_and_what_is_wrong_with_it_is_said_before_it_is_sent(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await opened(glass)
        await glass.press("comma", "k")
        await glass.until("paste several lines at once")
        await glass.answer("order part @nils")
        await glass.until("There is nobody behind @nils.")
        await glass.press(*["backspace"] * 4)
        await glass.answer("bo due:2031-05-02")
        await glass.until("@bo due")
        [item] = view_of(anna, tasks[LEAK]).checklist
        assert (item.text, item.assignee) == ("order part", "bo")
        await glass.press("comma", "k")
        await glass.answer("SD-2")
        await glass.until("SD-2 Lift stuck")


async def test_a_line_is_edited_where_it_stands(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(AddChecklistItems(task=tasks[LEAK], lines=('order part @bo due:"2031-05-02 14:00"', "ring them")))
    async with open_glass() as glass:
        page = await opened(glass)
        await glass.press("j", "e")
        await glass.until('order part @bo due:"2031-05-02 14:00"')
        await glass.press("ctrl+u")
        await glass.answer("order two parts @ada due:2031-05-03")
        await glass.until("☐ order two parts")
        item = view_of(anna, tasks[LEAK]).checklist[0]
        assert (item.text, item.assignee) == ("order two parts", "ada")
        assert item.due is not None
        assert item.due.date() == datetime(2031, 5, 3, tzinfo=UTC).date()
        await glass.press("e")
        await glass.until("order two parts @ada due:2031-05-03")
        version = view_of(anna, tasks[LEAK]).card.version
        await glass.press("ctrl+u", "enter")
        await glass.until("Write what is to be done")
        await glass.answer("order two parts @ada due:2031-05-03")
        await glass.until(lambda: not page.minibuffer.is_open)
        assert view_of(anna, tasks[LEAK]).card.version == version
        await glass.press("e", "ctrl+u")
        await glass.answer("SD-2")
        await glass.until("SD-2 Lift stuck")
        await glass.press("k", "k", "tab", "e")
        await glass.until("Title of SD-1")


async def test_a_line_that_ends_like_somebodys_is_nobodys_when_it_is_edited(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(AddChecklistItems(task=tasks[LEAK], lines=("write to \\@ada @bo",)))
    async with open_glass() as glass:
        page = await opened(glass)
        await glass.press("j", "e")
        await glass.until("write to \\@ada @bo")
        await glass.press("ctrl+a")
        await glass.write("and ")
        await glass.press("enter")
        await glass.until(lambda: not page.minibuffer.is_open)
        await glass.until(lambda: lines(anna, tasks[LEAK]) == ["and write to @ada"])
        assert view_of(anna, tasks[LEAK]).checklist[0].assignee == "bo"


async def test_lines_are_put_past_their_neighbours(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(AddChecklistItems(task=tasks[LEAK], lines=("one", "two", "three")))
    async with open_glass() as glass:
        page = await opened(glass)
        await glass.press("j", "greater_than_sign")
        await glass.until(lambda: lines(anna, tasks[LEAK]) == ["two", "one", "three"])
        await glass.until(lambda: page.view is not None and page.view.checklist[1].text == "one")
        await glass.press("greater_than_sign")
        await glass.until(lambda: lines(anna, tasks[LEAK]) == ["two", "three", "one"])
        await glass.until(lambda: page.view is not None and page.view.checklist[2].text == "one")
        await glass.press("greater_than_sign")
        await glass.until("It stands at the end already.")
        await glass.press("less_than_sign")
        await glass.until(lambda: lines(anna, tasks[LEAK]) == ["two", "one", "three"])


async def test_a_line_a_link_and_a_part_are_taken_off_and_brought_back(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    leak = tasks[LEAK]
    anna.do(AddChecklistItems(task=leak, lines=("one", "two")))
    anna.do(CreateTask(title="a part of it", parent=leak))
    anna.do(LinkTask(task=tasks["Lift stuck"], other=leak, kind=LinkKind.BLOCKS))
    anna.do(LinkTask(task=leak, other=tasks["Pump noise"], kind=LinkKind.RELATES))
    anna.do(LinkTask(task=tasks["Pump noise"], other=leak, kind=LinkKind.FOLLOWS))
    async with open_glass() as glass:
        page = await opened(glass)
        await glass.press("X")
        await glass.until("nothing here that X takes off")
        await glass.press("j", "X")
        await glass.until("You took “one” off the checklist of SD-1")
        await glass.press("u")
        await glass.until(lambda: lines(anna, leak) == ["one", "two"])
        await glass.until("☐ one")
        await glass.press("j", "X")
        await glass.until(lambda: view_of(anna, leak).parts == ())
        await glass.until(lambda: page.view is not None and not page.view.parts)
        await glass.press("X")
        await glass.until(lambda: len(view_of(anna, leak).links) == 2)
        await glass.until(lambda: page.view is not None and len(page.view.links) == 2)
        await glass.press("X")
        await glass.until("Which tie is taken away?")
        await glass.press("down", "enter")
        await glass.until(lambda: [link.kind for link in view_of(anna, leak).links] == [LinkKind.RELATES])


async def test_a_duplicate_is_closed_with_the_task_it_is_the_same_as(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(AddNote(task=tasks[LEAK], body="water on the floor"))
    async with open_glass() as glass:
        await glass.press("s")
        await glass.until("Status of SD-1")
        await glass.answer("closed")
        await glass.until("Why is SD-1 closed")
        await glass.answer("duplicate")
        await glass.until("The same as which task?")
        await glass.paste("lift")
        await glass.until("SD-2")
        await glass.press("enter")
        await glass.until("You closed SD-1 as a duplicate of SD-2; 1 note went there")
        assert view_of(anna, tasks["Lift stuck"]).history[0].note or view_of(anna, tasks["Lift stuck"]).history[1].note
        await glass.press("u")
        await glass.until(lambda: view_of(anna, tasks[LEAK]).card.category is Category.INBOX)


async def test_several_are_closed_as_duplicates_of_one_or_of_none_that_is_known(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("space", "space", "s")
        await glass.answer("closed")
        await glass.until("Why is")
        await glass.answer("duplicate")
        await glass.until("The same as which task?")
        await glass.paste("pump")
        await glass.until("SD-3")
        await glass.press("enter")
        await glass.until("You closed duplicates of SD-3")
        await glass.press("u")
        await glass.until(lambda: view_of(anna, tasks[LEAK]).card.category is Category.INBOX)
        await glass.press("escape", "s")
        await glass.answer("closed")
        await glass.until("Why is")
        await glass.answer("duplicate")
        await glass.until("enter: not known")
        await glass.press("enter")
        await glass.until(": duplicate")


async def test_a_note_becomes_a_task_and_elsewhere_a_part_is_added(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(AddNote(task=tasks[LEAK], body="The lamp is out, too.\n\nSecond floor."))
    async with open_glass() as glass:
        await opened(glass)
        await glass.press("comma", "s")
        await glass.until("Part of SD-1")
        await glass.press("escape", "tab", "comma", "s")
        await glass.until("Title of the task made of this note")
        await glass.until("The lamp is out, too.")
        await glass.press("enter")
        await glass.until("of a note on SD-1: The lamp is out, too.")
        [link] = view_of(anna, tasks[LEAK]).links
        assert (link.kind, link.outward) == (LinkKind.FOLLOWS, False)
        assert view_of(anna, link.id).description == "The lamp is out, too.\n\nSecond floor."
        await glass.until("links")


async def test_parts_that_were_split_off_are_on_the_page_and_open(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        page = await opened(glass)
        await glass.press("comma", "s")
        await glass.until("Part of SD-1")
        await glass.answer("drain the boiler")
        await glass.until("parts 0/1")
        assert page.view is not None
        await glass.press("j", "enter")
        await glass.until("drain the boiler")
        await glass.until("part of")


@pytest.mark.parametrize("density", [FULL, SHORT, LINE])
async def test_a_card_says_that_it_is_snoozed_at_every_density(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", density: int
) -> None:
    now = datetime.now(UTC)
    anna.do(SnoozeTask(task=tasks[LEAK], until=now + timedelta(days=2)))
    card = view_of(anna, tasks[LEAK]).card
    here = zone("Europe/Copenhagen")
    rows = draw_card(card, Look(width=44, density=density), now, here)
    drawn = "\n".join("".join(text for text, _style in row) for row in rows)
    said = words.snoozed_words(card, now, here) if density == FULL else words.brief_words(card, now, here)[0]
    assert said
    assert said in drawn
    assert density == FULL or said.startswith("z ")
    assert id_of(anna, "anna")


async def test_at_another_width_one_stands_on_the_same_line(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(AddChecklistItems(task=tasks[LEAK], lines=("one", "two @bo")))
    async with open_glass() as glass:
        page = await opened(glass)
        await glass.press("j", "j")
        stood_on = page.spot
        assert stood_on is not None
        await glass.resize(45, 20)
        await glass.until("▌☐ two")
        assert page.spot == stood_on
        await glass.resize(120, 40)
        await glass.until("▌☐ two")
        assert page.spot == stood_on
