"""Going about from every screen: what nobody has or touched, and the places after `g`."""

from typing import TYPE_CHECKING

import pytest

from servicedesk_tui.vocabulary.desk_commands import SaveView

from .conftest import Glass, OpenGlass

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]
SCREENS = {"board": (), "task": ("enter",), "workload": ("4",), "schedule": ("3",), "people": ("g", "w")}
SHOWN = {
    "board": "Boiler leak", "task": "added SD-", "workload": "Workload", "schedule": "unplanned", "people": "Calendars",
}  # fmt: skip


async def stand(glass: Glass, screen: str) -> None:
    """On a screen."""
    await glass.until("Boiler leak")
    await glass.press(*SCREENS[screen])
    await glass.until(SHOWN[screen])


def through(glass: Glass) -> str:
    """The filter of the board, "" while it is not what is seen."""
    board = glass.app.board
    return board.filter.text if glass.app.screen is board else ""


@pytest.mark.parametrize("screen", SCREENS)
async def test_to_what_nobody_has_or_touched_from_everywhere(open_glass: OpenGlass, tasks: Tasks, screen: str) -> None:
    async with open_glass() as glass:
        await stand(glass, screen)
        await glass.press("O")
        await glass.until(lambda: through(glass) == "is:unowned or is:untouched")
        await glass.until(lambda: glass.column("Ready") == [] and len(glass.column("Inbox")) == 3)
        await glass.press("escape")
        await glass.until(lambda: glass.column("Ready") == ["Filter change"])


@pytest.mark.parametrize("screen", [screen for screen in SCREENS if screen != "board"])
async def test_the_places_after_g_are_reached_from_every_screen(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", screen: str
) -> None:
    anna.do(SaveView(name="Of lars", query="@lars", letter="x"))
    async with open_glass() as glass:
        await stand(glass, screen)
        await glass.press("g", "p")
        await glass.until("Tasks of")
        await glass.answer("lars")
        await glass.until(lambda: through(glass) == "@lars")
        await glass.press("g", "l")
        await glass.until(lambda: glass.column("Ready") == ["Filter change"] and len(glass.column("Inbox")) == 3)
        await stand(glass, screen)
        await glass.press("g", "v", "x")
        await glass.until(lambda: through(glass) == "@lars")
        await glass.press("escape")
        await stand(glass, screen)
        await glass.press("g", "c")
        await glass.answer("acme")
        await glass.until(lambda: through(glass).startswith("for:"))
        await glass.press("escape")
        await stand(glass, screen)
        await glass.press("g", "o")
        await glass.until(lambda: through(glass) == "no:owner is:open")
        await glass.press("escape")
        await stand(glass, screen)
        await glass.press("g", "l")
        await glass.until(lambda: through(glass) == "no:owner is:open")
        await glass.press("escape")
        await stand(glass, screen)
        await glass.press("g", "h")
        await glass.until("added SD-1")
        await glass.press("q")
        await glass.until(SHOWN[screen])
        await glass.press("g", "u")
        await glass.until(lambda: glass.app.screen.minibuffer.is_open)  # type: ignore[attr-defined]
        await glass.press("escape", "g")
        await glass.until("a person's tasks")
        await glass.press("g")
        await glass.press("g", "w")
        await glass.until("Calendars")
