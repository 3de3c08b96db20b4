"""How the board looks, through the keys: what columns stand for, their order, the cards, what is shown of it all. It
survives a restart, and goes with a saved view."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from servicedesk_tui.vocabulary.commands import AssignTask, EditTask, SetDue
from servicedesk_tui.vocabulary.desk_commands import SaveView
from servicedesk_tui.vocabulary.enums import Grouping
from servicedesk_tui.vocabulary.questions import StatusesQuestion
from servicedesk_tui.vocabulary.rows import Layout
from servicedesk_tui.vocabulary.staffing import TeamsQuestion

from .conftest import Glass, OpenGlass, id_of, view_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


def names(glass: Glass) -> list[str]:
    """The names of the columns."""
    return [column.row.name for column in glass.app.board.columns.all]


def rows_of(glass: Glass, title: str) -> int:
    """How many rows the cursor's card takes on the screen."""
    assert glass.cursor == title
    return sum("▌" in line for line in glass.text.split("\n")[2:])


@pytest.mark.parametrize(
    ("key", "by", "title", "column"),
    [
        ("o", Grouping.OWNER, "by owner", "lars"),
        ("c", Grouping.CUSTOMER, "by customer", "Acme Køl"),
        ("p", Grouping.PRIORITY, "by priority", "P2"),
        ("t", Grouping.TEAM, "by team", "field"),
    ],
)
async def test_columns_stand_for_something_else_and_for_the_status_again(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", key: str, by: Grouping, title: str, column: str
) -> None:
    if by is Grouping.TEAM:
        anna.do(EditTask(task=tasks["Filter change"], fields={"team": _team(anna, "field")}))
    async with open_glass() as glass:
        await glass.press("l", "S", key)
        await glass.until(f"Board {title}")
        await glass.until(lambda: glass.app.board.columns.by is by)
        assert "Filter change" in glass.column(column)
        assert glass.cursor == "Filter change", "the cursor stays on its task"
        assert "Ready P2" in glass.text or by is Grouping.PRIORITY
        await glass.press("S", "s")
        await glass.until(lambda: glass.app.board.columns.by is Grouping.STATUS)
        assert glass.column("Ready") == ["Filter change"]
        assert glass.cursor == "Filter change"


def _team(desk: "Desk", name: str) -> int:
    return next(int(team.id) for team in desk.ask(TeamsQuestion()) if team.name == name)


@pytest.mark.parametrize(
    ("key", "first"), [("d", "Pump noise"), ("u", "Lift stuck"), ("a", "Boiler leak"), ("b", "Pump noise")]
)
async def test_cards_stand_in_the_order_that_is_asked_for(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk", key: str, first: str
) -> None:
    """By due the pump comes first, by what changed last the lift; the board's own order heeds due too."""
    anna.do(SetDue(task=tasks["Pump noise"], due=datetime(2027, 5, 4, tzinfo=UTC)))
    anna.do(EditTask(task=tasks["Lift stuck"], fields={"next_step": "call them"}))
    async with open_glass() as glass:
        await glass.press("S", "a" if key == "b" else "b", "S", key)
        await glass.until(lambda: glass.column("Inbox")[0] == first)
        wanted = {"d": "sort:due", "u": "sort:-changed", "a": "sort:created", "b": ""}[key]
        await glass.until(lambda: glass.app.board.filter.text == wanted)


