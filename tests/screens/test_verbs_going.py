"""Going about, through the keys: the cursor, places after `g`, finding, the preview, help, the palette and the way out."""

from typing import TYPE_CHECKING

import pytest

from screens.dialogs.help import HelpScreen
from screens.palette import PalettePrompt
from screens.task import TaskScreen
from servicedesk_tui.vocabulary.commands import AddNote, AssignTask, CreateTask, FinishTask
from servicedesk_tui.vocabulary.desk_commands import SaveView

from .conftest import OpenGlass, id_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]
INBOX = ("Boiler leak", "Lift stuck", "Pump noise")


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("down", "up")])
async def test_the_cursor_goes_down_and_up_and_stops_at_the_ends(
    open_glass: OpenGlass, tasks: Tasks, down: str, up: str
) -> None:
    async with open_glass() as glass:
        seen = []
        for key in (down, down, down, up, up, up):
            await glass.press(key)
            seen.append(glass.cursor)
        assert seen == [INBOX[1], INBOX[2], INBOX[2], INBOX[1], INBOX[0], INBOX[0]]


@pytest.mark.parametrize(("left", "right"), [("h", "l"), ("left", "right")])
async def test_the_cursor_goes_sideways_and_stops_at_the_ends(
    open_glass: OpenGlass, tasks: Tasks, left: str, right: str
) -> None:
    async with open_glass() as glass:
        await glass.press(left)
        assert glass.cursor == "Boiler leak"
        await glass.press("j", right)
        assert glass.cursor == "Filter change"
        await glass.press(left)
        assert glass.cursor == "Lift stuck", "each column keeps its own place"
        last = len(glass.app.board.columns.all) - 1
        await glass.press(*[right] * (last + 2))
        assert (glass.app.board.columns.at, glass.cursor) == (last, "")


@pytest.mark.parametrize(
    ("page_down", "page_up", "end", "home"),
    [("ctrl+d", "ctrl+u", "G", ("home",)), ("pagedown", "pageup", "end", ("g", "g"))],
)
async def test_pages_and_ends_of_a_column(
    open_glass: OpenGlass, anna: "Desk", page_down: str, page_up: str, end: str, home: tuple[str, ...]
) -> None:
    for number in range(1, 91):
        anna.do(CreateTask(title=f"Radiator {number}"))
    async with open_glass(size=(80, 24)) as glass:
        rows = glass.app.board.rows
        await glass.press(page_down)
        assert glass.cursor == f"Radiator {rows + 1}"
        await glass.press(page_down, page_up)
        assert glass.cursor == f"Radiator {rows + 1}"
        await glass.press(end)
        await glass.until(lambda: glass.cursor == "Radiator 90")
        assert "Radiator 90" in glass.text
        await glass.press(*home)
        await glass.until(lambda: glass.cursor == "Radiator 1")


