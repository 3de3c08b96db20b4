"""The mouse: a press selects, two open, a card is carried to another column, the wheel scrolls, choices are pressed."""

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from screens.boxes import BoxOfKeys
from screens.paint import cut_spans
from screens.prompts import PickPrompt
from screens.widgets.pointing import keys_for
from servicedesk_tui.actions import Scope, actions_in
from servicedesk_tui.keymap import resolve_keys
from servicedesk_tui.vocabulary.commands import CreateTask
from servicedesk_tui.vocabulary.refusals import Choice

from .conftest import Glass, OpenGlass

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk


def cell_of(glass: Glass, text: str) -> tuple[int, int]:
    """Where a text stands on the screen."""
    for y, line in enumerate(glass.text.split("\n")):
        if text in line:
            return line.index(text), y
    raise AssertionError(f"{text!r} is not on the screen:\n{glass.text}")


async def press(glass: Glass, text: str, times: int = 1) -> None:
    await glass._pilot.click(offset=cell_of(glass, text), times=times)


async def carry(glass: Glass, text: str, onto: str) -> None:
    """Hold what stands at a text, move to another, let go."""
    await glass._pilot.mouse_down(offset=cell_of(glass, text))
    await glass._pilot.hover(offset=cell_of(glass, onto))
    await glass._pilot.pause()
    await glass._pilot.mouse_up(offset=cell_of(glass, onto))


async def test_a_press_selects_a_card_and_a_column_and_two_open(open_glass: OpenGlass, tasks: dict[str, int]) -> None:
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        await press(glass, "Pump noise")
        assert glass.cursor == "Pump noise"
        await press(glass, "Ready")
        assert glass.app.board.columns.column is glass.app.board.columns.all[1]
        await press(glass, "Lift stuck", times=2)
        await glass.until(lambda: glass.app.screen is not glass.app.board)
        await glass.until("Lift stuck")


async def test_a_card_is_carried_to_another_column_and_undo_takes_it_back(
    open_glass: OpenGlass, tasks: dict[str, int]
) -> None:
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        await glass._pilot.mouse_down(offset=cell_of(glass, "Boiler leak"))
        await glass._pilot.hover(offset=cell_of(glass, "Waiting"))
        assert "SD-1 → Waiting" in glass.line
        await glass._pilot.hover(offset=cell_of(glass, "Inbox"))
        assert "→" not in glass.line
        await glass._pilot.hover(offset=cell_of(glass, "Doing"))
        await glass._pilot.mouse_up(offset=cell_of(glass, "Doing"))
        await glass.until(lambda: glass.app.board.minibuffer.is_open or "Boiler leak" in glass.column("Doing"))
        if glass.app.board.minibuffer.is_open:  # whose it is has to be known there
            await glass.press("enter")
        await glass.until(lambda: "Boiler leak" in glass.column("Doing"))
        await glass.press("u")
        await glass.until(lambda: "Boiler leak" in glass.column("Inbox"))


async def test_marked_cards_are_carried_together(open_glass: OpenGlass, tasks: dict[str, int]) -> None:
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        await glass.press("space", "v", "v")
        await glass.until(lambda: len(glass.app.board.columns.marks) > 1)
        marked = [card.title for card in glass.app.board.columns.marks.values()]
        await carry(glass, marked[0], "Ready")
        await glass.until(lambda: glass.app.board.minibuffer.is_open or set(marked) <= set(glass.column("Ready")))


async def test_a_card_that_moved_meanwhile_is_still_the_one_that_was_taken(
    open_glass: OpenGlass, tasks: dict[str, int], anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        await glass._pilot.mouse_down(offset=cell_of(glass, "Boiler leak"))
        anna.do(CreateTask(title="Gas smell", impact=1, urgency=1))  # type: ignore[arg-type]
        await glass.until(lambda: glass.column("Inbox")[0] == "Gas smell")
        await glass._pilot.hover(offset=cell_of(glass, "Scheduled"))
        assert "SD-1 → Scheduled" in glass.line
        await glass._pilot.mouse_up(offset=(0, 0))


async def test_who_may_only_look_is_told_so(open_glass: OpenGlass, tasks: dict[str, int]) -> None:
    async with open_glass("vera") as glass:
        await glass.until("Boiler leak")
        await carry(glass, "Boiler leak", "Ready")
        await glass.until("You may look")


async def test_the_wheel_scrolls_the_column_under_it(open_glass: OpenGlass, anna: "Desk") -> None:
    for number in range(60):
        anna.do(CreateTask(title=f"Radiator {number}"))
    async with open_glass(size=(80, 24)) as glass:
        await glass.until("Radiator 0")
        board = glass.app.board.board
        column = glass.app.board.columns.all[0]
        for _notch in range(3):
            await glass._pilot._post_mouse_events([MouseScrollDown], board, (5, 5))
        await glass.until(lambda: column.top == 6)
        assert column.top <= column.cursor < column.top + board.rows
        await glass._pilot._post_mouse_events([MouseScrollUp], board, (5, 5))
        await glass.until(lambda: column.top == 4)


async def test_while_something_is_asked_the_board_stays_as_it_is(open_glass: OpenGlass, tasks: dict[str, int]) -> None:
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        before = glass.cursor
        await glass.write("nhalf a ta")
        await press(glass, "Pump noise")
        assert glass.cursor == before
        assert "half a ta" in glass.line


async def test_a_choice_is_chosen_by_a_press(open_glass: OpenGlass, tasks: dict[str, int]) -> None:
    async with open_glass() as glass:
        await glass.until("Boiler leak")
        here = glass.cursor
        await glass.press("a")
        await glass.until("bo ")
        await press(glass, " bo ")
        await glass.until(lambda: not glass.app.board.minibuffer.is_open)
        await glass.until(lambda: _owner(glass, here) == "bo")


def _owner(glass: Glass, title: str) -> str | None:
    cards = [card for column in glass.app.board.columns.all for card in column.cards]
    return next((card.owner for card in cards if card.title == title), None)


@pytest.mark.parametrize(("y", "keys"), [(1, ("up", "enter")), (2, ("enter",)), (4, ("down", "down", "enter"))])
def test_a_row_of_a_list_is_gone_to_and_given(y: int, keys: tuple[str, ...]) -> None:
    prompt = PickPrompt("Give to", [Choice(n, f"choice {n}") for n in range(12)], lambda _value: None, at=1)
    rows = [[("-" * 20, "dim")], *([(" ", ""), *row] for row in prompt.rows())]
    assert keys_for(rows, 5, y) == keys
    assert keys_for(rows, 5, 0) == ()
    assert keys_for(rows, 5, len(rows) - 1) == ()


def test_a_cell_of_a_box_is_its_key() -> None:
    keymap = resolve_keys()[0]
    places = [place for place in actions_in(Scope.GO) if keymap.label(place.id)]
    box = BoxOfKeys(Scope.GO, keymap, places, lambda _action: None, label="g", width=lambda: 80)
    box.is_shown = True
    rows = [[("-" * 80, "dim")], *([(" ", ""), *row] for row in box.rows())]
    first, second = (str(rows[1][n][0]).strip() for n in (1, 3))
    assert keys_for(rows, 2, 1) == (first,)
    wide = sum(len(text) for text, _style in rows[1][:3])
    assert keys_for(rows, wide + 2, 1) == (second,)
    assert keys_for([cut_spans(row, 81) for row in rows], 2, 0) == ()
