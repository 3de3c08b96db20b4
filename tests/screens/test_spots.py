"""A column of a page: what is stood on, and what is on the glass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.spots import PageRow, Pane, Spot, SpotKind


def item(number: int) -> Spot:
    return Spot(SpotKind.ITEM, number)


def rows(*shape: int) -> list[PageRow]:
    """Rows by how many each thing has; a negative count is text to read only."""
    made: list[PageRow] = []
    for number, count in enumerate(shape):
        made += [PageRow([(f"{number}", "")], item(number) if count > 0 else None)] * abs(count)
    return made


def pane(*shape: int, height: int = 5) -> Pane:
    made = Pane(height=height)
    made.fill(rows(*shape))
    return made


def test_the_first_step_stands_on_the_first_thing_on_the_glass() -> None:
    page = pane(-2, 1, 1)
    page.step(1)
    assert page.spot == item(1)
    assert page.row == 2


def test_a_step_goes_to_the_next_thing_whatever_its_rows() -> None:
    page = pane(3, 1)
    page.step(1)
    page.step(1)
    assert page.spot == item(1)
    page.step(-1)
    assert page.spot == item(0)


def test_a_thing_that_is_not_on_the_glass_yet_is_come_to_row_by_row() -> None:
    page = pane(1, -8, 1)
    page.step(1)
    for top in range(1, 6):
        page.step(1)
        assert page.top == top
    page.step(1)
    assert page.spot == item(2)


def test_back_up_from_what_was_scrolled_away_stands_on_the_last_one_seen() -> None:
    page = pane(1, 1, -8, 1, 1)
    page.step(1)
    page.top = 7
    page.step(-1)
    assert page.spot == item(4)


def test_a_page_stands_on_what_is_then_on_the_glass() -> None:
    page = pane(*[1] * 20)
    page.step(1)
    page.read_on(4)
    assert page.top == 4
    assert page.spot == item(4)
    page.to_end(last=True)
    assert (page.top, page.spot) == (15, item(19))
    page.to_end(last=False)
    assert (page.top, page.spot) == (0, item(0))


def test_what_comes_above_moves_nothing_on_the_glass() -> None:
    page = pane(*[1] * 10)
    page.show(item(7))
    row = page.row
    page.fill([*[PageRow([], item(100 + n)) for n in range(3)], *rows(*[1] * 10)])
    assert (page.spot, page.row) == (item(7), row)


def test_when_what_was_stood_on_is_gone_one_stands_on_what_took_its_place() -> None:
    page = pane(1, 1, 1)
    page.show(item(1))
    page.fill([row for row in rows(1, 1, 1) if row.spot != item(1)])
    assert page.spot == item(2)
    page.fill([])
    assert page.spot is None


def test_another_task_begins_at_its_top_with_nothing_stood_on() -> None:
    page = pane(*[1] * 20)
    page.to_end(last=True)
    page.fill(rows(*[1] * 20), anew=True)
    assert (page.top, page.spot) == (0, None)


@pytest.mark.parametrize("by", [1, -1])
@given(shape=st.lists(st.sampled_from([-3, -1, 1, 2, 7]), max_size=12), height=st.integers(1, 8))
def test_every_thing_is_come_to_and_none_twice(by: int, shape: list[int], height: int) -> None:
    page = pane(*shape, height=height)
    if by < 0:
        page.top = max(0, len(page.rows) - height)
    met: list[Spot | None] = []
    for _press in range(2 * len(page.rows) + 2):
        page.step(by)
        if page.row is not None and (not met or met[-1] != page.spot):
            met.append(page.spot)
    things = [item(number) for number, count in enumerate(shape) if count > 0]
    assert met == (things if by > 0 else things[::-1])
