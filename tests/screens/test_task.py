"""One task's page on a real desk."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from screens.task import TaskScreen
from servicedesk_tui.actions import Scope, actions_in
from servicedesk_tui.vocabulary.commands import AddChecklistItem, AddNote, EditTask, LinkTask, SetDue
from servicedesk_tui.vocabulary.enums import NoteKind

from .conftest import Glass, OpenGlass
from .test_page import opened

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


async def test_the_page_shows_facts_text_links_and_history(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Boiler leak"]
    anna.do(EditTask(task=task, fields={"description": "Leak at the pump flange.", "next_step": "order the valve"}))
    anna.do(AddChecklistItem(task=task, text="shut the valve"))
    anna.do(LinkTask(task=task, other=tasks["Lift stuck"]))
    anna.do(AddNote(task=task, body="Bo is with you at two.", kind=NoteKind.UPDATE))
    async with open_glass() as glass:
        await glass.press("enter")
        text = await glass.until("Leak at the pump flange.")
        for part in ("order the valve", "shut the valve", "Lift stuck", "Bo is with you at two.", "nobody", "today"):
            assert part in text
        await glass.press("q")
        await glass.until("Inbox")


async def test_verbs_work_on_the_page(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("enter")
        await glass.until("nobody")
        await glass.press("i")
        await glass.until("owner  anna")
        await glass.press("u")
        await glass.until("owner  nobody")


async def test_j_and_k_go_along_the_list_it_was_opened_from(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("enter")
        await glass.until("SD-1  Boiler leak")
        await glass.press("J")
        await glass.until("SD-2  Lift stuck")
        await glass.press("K", "K")
        await glass.until("no further task")
        await glass.press("J", "escape")
        await glass.until("Inbox")
        assert glass.cursor == "Lift stuck"


async def test_what_others_change_appears_on_the_page(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("enter")
        await glass.until("nobody")
        anna.do(AddNote(task=tasks["Boiler leak"], body="the valve is here"))
        await glass.until("the valve is here")


async def test_a_long_page_is_read_on(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    text = "\n".join(f"line {number}" for number in range(80))
    anna.do(EditTask(task=tasks["Boiler leak"], fields={"description": text}))
    async with open_glass(size=(80, 24)) as glass:
        await glass.press("enter")
        await glass.until("line 3")
        await glass.press("ctrl+d")
        assert "line 25" in glass.text
        await glass.press("home")
        assert "owner" in glass.text
        await glass.press("G")
        assert "owner" not in glass.text


async def on_a_long_story(glass: Glass, anna: "Desk", task: int) -> TaskScreen:
    for number in range(70):
        anna.do(AddNote(task=task, body=f"note {number}"))
    page = await opened(glass, "note 69")
    await glass.press("tab")
    return page


async def test_the_end_of_a_page_that_is_not_read_yet_is_its_beginning(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        page = await on_a_long_story(glass, anna, tasks["Boiler leak"])
        page.moves()["next"]()
        page.moves()["bottom"]()  # before the answer has come
        await glass.until("SD-2  Lift stuck")
        await glass.until(lambda: len(page.lines) == 1)


async def test_what_was_asked_for_one_task_is_not_told_of_the_next(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Any] = []
    async with open_glass() as glass:
        page = await on_a_long_story(glass, anna, tasks["Boiler leak"])
        ask = page.session.ask

        def hold(question: Any, slot: str, then: Any, *otherwise: Any, **named: Any) -> None:
            kept = (lambda found: held.append(partial(then, found))) if slot == "story" else then
            ask(question, slot, kept, *otherwise, **named)

        monkeypatch.setattr(page.session, "ask", hold)
        await glass.press("G")
        await glass.until(lambda: len(held) == 1)
        held.pop()()
        assert len(page.lines) == 71
        await glass.press("f")
        await glass.until(lambda: len(held) == 1)
        await glass.press("J")
        await glass.until(lambda: len(page.lines) == 1)
        held.pop()()
        assert len(page.lines) == 1


async def test_a_due_moment_that_passed_is_said_in_words(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(SetDue(task=tasks["Boiler leak"], due=datetime.now(UTC) - timedelta(hours=3)))
    async with open_glass(size=(80, 24)) as glass:
        await glass.until("over by 3 h")
        await glass.press("enter")
        await glass.until("over by 3 h")


async def test_every_listed_action_is_built(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        assert {action.id for action in actions_in(Scope.BOARD)} <= set(glass.app.board._acts)
        await glass.press("enter")
        await glass.until("nobody")
        page = glass.app.screen
        assert isinstance(page, TaskScreen)
        assert {action.id for action in actions_in(Scope.TASK)} <= set(page._acts)
