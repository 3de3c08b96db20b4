"""The workload as rows: figures that are never cut from their sign, hatches, bars, and every width filled."""

from datetime import UTC, date, datetime, timedelta

import pytest

from screens.loads import cell_spans, grid, head_row, load_row, title_row
from screens.paint import Span, spans_width
from servicedesk_tui.vocabulary.enums import AbsenceKind
from servicedesk_tui.vocabulary.planning import LoadBy
from servicedesk_tui.vocabulary.plans import LoadCell, LoadRow, WorkloadView

MONDAY = date(2026, 11, 23)
DAYS = tuple(MONDAY + timedelta(days=n) for n in range(5))


def said(spans: list[Span]) -> str:
    return "".join(text for text, _style in spans)


def a_row(name: str = "bo", **more: int) -> LoadRow:
    cells = tuple(LoadCell(day, 60 * n * 3, 444) for n, day in enumerate(DAYS))
    return LoadRow(1, name, cells, 1800, 2220, **more)  # type: ignore[arg-type]


def a_view(rows: int = 3) -> WorkloadView:
    some = tuple(a_row(f"person{n}") for n in range(rows))
    return WorkloadView(DAYS, some, a_row("all"), DAYS[2], datetime(2026, 11, 25, tzinfo=UTC))


@pytest.mark.parametrize(
    ("cell", "width", "shown"),
    [
        (LoadCell(MONDAY, 360, 444), 16, "  6.0/7.4  ███▎ "),
        (LoadCell(MONDAY, 570, 444), 12, "  9.5/7.4‼  "),
        (LoadCell(MONDAY, 630, 348), 10, "10.5/5.8‼ "),
        (LoadCell(MONDAY, 630, 348), 9, "   10.5‼ "),
        (LoadCell(MONDAY, 630, 348), 7, " 10.5‼ "),
        (LoadCell(MONDAY, 360, 444, guessed=120), 10, "~6.0/7.4  "),
        (LoadCell(MONDAY, 0, 0, away=AbsenceKind.COURSE), 16, "╱╱╱ course ╱╱╱  "),
        (LoadCell(MONDAY, 0, 0, away=AbsenceKind.SICK), 6, "╱╱    "),
        (LoadCell(MONDAY, 60, 0, away=AbsenceKind.SICK), 10, " 1.0/0.0‼ "),
        (LoadCell(MONDAY, 0, 0), 8, "     –  "),
    ],
)
def test_a_cell_says_what_is_booked_of_what_there_is(cell: LoadCell, width: int, shown: str) -> None:
    assert said(cell_spans(cell, width)) == shown


@pytest.mark.parametrize("width", [45, 60, 80, 100, 120, 160, 200])
@pytest.mark.parametrize("days", [1, 4, 5, 7, 28])
def test_rows_fit_every_width_and_the_cursors_day_is_in_view(width: int, days: int) -> None:
    names = ["bo", "Konstantinopolitanerinde", "漢字漢字漢字漢字漢字"]
    first = 0
    for at in [*range(days), 0]:
        shape = grid(width, names, days, at, first)
        first = shape.first
        assert shape.first <= at < shape.first + shape.shown
        cells = tuple(LoadCell(MONDAY + timedelta(days=n), 9999, 1) for n in range(days))
        for name in names:
            row = LoadRow(1, name, cells, 99_999, 99_999, 99, 7)
            assert spans_width(load_row(row, shape, cursor=at)) <= width


def test_the_cursor_and_more_than_there_is_are_signs_beside_their_colours() -> None:
    shape = grid(120, ["bo"], 5, 0, 0)
    text = said(load_row(a_row(wip=7, cap=6), shape, cursor=4))
    assert text.startswith("▌bo")
    assert "7/6‼" in text
    assert "9.0/7.4‼" in text


def test_today_is_marked_in_the_head() -> None:
    text = said(head_row(a_view(), grid(120, ["bo"], 5, 0, 0), 0))
    assert "wed 25 ●" in text
    assert text.split() == ["mon", "23", "tue", "24", "wed", "25", "●", "thu", "26", "fri", "27", "sum", "wip"]


def test_figures_stand_below_each_other_whatever_sign_is_behind_them() -> None:
    texts = [said(cell_spans(LoadCell(MONDAY, booked, 444), 16)) for booked in (60, 444, 630)]
    assert {text.index("/7.4") for text in texts} == {5}
    assert {text[11] for text in texts} == {"█", "▌"}
    assert said(cell_spans(LoadCell(MONDAY, 60, 444), 10, picked=True)) == "✓1.0/7.4  "


def test_weekdays_in_a_narrow_grid_do_not_touch() -> None:
    assert said(head_row(a_view(), grid(45, ["operations"], 5, 0, 0), 0)).split() == [
        "mo",
        "23",
        "tu",
        "24",
        "we",
        "25",
        "th",
        "26",
        "fr",
        "27",
    ]


@pytest.mark.parametrize("width", [45, 80, 120])
def test_the_title_says_how_the_team_stands(width: int) -> None:
    total = LoadRow(0, "all", (), 10_920, 12_600, days_to_clear=6.2, a_week_ago=5.0)
    view = WorkloadView(DAYS, (a_row(),), total, DAYS[0], datetime(2026, 11, 25, tzinfo=UTC), by=LoadBy.PERSON)
    row = title_row(view, "week 48 · people", "anna", width)
    assert spans_width(row) == width
    assert "Workload" in said(row)
    assert "182.0 / 210.0 h" in said(row) or (width == 45 and "182/210 h" in said(row))
    assert ("6 days to clear ▲1" in said(row)) is (width > 45)
