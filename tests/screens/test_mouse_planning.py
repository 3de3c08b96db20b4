"""The mouse on workload, schedule and people: a press selects, two open, a visit is dragged, the wheel scrolls."""

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from screens.people import PeopleScreen
from screens.plan_mouse import QUARTER
from screens.visiting import MovePrompt

from .conftest import Glass, OpenGlass
from .test_mouse import cell_of, press
from .test_people import go as go_people
from .test_schedule import MONDAY, Tasks, bars, go, on, put, screen, times, until_known, visits
from .test_workload import due_soon, find_booked, screen_of

if TYPE_CHECKING:
    from servicedesk_tui.desk import Desk

__all__ = ["due_soon", "visits"]


async def drag(glass: Glass, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press at a cell and move to another, the button still down."""
    await glass._pilot.mouse_down(offset=start)
    await glass._pilot.hover(offset=end)
    await glass._pilot.pause()


# -- the workload --------------------------------------------------------------------------------------------------------


async def test_a_press_selects_a_cell_and_two_go_to_its_tasks(
    open_glass: OpenGlass, tasks: Tasks, due_soon: int
) -> None:
    async with open_glass() as glass:
        load = await find_booked(glass)
        at = (load.grid.row, load.grid.day)
        x, y = load.grid.cursor_cell
        await press(glass, "dina")
        assert load.grid.at is not None
        assert load.grid.at.name == "dina"
        await glass._pilot.click(offset=(x + 1, y + 1))
        assert (load.grid.row, load.grid.day) == at
        await glass.until("SD-4")
        await glass._pilot.click(offset=(x + 1, y + 1), times=2)
        await glass.until(lambda: load.pane.cursor == 0)
        await press(glass, "Filter change", times=2)
        await glass.until(lambda: glass.app.screen is not load)
        await glass.until("added SD-4")


async def test_the_wheel_goes_through_rows_and_parts_of_the_workload(
    open_glass: OpenGlass, tasks: Tasks, due_soon: int
) -> None:
    async with open_glass() as glass:
        load = await find_booked(glass)
        await glass.press("home")
        await glass._pilot._post_mouse_events([MouseScrollDown], load.grid, (20, 2))
        await glass.until(lambda: load.grid.row == 1)
        await glass._pilot._post_mouse_events([MouseScrollUp], load.grid, (20, 2))
        await glass.until(lambda: load.grid.row == 0)
        load = await find_booked(glass)
        await glass._pilot._post_mouse_events([MouseScrollDown], load.pane, (20, 2))
        await glass.until(lambda: load.pane.cursor == 0)


async def test_while_something_is_asked_the_workload_stays_as_it_is(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await glass.press("4")
        await glass.until("Workload")
        await glass.until(lambda: screen_of(glass).view is not None)
        load = screen_of(glass)
        await glass.press("slash")
        before = load.grid.row
        await press(glass, "dina", times=2)
        assert load.grid.row == before
        assert load.minibuffer.is_open


# -- the schedule --------------------------------------------------------------------------------------------------------


async def test_a_press_selects_a_visit_and_two_open_its_task(open_glass: OpenGlass, visits: Tasks) -> None:
    async with open_glass() as glass:
        await go(glass)
        await until_known(glass)
        await press(glass, "SD-3")
        assert on(glass) == 3
        await press(glass, "dina")
        assert on(glass) is None
        await press(glass, "SD-1", times=2)
        await glass.until("added SD-1")


async def test_unplanned_work_is_pressed_and_the_wheel_goes_through_either_list(
    open_glass: OpenGlass, visits: Tasks
) -> None:
    async with open_glass() as glass:
        await go(glass)
        await until_known(glass)
        plan = screen(glass).planner
        await press(glass, "Lift stuck")
        assert on(glass) == 2
        await glass._pilot._post_mouse_events([MouseScrollDown], screen(glass).plan, (2, 2))
        await glass.until(lambda: plan.aside is None)
        row = plan.row
        await glass._pilot._post_mouse_events([MouseScrollDown], screen(glass).plan, (2, 2))
        await glass.until(lambda: plan.row == row + 1)


async def test_a_visit_is_dragged_to_another_time_and_put_down_when_it_is_let_go(
    open_glass: OpenGlass, visits: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await go(glass)
        await until_known(glass)
        x, y = cell_of(glass, "SD-3")
        cells = round(4 * QUARTER / screen(glass).drawing.cell)
        await drag(glass, (x, y), (x + cells, y))
        await glass.until("14:00–15:00")
        assert isinstance(screen(glass).minibuffer.prompt, MovePrompt)
        assert "13:00-14:00" in times(anna, "bo")
        await glass._pilot.mouse_up(offset=(x + cells, y))
        await glass.until(lambda: "14:00-15:00" in times(anna, "bo"))
        await glass.press("u")
        await glass.until(lambda: "13:00-14:00" in times(anna, "bo"))


async def test_a_visit_is_dragged_to_somebody_else_and_escape_leaves_it(
    open_glass: OpenGlass, visits: Tasks, anna: "Desk"
) -> None:
    async with open_glass() as glass:
        await go(glass)
        await until_known(glass)
        x, y = cell_of(glass, "SD-3")
        other = cell_of(glass, "dina")[1]
        await drag(glass, (x, y), (x, other))
        await glass.until("bo → dina")
        await glass.press("escape")
        await glass._pilot.hover(offset=(x + 9, other))
        await glass._pilot.mouse_up(offset=(x + 9, other))
        assert screen(glass).planner.held is None
        assert len(bars(anna, "bo")) == 2
        await drag(glass, (x, y), (x, other))
        await glass._pilot.mouse_up(offset=(x, other))
        await glass.until(lambda: len(bars(anna, "dina")) == 1)


async def test_in_a_week_a_visit_is_dragged_to_another_day(open_glass: OpenGlass, visits: Tasks, anna: "Desk") -> None:
    async with open_glass() as glass:
        await go(glass, 3)
        await glass.press("w")
        await glass.until("week ")
        await glass.until("13:00")
        x, y = cell_of(glass, "13:00")
        await drag(glass, (x, y), (x + 16, y))
        await glass.until("held")
        held = screen(glass).planner.held
        assert held is not None
        assert (held.start.date() - MONDAY).days == 1
        await glass._pilot.mouse_up(offset=(x + 16, y))
        await glass.until(lambda: len(bars(anna, "bo")) == 1)


async def test_who_may_only_look_drags_nothing(open_glass: OpenGlass, visits: Tasks, anna: "Desk") -> None:
    async with open_glass("vera") as glass:
        await go(glass)
        await until_known(glass)
        x, y = cell_of(glass, "SD-3")
        await drag(glass, (x, y), (x + 12, y))
        assert screen(glass).planner.held is None
        await glass.until("You may look")
        await glass._pilot.mouse_up(offset=(x + 12, y))


# -- people --------------------------------------------------------------------------------------------------------------


async def test_a_press_selects_somebody_two_edit_and_the_wheel_scrolls(open_glass: OpenGlass, tasks: Tasks) -> None:
    async with open_glass() as glass:
        await go_people(glass)
        people = glass.app.screen
        assert isinstance(people, PeopleScreen)
        await press(glass, "Bo Berg")
        assert people.staff.person is not None
        assert people.staff.person.login == "bo"
        await press(glass, "Teams")
        assert people.staff.person.login == "bo"
        await glass._pilot._post_mouse_events([MouseScrollDown], people.register, (5, 5))
        await glass.until(lambda: people.staff.person is not None and people.staff.person.login != "bo")
        await press(glass, "Bo Berg", times=2)
        await glass.until("Edit bo")
        await press(glass, "Ada Ask")
        assert people.staff.person.login == "bo"


@pytest.mark.parametrize("size", [(45, 20), (80, 24)])
async def test_a_visit_of_an_agenda_or_a_narrow_day_is_pressed(
    open_glass: OpenGlass, visits: Tasks, size: tuple[int, int]
) -> None:
    async with open_glass(size=size) as glass:
        await go(glass)
        await put(glass, 1)
        await press(glass, "SD-3" if "SD-3" in glass.text else "13:00")
        assert on(glass) == 3
