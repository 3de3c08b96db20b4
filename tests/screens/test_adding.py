"""The quick-add line: chips, what is not understood, suggestions, and a new customer in the same line."""

from typing import TYPE_CHECKING

import pytest

from servicedesk_tui.vocabulary.desk_commands import AddCustomer
from servicedesk_tui.vocabulary.questions import CustomersQuestion

from .conftest import OpenGlass

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]
SIZES = [(120, 40), (80, 24), (45, 20)]


@pytest.mark.parametrize("size", SIZES)
async def test_chips_say_what_was_understood(open_glass: OpenGlass, tasks: Tasks, size: tuple[int, int]) -> None:
    async with open_glass(size=size) as glass:
        await glass.until(lambda: len(glass.app.session.customers) > 0)
        await glass.press("n")
        await glass.write("Leak @bo for:acme !3 due:tomorrow est:90m")
        text = await glass.until("90 min")
        for chip in ("@bo", "Acme Køl A", "P2 by tier A", "due tomorrow"):
            assert chip in text
        assert "Leak" in text


async def test_an_unknown_customer_becomes_a_new_one_in_the_same_line(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("n")
        await glass.write("Leak for:zebra")
        await glass.until("new customer")
        await glass.press("tab")
        assert 'for:+"zebra" tel:' in glass.line
        await glass.write("12345678")
        await glass.until("new: zebra 12345678")
        await glass.press("enter")
        await glass.until(lambda: "Leak" in glass.column("Inbox"))
        assert [c.phone for c in anna.ask(CustomersQuestion(text="zebra"))] == ["12345678"]


async def test_a_number_that_was_not_written_is_left_out(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("n")
        await glass.write("Leak for:zebra")
        await glass.until("new customer")
        await glass.press("tab", "enter")
        await glass.until(lambda: "Leak" in glass.column("Inbox"))


async def test_the_nearest_customer_comes_before_a_new_one(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.until(lambda: len(glass.app.session.customers) > 0)
        await glass.press("n")
        await glass.write("Leak for:acmekol")
        await glass.until("did you mean this?")
        await glass.press("tab")
        assert 'for:"Acme Køl"' in glass.line


async def test_the_last_customer_and_the_usual_owner_are_suggested_never_taken(
    open_glass: OpenGlass, tasks: Tasks
) -> None:
    async with open_glass() as glass:
        await glass.until(lambda: len(glass.app.session.customers) > 0)
        await glass.press("n")
        await glass.write("Leak for:acme")
        await glass.press("space")
        await glass.until("has 1 open task of theirs")
        assert "@lars" not in glass.line
        await glass.press("tab")
        assert "@lars" in glass.line
        await glass.press("enter")
        await glass.until(lambda: "Leak" in glass.column("Ready"))
        await glass.press("n")
        await glass.write("Again")
        await glass.until("the last customer")
        assert "Acme" not in glass.line
        await glass.press("tab")
        assert 'Again for:"Acme Køl"' in glass.line


async def test_hostile_names_of_customers_are_only_text(open_glass: OpenGlass, anna: "Desk") -> None:
    anna.do(AddCustomer(name="Evil [/] [@click=app.quit]x[/] \x1b[2J"))
    async with open_glass() as glass:
        await glass.until(lambda: len(glass.app.session.customers) > 0)
        await glass.press("n")
        await glass.write("Leak for:evi")
        text = await glass.until("[@click=app.quit]")
        assert "\x1b" not in text


async def test_a_draft_that_is_still_on_its_way_comes_back_too(
    open_glass: OpenGlass, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_glass() as glass:
        monkeypatch.setattr(glass.app.session.backstage, "do", lambda *_said: None)  # it never arrives
        await glass.press("n")
        await glass.write("Leak @bo")
        await glass.press("escape", "n")
        await glass.until(lambda: "Leak @bo" in glass.line)


async def test_a_draft_is_read_when_it_comes_back(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("n")
        await glass.write("Leak @bo")
        await glass.press("escape", "n")
        await glass.until(lambda: "Leak @bo" in glass.line)
        assert "@bo" in glass.text.split("\n")[-3]


async def test_what_is_not_understood_is_said_before_a_customer_is_suggested(
    open_glass: OpenGlass, tasks: dict[str, int]
) -> None:
    async with open_glass() as glass:
        glass.app.session.last_customer = "Acme Køl"
        await glass.press("n")
        await glass.paste("Quote for a pump")
        await glass.until("the last customer")
        await glass.write(" @zzq")
        await glass.until("There is nobody behind @zzq.")
