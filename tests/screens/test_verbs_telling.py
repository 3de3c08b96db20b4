"""What is said about a task, through the keys: notes, customer updates, its title, its next step, its checklist, its tags."""

from typing import TYPE_CHECKING

from servicedesk_tui.vocabulary.commands import EditTask
from servicedesk_tui.vocabulary.enums import NoteKind
from servicedesk_tui.vocabulary.history_rows import NoteRow
from servicedesk_tui.vocabulary.questions import DraftQuestion

from .conftest import OpenGlass, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


def notes_of(desk: "Desk", task: int) -> list[NoteRow]:
    """The notes of a task, newest first."""
    return [line.note for line in view_of(desk, task).history if line.note]


async def test_a_customer_is_told_with_a_second_key(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Filter change"]
    async with open_glass() as glass:
        await glass.press("l", "C")
        assert "CUSTOMER SEES THIS → Acme Køl" in glass.line
        await glass.answer("Lars is with you around 14:30.")
        text = await glass.until("For Acme Køl to see:")
        assert "“Lars is with you around 14:30.”" in text
        assert notes_of(anna, task) == []
        await glass.press("C")
        await glass.until(lambda: [note.kind for note in notes_of(anna, task)] == [NoteKind.UPDATE])
        assert notes_of(anna, task)[0].body == "Lars is with you around 14:30."
        await glass.until(lambda: anna.ask(DraftQuestion(key=f"update:{task}")) == "")
        await glass.until("u takes it back")
        await glass.press("u")
        await glass.until(lambda: notes_of(anna, task) == [])


async def test_any_other_key_tells_nobody_and_keeps_the_draft(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    task = tasks["Filter change"]
    before = len(view_of(anna, task).history)
    async with open_glass() as glass:
        await glass.press("l", "C")
        await glass.answer("Lars comes at two.")
        await glass.until("For Acme Køl to see:")
        await glass.press("x")
        assert not glass.app.board.minibuffer.is_open
        await glass.until(lambda: anna.ask(DraftQuestion(key=f"update:{task}")) == "Lars comes at two.")
        assert len(view_of(anna, task).history) == before
        await glass.press("C")
        await glass.until("Lars comes at two.")


async def test_whom_nobody_stands_behind_is_not_told(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("C")
        assert "SD-1 has no customer to tell" in glass.line
        assert not glass.app.board.minibuffer.is_open


async def test_nothing_is_told_of_nothing(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("l", "C", "enter")
        assert "Write what the customer is to know" in glass.text
        assert glass.app.board.minibuffer.is_open
        assert notes_of(anna, tasks["Filter change"]) == []


async def test_a_title_is_edited_where_it_stands(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("e")
        assert "Boiler leak" in glass.line
        await glass.answer(", no hot water")
        await glass.until(lambda: glass.cursor == "Boiler leak, no hot water")
        assert view_of(anna, tasks["Boiler leak"]).card.title == "Boiler leak, no hot water"
        await glass.press("u")
        await glass.until(lambda: glass.cursor == "Boiler leak")


async def test_a_title_that_was_changed_meanwhile_is_a_conflict(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    task = tasks["Boiler leak"]
    async with open_glass() as glass:
        await glass.press("e")
        anna.do(EditTask(task=task, fields={"title": "Boiler leaks badly"}))
        await glass.answer(", cellar")
        text = await glass.until("theirs: Boiler leaks badly")
        assert "mine: Boiler leak, cellar" in text
        await glass.press("enter")
        await glass.until(lambda: view_of(anna, task).card.title == "Boiler leak, cellar")


async def test_an_empty_title_is_left_alone(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("e", "ctrl+u", "enter")
        assert view_of(anna, tasks["Boiler leak"]).card.title == "Boiler leak"
        assert len(view_of(anna, tasks["Boiler leak"]).history) == 1


async def test_one_title_at_a_time(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("v", "v", "e")
        assert "One title at a time" in glass.line


async def test_the_next_step_is_said_and_taken_off(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Boiler leak"]
    async with open_glass() as glass:
        await glass.press("comma", "n")
        await glass.answer("isolate the pump")
        await glass.until(lambda: view_of(anna, task).next_step == "isolate the pump")
        await glass.until("→ isolate the pump")
        await glass.press("comma", "n")
        assert "isolate the pump" in glass.line
        await glass.press("ctrl+u")
        await glass.answer("-")
        await glass.until(lambda: view_of(anna, task).next_step == "")


async def test_a_line_is_added_to_the_checklist(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("comma", "k")
        await glass.answer("photo of the flange")
        await glass.until(
            lambda: [i.text for i in view_of(anna, tasks["Boiler leak"]).checklist] == ["photo of the flange"]
        )
        await glass.until("0/1")


async def test_tags_are_written_put_on_and_taken_off(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Boiler leak"]
    async with open_glass() as glass:
        await glass.press("t")
        await glass.answer("#pump heating")
        await glass.until(lambda: set(view_of(anna, task).tags) == {"pump", "heating"})
        await glass.until("u takes it back")
        await glass.press("t")
        await glass.until("on it: enter takes it off")
        await glass.answer("pu")
        await glass.until(lambda: view_of(anna, task).tags == ("heating",))
        await glass.until("u takes it back")
        await glass.press("t")
        await glass.answer("-heating new")
        await glass.until(lambda: view_of(anna, task).tags == ("new",))


async def test_a_new_tag_is_made_only_when_nothing_is_called_that(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("t")
        await glass.write("pump")
        assert "new tag" in glass.text
        await glass.press("enter")
        await glass.until(lambda: view_of(anna, tasks["Boiler leak"]).tags == ("pump",))
        await glass.until("u takes it back")
        await glass.press("j", "t")
        await glass.until("#pump  1 open")
        await glass.write("pu")
        assert "▌#pump" in glass.text
        await glass.press("enter")
        await glass.until(lambda: view_of(anna, tasks["Lift stuck"]).tags == ("pump",))


async def test_two_lines_that_met_are_written_anew_of_both_or_put_back(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    task = tasks["Boiler leak"]

    def now() -> str:
        return view_of(anna, task).next_step

    anna.do(EditTask(task=task, fields={"next_step": "shut the valve"}))
    async with open_glass() as glass:
        await glass.until("→ shut the valve")
        for choice, becomes in (("both", "open the wall, then ring the insurer"), ("as it was", "shut the valve")):
            await glass.press("comma", "n")
            await glass.press("ctrl+u", *"ring the insurer")
            anna.do(EditTask(task=task, fields={"next_step": "open the wall"}))
            await glass.press("enter")
            text = await glass.until("theirs: open the wall")
            assert "mine: ring the insurer" in text
            assert "as it was: shut the valve" in text
            await glass.press(*choice, "enter")
            if choice == "both":
                await glass.until("theirs: open the wall")
                await glass.press("ctrl+u", *becomes, "enter")
            await glass.until(lambda: now() == becomes)  # noqa: B023
            anna.do(EditTask(task=task, fields={"next_step": "shut the valve"}))
            await glass.until("→ shut the valve")
