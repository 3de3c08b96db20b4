"""Moving tasks through the keys: along the statuses, by each grouping, in urgency, and in their column by hand."""

from typing import TYPE_CHECKING

import pytest

from servicedesk_tui.vocabulary.commands import (
    AddChecklistItem,
    CloseTask,
    CreateTask,
    FinishTask,
    PrioritiseTask,
)
from servicedesk_tui.vocabulary.enums import Category, CloseReason, Level
from servicedesk_tui.vocabulary.questions import ListQuestion

from .conftest import Glass, OpenGlass, id_of, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


async def go_to_column(glass: Glass, name: str) -> None:
    """The cursor into a column, by its keys."""
    columns = glass.app.board.columns
    at = [column.row.name for column in columns.all].index(name)
    while columns.at != at:
        await glass.press("l" if columns.at < at else "h")


async def test_done_moves_to_done_and_undo_brings_it_back(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("j", "d")
        await glass.until(lambda: view_of(anna, tasks["Lift stuck"]).card.category is Category.DONE)
        await glass.until(lambda: glass.column("Done") == ["Lift stuck"])
        assert glass.cursor == "Pump noise"
        await glass.press("u")
        await glass.until(lambda: glass.column("Inbox") == ["Boiler leak", "Lift stuck", "Pump noise"])
        assert view_of(anna, tasks["Lift stuck"]).card.category is Category.INBOX


async def test_done_asks_what_becomes_of_open_items(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(AddChecklistItem(task=tasks["Boiler leak"], text="photo"))
    async with open_glass() as glass:
        await glass.press("d")
        await glass.until("open checklist")
        assert view_of(anna, tasks["Boiler leak"]).card.category is Category.INBOX
        await glass.press("enter")
        await glass.until(lambda: view_of(anna, tasks["Boiler leak"]).card.category is Category.DONE)
        assert view_of(anna, tasks["Boiler leak"]).checklist[0].done


async def test_a_status_is_chosen_with_what_it_holds(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("l", "s")
        rows = [line.split() for line in glass.text.split("\n")[-9:]]
        assert ["▌Ready", "1"] in rows
        assert ["Inbox", "3"] in rows
        await glass.answer("doing")
        await glass.until(lambda: view_of(anna, tasks["Filter change"]).status.key == "doing")


async def test_closing_for_a_reason_is_in_the_statuses(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("s")
        await glass.answer("closed")
        await glass.until("closed without being done?")
        await glass.answer("duplicate")
        await glass.until("The same as which task?")
        await glass.press("enter")
        await glass.until(lambda: view_of(anna, tasks["Boiler leak"]).close_reason == CloseReason.DUPLICATE)


@pytest.mark.parametrize(("reason", "column"), [(None, "Done"), (CloseReason.WITHDRAWN, "Closed")])
async def test_what_is_closed_is_reopened_where_it_was(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", reason: CloseReason | None, column: str
) -> None:
    task = tasks["Filter change"]
    anna.do(CloseTask(task=task, reason=reason) if reason else FinishTask(task=task))
    async with open_glass() as glass:
        await go_to_column(glass, column)
        assert glass.cursor == "Filter change"
        await glass.press("s")
        assert f"▌{column}" in [line.strip().split("  ")[0] for line in glass.text.split("\n")[-9:]]
        await glass.answer("reopen")
        await glass.until(lambda: view_of(anna, task).status.key == "ready")


async def test_there_is_no_status_left_of_the_first(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("H")
        await glass.until("no column further on")
        assert view_of(anna, tasks["Boiler leak"]).card.category is Category.INBOX


async def test_past_the_inbox_it_asks_whose_it_is(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("L")
        await glass.until(lambda: glass.app.board.minibuffer.is_open)
        await glass.answer("ada")
        await glass.until(lambda: view_of(anna, tasks["Boiler leak"]).card.owner == "ada")
        assert view_of(anna, tasks["Boiler leak"]).status.key == "ready"


# -- by each grouping ----------------------------------------------------------------------------------------------------


async def test_sideways_by_owner_gives_it_to_them_and_takes_it_from_everybody(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    task = tasks["Lift stuck"]
    async with open_glass() as glass:
        await glass.press("j", "S", "o")
        await glass.until(lambda: glass.column("anna") == [])
        assert glass.cursor == "Lift stuck"
        await glass.press("L")
        await glass.until(lambda: glass.column("anna") == ["Lift stuck"])
        assert (view_of(anna, task).card.owner, glass.cursor) == ("anna", "Lift stuck")
        await glass.press("H")
        await glass.until(lambda: glass.column("anna") == [])
        assert view_of(anna, task).card.category is Category.INBOX


async def test_sideways_by_customer_says_who_it_is_for(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Filter change"]
    async with open_glass() as glass:
        await glass.press("l", "S", "c")
        await glass.until(lambda: glass.column("Acme Køl") == ["Filter change"])
        away = "L" if glass.app.board.columns.at == 0 else "H"
        await glass.press(away)
        await glass.until(lambda: view_of(anna, task).card.customer is None)
        await glass.until(lambda: glass.app.board.columns.column.row.key == 0)  # type: ignore[union-attr]
        assert glass.cursor == "Filter change"


async def test_sideways_by_priority_sets_impact_and_urgency(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("S", "p")
        await glass.until(lambda: "Boiler leak" in glass.column("P3"))
        await glass.press("H")
        await glass.until(lambda: glass.column("P2") == ["Boiler leak", "Filter change"])
        assert glass.cursor == "Boiler leak"
        card = view_of(anna, tasks["Boiler leak"]).card
        assert (card.impact, card.urgency) == (Level.MEDIUM, Level.HIGH)
        await glass.press("u")
        await glass.until(lambda: glass.column("P2") == ["Filter change"])


async def test_sideways_by_team_moves_it_to_the_team(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Boiler leak"]
    async with open_glass() as glass:
        await glass.press("S", "t")
        await glass.until("by team")
        await glass.until(lambda: glass.cursor == "Boiler leak")
        before, columns = view_of(anna, task).team, glass.app.board.columns
        await glass.press("L" if columns.at == 0 else "H")
        await glass.until(lambda: view_of(anna, task).team != before)
        await glass.press("u")
        await glass.until(lambda: view_of(anna, task).team == before)


async def test_marked_tasks_move_sideways_together(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("S", "p")
        await glass.until(lambda: len(glass.column("P3")) == 3)
        await glass.press("space", "space", "L")
        await glass.until(lambda: glass.column("P4") == ["Boiler leak", "Lift stuck"])
        assert view_of(anna, tasks["Pump noise"]).card.priority == 3


# -- urgency -------------------------------------------------------------------------------------------------------------


async def test_plus_and_minus_go_a_step_and_stop_at_the_ends(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    task = tasks["Boiler leak"]
    async with open_glass() as glass:
        await glass.press("plus")
        await glass.until(lambda: glass.app.board.columns.card.urgency is Level.HIGH)  # type: ignore[union-attr]
        assert view_of(anna, task).card.urgency is Level.HIGH
        await glass.press("plus")
        assert "cannot be more urgent" in glass.line
        for wanted in (Level.MEDIUM, Level.LOW):
            await glass.press("minus")
            await glass.until(lambda w=wanted: glass.app.board.columns.card.urgency is w)  # type: ignore[misc,union-attr]
        await glass.press("minus")
        assert "cannot be less urgent" in glass.line
        assert view_of(anna, task).card.urgency is Level.LOW


# -- order by hand -------------------------------------------------------------------------------------------------------


async def test_j_and_k_put_it_past_its_neighbour_and_stop_at_the_ends(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await glass.press("J")
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck", "Boiler leak", "Pump noise"])
        assert glass.cursor == "Boiler leak"
        await glass.press("J")
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck", "Pump noise", "Boiler leak"])
        await glass.press("J")
        assert "It is the last one" in glass.line
        await glass.press("home", "K")
        assert "It is the first one" in glass.line
        await glass.press("j", "K")
        await glass.until(lambda: glass.column("Inbox") == ["Pump noise", "Lift stuck", "Boiler leak"])
        listed = anna.ask(ListQuestion(status="inbox"))
        assert [card.title for card in listed] == ["Pump noise", "Lift stuck", "Boiler leak"]
        await glass.press("u")
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck", "Pump noise", "Boiler leak"])


async def test_order_ends_where_the_priority_does(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(PrioritiseTask(task=tasks["Lift stuck"], impact=Level.HIGH, urgency=Level.HIGH))
    async with open_glass() as glass:
        assert glass.column("Inbox")[0] == "Lift stuck"
        await glass.press("home", "J")
        assert "P1 ends here" in glass.line
        await glass.press("j", "K")
        assert "P3 ends here" in glass.line
        assert glass.column("Inbox")[0] == "Lift stuck"


async def test_a_sorted_column_has_no_order_by_hand(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("S", "a")
        await glass.until("sort:created")
        await glass.press("J")
        assert "no order of their own" in glass.line
        await glass.press("S", "b")
        await glass.until(lambda: not glass.app.board.filter.text)
        await glass.press("J")
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck", "Boiler leak", "Pump noise"])


async def test_where_columns_are_no_statuses_order_stays_within_one(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    made = anna.do(CreateTask(title="Same priority", owner=id_of(anna, "bo"))).created
    async with open_glass() as glass:
        await glass.press("S", "p")
        await glass.until(lambda: len(glass.column("P3")) == 4)
        await glass.press("end")
        assert glass.cursor == "Same priority", made
        await glass.press("K")
        assert "another status" in glass.line
