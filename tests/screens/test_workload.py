"""The workload through its keys: what each cell is made of, carrying tasks, who could take one."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from screens import themes
from screens.workload import WorkloadScreen
from servicedesk_tui.vocabulary.commands import AssignTask, SetDue
from servicedesk_tui.vocabulary.questions import CardsQuestion

from .conftest import Glass, OpenGlass, id_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

Tasks = dict[str, int]


def screen_of(glass: Glass) -> WorkloadScreen:
    found = glass.app.screen
    assert isinstance(found, WorkloadScreen)
    return found


async def open_load(glass: Glass) -> WorkloadScreen:
    """To the workload, and onto the row of who has the filter change."""
    await glass.press("4")
    await glass.until(lambda: isinstance(glass.app.screen, WorkloadScreen) and screen_of(glass).view is not None)
    return screen_of(glass)


@pytest.fixture
def due_soon(anna: "Desk", tasks: Tasks) -> int:
    """The filter change, due in four days: it lies on the first working day there is."""
    task = tasks["Filter change"]
    anna.do(SetDue(task=task, due=datetime.now(UTC) + timedelta(days=4)))
    return task


async def test_the_workload_has_a_row_a_person_and_goes_back_to_the_board(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        screen = await open_load(glass)
        assert screen.view is not None
        assert screen.view.rows[0].name == "anna"
        assert "vera" not in [row.name for row in screen.view.rows]
        await glass.press("q")
        await glass.until("Boiler leak")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (45, 20)])
async def test_every_size_is_filled_and_the_cursor_stands_on_its_cell(
    open_glass: OpenGlass, tasks: Tasks, size: tuple[int, int]
) -> None:
    async with open_glass(size=size) as glass:
        screen = await open_load(glass)
        await glass.press("j", "l")
        assert all(len(line) == size[0] for line in glass.text.split("\n"))
        x, y = screen.grid.cursor_cell
        assert 0 <= x < size[0]
        assert screen.grid.row == 1
        assert y == 2


async def test_periods_turn_and_today_comes_back(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        screen = await open_load(glass)
        assert screen.view is not None
        first = screen.view.days
        await glass.press("pagedown")
        await glass.until(lambda: screen.view is not None and screen.view.days[0] == first[0] + timedelta(days=7))
        await glass.press("T")
        await glass.until(lambda: screen.view is not None and screen.view.days == first)


async def test_rows_can_be_teams_and_skills_and_columns_weeks(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        screen = await open_load(glass)
        await glass.press("S", *"team", "enter")
        await glass.until(lambda: screen.view is not None and "field" in [row.name for row in screen.view.rows])
        await glass.press("S", *"week", "enter")
        await glass.until(lambda: screen.view is not None and screen.view.weeks)


async def test_the_tasks_behind_a_cell_are_listed_opened_and_explained(
    open_glass: OpenGlass, tasks: Tasks, due_soon: int
) -> None:
    async with open_glass() as glass:
        screen = await find_booked(glass)
        await glass.until("SD-4")
        await glass.press("exclamation_mark")
        await glass.until(lambda: screen.pane.explains and "SD-4" not in glass.text)
        await glass.press("escape", "enter", "enter")
        await glass.until("Filter change")
        await glass.press("escape")
        await glass.until(lambda: glass.app.screen is screen)


async def find_booked(glass: Glass) -> WorkloadScreen:
    """The cursor onto the cell in which something is booked, this week or next."""
    screen = await open_load(glass)
    for _week in range(2):
        assert screen.view is not None
        for number, row in enumerate(screen.view.rows):
            for day, cell in enumerate(row.cells):
                if cell.booked:
                    screen.grid.row, screen.grid.day = number, day
                    screen._read_cell()
                    await glass.until(lambda: bool(screen.pane.parts))
                    await glass.until(lambda: bool(screen._cards))
                    return screen
        start = screen.view.days[0]
        await glass.press("pagedown")
        await glass.until(lambda start=start: screen.view is not None and screen.view.days[0] != start)  # type: ignore[misc]
    raise AssertionError("nothing is booked in two weeks")


async def test_tasks_are_carried_to_another_person_and_back(
    open_glass: OpenGlass, tasks: Tasks, due_soon: int, anna: "Desk"
) -> None:
    def owner() -> str | None:
        (card,) = anna.ask(CardsQuestion(ids=(due_soon,)))
        name: str | None = card.owner
        return name

    async with open_glass() as glass:
        screen = await find_booked(glass)
        before = owner()
        await glass.press("m")
        await glass.until("held: arrows carry")
        await glass.press("k" if screen.grid.row else "j")
        await glass.until("→")
        await glass.press("enter")
        await glass.until(lambda: owner() not in (None, before))
        await glass.press("u")
        await glass.until(lambda: owner() == before)


async def test_work_that_somebody_gave_away_meanwhile_is_a_conflict(
    open_glass: OpenGlass, tasks: Tasks, due_soon: int, anna: "Desk"
) -> None:
    def owner() -> str | None:
        (card,) = anna.ask(CardsQuestion(ids=(due_soon,)))
        name: str | None = card.owner
        return name

    async with open_glass("dina") as glass:
        screen = await find_booked(glass)
        await glass.press("m", "k" if screen.grid.row else "j")
        await glass.until("→")
        anna.do(AssignTask(task=due_soon, owner=id_of(anna, "anna")))
        await glass.press("enter")
        text = await glass.until("theirs: anna")
        assert "anna changed the owner of" in text
        await glass.press("down", "enter")
        await glass.until("Left as it was")
        assert owner() == "anna"


async def test_mine_wins_over_what_somebody_gave_away_meanwhile(
    open_glass: OpenGlass, tasks: Tasks, due_soon: int, anna: "Desk"
) -> None:
    async with open_glass("dina") as glass:
        screen = await find_booked(glass)
        assert screen.view is not None
        await glass.press("m", "k" if screen.grid.row else "j")
        await glass.until("→")
        assert screen.grid.picked is not None
        wanted = screen.view.rows[screen.grid.picked[0]].name
        anna.do(AssignTask(task=due_soon, owner=id_of(anna, "anna")))
        await glass.press("enter")
        await glass.until("theirs: anna")
        await glass.press("enter")
        await glass.until(lambda: anna.ask(CardsQuestion(ids=(due_soon,)))[0].owner == wanted)


async def test_on_a_narrow_screen_all_of_the_arithmetic_is_there(
    open_glass: OpenGlass, tasks: Tasks, due_soon: int
) -> None:
    async with open_glass(size=(45, 20)) as glass:
        screen = await find_booked(glass)
        usual = screen.pane.size.height
        await glass.press("exclamation_mark")
        await glass.until(lambda: screen.pane.size.height > usual)
        assert "Booked: " in glass.text
        await glass.press("enter")
        await glass.until(lambda: screen.pane.size.height == usual and screen.pane.cursor == 0)


async def test_what_is_carried_can_be_left(open_glass: OpenGlass, tasks: Tasks, due_soon: int, anna: "Desk") -> None:
    async with open_glass() as glass:
        screen = await find_booked(glass)
        await glass.press("m", "j", "escape")
        assert screen.grid.picked is None
        assert not screen.minibuffer.is_open


async def test_who_could_take_it_is_ranked_and_given_with_one_key(
    open_glass: OpenGlass, tasks: Tasks, due_soon: int, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await find_booked(glass)
        await glass.press("enter", "a")
        await glass.until("free before")
        await glass.press(*"dina", "enter")

        def is_given() -> bool:
            (card,) = anna.ask(CardsQuestion(ids=(due_soon,)))
            return bool(card.owner == "dina")

        await glass.until(is_given)


async def test_a_filter_counts_only_what_it_lets_through(open_glass: OpenGlass, tasks: Tasks, due_soon: int) -> None:
    async with open_glass() as glass:
        screen = await find_booked(glass)
        await glass.press("slash", *"lift", "enter")
        await glass.until(lambda: screen.view is not None and not any(row.booked for row in screen.view.rows))
        await glass.press("escape")
        await glass.until(lambda: screen.filter == "")


async def test_the_rest_of_the_keys_work_here_too(
    open_glass: OpenGlass, tasks: Tasks, due_soon: int, anna: "Desk"
) -> None:
    def owner() -> str | None:
        (card,) = anna.ask(CardsQuestion(ids=(due_soon,)))
        name: str | None = card.owner
        return name

    async with open_glass() as glass:
        screen = await find_booked(glass)
        await glass.press("G")
        assert screen.view is not None
        assert screen.grid.row == len(screen.view.rows) - 1
        await glass.press("home")
        assert screen.grid.row == 0
        await glass.press("right", "l", "h", "left", "j", "down", "k", "up")
        await find_booked(glass)
        before = owner()
        await glass.press("enter", "space", "m", "k" if screen.grid.row else "j")
        await glass.until("→")
        await glass.press("enter")
        await glass.until(lambda: owner() != before)
        await glass.press("u")
        await glass.until(lambda: owner() == before)
        await glass.press("U")
        await glass.until(lambda: owner() != before)
        await glass.press("question_mark")
        await glass.until("Count only what a filter lets through")
        await glass.press("q", "ctrl+p")
        await glass.write("later")
        await glass.until("The next period")
        await glass.press("escape")
        for command, seen in (("theme dark", "Workload"), ("tour", "sample desk"), ("person", "Add a person")):
            await glass.press("colon")
            await glass.write(command)
            await glass.press("enter")
            await glass.until(seen)
        await glass.press("escape")
        themes.use("terminal")
        await glass.press("pageup")
        start = screen.start
        await glass.press("ctrl+d")
        await glass.until(lambda: screen.start != start)
        await glass.press("1")
        await glass.until("Inbox")
        await glass.press("4")
        await glass.until(lambda: glass.app.screen is screen)
        await glass.press("Q")
        await glass.until(lambda: glass.app.return_code == 0)


async def test_modes_are_reached_from_the_board_and_from_a_task(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("enter", "4")
        await glass.until("Workload")
        await glass.press("1")
        await glass.until("Inbox")
        await glass.press("enter", "1")
        await glass.until("Inbox")


async def test_who_could_take_it_is_asked_on_the_board_too(open_glass: OpenGlass, tasks: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await glass.press("comma", "a")
        await glass.until("SD-1 to")
        await glass.press(*"dina", "enter")
        await glass.until(lambda: "Boiler leak" in glass.column("Ready"))