async def test_a_task_is_opened_and_left_by_either_key(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        for key in ("q", "escape"):
            await glass.press("enter")
            await glass.until(lambda: isinstance(glass.app.screen, TaskScreen))
            await glass.press(key)
            await glass.until(lambda: glass.app.screen is glass.app.board)
            assert glass.cursor == "Boiler leak"


async def test_a_task_is_found_by_its_number_and_by_its_words(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("number_sign")
        await glass.answer("4")
        await glass.until(lambda: glass.cursor == "Filter change")
        await glass.press("number_sign")
        await glass.write("pump")
        await glass.until("▌SD-3")
        await glass.press("enter")
        await glass.until(lambda: glass.cursor == "Pump noise")
        await glass.press("number_sign")
        await glass.write("777")
        await glass.until("Nothing matches.")
        await glass.press("enter", "escape")
        assert glass.cursor == "Pump noise"


# -- after g -------------------------------------------------------------------------------------------------------------


async def test_to_a_persons_tasks_and_to_those_of_nobody(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("g", "p")
        await glass.answer("lars")
        await glass.until(lambda: glass.column("Inbox") == [] and glass.column("Ready") == ["Filter change"])
        assert glass.app.board.filter.text == "@lars"
        await glass.press("g", "p")
        await glass.answer("nobody")
        await glass.until(lambda: glass.column("Ready") == [] and len(glass.column("Inbox")) == 3)
        await glass.press("escape", "g", "o")
        await glass.until(lambda: glass.app.board.filter.text == "no:owner is:open")
        await glass.until(lambda: glass.column("Ready") == [] and len(glass.column("Inbox")) == 3)


async def test_to_a_customers_tasks(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("g", "c")
        await glass.answer("acme")
        await glass.until(lambda: glass.column("Ready") == ["Filter change"] and glass.column("Inbox") == [])
        await glass.press("g", "c")
        await glass.answer("no customer")
        await glass.until(lambda: glass.column("Ready") == [] and len(glass.column("Inbox")) == 3)


async def test_to_a_saved_view_and_to_the_one_before(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(SaveView(name="Of nobody", query="no:owner", letter="n"))
    async with open_glass() as glass:
        await glass.until(lambda: len(glass.app.session.views) == 1)
        await glass.press("slash")
        await glass.answer("@lars")
        await glass.until(lambda: glass.column("Inbox") == [])
        await glass.press("g", "v", "n")
        await glass.until("view: Of nobody")
        await glass.press("g", "l")
        await glass.until(lambda: glass.app.board.filter.text == "@lars")
        await glass.until(lambda: glass.column("Ready") == ["Filter change"])


async def test_to_what_happened(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    anna.do(AddNote(task=tasks["Boiler leak"], body="tenant home after 13"))
    async with open_glass() as glass:
        await glass.press("g", "h")
        text = await glass.until("wrote a note on SD-1")
        assert text.index("wrote a note on SD-1") < text.index("added SD-4") < text.index("added SD-1")
        await glass.press("x")
        await glass.until(lambda: glass.app.screen is glass.app.board)


@pytest.mark.parametrize(
    ("opener", "entry"), [("g", "undo list"), ("comma", "checklist item"), ("S", "fold this column")]
)
async def test_a_box_comes_after_a_moment_and_another_key_leaves_it(
    open_glass: OpenGlass, tasks: Tasks, opener: str, entry: str
) -> None:
    async with open_glass() as glass:
        await glass.press(opener)
        assert entry not in glass.text
        await glass.until(entry)
        await glass.press("Z")
        assert not glass.app.board.minibuffer.is_open
        assert entry not in glass.text
        assert glass.cursor == "Boiler leak"


# -- the preview ---------------------------------------------------------------------------------------------------------


async def test_the_preview_stands_beside_a_wide_board_and_follows_the_cursor(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    anna.do(AddNote(task=tasks["Lift stuck"], body="caretaker has the key"))
    async with open_glass(size=(160, 40)) as glass:
        await glass.press("0")
        await glass.until("SD-1  Boiler leak")
        assert "Filter change" in glass.text
        await glass.press("j")
        await glass.until("caretaker has the key")
        anna.do(AddNote(task=tasks["Lift stuck"], body="he is there now"))
        await glass.until("he is there now")
        await glass.press("0")
        assert "caretaker" not in glass.text


async def test_the_preview_takes_a_narrow_boards_place_and_keys_still_act_on_the_task(
    open_glass: OpenGlass, tasks: Tasks, anna: "Desk"
) -> None:
    async with open_glass(size=(80, 24)) as glass:
        await glass.press("0")
        await glass.until("SD-1  Boiler leak")
        assert "Filter change" not in glass.text
        await glass.press("j")
        await glass.until("SD-2  Lift stuck")
        await glass.press("d")
        await glass.until("SD-3  Pump noise")
        await glass.press("0")
        await glass.until("Filter change")
        assert glass.cursor == "Pump noise"


async def test_an_empty_column_has_nothing_to_preview(open_glass: OpenGlass, anna: "Desk") -> None:
    async with open_glass(size=(160, 40)) as glass:
        await glass.press("0")
        await glass.until("There is no task here.")


# -- the desk ------------------------------------------------------------------------------------------------------------


async def test_help_palette_and_command_line_are_a_key_away_and_close(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("question_mark")
        await glass.until(lambda: isinstance(glass.app.screen, HelpScreen))
        await glass.press("escape")
        await glass.until(lambda: glass.app.screen is glass.app.board)
        await glass.press("ctrl+p")
        assert isinstance(glass.app.board.minibuffer.prompt, PalettePrompt)
        await glass.press("escape", "colon")
        await glass.answer("assign lars")
        await glass.until(lambda: "Boiler leak" in glass.column("Ready"))


async def test_escape_closes_then_clears_the_marks_then_the_filter(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        board = glass.app.board
        await glass.press("slash")
        await glass.answer("is:inbox")
        await glass.until(lambda: glass.column("Ready") == [])
        await glass.press("space", "s", "escape")
        assert (board.minibuffer.is_open, len(board.columns.marks), board.filter.text) == (False, 1, "is:inbox")
        await glass.press("escape")
        assert (len(board.columns.marks), board.filter.text) == (0, "is:inbox")
        await glass.press("escape")
        assert board.filter.text == ""
        await glass.press("escape")
        assert glass.app.is_running


@pytest.mark.parametrize("key", ["Q", "q"])
async def test_the_board_is_left_by_either_key(open_glass: OpenGlass, tasks: Tasks, key: str) -> None:
    async with open_glass() as glass:
        await glass.press(key)
        await glass.until(lambda: glass.app.return_code == 0)


async def test_a_theme_is_worn_by_its_name(open_glass: OpenGlass, tasks: Tasks) -> None:
    from screens import themes

    async with open_glass() as glass:
        try:
            await glass.press("colon")
            await glass.answer("theme light")
            await glass.until(lambda: themes.current().name == "light")
        finally:
            themes.use("terminal")


async def test_what_left_the_view_is_said(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("slash")
        await glass.answer("no:owner is:open")
        await glass.until(lambda: glass.column("Ready") == [])
        anna.do(AssignTask(task=tasks["Boiler leak"], owner=id_of(anna, "bo")))
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck", "Pump noise"])
        await glass.until("SD-1 left this view: Ready, bo.")
        assert glass.cursor == "Lift stuck"
        anna.do(FinishTask(task=tasks["Pump noise"]))
        await glass.until(lambda: glass.column("Inbox") == ["Lift stuck"])
        assert glass.cursor == "Lift stuck"
