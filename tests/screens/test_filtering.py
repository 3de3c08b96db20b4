"""The filter line on a real desk, driven by keys."""

from typing import TYPE_CHECKING

import pytest

from screens.filtering import Filter, fitted, open_ones
from screens.live import underline
from servicedesk_tui.vocabulary.commands import CreateTask, EditTask
from servicedesk_tui.vocabulary.rows import ViewRow

from .conftest import OpenGlass

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]
SIZES = [(120, 40), (80, 24), (45, 20)]


async def test_the_board_follows_what_is_typed_and_enter_keeps_it(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("lift")
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck"])
        assert glass.cursor == "Lift stuck"
        await glass.press("enter")
        text = await glass.until("1 open")
        assert "lift" in text.split("\n")[0]
        assert not glass.app.board.minibuffer.is_open


async def test_escape_puts_back_what_was_in_force_and_the_cursor_with_it(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("j")
        assert glass.cursor == "Lift stuck"
        await glass.press("slash")
        await glass.write("pump")
        await glass.until(lambda: glass.column("Inbox") == ["Pump noise"])
        await glass.press("escape")
        await glass.until(lambda: len(glass.column("Inbox")) == 3)
        assert glass.cursor == "Lift stuck"
        assert "4 open" in glass.text


async def test_the_cursor_stays_on_its_task_where_the_filter_lets_it_through(
    open_glass: OpenGlass, tasks: Tasks
) -> None:
    async with open_glass() as glass:
        await glass.press("j", "slash")
        await glass.write("-boiler")
        await glass.until(lambda: len(glass.column("Inbox")) == 2)
        assert glass.cursor == "Lift stuck"


async def test_a_name_nobody_has_is_underlined_and_the_nearest_is_one_key_away(
    open_glass: OpenGlass, tasks: Tasks
) -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("@bo")
        await glass.until("Nothing here matches")
        await glass.write("o")
        await glass.until("Did you mean @bo?")
        assert "Nothing here matches" in glass.text  # what @bo let through
        await glass.press("tab", "enter")
        assert glass.app.board.through.filter.text == "@bo"


async def test_a_half_typed_filter_blanks_nothing_and_is_not_kept(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("lift (")
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck"])
        await glass.press("enter")
        assert glass.app.board.minibuffer.is_open
        assert "never closed" in glass.text


async def test_nothing_found_says_so_and_escape_clears_it(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("zzz")
        await glass.press("enter")
        await glass.until("Nothing here matches. escape clears the filter.")
        await glass.press("escape")
        await glass.until("Boiler leak")


async def test_escape_clears_the_marks_before_the_filter(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("noise")
        await glass.press("enter")
        await glass.until(lambda: glass.column("Inbox") == ["Pump noise"])
        await glass.press("space", "escape")
        assert not glass.app.board.columns.marks
        assert glass.app.board.through.filter.text == "noise"
        await glass.press("escape")
        await glass.until(lambda: len(glass.column("Inbox")) == 3)


async def test_what_others_do_is_read_through_the_filter(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("stuck")
        await glass.press("enter")
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck"])
        anna.do(CreateTask(title="Door stuck"))
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck", "Door stuck"])
        anna.do(EditTask(task=tasks["Lift stuck"], fields={"title": "Lift works"}))
        await glass.until(lambda: glass.column("Inbox") == ["Door stuck"])


async def test_a_filter_with_an_order_orders_the_columns(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("sort:-title")
        await glass.until(lambda: glass.column("Inbox") == ["Pump noise", "Lift stuck", "Boiler leak"])


async def test_a_filtered_column_is_paged_to_its_end(open_glass: OpenGlass, anna: "Desk") -> None:
    for number in range(150):
        anna.do(CreateTask(title=f"Valve {number:03}"))
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("valve sort:title")
        await glass.press("enter")
        await glass.until(lambda: glass.cursor == "Valve 000")
        await glass.press("G")
        await glass.until(lambda: glass.cursor == "Valve 149")
        await glass.press("home")
        await glass.until(lambda: glass.cursor == "Valve 000")
        for _ in range(30):
            await glass.press("ctrl+d")
        await glass.until(lambda: glass.cursor == "Valve 149")


@pytest.mark.parametrize("size", SIZES)
async def test_the_top_line_keeps_the_filter_at_every_size(
    open_glass: OpenGlass, tasks: Tasks, size: tuple[int, int]
) -> None:
    async with open_glass(size=size) as glass:
        await glass.press("slash")
        await glass.write("lift is:open")
        await glass.press("enter")
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck"])
        top = glass.text.split("\n")[0]
        assert "lift is:open" in top
        assert "1 open" in top


async def test_offers_come_over_the_line_and_one_key_takes_the_first(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("status:sch")
        await glass.until("Scheduled")
        await glass.press("tab")
        await glass.until(lambda: "status:scheduled" in glass.line)


async def test_hostile_text_in_a_filter_is_only_text(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        glass.app.board.minibuffer.paste("[/] [@click=app.quit]x[/] \x1b[2J \u202e\x07")
        text = await glass.until("[@click=app.quit]")
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_a_view_that_was_changed_in_place_has_a_sign() -> None:
    view = ViewRow(1, "Mine", "m", "@me", True)
    assert Filter("@me", view).name == "Mine"
    assert Filter("@me !1", view).name == "Mine*"
    assert Filter("@me").name == ""


@pytest.mark.parametrize(
    ("nearest", "before", "text"),
    [
        ("@ada", "@", "ada"),
        ("@ada", "owner:", "ada"),
        ("sort:due", "sort:", "due"),
        ("status:", "", "status:"),
        ("Acme Køl", "for:", '"Acme Køl"'),
    ],
)
def test_the_nearest_name_fits_what_stands_before_it(nearest: str, before: str, text: str) -> None:
    assert fitted(nearest, before) == text


def test_only_the_wrong_stretch_in_view_is_underlined() -> None:
    assert underline("abcdef", 1, 6, [(0, 3)]) == [("bc", "wrong"), ("def", "")]
    assert underline("abcdef", 0, 6, [(2, 4)]) == [("ab", ""), ("cd", "wrong"), ("ef", "")]
    assert underline("abcdef", 0, 3, []) == [("abc", "")]


async def test_a_range_grows_to_the_column_and_to_all_that_the_filter_shows(
    open_glass: OpenGlass, tasks: Tasks
) -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("lift or filter or pump")
        await glass.press("enter")
        await glass.until(lambda: len(glass.column("Inbox")) == 2)
        await glass.press("v")
        assert "1 task marked" in glass.line
        await glass.press("v")
        assert "2 tasks marked" in glass.line
        await glass.press("v")
        await glass.until("3 tasks marked")
        await glass.press("a")
        assert "3 tasks to" in glass.line


async def test_a_word_that_may_become_a_field_blanks_nothing(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.write("pump statu")
        await glass.until("a status")
        assert glass.column("Inbox") == ["Pump noise"]
        await glass.write("s:")
        await glass.until("Scheduled")
        assert glass.column("Inbox") == ["Pump noise"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("lift", "lift is:open"), ("a or b sort:due", "(a or b) is:open sort:due"), ("sort:due", "is:open sort:due")],
)
def test_what_is_open_of_a_filter_is_a_filter(text: str, kept: str) -> None:
    assert open_ones(text) == kept


@pytest.mark.parametrize("size", SIZES)
async def test_a_question_mark_in_the_empty_line_says_what_can_be_written(
    open_glass: OpenGlass, tasks: Tasks, size: tuple[int, int]
) -> None:
    async with open_glass(size=size) as glass:
        await glass.press("slash", "question_mark")
        text = await glass.until("What a filter can say")
        assert "@me is:open" in text
        await glass.press("x")
        await glass.until("Filter")
        await glass.write("lift")
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck"])
