"""Tying tasks together and to customers, through the keys: blocked, linked, split, given to a customer, copied."""

from typing import TYPE_CHECKING

import pytest

from servicedesk_tui.vocabulary.commands import BlockTask
from servicedesk_tui.vocabulary.desk_commands import AddCustomer
from servicedesk_tui.vocabulary.enums import LinkKind
from servicedesk_tui.vocabulary.questions import SearchQuestion
from servicedesk_tui.vocabulary.rows import Card

from .conftest import OpenGlass, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


def links_of(desk: "Desk", task: int) -> list[tuple[str, LinkKind, bool]]:
    """The other ends of a task's links."""
    return [(link.title, link.kind, link.outward) for link in view_of(desk, task).links]


async def test_a_reason_blocks_and_a_minus_lets_it_go_on(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Boiler leak"]
    async with open_glass() as glass:
        await glass.press("comma", "b")
        assert "words, or a task's number" in glass.line
        await glass.answer("no key to the cellar")
        await glass.until(lambda: view_of(anna, task).card.blocked == "no key to the cellar")
        await glass.until("no key to the cellar")
        await glass.press("comma", "b")
        assert "nothing does any more" in glass.line
        await glass.answer("-")
        await glass.until(lambda: view_of(anna, task).card.blocked is None)


@pytest.mark.parametrize("number", ["2", "SD-2", "#2"])
async def test_a_number_blocks_by_that_task(open_glass: OpenGlass, tasks: Tasks, anna: "Desk", number: str) -> None:
    async with open_glass() as glass:
        await glass.press("comma", "b")
        await glass.answer(number)
        await glass.until(lambda: links_of(anna, tasks["Boiler leak"]) == [("Lift stuck", LinkKind.BLOCKS, False)])


async def test_a_number_that_there_is_not_blocks_nothing(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("comma", "b")
        await glass.answer("999")
        await glass.until("There is no SD-999.")
        assert view_of(anna, tasks["Boiler leak"]).card.blocked is None


@pytest.mark.parametrize("reason", ["", "no key"])
async def test_what_another_task_blocks_is_let_go_by_the_same_key(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", reason: str
) -> None:
    """The line says that a minus lets it go on: it has to, whatever blocks it."""
    anna.do(BlockTask(task=tasks["Boiler leak"], by=tasks["Lift stuck"], reason=reason))
    async with open_glass() as glass:
        await glass.until(lambda: glass.app.board.columns.card.blocked is not None)  # type: ignore[union-attr]
        await glass.press("comma", "b")
        assert "nothing does any more" in glass.line
        await glass.answer("-")
        await glass.until(lambda: view_of(anna, tasks["Boiler leak"]).card.blocked is None)


async def test_all_that_blocks_a_task_comes_back_with_one_undo(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    for other in ("Lift stuck", "Pump noise"):
        anna.do(BlockTask(task=tasks["Boiler leak"], by=tasks[other], reason="no key"))
    before = links_of(anna, tasks["Boiler leak"])
    async with open_glass() as glass:
        await glass.press("comma", "b")
        await glass.answer("-")
        await glass.until("unblocked SD-1 from SD-2, SD-3")
        await glass.press("u")
        await glass.until(lambda: view_of(anna, tasks["Boiler leak"]).card.blocked is not None)
        assert sorted(links_of(anna, tasks["Boiler leak"])) == sorted(before)


@pytest.mark.parametrize(
    ("said", "kind", "outward"),
    [
        ("relates", LinkKind.RELATES, True),
        ("duplicate", LinkKind.DUPLICATES, True),
        ("blocked by", LinkKind.BLOCKS, False),
    ],
)
async def test_a_task_is_linked_to_one_that_is_found(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", said: str, kind: LinkKind, outward: bool
) -> None:
    async with open_glass() as glass:
        await glass.press("comma", "l")
        await glass.answer(said)
        await glass.until("a number, or any part of what it says")
        await glass.write("pump")
        await glass.until("▌SD-3")
        await glass.press("enter")
        await glass.until(lambda: links_of(anna, tasks["Boiler leak"]) == [("Pump noise", kind, outward)])


async def test_a_pasted_number_is_looked_for_as_a_written_one(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("number_sign")
        await glass.paste("Pump")
        await glass.until("▌SD-3")


async def test_a_task_that_goes_in_a_circle_is_not_linked(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(BlockTask(task=tasks["Boiler leak"], by=tasks["Lift stuck"]))
    async with open_glass() as glass:
        await glass.press("j", "comma", "b")
        await glass.answer("1")
        await glass.until("go in a circle")
        assert len(links_of(anna, tasks["Lift stuck"])) == 1


async def test_a_part_is_split_off_for_the_same_customer(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("l", "comma", "s")
        assert "Part of SD-4" in glass.line
        await glass.answer("Order the filter @ada")
        await glass.until(lambda: glass.cursor == "Order the filter")
        found: tuple[Card, ...] = anna.ask(SearchQuestion(text="Order the filter"))
        view = view_of(anna, found[0].id)
        assert (view.parent, view.card.customer, view.card.owner) == (4, "Acme Køl", "ada")


async def test_a_customer_is_chosen_and_taken_off(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Boiler leak"]
    anna.do(AddCustomer(name="Nordby Skole"))
    async with open_glass() as glass:
        await glass.press("comma", "c")
        await glass.until("Nordby Skole")
        await glass.answer("acme")
        await glass.until(lambda: view_of(anna, task).card.customer == "Acme Køl")
        assert view_of(anna, task).card.priority == 2
        await glass.until("u takes it back")
        await glass.press("comma", "c")
        await glass.answer("no customer")
        await glass.until(lambda: view_of(anna, task).card.customer is None)


async def test_reference_and_title_go_to_the_clipboard(
    open_glass: OpenGlass, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_glass() as glass:
        await glass.press("comma", "y")
        assert glass.app.clipboard == "SD-1 Boiler leak"
        await glass.press("space", "space", "comma", "y")
        assert glass.app.clipboard == "SD-1 Boiler leak\nSD-2 Lift stuck"
        assert "2 tasks are on the clipboard" in glass.line
