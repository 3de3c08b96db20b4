"""Half-written text is never lost."""

from typing import TYPE_CHECKING

from servicedesk_tui.vocabulary.questions import DraftQuestion

from .conftest import OpenGlass

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


async def test_escape_keeps_a_draft_and_the_same_key_offers_it_again(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("c")
        await glass.write("half a note")
        await glass.press("escape")
        assert "Kept as a draft" in glass.line
        await glass.until(lambda: anna.ask(DraftQuestion(key=f"note:{tasks['Boiler leak']}")) == "half a note")
        await glass.press("c")
        await glass.until("half a note")
        await glass.press("enter")
        await glass.until("u takes it back")
        await glass.until(lambda: anna.ask(DraftQuestion(key=f"note:{tasks['Boiler leak']}")) == "")


async def test_a_pause_keeps_a_draft(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("n")
        await glass.write("Radi")
        await glass.until(lambda: anna.ask(DraftQuestion(key="add")) == "Radi")
        assert glass.app.board.minibuffer.is_open


async def test_leaving_with_an_open_line_keeps_it(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("n")
        await glass.write("Radiator")
    assert anna.ask(DraftQuestion(key="add")) == "Radiator"


async def test_a_draft_does_not_overwrite_what_was_typed_meanwhile(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("n", "a")
        prompt = glass.app.board.minibuffer.prompt
        assert prompt is not None
        glass.app.board.minibuffer.offer(prompt, "older")
        assert glass.line.endswith("a" + " " * (len(glass.line) - len(glass.line.rstrip())))
        assert "older" not in glass.line
