"""The board's top line, without a screen."""

from datetime import UTC, datetime

import pytest

from screens.columns import Column, Columns
from screens.filtering import Filter
from screens.paint import spans_width
from screens.topline import figure, title_of
from servicedesk_tui.locale import speaking
from servicedesk_tui.vocabulary.enums import Category
from servicedesk_tui.vocabulary.rows import BoardView, ColumnRow, StatusRow, Totals, ViewRow

READY = StatusRow(1, "ready", "Ready", Category.READY, 0, None)
COLUMN = ColumnRow(1, "Ready", Category.READY)
VIEW = ViewRow(1, "All late work", "l", "is:overdue", True)


def said(wanted: Filter, *, shown: int = 12, width: int = 120, alone: tuple[int, int] = (0, 0)) -> str:
    columns = Columns()
    columns.all, columns.filter = [Column(COLUMN, count=shown)], wanted.text
    view = BoardView((READY,), (COLUMN,), (), Totals(shown, 3, *alone), 0, datetime.now(UTC))
    row = title_of(wanted, columns, view, "Nordvarme", "anna", width)
    assert spans_width(row) == width
    return "".join(text for text, _style in row)


def test_it_names_the_view_and_what_it_was_made_of() -> None:
    assert "view: All late work · is:overdue " in said(Filter("is:overdue", VIEW))
    assert "view: All late work* · is:overdue !1 " in said(Filter("is:overdue !1", VIEW))


def test_without_a_filter_it_names_the_desk() -> None:
    assert "Nordvarme" in said(Filter())


@pytest.mark.parametrize("width", [45, 60, 80, 120])
def test_a_long_filter_leaves_room_for_what_is_open(width: int) -> None:
    text = said(Filter("@me is:open due:<=eow -#warranty for:acme (boiler or pump)" * 3, VIEW), width=width)
    assert "12 open" in text
    assert "All late" in text


def test_a_count_through_a_filter_stops_at_a_thousand() -> None:
    columns = Columns()
    assert figure(1001, columns) == "1001"
    columns.filter = "boiler"
    assert (figure(1000, columns), figure(1001, columns)) == ("1000", "1,000+")
    assert "1,000+ open" in said(Filter("boiler"), shown=1001)
    with speaking("da"):
        assert figure(1001, columns) == "1.000+"


@pytest.mark.parametrize(
    ("width", "seen"),
    [
        (120, "12 open · 3 overdue · 4 unowned · 1,000+ untouched  anna"),
        (66, "12 open · 3 overdue · 4 unowned · 1,000+ untouched  anna"),
        (60, "12 open · 3 overdue · 4 unowned  anna"),
        (45, "12 open · 3 overdue · 4 unowned  anna"),
        (40, "12 open · 3 overdue  anna"),
    ],
)
def test_what_is_left_alone_is_counted_as_far_as_there_is_room(width: int, seen: str) -> None:
    assert seen in said(Filter(), width=width, alone=(4, 1001))


def test_nothing_is_said_of_what_is_not_there_nor_through_a_filter() -> None:
    assert "untouched" not in said(Filter(), alone=(4, 0))
    assert "unowned" not in said(Filter("@bo"), alone=(4, 5))
