"""A task's page: its parts, what is stood on and done there, and how what happened is told."""

from typing import TYPE_CHECKING

from screens.story import FOLDED
from screens.task import TaskScreen
from screens.widgets.page import Part
from servicedesk_tui.vocabulary.commands import AddChecklistItem, AddNote, CreateTask, LinkTask
from servicedesk_tui.vocabulary.enums import NoteKind
from servicedesk_tui.vocabulary.task_rows import TaskView

from .conftest import Glass, OpenGlass, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]
LEAK = "Boiler leak"


async def opened(glass: Glass, seen: str = "added SD-1") -> TaskScreen:
    await glass.press("enter")
    await glass.until(seen)
    screen = glass.app.screen
    assert isinstance(screen, TaskScreen)
    return screen


async def test_an_item_is_stood_on_and_ticked_and_undo_takes_it_back(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    def ticked() -> list[bool]:
        return [item.done for item in view_of(anna, tasks[LEAK]).checklist]

    anna.do(AddChecklistItem(task=tasks[LEAK], text="shut the valve"))
    anna.do(AddChecklistItem(task=tasks[LEAK], text="order part"))
    async with open_glass(size=(120, 40)) as glass:
        page = await opened(glass)
        await glass.press("space")
        await glass.until("no line of the checklist")
        await glass.press("j", "j", "space")
        await glass.until(lambda: ticked() == [False, True])
        await glass.until("☑ order part")
        assert page.spot is not None
        await glass.press("space")
        await glass.until(lambda: ticked() == [False, False])
        await glass.press("u")
        await glass.until(lambda: ticked() == [False, True])


async def test_parts_are_gone_round_by_tab_where_it_is_narrow_and_where_it_is_wide(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(AddChecklistItem(task=tasks[LEAK], text="shut the valve"))
    anna.do(AddNote(task=tasks[LEAK], body="the valve is here"))
    async with open_glass(size=(80, 24)) as glass:
        page = await opened(glass, "owner")
        assert "shut the valve" not in glass.text
        await glass.press("tab")
        assert "shut the valve" in glass.text
        await glass.press("tab")
        assert "the valve is here" in glass.text
        await glass.press("tab")
        assert str(page.page.part) == Part.FACTS
    async with open_glass(size=(120, 40)) as glass:
        wide = await opened(glass)
        assert "shut the valve" in glass.text
        await glass.press("tab")
        assert str(wide.page.part) == Part.STORY
        await glass.press("tab")
        assert str(wide.page.part) == Part.FACTS


async def test_a_linked_task_opens_over_this_one_and_back_stands_where_one_stood(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(LinkTask(task=tasks[LEAK], other=tasks["Lift stuck"]))
    async with open_glass(size=(120, 40)) as glass:
        page = await opened(glass)
        await glass.press("enter")
        await glass.until("nothing to open here")
        await glass.press("j", "enter")
        await glass.until("SD-2  Lift stuck")
        await glass.press("J")
        await glass.until("no further task")
        await glass.press("q")
        await glass.until("SD-1  Boiler leak")
        assert glass.app.screen is page
        assert page.spot is not None
        assert page.spot.id == tasks["Lift stuck"]


async def test_a_line_is_told_in_full_and_undone_from_there(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    def now() -> TaskView:
        return view_of(anna, tasks[LEAK])

    async with open_glass(size=(120, 40)) as glass:
        await opened(glass)
        await glass.press("plus")
        await glass.until(lambda: now().card.urgency == 1)
        await glass.press("i")
        await glass.until("owner  anna")
        await glass.press("tab", "j", "enter")
        await glass.until("urgency medium → high")
        assert "u takes this back" in glass.text
        await glass.press("u")
        await glass.until(lambda: now().card.urgency == 2)
        assert now().card.owner == "anna"
        await glass.press("enter")
        await glass.until(lambda: "u takes this back" not in glass.text)


async def test_a_long_note_folds_and_unfolds(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    count = FOLDED + 8
    anna.do(AddNote(task=tasks[LEAK], body="\n".join(f"step {n}." for n in range(count))))
    async with open_glass(size=(120, 40)) as glass:
        await opened(glass)
        assert f"step {count - 1}." not in glass.text
        assert f"{count - FOLDED + 4} more lines: enter" in glass.text
        await glass.press("tab", "enter")
        await glass.until(f"step {count - 1}.")


async def test_what_happened_is_told_by_kind_by_text_and_in_either_order(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(AddNote(task=tasks[LEAK], body="internal words"))
    anna.do(AddNote(task=tasks[LEAK], body="Bo is with you at two.", kind=NoteKind.UPDATE))
    anna.do(AddNote(task=tasks[LEAK], body="rang about the key", kind=NoteKind.CALL))
    async with open_glass(size=(120, 40)) as glass:
        await opened(glass)
        await glass.press("f")
        await glass.until(lambda: "internal words" in glass.text and "added SD-1" not in glass.text)
        await glass.press("f")
        await glass.until(lambda: "at two." in glass.text and "internal words" not in glass.text)
        await glass.press("f")
        await glass.until(lambda: "rang about" in glass.text and "at two." not in glass.text)
        await glass.press("f")
        await glass.until(lambda: "added SD-1" in glass.text and "rang about" not in glass.text)
        await glass.press("escape")
        await glass.until(lambda: "internal words" in glass.text and "added SD-1" in glass.text)
        await glass.press("slash", *"TWO", "enter")
        await glass.until(lambda: "at two." in glass.text and "internal words" not in glass.text)
        assert "“TWO”" in glass.text
        await glass.press("escape")
        await glass.until("internal words")
        assert glass.text.index("internal words") < glass.text.index("added SD-1")
        await glass.press("S")
        await glass.until("oldest first")
        assert glass.text.index("internal words") > glass.text.index("added SD-1")


async def test_more_of_what_happened_is_read_when_its_end_comes_near(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    for number in range(140):
        anna.do(AddNote(task=tasks[LEAK], body=f"note {number}."))
    async with open_glass(size=(120, 40)) as glass:
        await glass.press("enter")
        await glass.until("note 139.")
        page = glass.app.screen
        assert isinstance(page, TaskScreen)
        assert len(page.lines) == 60
        await glass.press("tab", "G")
        await glass.until(lambda: len(page.lines) > 60)
        await glass.press("G")
        await glass.until(lambda: len(page.lines) > 140)
        await glass.press("G")
        await glass.until("added SD-1")


async def test_texts_are_shown_as_they_were_written(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(AddNote(task=tasks[LEAK], body="# Shut\n\n- the *valve*"))
    async with open_glass(size=(120, 40)) as glass:
        await opened(glass)
        await glass.press("R")
        await glass.until("- the *valve*")


async def test_parts_of_a_task_are_on_its_page_with_what_they_come_to(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    first = anna.do(CreateTask(title="shut off", parent=tasks[LEAK], estimate_minutes=30)).created
    assert first is not None
    anna.do(CreateTask(title="a part of a part", parent=first, estimate_minutes=60))
    async with open_glass(size=(120, 40)) as glass:
        await opened(glass)
        assert "parts 0/2" in glass.text
        assert "1 h 30 min estimated" in glass.text
        assert "shut off" in glass.text
        assert "a part of a part" not in glass.text