async def test_a_sort_goes_into_the_filter_that_is_in_force(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.answer("is:inbox")
        await glass.press("S", "d")
        await glass.until(lambda: glass.app.board.filter.text == "is:inbox sort:due")
        await glass.press("S", "b")
        await glass.until(lambda: glass.app.board.filter.text == "is:inbox")


async def test_cards_take_one_two_or_five_rows(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        assert rows_of(glass, "Boiler leak") == 5
        for key, rows in (("1", 1), ("2", 2), ("3", 5)):
            await glass.press("S", key)
            assert rows_of(glass, "Boiler leak") == rows
            assert "Lift stuck" in glass.text


async def test_a_column_is_folded_and_passed_over_and_shown_again(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("S", "f")
        assert glass.app.board.columns.all[0].folded
        assert glass.cursor == "Filter change"
        assert "S x shows all columns again" in glass.line
        await glass.press("h")
        assert glass.cursor == "Filter change"
        text = glass.text.split("\n")
        assert [line[2] for line in text[2:7]] == list("Inbox")
        await glass.press("S", "x", "h")
        assert glass.cursor == "Boiler leak"


async def test_a_column_is_left_out_and_counted_until_it_is_shown_again(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        every = names(glass)
        await glass.press("S", "h", "S", "h")
        assert names(glass) == every[2:]
        assert "2 columns hidden" in glass.text
        await glass.press("S", "x")
        assert names(glass) == every
        assert "hidden" not in glass.text


async def test_the_last_column_in_full_stays(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        for _column in names(glass)[1:]:
            await glass.press("S", "f")
        assert len([c for c in glass.app.board.columns.all if not c.folded]) == 1
        await glass.press("S", "f")
        assert "This is the last column in full." in glass.line
        await glass.press("S", "h")
        assert "This is the last column in full." in glass.line


async def test_a_limit_is_set_shown_warned_of_and_taken_off(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("S", "w")
        assert "Limit of Inbox" in glass.line
        await glass.answer("none of that")
        await glass.until("A limit is a number above 0")
        await glass.press("ctrl+u")
        await glass.answer("2")
        await glass.until("3/2!")
        assert anna.ask(StatusesQuestion())[0].wip_limit == 2
        await glass.press("u")
        await glass.until(lambda: "3/2" not in glass.text)
        await glass.press("S", "w")
        await glass.answer("3")
        await glass.until("3/3")
        assert "3/3!" not in glass.text
        await glass.press("S", "w", "ctrl+u")
        await glass.answer("-")
        await glass.until(lambda: anna.ask(StatusesQuestion())[0].wip_limit is None)


async def test_moving_into_a_full_column_warns_and_is_done(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("l", "S", "w")
        await glass.answer("1")
        await glass.until("1/1")
        await glass.press("h", "i")
        text = await glass.until("2/1!")
        assert "Ready" in text.split("\n")[-1], "the bottom line names the column that is over its limit"
        assert view_of(anna, tasks["Boiler leak"]).card.owner == "anna"


async def test_only_an_administrator_sets_a_limit_and_a_limit_is_of_a_status(
    open_glass: OpenGlass, tasks: Tasks
) -> None:
    async with open_glass() as glass:
        await glass.press("S", "p", "S", "w")
        await glass.until("A limit is of a status")
    async with open_glass("dina") as glass:
        await glass.press("S", "w")
        assert "Only an administrator sets that." in glass.line


async def test_what_was_set_is_there_after_a_restart(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(AssignTask(task=tasks["Boiler leak"], owner=id_of(anna, "bo")))
    async with open_glass() as glass:
        await glass.press("S", "o", "S", "2")
        await glass.until(lambda: glass.app.board.columns.by is Grouping.OWNER)
        await glass.press("S", "h")
        wanted, shown = glass.app.board.columns.layout, names(glass)
        assert wanted == Layout(Grouping.OWNER, 2, wanted.hidden, frozenset())
        assert len(wanted.hidden) == 1
    async with open_glass() as glass:
        await glass.until(lambda: glass.app.board.columns.by is Grouping.OWNER)
        assert glass.app.board.columns.layout == wanted
        assert names(glass) == shown


async def test_a_saved_view_brings_its_own_and_leaving_it_brings_back_mine(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(SaveView(name="Field", query="is:open", letter="f", layout=Layout(Grouping.PRIORITY, 1)))
    async with open_glass() as glass:
        await glass.until(lambda: len(glass.app.session.views) == 1)
        await glass.press("S", "2", "g", "v", "f")
        await glass.until(lambda: glass.app.board.columns.by is Grouping.PRIORITY)
        assert rows_of(glass, "Boiler leak") == 1
        await glass.press("S", "o")
        await glass.until(lambda: glass.app.board.columns.by is Grouping.OWNER)
        await glass.press("escape")
        await glass.until(lambda: glass.app.board.columns.by is Grouping.STATUS)
        assert rows_of(glass, "Boiler leak") == 2
        await glass.press("g", "v", "f")
        await glass.until(lambda: glass.app.board.columns.by is Grouping.OWNER)
